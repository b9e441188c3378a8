"""The cohort as a band: quartiles of ten people or more, of released points alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache

from assay.progress.band import FEWEST_PEOPLE, Quartiles, band_of, moments
from tests.assay.factories import NOW, OPENS, make_learner, make_report
from tests.assay.submissions.test_result import graded, set_policy


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def learners_with_points(cohort, exercise, count: int):
    """Learner number n has n points, as far as there are 10."""
    for number in range(count):
        learner = make_learner(cohort)
        graded(learner, exercise, make_report(number % 11), note=f"band {number}")


def test_it_works(cohort, exercise):
    learners_with_points(cohort, exercise, 11)

    found = band_of(cohort=cohort, at=NOW)

    of_eleven = Quartiles(lower=Decimal("2.5"), median=Decimal(5), upper=Decimal("7.5"))
    assert found.people == 11
    assert found.over_time == [
        (OPENS, Quartiles(lower=Decimal(0), median=Decimal(0), upper=Decimal(0))),
        (OPENS + timedelta(days=1), Quartiles(lower=Decimal(0), median=Decimal(0), upper=Decimal(0))),
        (NOW, of_eleven),
    ]
    assert found.by_week == {exercise.week_id: of_eleven}


def test_fewer_than_ten_people_are_not_shown(cohort, exercise):
    learners_with_points(cohort, exercise, FEWEST_PEOPLE - 1)
    make_learner(cohort)  # who has no points does not fill them up
    assert band_of(cohort=cohort, at=NOW) is None


def test_those_who_teach_are_not_in_it(cohort, exercise, instructor):
    learners_with_points(cohort, exercise, FEWEST_PEOPLE)
    graded(instructor, exercise, make_report(10), note="by an instructor")
    assert band_of(cohort=cohort, at=NOW).people == FEWEST_PEOPLE


def test_what_is_not_released_is_not_in_it(cohort, exercise):
    set_policy(cohort, reveal_score="by_hand")
    learners_with_points(cohort, exercise, FEWEST_PEOPLE)
    assert band_of(cohort=cohort, at=NOW) is None


def test_a_cohort_without_dates_has_none(cohort, exercise):
    cohort.schedule.all().delete()
    assert band_of(cohort=cohort, at=NOW) is None


def test_the_number_of_queries_does_not_grow(cohort, exercise, django_assert_max_num_queries):
    learners_with_points(cohort, exercise, 12)
    with django_assert_max_num_queries(5):
        band_of(cohort=cohort, at=NOW)
    with django_assert_max_num_queries(0):
        band_of(cohort=cohort, at=NOW)


@pytest.mark.parametrize(("days", "count"), [(0, 1), (1, 2), (12, 13), (13, 8), (100, 13)])
def test_a_dozen_steps_at_most(days, count):
    found = moments(first=NOW, at=NOW + timedelta(days=days))
    assert len(found) == count
    assert (found[0], found[-1]) == (NOW, NOW + timedelta(days=days))
    assert found == sorted(set(found))
