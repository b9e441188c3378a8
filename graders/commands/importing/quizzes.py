"""Quizzes of other systems become an ordinary quiz.yaml, and a person is told what to look at."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from graders.commands import Exit
from graders.commands.quizzes import FILE
from graders.importers import FORMATS, Imported, ImportFailed, import_quiz

_WIDE = 400  # a file or a pipe wraps nothing


def add(formats: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare one format for each system."""
    for form in FORMATS:
        parser = formats.add_parser(form, help=f"a quiz as a {form} file")
        parser.add_argument("source", type=Path, metavar="SOURCE", help="the file")
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="where quiz.yaml is written; it must have none yet"
        )
        parser.set_defaults(run=run, format=form)


def run(arguments: argparse.Namespace) -> int:
    """Write quiz.yaml and its pictures. Exit code 2 for a file that cannot be read or a quiz that is there already."""
    target = arguments.folder / FILE
    if target.exists():
        return _refuse(f"{target} is there already; import into another folder")
    try:
        content = arguments.source.read_bytes()
    except OSError as error:
        return _refuse(f"{arguments.source} cannot be read: {error.strerror}")
    try:
        imported = import_quiz(content, form=arguments.format, name=str(arguments.source))
    except ImportFailed as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return _refuse("nothing was written")
    _write(arguments.folder, imported)
    _tell(target, imported)
    return Exit.DONE


def _refuse(sentence: str) -> Exit:
    print(f"graders import: {sentence}", file=sys.stderr)
    return Exit.WRONG_USAGE


def _write(folder: Path, imported: Imported) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(imported.text, encoding="utf-8")
    for path, content in imported.pictures.items():
        picture = folder / path
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(content)


def _tell(target: Path, imported: Imported) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDE)
    console.print(_table(imported))
    for draft in imported.left_out:
        print(f"not carried over, line {draft.line}: “{draft.name}”. {draft.reason}")
    for draft in imported.carried:
        for note in draft.notes:
            print(f"needs a person, line {draft.line}: “{draft.name}”. {note}")
    looks = sum(bool(draft.notes) for draft in imported.carried)
    print(
        f"{target}: {len(imported.carried)} of {len(imported.drafts)} questions carried over, "
        f"{looks} of them need a look. Next: graders check {target}"
    )


def _table(imported: Imported) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("line", "question", "was", "is now"):
        table.add_column(heading, justify="right" if heading == "line" else "left", overflow="fold")
    for draft in imported.drafts:
        now = f"{draft.content['type']} ({draft.content['id']})" if draft.content else "–"
        table.add_row(str(draft.line), draft.name, draft.kind, now)
    return table
