"""End an attempt: by its learner, or by the clock as soon as anybody looks; then it is marked in the same transaction."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from assay.accounts.operations import record as audit
from assay.catalog.queries import load_quiz
from assay.cohorts.models import ScheduledExercise
from assay.cohorts.policies import last_moment
from assay.cohorts.queries import Rules, rules_of
from assay.quizzes.models import Marking, QuizAttempt
from assay.quizzes.operations.marking import mark_anew
from assay.quizzes.queries.versions import version_for
from assay.quizzes.timing import GRACE, counted_as, end_of, is_over, limit_of
from graders.report import PlatformError

log = structlog.get_logger(__name__)


def submit(*, attempt: QuizAttempt, at: datetime) -> QuizAttempt:
    """Send the attempt in; repeated, nothing changes. What comes after the end counts as ended by the clock."""
    attempt = finish_if_over(attempt=attempt, at=at)
    if not attempt.is_finished:
        _finish(attempt, QuizAttempt.EndedBy.LEARNER, at)
    return attempt


def finish_if_over(*, attempt: QuizAttempt, at: datetime) -> QuizAttempt:
    """Move the end to where extensions put it, and end the attempt where that is past."""
    if attempt.is_finished:
        return attempt
    ends_at = end_now(attempt)
    if ends_at != attempt.ends_at:
        QuizAttempt.objects.unfinished().filter(pk=attempt.pk).update(ends_at=ends_at)
        attempt.ends_at = ends_at
    if is_over(ends_at=ends_at, at=at):
        _finish(attempt, QuizAttempt.EndedBy.CLOCK, at)
    return attempt


def finish_overdue(*, at: datetime) -> int:
    """End every attempt whose time is over; returns how many. One that fails is tried again the next time."""
    dates = ScheduledExercise.objects.filter(
        cohort=OuterRef("enrolment__cohort"), exercise=OuterRef("exercise")
    )
    past = dates.filter(Q(due_at__lt=at) | Q(closes_at__lt=at))
    found = QuizAttempt.objects.unfinished().filter(Q(ends_at__lt=at - GRACE) | Q(Exists(past)))
    attempts = found.select_related("enrolment__cohort", "enrolment__user", "exercise__current", "version")
    return sum(_finished(attempt, at) for attempt in attempts.iterator(chunk_size=100))


def end_now(attempt: QuizAttempt, rules: Rules | None = None) -> datetime | None:
    """When the clock ends the attempt by the rules that hold now. Those who teach, and practice, know no closing date."""
    quiz, enrolment = load_quiz(version=attempt.version), attempt.enrolment
    closes_at = None
    if not (enrolment.is_staff or attempt.is_practice):
        closes_at = last_moment(*(rules or rules_of(enrolment=enrolment, exercise=attempt.exercise)))
    return end_of(
        started_at=attempt.started_at,
        limit=limit_of(quiz.time_limit_minutes, enrolment.time_limit_percent),
        closes_at=closes_at,
    )


def _finished(attempt: QuizAttempt, at: datetime) -> bool:
    try:
        return finish_if_over(attempt=attempt, at=at).is_finished
    except (
        PlatformError,
        ValueError,
        LookupError,
        ArithmeticError,
    ) as error:  # the others must not wait for it
        log.warning("quiz_not_ended", attempt=str(attempt.pk), reason=str(error))
        return False


@transaction.atomic
def _finish(attempt: QuizAttempt, ended_by: str, at: datetime) -> None:
    """Of two that end it at once, one does; both see the same end."""
    moment = counted_as(ends_at=attempt.ends_at, at=at)
    won = (
        QuizAttempt.objects.unfinished()
        .filter(pk=attempt.pk)
        .update(submitted_at=moment, ended_by=ended_by, revision=F("revision") + 1)
    )
    if won:
        # Read after the update: it waited for a save that was under way.
        QuizAttempt.objects.filter(pk=attempt.pk).update(receipt_sha256=_receipt(attempt, moment))
    attempt.refresh_from_db(fields=["submitted_at", "ended_by", "revision", "receipt_sha256"])
    if won:
        mark_anew(attempt=attempt, version=version_for(attempt), reason=Marking.Reason.SUBMITTED, at=at)
        after = {"ended_by": ended_by, "receipt": attempt.receipt_sha256}
        actor = attempt.enrolment.user if ended_by == QuizAttempt.EndedBy.LEARNER else None
        audit(actor=actor, verb="quiz.submitted", obj=attempt, after=after, at=at)


def _receipt(attempt: QuizAttempt, moment: datetime) -> str:
    """SHA-256 of what was sent in: attempt, version, moment and every answer."""
    said = {
        "attempt": str(attempt.pk),
        "version": attempt.version.digest,
        "submitted_at": moment.isoformat(),
        "answers": dict(attempt.responses.order_by("question_id").values_list("question_id", "value")),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
