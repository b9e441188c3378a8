"""What a person may see of a result: the reveal rule, her role, and never what is hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from assay.cohorts.operations import extend, release_scores
from assay.submissions.models import GradingJob
from assay.submissions.operations import grade
from assay.submissions.queries import result
from assay.submissions.status import Status
from graders.report import Ending
from tests.assay.factories import CLOSES, DUE, NOW, ScriptedGrader, hand_in, make_report


def graded(enrolment, exercise, report=None, *, at=NOW, note=""):
    submission = hand_in(enrolment, exercise, at=at, note=note)
    grade(job_id=submission.job.pk, at=at, grader=ScriptedGrader(report or make_report(4)))
    return submission


def seen(submission, person, at=NOW):
    submission.refresh_from_db()
    return result(submission=submission, viewer=person.user, at=at)


def set_policy(cohort, **policy):
    cohort.policy = policy
    cohort.save()


def test_it_works(learner, exercise):
    view = seen(graded(learner, exercise), learner)

    assert (view.status, view.points, view.possible, view.released) == (Status.NEEDS_WORK, 4, 10, True)
    assert (view.is_final, view.has_notebook, view.ending) == (True, True, "completed")
    assert [(question.title, question.verdict) for question in view.questions] == [("1. Square", "failed")]
    assert view.best_points == 4


def test_hidden_tests_show_title_points_and_hint_only(learner, exercise):
    visible, hidden = seen(graded(learner, exercise), learner).questions[0].tests
    assert (visible.message, visible.got) == ("Fine.", "4")
    assert (hidden.title, hidden.points, hidden.hint) == ("Other numbers", 4, "Look at halves.")
    assert (hidden.message, hidden.expected, hidden.got, hidden.traceback) == ("", "", "", "")


def test_titles_and_hints_can_be_kept_back(learner, instructor, exercise):
    set_policy(learner.cohort, hidden_titles=False, hints=False)
    submission = graded(learner, exercise)
    hidden = seen(submission, learner).questions[0].tests[1]
    assert (hidden.title, hidden.category, hidden.hint) == ("Hidden test", "", "")
    assert seen(submission, instructor).questions[0].tests[1].title == "Other numbers"


def test_a_passed_test_needs_no_hint(learner, exercise):
    assert seen(graded(learner, exercise, make_report(10)), learner).questions[0].tests[1].hint == ""


def test_warnings_are_for_those_who_teach(learner, instructor, exercise):
    submission = graded(learner, exercise)
    assert seen(submission, learner).warnings == ()
    assert seen(submission, instructor).warnings == ("Reads /proc.",)


@pytest.mark.parametrize(("rule", "until"), [("after_due", DUE), ("after_close", CLOSES)])
def test_points_wait_for_their_date(learner, instructor, exercise, rule, until):
    set_policy(learner.cohort, reveal_score=rule)
    submission = graded(learner, exercise)

    waiting = seen(submission, learner, until)
    assert (waiting.released, waiting.points, waiting.raw_points, waiting.best_points) == (
        False,
        None,
        None,
        None,
    )
    assert (waiting.questions, waiting.status) == ((), Status.GRADED)
    assert seen(submission, learner, until + timedelta(seconds=1)).points == 4
    assert seen(submission, instructor).points == 4


def test_an_extension_moves_the_release_as_well(learner, exercise):
    set_policy(learner.cohort, reveal_score="after_due")
    submission = graded(learner, exercise)
    extend(enrolment=learner, exercise=None, until=DUE + timedelta(days=1), by=None, at=NOW)
    assert not seen(submission, learner, DUE + timedelta(hours=1)).released


def test_points_are_released_by_hand(learner, exercise):
    set_policy(learner.cohort, reveal_score="by_hand")
    submission = graded(learner, exercise)
    assert not seen(submission, learner, CLOSES + timedelta(days=1)).released
    release_scores(cohort=learner.cohort, exercise=exercise, by=None, at=NOW)
    assert seen(submission, learner).released


def test_lateness_is_recomputed_when_the_rule_changes(learner, exercise):
    submission = graded(learner, exercise, make_report(10), at=DUE + timedelta(hours=30))
    view = seen(submission, learner)
    assert (view.points, view.days_late) == (10, 2)

    set_policy(learner.cohort, late="percent_per_day", late_percent_per_day=10)
    learner.cohort.refresh_from_db()
    view = seen(submission, learner)
    assert (view.points, view.raw_points) == (Decimal("8.00"), 10)

    extend(enrolment=learner, exercise=exercise, until=DUE + timedelta(days=2), by=None, at=NOW)
    assert seen(submission, learner).points == 10


def test_a_waiting_one_tells_its_place(cohort, learner, exercise):
    hand_in(learner, exercise, note="first")
    view = seen(hand_in(learner, exercise, at=NOW + timedelta(seconds=1), note="second"), learner)
    assert (view.status, view.is_final, view.points) == (Status.QUEUED, False, None)
    assert view.place is not None
    assert view.place.ahead == 1
    assert view.place.seconds >= 1


def test_a_platform_problem_is_called_so(learner, exercise):
    submission = hand_in(learner, exercise)
    GradingJob.objects.update(state="platform_failed", failure="socket /run/pool.sock is gone")
    view = seen(submission, learner)
    assert (view.status, view.platform_problem, view.message) == (Status.PLATFORM_PROBLEM, True, "")
    assert str(view.status.words) == "Platform problem, not counted"


def test_a_file_that_was_no_notebook_says_why(learner, exercise):
    submission = graded(
        learner, exercise, make_report(0, ending=Ending.INVALID_NOTEBOOK, message="No cells.")
    )
    view = seen(submission, learner)
    assert (view.status, view.message, view.points) == (Status.REFUSED, "No cells.", None)


def test_the_attempt_before_is_there_to_compare(learner, exercise):
    graded(learner, exercise, make_report(4))
    later = NOW + timedelta(minutes=1)
    view = seen(graded(learner, exercise, make_report(3), at=later, note="b"), learner, later)
    assert (view.points, view.previous_points, view.best_points) == (3, 4, 4)


def test_a_reused_verdict_says_where_it_is_from(learner, exercise):
    graded(learner, exercise)
    assert seen(hand_in(learner, exercise, at=NOW + timedelta(minutes=1)), learner).reused_from == 1


def test_a_note_is_said_once(learner, exercise):
    report = replace(make_report(), notes=("Read as UTF-16.", "Cell 3 was moved."))
    submission = graded(learner, exercise, report)
    submission.notes = ["Read as UTF-16."]
    submission.save()
    assert seen(submission, learner).notes == ("Read as UTF-16.", "Cell 3 was moved.")
