"""A server that dies is started again; one that does not start is heard of."""

from __future__ import annotations

import queue

import pytest

from graders.pool.launchers.keeping import PoolNotStarted, kept
from tests.waiting import wait_until

READY = "pool tiny: ready after 0.1 s at somewhere\n"


class Server:
    """Prints what it is told to; None is its end."""

    def __init__(self, *lines: str) -> None:
        self.said: queue.Queue[str | None] = queue.Queue()
        self.ended = 0
        for line in lines:
            self.said.put(line)

    def lines(self):
        return iter(self.said.get, None)

    def end(self) -> None:
        self.ended += 1
        self.die()

    def die(self) -> None:
        self.said.put(None)


def test_it_works():
    server = Server("importing\n", READY)
    heard: list[str] = []

    with kept(lambda: server, on_progress=heard.append):
        assert heard == ["importing", READY.strip()]
        assert server.ended == 0

    assert server.ended == 1


def test_one_that_dies_is_started_again():
    started: list[Server] = []

    def start():
        started.append(Server(READY))
        return started[-1]

    with kept(start, on_progress=lambda _: None):
        started[0].die()
        wait_until(lambda: len(started) == 2 and started[1].said.empty())

    assert [server.ended for server in started] == [1, 1]


def test_one_that_does_not_start_says_why():
    server = Server("no user namespaces\n")
    server.die()

    with pytest.raises(PoolNotStarted, match="no user namespaces"), kept(lambda: server, on_progress=print):
        raise AssertionError("it is not ready")
    assert server.ended == 1


def test_one_that_does_not_start_again_is_given_up():
    started: list[Server] = []

    def start():
        started.append(Server(READY) if not started else Server("broken now\n"))
        return started[-1]

    with kept(start, on_progress=lambda _: None):
        started[0].die()
        wait_until(lambda: len(started) == 2)
        started[1].die()

    assert len(started) == 2
