"""`graders release`: write the learner's copy of an exercise."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graders import release
from graders.commands import Exit
from graders.exercise import read


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser(
        "release", help="write the learner's copy: .ipynb, or .zip when there is data"
    )
    parser.add_argument("exercise", type=Path, metavar="EXERCISE_DIR")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: its own name, here")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the release and print where it is."""
    made = release.make(read(arguments.exercise))
    target = arguments.output or Path(made.file_name)
    if target.is_dir():
        target /= made.file_name
    try:
        target.write_bytes(made.content)
    except OSError as error:
        print(f"graders release: cannot write {target}: {error.strerror}", file=sys.stderr)
        return Exit.WRONG_USAGE
    print(target)
    return Exit.DONE
