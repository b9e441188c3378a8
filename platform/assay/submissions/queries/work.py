"""All that one learner did at one exercise, judged by the rules that hold now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from assay.catalog.models import Exercise
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import Deadline, Policy, adjusted, days_late, quota
from assay.cohorts.queries import Timetable
from assay.cohorts.work import Counted
from assay.submissions.counting import Attempt, counted, to_mark
from assay.submissions.models import GradingJob, Submission
from assay.submissions.status import NOT_COUNTED, Status, of_attempt, of_exercise
from assay.submissions.totals import Total, total_of


@dataclass(frozen=True, kw_only=True)
class AttemptRow:
    """One attempt in a list. `points` (after lateness) is None until graded and released.

    `public` is the metric of predictions on the public rows.
    """

    submission: Submission
    number: int
    accepted_at: datetime
    status: Status
    points: Decimal | None
    possible: Decimal
    days_late: int
    counts: bool
    public: float | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a learner stands with an exercise and what she may do next. `attempts_left` None: no bound."""

    status: Status
    attempts_used: int
    attempts_left: int | None
    next_attempt_at: datetime | None
    points: Decimal | None
    possible: Decimal
    waiting: Decimal
    latest: AttemptRow | None
    released: bool
    questions: list[dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Work:
    """All attempts of one learner at one exercise, judged by the rules that hold now.

    `best` is the attempt that counts, None while there is no score; whether its points may be shown is `released`.
    `unmarked` is the attempt whose answers a person should read next.
    """

    enrolment: Enrolment
    exercise: Exercise
    policy: Policy
    deadline: Deadline
    released: bool
    submissions: Sequence[Submission]
    best: Attempt | None
    unmarked: Attempt | None

    @classmethod
    def of(
        cls,
        *,
        timetable: Timetable,
        enrolment: Enrolment,
        exercise: Exercise,
        submissions: Sequence[Submission],
        at: datetime,
    ) -> Self:
        policy = timetable.policy(exercise)
        deadline = timetable.deadline(enrolment, exercise)
        tried = [_attempt(policy, deadline, item) for item in submissions]
        return cls(
            enrolment=enrolment,
            exercise=exercise,
            policy=policy,
            deadline=deadline,
            released=timetable.is_released(enrolment, exercise, at),
            submissions=submissions,
            best=counted(policy.counts, tried),
            unmarked=to_mark(policy.counts, tried),
        )

    @property
    def possible(self) -> Decimal:
        return self.exercise.current.points if self.exercise.current else Decimal(0)

    @property
    def points(self) -> Decimal | None:
        """The points that count, None while there are none or they are not released."""
        if not self.released or self.best is None or self.best.points is None:
            return None
        return min(self.best.points, self.possible)

    @property
    def counted(self) -> Counted | None:
        """The attempt that counts, as those who teach see it."""
        best = self.best
        if best is None or best.points is None:
            return None
        total = total_of(next(item for item in self.submissions if item.pk == best.submission_id))
        return Counted(
            attempt_id=best.submission_id,
            raw_points=total.points if total else best.points,
            points=min(best.points, self.possible),
            accepted_at=best.accepted_at,
            days_late=days_late(self.policy, self.deadline, best.accepted_at),
            questions=total.questions if total else [],
            is_set=total is not None and total.override is not None,
        )

    @property
    def waiting(self) -> Decimal:
        """Points that a person may still give."""
        return self.unmarked.waiting if self.unmarked else Decimal(0)

    @property
    def is_full(self) -> bool:
        return self.points is not None and self.points >= self.possible

    @property
    def attempts_used(self) -> int:
        return sum(_state(item) not in GradingJob.COSTS_NOTHING for item in self.submissions)

    @property
    def reached_at(self) -> datetime | None:
        """When the attempt that counts was handed in."""
        return self.best.accepted_at if self.best is not None else None

    @property
    def runs_until(self) -> None:
        """A notebook is worked on elsewhere: no clock runs."""
        return None

    @property
    def predicted(self) -> dict[str, Any] | None:
        """Of the attempt that counts: the metric on both parts. Whoever shows it asks first whether `private` is `released`."""
        if self.best is None:
            return None
        chosen = next(item for item in self.submissions if item.pk == self.best.submission_id)
        return getattr(chosen, "predicted", None)

    @property
    def questions(self) -> list[dict[str, object]]:
        """name, title, points, possible and verdict of each question of the attempt that counts, if released."""
        best = self.best
        if not self.released or best is None:
            return []
        total = total_of(next(item for item in self.submissions if item.pk == best.submission_id))
        return list(total.questions) if total else []

    def standing(self, at: datetime) -> Standing:
        charged = [item for item in self.submissions if _state(item) not in GradingJob.COSTS_NOTHING]
        left = quota(self.policy, [item.accepted_at for item in charged], at)
        rows = self.rows()
        return Standing(
            status=self.status(at),
            attempts_used=left.used,
            attempts_left=left.left,
            next_attempt_at=left.next_at,
            points=self.points,
            possible=self.possible,
            waiting=self.waiting,
            latest=rows[0] if rows else None,
            released=self.released,
            questions=self.questions,
        )

    def rows(self) -> list[AttemptRow]:
        """The attempts, newest first."""
        return [self._row(item) for item in self.submissions]

    def status(self, at: datetime) -> Status:
        # What is not counted says where an exercise stands only as long as nothing else does.
        rows = [row for row in self.rows() if self.best is None or row.status not in NOT_COUNTED]
        unmarked = self.unmarked.number if self.unmarked else None
        return of_exercise(
            latest=rows[0].status if rows else None,
            is_full=self.is_full,
            has_score=self.best is not None,
            awaits_marks=any(row.number == unmarked and row.status is Status.AWAITING_MARKS for row in rows),
            deadline=self.deadline,
            at=at,
        )

    def _row(self, submission: Submission) -> AttemptRow:
        attempt, total = _attempt(self.policy, self.deadline, submission), total_of(submission)
        is_full = attempt.points is not None and attempt.points >= attempt.possible
        awaits_marks = total is not None and total.awaits_marks(is_released=self.released)
        return AttemptRow(
            submission=submission,
            number=submission.attempt_number,
            accepted_at=submission.accepted_at,
            status=of_attempt(
                job_state=_state(submission),
                is_released=self.released,
                is_full=is_full,
                awaits_marks=awaits_marks,
            ),
            points=attempt.points if self.released else None,
            possible=attempt.possible,
            days_late=days_late(self.policy, self.deadline, submission.accepted_at),
            counts=self.best is not None and self.best.submission_id == submission.pk,
            public=(getattr(submission, "predicted", None) or {}).get("public"),
        )


def _attempt(policy: Policy, deadline: Deadline, submission: Submission) -> Attempt:
    total = total_of(submission)
    rules = (policy, deadline, submission.accepted_at)
    return Attempt(
        submission_id=submission.pk,
        number=submission.attempt_number,
        accepted_at=submission.accepted_at,
        points=total.counted(*rules) if total else None,
        possible=total.possible if total else submission.version.points,
        waiting=total.waiting if total else Decimal(0),
        at_most=total.at_most(*rules) if total else None,
        chosen_by=_chosen_by(submission, total, rules),
    )


def _chosen_by(
    submission: Submission, total: Total | None, rules: tuple[Policy, Deadline, datetime]
) -> tuple[Decimal, float] | None:
    """Of a prediction: points and value on the public rows. A person's override speaks for itself."""
    predicted = getattr(submission, "predicted", None)
    if not predicted or total is None or total.override:
        return None
    value = predicted["public"] if predicted["greater_is_better"] else -predicted["public"]
    policy, deadline, accepted_at = rules
    return adjusted(policy, deadline, Decimal(str(predicted["public_points"])), accepted_at), value


def _state(submission: Submission) -> str:
    state: str = getattr(submission, "job_state", None) or submission.job.state
    return state
