"""`graders import nbgrader`: a notebook, an assignment folder or a course folder of nbgrader."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from graders.commands.importing import exercises
from graders.importers.nbgrader import NAMES, Delimiters, Options, import_nbgrader

_SOURCE = "a source notebook, an assignment folder, or a course folder with source/"


def add(formats: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the format."""
    parser = formats.add_parser("nbgrader", help="exercises, people, submissions and marks of nbgrader")
    exercises.add_common(parser, source=_SOURCE)
    parser.add_argument(
        "--delimiter",
        action="append",
        default=[],
        type=_delimiter,
        metavar="NAME=TEXT",
        help=f"what the course writes instead of nbgrader's own; NAME is one of {', '.join(NAMES)}",
    )
    parser.add_argument(
        "--stderr-is-failure",
        action="store_true",
        help="as nbgrader: a test that writes to stderr earns nothing",
    )
    parser.add_argument(
        "--impossible-score",
        choices=("error", "full"),
        default="error",
        help="a test that gives nan or less than 0 points: an error (default), or as nbgrader all its points",
    )
    parser.add_argument(
        "--score-over-maximum",
        choices=("full", "error"),
        default="full",
        help="a test that gives more than it is worth: all its points (default), or an error",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit codes as in `exercises.run`."""
    options = Options(
        delimiters=replace(Delimiters(), **dict(arguments.delimiter)),
        environment=arguments.environment,
        scoring=_scoring(arguments),
    )
    return exercises.run(
        arguments,
        lambda grader, step: import_nbgrader(
            arguments.source, arguments.folder, options=options, grader=grader, step=step
        ),
    )


def _scoring(arguments: argparse.Namespace) -> dict[str, Any]:
    """What differs from our own rules."""
    ours: dict[str, Any] = {
        "stderr_is_failure": False,
        "impossible_score": "error",
        "score_over_maximum": "full",
    }
    given = {name: getattr(arguments, name) for name in ours}
    return {name: value for name, value in given.items() if value != ours[name]}


def _delimiter(word: str) -> tuple[str, str]:
    name, equals, text = word.partition("=")
    if name not in NAMES or not equals or not text.strip():
        raise argparse.ArgumentTypeError(f"write NAME=TEXT, with one of {', '.join(NAMES)}")
    return name, text
