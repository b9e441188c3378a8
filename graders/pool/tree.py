"""The folders that a pool can see: a short list of read-only binds, and nothing else of the host."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from graders.pool.environments import Environment
from graders.runner import linux, places

_ENGINE_PARTS = ("__init__.py", "report.py", "runner")
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SETTINGS = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/mime.types")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_LINKS = {
    "dev/ptmx": "pts/ptmx",
    "dev/fd": "/proc/self/fd",
    "dev/stdin": "/proc/self/fd/0",
    "dev/stdout": "/proc/self/fd/1",
    "dev/stderr": "/proc/self/fd/2",
}
_MOUNT_POINTS = ("proc", "dev/pts", "dev/shm", "tmp")
_FILES = {
    "etc/passwd": (
        "root:x:0:0:root:/:/usr/sbin/nologin\n"
        f"learner:x:{places.JAIL_UID}:{places.JAIL_GID}:learner:{places.HOME}:/bin/bash\n"
        "nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n"
    ),
    "etc/group": f"root:x:0:\nlearner:x:{places.JAIL_GID}:\nnogroup:x:65534:\n",
    "etc/hostname": f"{places.HOST_NAME}\n",
    "etc/hosts": f"127.0.0.1 localhost {places.HOST_NAME}\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
_SCRATCH = ("tmp", "dev/shm")  # for the zygote; each jail mounts its own over them
_SCRATCH_MIB = 32


@dataclass(frozen=True, kw_only=True)
class Bind:
    """`source` of the host is seen at `target`."""

    source: Path
    target: Path


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything of the host that a pool sees. Links are like those of the host (`/lib` to `usr/lib`)."""

    binds: tuple[Bind, ...]
    links: tuple[tuple[Path, str], ...]


def plan(*, environment: Environment) -> Plan:
    """Decide what the pool of this environment sees."""
    package = Path(__file__).parent.parent
    system = [Path(name) for name in _SYSTEM]
    same_place = [path for path in system if path.is_dir() and not path.is_symlink()]
    same_place += [Path(name) for name in _SETTINGS if Path(name).exists()]
    same_place += [environment.folder, *_base_folders(environment.base, same_place)]
    engine = [Bind(source=package / name, target=places.ENGINE / "graders" / name) for name in _ENGINE_PARTS]
    return Plan(
        binds=(*(Bind(source=path.resolve(), target=path) for path in same_place), *engine),
        links=tuple((path, os.readlink(path)) for path in system if path.is_symlink()),
    )


def _base_folders(base: Path, system: list[Path]) -> list[Path]:
    """The folder of the base Python under each of its names, unless the system's folders hold it already."""
    under = {base, base.resolve()}
    return sorted(path for path in under if not any(path.is_relative_to(folder) for folder in system))


def enter(plan: Plan) -> None:
    """Build the tree in a mount namespace of this process's own and make it the root folder.

    Works on a tmpfs over /tmp from which the host is seen below /old, so that nothing of the host that
    the plan names can be hidden by the work itself.
    """
    linux.mount(source="none", target="/", kind="none", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount(source="tmpfs", target="/tmp", kind="tmpfs", options="size=1m,mode=0755")  # noqa: S108
    for name in ("old", "new"):
        Path("/tmp", name).mkdir()  # noqa: S108
    linux.swap_root(new_root="/tmp", old_root="/tmp/old")  # noqa: S108
    linux.mount(source="tmpfs", target="/new", kind="tmpfs", options="size=1m,mode=0755")
    _fill(plan, old=Path("/old"), new=Path("/new"))
    linux.pivot_root(new_root="/new")
    linux.restrict_one(target="/", flags=linux.MS_RDONLY | linux.MS_NOSUID | linux.MS_NODEV)


def _fill(plan: Plan, *, old: Path, new: Path) -> None:
    for bind in plan.binds:
        _bind(old / bind.source.relative_to("/"), new / bind.target.relative_to("/"))
    for place, points_to in plan.links:
        (new / place.relative_to("/")).symlink_to(points_to)
    for name in (*_MOUNT_POINTS, str(places.HOME).lstrip("/")):
        (new / name).mkdir(parents=True, exist_ok=True)
    for name in _DEVICES:
        _bind(old / "dev" / name, new / "dev" / name, devices=True)
    for name, points_to in _LINKS.items():
        (new / name).symlink_to(points_to)
    for name, text in _FILES.items():
        (new / name).write_text(text)
    _mount_own(new)


def _mount_own(new: Path) -> None:
    quiet = linux.MS_NOSUID | linux.MS_NODEV
    _mount_proc(str(new / "proc"), quiet | linux.MS_NOEXEC)
    scratch = f"size={_SCRATCH_MIB}m,mode=1777"
    for name in _SCRATCH:
        linux.mount(source="tmpfs", target=str(new / name), kind="tmpfs", flags=quiet, options=scratch)


def _mount_proc(target: str, flags: int) -> None:
    """In a container with a masked /proc and an unmasked one at /hostproc, which is read-only, so must ours be."""
    try:
        linux.mount(source="proc", target=target, kind="proc", flags=flags)
    except PermissionError:
        linux.mount(source="proc", target=target, kind="proc", flags=flags | linux.MS_RDONLY)


def _bind(source: Path, target: Path, *, devices: bool = False) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    linux.bind(source=str(source), target=str(target), devices=devices)
