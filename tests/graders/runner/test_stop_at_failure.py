"""A check that asks only whether everything is earned leaves a notebook at the first test that fails."""

from __future__ import annotations

import pytest

from tests.graders.runner.running import Stop

ENDLESS = "while True: pass"


def test_nothing_runs_after_the_first_failure(forge):
    ran = forge.run(
        "x = 1", Stop(["assert x == 1", "assert x == 2", "assert x == 1"]), ENDLESS, stop_at_failure=True
    )

    assert ran.verdicts == ["passed", "failed"]
    assert [frame["position"] for frame in ran.learner if frame["event"] == "cell_started"] == [0]
    assert ran.learner[-1]["event"] == "finished"


@pytest.mark.parametrize("test", ["1 / 0", "0.5"])
def test_an_error_and_a_part_of_the_points_are_failures(forge, test):
    ran = forge.run("x = 1", Stop([test]), Stop(["assert x == 1"]), stop_at_failure=True)

    assert ran.verdicts[1:] == ["not_reached"]


def test_a_test_that_is_worth_nothing_ends_nothing(forge):
    ran = forge.run("x = 1", test=["assert x == 2", "assert x == 1"], possible=0.0, stop_at_failure=True)

    assert ran.verdicts == ["failed", "passed"]


def test_without_being_asked_to_everything_runs(forge):
    ran = forge.run("x = 1", test=["assert x == 2", "assert x == 1"])

    assert ran.verdicts == ["failed", "passed"]
