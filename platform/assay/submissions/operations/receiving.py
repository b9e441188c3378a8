"""Take a file in: every check, then submission and job in one transaction; refusals leave an audit line alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from assay.accounts.models import User
from assay.accounts.operations import record as audit
from assay.catalog.models import Exercise, ExerciseVersion
from assay.catalog.operations import store
from assay.catalog.queries import load_exercise
from assay.celery import enqueue
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import quota
from assay.cohorts.queries import effective_deadline, effective_policy, zone_of
from assay.submissions.cleaning import clean_file_name, clean_text
from assay.submissions.models import CurrentScore, GradingJob, Score, Submission
from assay.submissions.operations import refusals
from assay.submissions.operations.refusals import Refused
from graders import notebook
from graders.pool import predictions
from graders.report import Ending, LearnerError

_TRIES = 8
_RUN_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True)
class _Upload:
    """What was handed in, checked as far as a file can be without the database.

    `brought_at`: it was handed in elsewhere and is taken over now; dates and quotas of the cohort say nothing to it.
    """

    enrolment: Enrolment
    exercise: Exercise
    version: ExerciseVersion
    file_name: str
    content: bytes
    sha256: str
    channel: str
    notes: tuple[str, ...]
    idempotency_key: str
    brought_at: datetime | None = None


def receive(
    *,
    enrolment: Enrolment,
    exercise: Exercise,
    file_name: str,
    content: bytes,
    channel: str,
    at: datetime,
    idempotency_key: str = "",
    despite_missing_modules: bool = False,
) -> Submission:
    """Take a notebook in and have it graded. The same `idempotency_key` gives the same submission again.

    `despite_missing_modules`: its owner knows that the environment lacks what the notebook imports.
    Raises `Refused` with a code and a sentence; then nothing is stored but a line of the audit.
    """
    try:
        if idempotency_key and (known := _known(enrolment, idempotency_key)):
            return _same(known, exercise, content)
        if not enrolment.user.is_active or exercise.course_id != enrolment.cohort.course_id:
            raise refusals.not_enrolled()
        _check_rules(enrolment, exercise, at)
        upload = _checked(
            enrolment, exercise, file_name, content, channel, idempotency_key, despite_missing_modules
        )
        return _insert(upload, at)
    except LearnerError as error:
        refused = error if isinstance(error, Refused) else Refused(error.code, str(error))
        _note_refusal(enrolment.user, exercise, refused, at)
        if refused is error:
            raise
        raise refused from error


def take_over(
    *,
    enrolment: Enrolment,
    exercise: Exercise,
    file_name: str,
    content: bytes,
    handed_in_at: datetime,
    at: datetime,
    idempotency_key: str,
) -> Submission:
    """Take in what was handed in elsewhere at `handed_in_at`, which alone decides whether it was late.

    It was accepted then: dates and quotas are not asked. It is graded in the bulk lane. Raises `Refused` for a file
    that cannot be graded.
    """
    if known := _known(enrolment, idempotency_key):
        return _same(known, exercise, content)
    try:
        upload = _checked(
            enrolment,
            exercise,
            file_name,
            content,
            Submission.Channel.IMPORT,
            idempotency_key,
            True,  # noqa: FBT003 - nobody is there to ask
        )
    except LearnerError as error:
        raise Refused(error.code, str(error)) from error
    return _insert(replace(upload, brought_at=at), handed_in_at)


def refuse_stranger(*, user: User, exercise: Exercise, at: datetime) -> Refused:
    """For a person without a place in a cohort that has the exercise: writes the audit line, returns what to raise."""
    refused = refusals.not_enrolled()
    _note_refusal(user, exercise, refused, at)
    return refused


def run_again(*, submission: Submission, by: User, at: datetime) -> GradingJob:
    """Grade the same file once more; a job that still waits is returned as it is.

    Its owner waits a little between two runs (raises `Refused`), those who teach do not.
    """
    latest = submission.job
    if not latest.is_terminal:
        return latest
    free_at = (latest.finished_at or latest.queued_at) + _RUN_AGAIN_AFTER
    if by.pk == submission.enrolment.user_id and not submission.enrolment.is_staff and at < free_at:
        raise refusals.run_again_soon(free_at, at)
    try:
        with transaction.atomic():
            job = _queue(submission, GradingJob.Lane.INTERACTIVE, at)
            audit(actor=by, verb="submission.run_again", obj=submission, after={"job": job.pk}, at=at)
            return job
    except IntegrityError:  # two clicks at once: a submission has at most one unfinished job
        return submission.job


def _known(enrolment: Enrolment, idempotency_key: str) -> Submission | None:
    return Submission.objects.filter(enrolment=enrolment, idempotency_key=idempotency_key).first()


def _same(known: Submission, exercise: Exercise, content: bytes) -> Submission:
    if known.exercise_id != exercise.pk or known.sha256 != hashlib.sha256(content).hexdigest():
        raise refusals.key_taken()
    return known


def _check_rules(enrolment: Enrolment, exercise: Exercise, at: datetime) -> None:
    """Dates and quotas; those who teach try their exercises out at any time."""
    if enrolment.is_staff:
        return
    policy = effective_policy(cohort=enrolment.cohort, exercise=exercise)
    deadline = effective_deadline(enrolment=enrolment, exercise=exercise)
    zone = zone_of(enrolment=enrolment)
    if refused := refusals.outside_dates(policy, deadline, at, zone):
        raise refused
    accepted = Submission.objects.of(enrolment, exercise).counted().values_list("accepted_at", flat=True)
    if refused := refusals.over_quota(policy, quota(policy, list(accepted), at), at, zone):
        raise refused


def _checked(
    enrolment: Enrolment,
    exercise: Exercise,
    file_name: str,
    content: bytes,
    channel: str,
    idempotency_key: str,
    despite_missing_modules: bool,  # noqa: FBT001 - an answer of hers, handed on
) -> _Upload:
    version = exercise.current
    if version is None or exercise.retired_at is not None:
        raise Refused("closed", "This exercise is not offered any more.")
    if version.is_quiz:
        raise refusals.no_notebook()
    if not content.strip():
        raise refusals.empty_file()
    name = clean_file_name(file_name)
    source = load_exercise(version=version)
    if predictions.takes_csv(source):
        notes = predictions.check_file(source, content)
    else:
        plan = notebook.check(exercise=source, content=content, file_name=name)
        if plan.missing_modules and not despite_missing_modules:
            raise refusals.missing_modules(plan.missing_modules, source.environment)
        notes = plan.notes
    return _Upload(
        enrolment=enrolment,
        exercise=exercise,
        version=version,
        file_name=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        channel=channel,
        notes=tuple(clean_text(note) for note in notes),
        idempotency_key=idempotency_key,
    )


def _insert(upload: _Upload, at: datetime) -> Submission:
    """Two uploads at once get the same attempt number; the table lets one in and the other counts anew."""
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                return _insert_once(upload, at)
        except IntegrityError:
            if upload.idempotency_key and (known := _known(upload.enrolment, upload.idempotency_key)):
                return _same(known, upload.exercise, upload.content)
    raise Refused("cooling_down", "Too many uploads of yours arrive at once; hand in again in a moment.")


def _insert_once(upload: _Upload, at: datetime) -> Submission:
    # The number is taken before anything is counted: whoever counted too early then collides with it.
    number = _next_number(upload)
    if upload.brought_at is None:
        _check_rules(upload.enrolment, upload.exercise, at)
    equal = _equal_score(upload)
    submission = Submission.objects.create(
        enrolment=upload.enrolment,
        exercise=upload.exercise,
        version=upload.version,
        attempt_number=number,
        file_id=store(upload.content),
        file_name=upload.file_name,
        notes=list(upload.notes),
        accepted_at=at,
        effective_deadline=effective_deadline(enrolment=upload.enrolment, exercise=upload.exercise).due_at,
        channel=upload.channel,
        idempotency_key=upload.idempotency_key,
    )
    if equal is None:
        lane = GradingJob.Lane.BULK if upload.brought_at else GradingJob.Lane.INTERACTIVE
        _queue(submission, lane, upload.brought_at or at)
    else:
        _reuse(submission, equal, upload.brought_at or at)
    after = {"exercise": upload.exercise.pk, "attempt": number, "sha256": upload.sha256}
    audit(
        actor=None if upload.brought_at else upload.enrolment.user,
        verb="submission.taken_over" if upload.brought_at else "submission.received",
        obj=submission,
        after=after,
        at=upload.brought_at or at,
    )
    return submission


def _next_number(upload: _Upload) -> int:
    taken = Submission.objects.of(upload.enrolment, upload.exercise).aggregate(Max("attempt_number"))
    return (taken["attempt_number__max"] or 0) + 1


def _equal_score(upload: _Upload) -> Score | None:
    """The score of an equal file of hers for the same version that ran to its end."""
    pointers = CurrentScore.objects.select_related("score").filter(
        submission__enrolment=upload.enrolment,
        submission__version=upload.version,
        submission__file=upload.sha256,
        score__ending=Ending.COMPLETED,
    )
    pointer = pointers.order_by("-score__created_at").first()
    return pointer.score if pointer else None


def _queue(submission: Submission, lane: str, at: datetime) -> GradingJob:
    job = GradingJob.objects.create(
        submission=submission,
        version=submission.version,
        lane=lane,
        requested_at=at,
        queued_at=at,
        woken_at=at,
    )
    enqueue(task="submissions.grade", lane=lane, job_id=job.pk)
    return job


def _reuse(submission: Submission, score: Score, at: datetime) -> None:
    GradingJob.objects.create(
        submission=submission,
        version=submission.version,
        state=GradingJob.State.GRADED,
        requested_at=at,
        queued_at=at,
        finished_at=at,
        environment_digest=score.job.environment_digest,
        reused=score,
    )
    CurrentScore.objects.create(submission=submission, score=score)


def _note_refusal(user: User, exercise: Exercise, refused: Refused, at: datetime) -> None:
    after = {"code": refused.code, "sentence": str(refused)}
    audit(actor=user, verb="submission.refused", obj=exercise, after=after, at=at)
