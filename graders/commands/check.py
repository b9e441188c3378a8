"""`graders check`: is an exercise or a quiz fit to publish? What would be unfair to a learner, and what could be better."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from graders.check import exercise as exercises
from graders.check import prediction as predictions
from graders.check.exercise import ENOUGH_CAUGHT, Checked, TriedMutant
from graders.check.finding import Finding, Severity
from graders.check.quiz import CheckedQuiz
from graders.commands import Exit, quizzes
from graders.exercise import Exercise, read
from graders.exercise.settings import FILE as SETTINGS_FILE
from graders.pool.client import PoolClient
from graders.pool.launchers import start_pool
from graders.pool.predictions import takes_csv

_WIDE = 400  # a file or a pipe wraps nothing


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser("check", help="is an exercise or a quiz fit to publish?")
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="exercise folders, quiz files, or folders that hold some",
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write everything found; - for standard output"
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="how many runs at once (default: one per core)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 where everything is fair to a learner, 1 where something is not, 2 for a folder that is not sound."""
    folders = [folder for path in arguments.paths for folder in _exercise_folders(path)]
    files = [file for path in arguments.paths for file in quizzes.find(path)]
    if not folders and not files:
        print("graders check: no exercise.toml and no quiz.yaml is found there", file=sys.stderr)
        return Exit.WRONG_USAGE
    jobs = arguments.jobs or len(os.sched_getaffinity(0))
    sound = quizzes.read(files)
    checked = [_check(read(folder), jobs) for folder in folders]
    with _progress() as bars:
        checked_quizzes = quizzes.check(sound, bars)
    if str(arguments.json) != "-":
        for one in checked:
            _console().print(_shown(one))
        for quiz in checked_quizzes:
            _console().print(quizzes.shown(quiz), *map(_finding, quiz.findings), "", sep="\n")
    everything: list[Checked | CheckedQuiz] = [*checked, *checked_quizzes]
    if arguments.json:
        _write(arguments.json, everything)
    return Exit.DONE if all(one.is_fair for one in everything) else Exit.UNFAIR


def _exercise_folders(path: Path) -> list[Path]:
    if (path / SETTINGS_FILE).is_file():
        return [path]
    return sorted(file.parent for file in path.rglob(SETTINGS_FILE))


def _check(exercise: Exercise, jobs: int) -> Checked:
    """A pool for each: their environments may differ. Files of predictions are scored without one."""
    with _progress() as bars:
        bar = bars.add_task(f"{exercise.name}: starting a pool", total=None)
        if takes_csv(exercise):
            return predictions.check(exercise, PoolClient(Path()), jobs=jobs, on_progress=lambda *_: None)
        with start_pool(environment=exercise.environment, jobs=jobs) as pool:
            check = exercises.check if exercise.prediction is None else predictions.check
            return check(
                exercise,
                PoolClient(pool.socket),
                jobs=jobs,
                on_progress=lambda stage, done, total: bars.update(
                    bar, description=f"{exercise.name}: {stage}", completed=done, total=total
                ),
            )


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_WIDE)


def _shown(checked: Checked) -> Group:
    parts: list[RenderableType] = [
        _headline(checked),
        _facts(checked),
        *map(_survivor, checked.survivors),
        *map(_finding, checked.findings),
    ]
    return Group(*parts, "")


def _headline(checked: Checked) -> Text:
    words = "fit to publish" if checked.is_fair else "not fit to publish"
    return Text(f"{checked.exercise.id}: {words}", style="bold" if checked.is_fair else "bold red")


def _facts(checked: Checked) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    slowest = max(run.seconds for run in checked.reference)
    worst = min(run.points for run in checked.reference)
    times = "once" if len(checked.reference) == 1 else f"{len(checked.reference)} times"
    table.add_row(
        "reference",
        f"{worst:g} of {checked.exercise.points:g}, {times}, {slowest:.1f} s at most",
    )
    for sample in checked.samples:
        table.add_row(escape(sample.name), f"{sample.run.points:g}, {sample.run.ending}")
    if checked.mutation_score is not None:
        table.add_row("mutants", _score(checked))
    return table


def _score(checked: Checked) -> str:
    caught = sum(item.is_caught for item in checked.counted)
    accepted = len(checked.mutants) - len(checked.counted)
    words = f"{caught} of {len(checked.counted)} caught, {100 * (checked.mutation_score or 0):.0f} %"
    if (checked.mutation_score or 0) < ENOUGH_CAUGHT:
        words += f" (aim for {100 * ENOUGH_CAUGHT:.0f} %)"
    return f"{words}, {accepted} accepted" if accepted else words


def _survivor(item: TriedMutant) -> str:
    mutant = item.mutant
    head = (
        f"survives: {mutant.operator} in line {mutant.line}, and question {mutant.question} gives full points"
    )
    name = json.dumps(mutant.name, ensure_ascii=False)
    return escape(f"{head}\n{mutant.diff}\n  to accept it: [{name}]")


def _finding(finding: Finding) -> Text:
    return Text(f"{finding.severity}: {finding}", style="red" if finding.severity is Severity.UNFAIR else "")


def _write(file: Path, checked: list[Checked | CheckedQuiz]) -> None:
    text = json.dumps([one.to_json() for one in checked], indent=1, ensure_ascii=False)
    if str(file) == "-":
        print(text)
    else:
        file.write_text(text + "\n", encoding="utf-8")
