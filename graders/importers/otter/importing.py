"""An Otter assignment, however it was brought, becomes an exercise folder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from graders.importers.drafts import ImportFailed
from graders.importers.exercises import ImportedExercise, room_for, write_exercise
from graders.importers.otter import graded, master
from graders.importers.otter.assembly import Assembly, finished
from graders.importers.otter.blocks import is_master, read_master
from graders.importers.otter.config import read_config
from graders.importers.otter.model import Complain, Tests, Told
from graders.importers.otter.notebooks import SourceNotebook, read_notebook
from graders.importers.otter.settings import (
    is_python,
    names_of,
    seeding_of,
    told_of_assignment,
    told_of_autograder,
)
from graders.importers.otter.sources import Source, files_named, other_files, read_source
from graders.importers.otter.test_files import from_metadata, read_test_file
from graders.problem import Problem

_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)
_OTTERS_OWN = ("otter-grader", "ipython", "ipykernel", "nbconvert", "jupytext")
_R = "This is an assignment in R; here exercises are in Python."


def import_otter(path: Path, folder: Path, *, environment: str = "ml-base") -> ImportedExercise:
    """Write the exercise that lies at `path` into `folder`. Raises ImportFailed with all that is wrong, and writes nothing."""
    source = read_source(path)
    return _Import(source, environment).write(folder)


class _Import:
    def __init__(self, source: Source, environment: str) -> None:
        self._source = source
        self._environment = environment
        self._problems: list[Problem] = []
        self._title = ""
        self._public: dict[str, bytes] = {}
        self._hidden: dict[str, bytes] = {}

    def write(self, folder: Path) -> ImportedExercise:
        notebook = self._notebook()
        self._title = _heading(notebook)
        if notebook is not None and is_master(notebook.cells):
            assembly = self._of_master(notebook)
        else:
            assembly = self._of_tests(notebook)
        cells = finished(assembly, self._complaining(notebook.file if notebook else self._source.name))
        if self._problems:
            raise ImportFailed(tuple(dict.fromkeys(self._problems)))
        if not cells:
            raise ImportFailed(
                (Problem(file=self._source.name, line=0, sentence="Nothing of Otter was found here."),)
            )
        write_exercise(
            folder=folder,
            settings=self._settings(),
            cells=cells,
            public_files=self._public,
            hidden_files=self._hidden,
        )
        told = assembly.told
        self._tell_of_files(told)
        return ImportedExercise(
            folder=folder,
            carried=tuple(dict.fromkeys(told.carried)),
            left_out=tuple(dict.fromkeys(told.left_out)),
            for_a_person=tuple(dict.fromkeys(told.for_a_person)),
        )

    def _settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = {"title": self._title or _worded(Path(self._source.name).stem)}
        if self._environment != "ml-base":
            settings["environment"] = self._environment
        if self._public:
            settings["data_beside_notebook"] = True
        if limits := room_for(self._public):
            settings["limits"] = limits
        return settings

    def _complaining(self, file: str) -> Complain:
        return lambda line, sentence: self._problems.append(Problem(file=file, line=line, sentence=sentence))

    # ------------------------------------------------------------ what was brought

    def _notebook(self) -> SourceNotebook | None:
        notebooks = [read_notebook(content, name) for name, content in self._source.notebooks.items()]
        masters = [notebook for notebook in notebooks if is_master(notebook.cells)]
        chosen = masters if len(notebooks) > 1 and masters else notebooks
        if len(chosen) > 1:
            names = ", ".join(notebook.file for notebook in chosen)
            sentence = f"Here are several notebooks ({names}): name the one to import."
            raise ImportFailed((Problem(file=self._source.name, line=0, sentence=sentence),))
        if chosen and chosen[0].language == "r":
            raise ImportFailed((Problem(file=chosen[0].file, line=0, sentence=_R),))
        return chosen[0] if chosen else None

    def _of_master(self, notebook: SourceNotebook) -> Assembly:
        complain = self._complaining(notebook.file)
        read = read_master(notebook.cells, complain)
        read.config = self._config_file(read.config, complain) | read.config
        assembly = master.assembled(read, complain)
        told_of_assignment(read.config, assembly.told)
        generate = read.config.get("generate")
        if isinstance(generate, dict):
            told_of_autograder(generate, assembly.told)
        assembly.seeding = seeding_of(read.config, complain)
        self._tell_of_seeds(read.config, assembly.told)
        self._title = self._title or _text(read.config.get("name"))
        self._take_files(read.config, complain, assembly.told)
        return assembly

    def _config_file(self, config: dict[str, Any], complain: Complain) -> dict[str, Any]:
        name = config.get("config_file")
        if not isinstance(name, str) or self._source.folder is None:
            return {}
        found, missing = files_named(self._source.folder, [name])
        for sentence in missing:
            complain(0, f"`config_file`: {sentence}")
        text = "".join(content.decode("utf-8", "replace") for content in found.values())
        return read_config(text, self._complaining(name)) or {}

    def _tell_of_seeds(self, config: dict[str, Any], told: Told) -> None:
        seed = config.get("seed")
        if isinstance(seed, dict) and seed.get("student_value") not in (None, seed.get("autograder_value")):
            told.for_a_person.append(
                f"Learners had another seed ({seed['student_value']}) than the autograder: here both have that of the autograder."
            )

    def _take_files(self, config: dict[str, Any], complain: Complain, told: Told) -> None:
        if self._source.folder is None:
            return
        for key, target in (("files", self._public), ("autograder_files", self._hidden)):
            found, missing = files_named(self._source.folder, names_of(config.get(key), key, complain))
            target.update(found)
            told.for_a_person += [f"`{key}`: {sentence}" for sentence in missing]

    # ------------------------------------------------------------ tests in files and in metadata

    def _of_tests(self, notebook: SourceNotebook | None) -> Assembly:
        tests = [*self._test_files(), *self._embedded(notebook)]
        if not tests and not self._problems:
            sentence = "Here is neither a master notebook of `otter assign` nor a test: nothing to import."
            raise ImportFailed((Problem(file=self._source.name, line=0, sentence=sentence),))
        assembly = graded.assembled(notebook, tests, self._complaining(self._source.name))
        config = self._autograder_config()
        told_of_autograder(config, assembly.told)
        if not is_python(config):
            self._complaining(self._source.name)(0, _R)
        assembly.seeding = seeding_of(config, self._complaining("otter_config.json"))
        self._title = self._title or _text(config.get("assignment_name"))
        self._sort_files(notebook)
        self._tell_of_packages(assembly.told)
        return assembly

    def _tell_of_packages(self, told: Told) -> None:
        """Otter adds packages of its own to each list; the person sees the others."""
        text = self._source.settings.get("requirements.txt", b"").decode("utf-8", "replace")
        names = [line.strip() for line in text.splitlines() if line.strip() and line.strip()[0] not in "#-"]
        wanted = [name for name in names if not name.startswith(_OTTERS_OWN)]
        if wanted:
            told.for_a_person.append(
                f"Packages were asked for ({', '.join(wanted)[:300]}): has the environment what is needed?"
            )

    def _test_files(self) -> list[Tests]:
        read = []
        for name, content in sorted(self._source.tests.items(), key=lambda item: _natural(item[0])):
            complain = self._complaining(name)
            try:
                found = read_test_file(name, content.decode("utf-8-sig"), complain)
            except UnicodeDecodeError:
                complain(0, "This file is not UTF-8 text.")
                continue
            read += [found] if found else []
        return read

    def _embedded(self, notebook: SourceNotebook | None) -> list[Tests]:
        """Tests in the notebook's metadata; those in files come first, because learners may have fewer."""
        embedded = notebook.otter.get("tests") if notebook else None
        if self._source.tests or not isinstance(embedded, dict) or notebook is None:
            return []
        complain = self._complaining(notebook.file)
        read = [from_metadata(str(name), value, complain) for name, value in embedded.items()]
        return [each for each in read if each]

    def _autograder_config(self) -> dict[str, Any]:
        content = self._source.settings.get("otter_config.json")
        if content is None:
            return {}
        try:
            config = json.loads(content)
        except (ValueError, RecursionError):
            self._complaining("otter_config.json")(0, "This is not JSON.")
            return {}
        return config if isinstance(config, dict) else {}

    def _sort_files(self, notebook: SourceNotebook | None) -> None:
        """What the notebook names, learners have; anything else may be for the tests alone."""
        text = "\n".join(cell.source for cell in notebook.cells) if notebook else ""
        files = dict(self._source.files)
        if (
            self._source.folder is not None
            and self._source.folder.is_dir()
            and not self._source.notebooks.keys() <= {self._source.name}
        ):
            files |= other_files(self._source.folder)
        for name, content in files.items():
            is_named = name in text or Path(name).name in text
            (self._public if is_named else self._hidden)[name] = content

    def _tell_of_files(self, told: Told) -> None:
        if self._public:
            told.carried.append(f"files for learners, beside the notebook: {', '.join(sorted(self._public))}")
        if self._hidden:
            told.for_a_person.append(
                f"Files for the tests alone are in hidden/ ({', '.join(sorted(self._hidden))}): tests find them as "
                "`hidden/…`. What learners need belongs in data/."
            )


def _heading(notebook: SourceNotebook | None) -> str:
    headings = (
        match[1]
        for cell in (notebook.cells if notebook else ())
        if cell.cell_type == "markdown" and (match := _HEADING.search(cell.source))
    )
    return next(headings, "")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _worded(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip() or "Imported exercise"


def _natural(name: str) -> list[tuple[int, str]]:
    """`q10` comes after `q9`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,9})", name)]
