"""What changes a cohort: who takes part, dates, extensions, names on boards, scores let go by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.catalog.models import Exercise
from assay.cohorts.aliases import new_alias
from assay.cohorts.models import Cohort, Enrolment, Extension, ScheduledExercise
from assay.cohorts.policies import merged


class AliasTaken(ValueError):
    """Somebody in the cohort has this alias already."""


@transaction.atomic
def enrol(
    *, user: User, cohort: Cohort, role: str = Enrolment.Role.LEARNER, by: User | None, at: datetime
) -> Enrolment:
    """Take a person into a cohort under a new alias; repeated, it only changes the role."""
    enrolment = Enrolment.objects.filter(user=user, cohort=cohort).first()
    if enrolment is None:
        taken = set(Enrolment.objects.filter(cohort=cohort).values_list("alias", flat=True))
        enrolment = Enrolment.objects.create(
            user=user, cohort=cohort, role=role, alias=new_alias(taken), enrolled_at=at
        )
        record(actor=by, verb="enrolment.made", obj=enrolment, after={"role": str(role)}, at=at)
    elif enrolment.role != role:
        before, enrolment.role = enrolment.role, role
        enrolment.save(update_fields=["role"])
        record(
            actor=by,
            verb="enrolment.role_changed",
            obj=enrolment,
            before={"role": before},
            after={"role": str(role)},
            at=at,
        )
    return enrolment


@transaction.atomic
def schedule(
    *,
    cohort: Cohort,
    exercise: Exercise,
    opens_at: datetime,
    due_at: datetime | None = None,
    closes_at: datetime | None = None,
    policy: dict[str, Any] | None = None,
    by: User | None,
    at: datetime,
) -> ScheduledExercise:
    """Set the dates and own policy of an exercise. Raises ValueError for dates out of order or a wrong policy."""
    given = [moment for moment in (opens_at, due_at, closes_at) if moment is not None]
    if given != sorted(given):
        raise ValueError("An exercise opens, is due and closes, in this order.")
    merged(policy or {})
    dates = {"opens_at": opens_at, "due_at": due_at, "closes_at": closes_at, "policy": policy or {}}
    old = ScheduledExercise.objects.filter(cohort=cohort, exercise=exercise).first()
    before = _as_json({name: getattr(old, name) for name in dates}) if old else {}
    if before == _as_json(dates) and old is not None:
        return old
    scheduled, _ = ScheduledExercise.objects.update_or_create(
        cohort=cohort, exercise=exercise, defaults=dates
    )
    record(actor=by, verb="exercise.scheduled", obj=scheduled, before=before, after=_as_json(dates), at=at)
    return scheduled


@transaction.atomic
def unschedule(*, cohort: Cohort, exercise: Exercise, by: User | None, at: datetime) -> bool:
    """Offer an exercise no longer in this cohort; what was handed in stays. False where it had no date."""
    scheduled = ScheduledExercise.objects.filter(cohort=cohort, exercise=exercise).first()
    if scheduled is None:
        return False
    before = _as_json({name: getattr(scheduled, name) for name in ("opens_at", "due_at", "closes_at")})
    record(actor=by, verb="exercise.unscheduled", obj=scheduled, before=before, at=at)
    scheduled.delete()
    return True


@transaction.atomic
def extend(
    *,
    enrolment: Enrolment,
    exercise: Exercise | None,
    until: datetime,
    reason: str = "",
    by: User | None,
    at: datetime,
) -> Extension:
    """Give one person until `until`, for one exercise or (None) for all of the cohort's."""
    extension = Extension.objects.create(
        enrolment=enrolment, exercise=exercise, until=until, reason=reason, granted_by=by, granted_at=at
    )
    after = {
        "enrolment": enrolment.pk,
        "exercise": exercise.slug if exercise else None,
        "until": until.isoformat(),
        "reason": reason,
    }
    record(actor=by, verb="extension.granted", obj=extension, after=after, at=at)
    return extension


@transaction.atomic
def release_scores(*, cohort: Cohort, exercise: Exercise, by: User | None, at: datetime) -> ScheduledExercise:
    """Let learners see their points from now on, whatever the reveal rule. Repeated, it changes nothing."""
    scheduled = ScheduledExercise.objects.get(cohort=cohort, exercise=exercise)
    if scheduled.scores_released_at is None:
        scheduled.scores_released_at = at
        scheduled.save(update_fields=["scores_released_at"])
        record(actor=by, verb="scores.released", obj=scheduled, at=at)
    return scheduled


def change_appearance(
    *, enrolment: Enrolment, alias: str, shows_real_name: bool, hidden_on_boards: bool, at: datetime
) -> Enrolment:
    """How a person stands on the boards of a cohort. Raises AliasTaken, and ValueError for an empty alias."""
    after = {
        "alias": " ".join(alias.split()),
        "shows_real_name": shows_real_name,
        "hidden_on_boards": hidden_on_boards,
    }
    if not after["alias"]:
        raise ValueError("An alias cannot be empty.")
    before = {name: getattr(enrolment, name) for name in after}
    if before == after:
        return enrolment
    for name, value in after.items():
        setattr(enrolment, name, value)
    try:
        with transaction.atomic():
            enrolment.save(update_fields=list(after))
            record(
                actor=enrolment.user,
                verb="enrolment.appearance_changed",
                obj=enrolment,
                before=before,
                after=after,
                at=at,
            )
    except IntegrityError as error:
        for name, value in before.items():
            setattr(enrolment, name, value)
        raise AliasTaken(f"The alias {alias!r} is taken in this cohort.") from error
    return enrolment


def _as_json(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }
