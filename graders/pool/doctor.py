"""What of the sandbox works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import errno
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graders.pool import environments
from graders.pool.connection import Connection
from graders.pool.launchers import container, external
from graders.report import PlatformError

_OLDEST_KERNEL = (5, 14)  # task limits per user namespace
_PROCESSORS = ("x86_64", "aarch64")
_POOL_SECONDS = 10.0
_SWITCHES = {
    "kernel/unprivileged_userns_clone": ("0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    "user/max_user_namespaces": ("0", "sysctl -w user.max_user_namespaces=15000"),
    "kernel/apparmor_restrict_unprivileged_userns": (
        "1",
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
}
_IN_CONTAINER = (
    "allow unshare, clone with namespace flags, mount and pivot_root to this container: start it with "
    "graders/environments/ml-base/seccomp.json as its seccomp profile, and where AppArmor runs with apparmor=unconfined"
)
_UNMASK_PROC = (
    "this container's /proc is masked: start it with MaskedPaths: [] and ReadonlyPaths: [], or mount an unmasked one "
    "beside it, as docker-compose.yml does with the volume unmasked-proc"
)
# What a pool does, by the same user: namespaces as an ordinary user, then a /proc in them.
_TRIAL = """
import os, sys
from graders.pool.launchers.namespaces import POOL_GID, POOL_UID
from graders.runner import linux
if os.getuid() == 0:
    os.setgroups([])
    os.setresgid(POOL_GID, POOL_GID, POOL_GID)
    os.setresuid(POOL_UID, POOL_UID, POOL_UID)
    linux.set_dumpable(dumpable=True)
uid, gid, processes = os.getuid(), os.getgid(), linux.open_processes()
child = linux.clone(namespaces=linux.ALL_BUT_USER | linux.CLONE_NEWUSER)
if child == 0:
    linux.map_ids(processes=processes, uid=uid, inside_uid=1000, gid=gid, inside_gid=1000)
    linux.mount(source="none", target="/", kind="none", flags=linux.MS_REC | linux.MS_PRIVATE)
    try:
        linux.mount(source="proc", target="/proc", kind="proc", flags=linux.MS_RDONLY)
    except PermissionError:
        os._exit(77)
    os._exit(0)
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""
_MASKED_PROC = 77


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at. `remedy` says what to do, and is empty where it works."""

    name: str
    works: bool
    detail: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at everything that a pool needs; takes a second. Nothing is changed."""
    looks: list[Callable[[], Finding]] = [_kernel, _namespaces, _data_folder]
    findings = [look() for look in looks]
    findings += [_environment(name) for name in environments.names()]
    return [*findings, _namespaces_launcher(findings), _docker_launcher(), _external_launcher()]


def _kernel() -> Finding:
    release = platform.release()
    version = tuple(int(part) for part in release.split("-")[0].split(".")[:2] if part.isdigit())
    detail = f"{platform.system()} {release} on {platform.machine()}"
    if platform.system() != "Linux" or version < _OLDEST_KERNEL:
        remedy = "use Linux 5.14 or newer (Debian 12 has 6.1)"
        return Finding(name="kernel", works=False, detail=detail, remedy=remedy)
    if platform.machine() not in _PROCESSORS:
        remedy = f"use a processor of {' or '.join(_PROCESSORS)}"
        return Finding(name="kernel", works=False, detail=detail, remedy=remedy)
    return Finding(name="kernel", works=True, detail=detail)


def _namespaces() -> Finding:
    trial = subprocess.run([sys.executable, "-P", "-c", _TRIAL], capture_output=True, text=True, check=False)
    if trial.returncode == 0:
        detail = "an ordinary user can make them, with a /proc of their own"
        return Finding(name="user namespaces", works=True, detail=detail)
    if trial.returncode == _MASKED_PROC:
        detail = "they can be made, but a /proc cannot be mounted in them"
        return Finding(name="user namespaces", works=False, detail=detail, remedy=_UNMASK_PROC)
    last_line = (trial.stderr.strip().splitlines() or ["the trial ended without a word"])[-1]
    if f"[Errno {errno.ENOSPC}]" in last_line:
        remedy = "as root: sysctl -w user.max_user_namespaces=15000"
        return Finding(name="user namespaces", works=False, detail="no more may be made", remedy=remedy)
    return Finding(name="user namespaces", works=False, detail=last_line, remedy=_remedy_for_namespaces())


def _remedy_for_namespaces() -> str:
    """The switches of the kernel that are off; where all are on, something around us forbids it."""
    commands = [
        command for name, (off, command) in _SWITCHES.items() if _read(Path("/proc/sys", name)) == off
    ]
    return "as root: " + "; ".join(commands) if commands else _IN_CONTAINER


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _data_folder() -> Finding:
    folder = environments.data_folder()
    hidden = [place for place in ("/tmp", "/root") if folder.is_relative_to(place)]  # noqa: S108
    if hidden and (hidden[0] == "/tmp" or os.getuid() != 0):  # noqa: S108
        remedy = "set ASSAY_DATA_DIR to a folder that is neither below /tmp nor in root's home"
        return Finding(name="data folder", works=False, detail=str(folder), remedy=remedy)
    return Finding(name="data folder", works=True, detail=str(folder))


def _environment(name: str) -> Finding:
    title = f"environment {name}"
    install = f"run: {sys.executable} -m graders.pool.environments install {name}"
    try:
        found = environments.locate(name=name)
    except environments.EnvironmentFault as error:
        return Finding(name=title, works=False, detail=str(error), remedy=install)
    if not os.access(found.base, os.R_OK | os.X_OK):
        remedy = (
            f"its Python lies in {found.base}, where this user cannot read: run the pool as root, or install "
            "the environment again as this user with a Python of the system"
        )
        return Finding(name=title, works=False, detail=str(found.folder), remedy=remedy)
    trial = [str(found.python), "-I", "-c", "import pyseccomp"]
    answer = subprocess.run(trial, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        detail = f"{len(found.packages)} packages in {found.folder}"
        return Finding(name=title, works=True, detail=detail)
    seccomp = "libseccomp" in answer.stderr
    detail = (answer.stderr.strip().splitlines() or ["its Python does not start"])[-1]
    remedy = "as root: apt-get install libseccomp2" if seccomp else f"remove {found.folder}, then {install}"
    return Finding(name=title, works=False, detail=detail, remedy=remedy)


def _namespaces_launcher(findings: list[Finding]) -> Finding:
    title = "launcher namespaces"
    broken = [finding.name for finding in findings if not finding.works]
    if broken:
        remedy = f"first see to: {', '.join(broken)}"
        return Finding(name=title, works=False, detail="cannot start a pool", remedy=remedy)
    who = "as root, whose powers the pool drops" if os.getuid() == 0 else "as an ordinary user"
    return Finding(name=title, works=True, detail=f"starts pools {who}")


def _docker_launcher() -> Finding:
    title = "launcher docker"
    try:
        images = [container.usable_image(environment=name) for name in environments.names()]
    except container.EngineFault as error:
        detail, _, remedy = str(error).partition("; ")
        return Finding(name=title, works=False, detail=detail, remedy=remedy or "see the engine's log")
    detail = (
        f"the engine answers, and has {len(images)} image{'s' if len(images) > 1 else ''} of these sources"
    )
    return Finding(name=title, works=True, detail=detail)


def _external_launcher() -> Finding:
    title = "launcher external"
    try:
        socket = external.find()
        with Connection(socket) as connection:
            answer = connection.ping(timeout_seconds=_POOL_SECONDS)
    except (PlatformError, TimeoutError) as error:
        remedy = "needed only where the pool is a service of its own"
        return Finding(name=title, works=False, detail=str(error) or "no answer", remedy=remedy)
    detail = f"{socket} answers, environment {answer['environment']}"
    return Finding(name=title, works=True, detail=detail)
