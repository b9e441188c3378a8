"""Enrolling, scheduling, extending, and what each leaves in the audit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.accounts.models import AuditEvent
from assay.cohorts.models import Enrolment, ScheduledExercise
from assay.cohorts.operations import AliasTaken, change_appearance, enrol, extend, release_scores, schedule
from assay.cohorts.queries import (
    cohorts_of,
    effective_deadline,
    effective_policy,
    enrolment_of,
    enrolments_for,
)
from tests.assay.factories import CLOSES, DUE, NOW, OPENS, make_cohort, make_learner, make_user


def test_enrolling_gives_an_alias_that_says_nothing(cohort):
    user = make_user("carol")
    enrolment = enrol(user=user, cohort=cohort, by=None, at=NOW)
    assert enrolment.role == "learner"
    assert "carol" not in enrolment.alias.lower()
    assert enrolment_of(user=user, cohort=cohort) == enrolment
    assert list(cohorts_of(user=user)) == [cohort]


def test_enrolling_twice_changes_only_the_role(cohort):
    user = make_user()
    first = enrol(user=user, cohort=cohort, by=None, at=NOW)
    again = enrol(user=user, cohort=cohort, role=Enrolment.Role.ASSISTANT, by=None, at=NOW)
    assert (again.pk, again.alias, again.role) == (first.pk, first.alias, "assistant")
    verbs = AuditEvent.objects.filter(object_id=str(first.pk), object_type="cohorts.enrolment")
    assert sorted(verbs.values_list("verb", flat=True)) == ["enrolment.made", "enrolment.role_changed"]


def test_forty_aliases_differ(cohort):
    assert len({make_learner(cohort).alias for _ in range(40)}) == 40


def test_an_alias_is_ones_own(cohort, learner):
    other = make_learner(cohort)
    with pytest.raises(AliasTaken):
        change_appearance(
            enrolment=other, alias=learner.alias, shows_real_name=False, hidden_on_boards=False, at=NOW
        )
    other.refresh_from_db()
    assert other.alias != learner.alias


def test_an_alias_is_never_empty(learner):
    with pytest.raises(ValueError, match="empty"):
        change_appearance(enrolment=learner, alias=" ", shows_real_name=False, hidden_on_boards=False, at=NOW)


def test_scheduling_twice_is_one_schedule_and_one_audit_line(cohort, exercise):
    lines = AuditEvent.objects.filter(verb="exercise.scheduled")
    for _ in range(2):
        schedule(cohort=cohort, exercise=exercise, opens_at=OPENS, due_at=DUE, by=None, at=NOW)
    assert ScheduledExercise.objects.count() == 1
    assert lines.count() == 2  # the first one is the fixture's, with another end
    assert lines.first().before["closes_at"] == CLOSES.isoformat()


def test_dates_stand_in_their_order(cohort, exercise):
    with pytest.raises(ValueError, match="order"):
        schedule(cohort=cohort, exercise=exercise, opens_at=DUE, due_at=OPENS, by=None, at=NOW)


def test_the_deadline_of_one_person(cohort, learner, exercise):
    other = make_learner(cohort)
    extend(enrolment=learner, exercise=None, until=DUE + timedelta(days=1), by=None, at=NOW)
    assert effective_deadline(enrolment=learner, exercise=exercise).due_at == DUE + timedelta(days=1)
    assert effective_deadline(enrolment=other, exercise=exercise).due_at == DUE


def test_an_extension_for_another_exercise_does_not_help(cohort, learner, exercise):
    exercise.pk, exercise.slug = None, "another"
    exercise.save()
    extend(enrolment=learner, exercise=exercise, until=CLOSES, by=None, at=NOW)
    first = cohort.schedule.get().exercise
    assert effective_deadline(enrolment=learner, exercise=first).due_at == DUE


def test_the_policy_has_three_layers(cohort, exercise):
    assert effective_policy(cohort=cohort, exercise=exercise).per_day == 0
    cohort.policy = {"per_day": 4, "per_hour": 2}
    cohort.save()
    cohort.schedule.update(policy={"per_day": 9})
    policy = effective_policy(cohort=cohort, exercise=exercise)
    assert (policy.per_day, policy.per_hour) == (9, 2)


def test_a_person_may_be_in_two_runs_of_a_course(cohort, learner, exercise):
    second = enrol(user=learner.user, cohort=make_cohort(exercise), by=None, at=NOW)
    assert list(enrolments_for(user=learner.user, exercise=exercise)) == [second, learner]


def test_letting_points_go_twice_is_once(cohort, exercise):
    release_scores(cohort=cohort, exercise=exercise, by=None, at=NOW)
    release_scores(cohort=cohort, exercise=exercise, by=None, at=DUE)
    assert cohort.schedule.get().scores_released_at == NOW
    assert AuditEvent.objects.filter(verb="scores.released").count() == 1
