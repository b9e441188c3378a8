"""A lively cohort in a database of its own; `python -m tests.browser.world` fills it and prints where everything is.

Runs as a program beside the tests: it must not share their database, nor their event loop.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from datetime import datetime, timedelta
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
from tests.browser import quizzes  # noqa: E402
from tests.browser.reports import report  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
CHURN = ROOT / "exercises" / "ml-foundations" / "week-03-classification" / "churn"
PASSWORD = "correct horse battery staple"
WEEKS = (
    ("week-01-tables", "Tables", "tidy", "Tidy a table of customers"),
    ("week-02-regression", "Regression", "rents", "What should this flat cost?"),
    ("week-03-classification", "Classification", "churn", "Who is about to leave?"),
    ("week-04-trees", "Trees and forests", "forest", "Grow a forest that does not overfit"),
    ("week-05-clusters", "Clusters", "segments", "Groups nobody has named"),
)
PEERS = 37  # with Ada, Zoe and Noor a cohort of 40
SEED = 2026
SOME_NAMES = (
    "Amara", "Bruno", "Chiara", "Dilan", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Luis", "Mira",
    "Nils", "Oya", "Pablo", "Rana", "Sven", "Tilda", "Umut", "Vera", "Wim", "Yara",
)  # fmt: skip
SOME_FAMILIES = (
    "Berg",
    "Costa",
    "Diallo",
    "Eriksen",
    "Farkas",
    "Gupta",
    "Haas",
    "Ito",
    "Jansen",
    "Kaya",
    "Lund",
)


def main() -> None:
    """Fill the database and print the addresses as JSON."""
    now = timezone.now()
    with tempfile.TemporaryDirectory() as folder:
        publish(folder=_course_folder(Path(folder)), by=None, at=now)
    exercises = list(Exercise.objects.order_by("week__number"))
    cohort = _cohort(exercises, now)
    ada = _person(cohort, "ada", "Ada Lindqvist")
    _person(cohort, "ivo", "Ivo Marin", role=Enrolment.Role.INSTRUCTOR)
    User.objects.create_user("newcomer", "newcomer@example.org", PASSWORD, display_name="Noor Haddad")
    fresh = _person(cohort, "zoe", "Zoe Fresh")
    extend(
        enrolment=fresh, exercise=exercises[1], until=now + timedelta(days=6), reason="ill", by=None, at=now
    )
    _fill(cohort, exercises, now)
    places = _addresses(cohort, ada, exercises, now)
    print(json.dumps(places | quizzes.fill(cohort, exercises, ada, now)))


def _fill(cohort: Cohort, exercises: list[Exercise], now: datetime) -> None:
    """Peers of every kind: some hand in at once, some twice, some never."""
    chance = random.Random(SEED)
    for count in range(PEERS):
        name = f"{SOME_NAMES[count % len(SOME_NAMES)]} {SOME_FAMILIES[count % len(SOME_FAMILIES)]}"
        peer = _person(cohort, f"peer{count}", name, password=None)  # hashing 37 would take 15 s
        skill = chance.betavariate(6, 2)
        for exercise, days_ago in zip(exercises[:3], (13, 7, 2), strict=True):
            if chance.random() < 0.3 + skill * 0.65:
                at = now - timedelta(days=days_ago, minutes=chance.randrange(2000))
                share = min(1.0, max(0.05, chance.gauss(skill, 0.15)))
                _attempt(peer, exercise, at, share=share)


def _addresses(cohort: Cohort, ada: Enrolment, exercises: list[Exercise], now: datetime) -> dict[str, str]:
    """Ada's attempts: one of every kind."""
    _attempt(ada, exercises[0], now - timedelta(days=12), share=1.0)
    _attempt(ada, exercises[1], now - timedelta(days=7), share=0.8)
    churn = exercises[2]
    first = _attempt(ada, churn, now - timedelta(hours=30), share=0.35)
    second = _attempt(ada, churn, now - timedelta(hours=3), share=0.75, same=False)
    stopped = _attempt(ada, churn, now - timedelta(hours=2), share=0.2, ending="timed_out")
    fault = _receive(ada, churn, now - timedelta(minutes=50))
    _fail(fault, now - timedelta(minutes=49))
    waiting = _receive(ada, exercises[1], now - timedelta(minutes=1))
    course = f"/cohorts/{cohort.slug}/"
    return {
        "course": course,
        "exercise": f"{course}exercises/{churn.slug}/",
        "locked": f"{course}exercises/{exercises[4].slug}/",
        "progress": f"{course}progress/",
        "leaderboard": f"{course}leaderboard/",
        "appearance": f"{course}appearance/",
        "submissions": f"{course}submissions/",
        "dates": f"{course}dates/",
        "first": f"/submissions/{first.pk}/",
        "result": f"/submissions/{second.pk}/",
        "stopped": f"/submissions/{stopped.pk}/",
        "fault": f"/submissions/{fault.pk}/",
        "waiting": f"/submissions/{waiting.pk}/",
        "notebook": f"/submissions/{second.pk}/notebook/",
        "submissions-nothing": f"{course}submissions/?search=nobody",
        "profile": "/profile/",
    }


def _course_folder(folder: Path) -> Path:
    """The real exercise of week 3 under five titles, so that every page has something to show."""
    course = folder / "ml-foundations"
    course.mkdir()
    slugs = ", ".join(f'"{slug}"' for slug, *_ in WEEKS)
    (course / "course.toml").write_text(f'title = "Machine Learning Foundations"\nweeks = [{slugs}]\n')
    for slug, title, name, exercise in WEEKS:
        shutil.copytree(CHURN, course / slug / name, ignore=shutil.ignore_patterns("submissions"))
        (course / slug / "week.toml").write_text(f'title = "{title}"\n')
        settings = course / slug / name / "exercise.toml"
        first, _, rest = settings.read_text().partition("\n")
        assert first.startswith("title")
        settings.write_text(f'title = "{exercise}"\n{rest}')
    return course


def _cohort(exercises: list[Exercise], now: datetime) -> Cohort:
    """Weeks 1 to 3 are open, 4 opens on Monday, 5 a week later."""
    cohort = Cohort.objects.create(
        course=exercises[0].course,
        slug="autumn-2026",
        title="Machine Learning Foundations, autumn",
        time_zone="Europe/Stockholm",
        policy={"cooldown_seconds": 0},
    )
    start = (now - timedelta(days=15)).replace(hour=6, minute=0, second=0, microsecond=0)
    for number, exercise in enumerate(exercises):
        opens = start + timedelta(days=(0, 6, 11, 17, 24)[number])
        schedule(
            cohort=cohort,
            exercise=exercise,
            opens_at=opens,
            due_at=opens + timedelta(days=7, hours=14, minutes=59),
            closes_at=opens + timedelta(days=40),
            by=None,
            at=now,
        )
    return cohort


def _person(
    cohort: Cohort,
    username: str,
    name: str,
    *,
    role: str = Enrolment.Role.LEARNER,
    password: str | None = PASSWORD,
) -> Enrolment:
    user = User.objects.create_user(username, f"{username}@example.org", password, display_name=name)
    return enrol(user=user, cohort=cohort, role=role, by=None, at=timezone.now())


def _receive(enrolment: Enrolment, exercise: Exercise, at: datetime) -> Submission:
    made = release.notebook(engine.read(CHURN))
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
