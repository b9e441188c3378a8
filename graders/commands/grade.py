"""`graders grade`: grade files, show progress, print one row for each, write the reports."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from graders import report as reports
from graders.commands import Exit
from graders.commands.submissions import NothingFound, find, load
from graders.exercise import Exercise, read
from graders.pool.client import PoolClient
from graders.pool.launchers import NAMES, start_pool
from graders.pool.predictions import takes_csv
from graders.report import Report

_WIDE = 400  # a file or a pipe wraps nothing
_SOCKET_VARIABLE = "ASSAY_POOL_SOCKET"


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser("grade", help="grade notebooks of one exercise")
    parser.add_argument("exercise", type=Path, metavar="EXERCISE_DIR")
    parser.add_argument(
        "notebooks", nargs="+", metavar="NOTEBOOK", help="files, folders or globs; .ipynb, or .py percent"
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write the list of reports; - for standard output"
    )
    parser.add_argument(
        "--jobs", type=_positive, metavar="N", help="how many at once (default: one per core)"
    )
    parser.add_argument(
        "--launcher",
        choices=NAMES,
        help="how to get a pool (default: external where a socket is named, else namespaces)",
    )
    parser.add_argument(
        "--socket", type=Path, help=f"the socket of a running pool (default: ${_SOCKET_VARIABLE})"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Grade everything; the exit code says whether the platform worked, not how good the work is."""
    exercise = read(arguments.exercise)
    try:
        paths = find(arguments.notebooks)
    except NothingFound as error:
        print(f"graders grade: {error}", file=sys.stderr)
        return Exit.WRONG_USAGE
    jobs = arguments.jobs or len(os.sched_getaffinity(0))
    with _progress() as bars, _client(arguments, exercise, jobs, bars) as client:
        graded = _grade_all(client, exercise, paths, jobs, bars)
    if str(arguments.json) != "-":
        _print(paths, graded)
    if arguments.json:
        _write(arguments.json, graded)
    faults = any(report.ending.is_platform_fault for report in graded)
    return Exit.PLATFORM_FAULT if faults else Exit.DONE


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _progress() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[step]}"),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


@contextmanager
def _client(
    arguments: argparse.Namespace, exercise: Exercise, jobs: int, bars: Progress
) -> Iterator[PoolClient]:
    if takes_csv(exercise):
        yield PoolClient(Path())  # nobody's code is run
        return
    named = arguments.socket or os.environ.get(_SOCKET_VARIABLE)
    launcher = arguments.launcher or ("external" if named else "namespaces")
    if launcher == "external" and arguments.socket:
        yield PoolClient(arguments.socket)
        return
    waiting = bars.add_task("starting a pool", total=None, step="")
    with start_pool(
        environment=exercise.environment,
        launcher=launcher,
        jobs=jobs,
        on_progress=lambda line: bars.update(waiting, step=line),
    ) as pool:
        bars.remove_task(waiting)
        yield PoolClient(pool.socket)


def _grade_all(
    client: PoolClient, exercise: Exercise, paths: list[Path], jobs: int, bars: Progress
) -> list[Report]:
    task = bars.add_task("grading", total=len(paths), step="")
    with ThreadPoolExecutor(max_workers=jobs) as threads:
        return list(threads.map(lambda path: _grade_one(client, exercise, path, bars, task), paths))


def _grade_one(client: PoolClient, exercise: Exercise, path: Path, bars: Progress, task: TaskID) -> Report:
    submitted = load(path)
    report = client.grade(
        exercise=exercise,
        file_name=str(path),
        content=submitted.content,
        on_progress=lambda step: bars.update(task, step=_described(path, step)),
    )
    bars.update(task, advance=1)
    return report


def _described(path: Path, step: reports.Progress) -> str:
    if step.stage == "matched":
        return f"{path.name}: matched"
    passed = " passed" if step.stage == "test" else ""
    done = step.passed if step.stage == "test" else step.done
    return f"{path.name}: {step.stage} {done} of {step.total}{passed}"


def _print(paths: list[Path], graded: list[Report]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    console.print(_table(paths, graded))
    for path, report in zip(paths, graded, strict=True):
        if report.message:
            print(f"{path}: {report.message}")


def _table(paths: list[Path], graded: list[Report]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("submission", overflow="fold")
    table.add_column("ending")
    for heading in ("points", "of", "seconds"):
        table.add_column(heading, justify="right")
    if any(report.isolation == "shared" for report in graded):
        table.add_column("tests")
    for path, report in zip(paths, graded, strict=True):
        points = "–" if report.ending.is_platform_fault else f"{report.points:g}"
        seconds = f"{report.clock.done or 0.0:.2f}"
        shared = ["shared: can be forged"] if report.isolation == "shared" else []
        table.add_row(str(path), str(report.ending), points, f"{report.possible:g}", seconds, *shared)
    return table


def _write(target: Path, graded: list[Report]) -> None:
    text = json.dumps([report.as_dict() for report in graded], indent=1, ensure_ascii=False) + "\n"
    if str(target) == "-":
        sys.stdout.write(text)
    else:
        target.write_text(text, encoding="utf-8")
