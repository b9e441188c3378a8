"""Two cohorts that predict missed appointments: one is at it, the other has closed and been shaken up."""

from __future__ import annotations

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol, schedule
from assay.submissions.models import Submission
from assay.submissions.operations import grade, receive
from graders.pool.fake import FakeGrader
from tests.browser.site import PASSWORD

SLUG = "missed-appointments"
NAMES = (
    "Amara Berg",
    "Bruno Costa",
    "Chiara Diallo",
    "Dilan Eriksen",
    "Elif Farkas",
    "Farid Gupta",
    "Greta Haas",
)
SEED = 12


def fill(lively: Cohort, folder: Path, now: datetime) -> dict[str, str]:
    """Make both, with Pia in them; returns the places of her pages. `folder` is the exercise's."""
    exercise = Exercise.objects.get(course=lively.course, slug=SLUG)
    careful = _read(folder / "submissions/careful.csv")
    user = User.objects.create_user("pia", "pia@example.org", PASSWORD, display_name="Pia Sandoval")
    places: dict[str, str] = {}
    for slug, opened_days_ago in (("guessing", 10), ("guessed", 40)):
        opens = now - timedelta(days=opened_days_ago)
        cohort = Cohort.objects.create(course=lively.course, slug=slug, title=f"Forecasters, {slug}")
        schedule(
            cohort=cohort,
            exercise=exercise,
            opens_at=opens,
            due_at=opens + timedelta(days=14),
            closes_at=opens + timedelta(days=21),
            by=None,
            at=opens,
        )
        pia = enrol(user=user, cohort=cohort, by=None, at=opens)
        _peers(cohort, exercise, careful, opens)
        latest = [
            _hand_in(
                pia, exercise, _blurred(careful, noise, random.Random(SEED)), opens + timedelta(days=day)
            )
            for day, noise in ((1, 0.5), (2, 0.12), (3, 0.3))
        ][1]
        around = f"/cohorts/{slug}/exercises/{SLUG}/"
        places |= {
            slug: around,
            f"{slug}-board": f"{around}board/",
            f"{slug}-result": f"/submissions/{latest.pk}/",
        }
    return places


def _peers(cohort: Cohort, exercise: Exercise, careful: dict[str, float], opens: datetime) -> None:
    chance = random.Random(SEED)
    for count, name in enumerate(NAMES):
        user, _ = User.objects.get_or_create(
            username=f"forecaster{count}", defaults={"display_name": name, "email": f"f{count}@example.org"}
        )
        peer = enrol(user=user, cohort=cohort, by=None, at=opens)
        content = _blurred(careful, chance.choice([0.08, 0.15, 0.3, 0.6]), chance)
        _hand_in(peer, exercise, content, opens + timedelta(days=1, hours=count))


def _read(path: Path) -> dict[str, float]:
    with path.open(newline="") as table:
        return {row["appointment"]: float(row["missed"]) for row in csv.DictReader(table)}


def _blurred(careful: dict[str, float], noise: float, chance: random.Random) -> bytes:
    rows = [f"{name},{min(1, max(0, value + chance.gauss(0, noise))):.3f}" for name, value in careful.items()]
    return "\n".join(["appointment,missed", *rows]).encode()


def _hand_in(enrolment: Enrolment, exercise: Exercise, content: bytes, at: datetime) -> Submission:
    submission = receive(
        enrolment=enrolment,
        exercise=exercise,
        file_name="predictions.csv",
        content=content,
        channel=Submission.Channel.PAGE,
        at=at,
    )
    assert grade(job_id=submission.job.pk, at=at, grader=FakeGrader())
    return submission
