"""Quizzes on the command line: find the files, read them, check them, show what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Group
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from graders.check import quiz as checks
from graders.check.finding import Severity
from graders.check.quiz import CheckedQuiz, RunSnippet
from graders.exercise.settings import FILE as EXERCISE_FILE
from graders.pool.client import PoolClient
from graders.pool.launchers import start_pool
from graders.problem import Problem
from graders.quiz import Quiz, QuizError, read_quiz

FILE = "quiz.yaml"
_SUFFIXES = (".yaml", ".yml")
_ENVIRONMENT = "ml-base"


def find(path: Path) -> list[Path]:
    """The quizzes that `path` means: itself, or every quiz.yaml below it, but none inside an exercise."""
    if path.suffix in _SUFFIXES and not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob(FILE) if not (file.parent / EXERCISE_FILE).exists())


def read(files: list[Path]) -> dict[str, Quiz]:
    """The quizzes by the name of their file. Raises QuizError with what is wrong with all of them."""
    quizzes: dict[str, Quiz] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            quizzes[str(file)] = read_quiz(_text(file), name=str(file))
        except QuizError as error:
            problems += error.problems
    if problems:
        raise QuizError(tuple(problems))
    return quizzes


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        sentence = "This file is not UTF-8 text."
    except OSError as error:
        sentence = f"This file cannot be read: {error.strerror}."
    raise QuizError((Problem(file=str(file), line=0, sentence=sentence),))


def check(quizzes: dict[str, Quiz], bars: Progress) -> list[CheckedQuiz]:
    """Check each; snippets run in one pool, which is started only where there are some."""
    with _snippets(quizzes, bars) as run:
        return [_check(name, quiz, run, bars) for name, quiz in quizzes.items()]


@contextmanager
def _snippets(quizzes: dict[str, Quiz], bars: Progress) -> Iterator[RunSnippet | None]:
    if not any(checks.needs_sandbox(quiz) for quiz in quizzes.values()):
        yield None
        return
    waiting = bars.add_task("starting a pool", total=None)
    with start_pool(environment=_ENVIRONMENT, jobs=1) as pool:
        bars.remove_task(waiting)
        with checks.in_sandbox(PoolClient(pool.socket)) as run:
            yield run


def _check(name: str, quiz: Quiz, run: RunSnippet | None, bars: Progress) -> CheckedQuiz:
    bar = bars.add_task(name, total=len(quiz.questions))
    return checks.check(
        quiz,
        name=name,
        run=run,
        on_progress=lambda question, done, total: bars.update(
            bar, description=f"{name}: {question}", completed=done, total=total
        ),
    )


def shown(checked: CheckedQuiz) -> Group:
    """A headline, and a row for each question."""
    words = "fit to publish" if checked.is_fair else "not fit to publish"
    style = "bold" if checked.is_fair else "bold red"
    return Group(Text(f"{checked.name}: {words}", style=style), _table(checked))


def _table(checked: CheckedQuiz) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("question", "type"):
        table.add_column(heading)
    for heading in ("points", "variants", *Severity):
        table.add_column(heading, justify="right")
    for row in checked.rows:
        found = Counter(finding.severity for finding in checked.findings if finding.place == row.place)
        counts = [str(found[severity] or "") for severity in Severity]
        table.add_row(row.id, row.type, f"{row.points:g}", str(row.variants), *counts)
    table.add_row("one paper", "", f"{checked.quiz.points:g}", "", "", "")
    return table
