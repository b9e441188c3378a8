"""A run in progress in words and segments."""

from __future__ import annotations

import pytest

from assay.submissions.wording import Tally, words

OUTLINE = [{"name": "split"}, {"name": "model"}]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"stage": "queued", "ahead": 2, "estimate_seconds": 40}, "Queued (3rd, about 40 s)"),
        ({"stage": "running", "step": "matched", "done": 0, "total": 0}, "Running"),
        ({"stage": "running", "step": "cell", "done": 7, "total": 19}, "Running: cell 7 of 19"),
        ({"stage": "running", "step": "test", "done": 4, "total": 10}, "Running: test 4 of 10"),
    ],
)
def test_it_works(event, expected):
    assert words(event) == expected


def test_a_question_that_no_test_reached_waits():
    assert [question["verdict"] for question in Tally(OUTLINE).questions] == ["awaiting_marks"] * 2


def test_tests_that_differ_make_a_question_partial():
    tally = Tally(OUTLINE)
    tally.add({"question": "split", "verdict": "passed"})
    tally.add({"question": "split", "verdict": "failed"})

    assert tally.questions[0]["verdict"] == "partial"


def test_an_event_that_tells_no_verdict_draws_nothing():
    tally = Tally(OUTLINE)
    tally.add({"stage": "running", "step": "test", "done": 1, "total": 2})

    assert tally.questions[0]["verdict"] == "awaiting_marks"
