"""How points are shared out over cases: Otter's rules, and sums that come out exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.exercise.parts import split_parts
from graders.importers.otter.cells import test_cell as cell_of
from graders.importers.otter.model import Case, Tests
from graders.importers.otter.points import manual_points, shared_out


def earned(points, cases):
    """What each case is worth in the end."""
    shares = shared_out(points, cases)
    opened = shares.cases.count(None)
    known = sum(each for each in shares.cases if each is not None)
    return [float((shares.total - known) / opened if each is None else each) for each in shares.cases]


@pytest.mark.parametrize(
    ("points", "cases", "expected"),
    [
        (None, [0, None, None], [0, 0.5, 0.5]),
        (None, [0, 0, 0], [0, 0, 0]),
        (None, [None, None], [0.5, 0.5]),
        (None, [2, None], [2, 0]),
        ([1, 2, 3], [0.5, 0.5, 0.5], [1, 2, 3]),
        ([None, 0], [None, None], [1, 0]),
        (3, [1, None, None], [1, 1, 1]),
        (3, [1, 1], [1, 1]),
        (2, [2, None], [2, 0]),
        (0, [None, None], [0, 0]),
        ({"each": 2}, [None, None], [2, 2]),
        ({"each": 2}, [1, None], [1, 3]),
        (1, [], []),
    ],
)
def test_it_works(points, cases, expected):
    assert earned(points, cases) == expected


@pytest.mark.parametrize(
    ("points", "cases", "sentence"),
    [
        ([1, 2], [None], "a list of 2, but there are 1 test cases"),
        ("foo", [], "must be a number"),
        (True, [None], "must be a number"),
        (1, [2], "have 2 points together, and the question has 1"),
        (None, ["1"], "must be a number"),
        (None, [-1], "from 0 to"),
        (float("nan"), [None], "from 0 to"),
        (float("inf"), [None], "from 0 to"),
        ({"every": 1}, [None], "only `each` is known"),
    ],
)
def test_what_cannot_be_shared_out_is_said(points, cases, sentence):
    with pytest.raises(ValueError, match=sentence.replace("(", r"\(")):
        shared_out(points, cases)


def test_points_of_a_person():
    assert [manual_points(each) for each in (None, 2, [1, 2.5], {"each": 3})] == [0, 2, Decimal("3.5"), 3]


numbers = st.one_of(
    st.none(), st.integers(0, 50), st.floats(0, 50, allow_nan=False).map(lambda x: round(x, 3))
)


@given(
    total=st.one_of(numbers, st.lists(numbers, max_size=6)), cases=st.lists(numbers, min_size=1, max_size=6)
)
def test_the_parts_of_the_test_cell_sum_to_what_otter_gives(total, cases):
    try:
        shares = shared_out(total, cases)
    except ValueError:
        return
    tests = Tests(
        name="q", cases=tuple(Case(name=f"q - {number}", code="pass") for number in range(len(cases)))
    )
    made = cell_of("q", tests, shares, None)
    points = made["metadata"]["nbgrader"].get("points")
    problems = []

    parts = split_parts(
        made["source"].replace("### BEGIN HIDDEN TESTS", "").replace("### END HIDDEN TESTS", ""),
        [],
        None if points is None else Decimal(str(points)),
        lambda line, sentence: problems.append(sentence),
    )

    assert problems == []
    assert abs(sum(part.points for part in parts) - shares.total) < Decimal("1e-20")
    assert [float(part.points) for part in parts] == earned(total, cases)
