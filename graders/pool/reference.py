"""What the reference solution itself does with the tests' arguments, learnt once for each version of an exercise."""

from __future__ import annotations

import threading
from collections.abc import Callable

Profile = dict[str, list[str | int]]


class Profiles:
    """Remembers, for each key, which arguments the reference changes. Threads that ask at once wait for one run."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Profile] = {}
        self._locks: dict[tuple[str, str], threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, *, version: str, environment: str, learn: Callable[[], Profile]) -> Profile:
        """The profile of `version` in `environment` (both digests); `learn` is called when it is not known yet."""
        key = (version, environment)
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._known:
                self._known[key] = learn()
            return self._known[key]


def profile_of(changed: list[tuple[str, str | int]]) -> Profile:
    """Changed arguments by function, each once, in the order in which they were seen."""
    profile: Profile = {}
    for function, argument in changed:
        arguments = profile.setdefault(function, [])
        if argument not in arguments:
            arguments.append(argument)
    return profile
