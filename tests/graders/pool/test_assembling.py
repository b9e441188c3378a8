"""From verdicts to the questions of a report: all or nothing, and praise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graders.notebook import reference_plan
from graders.pool.assembling import question_reports
from graders.pool.transcript import TestOutcome as Outcome
from graders.report import Verdict
from tests.graders import folders

SOURCE = (
    '# ALL OR NOTHING\n# TEST "a" (1 point) [success: well done]\nassert a\n'
    '### BEGIN HIDDEN TESTS\n# TEST "b" (2 points) [success: never seen]\nassert b\n### END HIDDEN TESTS'
)
P, F, H = Verdict.PASSED, Verdict.FAILED, Verdict.PARTIAL


def reported(tmp_path, source, *verdicts, value=None):
    read = folders.read(tmp_path, folders.cell("test", "t", source, points=3))
    outcomes = {number: Outcome(verdict=verdict, value=value) for number, verdict in enumerate(verdicts)}
    [question], total = question_reports(read, reference_plan(read), outcomes)
    assert float(total) == question.points
    return question


@pytest.mark.parametrize(
    ("verdicts", "points", "verdict"),
    [((P, P), 3, P), ((P, F), 0, F), ((F, P), 0, F), ((F, F), 0, F)],
)
def test_all_or_nothing(tmp_path, verdicts, points, verdict):
    question = reported(tmp_path, SOURCE, *verdicts)

    assert (question.points, question.verdict) == (points, verdict)
    assert sum(test.points for test in question.tests) == points


def test_partial_marks_are_nothing_where_all_is_asked(tmp_path):
    assert reported(tmp_path, SOURCE, P, H, value=Decimal(1)).points == 0


def test_without_that_line_each_part_gives_its_points(tmp_path):
    assert reported(tmp_path, SOURCE.removeprefix("# ALL OR NOTHING\n"), P, F).points == 1


def test_praise_is_said_of_visible_tests_that_earned_their_points(tmp_path):
    first, second = reported(tmp_path, SOURCE, P, P).tests
    assert (first.message, second.message) == ("well done", "")

    first, _ = reported(tmp_path, SOURCE, P, F).tests
    assert first.message == "Passed; its points need the other checks as well."
