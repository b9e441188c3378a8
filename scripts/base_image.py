"""What the images start from: python:3.11-slim, or a small Debian of our own where no registry can be reached."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from scripts.steps import StepFailed, run, step

PUBLISHED = "python:3.11-slim"
DEBOOTSTRAP = "debootstrap"
SUITE = "bookworm"  # whose Python is 3.11
OWN = f"assay/base:{SUITE}"
PACKAGES = "python3,python3-venv,libseccomp2"
# Neither read at run time nor needed to install anything more.
NEEDLESS = ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/locale")


def base_image() -> str:
    """The image that `BASE_IMAGE` names; without it the published one, or ours where that cannot be pulled."""
    chosen = os.environ.get("BASE_IMAGE", "")
    if chosen and chosen != DEBOOTSTRAP:
        return chosen
    if chosen != DEBOOTSTRAP and (is_there(PUBLISHED) or _pull(PUBLISHED)):
        return PUBLISHED
    if not is_there(OWN):
        _bootstrap()
    return OWN


def is_there(image: str) -> bool:
    """Whether the engine has the image."""
    return _succeeds("docker", "image", "inspect", image)


def _pull(image: str) -> bool:
    if is_there(OWN):
        return False  # there was no registry before
    with step(f"Looking for {image} in a registry"):
        return _succeeds("docker", "pull", "--quiet", image)


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _bootstrap() -> None:
    """Make a Debian in a folder and hand it to the engine; some 40 s, once."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise StepFailed(
            f"No registry answers, so {PUBLISHED} cannot be pulled, and making a base image here takes root and "
            "debootstrap.\nInstall with:  sudo apt-get install debootstrap\nor name an image that the engine has, with "
            "Python 3.11, python3-venv and libseccomp2:  make image BASE_IMAGE=…"
        )
    with tempfile.TemporaryDirectory(prefix="assay-base-") as folder:
        with step(f"Making a base image of Debian {SUITE}"):
            root = Path(folder, "root")
            run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, root, *_mirror())
            for name in NEEDLESS:
                shutil.rmtree(root / name, ignore_errors=True)
        with step(f"Importing it as {OWN}"):
            archive = Path(folder, "base.tar")
            run("tar", "--create", "--file", archive, "--directory", root, ".")
            run("docker", "import", archive, OWN)


def _mirror() -> list[str]:
    """The first of this machine's own sources that has the suite; none where apt knows none."""
    if not (found := _sources()):
        run("apt-get", "-qq", "update")  # apt tells of nothing that it has not looked at
        found = _sources()
    return found[:1]


def _sources() -> list[str]:
    words = ["$(REPO_URI)", "Created-By: Packages", f"Codename: {SUITE}", "Component: main"]
    return run("apt-get", "indextargets", "--format", *words).split()
