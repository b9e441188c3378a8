"""The instructor's list of submissions."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from assay.submissions.operations import grade
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_learner


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def listing(client, cohort, exercise, instructor):
    """Two submissions, one of them graded, seen by an instructor."""
    done = hand_in(make_learner(cohort, "alice"), exercise)
    grade(job_id=done.job.pk, at=NOW, grader=ScriptedGrader())
    hand_in(make_learner(cohort, "bob"), exercise)
    client.force_login(instructor.user)
    return lambda **filters: client.get(
        reverse("submissions:list", args=[cohort.slug]), filters
    ).content.decode()


def test_it_works(listing):
    html = listing()

    assert "2 submissions" in html
    assert "alice" in html
    assert "bob" in html


@pytest.mark.parametrize("filters", [{"state": "graded"}, {"search": "alice"}])
def test_filters_are_in_the_address(listing, filters):
    html = listing(**filters)

    assert "1 submission" in html
    assert "bob" not in html


def test_unknown_filters_and_pages_harm_nothing(listing):
    assert "2 submissions" in listing(state="nonsense", exercise="nothing", page="99")


def test_nothing_fits(listing):
    assert "Nothing fits" in listing(search="nobody")
