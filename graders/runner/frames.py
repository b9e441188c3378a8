"""Frames: JSON objects with their length in front, the only thing that leaves a jail."""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any

FRAME_BYTES = 8 * 1024 * 1024
STREAM_BYTES = 32 * 1024 * 1024
DEPTH = 64

_HEADER = struct.Struct(">I")
_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


class BadFrame(ValueError):
    """The stream holds something that is no frame; nothing after it can be trusted."""


def write_frame(descriptor: int, frame: Mapping[str, Any]) -> None:
    """Write one frame whole; blocks while the reader is slow. Half surrogate pairs become question marks."""
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    content = text.encode("utf-8", "replace")
    message = memoryview(_HEADER.pack(len(content)) + content)
    while message:
        message = message[os.write(descriptor, message) :]


class FrameReader:
    """Cuts a stream of bytes into frames. Made for a stream whose writer is hostile."""

    def __init__(self, *, frame_bytes: int = FRAME_BYTES, stream_bytes: int = STREAM_BYTES) -> None:
        self._frame_bytes = frame_bytes
        self._left = stream_bytes
        self._waiting = bytearray()

    def feed(self, chunk: bytes) -> Iterator[dict[str, Any]]:
        """The frames that `chunk` completes. Raises BadFrame; after that the reader is of no more use."""
        self._left -= len(chunk)
        if self._left < 0:
            raise BadFrame("the stream is too long")
        self._waiting += chunk
        while len(self._waiting) >= _HEADER.size:
            (length,) = _HEADER.unpack_from(self._waiting)
            if length > self._frame_bytes:
                raise BadFrame(f"a frame of {length} bytes is too long")
            end = _HEADER.size + length
            if len(self._waiting) < end:
                return
            content = bytes(self._waiting[_HEADER.size : end])
            del self._waiting[:end]
            yield parse_frame(content)


def parse_frame(content: bytes) -> dict[str, Any]:
    """One JSON object, not nested too deeply. Raises BadFrame."""
    if _depth(content) > DEPTH:
        raise BadFrame("a frame is nested too deeply")
    try:
        frame = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"a frame is not JSON: {error}") from None
    if not isinstance(frame, dict):
        raise BadFrame("a frame must be an object")
    return frame


def _depth(content: bytes) -> int:
    deepest = depth = 0
    for bracket in re.findall(rb"[\[\]{}]", _STRINGS.sub(b"", content)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest
