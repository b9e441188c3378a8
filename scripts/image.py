"""`make image`: gathers the locked wheels on this machine, then builds the images without network.

    BASE_IMAGE=python:3.11-slim .venv/bin/python -m scripts.image

Where there is no registry, any image with Python 3.11, python3-venv and libseccomp2 serves as `BASE_IMAGE`.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

from scripts.setup import ENVIRONMENT, PYTHON
from scripts.steps import StepFailed, run, step, stop_with


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
            run(PYTHON, "-m", "pip", "download", "-q", "--require-hashes", "-r", lock, "-d", image.wheels)
    with step(f"Building {image.name}"):
        run(
            "docker",
            "build",
            "--network",
            "none",
            "--build-arg",
            f"BASE_IMAGE={base}",
            "-f",
            image.dockerfile,
            "-t",
            image.name,
            ".",
        )


if __name__ == "__main__":
    sys.exit(main())
