"""A machine where the sandbox cannot work says so before anything runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from graders import exercise, release
from graders.pool import environments
from tests.graders import folders

pytestmark = pytest.mark.slow

# A user namespace in which one more may be made, and inside that one an ordinary user, who can make none.
NO_MORE = (
    'echo 1 >/proc/sys/user/max_user_namespaces; exec unshare --user --map-user=1000 --map-group=1000 "$@"'
)


def run_there(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a program as an ordinary user of a machine that allows no user namespaces."""
    variables = {
        **os.environ,
        "ASSAY_DATA_DIR": str(environments.data_folder()),
        "DOCKER_HOST": "unix:///nowhere/docker.sock",
    }
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c", NO_MORE, "sh", sys.executable, *words],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_doctor_names_the_switch():
    ended = run_there("-m", "graders", "doctor")

    assert ended.returncode == 1
    assert "sysctl -w user.max_user_namespaces=15000" in ended.stdout
    assert "first see to: user namespaces" in ended.stdout


@pytest.mark.parametrize("launcher", ["namespaces", "docker", "external"])
def test_nothing_is_graded(tmp_path, launcher):
    notebook = tmp_path / "mine.ipynb"
    notebook.write_bytes(release.notebook_bytes(exercise.read(folders.SQUARES)))

    ended = run_there(
        "-m", "graders", "grade", str(folders.SQUARES), str(notebook), "--launcher", launcher, "--json", "-"
    )

    assert ended.returncode == 1
    assert ended.stdout == "", "no report"
    assert "Traceback" not in ended.stderr
    assert {
        "namespaces": "does not let a pool be built: clone: No space left on device; run: graders doctor",
        "docker": "no Docker engine answers",
        "external": "set ASSAY_POOL_SOCKET",
    }[launcher] in " ".join(ended.stderr.split())


def test_the_site_is_not_even_set_up():
    ended = run_there("-m", "scripts.preflight")

    assert ended.returncode == 1
    assert "does not let this user make one" in ended.stderr
