"""Start a zygote in namespaces of its own: as root without root's powers, or as an ordinary user."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from graders.pool import environments, tree
from graders.runner import linux, places

POOL_UID = 61000  # of nobody else: needs no entry in /etc/passwd, and owns nothing
POOL_GID = 61000
_START = (
    f"import sys; sys.path.append({str(places.ENGINE)!r}); from graders.runner import zygote; zygote.main()"
)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a zygote is to be. `greeting` is what the pool answers to a ping."""

    environment: str
    listener: int
    jobs: int
    greeting: dict[str, Any]


def launch(*, order: Order, control: socket.socket) -> subprocess.Popen[bytes]:
    """Start the zygote; it reports on `control`, and ends when the other end of that or its parent ends.

    Call it from the main thread: the kernel ends a child together with the thread that made it.
    """
    letter = _letter(vars(order) | {"control": control.fileno(), "parent": os.getpid()})
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "graders.pool.launchers.namespaces", str(letter)],
            stdin=subprocess.DEVNULL,
            pass_fds=(order.listener, control.fileno(), letter),
            start_new_session=True,
        )
    finally:
        os.close(letter)


def _letter(words: dict[str, Any]) -> int:
    """A descriptor from which another program reads `words`: in its command line they would fill the list of processes."""
    letter = os.memfd_create("order")
    os.write(letter, json.dumps(words).encode())
    os.lseek(letter, 0, os.SEEK_SET)
    return letter


def main() -> int:
    """The process between the pool's server and its zygote; its end ends the zygote."""
    with open(int(sys.argv[1]), "rb") as letter:
        words = json.load(letter)
    linux.die_with_parent()
    if os.getppid() != words.pop("parent"):
        return 1  # it died before we asked to be told
    environment = environments.locate(name=words["environment"])
    rootless = os.getuid() != 0
    uid, gid = os.getuid(), os.getgid()
    processes = linux.open_processes()
    try:
        child = linux.clone(namespaces=linux.ALL_BUT_USER | (linux.CLONE_NEWUSER if rootless else 0))
        if child == 0:
            linux.die_with_parent()
            if rootless:
                linux.map_ids(processes=processes, uid=uid, inside_uid=POOL_UID, gid=gid, inside_gid=POOL_GID)
            _become_zygote(environment, words | {"processes": processes})
    except OSError as error:
        sys.stderr.write(
            f"this machine does not let a pool be built: {error.strerror}; run: graders doctor\n"
        )
        return 1
    linux.keep_descriptors({0, 1, 2})
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) & 0xFF


def _become_zygote(environment: environments.Environment, words: dict[str, Any]) -> NoReturn:
    tree.enter(tree.plan(environment=environment))
    socket.sethostname(places.HOST_NAME)
    _drop_privileges()
    letter = _letter(words | {"preload": environment.definition.preload})
    for descriptor in (words["listener"], words["control"], words["processes"], letter):
        os.set_inheritable(descriptor, True)
    python = str(environment.python)
    os.execve(python, [python, "-s", "-P", "-c", _START, str(letter)], _variables(environment.folder))


def _drop_privileges() -> None:
    """Inside and outside the same: an unknown uid, no capability, and no way to win one."""
    linux.drop_bounding_set()
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(POOL_GID, POOL_GID, POOL_GID)
        os.setresuid(POOL_UID, POOL_UID, POOL_UID)
        linux.die_with_parent()  # the kernel forgets it when the uid changes
    linux.drop_capabilities()
    linux.forbid_new_privileges()


def _variables(folder: Path) -> dict[str, str]:
    """The whole environment of the zygote, and so of every jail: nothing of the host's."""
    one_thread = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return {
        "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(places.HOME),
        "USER": "learner",
        "LOGNAME": "learner",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": "/tmp/matplotlib",  # noqa: S108 - of the pool first, then of each jail
        "XDG_CACHE_HOME": "/tmp/cache",  # noqa: S108
        "IPYTHONDIR": "/tmp/ipython",  # noqa: S108
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(one_thread, "1"),
    }


if __name__ == "__main__":
    sys.exit(main())
