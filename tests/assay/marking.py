"""An exercise with an essay: what a sandbox says of it, and marks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.cohorts.models import Enrolment
from assay.submissions.models import ManualMark, Submission
from assay.submissions.operations import grade, mark
from graders.report import QuestionReport, Report, TestReport, Verdict
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_report

ESSAY = "It is squared because the sign must not count."


def essay_report(points: float = 6, *, verdict: Verdict = Verdict.AWAITING_MARKS) -> Report:
    """`squares` with 6 points by tests and an essay of 4 points."""
    tested = replace(make_report(10).questions[0], points=points, possible=6)
    read = TestReport(
        title="Marked by a person",
        category="manual",
        verdict=verdict,
        points=0,
        possible=4,
        message="" if verdict is Verdict.AWAITING_MARKS else "There is no answer.",
    )
    essay = QuestionReport(name="essay", title="2. Why", points=0, possible=4, verdict=verdict, tests=(read,))
    cell = {
        "cell_type": "markdown",
        "id": "essay",
        "metadata": {"assay": {"question": "essay", "restored": False}},
        "source": ESSAY,
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return replace(make_report(10), points=points, questions=(tested, essay), notebook=notebook)


def graded(
    enrolment: Enrolment,
    exercise: Exercise,
    report: Report | None = None,
    *,
    at: datetime = NOW,
    note: str = "",
) -> Submission:
    """One attempt that ended with this report."""
    submission = hand_in(enrolment, exercise, at=at, note=note)
    grade(job_id=submission.job.pk, at=at, grader=ScriptedGrader(report or essay_report()))
    return Submission.objects.get(pk=submission.pk)


def give(
    submission: Submission,
    points: float | str,
    *,
    question: str = "essay",
    comment: str = "Clear.",
    by: User | None = None,
) -> ManualMark:
    return mark(
        submission=submission, question=question, points=Decimal(points), comment=comment, by=by, at=NOW
    )
