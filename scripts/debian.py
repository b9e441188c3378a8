"""Debian packages: installed where we are root, named where we are not."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.steps import StepFailed, run, step


@dataclass(frozen=True, kw_only=True)
class Package:
    """One Debian package, what it is for, and how to see that it is there already."""

    name: str
    purpose: str
    is_present: Callable[[], bool]


def postgres_folder() -> Path | None:
    """Where Debian keeps `initdb` and `postgres` of the newest version, or None."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


VENV = Package(
    name="python3-venv",
    purpose="makes the virtual environments",
    is_present=lambda: importlib.util.find_spec("ensurepip") is not None,
)
SECCOMP = Package(
    name="libseccomp2",
    purpose="filters the system calls of a jail",
    is_present=lambda: (
        any(Path("/").glob("usr/lib/*/libseccomp.so.2")) or any(Path("/").glob("lib*/libseccomp.so.2"))
    ),
)
CHROMIUM = Package(
    name="chromium",
    purpose="walks the pages in tests/browser",
    is_present=lambda: Path("/usr/bin/chromium").exists(),
)
POSTGRESQL = Package(
    name="postgresql",
    purpose="runs the tests of the site a second time",
    is_present=lambda: postgres_folder() is not None,
)
REDIS = Package(
    name="redis-server",
    purpose="is the broker of the tests in tests/cluster",
    is_present=lambda: shutil.which("redis-server") is not None,
)
DOCKER = Package(
    name="docker.io",
    purpose="runs the sandbox in containers",
    is_present=lambda: (
        shutil.which("docker") is not None
        and (shutil.which("dockerd") is not None or Path("/var/run/docker.sock").exists())
    ),
)
DEBOOTSTRAP = Package(
    name="debootstrap",
    purpose="makes the images' base where no registry answers",
    is_present=lambda: shutil.which("debootstrap") is not None,
)
COMPOSE = Package(
    name="docker-compose",
    purpose="starts docker-compose.yml",
    is_present=lambda: shutil.which("docker-compose") is not None,
)
FOR_RUNNING = (VENV, SECCOMP)
FOR_TESTING = (CHROMIUM, POSTGRESQL, REDIS, DOCKER, DEBOOTSTRAP, COMPOSE)


def missing(packages: Iterable[Package]) -> list[Package]:
    """Those of `packages` that this machine does not have."""
    return [package for package in packages if not package.is_present()]


def provide(packages: Iterable[Package]) -> list[Package]:
    """Install what is missing, as root; returns what is missing still."""
    lacking = missing(packages)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        names = [package.name for package in lacking]
        with step(f"Installing Debian's {', '.join(names)}"):
            _apt_get("update")
            _apt_get("install", "--yes", "--no-install-recommends", *names)
    return missing(lacking)


def require(packages: Iterable[Package]) -> None:
    """Install what is missing, or stop with a sentence that says what to install."""
    if lacking := provide(packages):
        raise StepFailed(how_to_install(lacking))


def how_to_install(packages: Iterable[Package]) -> str:
    """What is missing, what for, and the command that mends it."""
    packages = list(packages)
    rows = "".join(f"\n  {package.name}: {package.purpose}" for package in packages)
    names = " ".join(package.name for package in packages)
    return f"This machine lacks:{rows}\nInstall with:  sudo apt-get install {names}"


def _apt_get(*words: str) -> None:
    run(
        "apt-get",
        "-qq",
        "-o",
        "Dpkg::Use-Pty=0",
        *words,
        environment={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
