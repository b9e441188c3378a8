"""How much processor time the programs of the site take, from `/proc`."""

from __future__ import annotations

import os
from pathlib import Path

from scripts.processes import children_of

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds_by_program(pids: dict[str, int]) -> dict[str, float]:
    """Seconds of processor time (user and system) that each program and its descendants have taken so far."""
    return {name: sum(map(_cpu_seconds, _family(pid))) for name, pid in pids.items()}


def _family(pid: int) -> list[int]:
    return [pid, *(descendant for child in children_of(pid) for descendant in _family(child))]


def _cpu_seconds(pid: int) -> float:
    """Its own and those of the children it has waited for."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS_PER_SECOND
