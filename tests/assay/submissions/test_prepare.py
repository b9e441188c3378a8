"""What the first learner need not wait for is learnt when a worker starts and when a course is published."""

from __future__ import annotations

import pytest

from assay.submissions.operations import prepare
from graders.pool.fake import FakeGrader
from graders.report import PlatformError


class Pupil(FakeGrader):
    """Remembers what it was to prepare, or fails at it."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        object.__setattr__(self, "failure", failure)
        object.__setattr__(self, "prepared", [])

    def prepare(self, *, exercise):
        if self.failure:
            raise self.failure
        self.prepared.append(exercise.version)


def test_it_works(exercise):
    grader = Pupil()

    assert prepare(grader=grader) == 1
    assert grader.prepared == [exercise.current.digest]


def test_retired_exercises_are_left_alone(exercise):
    exercise.retired_at = exercise.current.published_at
    exercise.save()

    assert prepare(grader=Pupil()) == 0


@pytest.mark.parametrize("failure", [PlatformError("the pool is gone"), OSError("disk full")])
def test_what_fails_is_left_to_the_first_submission(exercise, failure):
    assert prepare(grader=Pupil(failure)) == 0
