"""Properties: every kind of value comes over the bridge as what it was, in both directions."""

from __future__ import annotations

import copy
import datetime as dt
import io
import math
import pickle
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse

from graders.runner.bridge import learner_objects
from graders.runner.bridge.kinds import Decoder, Encoder, decode
from graders.runner.bridge.pickling import LendingDesk, dumps
from graders.runner.bridge.wire import ALIGNMENT

pytestmark = pytest.mark.slow

few = settings(max_examples=40, deadline=None)


def no_reference(_: Any, value: Any = None) -> Any:
    raise AssertionError(f"a reference to {value!r}")


def to_test(value: Any) -> Any:
    """The learner's value as the test gets it: through the pieces of a message, in memory of its own."""
    encoder = Encoder(refer=no_reference)
    encoder.value(value)
    return decode(bytearray(encoder.content()), resolve=no_reference)


def to_learner(value: Any) -> Any:
    """The test's argument as the learner gets it."""
    pieces = dumps(value, LendingDesk(lambda _: True), lambda _: None)
    return learner_objects.loads(bytearray(b"".join(pieces)))


DIRECTIONS = pytest.mark.parametrize("over", [to_test, to_learner])
zones = st.sampled_from(
    [
        None,
        dt.UTC,
        ZoneInfo("Europe/Berlin"),
        dt.timezone(dt.timedelta(hours=-3, minutes=30)),
        ZoneInfo("Etc/GMT+5"),
    ]
)
numbers = (
    st.integers(-(2**2000), 2**2000)
    | st.floats()
    | st.complex_numbers()
    | st.sampled_from([-0.0, 5e-324, -5e-324, math.inf, math.nan, 2**63, -(2**63), 2**63 - 1, True])
    | st.decimals()
    | st.sampled_from([Decimal("-0"), Decimal("NaN"), Decimal("1E+500"), Decimal("1.10")])
    | st.fractions()
)
texts = st.text(st.characters(exclude_categories=())) | st.binary() | st.binary().map(bytearray)
times = (
    st.dates()
    | st.times(timezones=zones)
    | st.timedeltas()
    | st.datetimes(timezones=zones, allow_imaginary=True)
)
keys = st.integers() | st.text(max_size=5) | st.tuples(st.integers(), st.booleans()) | st.dates() | st.none()
values = st.recursive(
    numbers | texts | times | st.none() | st.just(...) | st.builds(range, st.integers(), st.integers()),
    lambda inner: (
        st.lists(inner, max_size=10)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sets(keys, max_size=4)
        | st.builds(slice, inner, inner)
    ),
    max_leaves=20,
)


@DIRECTIONS
@given(value=values)
@settings(max_examples=100, deadline=None)
def test_values_of_python(over, value):
    back = over(value)

    assert type(back) is type(value)
    assert like(back) == like(value)


def like(value: Any) -> Any:
    """Something that is equal only for values that nothing can tell apart: nan, -0.0, 1 and True and 1.0, time zones."""
    match value:
        case list() | tuple():
            return type(value), [like(each) for each in value]
        case dict():
            return dict, [(like(key), like(each)) for key, each in value.items()]
        case set() | frozenset():
            return type(value), sorted(map(repr, value))
        case slice():
            return slice, like([value.start, value.stop, value.step])
        case dt.datetime() | dt.time():
            return type(value), value.isoformat(), value.fold, str(value.tzinfo)
    return type(value), repr(value)


dtypes = arrays.scalar_dtypes() | arrays.array_dtypes(max_size=3) | st.just(np.dtype("O"))
some_arrays = dtypes.flatmap(
    lambda kind: arrays.arrays(
        kind,
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
        elements=st.integers() | st.text(max_size=3) | st.none() if kind.hasobject else None,
    )
)


@DIRECTIONS
@given(array=some_arrays, order=st.sampled_from("CFKT"))
@settings(max_examples=100, deadline=None)
def test_arrays(over, array, order):
    array = array.T if order == "T" else np.array(array, order=order)

    back = over(array)

    assert back.shape == array.shape
    assert back.dtype == array.dtype or back.dtype.names == array.dtype.names  # records lose titles and gaps
    assert back.tolist() == array.tolist() or back.tobytes() == array.tobytes()
    assert back.flags.f_contiguous == array.flags.f_contiguous or array.dtype == object
    assert back.flags.writeable and back.flags.aligned


@DIRECTIONS
@pytest.mark.parametrize("kind", ["?", "i1", "f8", "c16", ">i4", "M8[ns]", "U3", "longdouble"])
@pytest.mark.parametrize("order", "CF")
def test_large_arrays_stay_where_they_lie(over, kind, order):
    array = np.asarray(np.arange(300_000).reshape(500, 600), order=order).astype(kind)

    back, small = over((array, np.arange(3)))

    assert back.dtype == array.dtype and (back == array).all() and small.tolist() == [0, 1, 2]
    assert back.flags.aligned and back.flags.writeable and back.flags.f_contiguous == array.flags.f_contiguous
    back[0, 0] = back[1, 1]
    assert small.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12)[::2],
        np.arange(12)[::-1],
        np.broadcast_to(np.arange(3), (2, 3)),
        np.ones((2, 3, 4)).transpose(1, 0, 2),
    ],
)
@DIRECTIONS
def test_views(over, array):
    assert over(array).tolist() == array.tolist()


def test_records_lose_their_gaps_and_nothing_else():
    array = np.array([(1, 2.5)], dtype=np.dtype([("a", "i1"), ("b", "f8")], align=True))

    back = to_test(array)

    assert back.tolist() == array.tolist() and back.dtype.names == ("a", "b") and back["b"].dtype == "f8"


@given(
    st.sampled_from(
        ["?", "i1", "u8", "f2", "f4", "f8", "c8", "c16", "S3", "U3", "M8[s]", "m8[ns]", "longdouble"]
    ).flatmap(lambda kind: arrays.arrays(kind, ()))
)
@few
def test_scalars_of_numpy(array):
    back, value = to_test(array[()]), array[()]

    assert type(back) is type(value) and back.dtype == value.dtype and repr(back) == repr(value)


columns = {
    "Int64": [1, None, -(2**62)],
    "UInt8": [1, None, 255],
    "Float32": [0.5, None, -0.0],
    "boolean": [True, None, False],
    "string": ["a", None, "\ud83d\ude00"[:0] + "ü"],
    "str": ["a", None, ""],
    "category": ["x", None, "y"],
    "datetime64[ns]": ["2024-02-29", None, "1700-01-01"],
    "datetime64[s]": ["2024-02-29", None, "0001-01-01"],
    "datetime64[ns, Europe/Berlin]": ["2024-10-27 01:30", None, "2024-03-31"],
    "datetime64[us, UTC]": ["2024-10-27 01:30", None, "2024-03-31"],
    "timedelta64[ns]": ["1D", None, "-1h"],
    "period[M]": ["2024-01", None, "2023-12"],
    "period[W-WED]": ["2024-01-01", None, "2023-12-01"],
    "object": [1, "a", None],
    "float16": [0.5, np.nan, 2],
    "complex128": [1j, 2, np.nan],
}


@DIRECTIONS
@pytest.mark.parametrize("kind", columns)
def test_columns_of_pandas(over, kind):
    series = pd.Series(columns[kind], index=pd.Index([3, 1, 2], name="i"), name="n").astype(kind)

    back = over(series)
    frame = over(pd.DataFrame({"a": series, "b": [1, 2, 3]}))

    pd.testing.assert_series_equal(back, series)
    pd.testing.assert_frame_equal(frame, pd.DataFrame({"a": series, "b": [1, 2, 3]}))
    if kind != "float16":  # pandas has no such index
        pd.testing.assert_index_equal(over(pd.Index(series)), pd.Index(series))


@DIRECTIONS
@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(3, 9, 2, name="r"),
        pd.MultiIndex.from_product([["a", "b"], pd.date_range("2024", periods=2)], names=["k", None]),
        pd.date_range("2024", periods=4, freq="MS"),
        pd.date_range("2024-03-30", periods=4, tz="Europe/Berlin"),
        pd.timedelta_range("1D", periods=3),
        pd.period_range("2024Q1", periods=3, freq="Q-DEC"),
        pd.interval_range(0, 3),
        pd.IntervalIndex.from_breaks(pd.date_range("2024", periods=3), closed="left"),
        pd.CategoricalIndex(["b", "a"], categories=["b", "a", "c"], ordered=True),
        pd.Index([], dtype="int8"),
        pd.Index(["a", 1, None, 2.5]),
        pd.Index([True, False]),
        pd.MultiIndex.from_tuples([], names=["a", "b"]),
    ],
    ids=lambda index: type(index).__name__,
)
def test_indexes(over, index):
    back = over(index)

    pd.testing.assert_index_equal(back, index, exact=True)
    assert getattr(back, "freq", None) == getattr(index, "freq", None)
    pd.testing.assert_frame_equal(over(pd.DataFrame(index=index)), pd.DataFrame(index=index))


@DIRECTIONS
@pytest.mark.parametrize("form", ["csr", "csc", "coo", "lil", "dok", "bsr", "dia"])
@pytest.mark.parametrize("kind", ["f4", "i8", "?", "c16"])
def test_sparse_matrices(over, form, kind):
    dense = np.array([[0, 2, 0], [1, 0, 0]]).astype(kind)
    for matrix in (sparse.csr_matrix(dense).asformat(form), sparse.coo_array(dense).asformat(form)):
        back = over(matrix)
        assert type(back) is type(matrix) and back.dtype == matrix.dtype and (back.toarray() == dense).all()


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2024-10-27 01:30", tz="Europe/Berlin"),
        pd.Timestamp.min,
        pd.Timestamp("0001-01-01"),
        pd.Timedelta("1ns"),
        pd.Period("2024-02-01", "W-WED"),
        pd.Interval(0.5, 1, closed="both"),
        pd.NaT,
        pd.NA,
    ],
)
@DIRECTIONS
def test_single_values_of_pandas(over, value):
    back = over(value)

    assert type(back) is type(value) and repr(back) == repr(value)


def test_buffers_begin_where_arrays_may_lie():
    pieces = dumps(
        [np.arange(100_000), b"x", np.arange(100_001, dtype="i1")],
        LendingDesk(lambda _: True),
        lambda _: None,
    )
    start = 0
    for piece in pieces:
        assert len(piece) < 64 * 1024 or start % ALIGNMENT == 0
        start += len(piece)


def test_one_object_given_twice_is_one_object_over_there():
    items = [1]
    array = np.zeros(100_000)

    back = to_learner((items, items, array, array))

    assert back[0] is back[1] and back[2] is back[3]
    assert copy.deepcopy(back)[2].sum() == 0 and pickle.load(io.BytesIO(pickle.dumps(back[0]))) == [1]


def test_numbers_too_long_for_a_message_are_refused_on_the_way_out():
    from graders.runner.bridge.errors import TooLarge

    with pytest.raises(TooLarge, match="digits"):
        to_test(1 << 300_000)
    assert to_test(1 << 200_000) == 1 << 200_000
    with pytest.raises(AssertionError, match="a reference"):
        to_test(Decimal("1E+999999"))


def test_the_reader_is_the_writers(monkeypatch):
    """The control: a reader that swaps two members is noticed."""
    from graders.runner.bridge import codec

    monkeypatch.setitem(codec._readers, b"f", lambda decoder: -float(Decoder.raw(decoder, 8)[0]))
    with pytest.raises(AssertionError):
        assert to_test(1.5) == 1.5
