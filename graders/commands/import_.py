"""`graders import`: what other systems wrote becomes ordinary quizzes and exercises, and a person is told what to look at."""

from __future__ import annotations

import argparse

from graders.commands.importing import nbgrader, otter, quizzes

_EPILOG = "Each format has options of its own: graders import FORMAT --help"


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its formats."""
    parser = parsers.add_parser(
        "import", help="make quizzes and exercises of other systems' files", epilog=_EPILOG
    )
    formats = parser.add_subparsers(required=True, metavar="FORMAT")
    for kind in (quizzes, nbgrader, otter):
        kind.add(formats)
