"""`graders new`: an exercise or a quiz to begin with, full of comments and fit to publish as it is."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from graders.commands import Exit
from graders.commands.quizzes import FILE
from graders.exercise import starting
from graders.quiz.schema import FILE as SCHEMA_FILE

_STARTER = SCHEMA_FILE.with_name("starter.yaml")
_QUIZ = "quiz"
_STEPS = """Next:
  1. change {first}: {what}
  2. graders release {folder}    what a learner gets
  3. graders check {folder}      what would be unfair to her
How to go about it: docs/how-to/{page}.md"""
_NOTEBOOK = {"what": "the text, the solution between its markers, the tests", "page": "write-an-exercise"}
_PREDICTION = {"what": "the text; and hidden/make_data.py: the tables", "page": "write-a-prediction-exercise"}


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser("new", help="begin an exercise or a quiz: files with examples and comments")
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="where it is written; nothing there is replaced"
    )
    parser.add_argument(
        "--kind", choices=(*starting.KINDS, _QUIZ), default="notebook", help="default: %(default)s"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files, and say what comes next. Exit code 2 where one exists already or cannot be written."""
    folder: Path = arguments.folder
    try:
        written = _quiz(folder) if arguments.kind == _QUIZ else starting.begin(arguments.kind, folder)
    except FileExistsError as error:
        print(f"graders new: {error} is there already; nothing was written", file=sys.stderr)
        return Exit.WRONG_USAGE
    except OSError as error:
        print(f"graders new: cannot write {error.filename}: {error.strerror}", file=sys.stderr)
        return Exit.WRONG_USAGE
    print(*written, sep="\n")
    print(_next(arguments.kind, folder, written))
    return Exit.DONE


def _quiz(folder: Path) -> list[Path]:
    target = folder / FILE
    if target.exists():
        raise FileExistsError(target)
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text(_editor_line(folder) + _STARTER.read_text(encoding="utf-8"), encoding="utf-8")
    return [target]


def _next(kind: str, folder: Path, written: list[Path]) -> str:
    if kind == _QUIZ:
        return f"Next: change it, then graders check {written[0]}"
    source = next(path for path in written if path.stem == "source")
    words = _PREDICTION if kind == "prediction" else _NOTEBOOK
    return _STEPS.format(first=source, folder=folder, **words)


def _editor_line(folder: Path) -> str:
    """Editors find the schema by its path, as it is seen from the quiz."""
    return f"# yaml-language-server: $schema={os.path.relpath(SCHEMA_FILE, folder.resolve())}\n"
