"""How much memory and processor time the processes of one jail use, pages shared with the zygote aside."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass, field

from graders.runner.limits import MEBIBYTE

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_KIBIBYTE = 1024
_OUR_PROCESS = "1"
_LOOK_BUDGET_SECONDS = 0.02
_ROUNDS = 4


@dataclass(frozen=True, kw_only=True)
class Footprint:
    """The size of a process. `anonymous` is what a fork of it shares until one of the two writes; `data` is what
    RLIMIT_DATA counts."""

    resident_bytes: int
    anonymous_bytes: int
    data_bytes: int


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
    zygote: Footprint
    peak_bytes: int = 0
    _looks: dict[str, _Look] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)

    def over_limit(self) -> bool:
        """True once the processes together hold more than the limit.

        Resident sizes are cheap but count shared pages. Only while their sum is over the limit are processes
        looked at closely (2 ms each), those first that can have grown most. The jail stands still meanwhile;
        where 20 ms are not enough it does so until the next call.
        """
        footprints = self._footprints()
        self._note_peak(footprints)
        resident = {pid: size.resident_bytes for pid, size in footprints.items()}
        if sum(resident.values()) <= self.limit_bytes:
            self._let_go()
            return False
        self._hold()
        self._looks = {pid: look for pid, look in self._looks.items() if pid in resident}
        at_least, at_most = self._look_around(resident)
        if at_least > self.limit_bytes:
            self.peak_bytes = max(self.peak_bytes, at_least)
            return True
        if at_most <= self.limit_bytes:
            self._let_go()
        return False

    def _hold(self) -> None:
        """Stop the jail's processes.

        A close look takes a lock that a process takes too whenever it maps memory: one that did nothing else
        kept the reader, and with it every other submission, waiting for a minute (tried).
        """
        for _ in range(_ROUNDS):
            running = set(_pids(self.processes)) - self._held - {_OUR_PROCESS}
            if not running:
                break
            _signal(self.processes, running, signal.SIGSTOP)
            self._held |= running

    def _let_go(self) -> None:
        _signal(self.processes, self._held, signal.SIGCONT)
        self._held.clear()

    def _note_peak(self, footprints: dict[str, Footprint]) -> None:
        shared = self.zygote.anonymous_bytes
        estimate = sum(max(0, size.anonymous_bytes - shared) for size in footprints.values())
        self.peak_bytes = max(self.peak_bytes, estimate)

    def _look_around(self, resident: dict[str, int]) -> tuple[int, int]:
        """The least and the most that the processes can own together."""
        most = {pid: self._bound(pid, size) for pid, size in resident.items()}
        deadline = time.monotonic() + _LOOK_BUDGET_SECONDS
        for pid in sorted(most, key=lambda pid: self._slack(pid, most[pid]), reverse=True):
            if sum(most.values()) <= self.limit_bytes or time.monotonic() > deadline:
                break
            most[pid] = self._look(pid, resident[pid])
        least = sum(min(look.own_bytes, resident[pid]) for pid, look in self._looks.items())
        return least, sum(most.values())

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

    def _footprints(self) -> dict[str, Footprint]:
        texts = {
            pid: _read(self.processes, pid, "statm") for pid in _pids(self.processes) if pid != _OUR_PROCESS
        }
        return {pid: _footprint(text) for pid, text in texts.items() if text}

    def cpu_seconds(self) -> float:
        """Processor time of all living processes and of the dead ones that were waited for."""
        return sum(_cpu_ticks(self.processes, pid) for pid in _pids(self.processes)) / _TICKS_PER_SECOND


def own_footprint() -> Footprint:
    """The calling process's."""
    with open("/proc/self/statm", "rb") as statm:
        return _footprint(statm.read())


def _footprint(statm: bytes) -> Footprint:
    _, resident, shared, _, _, data, *_ = (int(pages) * PAGE_BYTES for pages in statm.split())
    return Footprint(resident_bytes=resident, anonymous_bytes=resident - shared, data_bytes=data)


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


def _signal(processes: int, pids: set[str], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(OSError):  # it has ended
            process = os.open(pid, os.O_RDONLY | os.O_DIRECTORY, dir_fd=processes)
            try:
                signal.pidfd_send_signal(process, number)
            finally:
                os.close(process)


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
