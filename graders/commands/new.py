"""`graders new`: a file to begin with, full of comments and fit to publish as it is."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from graders.commands import Exit
from graders.commands.quizzes import FILE
from graders.quiz.schema import FILE as SCHEMA_FILE

_STARTER = SCHEMA_FILE.with_name("starter.yaml")
_KINDS = ("quiz",)


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser("new", help="begin a quiz: a file with examples and comments")
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="where quiz.yaml is written; it must have none yet"
    )
    parser.add_argument("--kind", choices=_KINDS, default="quiz", help="default: %(default)s")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, and say what comes next. Exit code 2 where it exists already."""
    target: Path = arguments.folder / FILE
    if target.exists():
        print(f"graders new: {target} is there already; nothing was written", file=sys.stderr)
        return Exit.WRONG_USAGE
    arguments.folder.mkdir(parents=True, exist_ok=True)
    target.write_text(_editor_line(arguments.folder) + _STARTER.read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{target}\nNext: change it, then graders check {target}")
    return Exit.DONE


def _editor_line(folder: Path) -> str:
    """Editors find the schema by its path, as it is seen from the quiz."""
    return f"# yaml-language-server: $schema={os.path.relpath(SCHEMA_FILE, folder.resolve())}\n"
