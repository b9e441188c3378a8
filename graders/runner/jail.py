"""One jail: namespaces of its own, private folders, limits and a filter around one forked Python."""

from __future__ import annotations

import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

from graders.runner import jobfile, linux, places, reaper
from graders.runner.limits import MEBIBYTE, Limits
from graders.runner.memory import Footprint

_SOFT_MOUNT = linux.MS_NOSUID | linux.MS_NODEV
_STATUS_BYTES = 4096
_WALLS_STAND = b"walls"
_FAILURE = "failure"
_REMARK = "remark"
_TERMINALS = 32  # the machine has some thousand for all jails together
_STACK_BYTES = 8 * MEBIBYTE
_IN_MEMORY = (places.HOME, Path("/tmp"), Path("/dev/shm"))  # noqa: S108 - the jail's own, private and sized
_STATUS_DESCRIPTORS = 1 + len(_IN_MEMORY)
_SPARE_DATA_BYTES = 128 * MEBIBYTE  # stacks of threads, what an allocator keeps: mapped, hardly touched
_SPARE_ADDRESSES_BYTES = (
    8192 * MEBIBYTE
)  # each 2 MiB of them may cost a page of page tables, which nobody counts


class Kind(StrEnum):
    """Which of the two processes of a submission lives in the jail."""

    LEARNER = "learner"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Descriptors:
    """All that a jail's process may hold besides /dev/null."""

    job: int
    bridge: int
    out: int


Work = Callable[[dict[str, Any], socket.socket, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """What all jails of a pool have in common. `work` runs inside, behind the walls.

    `processes` is a descriptor of a /proc that can be written and in which the jails' processes are.
    """

    filter: bytes
    work: dict[Kind, Work]
    zygote: Footprint
    processes: int


@dataclass(kw_only=True)
class Jail:
    """The outside view of a running jail. `pid` is its process 1; killing that ends everything inside."""

    kind: Kind
    pid: int
    exit_descriptor: int
    status: socket.socket
    processes: int = -1
    folders: list[int] = field(default_factory=list)
    failure: str = ""
    remark: str = ""
    closed: bool = field(default=False, init=False)

    def kill(self) -> None:
        """End everything inside. Harmless when it has ended already, because it is reaped only by `close`."""
        if not self.closed:
            os.kill(self.pid, signal.SIGKILL)

    def read_status(self) -> None:
        """Take in what the jail has said so far: descriptors of its /proc and its folders, or why it could not start."""
        while True:
            try:
                text, descriptors, _, _ = socket.recv_fds(
                    self.status,
                    _STATUS_BYTES,
                    _STATUS_DESCRIPTORS,
                    socket.MSG_DONTWAIT | socket.MSG_CMSG_CLOEXEC,
                )
            except BlockingIOError:
                return
            if len(descriptors) == _STATUS_DESCRIPTORS and self.processes < 0:
                self.processes, *self.folders = descriptors
                descriptors = []
            for superfluous in descriptors:
                os.close(superfluous)
            if not text:
                return
            word, _, sentence = text.decode(errors="replace").partition(" ")
            if word == _FAILURE:
                self.failure = sentence
            elif word == _REMARK:
                self.remark = sentence

    def close(self) -> tuple[int, resource.struct_rusage]:
        """Reap process 1 and give every descriptor back; returns its wait status and what the jail used."""
        _, status, usage = os.wait4(self.pid, 0)
        self.closed = True
        self.read_status()
        self.status.close()
        os.close(self.exit_descriptor)
        if self.processes >= 0:
            os.close(self.processes)
        for folder in self.folders:
            os.close(folder)
        return status, usage


def start(*, kind: Kind, blueprint: Blueprint, limits: Limits, descriptors: Descriptors) -> Jail:
    """Fork a jail. Returns at once; the walls are built by the jail's own process 1."""
    status, inner_status = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    status.setblocking(
        False
    )  # socket.recv_fds of CPython 3.11 takes flags, MSG_DONTWAIT too, and ignores them
    uid, gid = os.getuid(), os.getgid()
    pid = linux.clone(namespaces=linux.ALL_BUT_USER | linux.CLONE_NEWUSER)
    if pid == 0:
        inside = _Inside(kind, blueprint, limits, descriptors, inner_status)
        inside.run(uid, gid)
    inner_status.close()
    return Jail(kind=kind, pid=pid, exit_descriptor=os.pidfd_open(pid), status=status)


@dataclass(frozen=True)
class _Inside:
    """The inside view, from the first instruction after the fork. None of its methods returns to the zygote."""

    kind: Kind
    blueprint: Blueprint
    limits: Limits
    descriptors: Descriptors
    status: socket.socket

    def run(self, uid: int, gid: int) -> NoReturn:
        code = reaper.FAILED_TO_START
        try:
            self._forget_the_zygote()
            self._build_walls(uid, gid)
            code = self._live()
        except Exception as error:  # noqa: BLE001 - whatever it was, the zygote is told, and the child ends here
            self._say(_FAILURE, f"{type(error).__name__}: {error}")
        finally:
            os._exit(code)

    def _forget_the_zygote(self) -> None:
        linux.die_with_parent()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        held = self.descriptors
        keep = {held.job, held.bridge, held.out, self.status.fileno(), self.blueprint.processes}
        linux.keep_descriptors(keep)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nothing, standard)

    def _build_walls(self, uid: int, gid: int) -> None:
        processes = self.blueprint.processes
        linux.map_ids(
            processes=processes, uid=uid, inside_uid=places.JAIL_UID, gid=gid, inside_gid=places.JAIL_GID
        )
        linux.become_first_to_be_killed(processes=processes)
        os.close(processes)
        self._mount_folders()
        socket.sethostname(places.HOST_NAME)
        own = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY) for folder in ("/proc", *_IN_MEMORY)]
        socket.send_fds(self.status, [_WALLS_STAND], own)
        for descriptor in own:
            os.close(descriptor)

    def _mount_folders(self) -> None:
        quiet = _SOFT_MOUNT | linux.MS_NOEXEC
        linux.mount(source="proc", target="/proc", kind="proc", flags=quiet | linux.MS_RDONLY)
        linux.mount(
            source="devpts",
            target="/dev/pts",
            kind="devpts",
            flags=linux.MS_NOSUID | linux.MS_NOEXEC,
            options=f"newinstance,ptmxmode=0666,mode=0620,max={_TERMINALS}",
        )
        for folder in _IN_MEMORY:
            self._mount_memory(folder)

    def _mount_memory(self, folder: Path) -> None:
        size = f"size={self.limits.workdir_mib}m,nr_inodes={self.limits.workdir_files}"
        mode = "0700" if folder == places.HOME else "1777"
        linux.mount(
            source="tmpfs", target=str(folder), kind="tmpfs", flags=_SOFT_MOUNT, options=f"{size},mode={mode}"
        )

    def _live(self) -> int:
        """Fork the real Python and watch over it; returns the exit code of process 1."""
        marks, inner_marks = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(marks)
            if self.kind is Kind.TEST:  # it keeps its own time
                os.close(inner_marks)
            self._work(inner_marks)
        self.status.close()
        linux.forbid_new_privileges()
        linux.drop_capabilities()
        linux.set_dumpable(dumpable=False)  # what runs below must not look into process 1
        linux.keep_descriptors({0, 1, 2, marks})
        return reaper.watch(
            child=child,
            marks=marks,
            cell_seconds=self.limits.cell_seconds,
            call_seconds=self.limits.call_seconds,
        )

    def _work(self, marks: int) -> NoReturn:
        code = reaper.FAILED_TO_START
        try:
            os.setsid()
            os.chdir(places.HOME)
            job = self._unpack()
            self._close_the_door()
            code = reaper.WENT_WRONG
            bridge = socket.socket(fileno=self.descriptors.bridge)
            if self.kind is Kind.LEARNER:
                self.status.close()
            self.blueprint.work[self.kind](job, bridge, self.descriptors.out, marks)
            code = 0
        except BaseException as error:  # noqa: BLE001 - also SystemExit: nothing may climb back into the zygote
            if code == reaper.FAILED_TO_START:
                self._say(_FAILURE, f"{type(error).__name__}: {error}")
            elif self.kind is Kind.TEST:
                self._say(_REMARK, traceback.format_exc()[-3000:])
        finally:
            os._exit(code)

    def _unpack(self) -> dict[str, Any]:
        if self.kind is Kind.LEARNER:
            return jobfile.open_job(self.descriptors.job, into=places.HOME)
        hidden = places.HOME / "hidden"
        hidden.mkdir()
        self._mount_memory(hidden)
        job = jobfile.open_job(self.descriptors.job, into=places.HOME, hidden=hidden)
        linux.restrict(target=str(hidden), flags=linux.MS_RDONLY)
        return job

    def _close_the_door(self) -> None:
        linux.drop_capabilities()
        linux.forbid_new_privileges()
        for name, soft, hard in self._resource_limits():
            resource.setrlimit(name, (soft, hard))
        os.umask(0o022)
        linux.install_filter(self.blueprint.filter)

    def _resource_limits(self) -> list[tuple[int, int, int]]:
        limits = self.limits
        seconds = int(limits.run_seconds) + 1
        # A single huge allocation gets a MemoryError. Growing step by step meets the supervisor first, or both at once.
        zygote, memory = self.blueprint.zygote, limits.memory_mib * MEBIBYTE
        data = zygote.data_bytes + memory + _SPARE_DATA_BYTES
        addresses = zygote.address_bytes + 2 * memory + _SPARE_ADDRESSES_BYTES
        tasks = limits.tasks + 1  # process 1 is ours
        return [
            (
                resource.RLIMIT_CORE,
                1,
                1,
            ),  # 0 would still feed a core dump to a program of the host; 1 does not
            (resource.RLIMIT_AS, addresses, addresses),
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_DATA, data, data),
            (resource.RLIMIT_FSIZE, limits.workdir_mib * MEBIBYTE, limits.workdir_mib * MEBIBYTE),
            (resource.RLIMIT_MEMLOCK, MEBIBYTE, MEBIBYTE),
            (resource.RLIMIT_MSGQUEUE, 0, 0),
            (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
            (resource.RLIMIT_NPROC, tasks, tasks),
            (resource.RLIMIT_STACK, _STACK_BYTES, _STACK_BYTES),
        ]

    def _say(self, word: str, sentence: str) -> None:
        if self.status.fileno() >= 0:
            self.status.send(
                f"{word} {sentence}".encode(errors="replace")[:_STATUS_BYTES], socket.MSG_DONTWAIT
            )
