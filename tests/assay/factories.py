"""Small worlds for tests: people, a course of one exercise, notebooks handed in, reports of a sandbox."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol, schedule
from assay.submissions.models import Submission
from assay.submissions.operations import receive
from graders import exercise as engine
from graders import release
from graders.pool.interface import OnProgress, ignore_progress
from graders.report import (
    Ending,
    EnvironmentRef,
    ExerciseRef,
    Progress,
    QuestionReport,
    Report,
    SubmissionRef,
    TestReport,
    Verdict,
    Visibility,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OPENS, DUE, CLOSES = NOW - timedelta(days=2), NOW + timedelta(days=5), NOW + timedelta(days=12)
SQUARES = Path(__file__).resolve().parents[1] / "golden" / "exercises" / "squares"
_numbers = itertools.count(1)


def make_course_folder(folder: Path) -> Path:
    """A course of one week with the exercise `squares` (10 points)."""
    week = folder / "numbers" / "week-01-squares"
    week.mkdir(parents=True)
    (week.parent / "course.toml").write_text('title = "Numbers"\nweeks = ["week-01-squares"]\n')
    (week / "week.toml").write_text('title = "Week 1: Squares"\nsummary = "Small functions."\n')
    shutil.copytree(SQUARES, week / "squares", ignore=shutil.ignore_patterns("submissions"))
    return week.parent


def make_user(username: str = "", **values: object) -> User:
    """A person without a password."""
    name = username or f"person-{next(_numbers)}"
    return User.objects.create(username=name, email=f"{name}@example.org", **values)


def make_cohort(exercise: Exercise, **policy: object) -> Cohort:
    """A cohort in which the exercise is open at `NOW`."""
    cohort = Cohort.objects.create(
        course=exercise.course, slug=f"autumn-{next(_numbers)}", title="Autumn", policy=policy
    )
    schedule(
        cohort=cohort, exercise=exercise, opens_at=OPENS, due_at=DUE, closes_at=CLOSES, by=None, at=OPENS
    )
    return cohort


def make_learner(cohort: Cohort, username: str = "") -> Enrolment:
    """A learner of the cohort."""
    return enrol(user=make_user(username), cohort=cohort, by=None, at=OPENS)


def make_instructor(cohort: Cohort) -> Enrolment:
    """An instructor of the cohort."""
    return enrol(user=make_user(), cohort=cohort, role=Enrolment.Role.INSTRUCTOR, by=None, at=OPENS)


def notebook(note: str = "") -> bytes:
    """The released notebook of `squares` as a learner saves it; another `note` makes it another file."""
    made = release.notebook(engine.read(SQUARES))
    made["cells"].append({"cell_type": "markdown", "id": "note", "metadata": {}, "source": note})
    return json.dumps(made).encode()


def hand_in(
    enrolment: Enrolment, exercise: Exercise, *, at: datetime = NOW, note: str = "", key: str = ""
) -> Submission:
    """One attempt, received and queued."""
    return receive(
        enrolment=enrolment,
        exercise=exercise,
        file_name="squares.ipynb",
        content=notebook(note),
        channel=Submission.Channel.PAGE,
        at=at,
        idempotency_key=key,
    )


def make_report(points: float = 10, *, ending: Ending = Ending.COMPLETED, message: str = "") -> Report:
    """What a sandbox says of `squares`: one question with a visible and a hidden test."""
    verdict = Verdict.PASSED if points == 10 else Verdict.FAILED
    tests = (
        TestReport(
            title="Small numbers", verdict=Verdict.PASSED, points=0, possible=0, message="Fine.", got="4"
        ),
        TestReport(
            title="Other numbers",
            visibility=Visibility.HIDDEN,
            verdict=verdict,
            points=points,
            possible=10,
            message="secret text",
            hint="Look at halves.",
        ),
    )
    question = QuestionReport(
        name="square-tests", title="1. Square", points=points, possible=10, verdict=verdict, tests=tests
    )
    return Report(
        submission=SubmissionRef(file="squares.ipynb", sha256="0" * 64),
        exercise=ExerciseRef(id="numbers/squares", version="0" * 64),
        environment=EnvironmentRef(name="ml-base", digest="e" * 64),
        engine_version="1",
        launcher="fake",
        isolation="separate",
        ending=ending,
        message=message,
        points=points,
        possible=10,
        questions=(question,),
        warnings=("Reads /proc.",),
        wall_seconds=0.05,
        notebook={"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
    )


class ScriptedGrader:
    """A sandbox that says what it is told to say, after telling of two steps; an exception is raised."""

    def __init__(self, said: Report | Exception | Callable[[], Report] | None = None) -> None:
        self._said = said or make_report()
        self.calls = 0

    def prepare(self, *, exercise: engine.Exercise) -> None:
        """There is nothing to learn."""

    def grade(
        self,
        *,
        exercise: engine.Exercise,
        file_name: str,
        content: bytes,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        self.calls += 1
        on_progress(Progress(stage="cell", done=1, total=1))
        on_progress(
            Progress(stage="test", done=1, total=2, passed=1, question="square-tests", verdict=Verdict.PASSED)
        )
        if isinstance(self._said, Exception):
            raise self._said
        return self._said() if callable(self._said) else self._said
