"""`graders import otter`: a master notebook, an autograder.zip, or a folder with tests."""

from __future__ import annotations

import argparse

from graders.commands.importing import exercises
from graders.importers.brought import Brought
from graders.importers.otter import import_otter

_SOURCE = "a master notebook of otter assign, an autograder.zip, or a folder with tests/*.py"


def add(formats: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the format."""
    parser = formats.add_parser("otter", help="an assignment of Otter or ok-client")
    exercises.add_common(parser, source=_SOURCE)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit codes as in `exercises.run`."""
    return exercises.run(
        arguments,
        lambda *_: Brought(
            exercises=(import_otter(arguments.source, arguments.folder, environment=arguments.environment),)
        ),
    )
