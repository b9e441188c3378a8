"""Runs one part of a test cell in the namespace of the tests."""

from __future__ import annotations

import ast
import asyncio
import inspect
import io
import linecache
import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from graders.report import Visibility
from graders.runner.bridge.errors import Fault, PartTimedOut
from graders.runner.bridge.namespace import Namespace
from graders.runner.bridge.remote import Conversation
from graders.runner.testing.comparisons import Recorder, rewrite
from graders.runner.testing.doctests import weigh_examples
from graders.runner.testing.emptiness import WEIGH, Emptiness, Weighing
from graders.runner.testing.observing import Judge
from graders.runner.testing.patterns import MATCHED, Matched, Patterns
from graders.runner.testing.verdicts import (
    OURS,
    Outcome,
    Rules,
    as_points,
    judge_error,
    judge_fault,
    judge_stderr,
    judge_success,
    judge_without_points,
)

_PRINTED = 1 << 20
_ALARM_AGAIN_SECONDS = 1.0
_TOP_LEVEL_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass(frozen=True, kw_only=True)
class Part:
    """One test: `first_line` is its line within the cell, `possible` its points where they are known."""

    test: int
    title: str = ""
    source: str
    first_line: int = 1
    visibility: Visibility
    possible: float | None = None
    gives_points: bool = True
    """False where a number at its end is no score: a later check of the same points has the last word."""


@dataclass
class Award:
    """What `award` was called with during a part."""

    points: float | None = None
    reasons: list[str] = field(default_factory=list)

    def __call__(self, points: float, reason: str = "") -> None:
        """Earn `points`; several calls add up."""
        number = float(points)
        if not math.isfinite(number):
            raise ValueError("award() wants a number of points")
        self.points = (self.points or 0.0) + number
        if reason:
            self.reasons.append(str(reason))


class _Printed(io.StringIO):
    """Takes what a test prints, and no more than a little of it."""

    def write(self, text: str) -> int:
        if self.tell() < _PRINTED:
            super().write(text[:_PRINTED])
        return len(text)


class PartRunner:
    """Runs parts one after the other in one namespace."""

    def __init__(
        self,
        namespace: Namespace,
        conversation: Conversation,
        part_seconds: float,
        rules: Rules = OURS,
        judging: Callable[[Judge], Judge] = lambda judge: judge,
    ) -> None:
        self._namespace = namespace
        self._conversation = conversation
        self._part_seconds = part_seconds
        self._rules = rules
        emptiness = Emptiness(conversation.precedents)
        weigh = judging(emptiness.weigh)
        self._recorder = Recorder(weigh)
        emptiness.watch_numpy()
        namespace.builtins.update(emptiness.builtins())
        own = {**self._recorder.names(), **emptiness.names(), WEIGH: weigh, MATCHED: Matched(namespace)}
        for name, function in own.items():
            dict.__setitem__(namespace, name, function)
        weigh_examples(lambda whole: _weigher(whole, namespace.reference_names))

    def run(self, part: Part) -> Outcome:
        """Run `part` once. Never raises."""
        award, errors = Award(), _Printed()
        dict.__setitem__(self._namespace, "award", award)
        self._conversation.take_fault()
        self._recorder.failed = None
        try:
            if not self._conversation.is_lost:
                self._conversation.settle()
            with self._limited(), redirect_stdout(_Printed()), redirect_stderr(errors):
                value = self._execute(part)
            outcome = self._judge_success(value, award, part, errors.getvalue())
        except Fault as fault:
            outcome = judge_fault(fault)
        except BaseException as error:  # noqa: BLE001 - whatever a test raises is its verdict
            outcome = self._judge(error, part)
        swallowed = self._conversation.take_fault()
        return judge_fault(swallowed) if swallowed else outcome

    def _judge_success(self, value: Any, award: Award, part: Part, errors: str) -> Outcome:
        if errors and self._rules.stderr_is_failure:
            return judge_stderr(errors)
        value = value if part.gives_points else None
        precedents = self._conversation.precedents
        if award.points is not None or as_points(value) is not None:
            precedents.note_points()
        elif precedents.gives_points:
            return judge_without_points()
        reason = "; ".join(award.reasons)
        return judge_success(
            value=value, awarded=award.points, reason=reason, possible=part.possible, rules=self._rules
        )

    def _judge(self, error: BaseException, part: Part) -> Outcome:
        try:
            return judge_error(error, self._recorder.failed, _line_of(error, part))
        except Fault as fault:
            return judge_fault(fault)

    # ------------------------------------------------------------ execution

    def _execute(self, part: Part) -> Any:
        body, last = _compiled(part, self._namespace.reference_names)
        self._run(body)
        return None if last is None else self._run(last)

    def _run(self, code: CodeType) -> Any:
        result = eval(code, self._namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            return asyncio.run(result)
        return result

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """Raise PartTimedOut in the part when its time is over, again and again until it gives in."""
        self._conversation.part_deadline = time.monotonic() + self._part_seconds
        before = signal.signal(signal.SIGALRM, self._on_alarm)
        signal.setitimer(signal.ITIMER_REAL, self._part_seconds, _ALARM_AGAIN_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            self._conversation.part_deadline = None

    def _on_alarm(self, _: int, __: FrameType | None) -> None:
        if not self._conversation.is_busy:
            fault = PartTimedOut(f"the test took longer than {self._part_seconds:g} s")
            raise self._conversation.remember(fault)


def _compiled(part: Part, answers: frozenset[str]) -> tuple[CodeType, CodeType | None]:
    """The statements, and the last expression where there is one."""
    name = _file_name(part)
    lines = part.source.splitlines(keepends=True)
    linecache.cache[name] = (len(part.source), None, ["\n"] * (part.first_line - 1) + lines, name)
    tree = ast.parse("\n" * (part.first_line - 1) + part.source, name)
    flags, last = _TOP_LEVEL_AWAIT, None
    tree = _weigher(tree, answers)(tree)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        expression = ast.Expression(tree.body.pop().value)
        last = compile(expression, name, "eval", flags, dont_inherit=True)
    return compile(tree, name, "exec", flags, dont_inherit=True), last


def _weigher(whole: ast.Module, answers: frozenset[str]) -> Callable[[Any], Any]:
    """Makes of pieces of a test what remembers its comparisons, and believes them only where they compare something."""
    weighing, patterns = Weighing(whole, answers), Patterns(whole)
    return lambda tree: ast.fix_missing_locations(weighing.visit(rewrite(patterns.visit(tree))))


def _file_name(part: Part) -> str:
    return f"<test {part.test}>"


def _line_of(error: BaseException, part: Part) -> str:
    """The text of the line of the test that raised `error`."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _file_name(part):
            line = trace.tb_lineno
        trace = trace.tb_next
    return linecache.getline(_file_name(part), line).strip() if line else ""
