"""Messages go over whole, in time, or not at all."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from graders.runner.bridge.link import Link, LinkAbused, LinkClosed, LinkTimeout


@pytest.fixture
def ends():
    near, far = socket.socketpair()
    with near, far:
        yield near, far


def test_it_works(ends):
    near, far = Link(ends[0]), Link(ends[1])

    near.send(b"hello")
    near.send(b"")

    assert (far.receive(), far.receive()) == (b"hello", b"")


def test_a_large_message(ends):
    near, far = Link(ends[0]), Link(ends[1])
    content = bytes(5_000_000)
    sender = threading.Thread(target=near.send, args=(content,))
    sender.start()

    assert far.receive() == content
    sender.join()


def test_half_a_message_waits_for_its_end(ends):
    near, far = ends[0], Link(ends[1])
    near.send(b"\x05\x00\x00\x00he")
    with pytest.raises(LinkTimeout):
        far.receive(deadline=time.monotonic())
    near.send(b"llo")

    assert far.receive() == b"hello"


def test_a_message_that_nobody_takes_is_finished_later(ends):
    near, far = Link(ends[0]), Link(ends[1])
    with pytest.raises(LinkTimeout):
        near.send(bytes(5_000_000), deadline=time.monotonic() + 0.01)
    receiver = threading.Thread(target=lambda: got.append(far.receive()))
    got: list[bytes | bytearray] = []
    receiver.start()
    near.flush(deadline=None)
    receiver.join()

    assert got == [bytes(5_000_000)]


def test_a_message_that_is_too_long_is_refused_by_its_header(ends):
    far = Link(ends[1], message_bytes=10)
    ends[0].send(b"\x0b\x00\x00\x00")

    with pytest.raises(LinkAbused):
        far.receive()


def test_the_other_side_has_gone(ends):
    near, far = Link(ends[0]), Link(ends[1])
    far.close()

    with pytest.raises(LinkClosed):
        near.receive()
    with pytest.raises(LinkClosed):
        near.send(b"x")
