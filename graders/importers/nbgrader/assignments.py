"""One assignment: its notebooks become exercises, each with the files that lie beside them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from graders.exercise import CellKind, ExerciseError, read
from graders.importers.brought import Brought
from graders.importers.drafts import ImportFailed
from graders.importers.exercises import (
    MAX_FILES,
    MAX_FILES_BYTES,
    ImportedExercise,
    free_name,
    room_for,
    write_exercise,
)
from graders.importers.nbgrader.autotests import lines_of, resolve
from graders.importers.nbgrader.cells import kind_of, translate
from graders.importers.nbgrader.notebooks import Notebook, failed, read_notebook
from graders.importers.nbgrader.options import Options
from graders.importers.nbgrader.templates import read_templates
from graders.pool.interface import Grader
from graders.problem import Problem
from graders.report import PlatformError

_HEADING = re.compile(r"^#{1,3}\s+(.+?)\s*#*$", re.MULTILINE)
_LEFT = (
    "*.ipynb",
    ".*",
    "*.pyc",
    "__pycache__",
    "nbgrader_config.py",
    "nbgrader_config.json",
    "gradebook.db",
)
_RUN_SECONDS = 60
_TITLE_CHARACTERS = 120


@dataclass(kw_only=True)
class Assignment:
    """A folder with notebooks, or one notebook alone. `course` is where the course's own files are looked for."""

    name: str
    folder: Path
    notebooks: list[Path]
    course: Path
    with_files: bool = True


@dataclass(kw_only=True)
class Written:
    """The exercises by the names of their notebooks, and what could not be made one."""

    exercises: dict[str, ImportedExercise] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    platform_failed: bool = False


@dataclass(kw_only=True)
class Files:
    """What lies beside the notebooks, by path; and what was left where it is."""

    content: dict[str, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def find_notebooks(folder: Path) -> list[Path]:
    """The notebooks of an assignment folder, those in folders below it left out, as nbgrader does."""
    return sorted(path for path in folder.glob("*.ipynb") if path.is_file() and not path.is_symlink())


def write_assignment(
    assignment: Assignment, targets: dict[str, Path], options: Options, grader: Grader
) -> Written:
    """Write the exercise of each notebook to its target. What is wrong with one does not hinder the others."""
    written = Written()
    files = _files_of(assignment, options) if assignment.with_files else Files()
    for path in assignment.notebooks:
        target = targets[path.stem]
        try:
            written.exercises[path.stem] = _write(assignment, path, target, files, options, grader)
        except PlatformError as error:
            written.platform_failed = True
            written.left_out.append(
                f"{path.name}: AUTOTEST is answered by the notebook itself in a sandbox: {error}"
            )
        except ImportFailed as error:
            written.problems += error.problems
            written.left_out += [str(problem) for problem in error.problems]
    return written


def brought_of(written: Sequence[Written]) -> Brought:
    """All exercises of some assignments. Raises ImportFailed where there is none, and no lack of a sandbox is to blame."""
    exercises = tuple(one for each in written for one in each.exercises.values())
    platform_failed = any(each.platform_failed for each in written)
    if not exercises and not platform_failed:
        raise ImportFailed(tuple(problem for each in written for problem in each.problems))
    left_out = tuple(line for each in written for line in each.left_out)
    return Brought(exercises=exercises, left_out=left_out, platform_failed=platform_failed)


def name_folders(assignment: Assignment) -> dict[str, str]:
    """A folder's name for each notebook."""
    taken: set[str] = set()
    return {path.stem: free_name(path.stem, taken) for path in assignment.notebooks}


def _write(
    assignment: Assignment, path: Path, target: Path, files: Files, options: Options, grader: Grader
) -> ImportedExercise:
    notebook = _with_header_and_footer(read_notebook(path), assignment, options)
    settings = _settings(notebook, assignment, files, options)
    public = _public_files(files)
    lines = lines_of(notebook, options.delimiters)
    carried = []
    if lines:
        beside = (path.parent / options.autotests_file, assignment.course / options.autotests_file)
        templates = read_templates(beside, notebook.kernel)
        count = resolve(notebook, lines, templates, grader=grader, settings=settings, public_files=public)
        carried.append(f"{len(lines)} AUTOTEST line(s), as {count} assertion(s)")
    translate(notebook, options.delimiters)
    if notebook.problems:
        raise ImportFailed(tuple(notebook.problems))
    write_exercise(
        folder=target, settings=settings, cells=notebook.cells, public_files=public, hidden_files={}
    )
    _prove(target, path.name)
    return ImportedExercise(
        folder=target,
        carried=(*_counted(notebook, public), *carried),
        left_out=tuple(files.left_out),
        for_a_person=tuple(notebook.notes),
    )


def _prove(folder: Path, name: str) -> None:
    """What is written must be an exercise in one of the two isolations; otherwise nothing stays."""
    try:
        read(folder)
    except ExerciseError as error:
        if all("isolation" in problem.sentence for problem in error.problems):
            return  # tests with magics: the trial sees to it
        shutil.rmtree(folder)
        raise ImportFailed(
            tuple(Problem(file=name, line=0, sentence=str(problem)) for problem in error.problems)
        ) from None


def _counted(notebook: Notebook, public: dict[str, bytes]) -> list[str]:
    kinds = Counter(kind_of(cell) for cell in notebook.cells)
    by_hand = kinds[CellKind.MANUAL] + kinds[CellKind.TASK]
    words = f"{kinds[CellKind.TEST]} test cell(s), {kinds[CellKind.ANSWER]} answer cell(s), {by_hand} marked by hand"
    return [words, *([f"{len(public)} file(s) beside the notebook"] if public else [])]


def _with_header_and_footer(notebook: Notebook, assignment: Assignment, options: Options) -> Notebook:
    before = _part(assignment.course, options.header)
    after = _part(assignment.course, options.footer)
    notebook.cells = [*before, *notebook.cells, *after]
    return notebook


def _part(course: Path, name: str) -> list[dict[str, Any]]:
    if not name:
        return []
    path = (course / name).resolve()
    if not path.is_relative_to(course.resolve()):
        raise failed(name, "The header or footer lies outside the course folder and was not read.")
    return read_notebook(path).cells


# ---------------------------------------------------------------- settings and files


def _settings(notebook: Notebook, assignment: Assignment, files: Files, options: Options) -> dict[str, Any]:
    limits: dict[str, Any] = dict(room_for(files.content))
    if options.cell_seconds is not None:
        seconds = min(max(round(options.cell_seconds), 1), 3600)
        limits |= {"run_seconds": min(max(_RUN_SECONDS, 2 * seconds), 3600), "cell_seconds": seconds}
    settings: dict[str, Any] = {"title": _title(notebook, assignment), "environment": options.environment}
    if any(not name.startswith("data/") for name in files.content):
        settings["data_beside_notebook"] = True
    return {**settings, "limits": limits, "nbgrader": options.scoring}


def _title(notebook: Notebook, assignment: Assignment) -> str:
    headings = (_HEADING.search(cell["source"]) for cell in notebook.cells if cell["cell_type"] == "markdown")
    found = next((match[1] for match in headings if match), "")
    return found[:_TITLE_CHARACTERS] or Path(notebook.file).stem or assignment.name


def _public_files(files: Files) -> dict[str, bytes]:
    """Where everything lies in `data/` already, it stays there; otherwise `data/` stands for the notebook's folder."""
    if all(name.startswith("data/") for name in files.content):
        return {name.removeprefix("data/"): content for name, content in files.content.items()}
    return files.content


def _files_of(assignment: Assignment, options: Options) -> Files:
    files = Files()
    left = (*_LEFT, options.autotests_file)
    size = 0
    for path in sorted(assignment.folder.rglob("*")):
        name = path.relative_to(assignment.folder).as_posix()
        if any(fnmatch(part, pattern) for part in name.split("/") for pattern in left):
            continue
        if path.is_symlink() or name.startswith("hidden/"):
            files.left_out.append(f"{name}: a link, or in a folder called hidden")
        elif path.is_file():
            size += path.stat().st_size
            if size > MAX_FILES_BYTES or len(files.content) >= MAX_FILES:
                raise failed(
                    assignment.name, f"Its files are more than {MAX_FILES_BYTES >> 20} MiB or {MAX_FILES}."
                )
            files.content[name] = path.read_bytes()
    return files
