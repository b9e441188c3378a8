"""Gradescope's results.json: valid for any report, and nothing told that must not be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from graders.exporters import HIDDEN, results
from graders.exporters.gradescope import LARGEST_BYTES
from graders.report import PredictionReport, QuestionReport, TestReport, Verdict
from tests.graders.exporters import made

FORMATS = {"text", "html", "simple_format", "md", "ansi"}
TOP = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
    "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
OF_A_TEST = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags",
    "visibility", "extra_data",
}  # fmt: skip


def strictly(content: bytes) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(content.decode("utf-8"), parse_constant=refuse)


def test_it_works():
    document = strictly(results(made.report()))
    assert (document["score"], document["execution_time"], document["stdout_visibility"]) == (
        1,
        0.12,
        "hidden",
    )
    visible, hidden, essay = document["tests"]
    assert (visible["name"], visible["number"], visible["output"]) == (
        "1. Sum: Small numbers",
        "1.1",
        "Fine.",
    )
    assert (visible["score"], visible["max_score"], visible["status"]) == (1, 1, "passed")
    assert (hidden["visibility"], hidden["status"], hidden["tags"]) == (
        "after_published",
        "failed",
        ["robustness"],
    )
    assert hidden["output"] == "Hint: Think of int32."
    assert essay.keys().isdisjoint({"score", "max_score", "status"})
    assert "leaderboard" not in document


@pytest.mark.parametrize("when", HIDDEN)
def test_hidden_tests_are_shown_when_the_course_says(when):
    tests = strictly(results(made.report(), hidden=when))["tests"]
    assert [test["visibility"] for test in tests] == ["visible", when, "visible"]


def test_a_test_without_points_that_failed_is_not_passed():
    failed = TestReport(title="t", verdict=Verdict.ERRORED, points=0, possible=0)
    question = QuestionReport(name="q", points=0, possible=0, verdict=Verdict.ERRORED, tests=(failed,))
    assert strictly(results(made.report(questions=(question,))))["tests"][0]["status"] == "failed"


def test_a_prediction_stands_on_the_leaderboard_with_its_public_rows_alone():
    prediction = PredictionReport(
        metric="rmse", greater_is_better=False, public=0.25, private=0.75, public_points=1
    )
    content = results(made.report(prediction=prediction))
    assert strictly(content)["leaderboard"] == [{"name": "rmse", "value": 0.25, "order": "asc"}]
    assert b"0.75" not in content
    endless = replace(prediction, public=float("inf"))
    assert "leaderboard" not in strictly(results(made.report(prediction=endless)))


def test_a_flood_of_text_is_cut_but_every_test_stays():
    loud = [
        TestReport(
            title="t" * 500, verdict=Verdict.FAILED, points=0, possible=1, traceback="\x1b" + "é" * 60_000
        )
        for _ in range(1000)
    ]
    question = QuestionReport(name="q", points=0, possible=1000, verdict=Verdict.FAILED, tests=tuple(loud))
    content = results(made.report(questions=(question,)))
    assert len(content) <= LARGEST_BYTES
    assert len(strictly(content)["tests"]) == 1000


@given(made.reports())
def test_any_report_makes_a_valid_file(report):
    document = strictly(results(report))
    assert document.keys() <= TOP
    assert {document[name] for name in ("output_format", "test_output_format", "test_name_format")} <= FORMATS
    assert document["score"] == report.points
    for test in document["tests"]:
        assert test.keys() <= OF_A_TEST
        assert test["visibility"] in HIDDEN and test["output_format"] == test["name_format"] == "text"
        assert ("score" in test) == ("max_score" in test) == ("status" in test)
        assert 0 <= test.get("score", 0) <= test.get("max_score", 0)


@given(made.reports())
def test_points_of_tests_make_the_score(report):
    tests = strictly(results(report))["tests"]
    awaiting = sum(
        test.points
        for item in report.questions
        for test in item.tests
        if test.verdict is Verdict.AWAITING_MARKS
    )
    assert sum(test.get("score", 0) for test in tests) + awaiting == pytest.approx(report.points, abs=0.005)


@given(made.reports())
def test_every_test_has_its_own_number(report):
    numbers = [test["number"] for test in strictly(results(report))["tests"]]
    assert len(numbers) == len(set(numbers))
