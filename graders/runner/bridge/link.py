"""Transport: whole messages over a socket pair, one write each, with a length in front and a deadline."""

from __future__ import annotations

import select
import socket
import struct
import time

from graders.runner.bridge.wire import MESSAGE_BYTES

_HEADER = struct.Struct("<I")
_CHUNK = 1 << 16


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
        self._message_bytes = message_bytes
        self._incoming = bytearray()
        self._outgoing = memoryview(b"")
        connection.setblocking(False)
        self._readable = _poll(connection, select.POLLIN)
        self._writable = _poll(connection, select.POLLOUT)

    def send(self, content: bytes, *, deadline: float | None = None) -> None:
        """Send one message. `deadline` is on the monotonic clock; None waits for ever."""
        self.flush(deadline=deadline)
        self._outgoing = memoryview(_HEADER.pack(len(content)) + content)
        self.flush(deadline=deadline)

    def flush(self, *, deadline: float | None) -> None:
        """Send what an earlier timeout has left over."""
        while self._outgoing:
            try:
                sent = self._connection.send(self._outgoing, socket.MSG_NOSIGNAL)
                self._outgoing = self._outgoing[sent:]
            except BlockingIOError:
                _wait(self._writable, deadline)
            except OSError as error:
                raise LinkClosed(str(error)) from error

    def receive(self, *, deadline: float | None = None) -> bytes:
        """The next message. Raises LinkClosed, LinkAbused or LinkTimeout."""
        while (message := self._next_message()) is None:
            _wait(self._readable, deadline)
            try:
                chunk = self._connection.recv(self._wanted())
            except BlockingIOError:
                continue
            except OSError as error:
                raise LinkClosed(str(error)) from error
            if not chunk:
                raise LinkClosed("the other side has gone")
            self._incoming += chunk
        return message

    def close(self) -> None:
        """Hang up, so that the other side notices."""
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has gone already
        self._connection.close()

    def _length(self) -> int | None:
        if len(self._incoming) < _HEADER.size:
            return None
        (length,) = _HEADER.unpack_from(self._incoming)
        if length > self._message_bytes:
            raise LinkAbused(f"a message of {length} bytes is too long")
        return int(length)

    def _wanted(self) -> int:
        length = self._length()
        missing = 0 if length is None else _HEADER.size + length - len(self._incoming)
        return max(_CHUNK, min(missing, 16 * _CHUNK))

    def _next_message(self) -> bytes | None:
        length = self._length()
        if length is None or len(self._incoming) < _HEADER.size + length:
            return None
        end = _HEADER.size + length
        message = bytes(memoryview(self._incoming)[_HEADER.size : end])
        del self._incoming[:end]
        return message


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
