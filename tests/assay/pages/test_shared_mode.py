"""Where tests share the learner's process, the pages say so: to learners what it means, to those who teach what to mind."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from assay.catalog.models import ExerciseVersion
from assay.submissions.operations import grade
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_instructor, make_report


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def shared(exercise):
    ExerciseVersion.objects.filter(pk=exercise.current.pk).update(isolation="shared")
    exercise.refresh_from_db()
    return exercise


def look(client, user, name, *words):
    client.force_login(user)
    return client.get(reverse(f"submissions:{name}", args=words)).content.decode()


def result_of(client, user, learner, exercise):
    submission = hand_in(learner, exercise)
    assert grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report()))
    return look(client, user, "result", submission.pk)


def test_it_works(client, learner, cohort, shared):
    html = look(client, learner.user, "exercise", cohort.slug, shared.slug)

    assert "share your notebook&#x27;s process" in html or "share your notebook's process" in html
    assert "forge" not in html


def test_those_who_teach_are_told_what_to_mind(client, cohort, shared):
    html = look(client, make_instructor(cohort).user, "exercise", cohort.slug, shared.slug)

    assert "can read them and forge its score" in html


def test_the_result_tells_a_learner_where_to_look(client, learner, shared):
    html = result_of(client, learner.user, learner, shared)

    assert "changes the tests too" in html
    assert "forge" not in html


def test_separate_tests_need_no_words(client, learner, cohort, exercise):
    assert "share" not in look(client, learner.user, "exercise", cohort.slug, exercise.slug)
    assert "changes the tests too" not in result_of(client, learner.user, learner, exercise)
