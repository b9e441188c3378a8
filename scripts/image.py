"""`make image`: gathers the locked wheels on this machine, then builds the images without network.

    BASE_IMAGE=python:3.11-slim .venv/bin/python -m scripts.image

Where there is no registry, any image with Python 3.11, python3-venv and libseccomp2 serves as `BASE_IMAGE`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

from scripts.setup import ENVIRONMENT, PYTHON
from scripts.steps import ROOT, StepFailed, run, step, stop_with

# The Python of the image may be another patch release than ours, and a few packages depend on it: gather for both ends.
PYTHONS = ("3.11.0", "3.11.99")
PIN = re.compile(
    r"^(?P<pin>[\w.\-\[\],]+==\S+)(?: ; (?P<marker>.*?))?(?P<rest> \\\n(?:    --hash=.*\n)+)", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True)
class Image:
    """One image: where its Dockerfile is, and which locks its wheels come from."""

    name: str
    dockerfile: str
    wheels: str
    locks: tuple[str, ...]


IMAGES = (
    Image(
        name="assay/site",
        dockerfile="Dockerfile",
        wheels="wheels/site",
        locks=("requirements/bootstrap.txt", "requirements/site.txt"),
    ),
    Image(
        name=f"assay/sandbox-{ENVIRONMENT}",
        dockerfile=f"graders/environments/{ENVIRONMENT}/Dockerfile",
        wheels=f"wheels/{ENVIRONMENT}",
        locks=(f"graders/environments/{ENVIRONMENT}/requirements.txt",),
    ),
)


def main() -> int:
    """Build both images."""
    try:
        if not shutil.which("docker"):
            raise StepFailed("Docker is not installed. On Debian:  sudo apt-get install docker.io")
        for image in IMAGES:
            _build(image, base=os.environ.get("BASE_IMAGE", "python:3.11-slim"))
    except StepFailed as error:
        return stop_with(error)
    return 0


def _build(image: Image, *, base: str) -> None:
    for lock in image.locks:
        with step(f"Gathering the wheels of {lock}"):
            _gather(ROOT / lock, folder=image.wheels)
    with step(f"Building {image.name}"):
        words = [
            "--network",
            "none",
            "--build-arg",
            f"BASE_IMAGE={base}",
            "-f",
            image.dockerfile,
            "-t",
            image.name,
        ]
        run("docker", "build", *words, ".")


def _gather(lock: Path, *, folder: str) -> None:
    options = [
        "--no-deps",
        "--ignore-requires-python",
        "--only-binary",
        ":all:",
        "--require-hashes",
        "--dest",
        folder,
    ]
    for python in PYTHONS:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
            wanted.write(without_markers(lock.read_text(), python=python))
            wanted.flush()
            run(PYTHON, "-m", "pip", "download", "-q", *options, "-r", wanted.name)


def without_markers(lock: str, *, python: str) -> str:
    """The lines of a lock that count for one release of Python on Linux, with their hashes."""
    place = {"python_full_version": python, "python_version": "3.11"}
    pins = PIN.finditer(lock)
    return "".join(
        pin["pin"] + pin["rest"] for pin in pins if not pin["marker"] or Marker(pin["marker"]).evaluate(place)
    )


if __name__ == "__main__":
    sys.exit(main())
