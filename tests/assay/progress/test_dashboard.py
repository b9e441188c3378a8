"""The progress page: the drawing beside its table, what is shown to be learnt, the best next step."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache

from assay.progress.band import band_of
from assay.progress.bars import bars
from assay.progress.queries import dashboard
from assay.progress.skills import Shown, skills
from assay.progress.trend import trend
from tests.assay.factories import DUE, NOW, OPENS, make_learner, make_report
from tests.assay.progress.test_queries import add_exercise
from tests.assay.submissions.test_result import graded, set_policy

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def trend_of(learner, at=NOW):
    works = dashboard(enrolment=learner, at=at).works
    return trend(works=works, band=band_of(cohort=learner.cohort, at=at), at=at)


def test_points_rise_when_they_are_reached(learner, exercise):
    graded(learner, exercise, make_report(7))  # handed in at NOW

    found = trend_of(learner, NOW + 2 * DAY)

    assert [(sample.at, sample.mine, sample.possible) for sample in found.samples] == [
        (OPENS, 0, 10),
        (OPENS + DAY, 0, 10),
        (NOW, 7, 10),
        (NOW + DAY, 7, 10),
        (NOW + 2 * DAY, 7, 10),
    ]
    assert found.drawing.mine == "M0 100H50.00V30.00H100"
    assert found.drawing.possible == "M0 100H0.00V0.00H100"


def test_a_small_cohort_is_not_drawn(learner, exercise):
    graded(learner, exercise, make_report(7))
    found = trend_of(learner)
    assert (found.people, found.drawing.middle_half, found.drawing.median) == (0, "", "")
    assert {sample.quartiles for sample in found.samples} == {None}


def test_before_anything_is_open_there_is_no_trend(learner, exercise):
    assert trend_of(learner, OPENS - DAY) is None


def test_the_page_names_nobody_but_the_reader(client, cohort, exercise):
    others = [make_learner(cohort) for _ in range(10)]
    for number, other in enumerate(others):
        graded(other, exercise, make_report(number), note=str(number))
    client.force_login(make_learner(cohort).user, backend="django.contrib.auth.backends.ModelBackend")

    content = client.get(f"/cohorts/{cohort.slug}/progress/").content.decode()

    assert "Median of the cohort" in content
    assert not [other for other in others if other.alias in content or other.user.username in content]


def test_points_of_each_week_are_shown_beside_the_cohorts(cohort, learner, exercise):
    for number in range(11):
        graded(make_learner(cohort), exercise, make_report(number), note=str(number))
    page = dashboard(enrolment=learner, at=NOW)
    (bar,) = bars(weeks=page.weeks, band=band_of(cohort=cohort, at=NOW))
    assert (bar.mine, bar.lower, bar.median, bar.width) == ("0.00", "25.00", "50.00", "50.00")


@pytest.mark.parametrize(
    ("points", "shown"), [(8, Shown.FULLY), (7.9, Shown.PARTLY), (0, Shown.NOT_YET)], ids=str
)
def test_a_skill_is_shown_by_the_points_of_its_week(learner, exercise, points, shown):
    exercise.week.learnt = ["square a number"]
    exercise.week.save()
    graded(learner, exercise, make_report(points))

    ((found, (skill,)),) = skills(dashboard(enrolment=learner, at=NOW).weeks)

    assert (found, skill.words, skill.week) == (shown, "square a number", exercise.week.number)


def test_a_locked_week_teaches_nothing_yet(cohort, learner, exercise):
    later = add_exercise(cohort, exercise, "later", opens_at=NOW + DAY, due_at=None)
    later.week.learnt = ["cube a number"]
    later.week.save()
    assert skills(dashboard(enrolment=learner, at=NOW).weeks) == []


def test_what_can_be_in_time_comes_before_what_is_late(cohort, learner, exercise):
    add_exercise(cohort, exercise, "undated", opens_at=OPENS, due_at=None)
    add_exercise(cohort, exercise, "late", opens_at=OPENS, due_at=NOW - timedelta(hours=1))
    assert dashboard(enrolment=learner, at=NOW).next_due.exercise == exercise
    assert dashboard(enrolment=learner, at=DUE + DAY).next_due.exercise.slug == "late"


def test_the_next_step_tells_what_there_is_to_gain(client, learner, exercise):
    graded(learner, exercise, make_report(7.5))
    item = dashboard(enrolment=learner, at=NOW).next_due
    assert (item.to_gain, item.unsolved) == (Decimal("2.5"), ["1. Square"])


def test_hidden_points_are_no_gain(learner, exercise):
    set_policy(learner.cohort, reveal_score="by_hand")
    graded(learner, exercise, make_report(7.5))
    (week,) = dashboard(enrolment=learner, at=NOW).weeks
    assert (week.items[0].points, week.items[0].unsolved) == (None, [])


def test_a_cohort_without_dates_says_what_will_appear(client, cohort, learner):
    cohort.schedule.all().delete()
    client.force_login(learner.user, backend="django.contrib.auth.backends.ModelBackend")
    content = client.get(f"/cohorts/{cohort.slug}/progress/").content.decode()
    assert "Nothing to show yet" in content
