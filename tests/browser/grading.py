"""A worker for the tests: grades what is queued, slowly enough to be watched. `python -m tests.browser.grading`"""

from __future__ import annotations

import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from assay.authoring.models import DraftJob  # noqa: E402
from assay.authoring.operations import run_trial  # noqa: E402
from assay.submissions.models import GradingJob  # noqa: E402
from assay.submissions.operations import grade  # noqa: E402
from graders.exercise import Exercise  # noqa: E402
from graders.pool.fake import FakeGrader  # noqa: E402
from graders.pool.interface import OnProgress, ignore_progress  # noqa: E402
from graders.report import Progress, Report  # noqa: E402

_PAUSE_SECONDS = 0.08


class WatchedGrader:
    """The fake grader with a pause after every step; four fifths of the tests pass."""

    def prepare(self, *, exercise: Exercise) -> None:
        """There is nothing to learn."""

    def grade(
        self, *, exercise: Exercise, file_name: str, content: bytes, on_progress: OnProgress = ignore_progress
    ) -> Report:
        def tell(progress: Progress) -> None:
            on_progress(progress)
            time.sleep(_PAUSE_SECONDS)

        fake = FakeGrader(share=0.8)
        return fake.grade(exercise=exercise, file_name=file_name, content=content, on_progress=tell)


def main() -> None:
    """Until somebody ends the process."""
    while True:
        # What was queued before is left waiting, so that its page can be looked at.
        fresh = GradingJob.objects.filter(
            state=GradingJob.State.QUEUED, submission__enrolment__user__username="zoe"
        )
        for job in fresh.order_by("queued_at"):
            grade(job_id=job.pk, at=timezone.now(), grader=WatchedGrader())
        for trial in DraftJob.objects.filter(kind=DraftJob.Kind.TRIAL, state=DraftJob.State.QUEUED):
            run_trial(job_id=trial.pk, at=timezone.now(), grader=WatchedGrader())
        time.sleep(0.3)


if __name__ == "__main__":
    main()
