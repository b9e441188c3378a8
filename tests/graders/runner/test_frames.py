"""Frames out of a jail are read as what a hostile writer may have sent."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.runner.frames import BadFrame, FrameReader, write_frame


def written(*frames: dict[str, Any]) -> bytes:
    reading, writing = os.pipe()
    for frame in frames:
        write_frame(writing, frame)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read()


def framed(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def test_it_works():
    frames: list[dict[str, Any]] = [
        {"event": "ready"},
        {"event": "output", "text": "ä\n", "numbers": [1, 2.5, None]},
    ]

    assert list(FrameReader().feed(written(*frames))) == frames


@given(st.lists(st.integers(1, 30), max_size=20))
def test_however_the_bytes_are_cut(sizes):
    frames = [{"n": n, "text": "x" * n} for n in range(5)]
    content, reader = written(*frames), FrameReader()
    got: list[dict[str, Any]] = []
    for size in sizes:
        got += reader.feed(content[:size])
        content = content[size:]
    got += reader.feed(content)

    assert got == frames


def test_half_surrogate_pairs_do_not_leave():
    assert list(FrameReader().feed(written({"text": "a\ud800b"}))) == [{"text": "a?b"}]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"[1]",
        b'"text"',
        b"null",
        b'{"a":',
        b"\xff\xfe",
        b"[" * 70 + b"]" * 70,
        b'{"a":' * 5000,
    ],
)
def test_what_is_no_frame_is_refused(content):
    with pytest.raises(BadFrame):
        list(FrameReader().feed(framed(content)))


def test_brackets_in_a_text_are_no_depth():
    frame = {"text": "[" * 1000 + '"{' * 100 + "\\"}

    assert list(FrameReader().feed(framed(json.dumps(frame).encode()))) == [frame]


def test_a_frame_and_a_stream_have_limits():
    with pytest.raises(BadFrame, match="too long"):
        list(FrameReader(frame_bytes=10).feed(framed(b"{" + b" " * 10 + b"}")))
    reader = FrameReader(stream_bytes=20)
    assert list(reader.feed(framed(b"{}"))) == [{}]
    with pytest.raises(BadFrame, match="stream"):
        list(reader.feed(b"x" * 20))


def test_a_length_alone_takes_no_memory():
    with pytest.raises(BadFrame):
        list(FrameReader().feed(b"\xff\xff\xff\xff"))


@given(st.binary(max_size=300))
def test_any_bytes_are_frames_or_a_bad_frame(content):
    try:
        assert all(isinstance(frame, dict) for frame in FrameReader().feed(content))
    except BadFrame:
        pass
