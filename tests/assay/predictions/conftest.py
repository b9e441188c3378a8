"""A course with one prediction exercise: 24 customers, six of them public, ROC AUC."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.catalog.models import Exercise
from assay.catalog.operations import publish
from assay.cohorts.models import Cohort, Enrolment
from assay.submissions.models import Submission
from assay.submissions.operations import grade, receive
from graders.pool.fake import FakeGrader
from tests.assay import factories
from tests.assay.factories import NOW
from tests.graders.prediction import examples
from tests.graders.prediction.examples import CUSTOMERS, table

PUBLIC = frozenset(name for place, name in enumerate(CUSTOMERS) if place // 3 % 4 == 0)
RIGHT = {name: int(label == "yes") for name, label in CUSTOMERS.items()}
BASELINES = """
[[prediction.baselines]]
name = "The same for all"
file = "hidden/constant.csv"

[[prediction.baselines]]
name = "Last year's model"
public = 0.7
private = 0.65
"""


@pytest.fixture
def exercise(db: None, tmp_path: Path) -> Exercise:
    """`guess`, published."""
    week = tmp_path / "numbers" / "week-01-guess"
    folder = week / "guess"
    examples.write(
        folder, examples.CHURN + BASELINES, examples.labels("customer", "churn", CUSTOMERS, part=True)
    )
    (folder / "hidden/constant.csv").write_bytes(table("customer", "churn", dict.fromkeys(CUSTOMERS, 0.5)))
    (week.parent / "course.toml").write_text('title = "Numbers"\nweeks = ["week-01-guess"]\n')
    (week / "week.toml").write_text('title = "Week 1: Guess"\n')
    publish(folder=week.parent, by=None, at=factories.OPENS)
    return Exercise.objects.select_related("course", "week", "current").get(slug="guess")


@pytest.fixture
def cohort(exercise: Exercise) -> Cohort:
    return factories.make_cohort(exercise)


@pytest.fixture
def learner(cohort: Cohort) -> Enrolment:
    return factories.make_learner(cohort, "alice")


@pytest.fixture
def instructor(cohort: Cohort) -> Enrolment:
    return factories.make_instructor(cohort)


def predictions(*, public_errors: int = 0, private_errors: int = 0, note: str = "") -> bytes:
    """So many positives of either part are called negatives. Another `note` makes it another file."""
    left = {True: public_errors, False: private_errors}
    rows: dict[str, object] = {}
    for name, value in RIGHT.items():
        part = name in PUBLIC
        if value and left[part]:
            left[part] -= 1
            value = 0
        rows[name] = value
    return table("customer", "churn", rows) + b"\n" * len(note)


def hand_in(enrolment: Enrolment, exercise: Exercise, content: bytes, *, at=NOW) -> Submission:
    """One attempt, received and scored."""
    submission = receive(
        enrolment=enrolment,
        exercise=exercise,
        file_name="mine.csv",
        content=content,
        channel=Submission.Channel.PAGE,
        at=at,
    )
    if not submission.job.is_terminal:
        grade(job_id=submission.job.pk, at=at, grader=FakeGrader())
    submission.refresh_from_db()
    return submission
