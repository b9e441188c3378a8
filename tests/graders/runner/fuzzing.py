"""Streams of bytes that no honest learner's side sends, against the real link, decoder and conversation."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from graders.runner.bridge import references, remote
from graders.runner.bridge.errors import Fault
from graders.runner.bridge.kinds import Encoder
from graders.runner.bridge.link import Link
from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.policy import Policy, Precedents
from graders.runner.bridge.references import Can, Reference

CASES = int(os.environ.get("ASSAY_FUZZ_CASES", "50"))
LONGEST_SECONDS = 5.0
SECRET = "needle-in-the-tests"


@dataclass
class Thing:
    """An object for `refer` to write: any reference at all."""

    reference: Reference


def refer(encoder: Encoder, thing: Any) -> None:
    references.write(
        encoder, thing.reference if isinstance(thing, Thing) else Reference(1, Can.CALL, "x", ())
    )


def message(value: Any) -> bytes:
    encoder = Encoder(refer=refer)
    encoder.value(value)
    content = encoder.content()
    return struct.pack("<I", len(content)) + content


# ---------------------------------------------------------------- what is sent

names = st.sampled_from(
    [
        "x",
        "__class__",
        "__globals__",
        "f_globals",
        "gi_frame",
        "award",
        "",
        "a" * 300,
        "numpy:ndarray",
        "builtins:eval",
    ]
)
numbers = st.sampled_from(
    [0, 1, 2, 3, 4, 5, 7, 2**31, 2**32 - 1, -1, 2**63, 10**400, True, 1.5, float("nan")]
)
things = st.builds(
    Reference,
    st.sampled_from([0, 1, 2, 3, 17, 2**32 - 1]),
    st.integers(0, 2**21 - 1).map(Can),
    names,
    st.lists(
        st.sampled_from(
            [
                "numpy:ndarray",
                "sklearn.svm:SVC",
                "builtins:float",
                "unittest.mock:ANY",
                "os:system",
                "x",
                "collections:Counter",
            ]
        ),
        max_size=3,
    ).map(tuple),
    st.just(()),
    st.none() | st.integers(-(2**63), 2**63 - 1),
).map(lambda reference: Thing(consistent(reference)))
odd = st.recursive(
    numbers
    | names
    | things
    | st.none()
    | st.binary(max_size=6)
    | st.sampled_from([np.arange(3), pd.DataFrame({"a": [1]})]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(names, inner, max_size=3)
    ),
    max_leaves=8,
)
sequences = st.integers(0, 6) | numbers
afters = (
    st.none()
    | odd
    | st.tuples(
        st.lists(
            st.tuples(st.sampled_from(["stdout", "stderr", "x"]), st.text(max_size=5)) | odd, max_size=2
        ),
        st.lists(names | odd, max_size=2),
        st.lists(
            st.tuples(numbers | names, st.sampled_from(["value", "attributes", "random", "x"]), odd) | odd,
            max_size=2,
        ),
        st.none() | numbers | names,
    )
)
descriptions = odd | st.tuples(
    things | odd, st.lists(odd, max_size=2).map(tuple), names, st.dictionaries(names, odd, max_size=2), names
)
sessions = st.lists(
    st.tuples(st.just("answer"), sequences, odd, afters)
    | st.tuples(st.just("raised"), sequences, descriptions, afters)
    | st.tuples(st.sampled_from(["refused", "interrupted"]), sequences, names | odd, st.none())
    | st.tuples(
        st.just("call"),
        numbers,
        st.sampled_from(
            [
                "call",
                "getattr",
                "setattr",
                "getitem",
                "iter",
                "next",
                "len",
                "str",
                "enter",
                "exit",
                "await",
                "eval",
            ]
        )
        | odd,
        st.lists(odd, max_size=3).map(tuple),
    )
    | st.tuples(st.just("reached"), numbers, st.lists(names, max_size=2))
    | st.just(("finished",))
    | odd,
    max_size=12,
)


def consistent(reference: Reference) -> Reference:
    """The writer writes a hash where there is one, and the reader reads one where the mark is set."""
    can = reference.can | Can.HASH if reference.hash is not None else reference.can & ~Can.HASH
    return Reference(
        reference.number, can & ~Can.IS_EXCEPTION_CLASS, reference.name, reference.claims, (), reference.hash
    )


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """Messages that are nearly right, some of them damaged, cut, doubled or out of order."""
    pieces = [message(each) for each in draw(sessions)]
    content = bytearray(b"".join(draw(st.permutations(pieces)) if draw(st.booleans()) else pieces))
    for _ in range(draw(st.integers(0, 3)) if content else 0):
        place = draw(st.integers(0, len(content) - 1))
        match draw(st.sampled_from(["byte", "insert", "drop", "length"])):
            case "byte":
                content[place] = draw(st.integers(0, 255))
            case "insert":
                content[place:place] = draw(st.binary(max_size=8))
            case "drop":
                del content[place : place + draw(st.integers(1, 9))]
            case "length":
                content[place : place + 4] = struct.pack(
                    "<I", draw(st.sampled_from([0, 1, 2**16, 2**31, 2**32 - 1]))
                )
        if not content:
            break
    return bytes(content)


# ---------------------------------------------------------------- what it meets


@dataclass
class Met:
    """What the test process's side has come to."""

    values: list[Any] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    seconds: float = 0.0
    heard: bytes = b""


def converse(stream: bytes, *, hang_up: bool = True) -> Met:
    """Let a conversation read `stream`, whatever it asks; nothing but its own kinds of exception comes out."""
    met, started = Met(), time.monotonic()
    near, far = socket.socketpair()
    with near, far:
        far.settimeout(0)
        far.send(stream) if stream else None
        if hang_up:
            far.shutdown(socket.SHUT_WR)
        conversation = remote.Conversation(
            Link(near, message_bytes=1 << 20),
            reference_classes=frozenset({"x"}),
            policy=Policy(known={}),
            precedents=Precedents(known=None),
            call_seconds=0.05,
        )
        conversation.part_deadline = (
            None if hang_up else started + 0.3
        )  # a notebook's cells may take for ever
        for act in acts(conversation):
            try:
                met.values.append(act())
                use(met.values[-1])
            except (Exception, Fault, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
                met.faults.append(error)
        try:
            while chunk := far.recv(1 << 16):
                met.heard += chunk
        except OSError:
            pass
    met.seconds = time.monotonic() - started
    return met


def acts(conversation: remote.Conversation) -> list[Callable[[], Any]]:
    """What tests do, in short."""

    def lent(x: Any = 0) -> Any:
        return secret[:0] or x

    secret = SECRET
    items = [1, [2], {"k": 3}]
    return [
        conversation.wait_for_stop,
        lambda: conversation.ask("name", "f", None),
        lambda: conversation.ask("call", _target(conversation), (lent, items, np.arange(3)), {"key": 1}),
        lambda: conversation.ask("getattr", _target(conversation), "x"),
        lambda: next(iter(conversation.ask("iter", _target(conversation)))),
        conversation.settle,
        lambda: conversation.ask("len", _target(conversation)),
        conversation.go_on,
    ]


def _target(conversation: remote.Conversation) -> Any:
    from graders.runner.bridge.proxies import make_proxy

    return make_proxy(conversation, Reference(1, Can.CALL, "f", ()))


def use(value: Any) -> None:
    """What a test does with an answer: look at it."""
    repr(type(value))
    if not is_proxy(value):
        hash(str(value)[:100])
