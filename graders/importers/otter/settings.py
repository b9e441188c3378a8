"""Every setting of an assignment and of its autograder: what becomes of it here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graders.importers.otter.model import Complain, Seeding, Told

_VARIABLE = re.compile(r"[A-Za-z_]\w{0,60}")
_CLIENT = "learners hand in the notebook itself, so nothing is exported"
_PDF = "no PDF is made; a person marks in the notebook"
_ENVIRONMENT = "packages come with the environment of the exercise"
_LOG = "nothing is graded from a log, which would have to be unpickled"

_ASSIGNMENT_LEFT_OUT = {
    "solutions_pdf": _PDF,
    "template_pdf": _PDF,
    "export_cell": _CLIENT,
    "student_files": "files that learners make stay in their notebook's folder; only the notebook is handed in",
    "save_environment": _LOG,
    "ignore_modules": _LOG,
    "plugins": "plugins are programs, and none is executed",
    "runs_on": "every notebook runs in Jupyter, Colab and here alike",
    "python_version": _ENVIRONMENT,
    "channel_priority_strict": _ENVIRONMENT,
    "overwrite_requirements": _ENVIRONMENT,
    "show_question_points": "the page of the exercise shows the points",
}
_ASSIGNMENT_SILENT = frozenset(
    "name config_file files autograder_files tests seed generate init_cell check_all_cell run_tests "
    "strip_solutions_from_all_cells suppress_no_tests_warning requirements environment".split()
)
_AUTOGRADER_LEFT_OUT = {
    "show_stdout": "what the notebook prints is shown to its learner",
    "grade_from_log": _LOG,
    "serialized_variables": _LOG,
    "pdf": _PDF,
    "token": "credentials are not kept",
    "course_id": _PDF,
    "assignment_id": _PDF,
    "filtering": _PDF,
    "pagebreaks": _PDF,
    "warn_missing_pdf": _PDF,
    "submit_blank_pdf_on_export_failure": _PDF,
    "use_submission_pdf": _PDF,
    "pdf_via_html": _PDF,
    "plugins": "plugins are programs, and none is executed",
    "debug": "an error in a cell never ends a run here",
    "zips": "a zip with one notebook in it is taken anyway",
    "miniconda_path": _ENVIRONMENT,
}
_AUTOGRADER_SILENT = frozenset(
    "seed seed_variable lang autograder_dir logo print_summary print_score log_level assignment_name "
    "force_public_test_summary show_all_public show_hidden score_threshold points_possible".split()
)


def told_of_assignment(config: Mapping[str, Any], told: Told) -> None:
    """Say what becomes of each setting of `# ASSIGNMENT CONFIG`."""
    _left_out(config, _ASSIGNMENT_LEFT_OUT, _ASSIGNMENT_SILENT, told)
    if packages := config.get("requirements") or config.get("environment"):
        listed = ", ".join(map(str, packages)) if isinstance(packages, list) else str(packages)
        told.for_a_person.append(
            f"Packages were asked for ({_short(listed)}): has the environment what is needed?"
        )
    export = config.get("export_cell")
    if isinstance(export, dict) and export.get("instructions"):
        text = _short(str(export["instructions"]))
        told.for_a_person.append(f"Instructions for handing in were part of the export cell: “{text}”")
    tests = config.get("tests")
    if isinstance(tests, dict) and tests.get("url_prefix"):
        told.left_out.append("`tests.url_prefix`: tests are never downloaded")


def told_of_autograder(config: Mapping[str, Any], told: Told) -> None:
    """Say what becomes of each setting of `generate` or otter_config.json."""
    _left_out(config, _AUTOGRADER_LEFT_OUT, _AUTOGRADER_SILENT, told)
    for key, sentence in (
        (
            "points_possible",
            "Otter scaled the score to {} points (`points_possible`): change the questions' points.",
        ),
        (
            "score_threshold",
            "Otter gave all points from a share of {} on and else none (`score_threshold`); here the points are shown.",
        ),
    ):
        if config.get(key) is not None:
            told.for_a_person.append(sentence.format(config[key]))
    if config.get("show_hidden") is True:
        told.carried.append("hidden tests show title, points and hint, as `show_hidden` did after publishing")


def is_python(config: Mapping[str, Any]) -> bool:
    """False for an assignment in R."""
    return str(config.get("lang", "python")).lower() != "r"


def seeding_of(config: Mapping[str, Any], complain: Complain) -> Seeding | None:
    """What Otter does before each cell, by the settings of the assignment or of its autograder."""
    given = config.get("seed")
    generate = config.get("generate")
    if isinstance(given, dict):
        seed, variable = given.get("autograder_value"), given.get("variable") or ""
    elif isinstance(generate, dict):
        seed, variable = generate.get("seed"), generate.get("seed_variable") or ""
    else:
        seed, variable = given, config.get("seed_variable") or ""
    if seed is None:
        return None
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**32:
        complain(0, f"A seed is a whole number from 0 to 4294967295, but this one is {seed!r}.")
        return None
    if variable and not (isinstance(variable, str) and _VARIABLE.fullmatch(variable)):
        complain(0, f"`variable` of the seed must be a name, but is {variable!r}.")
        return None
    return Seeding(seed=seed, variable=variable)


def names_of(value: Any, key: str, complain: Complain) -> list[str]:
    """A list of file names, of which each may stand alone."""
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        complain(0, f"`{key}` must be a list of file names.")
        return []
    return names


def _left_out(
    config: Mapping[str, Any], reasons: Mapping[str, str], silent: frozenset[str], told: Told
) -> None:
    for key, value in config.items():
        if key in reasons:
            if value not in (None, False, [], {}, "default"):
                told.left_out.append(f"`{key}`: {reasons[key]}")
        elif key not in silent:
            told.left_out.append(f"`{_short(key)}`: Otter has no such setting")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 200 else f"{flat[:200]}…"
