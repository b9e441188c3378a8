"""The test process's side of the conversation: it asks, the learner's process answers."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from graders.runner.bridge import arguments, exceptions, pickling
from graders.runner.bridge.errors import (
    BridgeLost,
    BrokenProtocol,
    CallTimedOut,
    Fault,
    OpaqueValue,
    PartTimedOut,
    UnreadableValue,
)
from graders.runner.bridge.kinds import decode
from graders.runner.bridge.lending import serve
from graders.runner.bridge.link import Link, LinkAbused, LinkClosed, LinkTimeout
from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.policy import Policy, Precedents
from graders.runner.bridge.proxies import labelled, ways_to
from graders.runner.bridge.told import ToldOf
from graders.runner.bridge.wire import BadMessage

NESTING = 25
GRACE_SECONDS = 3.0  # the learner's own clock interrupts a call, and two seconds later ends the process

_UNREADABLE_MESSAGES = 20

_GONE = "your notebook's process ended"
_NO_ANSWER = "your notebook's process did not answer any more and was given up"
_NONSENSE = "your notebook's process sent something that is no answer"


class Conversation:
    """Asks the learner's process one thing after the other. Believes nothing about the form of an answer."""

    def __init__(
        self,
        link: Link,
        *,
        reference_classes: frozenset[str],
        policy: Policy,
        precedents: Precedents,
        call_seconds: float,
    ) -> None:
        self.policy = policy
        self.precedents = precedents
        self._fault: Fault | None = None
        self.part_deadline: float | None = None
        self.is_busy = False
        self.is_decoding = False
        self.on_answer: Callable[[list[str]], None] = lambda _: None
        self.on_call: Callable[[tuple[Any, ...]], None] = lambda _: None
        self._link = link
        self._reference_classes = reference_classes
        self._call_seconds = call_seconds
        self._lock = threading.RLock()
        self._sequence = 0
        self._unanswered: set[int] = set()
        self._unreadable_messages = 0
        self._depth = 0
        self._errands: list[tuple[Any, ...]] = []
        self._desk = pickling.LendingDesk(self.allow)
        self._told = ToldOf(self, self._desk)
        self._lost: BridgeLost | None = None

    # ------------------------------------------------------------ what proxies and the namespace use

    def ask(self, operation: str, *operands: Any) -> Any:
        """One request. Raises the learner's exception, OpaqueValue or a Fault."""
        with self._lock:
            if operation == "call":
                return self._call(*operands)
            return self._exchange(operation, operands)[0]

    def is_class_of_reference(self, name: str) -> bool:
        return name in self._reference_classes

    def allow(self, need: str) -> bool:
        return self.precedents.allow(need)

    def note_derived(self, name: str, bases: Iterable[Any]) -> None:
        """A class of a test that derives from one of the reference has its operators."""
        if any(is_proxy(base) and self.is_class_of_reference(base._assay_reference.name) for base in bases):
            self._reference_classes |= {name}

    def let_go(self, number: int) -> None:
        """Called by the garbage collector, at any moment: only notes the errand."""
        self._errands.append(("release", number, self._told.forget(number)))

    def errand(self, *order: Any) -> None:
        """Have something done before the next request, without an answer."""
        self._errands.append(order)

    @property
    def is_lost(self) -> bool:
        return self._lost is not None

    # ------------------------------------------------------------ the course of the notebook

    def wait_for_stop(self) -> tuple[int, list[str]] | None:
        """Wait until the learner's cells reach a test cell: its number, and the names bound since the last one.

        None when the notebook is finished. As long as it takes: the run's own limit is kept from outside.
        """
        match self._receive(deadline=None):
            case ("reached", int(stop), list(names)) if _are_texts(names):
                return stop, names
            case ("finished",):
                return None
        raise self._lose(BrokenProtocol(_NONSENSE))

    def settle(self) -> None:
        """Wait for what an earlier test has begun and given up, so that the next one gets its whole time."""
        with self._busy():
            self._settle()

    def go_on(self) -> None:
        """Let the learner's process run its next cells."""
        with self._busy():
            self._settle()
            self._send(("go_on",))

    def close(self) -> None:
        self._link.close()

    # ------------------------------------------------------------ requests

    def _call(self, target: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        self.on_call((*given, *named.values()))
        value, after = self._exchange("call", (target, given, named), wants_after=True)
        changed, same_as = after
        by_key = arguments.named_arguments(given, named)
        unchanged_or_taken = True
        for key, form, content in changed:
            if key not in by_key:
                raise self._lose(BrokenProtocol(_NONSENSE))
            taken = self._take_over(ways_to(target), key, by_key[key], form, content)
            unchanged_or_taken &= taken or key != same_as
        if same_as is not None and same_as in by_key and unchanged_or_taken:
            return by_key[same_as]
        return labelled(value, f"{ways_to(target)[0]}()")

    def _take_over(
        self, functions: tuple[str, ...], key: arguments.Key, target: Any, form: str, content: Any
    ) -> bool:
        if is_proxy(target) or not self.policy.copies_back(functions, key):
            return False
        try:
            if self.policy.copy_back_all:
                self.policy.undo.append(arguments.memento(target, form))
            arguments.write_back(target, form, content)
        except ValueError:
            return False
        return True

    def _exchange(
        self, operation: str, operands: tuple[Any, ...], *, wants_after: bool = False
    ) -> tuple[Any, Any]:
        if self._depth >= NESTING:
            raise RecursionError("calls to and fro between the test and the notebook are nested too deeply")
        self._depth += 1
        try:
            with self._busy():
                if self._depth == 1:
                    self._settle()
                return self._request(operation, operands, wants_after=wants_after)
        finally:
            self._depth -= 1

    def _request(self, operation: str, operands: tuple[Any, ...], *, wants_after: bool) -> tuple[Any, Any]:
        self._sequence += 1
        sequence = self._sequence
        errands, self._errands = self._errands, []
        try:
            self._send((sequence, operation, operands, errands))
        except Exception:  # it could not be pickled: nothing was sent
            self._errands = [*errands, *self._errands]
            raise
        self._unanswered.add(sequence)
        try:
            return self._await_answer(sequence, wants_after=wants_after)
        except exceptions.ENDS as error:
            if operation in ("next", "anext"):
                raise
            raise exceptions.not_an_end(error) from None

    def _await_answer(self, sequence: int, *, wants_after: bool) -> tuple[Any, Any]:
        deadline = time.monotonic() + self._call_seconds + GRACE_SECONDS
        while True:
            match self._receive(deadline=deadline):
                case ("call", int(number), str(operation), tuple(operands)):
                    with self._busy(busy=False):
                        answer = serve(self._desk, number, operation, operands)
                    self._send(answer)
                case ("answer" | "raised" | "refused" | "interrupted", int(earlier), _, _) if (
                    earlier < sequence
                ):
                    self._unanswered.discard(earlier)
                case ("answer", int(answered), value, after) if answered == sequence:
                    return value, self._finish(sequence, after, wants_after=wants_after)
                case ("raised", int(answered), description, after) if answered == sequence:
                    self._finish(sequence, after, wants_after=wants_after)
                    raise self._rebuilt(description)
                case ("refused", int(answered), str(sentence), _) if answered == sequence:
                    self._unanswered.discard(sequence)
                    raise OpaqueValue(sentence[:500])
                case ("interrupted", int(answered), _, _) if answered == sequence:
                    self._unanswered.discard(sequence)
                    raise self.remember(CallTimedOut(f"a call took longer than {self._call_seconds:g} s"))
                case _:
                    raise self._lose(BrokenProtocol(_NONSENSE))

    def _finish(self, sequence: int, after: Any, *, wants_after: bool) -> Any:
        """Take in what happened besides: printed output, names bound anew, arguments changed."""
        self._unanswered.discard(sequence)
        match after:
            case (list(printed), list(rebound), list(changed), same_as) if _are_texts(rebound):
                for stream, text in self._pairs_of_texts(printed):
                    (sys.stderr if stream == "stderr" else sys.stdout).write(text)
                self.on_answer(rebound)
                if wants_after:
                    return self._checked_changes(changed), same_as if type(same_as) in (int, str) else None
                return None
        raise self._lose(BrokenProtocol(_NONSENSE))

    def _pairs_of_texts(self, printed: list[Any]) -> Iterator[tuple[str, str]]:
        for pair in printed:
            if type(pair) is not tuple or len(pair) != 2 or not _are_texts(pair):
                raise self._lose(BrokenProtocol(_NONSENSE))
            yield pair

    def _checked_changes(self, changed: list[Any]) -> list[Any]:
        for entry in changed:
            match entry:
                case (int() | str(), str(), _) if type(entry) is tuple:
                    continue
            raise self._lose(BrokenProtocol(_NONSENSE))
        return changed

    def _rebuilt(self, description: Any) -> BaseException:
        try:
            return exceptions.rebuild(description)
        except BadMessage:
            return self._lose(BrokenProtocol(_NONSENSE))

    def _settle(self) -> None:
        """Wait for the answer to a request that a test gave up, so that the next one starts afresh."""
        deadline = time.monotonic() + self._call_seconds + GRACE_SECONDS
        while self._unanswered:
            match self._receive(deadline=deadline):
                case ("answer" | "raised" | "refused" | "interrupted", int(answered), _, _):
                    self._unanswered.discard(answered)
                case ("call", int(), str(), tuple()):
                    self._send(("failed", TimeoutError("the test was stopped")))
                case _:
                    raise self._lose(BrokenProtocol(_NONSENSE))

    # ------------------------------------------------------------ messages

    def _send(self, message: Any) -> None:
        pieces = pickling.dumps(message, self._desk, self._told.learner_class)
        deadline = time.monotonic() + self._call_seconds + GRACE_SECONDS
        self._check()
        try:
            self._link.send(*pieces, deadline=deadline)
        except LinkTimeout:
            raise self._lose(BridgeLost(_NO_ANSWER)) from None
        except LinkClosed:
            raise self._lose(BridgeLost(_GONE)) from None

    def _receive(self, *, deadline: float | None) -> Any:
        self._check()
        content = self._next_content(deadline)
        self.is_decoding = True
        try:
            return decode(content, resolve=self._told.resolve)
        except BadMessage:
            raise self._unreadable() from None
        finally:
            self.is_decoding = False

    def _unreadable(self) -> Fault:
        """One message that cannot be read costs the call that waits for it; many are no accident."""
        self._unreadable_messages += 1
        if not self._unanswered or self._unreadable_messages > _UNREADABLE_MESSAGES:
            return self._lose(BrokenProtocol(_NONSENSE))
        self._unanswered.discard(max(self._unanswered))
        return self.remember(UnreadableValue("your code gave a value that a test cannot read"))

    def _next_content(self, deadline: float | None) -> bytearray:
        nearest = min((each for each in (deadline, self.part_deadline) if each is not None), default=None)
        try:
            if nearest is not None and time.monotonic() > nearest:
                raise LinkTimeout  # although there may be something to read: one callback after the other, for ever
            return self._link.receive(deadline=nearest)
        except LinkTimeout:
            if nearest == self.part_deadline:
                raise self.remember(PartTimedOut("the test took too long")) from None
            raise self._lose(BridgeLost(_NO_ANSWER)) from None
        except LinkClosed:
            raise self._lose(BridgeLost(_GONE)) from None
        except LinkAbused:
            raise self._lose(
                BrokenProtocol("your notebook's process sent more than a message may hold")
            ) from None

    @contextmanager
    def _busy(self, *, busy: bool = True) -> Iterator[None]:
        """While busy the alarm of the part only ends the waiting: no message may be cut in two."""
        before, self.is_busy = self.is_busy, busy
        try:
            yield
        finally:
            self.is_busy = before

    def _check(self) -> None:
        if self._lost:
            raise self.remember(self._lost)

    def _lose(self, lost: BridgeLost) -> BridgeLost:
        if self._lost is None:
            self._lost = lost
            self._link.close()
        self.remember(lost)
        return lost

    def remember(self, fault: Fault) -> Fault:
        """Note the first fault of a part, because its test may swallow the exception."""
        self._fault = self._fault or fault
        return fault

    def take_fault(self) -> Fault | None:
        """The first fault since the last time this was asked."""
        fault, self._fault = self._fault, None
        return fault


def _are_texts(values: Any) -> bool:
    return all(type(value) is str for value in values)
