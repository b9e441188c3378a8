"""The fake grader keeps the promises that the site's tests rely on."""

from __future__ import annotations

import pytest

from graders import exercise, release
from graders.pool.fake import FakeGrader
from graders.report import Ending, Progress, Verdict
from tests.graders import folders


@pytest.fixture(scope="module")
def squares():
    return exercise.read(folders.SQUARES)


def grade(squares, fake, steps=None):
    watch = {} if steps is None else {"on_progress": steps.append}
    content = release.notebook_bytes(squares)
    return fake.grade(exercise=squares, file_name="x.ipynb", content=content, **watch)


def test_it_works(squares):
    report = grade(squares, FakeGrader())

    assert (report.ending, report.points, report.launcher) == (Ending.COMPLETED, 9.0, "fake")


@pytest.mark.parametrize("ending", [Ending.COMPLETED, Ending.SANDBOX_FAILED])
def test_it_says_the_same_twice(squares, ending):
    fake = FakeGrader(share=0.3, ending=ending)

    assert grade(squares, fake) == grade(squares, fake)


@pytest.mark.parametrize(("share", "points"), [(0, 0.0), (0.3, 3.0), (1, 9.0)])
def test_the_first_tests_pass(squares, share, points):
    assert grade(squares, FakeGrader(share=share)).points == points


def test_it_tells_progress_in_the_order_of_a_real_run(squares):
    steps: list[Progress] = []

    grade(squares, FakeGrader(share=0.5), steps)

    assert [step.stage for step in steps] == ["matched"] + ["cell"] * 4 + ["test"] * 7
    assert steps[-1].passed == 4


def test_after_another_ending_tests_are_not_reached(squares):
    report = grade(squares, FakeGrader(ending=Ending.TIMED_OUT, share=0.3, message="Too long."))

    assert (report.ending, report.message, report.points) == (Ending.TIMED_OUT, "Too long.", 3.0)
    assert report.questions[2].verdict is Verdict.NOT_REACHED


def test_a_fault_of_ours_has_no_points_and_no_questions(squares):
    report = grade(squares, FakeGrader(ending=Ending.SANDBOX_FAILED))

    assert (report.points, report.questions, report.notebook) == (0.0, (), None)


def test_a_bad_file_is_refused(squares):
    report = FakeGrader().grade(exercise=squares, file_name="x", content=b"no")

    assert report.ending is Ending.INVALID_NOTEBOOK
