"""Decides what one part of a test cell has come to."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from graders.report import Verdict, Visibility
from graders.runner.bridge.errors import BridgeLost, BrokenProtocol, Fault, OpaqueValue, UnreadableValue
from graders.runner.bridge.exceptions import learner_traceback
from graders.runner.testing.comparisons import Comparison
from graders.runner.testing.doctests import told_by_example
from graders.runner.testing.shown import cut, shown

_TEXT = 2000
_ORDER = (Verdict.NOT_REACHED, Verdict.ERRORED, Verdict.FAILED, Verdict.PARTIAL, Verdict.PASSED)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Where nbgrader scores otherwise, an exercise may ask for nbgrader's way: `[nbgrader]` in exercise.toml."""

    stderr_is_failure: bool = False
    impossible_score: str = "error"
    score_over_maximum: str = "full"


OURS = Rules()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is reported of one part. `value`: the points that its last expression or `award` gave.

    `warning` is for those who teach: it says of a hidden test too what is wrong with the test itself.
    """

    verdict: Verdict
    value: float | None = None
    reason: str = ""
    message: str = ""
    expected: str = ""
    got: str = ""
    traceback: str = ""
    warning: str = ""

    def seen_by(self, visibility: Visibility) -> Outcome:
        """Of a hidden test only the verdict and the points leave this process."""
        if visibility is Visibility.VISIBLE:
            return self
        return replace(self, reason="", message="", expected="", got="", traceback="")


def judge_success(
    *, value: Any, awarded: float | None, reason: str, possible: float | None, rules: Rules = OURS
) -> Outcome:
    """The part ran to its end: full points, or as many as its last expression or `award` says."""
    points = awarded if awarded is not None else as_points(value)
    if points is None:
        return Outcome(verdict=Verdict.PASSED)
    if not math.isfinite(points) or points < 0:
        return _judge_impossible(points, rules)
    if possible is None:
        return Outcome(verdict=Verdict.PASSED, value=points, reason=reason)
    if points > possible:
        return _judge_excess(points, possible, reason, rules)
    if points == possible:
        return Outcome(verdict=Verdict.PASSED, value=points, reason=reason)
    verdict = Verdict.PARTIAL if points else Verdict.FAILED
    return Outcome(verdict=verdict, value=points, reason=reason, message=reason)


def _judge_impossible(points: float, rules: Rules) -> Outcome:
    message = f"the test gave {points:g} points"
    if rules.impossible_score == "full" and not math.isinf(points):
        return Outcome(
            verdict=Verdict.PASSED, warning=f"{message}, and nbgrader's rule makes that full points"
        )
    return Outcome(verdict=Verdict.ERRORED, message=message, warning=message)


def _judge_excess(points: float, possible: float, reason: str, rules: Rules) -> Outcome:
    warning = f"the test gave {points:g} points, and it is worth {possible:g}"
    if rules.score_over_maximum == "error":
        return Outcome(verdict=Verdict.ERRORED, message=warning, warning=warning)
    return Outcome(verdict=Verdict.PASSED, value=possible, reason=reason, warning=warning)


def judge_stderr(text: str) -> Outcome:
    """The part ran well, but something was written to the error stream, and the exercise's rules forbid that."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "an empty line")
    return Outcome(
        verdict=Verdict.FAILED, message=cut(f"this was written to the error stream: {first}", limit=_TEXT)
    )


def judge_without_points() -> Outcome:
    """The part ran to its end, and gave points to the reference solution, but none here."""
    message = "this test gives points for what is right, and found nothing to give them for"
    return Outcome(verdict=Verdict.FAILED, value=0.0, message=message)


def as_points(value: Any) -> float | None:
    """nbgrader counts a number at the end of a test cell as points; True and False are none."""
    kind = type(value)
    if kind in (int, float):
        return float(value)
    if (
        kind.__module__ == "numpy"
        and hasattr(value, "dtype")
        and value.dtype.kind in "iuf"
        and value.shape == ()
    ):
        return float(value)
    return None


def judge_fault(fault: Fault) -> Outcome:
    """The conversation with the learner's process went wrong during the part."""
    if isinstance(fault, BrokenProtocol | UnreadableValue):
        return Outcome(verdict=Verdict.FAILED, message=str(fault))
    verdict = Verdict.NOT_REACHED if isinstance(fault, BridgeLost) else Verdict.ERRORED
    return Outcome(verdict=verdict, message=str(fault))


def judge_error(error: BaseException, comparison: Comparison | None, source_line: str) -> Outcome:
    """The part raised something."""
    if isinstance(error, AssertionError):
        return _judge_assertion(error, comparison, source_line)
    traceback = cut(learner_traceback(error), limit=20_000)
    if isinstance(error, OpaqueValue) or type(error).__name__ == "Failed":  # pytest.fail, pytest.raises
        return Outcome(verdict=Verdict.FAILED, message=cut(str(error), limit=_TEXT), traceback=traceback)
    message = f"{type(error).__name__}: {_text_of(error)}"
    if isinstance(error, NameError) and not traceback:
        message = f"{_text_of(error)} (your notebook does not define it before this test)"
    return Outcome(verdict=Verdict.ERRORED, message=cut(message, limit=_TEXT), traceback=traceback)


def _judge_assertion(error: AssertionError, comparison: Comparison | None, source_line: str) -> Outcome:
    message = _text_of(error) or (
        f"this does not hold: {source_line}" if source_line else "an assertion failed"
    )
    outcome = Outcome(
        verdict=Verdict.FAILED,
        message=cut(message, limit=_TEXT),
        traceback=cut(learner_traceback(error), limit=20_000),
    )
    if (example := told_by_example(error)) is not None:
        code, expected, got = (cut(text) for text in example)
        message = f"this shows something else than expected: {code}"
        return replace(outcome, message=message, expected=expected, got=got or "nothing")
    if comparison is None:
        return outcome
    sign = "" if comparison.sign == "==" else f"{comparison.sign} "
    return replace(outcome, expected=sign + shown(comparison.expected), got=shown(comparison.got))


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - shown as far as it can be
        return ""


def worse(one: Outcome, other: Outcome, possible: float | None) -> Outcome:
    """The outcome that earns less."""
    return min(one, other, key=lambda outcome: (_points(outcome, possible), _ORDER.index(outcome.verdict)))


def _points(outcome: Outcome, possible: float | None) -> float:
    if outcome.value is not None:
        return outcome.value
    return (1.0 if possible is None else possible) if outcome.verdict is Verdict.PASSED else 0.0
