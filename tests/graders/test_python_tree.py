"""Syntax trees in a program with threads, as the site's workers are."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graders.names import python_tree

pytestmark = pytest.mark.slow

SOURCE = "\n".join(
    f"x{number} = [[(a + {number}) * 2 for a in (1, 2)] for b in (1, 2)]" for number in range(60)
)


class Loud:
    """Garbage with Python code in its end, so that threads change in the middle of a tree."""

    def __init__(self) -> None:
        self.itself: Loud | None = self

    def __del__(self) -> None:
        self.itself = None


@pytest.fixture(autouse=True)
def _restless() -> Iterator[None]:
    seconds, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(50)
    yield
    sys.setswitchinterval(seconds)
    gc.set_threshold(*thresholds)


def _parse_often(_: int) -> int:
    for _ in range(50):
        Loud()
        python_tree(SOURCE)
    return 50


def test_threads_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(_parse_often, range(8))) == 400
