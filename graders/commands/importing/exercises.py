"""Exercises of other systems: written by their importer, tried in a sandbox, and told about; the same for every format."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from graders.commands import Exit
from graders.exercise import Exercise, ExerciseError, read
from graders.importers import ImportFailed
from graders.importers.brought import Brought
from graders.importers.exercises import ImportedExercise
from graders.importers.trial import Trial, try_isolation
from graders.pool.client import PoolClient
from graders.pool.interface import Grader, OnProgress, ignore_progress
from graders.pool.launchers import start_pool
from graders.report import PlatformError, Report

_WIDE = 400  # a file or a pipe wraps nothing
_SOCKET_VARIABLE = "ASSAY_POOL_SOCKET"
_ENVIRONMENT = "ml-base"

Step = Callable[[str, int, int], None]
"""Hears what is being read or written, how many are done, of how many."""

Bring = Callable[[Grader, Step], Brought]
"""Reads and writes the exercises. The grader starts a pool when it is first asked, and raises PlatformError where none can be had."""

Tried = list[tuple[ImportedExercise, Trial | None, str]]
"""Each exercise with what its trial has come to, or with a sentence that says why there was none."""


def add_common(parser: argparse.ArgumentParser, *, source: str) -> None:
    """Declare what every format of exercises has."""
    parser.add_argument("source", type=Path, metavar="SOURCE", help=source)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where it is written; must not be there yet")
    parser.add_argument(
        "--environment", default=_ENVIRONMENT, metavar="NAME", help="packages (default: %(default)s)"
    )
    parser.add_argument(
        "--no-trial", action="store_true", help="do not run the reference solutions afterwards"
    )
    parser.add_argument(
        "--socket",
        type=Path,
        help=f"the socket of a running pool (default: ${_SOCKET_VARIABLE}, else its own)",
    )


def run(arguments: argparse.Namespace, bring: Bring) -> int:
    """Bring the exercises, try each, tell. Exit code 1 where a sandbox was needed and there was none, 2 where nothing came."""
    with _progress() as bars, _pool(arguments, bars) as grader:
        try:
            brought = bring(grader, _watched(bars, "importing"))
        except ImportFailed as error:
            return _refuse(error)
        tried = _try_all(brought.exercises, grader, bars) if not arguments.no_trial else _untried(brought)
    _tell(brought, tried, arguments)
    failed = brought.platform_failed or (not arguments.no_trial and any(why for _, _, why in tried))
    return Exit.PLATFORM_FAULT if failed else Exit.DONE


def _refuse(error: ImportFailed) -> Exit:
    for problem in error.problems:
        print(problem, file=sys.stderr)
    print("graders import: nothing was written", file=sys.stderr)
    return Exit.WRONG_USAGE


# ---------------------------------------------------------------- the sandbox


class _WhenNeeded:
    """A grader whose pool is started by its first job. `begin` starts one and is asked again only where it could not."""

    def __init__(self, begin: Callable[[], Grader]) -> None:
        self._begin = begin
        self._grader: Grader | None = None
        self._failure: PlatformError | None = None

    def prepare(self, *, exercise: Exercise) -> None:
        """See `graders.pool.interface.Grader`."""
        self._started().prepare(exercise=exercise)

    def grade(
        self, *, exercise: Exercise, file_name: str, content: bytes, on_progress: OnProgress = ignore_progress
    ) -> Report:
        """See `graders.pool.interface.Grader`. Raises PlatformError where no pool can be had."""
        return self._started().grade(
            exercise=exercise, file_name=file_name, content=content, on_progress=on_progress
        )

    def _started(self) -> Grader:
        if self._failure:
            raise self._failure
        try:
            self._grader = self._grader or self._begin()
        except PlatformError as error:
            self._failure = error
            raise
        return self._grader


@contextmanager
def _pool(arguments: argparse.Namespace, bars: Progress) -> Iterator[Grader]:
    with ExitStack() as opened:
        yield _WhenNeeded(lambda: _begin(arguments, bars, opened))


def _begin(arguments: argparse.Namespace, bars: Progress, opened: ExitStack) -> Grader:
    if arguments.socket:
        return PoolClient(arguments.socket)
    waiting = bars.add_task("starting a pool", total=None)
    launcher = "external" if os.environ.get(_SOCKET_VARIABLE) else "namespaces"
    pool = opened.enter_context(start_pool(environment=arguments.environment, launcher=launcher, jobs=1))
    bars.remove_task(waiting)
    return PoolClient(pool.socket)


def _try_all(exercises: tuple[ImportedExercise, ...], grader: Grader, bars: Progress) -> Tried:
    step = _watched(bars, "trying the reference solutions")
    tried: Tried = []
    for number, one in enumerate(exercises):
        step(one.folder.name, number, len(exercises))
        tried.append(_tried(one, grader))
    return tried


def _tried(one: ImportedExercise, grader: Grader) -> tuple[ImportedExercise, Trial | None, str]:
    try:
        return one, try_isolation(one.folder, grader), ""
    except (PlatformError, ExerciseError) as error:
        return one, None, str(error).splitlines()[0]


def _untried(brought: Brought) -> Tried:
    return [(one, None, "not tried") for one in brought.exercises]


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _watched(bars: Progress, what: str) -> Step:
    bar = bars.add_task(what, total=None)
    return lambda name, done, total: bars.update(
        bar, description=f"{what}: {name}", completed=done, total=total
    )


# ---------------------------------------------------------------- telling


def _tell(brought: Brought, tried: Tried, arguments: argparse.Namespace) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDE)
    console.print(_table(tried))
    for one, trial, why in tried:
        _sentences(one.folder.name, one, trial, why if not arguments.no_trial else "")
    _sentences("", brought, None, "")
    print(_summary(tried, arguments))


def _table(tried: Tried) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "questions", "points", "reference earns", "tests"):
        table.add_column(
            heading, justify="left" if heading in ("exercise", "tests") else "right", overflow="fold"
        )
    for one, trial, _ in tried:
        table.add_row(escape(str(one.folder)), *_facts(one.folder), *_outcome(trial))
    return table


def _facts(folder: Path) -> tuple[str, str]:
    try:
        exercise = read(folder)
    except ExerciseError:
        return "–", "–"
    return str(len(exercise.questions)), f"{exercise.points:g}"


def _outcome(trial: Trial | None) -> tuple[str, str]:
    if trial is None:
        return "–", "–"
    tests = "shared: can be forged" if trial.needs_shared else "apart"
    return f"{trial.points:g} of {trial.possible:g}", tests


def _sentences(name: str, one: Any, trial: Trial | None, why: str) -> None:
    """What came along, what did not, what a person must look at: a line each."""
    place = f"{name}: " if name else ""
    for sentence in one.carried:
        print(f"carried over: {place}{sentence}")
    for sentence in one.left_out:
        print(f"not carried over: {place}{sentence}")
    for sentence in one.for_a_person:
        print(f"needs a person: {place}{sentence}")
    if why:
        print(f"needs a person: {place}it could not be tried: {why}")
    if trial and trial.needs_shared:
        print(f"needs a person: {place}its tests share the learner's process, because apart: {trial.reason}")
    if trial and not trial.is_full:
        earned = f"{trial.points:g} of {trial.possible:g} points"
        print(f"needs a person: {place}the reference solution earns {earned}: {trial.reason}")


def _summary(tried: Tried, arguments: argparse.Namespace) -> str:
    trials = [trial for _, trial, _ in tried if trial]
    count = len(tried)
    words = f"{arguments.folder}: {count} exercise{'' if count == 1 else 's'}"
    if trials:
        shared = sum(trial.needs_shared for trial in trials)
        full = sum(trial.is_full for trial in trials)
        share = f"{shared} of {len(trials)} ({100 * shared / len(trials):.0f} %)"
        words += f"; the reference earns everything in {full} of {len(trials)}; {share} need shared tests"
    return f"{words}. Next: graders check {arguments.folder}"
