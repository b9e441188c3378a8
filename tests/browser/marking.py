"""A seminar whose answers people mark: some wait, some have their marks, and one attempt has points that were set."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.catalog.operations import publish
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol, schedule
from assay.submissions.models import Submission
from assay.submissions.operations import grade, mark, override, receive
from graders import exercise as engine
from graders import release
from graders.report import (
    Ending,
    EnvironmentRef,
    ExerciseRef,
    QuestionReport,
    Report,
    SubmissionRef,
    TestReport,
    Verdict,
)
from tests.assay.factories import ScriptedGrader
from tests.browser.site import PASSWORD

SOURCE = """# %% [markdown]
# # Errors, squared
# ## 1. Square
# Write `square(x)`.

# %% nbgrader={"grade_id": "square", "solution": true}
### BEGIN SOLUTION
def square(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade_id": "square-tests", "grade": true, "points": 4}
assert square(2) == 4

# %% [markdown]
# ## 2. Why squared?
# Why does least squares square the errors, and what does that cost? Three sentences.

# %% [markdown] nbgrader={"grade_id": "why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Squares keep errors of either sign from cancelling, and $\\frac{d}{de} e^2 = 2e$ is smooth; but one outlier of 10
# weighs as much as a hundred errors of 1.
#
# - one point: signs must not cancel
# - one point: the derivative is smooth
# - one point: outliers weigh too much
# ### END SOLUTION

# %% [markdown] nbgrader={"grade_id": "plot", "task": true, "points": 3}
# ## 3. Residuals
# Draw the residuals of your fit in cells below, and say what you see.
# === BEGIN MARK SCHEME ===
# One point for labelled axes, one for a line at zero, one for a sentence about the pattern.
# === END MARK SCHEME ===
"""
WHY = (
    "Squaring makes every error positive, so that they do not cancel. Its derivative says which way to go.",
    "Because the formula says so. Positive errors are good.",
    "With absolute values there is no derivative at zero. Squares are smooth everywhere, and large errors are punished more.",
    "So that negative and positive errors do not cancel out.",
    "Squared errors come from the Gaussian likelihood: $-\\log p = e^2 / 2\\sigma^2$. The price is that outliers dominate.",
)
NAMES = ("Mina Falk", "Ravi Nair", "Sofia Lindgren", "Tomas Blaha", "Uma Okafor")


def fill(ivo: Enrolment, now: datetime) -> dict[str, str]:
    """Returns the places of the pages; Mina can sign in."""
    exercise = _published(now)
    cohort = Cohort.objects.create(course=exercise.course, slug="seminar", title="Seminar on least squares")
    opens, due = now - timedelta(days=6), now + timedelta(days=1)
    schedule(cohort=cohort, exercise=exercise, opens_at=opens, due_at=due, closes_at=None, by=None, at=now)
    enrol(user=ivo.user, cohort=cohort, role=Enrolment.Role.INSTRUCTOR, by=None, at=now)
    people = [_learner(cohort, name, now) for name in NAMES]
    done = [
        _attempt(person, exercise, text, now - timedelta(hours=30 - number))
        for number, (person, text) in enumerate(zip(people, WHY, strict=True))
    ]
    _mark(done[0], "why", 2, "Right about signs and slopes. What does an outlier of 10 weigh?", ivo.user, now)
    _mark(done[3], "why", 1, "", ivo.user, now - timedelta(hours=2))
    _mark(done[3], "plot", 3, "A clear picture.", ivo.user, now - timedelta(hours=1))
    override(
        submission=done[3],
        points=Decimal(9),
        comment="The file on the server was the old one, so question 2 counts in full.",
        by=ivo.user,
        at=now - timedelta(minutes=30),
    )
    around = f"/cohorts/{cohort.slug}/"
    return {
        "marking": f"{around}marking/",
        "marking-queue": f"{around}exercises/{exercise.slug}/marking/",
        "marking-marked": f"{around}exercises/{exercise.slug}/marking/?state=marked",
        "marking-answer": f"/submissions/{done[2].pk}/marking/why/",
        "marking-task": f"/submissions/{done[2].pk}/marking/plot/",
        "marking-again": f"/submissions/{done[0].pk}/marking/why/",
        "points": f"/submissions/{done[3].pk}/points/",
        "result-awaiting": f"/submissions/{done[0].pk}/",
        "result-set": f"/submissions/{done[3].pk}/",
        "course-awaiting": around,
        "progress-awaiting": f"{around}progress/",
        "gradebook-small": f"{around}gradebook/",
    }


def _published(now: datetime) -> Exercise:
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch) / "least-squares"
        folder = course / "week-01-errors" / "errors-squared"
        folder.mkdir(parents=True)
        (course / "course.toml").write_text('title = "Least squares"\nweeks = ["week-01-errors"]\n')
        (folder.parent / "week.toml").write_text('title = "Week 1: Errors"\n')
        (folder / "exercise.toml").write_text('title = "Errors, squared"\n')
        (folder / "source.py").write_text(SOURCE)
        found: Exercise = publish(folder=course, by=None, at=now).course.exercises.get()
        _released[found.pk] = release.notebook(engine.read(folder))
    return Exercise.objects.select_related("course", "current").get(pk=found.pk)


_released: dict[int, dict[str, Any]] = {}


def _learner(cohort: Cohort, name: str, now: datetime) -> Enrolment:
    username = name.partition(" ")[0].lower()
    password = PASSWORD if username == "mina" else None
    user = User.objects.create_user(username, f"{username}@example.org", password, display_name=name)
    return enrol(user=user, cohort=cohort, by=None, at=now)


def _attempt(person: Enrolment, exercise: Exercise, why: str, at: datetime) -> Submission:
    cells = [_answered(cell, why) for cell in _released[exercise.pk]["cells"]]
    cells.append(
        _cell("code", "fit.residuals().plot()", outputs=[_printed("<Axes: xlabel='size', ylabel='error'>")])
    )
    cells.append(_cell("markdown", "The errors grow with the size of the house."))
    notebook = _released[exercise.pk] | {"cells": cells}
    submission = receive(
        enrolment=person,
        exercise=exercise,
        file_name="errors-squared.ipynb",
        content=json.dumps(notebook).encode(),
        channel=Submission.Channel.PAGE,
        at=at,
    )
    assert grade(job_id=submission.job.pk, at=at, grader=ScriptedGrader(_report(exercise, notebook)))
    return Submission.objects.get(pk=submission.pk)


def _answered(cell: dict[str, Any], why: str) -> dict[str, Any]:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    text = {"square": "def square(x):\n    return x * x", "why": why}.get(name, "".join(cell["source"]))
    marked = {"assay": {"question": name, "restored": name in ("square-tests", "plot")}} if name else {}
    return cell | {"source": text, "metadata": cell["metadata"] | marked}


def _cell(cell_type: str, source: str, **values: Any) -> dict[str, Any]:
    made = {"cell_type": cell_type, "id": f"own-{cell_type}", "metadata": {}, "source": source, **values}
    return made | ({"execution_count": 5} if cell_type == "code" else {})


def _printed(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": f"{text}\n"}


def _report(exercise: Exercise, notebook: dict[str, Any]) -> Report:
    """What the engine says of this notebook: the tests pass, everything else waits."""
    assert exercise.current is not None
    questions = tuple(_question(item) for item in exercise.current.outline)
    return Report(
        submission=SubmissionRef(file="errors-squared.ipynb", sha256="0" * 64),
        exercise=ExerciseRef(id="x", version="0" * 64),
        environment=EnvironmentRef(name="ml-base", digest="e" * 64),
        engine_version="1",
        launcher="scripted",
        isolation="separate",
        ending=Ending.COMPLETED,
        message="",
        points=sum(item.points for item in questions),
        possible=sum(item.possible for item in questions),
        questions=questions,
        wall_seconds=0.21,
        notebook=notebook,
    )


def _question(asked: dict[str, Any]) -> QuestionReport:
    verdict = Verdict.AWAITING_MARKS if asked["manual"] else Verdict.PASSED
    points = 0.0 if asked["manual"] else asked["points"]
    test = TestReport(
        title="Marked by a person" if asked["manual"] else "Visible checks",
        category="manual" if asked["manual"] else "correctness",
        verdict=verdict,
        points=points,
        possible=asked["points"],
    )
    return QuestionReport(
        name=asked["name"],
        title=asked["title"],
        points=points,
        possible=asked["points"],
        verdict=verdict,
        tests=(test,),
    )


def _mark(submission: Submission, question: str, points: int, comment: str, by: User, at: datetime) -> None:
    mark(submission=submission, question=question, points=Decimal(points), comment=comment, by=by, at=at)
