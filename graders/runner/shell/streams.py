"""Catches what a process and its children write to stdout and stderr, at the level of descriptors."""

from __future__ import annotations

import codecs
import fcntl
import io
import os
import select
import sys
import threading
import time
from collections.abc import Callable

Sink = Callable[[str, str], None]

_PIPE_BYTES = 1 << 20
_CHUNK = 1 << 16
_BATCH_SECONDS = 0.02


class Streams:
    """Two pipes in the place of descriptors 1 and 2. A thread empties them; `settle` does so at once."""

    def __init__(self) -> None:
        self._sink: Sink = lambda name, text: None
        self._lock = threading.Lock()
        self._pipes = {_replace(1): "stdout", _replace(2): "stderr"}
        self._decoders = {
            name: codecs.getincrementaldecoder("utf-8")("replace") for name in self._pipes.values()
        }
        sys.stdout, sys.stderr = _text_stream(1), _text_stream(2)
        os.register_at_fork(after_in_child=self._forget_lock)
        threading.Thread(target=self._empty_for_ever, name="assay-output", daemon=True).start()

    def send_to(self, sink: Sink) -> Sink:
        """Have `sink(stream, text)` called from here on; returns the one before. What is waiting goes to that."""
        self.settle()
        before, self._sink = self._sink, sink
        return before

    def settle(self) -> None:
        """Hand over everything that has been written so far."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError, AttributeError):
                pass  # the learner's code has closed or replaced it
        self._empty()

    def _empty(self) -> None:
        with self._lock:
            for descriptor, name in self._pipes.items():
                while chunk := _read(descriptor):
                    self._sink(name, self._decoders[name].decode(chunk))

    def _empty_for_ever(self) -> None:
        poll = select.poll()
        for descriptor in self._pipes:
            poll.register(descriptor, select.POLLIN)
        while True:
            ready = poll.poll()
            if any(event & ~select.POLLIN for _, event in ready):
                return  # the learner's code has closed the pipes
            time.sleep(_BATCH_SECONDS)  # many short writes become one output
            self._empty()

    def _forget_lock(self) -> None:
        self._lock = threading.Lock()
        self._pipes = {}


def _replace(descriptor: int) -> int:
    """Put a pipe in the place of `descriptor`; returns its other end."""
    reading, writing = os.pipe()
    try:
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except OSError:
        pass  # the user's share of pipe memory is used up: the pipe stays small
    os.dup2(writing, descriptor)
    os.close(writing)
    os.set_blocking(reading, False)
    return reading


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except OSError:
        return b""


def _text_stream(descriptor: int) -> io.TextIOWrapper:
    raw = open(descriptor, "wb", closefd=False)  # noqa: SIM115 - lives as long as the process
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)
