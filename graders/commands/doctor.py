"""`graders doctor`: what works on this machine, what does not, and what to do."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from graders.commands import Exit
from graders.pool.doctor import Finding, examine

_WIDE = 400  # a file or a pipe wraps nothing
_LAUNCHER = "launcher "


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser("doctor", help="say what works here, what does not, and what to do")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Print one row per finding. Exit code 1 where no launcher works, so that no submission could be graded."""
    findings = examine()
    console = Console()
    (console if console.is_terminal else Console(width=_WIDE)).print(_table(findings))
    can_grade = any(finding.works for finding in findings if finding.name.startswith(_LAUNCHER))
    return Exit.DONE if can_grade else Exit.PLATFORM_FAULT


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what", "found", "what to do"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        sign = "[green]ok[/]" if finding.works else "[red]no[/]"
        table.add_row(sign, finding.name, finding.detail, finding.remedy)
    return table
