"""The bytes of a message: written with a size limit, read with every length, depth and count checked."""

from __future__ import annotations

import struct

from graders.runner.bridge.errors import TooLarge

MEBIBYTE = 1024 * 1024
MESSAGE_BYTES = 64 * MEBIBYTE
ALIGNMENT = 16
DEPTH = 128
# What one message may weigh as Python objects: a value counts 1, a container 8 (an empty set of one byte takes 216).
WEIGHT = 4_000_000
CONTAINER_WEIGHT = 8

_COUNT = struct.Struct("<I")


class BadMessage(ValueError):
    """The bytes are not what our own encoder writes."""


class Writer:
    """Collects the pieces of one message."""

    def __init__(self, *, limit: int = MESSAGE_BYTES) -> None:
        self.pieces: list[bytes | memoryview] = []
        self._limit = limit
        self._left = limit
        self.depth = 0

    def raw(self, piece: bytes | memoryview) -> None:
        self.require(len(piece))
        self._left -= len(piece)
        self.pieces.append(piece)

    def count(self, number: int) -> None:
        self.raw(_COUNT.pack(number))

    def block(self, piece: bytes | memoryview) -> None:
        """Bytes with their length in front."""
        self.require(len(piece))
        self.raw(_COUNT.pack(len(piece)))
        self.raw(piece)

    def aligned_block(self, piece: bytes | memoryview) -> None:
        """The same, beginning where an array may lie. A view is not copied: it must stay as it is until it is sent."""
        self.require(len(piece))
        self.raw(_COUNT.pack(len(piece)))
        self.raw(bytes((self._left - self._limit) % ALIGNMENT))
        self.raw(piece)

    def text(self, text: str) -> None:
        self.require(len(text))
        self.block(str.encode(text, "utf-8", "surrogatepass"))

    def require(self, size: int) -> None:
        """Refuse what cannot fit before making a copy of it."""
        if size > self._left:
            raise self._too_large()

    def _too_large(self) -> TooLarge:
        return TooLarge(f"the value is larger than {self._limit / MEBIBYTE:g} MiB")

    def enter(self) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise TooLarge("the value is nested too deeply, or contains itself")

    def leave(self) -> None:
        self.depth -= 1

    def content(self) -> bytes:
        return b"".join(self.pieces)


class Reader:
    """Walks through one message. Every method raises BadMessage rather than believe a length."""

    def __init__(self, content: bytes | bytearray) -> None:
        self._view = memoryview(content)
        self._position = 0
        self._weight = WEIGHT
        self.depth = 0

    @property
    def left(self) -> int:
        return len(self._view) - self._position

    def raw(self, size: int) -> memoryview:
        start = self._position
        end = start + size
        if size < 0 or end > len(self._view):
            raise BadMessage("a length points beyond the message")
        self._position = end
        return self._view[start:end]

    def count(self) -> int:
        (number,) = _COUNT.unpack(self.raw(4))
        return int(number)

    def block(self) -> memoryview:
        return self.raw(self.count())

    def aligned_block(self) -> memoryview:
        """What `Writer.aligned_block` has written."""
        size = self.count()
        self.raw(-self._position % ALIGNMENT)
        return self.raw(size)

    def text(self, *, limit: int | None = None) -> str:
        size = self.count()
        if limit is not None and size > limit:
            raise BadMessage("a text is too long")
        try:
            return str(self.raw(size), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise BadMessage("a text is not UTF-8") from error

    def weigh(self, weight: int) -> None:
        self._weight -= weight
        if self._weight < 0:
            raise BadMessage("the message holds too many values")

    def members(self, *, least_bytes: int = 1) -> int:
        """The number of members of a container, each of which takes `least_bytes` or more of the message."""
        number = self.count()
        if number * least_bytes > self.left:
            raise BadMessage("a container has more members than the message has bytes")
        self.weigh(CONTAINER_WEIGHT + number)
        return number

    def enter(self) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise BadMessage("the message is nested too deeply")

    def leave(self) -> None:
        self.depth -= 1

    def finish(self) -> None:
        if self.left:
            raise BadMessage("something follows the end of the message")
