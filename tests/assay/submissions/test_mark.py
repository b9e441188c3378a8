"""Marks by hand: what is kept, what is refused, and that nothing given is ever lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError

from assay.accounts.models import AuditEvent
from assay.submissions.models import ManualMark
from assay.submissions.operations import Refused, grade, mark, override, take_back
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_report


@pytest.fixture
def submission(learner, exercise):
    submission = hand_in(learner, exercise)
    grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(4)))
    submission.refresh_from_db()
    return submission


def given(submission, points, *, by=None, after=None, question="square-tests", comment="Clear."):
    return mark(
        submission=submission,
        question=question,
        points=Decimal(points),
        comment=comment,
        by=by,
        at=NOW,
        after=after,
    )


def test_it_works(submission, instructor):
    made = given(submission, "7.5", by=instructor.user)
    assert (made.question, made.points, made.comment, made.number) == (
        "square-tests",
        Decimal("7.5"),
        "Clear.",
        1,
    )
    line = AuditEvent.objects.get(verb="submission.marked")
    assert (line.actor, line.before, line.after["points"]) == (instructor.user, {}, "7.50")


def test_every_mark_is_kept_and_the_last_counts(submission):
    given(submission, 3)
    given(submission, 5)
    take_back(submission=submission, question="square-tests", by=None, at=NOW)
    assert [item.points for item in submission.marks.all()] == [3, 5, None]
    assert [item.number for item in submission.marks.all()] == [1, 2, 3]


@pytest.mark.parametrize("points", ["-0.01", "10.01", "NaN", "Infinity"])
def test_points_out_of_range_are_refused(submission, points):
    with pytest.raises(Refused, match="from 0 to 10") as caught:
        given(submission, points)
    assert caught.value.code == "points_out_of_range"
    assert not ManualMark.objects.exists()


@pytest.mark.parametrize("points", ["0", "10"])
def test_the_ends_of_the_range_are_points(submission, points):
    assert given(submission, points).points == Decimal(points)


def test_a_third_is_rounded_to_two_places(submission):
    assert given(submission, "0.335").points == Decimal("0.34")


def test_an_unknown_question_is_refused(submission):
    with pytest.raises(Refused, match="no question “essay”"):
        given(submission, 1, question="essay")


def test_a_mark_may_come_before_the_score(learner, exercise):
    submission = hand_in(learner, exercise, note="brought from elsewhere")
    assert given(submission, 2).points == 2
    with pytest.raises(Refused, match="from 0 to 3"):
        given(submission, 4)


def test_who_did_not_see_the_last_mark_is_told(submission):
    first = given(submission, 3, after=0)
    with pytest.raises(Refused, match="Somebody else"):
        given(submission, 5, after=0)
    assert given(submission, 5, after=first.number).number == 2


def test_two_at_once_collide_in_the_table(submission, monkeypatch):
    given(submission, 3)

    def collide(**_):
        raise IntegrityError

    monkeypatch.setattr(ManualMark.objects, "create", collide)
    with pytest.raises(Refused, match="Somebody else"):
        given(submission, 5)


def test_an_override_needs_its_reason(submission):
    with pytest.raises(Refused, match="Say why"):
        override(submission=submission, points=Decimal(9), comment=" ", by=None, at=NOW)
    made = override(submission=submission, points=Decimal(9), comment="The data was broken.", by=None, at=NOW)
    assert (made.question, made.points) == ("", 9)


def test_an_override_needs_a_score(learner, exercise):
    waiting = hand_in(learner, exercise, note="waits")
    with pytest.raises(Refused, match="no score yet"):
        override(submission=waiting, points=Decimal(1), comment="Because.", by=None, at=NOW)


def test_what_was_not_given_cannot_be_taken_back(submission):
    with pytest.raises(Refused, match="no mark"):
        take_back(submission=submission, question="square-tests", by=None, at=NOW)


def test_a_comment_is_cut_and_clean(submission):
    made = given(submission, 1, comment="a\0" + "b" * 5000)
    assert len(made.comment) == 4000
    assert "\0" not in made.comment
