"""Environments: named, hash-locked sets of packages, installed under the data folder.

python -m graders.pool.environments status ml-base
python -m graders.pool.environments install ml-base
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graders.report import PlatformError

DEFINITIONS = Path(__file__).parent.parent / "environments"
_STAMP = "assay-environment.json"
_DESCRIBE = """
import importlib.metadata, json, sys
packages = sorted({f"{d.metadata['Name']} {d.version}" for d in importlib.metadata.distributions()}, key=str.lower)
print(json.dumps({"packages": packages, "base": sys.base_prefix, "python": sys.version.split()[0]}))
"""

OnProgress = Callable[[str], None]


class EnvironmentFault(PlatformError):
    """An environment is unknown, not installed, or cannot be installed; the message says what to do."""

    code = "environment_fault"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What the repository says about an environment."""

    name: str
    requirements: Path
    digest: str
    preload: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where it is, or would be, installed."""
        return data_folder() / "environments" / f"{self.name}-{self.digest[:12]}"


@dataclass(frozen=True, kw_only=True)
class Environment:
    """An installed environment. `base` is the folder of the Python that its own is a link to."""

    definition: Definition
    folder: Path
    base: Path
    packages: tuple[str, ...]

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"


def data_folder() -> Path:
    """`ASSAY_DATA_DIR`; otherwise /var/lib/assay for root and ~/.local/share/assay for everybody else."""
    if chosen := os.environ.get("ASSAY_DATA_DIR"):
        return Path(chosen)
    return Path("/var/lib/assay") if os.getuid() == 0 else Path.home() / ".local" / "share" / "assay"


def names() -> tuple[str, ...]:
    """The environments that this installation defines."""
    return tuple(sorted(path.parent.name for path in DEFINITIONS.glob("*/environment.toml")))


def define(*, name: str) -> Definition:
    """Read the definition of one environment; raises EnvironmentFault where there is none."""
    if name not in names():
        raise EnvironmentFault(f"there is no environment {name!r}; there is {', '.join(names())}")
    settings = tomllib.loads((DEFINITIONS / name / "environment.toml").read_text())
    requirements = DEFINITIONS / name / "requirements.txt"
    return Definition(
        name=name,
        requirements=requirements,
        digest=hashlib.sha256(requirements.read_bytes()).hexdigest(),
        preload=tuple(settings["preload"]),
    )


def locate(*, name: str) -> Environment:
    """The installed environment; raises EnvironmentFault with the command that installs it."""
    definition = define(name=name)
    try:
        stamp = json.loads((definition.folder / _STAMP).read_text())
    except (OSError, ValueError):
        command = f"{sys.executable} -m graders.pool.environments install {name}"
        raise EnvironmentFault(
            f"the environment {name} is not installed in {definition.folder}; run: {command}"
        ) from None
    return Environment(
        definition=definition,
        folder=definition.folder,
        base=Path(stamp["base"]),
        packages=tuple(stamp["packages"]),
    )


def install(*, name: str, on_progress: OnProgress) -> Environment:
    """Install unless it is there already. Two at once wait for each other; an interrupted one starts afresh.

    Virtual environments do not survive a move, so it is built in its place, and a stamp written last says
    that it is whole.
    """
    definition = define(name=name)
    definition.folder.parent.mkdir(parents=True, exist_ok=True)
    with _only_one(definition.folder):
        if not (definition.folder / _STAMP).exists():
            _build(definition, on_progress)
    return locate(name=name)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(definition: Definition, on_progress: OnProgress) -> None:
    folder = definition.folder
    if folder.exists():
        on_progress(f"removing the unfinished {folder}")
        shutil.rmtree(folder)
    on_progress(f"making {folder}")
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = str(folder / "bin" / "python")
    on_progress(f"installing {_count(definition.requirements)} packages of {definition.name}")
    _install(python, str(definition.requirements))
    on_progress("compiling them")
    compiling = [python, "-m", "compileall", "-q", "-j", "0", str(folder / "lib")]
    subprocess.run(compiling, check=False, capture_output=True)
    description = json.loads(_run(python, "-I", "-c", _DESCRIBE))
    _write_last(folder / _STAMP, json.dumps(description | {"digest": definition.digest}))


def _install(python: str, requirements: str) -> None:
    """With uv where there is one, because it is faster; where that fails, with pip."""
    if uv := _find_uv():
        command = [uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", requirements]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q"]
    _run(*pip, "--require-hashes", "--no-deps", "-r", requirements)


def _find_uv() -> str | None:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


def _count(requirements: Path) -> int:
    return sum("==" in line for line in requirements.read_text().splitlines() if line[:1].isalnum())


def _run(*command: str) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise EnvironmentFault(f"«{' '.join(command)}» failed:\n{result.stderr[-4000:]}")
    return result.stdout


def _write_last(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text)
    unfinished.rename(path)


def _say(line: str) -> None:
    print(line, flush=True)


def main(arguments: list[str]) -> int:
    """The command line of `make setup`; exit code 1 with a sentence where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m graders.pool.environments", description=__doc__)
    parser.add_argument("command", choices=("status", "install"))
    parser.add_argument("name", choices=names())
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "install":
            install(name=chosen.name, on_progress=_say)
        else:
            _say("installed" if (define(name=chosen.name).folder / _STAMP).exists() else "missing")
    except EnvironmentFault as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
