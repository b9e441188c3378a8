"""Transport: whole messages over a socket pair, one write each, with a length in front and a deadline."""

from __future__ import annotations

import select
import socket
import struct
import time

from graders.runner.bridge.errors import TooLarge
from graders.runner.bridge.wire import MEBIBYTE, MESSAGE_BYTES

_HEADER = struct.Struct("<I")
_CHUNK = 1 << 16
_PIECES = 512  # the system takes no more at once


class LinkClosed(ConnectionError):
    """The other side has gone."""


class LinkAbused(ConnectionError):
    """The other side announced a message that is too long."""


class LinkTimeout(TimeoutError):
    """The other side did not answer, or did not listen, in time. Nothing is lost: the next call goes on."""


class Link:
    """One end of the bridge. Keeps half a message over a timeout, so that it can be asked again."""

    def __init__(self, connection: socket.socket, *, message_bytes: int = MESSAGE_BYTES) -> None:
        self._connection = connection
        self.message_bytes = message_bytes
        self._ahead = bytearray()
        self._message: bytearray | None = None
        self._filled = 0
        self._outgoing: list[memoryview] = []
        connection.setblocking(False)
        self._readable = _poll(connection, select.POLLIN)
        self._writable = _poll(connection, select.POLLOUT)

    def send(self, *pieces: bytes | memoryview, deadline: float | None = None) -> None:
        """Send one message, in one piece or several. Raises TooLarge.

        `deadline` is on the monotonic clock; None waits for ever.
        """
        length = 0
        for piece in pieces:
            length += len(piece)
        if length > self.message_bytes:
            raise TooLarge(f"the arguments are larger than {self.message_bytes / MEBIBYTE:g} MiB")
        self.flush(deadline=deadline)
        self._outgoing = [memoryview(piece) for piece in _joined([_HEADER.pack(length), *pieces]) if piece]
        self.flush(deadline=deadline)

    def flush(self, *, deadline: float | None) -> None:
        """Send what an earlier timeout has left over."""
        while self._outgoing:
            try:
                self._forget_sent(self._connection.sendmsg(self._outgoing[:_PIECES], (), socket.MSG_NOSIGNAL))
            except BlockingIOError:
                _wait(self._writable, deadline)
            except OSError as error:
                raise LinkClosed(str(error)) from error

    def _forget_sent(self, size: int) -> None:
        done = 0
        while done < len(self._outgoing) and size >= len(self._outgoing[done]):
            size -= len(self._outgoing[done])
            done += 1
        del self._outgoing[:done]
        if size:
            self._outgoing[0] = self._outgoing[0][size:]

    def receive(self, *, deadline: float | None = None) -> bytearray:
        """The next message. Raises LinkClosed, LinkAbused or LinkTimeout."""
        while (message := self._next_message()) is None:
            _wait(self._readable, deadline)
            try:
                size = self._take()
            except BlockingIOError:
                continue
            except OSError as error:
                raise LinkClosed(str(error)) from error
            if not size:
                raise LinkClosed("the other side has gone")
        return message

    def close(self) -> None:
        """Hang up, so that the other side notices."""
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has gone already
        self._connection.close()

    def _take(self) -> int:
        """Read what there is: into the message where its length is known, otherwise ahead."""
        if self._message is not None:
            with memoryview(self._message) as whole, whole[self._filled :] as rest:
                size = self._connection.recv_into(rest)
            self._filled += size
            return size
        chunk = self._connection.recv(_CHUNK)
        self._ahead += chunk
        return len(chunk)

    def _next_message(self) -> bytearray | None:
        if self._message is None:
            self._begin_message()
        if self._message is None or self._filled < len(self._message):
            return None
        message, self._message = self._message, None
        return message

    def _begin_message(self) -> None:
        if len(self._ahead) < _HEADER.size:
            return
        (length,) = _HEADER.unpack_from(self._ahead)
        if length > self.message_bytes:
            raise LinkAbused(f"a message of {length} bytes is too long")
        start, end = _HEADER.size, _HEADER.size + length
        self._filled = min(length, len(self._ahead) - start)
        self._message = bytearray(length)
        self._message[: self._filled] = self._ahead[start:end]
        del self._ahead[:end]


def _joined(pieces: list[bytes | memoryview]) -> list[bytes | memoryview]:
    """The same bytes in fewer pieces: only large ones are worth one of their own."""
    joined: list[bytes | memoryview] = []
    small: list[bytes | memoryview] = []
    for piece in pieces:
        if len(piece) < _CHUNK:
            small.append(piece)
        else:
            joined += [b"".join(small), piece]
            small = []
    return [*joined, b"".join(small)]


def _poll(connection: socket.socket, event: int) -> select.poll:
    poll = select.poll()
    poll.register(connection, event)
    return poll


def _wait(poll: select.poll, deadline: float | None) -> None:
    if deadline is None:
        poll.poll()
        return
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000 + 1):
        raise LinkTimeout("no answer in time")
