"""The learner's objects that the test process has been told of, by number."""

from __future__ import annotations

from typing import Any


class Objects:
    """Keeps each object alive until the test process has let go of it as often as it was sent."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, int]] = {}
        self._numbers: dict[int, int] = {}
        self._last = 0

    def number_of(self, thing: Any) -> int:
        """The object's number, a new one where it has none."""
        number = self._numbers.get(id(thing))
        if number is None:
            self._last += 1
            number = self._numbers[id(thing)] = self._last
            self._kept[number] = (thing, 0)
        return number

    def count(self, number: int) -> None:
        """The object is sent once more."""
        thing, times = self._kept[number]
        self._kept[number] = (thing, times + 1)

    def find(self, number: int) -> Any:
        return self._kept[number][0]

    def __contains__(self, thing: Any) -> bool:
        return id(thing) in self._numbers

    def release(self, number: int, times: int) -> None:
        if number not in self._kept:
            return
        thing, sent = self._kept[number]
        if sent > times:
            self._kept[number] = (thing, sent - times)
        else:
            del self._kept[number], self._numbers[id(thing)]
