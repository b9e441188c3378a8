"""Whatever of a pool dies or sticks in mid-run, the pool comes back and the job in hand is graded."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graders.pool.launchers import RunningPool, start_pool
from graders.report import Ending
from tests.cluster.answers import grade_right_answer
from tests.cluster.families import container, family
from tests.cluster.site import is_alive
from tests.engine import needs_docker
from tests.waiting import wait_until

SLOWLY = "import time; time.sleep(3)"
FAMILY = 7  # server, relay, zygote; for each jail its process 1 and its Python


@pytest.fixture(params=["namespaces", pytest.param("docker", marks=needs_docker)])
def pool(request) -> Iterator[RunningPool]:
    """One of each launcher that starts any."""
    with start_pool(environment="ml-base", launcher=request.param, jobs=1) as running:
        yield running


def graded_despite(pool: RunningPool, blow) -> list[int]:
    """Grade a notebook, strike when its jails stand; returns the processes that there were."""
    with ThreadPoolExecutor() as threads:
        under_way = threads.submit(grade_right_answer, pool.socket, first=SLOWLY)
        wait_until(lambda: len(family(pool)) >= FAMILY)
        before = family(pool)
        blow(before)
        report = under_way.result()
    assert (report.ending, report.points) == (Ending.COMPLETED, 9), report.message
    return before


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_zygote(pool, number):
    before = graded_despite(pool, lambda processes: os.kill(processes[2], number))

    assert not any(is_alive(process) for process in before[1:])
    assert is_alive(before[0])


def test_the_whole_pool(pool):
    def blow(processes):
        if pool.launcher == "docker":
            subprocess.run(["docker", "kill", container(pool)], capture_output=True, check=True)
        else:
            os.kill(processes[0], signal.SIGKILL)

    before = graded_despite(pool, blow)

    wait_until(lambda: not any(is_alive(process) for process in before))


def test_twice(pool):
    for _ in range(2):
        graded_despite(pool, lambda processes: os.kill(processes[0], signal.SIGKILL))
