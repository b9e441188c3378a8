"""A pool serves one request after the other, whoever asks and however they leave."""

from __future__ import annotations

import json
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graders.pool.connection import Connection
from tests.graders.walls.pools import job

SLEEP = "import time; time.sleep(30)"


def _ask(pool, message: bytes, descriptors: int = 0) -> dict:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link, Path(os.devnull).open() as nothing:
        link.settimeout(10)
        link.connect(str(pool.socket))
        socket.send_fds(link, [message], [nothing.fileno()] * descriptors)
        return json.loads(link.recv(65536))


def test_it_works(pool):
    assert pool.is_well()


def test_it_says_what_it_is(pool):
    with Connection(pool.socket) as connection:
        answer = connection.ping(timeout_seconds=10)
    assert answer["environment"] == "ml-base"
    assert answer["launcher"] == "namespaces"
    assert len(answer["digest"]) == 64
    assert any(package.startswith("numpy ") for package in answer["packages"])


@pytest.mark.parametrize(
    ("message", "descriptors"),
    [
        (b"not json", 0),
        (b"[1]", 0),
        (b'{"op": "dance"}', 0),
        (b'{"op": "grade"}', 0),
        (b'{"op": "grade"}', 3),
        (b'{"op": "grade", "limits": {"memory_mib": -1}}', 4),
        (b'{"op": "grade", "limits": {"run_seconds": "long"}}', 4),
        (b'{"op": "grade", "limits": {"tasks": true}}', 4),
        (b'{"op": "grade", "limits": [1]}', 4),
    ],
)
def test_nonsense_is_refused(pool, message, descriptors):
    assert _ask(pool, message, descriptors)["event"] == "refused"
    assert pool.is_well()


def test_more_than_it_grades_at_once_wait_their_turn(pool):
    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(lambda n: pool.run(f"say({n} ** 2)"), range(6)))
    assert [outcome.learner for outcome in outcomes] == [[0], [1], [4], [9], [16], [25]]


def test_who_hangs_up_makes_room(pool):
    started = time.monotonic()
    connection, waiting = _start(pool, SLEEP), _start(pool, SLEEP)
    waiting.close()
    connection.close()
    assert pool.is_well()
    assert time.monotonic() - started < 10


def test_a_client_that_does_not_read_harms_nobody(pool):
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link:
        link.connect(str(pool.socket))
        link.settimeout(0.2)
        with pytest.raises(OSError, match=r"timed out|Broken pipe|reset"):
            _flood(link)
    assert pool.is_well()


def _flood(link) -> None:
    for _ in range(100_000):
        link.send(b'{"op": "ping"}')


def _start(pool, source) -> Connection:
    connection = Connection(pool.socket)
    with Path(os.devnull).open("wb") as nothing:
        jobs = [job(source, {}), job(source, {})]
        connection.grade(
            limits={},
            learner_job=jobs[0],
            test_job=jobs[1],
            learner_out=nothing.fileno(),
            test_out=nothing.fileno(),
        )
        for descriptor in jobs:
            os.close(descriptor)
    return connection
