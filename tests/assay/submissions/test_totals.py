"""Tests, marks and an override make one number, and every page that shows points shows that one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assay.leaderboard.queries import board
from assay.progress.queries import dashboard
from assay.submissions.models import GradingJob, ManualMark, Score
from assay.submissions.operations import grade as run
from assay.submissions.operations import override, take_back
from assay.submissions.queries import result, standing, submissions_of_cohort
from assay.submissions.status import Status
from assay.submissions.totals import total, total_of
from graders.report import Verdict
from tests.assay.factories import DUE, NOW, ScriptedGrader
from tests.assay.marking import essay_report, give, graded

LATER = NOW + timedelta(hours=1)


def seen(submission, person):
    fresh = type(submission).objects.get(pk=submission.pk)
    return result(submission=fresh, viewer=person.user, at=NOW)


def test_it_works(learner, exercise):
    submission = graded(learner, exercise)
    before = seen(submission, learner)
    assert (before.status, before.points, before.waiting) == (Status.AWAITING_MARKS, 6, 4)

    give(submission, 3)

    after = seen(submission, learner)
    assert (after.status, after.points, after.raw_points, after.waiting) == (Status.NEEDS_WORK, 9, 9, 0)
    essay = after.questions[1]
    assert (essay.verdict, essay.points, essay.mark.comment) == ("partial", 3, "Clear.")
    assert [(test.verdict, test.points) for test in essay.tests] == [("partial", 3)]


def test_every_reader_says_the_same(learner, instructor, exercise):
    give(graded(learner, exercise), 3)
    cohort = learner.cohort
    row = submissions_of_cohort(cohort=cohort).get()
    points = {
        "result": seen(row, learner).points,
        "instructor": seen(row, instructor).points,
        "standing": standing(enrolment=learner, exercise=exercise, at=NOW).points,
        "board": board(cohort=cohort, viewer_enrolment=learner, at=NOW).rows[0].points,
        "dashboard": dashboard(enrolment=learner, at=NOW).totals.points,
        "list": total_of(row).points,
    }
    assert set(points.values()) == {9}, points


def test_while_it_waits_the_course_says_so(learner, exercise):
    graded(learner, exercise)
    item = dashboard(enrolment=learner, at=NOW).weeks[0].items[0]
    assert (item.status, item.waiting, item.points, item.is_next) == (Status.AWAITING_MARKS, 4, 6, False)


def test_what_tests_found_wrong_is_said_although_marks_are_missing(learner, exercise):
    submission = graded(learner, exercise, essay_report(2))
    assert (seen(submission, learner).status, seen(submission, learner).waiting) == (Status.NEEDS_WORK, 4)


def test_no_answer_is_zero_and_may_be_marked_all_the_same(learner, exercise):
    submission = graded(learner, exercise, essay_report(verdict=Verdict.FAILED))
    view = seen(submission, learner)
    assert (view.status, view.waiting) == (Status.NEEDS_WORK, 0)
    assert view.questions[1].tests[0].message == "There is no answer."
    give(submission, 4)
    assert (seen(submission, learner).points, seen(submission, learner).status) == (10, Status.GRADED)


def test_a_mark_stays_when_it_is_graded_again(learner, exercise):
    submission = graded(learner, exercise)
    give(submission, 3)
    job = GradingJob.objects.create(
        submission=submission, version=submission.version, requested_at=LATER, queued_at=LATER
    )
    run(job_id=job.pk, at=LATER, grader=ScriptedGrader(essay_report(5)))
    assert (seen(submission, learner).points, seen(submission, learner).waiting) == (8, 0)


def test_a_mark_is_never_more_than_the_question_is_worth_now(learner, exercise):
    submission = graded(learner, exercise)
    give(submission, 4)
    Score.objects.update(
        questions=[{"name": "essay", "title": "", "points": 0, "possible": 2.5, "verdict": "awaiting_marks"}]
    )
    assert total_of(type(submission).objects.get(pk=submission.pk)).points == Decimal("8.5")


def test_a_mark_taken_back_waits_again(learner, exercise):
    submission = graded(learner, exercise)
    give(submission, 3)
    take_back(submission=submission, question="essay", by=None, at=NOW)
    view = seen(submission, learner)
    assert (view.points, view.waiting, view.questions[1].mark) == (6, 4, None)


def test_an_override_decides_alone_and_lateness_takes_nothing_off(learner, exercise):
    learner.cohort.policy = {"late": "percent_per_day", "late_percent_per_day": 50}
    learner.cohort.save()
    submission = graded(learner, exercise, at=DUE + timedelta(hours=1))
    give(submission, 4)
    assert (seen(submission, learner).points, seen(submission, learner).raw_points) == (5, 10)

    override(submission=submission, points=Decimal(9), comment="You were ill.", by=None, at=NOW)

    view = seen(submission, learner)
    assert (view.points, view.raw_points, view.waiting) == (9, 9, 0)
    assert view.override.comment == "You were ill."
    assert standing(enrolment=learner, exercise=exercise, at=NOW).points == 9
    take_back(submission=submission, question="", by=None, at=NOW)
    assert seen(submission, learner).points == 5


def test_nothing_of_a_mark_is_told_before_points_are_released(learner, exercise):
    learner.cohort.policy = {"reveal_score": "by_hand"}
    learner.cohort.save()
    submission = graded(learner, exercise, essay_report(2))
    assert seen(submission, learner).status is Status.AWAITING_MARKS  # says nothing of the 2 of 6
    give(submission, 3)
    override(submission=submission, points=Decimal(9), comment="Because.", by=None, at=NOW)
    view = seen(submission, learner)
    assert (view.status, view.points, view.questions, view.override) == (Status.GRADED, None, (), None)


def test_the_attempt_that_may_still_become_the_best_is_read_next(learner, exercise):
    graded(learner, exercise, essay_report(6, verdict=Verdict.FAILED))
    second = graded(learner, exercise, essay_report(5), at=LATER, note="with an essay")
    now = standing(enrolment=learner, exercise=exercise, at=LATER)
    assert (now.points, now.waiting) == (6, 4)
    give(second, 4)
    now = standing(enrolment=learner, exercise=exercise, at=LATER)
    assert (now.points, now.waiting) == (9, 0)


POINTS = st.decimals(min_value=0, max_value=5, places=2)
ASKED = st.lists(st.tuples(POINTS, st.none() | POINTS, st.booleans()), max_size=6)


@given(ASKED, st.none() | st.decimals(min_value=0, max_value=40, places=2))
def test_a_total_is_between_nothing_and_all(asked, whole):
    questions = [
        {
            "name": f"q{number}",
            "title": "",
            "points": 0.0 if by_hand else float(found),
            "possible": 5.0,
            "verdict": "awaiting_marks" if by_hand else "partial",
        }
        for number, (found, _, by_hand) in enumerate(asked)
    ]
    found = [Decimal(str(question["points"])) for question in questions]
    score = Score(points=sum(found, Decimal(0)), possible=Decimal(5 * len(asked)), questions=questions)
    marks = [ManualMark(question=f"q{number}", points=mark) for number, (_, mark, _) in enumerate(asked)]
    if whole is not None:
        marks.append(ManualMark(question="", points=whole))

    made = total(score, marks)

    assert 0 <= made.points <= made.points + made.waiting <= made.possible
    if whole is None:
        given_or_found = [
            old if mark is None else mark for old, (_, mark, _) in zip(found, asked, strict=True)
        ]
        assert made.points == sum(given_or_found, Decimal(0))
        assert made.points == sum((item["points"] for item in made.questions), Decimal(0))
    else:
        assert made.points == min(whole, made.possible)


def test_what_waits_for_others_is_nothing_to_gain(learner, exercise):
    graded(learner, exercise, essay_report(2))
    item = dashboard(enrolment=learner, at=NOW).weeks[0].items[0]
    assert (item.to_gain, item.unsolved) == (4, ["1. Square"])
