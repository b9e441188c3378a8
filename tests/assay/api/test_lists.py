"""What a script may list: open exercises, progress and the board."""

from __future__ import annotations

from datetime import timedelta

from assay.submissions.operations import grade
from tests.assay.api.conftest import Script
from tests.assay.api.problems import problem
from tests.assay.factories import (
    DUE,
    NOW,
    ScriptedGrader,
    hand_in,
    make_learner,
    make_report,
    make_user,
)


def graded(enrolment, exercise, points: float) -> None:
    submission = hand_in(enrolment, exercise)
    grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(points)))


def test_an_open_exercise(script, learner, exercise):
    (shown,) = script.get("exercises/").json()["results"]

    assert (shown["id"], shown["slug"], shown["course"]) == (exercise.pk, "squares", "numbers")
    assert (shown["cohort"], shown["week"]["number"]) == (learner.cohort.slug, 1)
    assert shown["due_at"] == f"{DUE:%Y-%m-%dT%H:%M:%SZ}"
    assert (shown["state"], shown["points"], shown["possible"]) == ("not_started", None, 10)
    assert (shown["attempts_used"], shown["attempts_left"]) == (0, None)
    assert shown["links"]["release"].endswith(f"/cohorts/{learner.cohort.slug}/exercises/squares/release/")
    assert shown["links"]["submissions"].endswith(f"/api/v1/exercises/{exercise.pk}/submissions/")


def test_where_one_stands_with_it(script, learner, exercise):
    graded(learner, exercise, 4)
    (shown,) = script.get("exercises/").json()["results"]
    assert (shown["state"], shown["points"], shown["attempts_used"]) == ("needs_work", 4, 1)


def test_only_what_is_open(script, learner):
    learner.cohort.schedule.update(opens_at=NOW + timedelta(minutes=1))
    assert script.get("exercises/").json() == {"results": []}


def test_a_stranger_lists_nothing(exercise, cohort):
    stranger = Script(make_user())
    assert stranger.get("exercises/").json() == stranger.get("progress/").json() == {"results": []}


def test_the_list_costs_no_query_per_exercise(script, learner, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        script.get("exercises/")


def test_progress(script, learner, exercise):
    graded(learner, exercise, 4)

    (shown,) = script.get("progress/").json()["results"]

    assert (shown["cohort"], shown["course"]) == (learner.cohort.slug, "numbers")
    assert (shown["points"], shown["possible_open"], shown["completed"]) == (4, 10, 0)
    (week,) = shown["weeks"]
    assert (week["number"], week["points"], week["possible_open"]) == (1, 4, 10)
    assert [(item["slug"], item["points"]) for item in week["items"]] == [("squares", 4)]
    assert shown["next_due"]["id"] == exercise.pk


def test_the_board(script, learner, exercise):
    graded(learner, exercise, 4)
    graded(make_learner(learner.cohort), exercise, 10)

    shown = script.get(f"cohorts/{learner.cohort.slug}/leaderboard/").json()

    assert [(row["rank"], row["points"], row["is_me"]) for row in shown["rows"]] == [
        (1, 10, False),
        (2, 4, True),
    ]
    assert learner.alias in [row["name"] for row in shown["rows"]]
    assert (shown["is_on"], shown["hidden_me"]) == (True, False)


def test_the_board_of_a_cohort_that_is_not_hers_does_not_exist_for_her(learner):
    stranger = Script(make_user())
    theirs = problem(stranger.get(f"cohorts/{learner.cohort.slug}/leaderboard/"), "not_found")
    assert theirs == problem(stranger.get("cohorts/no-such-cohort/leaderboard/"), "not_found")
