"""No stream of bytes from the learner's side crashes, hangs or misleads the test process.

The longer run: `ASSAY_FUZZ_CASES=20000 .venv/bin/python -m pytest tests/graders/runner/test_fuzz.py -q`.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from graders.runner.bridge import remote
from graders.runner.bridge.errors import BridgeLost, Fault
from graders.runner.bridge.opaque import is_proxy
from tests.graders.runner import fuzzing
from tests.graders.runner.fuzzing import CASES, LONGEST_SECONDS, SECRET, converse, message

pytestmark = pytest.mark.slow

quick = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(autouse=True, scope="module")
def impatient() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote, "GRACE_SECONDS", 0.05)
        yield


def check(met: fuzzing.Met) -> None:
    assert met.seconds < LONGEST_SECONDS
    assert SECRET.encode() not in met.heard
    for value in met.values:
        assert_known(value)


def assert_known(value: Any) -> None:
    """Only what the codec makes, stand-ins, and what libraries have: nothing of a class that the stream has made up."""
    if isinstance(value, list | tuple | set | frozenset | dict):
        for each in value.items() if isinstance(value, dict) else value:
            assert_known(each)
    elif not is_proxy(value) and not isinstance(value, type):
        module = type(value).__module__.partition(".")[0]
        assert module in {
            "builtins",
            "numpy",
            "pandas",
            "datetime",
            "decimal",
            "fractions",
            "collections",
            "pathlib",
            "array",
            "scipy",
            "zoneinfo",
            "sklearn",
        } or callable(value), type(value)


@seed(1)
@given(st.binary(max_size=2000))
@quick
def test_bytes(stream):
    check(converse(stream))


@seed(2)
@given(st.lists(st.binary(max_size=200)))
@quick
def test_bytes_in_messages(pieces):
    check(converse(b"".join(struct.pack("<I", len(piece)) + piece for piece in pieces)))


@seed(3)
@given(fuzzing.streams())
@example(message(("answer", 1, [1], ([], [], [(1, "value", [9])], 1))))
@quick
def test_sessions_that_are_nearly_right(stream):
    check(converse(stream))


@seed(4)
@given(fuzzing.streams())
@settings(quick, max_examples=max(5, CASES // 20))
def test_a_side_that_stays_silent_afterwards(stream):
    check(converse(stream, hang_up=False))


OK: tuple[Any, ...] = ([], [], [], None)
STARTS = message(("reached", 0, [])) + message(("answer", 1, ("value", None, 5), OK))


@pytest.mark.parametrize(
    "endless",
    [
        message(("call", 1, "call", ((), {}))),
        message(("answer", 0, "x", OK)),
        message(("call", 99, "len", ())),
        message(("raised", 0, (), OK)),
    ],
)
def test_streams_without_an_end_are_given_up(endless):
    met = converse(STARTS + endless * (150_000 // len(endless)))

    check(met)
    assert any(isinstance(fault, BridgeLost) for fault in met.faults)


def test_answers_in_another_order_are_not_taken_for_each_other():
    met = converse(STARTS + message(("answer", 3, "third", OK)) + message(("answer", 2, "second", OK)))

    assert met.values[:2] == [(0, []), ("value", None, 5)]
    assert "third" not in met.values and "second" not in met.values
    assert isinstance(met.faults[0], BridgeLost)


def test_an_answer_that_is_asked_for_is_taken():
    """The control: the same stream in order is believed."""
    met = converse(STARTS + message(("answer", 2, "second", OK)) + message(("answer", 3, "third", OK)))

    assert met.values[2:4] == ["second", "third"]


@pytest.mark.parametrize("number", [0, 2, 17, 2**31])
def test_objects_that_were_never_lent(number):
    met = converse(
        STARTS + message(("call", number, "call", ((), {}))) + message(("answer", 2, "second", OK))
    )

    assert b"KeyError" in met.heard or isinstance(met.faults[0], Fault)


def test_a_message_that_cannot_be_read_costs_one_call():
    broken = struct.pack("<I", 3) + b"zzz"

    met = converse(STARTS + broken + message(("answer", 3, "third", OK)))

    assert "third" in met.values
    assert "cannot read" in str(met.faults[0])


def test_many_of_them_are_too_many(monkeypatch):
    monkeypatch.setattr(remote, "_UNREADABLE_MESSAGES", 2)
    broken = struct.pack("<I", 3) + b"zzz"

    assert any(isinstance(fault, BridgeLost) for fault in converse(STARTS + broken * 100).faults)


def test_bombs():
    started = dt.datetime.now(dt.UTC)
    for content in (
        b"l*\xff\xff\xff\x7f",
        b"I" + b"\xff\xff\xff\x0f" + b"x" * 900,
        b"lq\xff\xff\x00\x00",
        b"S" * 1000,
        b"l*\x01\x00\x00\x00" * 3000,
    ):
        check(converse(STARTS + struct.pack("<I", len(content)) + content))

    assert dt.datetime.now(dt.UTC) - started < dt.timedelta(seconds=LONGEST_SECONDS)
