"""The result of one submission as one person may see it: the reveal rule and the viewer's role are applied here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assay.accounts.models import User
from assay.cohorts.access import may_grade_cohort
from assay.cohorts.policies import Policy, days_late
from assay.cohorts.queries import Timetable
from assay.submissions.models import GradingJob, ManualMark, Score, Submission, TestResult
from assay.submissions.queries.attempts import work_of
from assay.submissions.queries.predictions import PredictionView, prediction_view
from assay.submissions.queries.queue import Place, place_in_queue
from assay.submissions.status import Status, of_attempt
from assay.submissions.totals import Total, total_of


@dataclass(frozen=True, kw_only=True)
class TestView:
    """One test. `message`, `expected`, `got` and `traceback` are empty for hidden tests, `hint` for passed ones."""

    __test__ = False  # the name begins with "Test": pytest must not collect it

    title: str
    category: str
    visibility: str
    verdict: str
    points: Decimal
    possible: Decimal
    message: str
    hint: str
    expected: str
    got: str
    traceback: str


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """One question with its tests; `mark` is what a person gave for it."""

    name: str
    title: str
    points: Decimal
    possible: Decimal
    verdict: str
    tests: tuple[TestView, ...]
    mark: ManualMark | None = None


@dataclass(frozen=True, kw_only=True)
class ResultView:
    """What the result page and the API show.

    Points are None until there is a score and it is released to the viewer; `points` is after lateness, `raw_points`
    before. `waiting` points are still to be given by a person; an `override` replaced all of them. `previous_points` is
    of the attempt before, `best_points` what counts for the exercise. `warnings` are for those who teach alone.
    `reused_from` is the number of the earlier attempt whose equal file was graded already.
    """

    submission: Submission
    status: Status
    job_state: str
    is_final: bool
    place: Place | None
    released: bool
    platform_problem: bool
    points: Decimal | None
    raw_points: Decimal | None
    possible: Decimal
    waiting: Decimal
    override: ManualMark | None
    best_points: Decimal | None
    previous_points: Decimal | None
    days_late: int
    questions: tuple[QuestionView, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    message: str
    ending: str
    seconds: float | None
    environment: str
    has_notebook: bool
    prediction: PredictionView | None
    reused_from: int | None
    graded_at: datetime | None


def result(*, submission: Submission, viewer: User, at: datetime) -> ResultView:
    """The result as `viewer` may see it at `at`; who may see it at all is `submissions.access`'s."""
    enrolment, exercise = submission.enrolment, submission.exercise
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment])
    work = work_of(timetable=timetable, enrolments=[enrolment], exercises=[exercise], at=at)[
        enrolment.pk, exercise.pk
    ]
    rows = {row.number: row for row in work.rows()}
    teaches = may_grade_cohort(viewer, enrolment.cohort)
    shown = work.released or teaches
    job = submission.job
    score = _score(submission)
    total = total_of(submission)
    points = total.counted(work.policy, work.deadline, submission.accepted_at) if total else None
    possible = total.possible if total else submission.version.points
    previous = rows.get(submission.attempt_number - 1)
    is_full = points is not None and points >= possible
    return ResultView(
        submission=submission,
        status=of_attempt(
            job_state=job.state,
            is_released=shown,
            is_full=is_full,
            awaits_marks=total is not None and total.awaits_marks(is_released=shown),
        ),
        job_state=job.state,
        is_final=job.is_terminal,
        place=place_in_queue(job=job) if job.state == GradingJob.State.QUEUED else None,
        released=shown,
        platform_problem=job.state == GradingJob.State.PLATFORM_FAILED,
        points=points if shown else None,
        raw_points=total.points if total and shown else None,
        possible=possible,
        waiting=total.waiting if total else Decimal(0),
        override=total.override if total and shown else None,
        best_points=work.best.points if work.best and shown else None,
        previous_points=previous.points if previous else None,
        days_late=days_late(work.policy, work.deadline, submission.accepted_at),
        questions=_questions(score, total, work.policy, teaches=teaches) if score and total and shown else (),
        notes=_notes(submission, score),
        warnings=_texts(score.report.get("warnings", [])) if score and teaches else (),
        message=score.message if score else job.failure if job.state == GradingJob.State.INVALID else "",
        ending=score.ending if score else "",
        seconds=score.report.get("wall_seconds") if score else None,
        environment=submission.version.environment,
        has_notebook=score is not None and score.notebook_id is not None,
        prediction=prediction_view(
            version=submission.version, found=score.report.get("prediction"), shows_private=shown
        )
        if score
        else None,
        reused_from=job.reused.job.submission.attempt_number if job.reused else None,
        graded_at=score.created_at if score else None,
    )


def _score(submission: Submission) -> Score | None:
    pointer = getattr(submission, "current_score", None)
    return pointer.score if pointer else None


def _questions(score: Score, total: Total, policy: Policy, *, teaches: bool) -> tuple[QuestionView, ...]:
    tests: dict[str, list[TestView]] = {}
    for test in score.tests.all():
        tests.setdefault(test.question, []).append(_test(test, policy, teaches=teaches))
    return tuple(
        QuestionView(
            name=question["name"],
            title=question["title"] or question["name"],
            points=question["points"],
            possible=question["possible"],
            verdict=question["verdict"],
            tests=tuple(_agreeing(test, question) for test in tests.get(question["name"], ())),
            mark=total.marks.get(question["name"]),
        )
        for question in total.questions
    )


def _agreeing(test: TestView, question: dict[str, Any]) -> TestView:
    """A test that stands for a person's reading says what she gave, once she has."""
    if test.category != "manual" or test.verdict == question["verdict"]:
        return test
    return replace(test, verdict=question["verdict"], points=question["points"], message="")


def _test(test: TestResult, policy: Policy, *, teaches: bool) -> TestView:
    is_hidden = test.visibility == "hidden"
    shows_title = teaches or policy.hidden_titles or not is_hidden
    shows_hint = (teaches or policy.hints) and test.verdict != "passed"
    return TestView(
        title=test.title if shows_title else _("Hidden test"),
        category=test.category if shows_title else "",
        visibility=test.visibility,
        verdict=test.verdict,
        points=test.points,
        possible=test.possible,
        message="" if is_hidden and not teaches else test.message,
        hint=test.hint if shows_hint else "",
        expected="" if is_hidden else test.expected,
        got="" if is_hidden else test.got,
        traceback="" if is_hidden else test.traceback,
    )


def _notes(submission: Submission, score: Score | None) -> tuple[str, ...]:
    """What was mended in the file, said once though both the upload and the run noticed it."""
    graded = score.report.get("notes", []) if score else []
    return tuple(dict.fromkeys(_texts([*submission.notes, *graded])))


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
