"""Who may see and grade: the predicates behind every page and the API."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from assay.cohorts.access import (
    get_cohort_or_404,
    get_enrolment_or_404,
    get_graded_cohort_or_404,
    may_grade_cohort,
    may_see_cohort,
)
from assay.submissions.access import may_see_submission
from tests.assay.factories import make_user
from tests.assay.security.world import World, make_world

SEES = {"peer", "learner", "assistant", "instructor", "staff"}
GRADES = {"assistant", "instructor", "staff"}


@pytest.fixture
def world(exercise) -> World:
    return make_world(exercise)


def those_who(world: World, rule, subject) -> set[str]:
    return {role for role, user in world.people.items() if rule(user or AnonymousUser(), subject)}


def test_it_works(world):
    assert those_who(world, may_see_cohort, world.cohort) == SEES
    assert those_who(world, may_grade_cohort, world.cohort) == GRADES
    assert those_who(world, may_see_submission, world.submission) == GRADES | {"learner"}


def test_staff_that_was_put_out_sees_nothing(world):
    former = make_user(is_staff=True, is_active=False)
    assert not may_see_cohort(former, world.cohort)
    assert not may_grade_cohort(former, world.cohort)


def test_what_one_may_not_know_of_does_not_exist(world):
    for get in (get_cohort_or_404, get_enrolment_or_404, get_graded_cohort_or_404):
        for who in (AnonymousUser(), world.people["stranger"]):
            with pytest.raises(Http404):
                get(who, world.cohort.slug)


def test_what_one_knows_of_but_may_not_do_is_forbidden(world):
    with pytest.raises(PermissionDenied):
        get_graded_cohort_or_404(world.people["learner"], world.cohort.slug)
    with pytest.raises(PermissionDenied):
        get_enrolment_or_404(world.people["staff"], world.cohort.slug)
