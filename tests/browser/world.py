"""A lively cohort in a database of its own; `python -m tests.browser.world` fills it and prints where everything is.

Runs as a program beside the tests: it must not share their database, nor their event loop.
"""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from assay.accounts.models import User  # noqa: E402
from assay.catalog.models import Exercise  # noqa: E402
from assay.catalog.operations import publish  # noqa: E402
from assay.cohorts.models import Cohort, Enrolment  # noqa: E402
from assay.cohorts.operations import enrol, extend, schedule  # noqa: E402
from assay.submissions.models import GradingJob, Submission  # noqa: E402
from assay.submissions.operations import grade, receive  # noqa: E402
from graders import exercise as engine  # noqa: E402
from graders import release  # noqa: E402
from graders.report import PlatformError  # noqa: E402
from tests.assay.factories import ScriptedGrader  # noqa: E402
from tests.browser import authoring, marking, predictions, quiet, quizzes  # noqa: E402
from tests.browser.reports import report  # noqa: E402
from tests.browser.site import PASSWORD  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "exercises" / "ml-foundations"
OPEN = ("normal-equation", "house-prices", "churn", "card-fraud")  # what the cohort has handed in so far
OPENS_AFTER_DAYS = (0, 6, 11, 17, 24, 31, 38)
PEERS = 37  # with Ada, Zoe and Omar a cohort of 40
SEED = 2026
SOME_NAMES = (
    "Amara", "Bruno", "Chiara", "Dilan", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Luis", "Mira",
    "Nils", "Oya", "Pablo", "Rana", "Sven", "Tilda", "Umut", "Vera", "Wim", "Yara",
)  # fmt: skip
SOME_FAMILIES = (
    "Berg", "Costa", "Diallo", "Eriksen", "Farkas", "Gupta", "Haas", "Ito", "Jansen", "Kaya", "Lund",
)  # fmt: skip


def main() -> None:
    """Fill the database and print the addresses as JSON."""
    now = timezone.now()
    course = publish(folder=COURSE, by=None, at=now).course
    exercises = {exercise.slug: exercise for exercise in course.exercises.select_related("week", "current")}
    cohort = _cohort(exercises, now)
    ada = person(cohort, "ada", "Ada Lindqvist")
    ivo = person(cohort, "ivo", "Ivo Marin", role=Enrolment.Role.INSTRUCTOR)
    User.objects.create_user("newcomer", "newcomer@example.org", PASSWORD, display_name="Noor Haddad")
    fresh = person(cohort, "zoe", "Zoe Fresh")
    person(cohort, "omar", "Omar Said", password=None)
    house_prices = exercises["house-prices"]
    extend(
        enrolment=fresh, exercise=house_prices, until=now + timedelta(days=6), reason="ill", by=None, at=now
    )
    peers = _fill(cohort, exercises, now)
    places = _addresses(cohort, ada, exercises, now)
    places |= quizzes.fill(cohort, exercises, ada, peers, now)
    places |= authoring.fill(
        cohort, exercises["k-means"], ivo, COURSE / "week-05-clustering" / "k-means", now
    )
    places |= quiet.fill(cohort, ivo, now)
    places |= marking.fill(ivo, now)
    places |= predictions.fill(cohort, COURSE / "week-04-validation" / predictions.SLUG, now)
    print(json.dumps(places))


def _fill(cohort: Cohort, exercises: dict[str, Exercise], now: datetime) -> list[Enrolment]:
    """Peers of every kind: some hand in at once, some late, some never."""
    chance, peers = random.Random(SEED), []
    for count in range(PEERS):
        name = f"{SOME_NAMES[count % len(SOME_NAMES)]} {SOME_FAMILIES[count % len(SOME_FAMILIES)]}"
        peer = person(cohort, f"peer{count}", name, password=None)  # hashing 37 would take 15 s
        peers.append(peer)
        skill = chance.betavariate(6, 2)
        for slug, days_ago in zip(OPEN, (7, 5, 2, 1), strict=True):
            if chance.random() < 0.2 + skill * 0.65:
                at = now - timedelta(days=days_ago, minutes=chance.randrange(1400))
                share = min(1.0, max(0.05, chance.gauss(skill, 0.15)))
                _attempt(peer, exercises[slug], at, share=share)
    return peers


def _addresses(
    cohort: Cohort, ada: Enrolment, exercises: dict[str, Exercise], now: datetime
) -> dict[str, str]:
    """Ada's attempts: one of every kind."""
    _attempt(ada, exercises["normal-equation"], now - timedelta(days=8), share=1.0)
    _attempt(ada, exercises["house-prices"], now - timedelta(days=6), share=0.8)
    churn = exercises["churn"]
    first = _attempt(ada, churn, now - timedelta(hours=30), share=0.35, hostile=True)
    second = _attempt(ada, churn, now - timedelta(hours=3), share=0.75, same=False)
    stopped = _attempt(ada, churn, now - timedelta(hours=2), share=0.2, ending="timed_out")
    fault = _receive(ada, churn, now - timedelta(minutes=50))
    _fail(fault, now - timedelta(minutes=49))
    waiting = _receive(ada, exercises["card-fraud"], now - timedelta(minutes=1))
    course = f"/cohorts/{cohort.slug}/"
    return {
        "home": "/",
        "course": course,
        "exercise": f"{course}exercises/{churn.slug}/",
        "locked": f"{course}exercises/customer-segments/",
        "progress": f"{course}progress/",
        "leaderboard": f"{course}leaderboard/",
        "appearance": f"{course}appearance/",
        "submissions": f"{course}submissions/",
        "dates": f"{course}dates/",
        "gradebook": f"{course}gradebook/",
        "gradebook-week": f"{course}gradebook/?week=3",
        "gradebook-nobody": f"{course}gradebook/?search=nobody",
        "first": f"/submissions/{first.pk}/",
        "result": f"/submissions/{second.pk}/",
        "stopped": f"/submissions/{stopped.pk}/",
        "fault": f"/submissions/{fault.pk}/",
        "waiting": f"/submissions/{waiting.pk}/",
        "notebook": f"/submissions/{second.pk}/notebook/",
        "submissions-nothing": f"{course}submissions/?search=nobody",
        "profile": "/profile/",
    }


def _cohort(exercises: dict[str, Exercise], now: datetime) -> Cohort:
    """Three weeks are open, the first of them is closed already; the others open one by one."""
    cohort = Cohort.objects.create(
        course=exercises["churn"].course,
        slug="autumn-2026",
        title="Machine Learning Foundations, autumn",
        time_zone="Europe/Stockholm",
        policy={"cooldown_seconds": 0},
    )
    start = (now - timedelta(days=15)).replace(hour=6, minute=0, second=0, microsecond=0)
    weeks = sorted({exercise.week.number for exercise in exercises.values()})
    for exercise in exercises.values():
        order = weeks.index(exercise.week.number)
        opens = start + timedelta(days=OPENS_AFTER_DAYS[order])
        schedule(
            cohort=cohort,
            exercise=exercise,
            opens_at=opens,
            due_at=opens + timedelta(days=7, hours=14, minutes=59),
            closes_at=opens + timedelta(days=40 if order else 13),
            by=None,
            at=now,
        )
    return cohort


def person(
    cohort: Cohort,
    username: str,
    name: str,
    *,
    role: str = Enrolment.Role.LEARNER,
    password: str | None = PASSWORD,
) -> Enrolment:
    """Somebody who takes part; without a password she cannot sign in."""
    user = User.objects.create_user(username, f"{username}@example.org", password, display_name=name)
    return enrol(user=user, cohort=cohort, role=role, by=None, at=timezone.now())


@cache
def _released(exercise: Exercise) -> str:
    return json.dumps(release.notebook(engine.read(COURSE / exercise.week.slug / exercise.slug)))


def _receive(enrolment: Enrolment, exercise: Exercise, at: datetime) -> Submission:
    made = json.loads(_released(exercise))
    note = f"{enrolment.pk} {exercise.pk} {at.isoformat()}"
    made["cells"].append({"cell_type": "markdown", "id": "note", "metadata": {}, "source": note})
    return receive(
        enrolment=enrolment,
        exercise=exercise,
        file_name=f"{exercise.slug}.ipynb",
        content=json.dumps(made).encode(),
        channel=Submission.Channel.PAGE,
        at=at,
    )


def _attempt(
    enrolment: Enrolment, exercise: Exercise, at: datetime, *, share: float, **how: Any
) -> Submission:
    submission = _receive(enrolment, exercise, at)
    said = report(exercise=exercise, share=share, **how)
    assert grade(job_id=submission.job.pk, at=at, grader=ScriptedGrader(said))
    return submission


def _fail(submission: Submission, at: datetime) -> None:
    """The sandbox breaks until nobody tries any more."""
    job = submission.job
    while not GradingJob.objects.get(pk=job.pk).is_terminal:
        grade(job_id=job.pk, at=at, grader=ScriptedGrader(PlatformError("The sandbox did not start.")))


if __name__ == "__main__":
    main()
