"""Statistics of a quiz in a cohort: whose attempts are in, and what is said about options and answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.cohorts.models import Enrolment
from assay.cohorts.operations import enrol
from assay.quizzes.operations import start, submit
from assay.quizzes.queries.statistics import COUNTED, FIRST, statistics
from assay.quizzes.sitting import Sitting
from tests.assay.factories import NOW, OPENS, make_cohort, make_learner, make_user
from tests.assay.quizzes.conftest import answer, answer_all

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def cohort(quiz):
    return make_cohort(quiz)


def sat(learner, quiz, at=NOW, **answers):
    """A finished attempt with these answers; `split` by the text of an option."""
    attempt = start(enrolment=learner, exercise=quiz, at=at)
    for question_id, given in answers.items():
        answer(attempt, question_id, given if question_id != "split" else option(attempt, given), at=at)
    return submit(attempt=attempt, at=at + timedelta(minutes=4))


def option(attempt, text):
    """The shown id of the option with this text."""
    part = Sitting.of(attempt).paper.question("split").parts[0]
    return next(shown.id for shown in part.options if shown.text == text)


def right(learner, quiz, at=NOW):
    attempt = start(enrolment=learner, exercise=quiz, at=at)
    answer_all(attempt, at=at)
    return submit(attempt=attempt, at=at + timedelta(minutes=4))


def of(cohort, quiz, which=FIRST):
    return statistics(cohort=cohort, exercise=quiz, which=which, at=LATER)


def question(found, name):
    return next(item.item for item in found.questions if item.id == name)


def test_it_works(cohort, quiz):
    right(make_learner(cohort), quiz)
    sat(make_learner(cohort), quiz, name="Turing", split="To save memory")
    sat(make_learner(cohort), quiz, name=" turing ", split="To save memory")
    start(enrolment=make_learner(cohort), exercise=quiz, at=NOW)

    found = of(cohort, quiz)

    assert (found.whole.sheets, found.learners, found.unfinished) == (3, 4, 1)
    assert found.usual_duration == timedelta(minutes=4)
    assert sum(found.bins) == 3
    assert question(found, "name").frequent_wrong[0].count == 2
    split = question(found, "split")
    assert [(item.id, item.is_right, item.count) for item in split.options] == [
        ("a", True, 1),
        ("b", False, 2),
        ("c", False, 0),
    ]
    assert question(found, "recall").answered == 1


def test_only_the_first_attempt_of_each_learner_or_the_one_that_counts(cohort, quiz):
    learner = make_learner(cohort)
    sat(learner, quiz, name="Turing")
    right(learner, quiz, at=NOW + timedelta(minutes=30))
    assert question(of(cohort, quiz), "name").right == 0
    assert question(of(cohort, quiz, COUNTED), "name").right == 1
    assert of(cohort, quiz, COUNTED).whole.sheets == 1


def test_those_who_teach_and_other_cohorts_are_not_in(cohort, quiz):
    right(enrol(user=make_user(), cohort=cohort, role=Enrolment.Role.INSTRUCTOR, by=None, at=OPENS), quiz)
    right(make_learner(make_cohort(quiz)), quiz)
    assert of(cohort, quiz).whole.sheets == 0


def test_usual_slips_are_one_answer_though_everybody_has_other_numbers(cohort, quiz):
    for _ in range(3):
        learner = make_learner(cohort)
        attempt = start(enrolment=learner, exercise=quiz, at=NOW)
        drawn = Sitting.of(attempt).paper.question("recall").variables
        answer(attempt, "recall", f"{100 * drawn['tp'] / (drawn['tp'] + drawn['fn']):.4f}")
        submit(attempt=attempt, at=NOW)
    (frequent,) = question(of(cohort, quiz), "recall").frequent_wrong
    assert (frequent.said, frequent.count) == ("100 times the right answer", 3)


def test_a_new_attempt_is_seen_at_once(cohort, quiz):
    right(make_learner(cohort), quiz)
    assert of(cohort, quiz).whole.sheets == 1
    right(make_learner(cohort), quiz)
    assert of(cohort, quiz).whole.sheets == 2


def test_a_quiz_that_nobody_has_taken(cohort, quiz):
    found = of(cohort, quiz)
    assert (found.whole.sheets, found.usual_duration, sum(found.bins)) == (0, None, 0)
    assert [item.item.difficulty for item in found.questions] == [None] * len(found.questions)


def test_the_number_of_queries_does_not_grow(cohort, quiz, django_assert_max_num_queries):
    for _ in range(5):
        right(make_learner(cohort), quiz)
    of(cohort, quiz)
    right(make_learner(cohort), quiz)
    with django_assert_max_num_queries(6):
        of(cohort, quiz)
