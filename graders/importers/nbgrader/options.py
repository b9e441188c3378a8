"""How a course marks its cells and wants to be scored: nbgrader's own defaults, its config, the command line."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from graders.importers.nbgrader.config import Config

_TRAITS = {
    ("ClearSolutions", "begin_solution_delimeter"): "begin_solution",
    ("ClearSolutions", "end_solution_delimeter"): "end_solution",
    ("ClearHiddenTests", "begin_test_delimeter"): "begin_hidden_tests",
    ("ClearHiddenTests", "end_test_delimeter"): "end_hidden_tests",
    ("ClearMarkScheme", "begin_mark_scheme_delimeter"): "begin_mark_scheme",
    ("ClearMarkScheme", "end_mark_scheme_delimeter"): "end_mark_scheme",
    ("InstantiateTests", "autotest_delimiter"): "autotest",
    ("InstantiateTests", "hashed_delimiter"): "hashed",
}
_FOLDERS = {
    ("CourseDirectory", "source_directory"): "source_folder",
    ("CourseDirectory", "submitted_directory"): "submitted_folder",
    ("CourseDirectory", "course_id"): "course_id",
    ("CourseDirectory", "db_url"): "db_url",
    ("IncludeHeaderFooter", "header"): "header",
    ("IncludeHeaderFooter", "footer"): "footer",
    ("InstantiateTests", "autotest_filename"): "autotests_file",
}
_TIMEOUTS = (("Execute", "timeout"), ("ExecutePreprocessor", "timeout"))
_UNDERSTOOD = {*_TRAITS, *_FOLDERS, *_TIMEOUTS, ("CourseDirectory", "root")}
_NOTHING = object()
_DEFAULTS = {("ClearSolutions", "enforce_metadata"): True, ("ClearHiddenTests", "enforce_metadata"): True}


@dataclass(frozen=True, kw_only=True)
class Delimiters:
    """Each is looked for anywhere in a line, whatever stands before and after it."""

    begin_solution: str = "BEGIN SOLUTION"
    end_solution: str = "END SOLUTION"
    begin_hidden_tests: str = "BEGIN HIDDEN TESTS"
    end_hidden_tests: str = "END HIDDEN TESTS"
    begin_mark_scheme: str = "BEGIN MARK SCHEME"
    end_mark_scheme: str = "END MARK SCHEME"
    autotest: str = "AUTOTEST"
    hashed: str = "HASHED"


NAMES = tuple(item.name for item in fields(Delimiters))
STANDARD = Delimiters()


@dataclass(frozen=True, kw_only=True)
class Options:
    """All that an import can be told. `scoring` is the table [nbgrader] of the exercises."""

    delimiters: Delimiters = STANDARD
    environment: str = "ml-base"
    scoring: dict[str, Any] = field(default_factory=dict)
    cell_seconds: float | None = None
    source_folder: str = "source"
    submitted_folder: str = "submitted"
    course_id: str = ""
    db_url: str = ""
    header: str = ""
    footer: str = ""
    autotests_file: str = "autotests.yml"

    def told(self, config: Config) -> Options:
        """These options where `config` says nothing else; what was given on the command line goes first."""
        found = {name: config.text(*trait) for trait, name in _TRAITS.items()}
        given = {name: text for name, text in found.items() if text and self._is_default(name)}
        folders: dict[str, Any] = {
            name: text for trait, name in _FOLDERS.items() if (text := config.text(*trait))
        }
        seconds = next(
            (number for trait in _TIMEOUTS if (number := config.number(*trait))), self.cell_seconds
        )
        return replace(self, delimiters=replace(self.delimiters, **given), cell_seconds=seconds, **folders)

    def _is_default(self, name: str) -> bool:
        return bool(getattr(self.delimiters, name) == getattr(STANDARD, name))


def not_understood(config: Config) -> list[str]:
    """A sentence for each setting that has no counterpart here, and for each line that is no plain value."""
    unknown = [
        f"{config.place(trait)}: `c.{trait[0]}.{trait[1]}` has no counterpart here."
        for trait in config.values
        if trait not in _UNDERSTOOD and config.values[trait] != _DEFAULTS.get(trait, _NOTHING)
    ]
    return [*unknown, *config.skipped]


def config_in(folder: Path) -> Path | None:
    """The config file of a course or an assignment, if it has one."""
    names = ("nbgrader_config.py", "nbgrader_config.json")
    return next((folder / name for name in names if (folder / name).is_file()), None)
