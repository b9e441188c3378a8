"""The encoding: what goes in comes out, and no bytes whatever do more than raise BadMessage."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graders.runner.bridge import references
from graders.runner.bridge.errors import TooLarge
from graders.runner.bridge.kinds import Decoder, Encoder, decode, encode
from graders.runner.bridge.wire import CONTAINER_WEIGHT, DEPTH, WEIGHT, BadMessage

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**100), 2**100)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC))
    | st.timedeltas()
)
keys = st.integers() | st.text() | st.booleans() | st.tuples(st.integers(), st.text())
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=12)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(keys, inner, max_size=5)
        | st.sets(keys, max_size=5)
        | st.frozensets(keys, max_size=5)
    ),
    max_leaves=30,
)
tables = st.builds(
    pd.DataFrame,
    st.fixed_dictionaries(
        {
            "n": st.lists(st.integers(-(2**62), 2**62), min_size=4, max_size=4),
            "x": st.lists(st.floats(), min_size=4, max_size=4),
            "s": st.lists(st.text(max_size=5) | st.none(), min_size=4, max_size=4),
        }
    ),
)


def no_reference(_: Any, value: Any = None) -> Any:
    raise AssertionError(f"a reference to {value!r}")


def round_trip(value: Any) -> Any:
    return decode(encode(value, refer=no_reference), resolve=no_reference)


@given(values)
@settings(max_examples=200, deadline=None)
def test_builtin_values_come_back_equal(value):
    back = round_trip(value)

    assert type(back) is type(value)
    assert back == value
    assert repr(back) == repr(value) or isinstance(value, set | frozenset) or "{" in repr(value)


@given(arrays.arrays(arrays.scalar_dtypes(), arrays.array_shapes(min_dims=0, min_side=0)))
@settings(max_examples=150, deadline=None)
def test_arrays_come_back_equal(array):
    back = round_trip(array)

    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert back.tobytes() == array.tobytes()


@given(tables)
@settings(max_examples=40, deadline=None)
def test_tables_come_back_equal(table):
    pd.testing.assert_frame_equal(round_trip(table), table)


def resolve(decoder: Decoder) -> object:
    references.read(decoder)
    return object()


@given(st.binary(max_size=400))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_value_or_a_bad_message(content):
    try:
        decode(content, resolve=resolve)
    except BadMessage:
        pass


@given(values | tables, st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_messages_are_a_value_or_a_bad_message(value, data):
    content = bytearray(encode(value, refer=no_reference))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(0, len(content))) :]
    try:
        decode(bytes(content), resolve=resolve)
    except BadMessage:
        pass


TAGS = bytes(range(33, 127))


def test_every_tag_survives_nonsense():
    generator = random.Random(0)
    for tag in TAGS:
        for size in (0, 1, 8, 40, 200):
            content = bytes([tag]) + bytes(generator.choice(TAGS + bytes(40)) for _ in range(size))
            try:
                decode(content, resolve=resolve)
            except BadMessage:
                pass


def test_depth_is_checked_on_both_sides():
    deep: list[Any] = []
    for _ in range(DEPTH + 1):
        deep = [deep]

    with pytest.raises(TooLarge):
        encode(deep, refer=no_reference)
    with pytest.raises(BadMessage):
        decode(b"l*\x01\x00\x00\x00" * (DEPTH + 1) + b"N", resolve=no_reference)


def test_a_length_beyond_the_message_is_refused_before_memory_is_taken():
    for start in (b"l*", b"S", b"d", b"s", b"b", b"lq", b"I"):
        with pytest.raises(BadMessage):
            decode(start + b"\xff\xff\xff\xff", resolve=no_reference)


def test_few_bytes_cannot_become_many_objects():
    count = WEIGHT // CONTAINER_WEIGHT + 1
    sets = b"S\x00\x00\x00\x00" * count

    with pytest.raises(BadMessage, match="too many"):
        decode(b"l*" + count.to_bytes(4, "little") + sets, resolve=no_reference)


@pytest.mark.parametrize(
    "array",
    [
        np.array([0x110000], np.uint32).view("<U1"),
        np.array([2**32 - 1], np.uint32).view("<U1"),
    ],
)
def test_texts_that_are_none_are_refused(array):
    with pytest.raises(BadMessage):
        round_trip(array)


def test_booleans_are_made_anew():
    content = encode(np.array([True, False]), refer=no_reference)
    assert content.endswith(b"\x01\x00")

    back = decode(content[:-2] + b"\x07\xff", resolve=no_reference)

    assert back.tobytes() == b"\x01\x01"


def array_message(kind: str, shape: tuple[int, ...], content: bytes) -> bytes:
    encoder = Encoder(refer=no_reference)
    encoder.raw(b"ak")
    encoder.value(kind)
    encoder.value(shape)
    encoder.aligned_block(content)
    return encoder.content()


def test_an_array_that_is_as_large_as_it_says_is_read():
    assert decode(array_message("<i8", (1, 1), b"\1" + bytes(7)), resolve=no_reference).tolist() == [[1]]


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        *(("<i8", shape) for shape in [(0,), (2,), (2**40,), (-1,), (1, 2**62), (1,) * 33, (True, "x")]),
        *((kind, (1,)) for kind in ["|O", "O", "|V8", "<i8,O", "i8\0", "<q8", "<i3", "<S0", "M8[x]"]),
    ],
)
def test_an_array_that_is_none_is_refused(kind, shape):
    """Another size than the bytes have, or a type that would take them for addresses."""
    with pytest.raises(BadMessage):
        decode(array_message(kind, shape, b"A" * 8), resolve=no_reference)


def test_sparse_matrices_with_members_outside_are_refused():
    from scipy import sparse

    matrix = sparse.coo_matrix(([1.0], ([2], [1])), shape=(3, 3))
    content = encode(matrix, refer=no_reference)
    rows = np.array([2], matrix.row.dtype).tobytes()
    assert rows in content

    with pytest.raises(BadMessage):
        decode(content.replace(rows, np.array([-5], matrix.row.dtype).tobytes()), resolve=no_reference)


def test_a_value_too_large_for_a_message_is_refused():
    with pytest.raises(TooLarge):
        encode("x" * 1001, refer=no_reference, limit=1000)
    with pytest.raises(TooLarge):
        encode(np.broadcast_to(np.zeros(1), (10**6, 10**6)), refer=no_reference)
