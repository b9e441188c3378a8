"""What changed between two attempts."""

from __future__ import annotations

from decimal import Decimal

from assay.submissions.changes import changes
from assay.submissions.queries import QuestionView, TestView


def question(*verdicts: tuple[str, str]) -> QuestionView:
    tests = tuple(
        TestView(
            title=title, category="", visibility="visible", verdict=verdict, points=Decimal(0),
            possible=Decimal(1), message="", hint="", expected="", got="", traceback="",
        )
        for title, verdict in verdicts
    )  # fmt: skip
    return QuestionView(
        name="split", title="Split", points=Decimal(0), possible=Decimal(2), verdict="partial", tests=tests
    )


def test_it_works():
    found = changes(
        before=[question(("Sizes", "failed"), ("Seed", "passed"))],
        after=[question(("Sizes", "passed"), ("Seed", "errored"))],
    )

    assert [(change.title, change.is_better) for change in found] == [("Sizes", True), ("Seed", False)]


def test_what_ended_as_before_is_left_out():
    assert changes(before=[question(("Sizes", "passed"))], after=[question(("Sizes", "passed"))]) == []


def test_a_test_that_is_new_is_left_out():
    assert changes(before=[question()], after=[question(("Sizes", "passed"))]) == []


def test_equal_titles_are_told_apart_by_their_place():
    before = [question(("Hidden test", "passed"), ("Hidden test", "failed"))]
    after = [question(("Hidden test", "passed"), ("Hidden test", "passed"))]

    assert len(changes(before=before, after=after)) == 1
