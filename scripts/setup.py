"""`make setup`: the virtual environment from hash-locked requirements, and the graders' environment.

    python3.11 -m scripts.setup [dev]

Standard library only: it runs before anything is installed. A stamp in the virtual environment, written
last, says what is installed; an interrupted set-up has none and starts afresh.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys

from scripts import debian
from scripts.steps import ROOT, StepFailed, run, step, stop_with

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "assay-installed.json"
ENVIRONMENT = "ml-base"
FLOOR = (3, 11)


def main(arguments: list[str]) -> int:
    """Bring both environments up to date; under a second where they are."""
    try:
        install_site(dev="dev" in arguments)
        install_environment()
    except StepFailed as error:
        return stop_with(error)
    return 0


def install_site(*, dev: bool) -> None:
    """Install what the site needs into `.venv`, and what the tests need where `dev` is asked for (now or before)."""
    if sys.version_info < FLOOR:
        raise StepFailed(
            f"Assay needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …"
        )
    stamp = _read_stamp()
    place = f"{ROOT} {sys.version_info.major}.{sys.version_info.minor}"
    locks = ["bootstrap", "site"] + (["dev"] if dev or "dev" in _known_locks(stamp) else [])
    wanted: dict[str, object] = {"place": place, "locks": locks, "digest": _digest(locks)}
    usable = stamp.get("place") == place and PYTHON.exists()
    if usable and stamp == wanted:
        return
    debian.require(debian.FOR_RUNNING)
    if not usable:
        with step("Making the virtual environment in .venv"):
            _make_venv()
    STAMP.unlink(missing_ok=True)
    with step("Fetching the installer (uv)"):
        run(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", _lock("bootstrap"))
    with step(f"Installing {_count(locks)} packages"):
        _install(locks)
    with step("Installing Assay itself, editable"):
        run(
            PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-e", "."
        )
    STAMP.write_text(json.dumps(wanted))


def install_environment() -> None:
    """Install the packages that learners' notebooks may import, outside the site's own environment."""
    if run(PYTHON, "-m", "graders.pool.environments", "status", ENVIRONMENT).strip() == "installed":
        return
    with step(f"Installing the graders' environment {ENVIRONMENT}"):
        run(PYTHON, "-m", "graders.pool.environments", "install", ENVIRONMENT)


def _known_locks(stamp: dict[str, object]) -> list[str]:
    locks = stamp.get("locks")
    return locks if isinstance(locks, list) else []


def _make_venv() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    run(sys.executable, "-m", "venv", VENV)


def _install(locks: list[str]) -> None:
    """With uv; with pip, which is slower, where uv does not know how this machine reaches its packages."""
    requirements = [word for lock in locks for word in ("-r", _lock(lock))]
    try:
        run(
            VENV / "bin" / "uv",
            "pip",
            "sync",
            "--quiet",
            "--python",
            PYTHON,
            "--require-hashes",
            *requirements[1::2],
        )
    except StepFailed:
        run(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", *requirements)


def _lock(name: str) -> str:
    return f"requirements/{name}.txt"


def _count(locks: list[str]) -> int:
    return sum(line[:1].isalnum() for name in locks for line in (ROOT / _lock(name)).read_text().splitlines())


def _digest(locks: list[str]) -> str:
    sources = [ROOT / _lock(name) for name in locks] + [ROOT / "pyproject.toml"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _read_stamp() -> dict[str, object]:
    """What is installed and where: a virtual environment does not survive a move. Empty where nothing is."""
    try:
        stamp: dict[str, object] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
