"""`make compose-test`: start docker-compose.yml as it is, hand a notebook in, see the right score, take all down.

Where no registry answers, postgres and redis are stood in for by the same programs from Debian (tests/cluster/services).
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts import docker, image
from scripts.base_image import base_image, is_there
from scripts.demo import GRADING_SECONDS, LEARNER, SAMPLES, Api, hand_in
from scripts.steps import StepFailed, run, step, stop_with

PROJECT = "assay-compose-test"
SERVICES = ("postgres:15", "redis:7")
STAND_INS = "tests/cluster/services"
EXPECTED = {"right.ipynb": 10.0, "trying-to-get-points.ipynb": 0.0}
# What an administrator does once by page: a cohort of the published course, with a learner in it.
PEOPLE = """
from django.conf import settings
from django.utils import timezone
from assay.catalog.models import Course
from assay.cohorts.demo import prepare
prepare(course=Course.objects.get(), passwords_file=settings.VAR_DIR / "people.json", at=timezone.now())
"""


def main() -> int:
    """Exit code 0 where every notebook got its score."""
    try:
        with docker.engine() as host:
            os.environ |= {"DOCKER_HOST": host, "COMPOSE_PROJECT_NAME": PROJECT}
            image.build(*image.IMAGES.values())
            _provide_services()
            with _stack() as url:
                _grade_all(url)
    except StepFailed as error:
        return stop_with(error)
    return 0


def _provide_services() -> None:
    missing = [name for name in SERVICES if not is_there(name) and not _pulled(name)]
    if missing:
        tags = [word for name in missing for word in ("--tag", name)]
        base = f"BASE_IMAGE={base_image()}"
        with step(f"Building stand-ins for {', '.join(missing)}"):
            run("docker", "build", "--quiet", "--network", "host", "--build-arg", base, *tags, STAND_INS)


def _pulled(name: str) -> bool:
    return (
        subprocess.run(["docker", "pull", "--quiet", name], capture_output=True, check=False).returncode == 0
    )


@contextmanager
def _stack() -> Iterator[str]:
    """Everything up; yields the site's address."""
    port = _free_port()
    os.environ |= {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "POSTGRES_PASSWORD": secrets.token_urlsafe(16),
        "PORT": str(port),
    }
    try:
        with step("Starting the stack"):
            run("docker-compose", "up", "--detach", "--no-build")
        yield f"http://127.0.0.1:{port}"
    except StepFailed as error:
        raise StepFailed(f"{error}\n{run('docker-compose', 'logs', '--tail', '20')}") from error
    finally:
        with step("Taking it down"):
            run("docker-compose", "down", "--volumes", "--timeout", "5")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _grade_all(url: str) -> None:
    with step("Making a cohort with a learner"):
        _manage("shell", "-c", PEOPLE)
        api = Api(url=url, token=_manage("issue_token", LEARNER).split()[-1])
    for name, points in EXPECTED.items():
        with step(f"Grading {name}"):
            found = _points(api, name)
            if found != points:
                raise StepFailed(f"{name} earned {found}, and {points} is right.")


def _manage(*words: str) -> str:
    return run("docker-compose", "exec", "-T", "web", "python", "manage.py", *words)


def _points(api: Api, name: str) -> float | None:
    submission = hand_in(api, file_name=name, content=(SAMPLES / name).read_bytes())
    deadline = time.monotonic() + GRADING_SECONDS
    while not submission["final"] and time.monotonic() < deadline:
        time.sleep(0.2)
        submission = api.get(f"/api/v1/submissions/{submission['id']}/")
    return None if submission["points"] is None else float(submission["points"])


if __name__ == "__main__":
    sys.exit(main())
