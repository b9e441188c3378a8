"""Begin an attempt, or go on with the one that is unfinished."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from assay.accounts.operations import record as audit
from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import Policy, last_moment, quota
from assay.cohorts.queries import Rules, rules_of, zone_of
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import refusals
from assay.quizzes.operations.ending import end_now, finish_if_over
from assay.quizzes.operations.refusals import Refused

PRACTICE_PER_HOUR = 20
_TRIES = 8
_SEED_BITS = 62


def start(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> QuizAttempt:
    """A counted attempt: the unfinished one where there is one, else a new one. Raises `Refused`."""
    return _start(enrolment, exercise, refusal_to_start, is_practice=False, at=at)


def practise(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> QuizAttempt:
    """The same for an attempt with a new variant that does not count."""
    return _start(enrolment, exercise, refusal_to_practise, is_practice=True, at=at)


def refusal_to_start(
    *, enrolment: Enrolment, exercise: Exercise, at: datetime, rules: Rules | None = None
) -> Refused | None:
    """Why no counted attempt can be begun now; None where it can. Those who teach may at any time.

    `rules` are what `rules_of` says, where it was asked already.
    """
    if refused := _not_hers(enrolment, exercise):
        return refused
    if enrolment.is_staff:
        return None
    policy, deadline = rules or rules_of(enrolment=enrolment, exercise=exercise)
    if refused := refusals.outside_dates(policy, deadline, at, zone_of(enrolment=enrolment)):
        return refused
    return refusals.over_quota(
        policy, quota(policy, _started(enrolment, exercise, is_practice=False), at), at
    )


def refusal_to_practise(
    *, enrolment: Enrolment, exercise: Exercise, at: datetime, rules: Rules | None = None
) -> Refused | None:
    """Why no practice can be begun now: it opens when the counted attempts are used up or the quiz has closed."""
    if refused := _not_hers(enrolment, exercise):
        return refused
    assert exercise.current is not None
    if not load_quiz(version=exercise.current).practice:
        return refusals.no_practice()
    policy, deadline = rules or rules_of(enrolment=enrolment, exercise=exercise)
    if refused := refusals.before_opening(deadline, at, zone_of(enrolment=enrolment)):
        return refused
    end = last_moment(policy, deadline)
    used = quota(policy, _started(enrolment, exercise, is_practice=False), at)
    if used.left != 0 and (end is None or at <= end):
        return refusals.no_practice_yet()
    bound = Policy(per_hour=PRACTICE_PER_HOUR)
    practised = quota(bound, _started(enrolment, exercise, is_practice=True), at)
    return refusals.over_quota(bound, practised, at)


def _not_hers(enrolment: Enrolment, exercise: Exercise) -> Refused | None:
    if not enrolment.user.is_active or exercise.course_id != enrolment.cohort.course_id:
        return refusals.not_enrolled()
    if exercise.retired_at is not None or exercise.current is None or not exercise.current.is_quiz:
        return refusals.not_offered()
    return None


def _started(enrolment: Enrolment, exercise: Exercise, *, is_practice: bool) -> list[datetime]:
    attempts = QuizAttempt.objects.of(enrolment, exercise).filter(is_practice=is_practice)
    return list(attempts.values_list("started_at", flat=True))


def _start(
    enrolment: Enrolment,
    exercise: Exercise,
    refusal: Callable[..., Refused | None],
    *,
    is_practice: bool,
    at: datetime,
) -> QuizAttempt:
    """Two starts at once get the same number; the table lets one in, and the other goes on with that one."""
    for _ in range(_TRIES):
        if (unfinished := _unfinished(enrolment, exercise, is_practice=is_practice, at=at)) is not None:
            return unfinished
        try:
            with transaction.atomic():
                return _insert(enrolment, exercise, refusal, is_practice=is_practice, at=at)
        except IntegrityError:
            continue
    raise refusals.busy()


def _unfinished(
    enrolment: Enrolment,
    exercise: Exercise,
    *,
    is_practice: bool,
    at: datetime,
) -> QuizAttempt | None:
    found = QuizAttempt.objects.of(enrolment, exercise).unfinished().filter(is_practice=is_practice)
    attempt = found.select_related("enrolment__cohort", "enrolment__user", "exercise", "version").first()
    if attempt is not None and finish_if_over(attempt=attempt, at=at).is_finished:
        return None
    return attempt


def _insert(
    enrolment: Enrolment,
    exercise: Exercise,
    refusal: Callable[..., Refused | None],
    *,
    is_practice: bool,
    at: datetime,
) -> QuizAttempt:
    # The number is taken before anything is counted: whoever counted too early then collides with it.
    earlier = QuizAttempt.objects.of(enrolment, exercise).filter(is_practice=is_practice)
    number = (earlier.aggregate(Max("number"))["number__max"] or 0) + 1
    rules = rules_of(enrolment=enrolment, exercise=exercise)
    if refused := refusal(enrolment=enrolment, exercise=exercise, at=at, rules=rules):
        raise refused
    assert exercise.current is not None
    attempt = QuizAttempt(
        enrolment=enrolment,
        exercise=exercise,
        version=exercise.current,
        number=number,
        is_practice=is_practice,
        seed=secrets.randbits(_SEED_BITS),
        started_at=at,
        effective_deadline=rules[1].due_at,
    )
    attempt.ends_at = end_now(attempt, rules)
    attempt.save(force_insert=True)
    after = {"exercise": exercise.pk, "number": number, "practice": is_practice}
    audit(actor=enrolment.user, verb="quiz.started", obj=attempt, after=after, at=at)
    return attempt
