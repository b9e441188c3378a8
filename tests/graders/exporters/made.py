"""Reports of every kind, for what is made of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from graders.report import (
    Ending,
    EnvironmentRef,
    ExerciseRef,
    QuestionReport,
    Report,
    SubmissionRef,
    TestReport,
    Verdict,
    Visibility,
)

TEXTS = st.text(max_size=40)
POINTS = st.integers(0, 500).map(lambda cents: cents / 100)


def report(**values: Any) -> Report:
    """One question of 2 points with a visible and a hidden test, and one that a person marks."""
    tests = (
        TestReport(title="Small numbers", verdict=Verdict.PASSED, points=1, possible=1, message="Fine."),
        TestReport(
            title="Large numbers",
            category="robustness",
            visibility=Visibility.HIDDEN,
            verdict=Verdict.FAILED,
            points=0,
            possible=1,
            hint="Think of int32.",
        ),
    )
    essay = TestReport(
        title="Marked by a person", category="manual", verdict=Verdict.AWAITING_MARKS, points=0, possible=3
    )
    questions = (
        QuestionReport(name="q1", title="1. Sum", points=1, possible=2, verdict=Verdict.PARTIAL, tests=tests),
        QuestionReport(
            name="essay", title="2. Why", points=0, possible=3, verdict=Verdict.AWAITING_MARKS, tests=(essay,)
        ),
    )
    given: dict[str, Any] = {
        "submission": SubmissionRef(file="submitted/alice/sums/sums.ipynb", sha256="0" * 64),
        "exercise": ExerciseRef(id="numbers/sums", version="1" * 64),
        "environment": EnvironmentRef(name="ml-base", digest="e" * 64),
        "engine_version": "1",
        "launcher": "namespaces",
        "isolation": "separate",
        "ending": Ending.COMPLETED,
        "message": "",
        "points": 1.0,
        "possible": 5.0,
        "questions": questions,
        "wall_seconds": 0.1234,
    }
    return Report(**(given | values))


@st.composite
def tests(draw: st.DrawFn) -> TestReport:
    """Any one test; its points are never more than it is worth."""
    possible = draw(POINTS)
    return TestReport(
        title=draw(TEXTS),
        category=draw(TEXTS),
        visibility=draw(st.sampled_from(Visibility)),
        verdict=draw(st.sampled_from(Verdict)),
        points=min(draw(POINTS), possible),
        possible=possible,
        **{name: draw(TEXTS) for name in ("message", "hint", "expected", "got", "traceback")},
    )


@st.composite
def questions(draw: st.DrawFn) -> QuestionReport:
    """Its points are its tests'."""
    asked = tuple(draw(st.lists(tests(), max_size=4)))
    return QuestionReport(
        name=draw(TEXTS),
        title=draw(TEXTS),
        points=round(sum(test.points for test in asked), 2),
        possible=round(sum(test.possible for test in asked), 2),
        verdict=draw(st.sampled_from(Verdict)),
        tests=asked,
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report whose points are the sum of its questions'."""
    asked = tuple(draw(st.lists(questions(), max_size=4)))
    return report(
        submission=SubmissionRef(file=draw(TEXTS), sha256="0" * 64),
        questions=asked,
        points=round(sum(item.points for item in asked), 2),
        possible=round(sum(item.possible for item in asked), 2),
        message=draw(TEXTS),
        notes=tuple(draw(st.lists(TEXTS, max_size=2))),
        ending=draw(st.sampled_from(Ending)),
        wall_seconds=draw(st.floats(0, 3600)),
    )
