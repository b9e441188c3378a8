"""`graders export`: the reports of `graders grade --json` as files that other systems read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePath

from graders.commands import Exit
from graders.exporters import HIDDEN, ReportsError, nbgrader, plain, read_reports, results
from graders.exporters.tables import places
from graders.report import Report

_TABLES = {"nbgrader": nbgrader, "csv": plain}
_EPILOG = """\
formats:
  gradescope  a folder for each submission with its results.json
  nbgrader    the columns of `nbgrader export`
  csv         one row for each submission, one column for each question
"""


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser(
        "export",
        help="make files for other systems of graded reports",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("format", choices=("gradescope", *_TABLES), metavar="FORMAT")
    parser.add_argument(
        "reports", metavar="REPORTS", help="what `graders grade --json` wrote; - for standard input"
    )
    parser.add_argument(
        "target", metavar="TARGET", help="a folder for gradescope, else a file; - for standard output"
    )
    parser.add_argument(
        "--hidden-tests",
        choices=HIDDEN,
        default=HIDDEN[0],
        help="gradescope: when hidden tests, and with them the total, are shown (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files; 1 where a submission has no score because of the platform."""
    try:
        reports = read_reports(_read(arguments.reports))
    except (ReportsError, OSError) as error:
        print(f"graders export: {arguments.reports}: {error}", file=sys.stderr)
        return Exit.WRONG_USAGE
    if arguments.format == "gradescope":
        _write_results(Path(arguments.target), reports, arguments.hidden_tests)
    else:
        _write_table(arguments.target, _TABLES[arguments.format](reports))
    failed = [report for report in reports if report.ending.is_platform_fault]
    for report in failed:
        print(
            f"{report.submission.file}: no score, because the platform failed; grade it again",
            file=sys.stderr,
        )
    return Exit.PLATFORM_FAULT if failed else Exit.DONE


def _read(source: str) -> bytes:
    return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()


def _write_table(target: str, text: str) -> None:
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, encoding="utf-8", newline="")


def _write_results(folder: Path, reports: list[Report], hidden: str) -> None:
    """Without a score there is no file: Gradescope then says that the autograder failed, and nobody gets 0 for it."""
    taken: set[PurePath] = set()
    for report, place in zip(reports, places([item.submission.file for item in reports]), strict=True):
        if not report.ending.is_platform_fault:
            file = folder / _free(place, taken) / "results.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(results(report, hidden=hidden))


def _free(place: PurePath, taken: set[PurePath]) -> PurePath:
    number, free = 2, place
    while free in taken:
        free = place.with_name(f"{place.name}-{number}")
        number += 1
    taken.add(free)
    return free
