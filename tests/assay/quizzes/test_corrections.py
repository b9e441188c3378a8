"""A key is corrected after the fact: who changes is shown first, and nothing that was seen or marked is lost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from assay.accounts.models import AuditEvent
from assay.catalog.models import Exercise, ExerciseVersion
from assay.catalog.operations import PublishRefused, publish_quiz_text
from assay.catalog.queries import load_quiz
from assay.quizzes.models import Correction, CurrentMarking, Marking
from assay.quizzes.operations import start, submit
from assay.quizzes.operations.corrections import (
    correct_keys,
    effect_of_keys,
    effect_of_undoing,
    mark_by_offered,
    mark_what_waits,
    undo,
)
from assay.quizzes.queries.corrections import corrections_of, notices_of, versions_of
from graders.quiz import read_quiz
from graders.quiz.amend import amended
from tests.assay.factories import NOW, make_cohort, make_instructor, make_learner
from tests.assay.quizzes.conftest import answer, answer_all
from tests.assay.quizzes.texts import SMALL

LATER = NOW + timedelta(hours=1)
REASON = "Turing is a good answer, too."
TURING = amended(SMALL, question_id="name", changes={("answer",): ["KEYlovelace", "Turing"]})


@pytest.fixture
def cohort(quiz):
    return make_cohort(quiz)


@pytest.fixture
def teacher(cohort):
    return make_instructor(cohort).user


def sat(learner, quiz, said, at=NOW):
    """Everything right, and `said` to the last question (1 point)."""
    attempt = start(enrolment=learner, exercise=quiz, at=at)
    answer_all(attempt, at=at)
    answer(attempt, "name", said, at=at)
    return submit(attempt=attempt, at=at)


@pytest.fixture
def turing(cohort, quiz):
    return sat(make_learner(cohort), quiz, "Turing")


@pytest.fixture
def lovelace(cohort, quiz):
    return sat(make_learner(cohort), quiz, "KEYlovelace")


def corrected(quiz, teacher, text=TURING, at=LATER):
    return correct_keys(exercise=quiz, text=text, reason=REASON, by=teacher, at=at)


def points(attempt):
    return CurrentMarking.objects.get(attempt=attempt).marking.points


def test_it_works(quiz, turing, lovelace, teacher):
    assert (points(turing), points(lovelace)) == (6, 7)

    corrected(quiz, teacher)

    assert (points(turing), points(lovelace)) == (7, 7)
    turing.refresh_from_db()
    assert load_quiz(version=turing.version) == read_quiz(SMALL, name="")
    assert [marking.points for marking in turing.markings.order_by("pk")] == [6, 7]


def test_what_would_change_is_shown_and_nothing_is_written(cohort, quiz, turing, lovelace):
    rows = [model.objects.count() for model in (Marking, Correction, ExerciseVersion, AuditEvent)]

    effect = effect_of_keys(exercise=quiz, cohort=cohort, keys=read_quiz(TURING, name=""))

    (change,) = effect.changes
    assert (change.attempt, change.before, change.after, change.possible) == (turing, 6, 7, 7)
    assert [(item.name, item.before, item.after) for item in change.questions] == [("name", 0, 1)]
    assert (effect.unchanged, effect.elsewhere, effect.left) == (1, 0, ())
    assert rows == [model.objects.count() for model in (Marking, Correction, ExerciseVersion, AuditEvent)]


def test_twice_is_once(quiz, turing, teacher):
    assert corrected(quiz, teacher) == 1
    rows = [model.objects.count() for model in (Marking, Correction, ExerciseVersion, AuditEvent)]
    quiz.refresh_from_db()
    assert corrected(quiz, teacher, at=LATER + timedelta(minutes=1)) == 0
    assert rows == [model.objects.count() for model in (Marking, Correction, ExerciseVersion, AuditEvent)]


def test_new_attempts_get_the_corrected_keys(cohort, quiz, turing, teacher):
    corrected(quiz, teacher)
    assert points(sat(make_learner(cohort), Exercise.objects.get(pk=quiz.pk), "Turing", LATER)) == 7


def test_an_unfinished_attempt_is_marked_by_the_corrected_keys(cohort, quiz, teacher):
    attempt = start(enrolment=make_learner(cohort), exercise=quiz, at=NOW)
    answer(attempt, "name", "Turing")
    corrected(quiz, teacher)
    submit(attempt=attempt, at=LATER)
    assert points(attempt) == 1


def test_undoing_is_another_correction(quiz, turing, teacher):
    original = quiz.current
    corrected(quiz, teacher)
    (correction,) = corrections_of(exercise=quiz)
    assert [
        change.after
        for change in effect_of_undoing(correction=correction, cohort=turing.enrolment.cohort).changes
    ] == [6]

    undo(correction=correction, reason="It was not.", by=teacher, at=LATER + timedelta(hours=1))

    quiz.refresh_from_db()
    assert (points(turing), quiz.current) == (6, original)
    assert [marking.points for marking in turing.markings.order_by("pk")] == [6, 7, 6]
    assert [item.reason for item in corrections_of(exercise=quiz)] == ["It was not.", REASON]


def test_undoing_reaches_those_who_saw_the_correction(cohort, quiz, teacher):
    corrected(quiz, teacher, at=NOW)
    quiz.refresh_from_db()
    late = sat(make_learner(cohort), quiz, "Turing")
    assert points(late) == 7
    (correction,) = corrections_of(exercise=quiz)
    undo(correction=correction, reason="No.", by=teacher, at=LATER)
    assert points(late) == 6


def test_an_undone_correction_can_be_made_again(quiz, turing, teacher):
    corrected(quiz, teacher)
    undo(correction=corrections_of(exercise=quiz)[0], reason="No.", by=teacher, at=LATER + timedelta(hours=1))
    undo(
        correction=corrections_of(exercise=quiz)[0], reason="Yes.", by=teacher, at=LATER + timedelta(hours=2)
    )
    quiz.refresh_from_db()
    assert points(turing) == 7
    assert "Turing" in load_quiz(version=quiz.current).question("name").answer


def test_keys_that_were_published_from_the_folder(quiz, turing, teacher):
    publish_quiz_text(exercise=quiz, text=TURING, by=None, at=LATER)
    assert points(turing) == 6
    assert [row.is_behind for row in versions_of(exercise=quiz)] == [False, False]

    assert mark_by_offered(exercise=quiz, reason=REASON, by=teacher, at=LATER) == 1
    assert mark_by_offered(exercise=quiz, reason=REASON, by=teacher, at=LATER) == 0

    assert points(turing) == 7
    assert [(row.is_offered, row.finished, row.is_behind) for row in versions_of(exercise=quiz)] == [
        (True, 0, False),
        (False, 1, True),
    ]
    undo(correction=corrections_of(exercise=quiz)[0], reason="No.", by=teacher, at=LATER + timedelta(hours=1))
    quiz.refresh_from_db()
    assert points(turing) == 6
    assert "Turing" in load_quiz(version=quiz.current).question("name").answer


@pytest.mark.parametrize(("credit", "expected"), [("everyone", (7, 7)), ("void", (6, 6))])
def test_credit_for_a_faulty_question(quiz, turing, teacher, credit, expected):
    corrected(quiz, teacher, amended(SMALL, question_id="name", changes={("credit",): credit}))
    marking = CurrentMarking.objects.get(attempt=turing).marking
    assert (marking.points, marking.possible) == expected


def test_what_was_asked_may_not_change(cohort, quiz, turing, teacher):
    other = amended(SMALL, question_id="name", changes={("id",): "another"})
    effect = effect_of_keys(exercise=quiz, cohort=cohort, keys=read_quiz(other, name=""))
    assert (effect.changes, len(effect.left)) == ((), 1)
    assert corrected(quiz, teacher, other) == 0
    assert points(turing) == 6


def test_a_text_that_is_no_quiz_is_refused_and_nothing_changes(quiz, turing, teacher):
    with pytest.raises(PublishRefused):
        corrected(quiz, teacher, amended(SMALL, question_id="recall", changes={("answer",): "nobody / 0"}))
    quiz.refresh_from_db()
    assert load_quiz(version=quiz.current) == read_quiz(SMALL, name="")
    assert not Correction.objects.exists()


def test_other_cohorts_are_counted_but_not_named(cohort, quiz, turing):
    sat(make_learner(make_cohort(quiz)), quiz, "Turing")
    effect = effect_of_keys(exercise=quiz, cohort=cohort, keys=read_quiz(TURING, name=""))
    assert (len(effect.changes), effect.elsewhere) == (1, 1)


def test_a_learner_reads_why_and_only_where_something_changed(quiz, turing, lovelace, teacher):
    corrected(quiz, teacher)
    (notice,) = notices_of(attempt=turing)
    assert (notice.reason, notice.at, notice.before, notice.after) == (REASON, LATER, 6, 7)
    assert notice.titles == ("Question 4",)
    assert notices_of(attempt=lovelace) == []


def test_it_is_written_down(quiz, turing, teacher):
    corrected(quiz, teacher)
    event = AuditEvent.objects.get(verb="quiz.corrected")
    assert (event.actor, event.after["reason"], event.after["attempts"]) == (teacher, REASON, 1)


def test_who_was_marked_by_the_keys_of_before_is_found_later(quiz, turing, teacher):
    corrected(quiz, teacher)
    old = turing.markings.earliest("pk")
    CurrentMarking.objects.filter(attempt=turing).update(marking=old)
    assert mark_what_waits(exercise=quiz, at=LATER) == 1
    assert points(turing) == Decimal(7)


def test_the_number_of_queries_does_not_grow_with_the_attempts(
    cohort, quiz, turing, django_assert_max_num_queries
):
    for _ in range(5):
        sat(make_learner(cohort), quiz, "Turing")
    with django_assert_max_num_queries(5):
        effect_of_keys(exercise=quiz, cohort=cohort, keys=read_quiz(TURING, name=""))
