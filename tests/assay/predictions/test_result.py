"""What a learner sees of her predictions: the public rows at once, the private ones when they are released."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from assay.cohorts.operations import extend, release_scores
from assay.submissions.models import GradingJob, Score, Submission
from assay.submissions.operations import Refused
from assay.submissions.queries import attempts, prediction_standing, result, standing
from tests.assay.factories import CLOSES, NOW, make_cohort, make_learner
from tests.assay.predictions.conftest import RIGHT, hand_in, predictions
from tests.graders.prediction.examples import table

AFTER = CLOSES + timedelta(minutes=1)


def seen(submission, person, at=NOW):
    return result(submission=submission, viewer=person.user, at=at)


def test_it_works(learner, exercise):
    submission = hand_in(learner, exercise, predictions(private_errors=1))

    view = seen(submission, learner)

    assert (submission.job.state, view.released, view.points, view.questions) == ("graded", False, None, ())
    assert (view.prediction.public, view.prediction.private) == (1, None)
    assert (view.prediction.public_points, view.prediction.possible) == (8, 8)
    assert [(rung.kind, rung.value, rung.reached) for rung in view.prediction.rungs] == [
        ("mine", 1, False),
        ("goal", 0.95, True),
        ("goal", 0.8, True),
        ("baseline", 0.7, False),
        ("goal", 0.6, True),
        ("baseline", 0.5, False),
    ]


def test_the_private_rows_are_revealed_at_the_close(learner, exercise):
    submission = hand_in(learner, exercise, predictions(private_errors=1))

    view = seen(submission, learner, AFTER)

    assert (view.released, view.points, view.prediction.private) == (True, 5, 0.9167)
    assert [(test.title, test.verdict) for test in view.questions[0].tests] == [
        ("ROC AUC of at least 0.6", "passed"),
        ("ROC AUC of at least 0.8", "passed"),
        ("ROC AUC of at least 0.95", "failed"),
    ]
    assert [rung.value for rung in view.prediction.rungs if rung.kind == "baseline"] == [0.65, 0.5]


def test_who_teaches_sees_them_at_once(learner, instructor, exercise):
    submission = hand_in(learner, exercise, predictions(private_errors=1))

    assert seen(submission, instructor).prediction.private == 0.9167


@pytest.mark.parametrize("score", ["at_once", "after_due"])
def test_no_policy_of_the_cohort_shows_them_while_it_is_open(exercise, score):
    learner = make_learner(make_cohort(exercise, reveal_score=score))
    submission = hand_in(learner, exercise, predictions())

    assert seen(submission, learner, CLOSES).prediction.private is None
    assert seen(submission, learner, AFTER).prediction.private == 1


def test_an_extension_keeps_them_back_longer(learner, instructor, exercise):
    submission = hand_in(learner, exercise, predictions())
    extend(
        enrolment=learner,
        until=CLOSES + timedelta(days=3),
        reason="Ill.",
        by=instructor.user,
        at=NOW,
        exercise=exercise,
    )

    assert seen(submission, learner, AFTER).prediction.private is None


def test_the_instructor_may_release_them_by_hand(learner, instructor, exercise):
    submission = hand_in(learner, exercise, predictions())
    release_scores(cohort=learner.cohort, exercise=exercise, by=instructor.user, at=NOW)

    assert seen(submission, learner, NOW).prediction.private == 1


def test_the_attempt_with_the_best_public_value_counts(learner, exercise):
    lucky = hand_in(learner, exercise, predictions(private_errors=4))
    better = hand_in(learner, exercise, predictions(public_errors=1))

    for at in (NOW, AFTER):
        assert [
            (row.public, row.counts) for row in attempts(enrolment=learner, exercise=exercise, at=at)
        ] == [
            (0.75, False),
            (1, True),
        ]
    assert seen(lucky, learner, AFTER).points < seen(better, learner, AFTER).points
    assert (
        standing(enrolment=learner, exercise=exercise, at=AFTER).points == seen(lucky, learner, AFTER).points
    )


def test_a_late_attempt_takes_nothing_away(exercise):
    learner = make_learner(make_cohort(exercise, late="percent_per_day", late_percent_per_day=50))
    early = hand_in(learner, exercise, predictions(public_errors=1))
    hand_in(learner, exercise, predictions(), at=CLOSES - timedelta(days=1))

    counted = [row.number for row in attempts(enrolment=learner, exercise=exercise, at=AFTER) if row.counts]

    assert counted == [early.attempt_number]


def test_the_page_of_the_exercise_shows_the_best(learner, exercise):
    assert prediction_standing(enrolment=learner, exercise=exercise, at=NOW).public is None
    hand_in(learner, exercise, predictions(public_errors=1))

    view = prediction_standing(enrolment=learner, exercise=exercise, at=NOW)

    assert (view.public, view.private, view.public_points) == (0.75, None, Decimal(2))


def test_a_bad_file_is_refused_and_costs_nothing(learner, exercise):
    with pytest.raises(Refused, match="24 are asked for") as caught:
        hand_in(learner, exercise, table("customer", "churn", {"C00": 1}))

    assert caught.value.code == "invalid_predictions"
    assert not Submission.objects.exists()
    assert standing(enrolment=learner, exercise=exercise, at=NOW).attempts_used == 0


def test_five_a_day(learner, exercise):
    for count in range(5):
        hand_in(learner, exercise, table("customer", "churn", RIGHT | {"C00": count / 10}))
    with pytest.raises(Refused) as caught:
        hand_in(learner, exercise, predictions())

    assert caught.value.retry_at == NOW + timedelta(days=1)


def test_the_same_file_is_scored_once(learner, exercise):
    hand_in(learner, exercise, predictions())
    again = hand_in(learner, exercise, predictions(), at=NOW + timedelta(hours=1))

    assert (Score.objects.count(), GradingJob.objects.filter(reused__isnull=False).count()) == (1, 1)
    assert seen(again, learner).prediction.public == 1
