"""How much memory and processor time the processes of one jail use, pages shared with the zygote aside."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from graders.runner.limits import MEBIBYTE

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_KIBIBYTE = 1024
_OUR_PROCESS = "1"
_LOOK_BUDGET_SECONDS = 0.02


@dataclass(frozen=True)
class _Look:
    """What a close look at one process found."""

    own_bytes: int
    resident_bytes: int
    faults: int


@dataclass(kw_only=True)
class Meter:
    """Measures one jail through a descriptor of its own /proc, so that no other process can be mistaken for it."""

    processes: int
    limit_bytes: int
    zygote_resident_bytes: int
    peak_bytes: int = 0
    _looks: dict[str, _Look] = field(default_factory=dict)

    def over_limit(self) -> bool:
        """True once the processes together hold more than the limit.

        Resident sizes are cheap but count shared pages. Only while their sum is over the limit are processes
        looked at closely (2 ms each), those first that can have grown most, for at most 20 ms a time.
        """
        resident = self._resident()
        self._note_peak(resident)
        if sum(resident.values()) <= self.limit_bytes:
            return False
        self._looks = {pid: look for pid, look in self._looks.items() if pid in resident}
        own = self._own_bytes(resident)
        if own > self.limit_bytes:
            self.peak_bytes = max(self.peak_bytes, own)
        return own > self.limit_bytes

    def _note_peak(self, resident: dict[str, int]) -> None:
        estimate = sum(max(0, size - self.zygote_resident_bytes) for size in resident.values())
        self.peak_bytes = max(self.peak_bytes, estimate)

    def _own_bytes(self, resident: dict[str, int]) -> int:
        """Below the limit at most this much; above it at least this much."""
        bounds = {pid: self._bound(pid, size) for pid, size in resident.items()}
        deadline = time.monotonic() + _LOOK_BUDGET_SECONDS
        for pid in sorted(bounds, key=lambda pid: self._slack(pid, bounds[pid]), reverse=True):
            if sum(bounds.values()) <= self.limit_bytes:
                break
            if time.monotonic() > deadline:
                return sum(min(look.own_bytes, resident[pid]) for pid, look in self._looks.items())
            bounds[pid] = self._look(pid, resident[pid])
        return sum(bounds.values())

    def _slack(self, pid: str, bound: int) -> int:
        look = self._looks.get(pid)
        return bound - (look.own_bytes if look else 0)

    def _bound(self, pid: str, resident: int) -> int:
        """The most that the process can own by now: each page it made its own cost one fault or made it larger."""
        look = self._looks.get(pid)
        if look is None:
            return resident
        growth = max(0, resident - look.resident_bytes)
        copied = (_faults(self.processes, pid) - look.faults) * PAGE_BYTES
        return min(resident, look.own_bytes + growth + max(0, copied))

    def _look(self, pid: str, resident: int) -> int:
        faults = _faults(self.processes, pid)
        own = _own_bytes(self.processes, pid, otherwise=resident)
        self._looks[pid] = _Look(own_bytes=own, resident_bytes=resident, faults=faults)
        return own

    def _resident(self) -> dict[str, int]:
        sizes = {}
        for pid in _pids(self.processes):
            text = _read(self.processes, pid, "statm")
            if text and pid != _OUR_PROCESS:
                sizes[pid] = int(text.split()[1]) * PAGE_BYTES
        return sizes

    def cpu_seconds(self) -> float:
        """Processor time of all living processes and of the dead ones that were waited for."""
        return sum(_cpu_ticks(self.processes, pid) for pid in _pids(self.processes)) / _TICKS_PER_SECOND


def resident_bytes() -> int:
    """Resident size of the calling process."""
    with open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[1]) * PAGE_BYTES


def data_bytes() -> int:
    """What RLIMIT_DATA counts of the calling process."""
    with open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[5]) * PAGE_BYTES


def as_mebibytes(size: int) -> float:
    """For reports: one place is enough."""
    return round(size / MEBIBYTE, 1)


def _pids(processes: int) -> list[str]:
    try:
        return [name for name in os.listdir(processes) if name.isdigit()]
    except OSError:
        return []  # the whole jail has ended


def _read(processes: int, pid: str, name: str) -> bytes:
    try:
        descriptor = os.open(f"{pid}/{name}", os.O_RDONLY, dir_fd=processes)
    except OSError:
        return b""
    try:
        return os.read(descriptor, 8192)
    except OSError:
        return b""  # it ended, or it must not be read
    finally:
        os.close(descriptor)


def _stat(processes: int, pid: str) -> list[bytes]:
    """The fields of /proc/PID/stat from the third on: the second may hold anything, blanks included."""
    return _read(processes, pid, "stat").rpartition(b")")[2].split()


def _faults(processes: int, pid: str) -> int:
    fields = _stat(processes, pid)
    return int(fields[7]) if fields else 0


def _cpu_ticks(processes: int, pid: str) -> int:
    fields = _stat(processes, pid)
    return sum(int(ticks) for ticks in fields[11:15])


def _own_bytes(processes: int, pid: str, *, otherwise: int) -> int:
    """Pages of this process alone, plus its share of memory shared among the jail's processes."""
    rollup = _read(processes, pid, "smaps_rollup")
    if not rollup:
        return otherwise
    sizes = {}
    for line in rollup.splitlines()[1:]:
        name, size, *_ = line.split()
        sizes[name] = int(size) * _KIBIBYTE
    private = sizes[b"Private_Clean:"] + sizes[b"Private_Dirty:"]
    shared_memory = sizes.get(b"Pss_Shmem:", 0)
    counted_twice = min(shared_memory, max(0, private - sizes.get(b"Pss_Anon:", private)))
    return private + shared_memory - counted_twice
