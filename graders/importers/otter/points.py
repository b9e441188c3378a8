"""How Otter shares out the points of a question over its cases."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from graders.importers.otter.model import Shares

_MOST = 1_000_000


def shared_out(points: Any, given: Sequence[Any]) -> Shares:
    """Resolve `points` of a question (a number, a list, `{each: n}` or None) and what is `given` to each case.

    Raises ValueError with a sentence.
    """
    if isinstance(points, dict):
        points = _each(points, len(given))
    if isinstance(points, list):
        if len(points) != len(given):
            raise ValueError(f"`points` is a list of {len(points)}, but there are {len(given)} test cases.")
        points, given = None, points
    cases = [None if each is None else _number(each) for each in given]
    total = None if points is None else _number(points)
    return _with_total(total, cases) if total is not None else _without_total(cases)


def manual_points(points: Any) -> Decimal:
    """The points of a question that a person marks: nothing given is 0. Raises ValueError with a sentence."""
    if isinstance(points, dict):
        return _number(points.get("each", 1))
    if isinstance(points, list):
        return sum((_number(each) for each in points if each is not None), Decimal(0))
    return Decimal(0) if points is None else _number(points)


def _each(points: dict[Any, Any], count: int) -> Decimal:
    if unknown := set(points) - {"each"}:
        raise ValueError(f"`points` has a key {sorted(map(str, unknown))[0]!r}; only `each` is known.")
    return _number(points.get("each", 1)) * count


def _with_total(total: Decimal, cases: list[Decimal | None]) -> Shares:
    known = sum((each for each in cases if each is not None), Decimal(0))
    if known > total:
        raise ValueError(f"The test cases have {known:f} points together, and the question has {total:f}.")
    return Shares(total=total if None in cases else known, cases=tuple(cases))


def _without_total(cases: list[Decimal | None]) -> Shares:
    known = sum((each for each in cases if each is not None), Decimal(0))
    if known:
        return Shares(total=known, cases=tuple(each or Decimal(0) for each in cases))
    return Shares(total=Decimal(1 if None in cases else 0), cases=tuple(cases))


def _number(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"`points` must be a number, a list of numbers or `each: number`, but is {value!r}.")
    if not math.isfinite(value) or not 0 <= value <= _MOST:
        raise ValueError(f"`points` must be from 0 to {_MOST}, but is {value!r}.")
    return Decimal(str(value))
