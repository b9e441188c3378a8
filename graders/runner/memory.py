"""How much memory and processor time one jail uses, pages shared with the zygote aside."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from graders.runner.limits import MEBIBYTE

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_KIBIBYTE = 1024
_OUR_PROCESS = "1"
_FIRST_PROCESS = "2"
_LOOK_BUDGET_SECONDS = 0.02
_SOCKETS = re.compile(rb"^sockets: used (\d+)", re.MULTILINE)
_SOCKET_BYTES = 256 * _KIBIBYTE  # what the kernel keeps for a socket that nobody reads
_GROWTH_BYTES_PER_SECOND = 8192 * MEBIBYTE  # nothing takes memory faster
_SHORTEST_WAIT_SECONDS = 0.004
_ROUNDS = 4


@dataclass(frozen=True, kw_only=True)
class Footprint:
    """The size of a process. `anonymous` is what a fork of it shares until one of the two writes; `data` is what
    RLIMIT_DATA counts, `address` what RLIMIT_AS counts."""

    resident_bytes: int
    anonymous_bytes: int
    data_bytes: int
    address_bytes: int


@dataclass(frozen=True)
class _Look:
    """What a close look at one process found; `stop` counts how often the jail had been stopped by then."""

    own_bytes: int
    resident_bytes: int
    faults: int
    stop: int


@dataclass(kw_only=True)
class Meter:
    """Measures one jail through a descriptor of its own /proc, so that no other process can be mistaken for it.

    `folders` are descriptors of its file systems in memory.
    """

    processes: int
    folders: Sequence[int] = ()
    limit_bytes: int
    zygote: Footprint
    peak_bytes: int = 0
    headroom_bytes: int = field(default=0, init=False)
    _looks: dict[str, _Look] = field(default_factory=dict)
    _stops: int = 0
    _held: set[str] = field(default_factory=set)

    def over_limit(self) -> bool:
        """True once the processes, files and sockets together hold more than the limit.

        Resident sizes are cheap but count shared pages. Only where they, and what is known from before, leave it
        possible are processes looked at closely (2 ms each), those first that can have grown most. The jail stands
        still meanwhile; where 20 ms are not enough it does so until the next call.
        """
        footprints, beside = self._footprints(), self._files_bytes() + self._sockets_bytes()
        left = self.limit_bytes - beside
        self._note_peak(footprints, beside)
        resident = {pid: size.resident_bytes for pid, size in footprints.items()}
        if self._looks.keys() - resident.keys():
            self._looks.clear()  # what the dead shared belongs to the others now
        at_least, at_most = 0, sum(self._bound(pid, size) for pid, size in resident.items())
        if at_most > left:
            self._hold()
            at_least, at_most = self._look_around(resident, left)
        if at_least > left:
            self.peak_bytes = max(self.peak_bytes, at_least + beside)
            return True
        self.headroom_bytes = left - at_most
        if at_most <= left:
            self._let_go()
        return False

    @property
    def patience_seconds(self) -> float:
        """How long the jail needs at least until it can be over its limit."""
        return max(_SHORTEST_WAIT_SECONDS, self.headroom_bytes / _GROWTH_BYTES_PER_SECOND)

    def _files_bytes(self) -> int:
        sizes = [os.fstatvfs(folder) for folder in self.folders]
        return sum((size.f_blocks - size.f_bfree) * size.f_frsize for size in sizes)

    def _sockets_bytes(self) -> int:
        """The most that can wait in the sockets of the jail's own network."""
        counted = _SOCKETS.search(_read(self.processes, _OUR_PROCESS, "net/sockstat"))
        return int(counted[1]) * _SOCKET_BYTES if counted else 0

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
        self._stops += 1

    def _note_peak(self, footprints: dict[str, Footprint], beside: int) -> None:
        shared = self.zygote.anonymous_bytes
        most = {pid: max(0, size.anonymous_bytes - shared) for pid, size in footprints.items()}
        self.peak_bytes = max(
            self.peak_bytes, beside + sum(self._without_inherited(pid, size) for pid, size in most.items())
        )

    def _without_inherited(self, pid: str, most: int) -> int:
        """A child shares what it inherited until it has written there, which costs a fault for each page."""
        if pid == _FIRST_PROCESS:
            return most
        return min(most, _faults(self.processes, pid) * PAGE_BYTES)

    def _look_around(self, resident: dict[str, int], left: int) -> tuple[int, int]:
        """The least and the most that the processes can own together: the least by what was seen in this stop alone."""
        most = {pid: self._bound(pid, size) for pid, size in resident.items()}
        deadline = time.monotonic() + _LOOK_BUDGET_SECONDS
        for pid in sorted(most, key=lambda pid: self._slack(pid, most[pid]), reverse=True):
            if sum(most.values()) <= left or time.monotonic() > deadline:
                break
            most[pid] = self._look(pid, resident[pid], sharers=len(resident))
            self._hold()  # a child that was on its way when its parent was stopped
        least = sum(look.own_bytes for look in self._looks.values() if look.stop == self._stops)
        return least, sum(most.values())

    def _slack(self, pid: str, bound: int) -> int:
        look = self._looks.get(pid)
        return 0 if look and look.stop == self._stops else bound

    def _bound(self, pid: str, resident: int) -> int:
        """The most that the process can own by now: each page it made its own cost one fault or made it larger."""
        look = self._looks.get(pid)
        if look is None:
            return resident
        growth = max(0, resident - look.resident_bytes)
        copied = (_faults(self.processes, pid) - look.faults) * PAGE_BYTES
        return min(resident, look.own_bytes + growth + max(0, copied))

    def _look(self, pid: str, resident: int, *, sharers: int) -> int:
        faults = _faults(self.processes, pid)
        inherited = self.zygote.anonymous_bytes // (sharers + 1)
        own = _own_bytes(self.processes, pid, inherited=inherited, otherwise=resident)
        self._looks[pid] = _Look(own_bytes=own, resident_bytes=resident, faults=faults, stop=self._stops)
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
    size, resident, shared, _, _, data, *_ = (int(pages) * PAGE_BYTES for pages in statm.split())
    return Footprint(
        resident_bytes=resident, anonymous_bytes=resident - shared, data_bytes=data, address_bytes=size
    )


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


def _own_bytes(processes: int, pid: str, *, inherited: int, otherwise: int) -> int:
    """Pages of this process alone, and its share of what the jail's processes share.

    `inherited` is the most that its share of the zygote's pages can be.
    """
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
    alone = private - counted_twice
    return max(alone, sizes.get(b"Pss_Anon:", 0) - inherited) + shared_memory
