"""The learner's side of the conversation: serves the test process from the namespace of the notebook."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, MutableMapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np

from graders.runner.bridge import exceptions, learner_objects, references
from graders.runner.bridge.arguments import Key, Watch, may_change, named_arguments
from graders.runner.bridge.errors import TooLarge
from graders.runner.bridge.kinds import Encoder
from graders.runner.bridge.learner_objects import loads
from graders.runner.bridge.link import Link
from graders.runner.bridge.marks import fingerprint_of, remember
from graders.runner.bridge.objects import Objects
from graders.runner.bridge.operations import OPERATIONS
from graders.runner.bridge.references import Can, Reference

_MISSING = object()
Printed = list[tuple[str, str]]


class Host(Protocol):
    """What the server needs of the process it lives in."""

    @property
    def names(self) -> MutableMapping[str, Any]:
        """The namespace of the notebook."""

    def has(self, name: str) -> bool:
        """True where the learner's code, not the shell, has bound the name."""

    def calling(self, printed: Printed) -> AbstractContextManager[None]:
        """While this holds the learner's code runs: it may be interrupted; what it prints is added to `printed`."""

    def was_interrupted(self, error: BaseException) -> bool:
        """True where `error` is the end of a call that took too long."""

    def traceback_of(self, error: BaseException) -> str:
        """The learner's own frames of an exception."""


class _Answer:
    """What one operation has come to."""

    def __init__(self) -> None:
        self.kind = "answer"
        self.value: Any = None
        self.printed: Printed = []
        self.changed: list[tuple[Key, str, Any]] = []
        self.same_as: Key | None = None


class Server:
    """Answers one request after the other while the notebook waits at a test cell, and after its end."""

    def __init__(self, link: Link, host: Host) -> None:
        self._link = link
        self._host = host
        self._objects = Objects()
        self._borrowed: dict[int, Any] = {}
        self._lock = threading.RLock()
        self._opaque_classes: frozenset[str] = frozenset()
        self._watched: dict[str, Any] = {}
        self._versions: dict[str, tuple[Any, Callable[[], bool], int]] = {}
        self._last_version = 0
        self._random_state: tuple[Any, Any] | None = None
        learner_objects.current = self

    # ------------------------------------------------------------ the course of the notebook

    def stop_at(self, stop: int, rebound: list[str]) -> bool:
        """Wait at a test cell until the test process says go on. False when that process has gone."""
        self._send(("reached", stop, rebound))
        return self._serve()

    def finish(self) -> None:
        """Serve after the last cell, for as long as the test process wants."""
        self._send(("finished",))
        while self._serve():
            pass

    def _serve(self) -> bool:
        while True:
            try:
                order = self._receive()
            except ConnectionError:
                return False
            if order[0] == "go_on":
                return True
            self._obey(order)

    # ------------------------------------------------------------ what pickles of the test turn into

    def own(self, number: int) -> Any:
        return self._objects.find(number)

    def borrow(self, number: int, make: Callable[[], Any]) -> Any:
        if number not in self._borrowed:
            self._borrowed[number] = make()
        return self._borrowed[number]

    def ask_test(self, number: int, operation: str, *operands: Any) -> Any:
        """Have the test process do something with an object that it has lent."""
        with self._lock:
            self._send(("call", number, operation, operands))
            while (order := self._receive())[0] not in ("returned", "failed"):
                self._obey(order)
        outcome, value = order
        if outcome == "failed":
            raise value
        return value

    # ------------------------------------------------------------ requests

    def _obey(self, order: tuple[Any, ...]) -> None:
        sequence, operation, operands, errands = order
        for name, *details in errands:
            _ERRANDS[name](self, *details)
        answer = _Answer()
        try:
            if operation in _QUESTIONS:
                answer.value = _QUESTIONS[operation](self, *operands)
            else:
                self._run(answer, operation, operands)
        except TooLarge as error:
            answer.kind, answer.value = "refused", _too_large(error)
        except BaseException as error:  # noqa: BLE001 - whatever the learner's code raises is for the test to see
            answer.kind = "interrupted" if self._host.was_interrupted(error) else "raised"
            answer.value = exceptions.describe(error, self._host.traceback_of(error))
        self._reply(sequence, answer)

    def _run(self, answer: _Answer, operation: str, operands: tuple[Any, ...]) -> None:
        with self._host.calling(answer.printed):
            if operation == "call":
                self._call(answer, *operands)
            else:
                answer.value = OPERATIONS[operation](*operands)

    def _call(self, answer: _Answer, target: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        by_key = named_arguments(given, named)
        watch = Watch(
            {key: value for key, value in by_key.items() if value not in self._objects},
            self._fingerprint,
        )
        try:
            answer.value = target(*given, **named)
        finally:
            answer.changed = watch.changes()
        same = [key for key, value in by_key.items() if value is answer.value and may_change(value)]
        if same:
            answer.same_as = same[0]
            if not any(key == same[0] for key, *_ in answer.changed):
                answer.value = None  # the test has it already

    def _reply(self, sequence: int, answer: _Answer) -> None:
        after = (answer.printed, self._rebound(), answer.changed, answer.same_as)
        try:
            self._send((answer.kind, sequence, answer.value, after))
        except TooLarge as error:
            self._send(("refused", sequence, _too_large(error), None))
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - an object of the learner may break while it is written
            self._send(("refused", sequence, f"the value cannot be read ({type(error).__name__})", None))

    def _rebound(self) -> list[str]:
        names = self._host.names
        changed = [name for name, value in self._watched.items() if names.get(name, _MISSING) is not value]
        for name in changed:
            del self._watched[name]
            self._versions.pop(name, None)
        return changed

    # ------------------------------------------------------------ names

    def _name(self, name: str, token: int | None) -> tuple[str, int | None, Any]:
        """("missing" | "same" | "value", token, value); the token is another when the content is."""
        if not self._host.has(name):
            return "missing", None, None
        value = self._watched[name] = self._host.names[name]
        if not may_change(value) or value in self._objects:
            return "value", None, value
        known = self._versions.get(name)
        if known is None or known[0] is not value or not known[1]():
            self._last_version += 1
            known = self._versions[name] = (value, remember(value, self._fingerprint), self._last_version)
        version = known[2]
        return ("same", version, None) if version == token else ("value", version, value)

    def _has(self, name: str) -> bool:
        return self._host.has(name)

    def _names(self) -> list[str]:
        return [name for name in self._host.names if self._host.has(name)]

    # ------------------------------------------------------------ errands and randomness

    def _expect_classes(self, names: list[str]) -> None:
        self._opaque_classes = frozenset(names)

    def _release(self, number: int, times: int) -> None:
        self._objects.release(number, times)

    def _seed(self, library: str, arguments: tuple[Any, ...]) -> None:
        (random.seed if library == "random" else np.random.seed)(*arguments)

    def _keep_random_state(self) -> None:
        self._random_state = random.getstate(), np.random.get_state()

    def _restore_random_state(self) -> None:
        if self._random_state:
            random.setstate(self._random_state[0])
            np.random.set_state(self._random_state[1])

    # ------------------------------------------------------------ messages

    def _send(self, message: tuple[Any, ...]) -> None:
        encoder = self._encoder(self._refer)
        encoder.value(message)
        self._link.send(*encoder.pieces)

    def _receive(self) -> tuple[Any, ...]:
        return loads(self._link.receive())  # type: ignore[no-any-return]

    def _encoder(self, refer: references.Refer) -> Encoder:
        return Encoder(refer=refer, opaque_classes=self._is_opaque, limit=self._link.message_bytes)

    def _fingerprint(self, value: Any) -> int:
        encoder = self._encoder(self._refer_uncounted)
        encoder.value(value)
        return fingerprint_of(encoder.pieces)

    def _is_opaque(self, cls: type) -> bool:
        return cls.__name__ in self._opaque_classes and cls.__module__ == "__main__"

    def _refer(self, encoder: Encoder, thing: Any) -> None:
        reference = self._reference(thing)
        references.write(encoder, reference)
        if not reference.can & Can.IS_BORROWED:
            self._objects.count(reference.number)

    def _refer_uncounted(self, encoder: Encoder, thing: Any) -> None:
        references.write(encoder, self._reference(thing))

    def _reference(self, thing: Any) -> Reference:
        for number, borrowed in self._borrowed.items():
            if borrowed is thing:
                return Reference(number, Can.IS_BORROWED, "", ())
        reference = references.describe(self._objects.number_of(thing), thing)
        return references.with_hash(reference, thing) if self._is_opaque(type(thing)) else reference


def _too_large(error: TooLarge) -> str:
    return f"{error}, so a test cannot look at it"


_ERRANDS: dict[str, Callable[..., None]] = {
    "classes": Server._expect_classes,
    "release": Server._release,
    "seed": Server._seed,
    "keep_random_state": Server._keep_random_state,
    "restore_random_state": Server._restore_random_state,
}
_QUESTIONS: dict[str, Callable[..., Any]] = {"name": Server._name, "has": Server._has, "names": Server._names}
