"""`make image`: gathers the locked wheels on this machine, then builds the images without network.

    .venv/bin/python -m scripts.image [site] [sandbox]

`BASE_IMAGE` names what they start from: any image with Python 3.11, python3-venv and libseccomp2. Without it that is
python:3.11-slim, or, where no registry answers, a small Debian made here; `BASE_IMAGE=debootstrap` asks for that one.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

from graders.pool.launchers.container import image_labels, image_name
from scripts.base_image import base_image
from scripts.setup import ENVIRONMENT, PYTHON, VENV
from scripts.steps import ROOT, StepFailed, run, step, stop_with

# The Python of the image may be another patch release than ours, and a few packages depend on it: gather for both ends.
PYTHONS = ("3.11.0", "3.11.99")
PIN = re.compile(
    r"^(?P<pin>[\w.\-\[\],]+==\S+)(?: ; (?P<marker>.*?))?(?P<rest> \\\n(?:    --hash=.*\n)+)", re.MULTILINE
)


STAMP = ".gathered"


@dataclass(frozen=True, kw_only=True)
class Image:
    """One image: where its Dockerfile is, and which locks its wheels come from."""

    name: str
    dockerfile: str
    wheels: str
    locks: tuple[str, ...]
    labels: Callable[[], Mapping[str, str]] = dict


SITE = Image(
    name="assay/site",
    dockerfile="Dockerfile",
    wheels="wheels/site",
    locks=("requirements/bootstrap.txt", "requirements/site.txt"),
)
SANDBOX = Image(
    name=image_name(environment=ENVIRONMENT),
    dockerfile=f"graders/environments/{ENVIRONMENT}/Dockerfile",
    wheels=f"wheels/{ENVIRONMENT}",
    locks=(f"graders/environments/{ENVIRONMENT}/requirements.txt",),
    labels=lambda: image_labels(environment=ENVIRONMENT),
)
IMAGES = {"site": SITE, "sandbox": SANDBOX}


def main(words: list[str]) -> int:
    """Build the images that `words` name, or both."""
    try:
        if unknown := set(words) - IMAGES.keys():
            raise StepFailed(
                f"There is no image {', '.join(sorted(unknown))}; there is {' and '.join(IMAGES)}."
            )
        build(*(IMAGES[word] for word in words or IMAGES))
    except StepFailed as error:
        return stop_with(error)
    return 0


def build(*images: Image) -> None:
    """Build what is not there yet; a few seconds where nothing has changed."""
    if not shutil.which("docker"):
        raise StepFailed("Docker is not installed. On Debian:  sudo apt-get install docker.io")
    base = base_image()
    for image in images:
        _gather_all(image)
        with step(f"Building {image.name}"):
            run("docker", "build", *_options(image, base=base), ".")


def _options(image: Image, *, base: str) -> list[str]:
    labels = [word for label in image.labels().items() for word in ("--label", "=".join(label))]
    words = ["--quiet", "--force-rm", "--network", "none", "--build-arg", f"BASE_IMAGE={base}"]
    return [*words, *labels, "--file", image.dockerfile, "--tag", image.name]


def _gather_all(image: Image) -> None:
    """The wheels of an image's locks, and uv, which installs them ten times as fast; nothing where they are there."""
    folder = ROOT / image.wheels
    digest = hashlib.sha256(b"".join((ROOT / lock).read_bytes() for lock in image.locks)).hexdigest()
    if _read(folder / STAMP) == digest:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for lock in image.locks:
        with step(f"Gathering the wheels of {lock}"):
            _gather(ROOT / lock, folder=image.wheels)
    shutil.copy(VENV / "bin" / "uv", folder)
    (folder / STAMP).write_text(digest)


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


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
    sys.exit(main(sys.argv[1:]))
