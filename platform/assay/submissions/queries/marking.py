"""What people mark: the answers that wait for them, those that have their marks, and what to read beside one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from assay.catalog.models import Exercise, ExerciseVersion
from assay.catalog.queries import load_exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.queries import Timetable
from assay.submissions.models import ManualMark, Submission
from assay.submissions.queries.attempts import work_of
from assay.submissions.queries.work import Work
from assay.submissions.rendering import answer_text
from assay.submissions.totals import Total, total_of
from graders.exercise import Cell
from graders.exercise.markers import without_markers
from graders.report import Verdict


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question of one submission as a marker meets it. `mark` None: it waits, or its tests marked it."""

    submission: Submission
    name: str
    title: str
    points: Decimal
    possible: Decimal
    verdict: str
    mark: ManualMark | None

    @property
    def waits(self) -> bool:
        return self.verdict == Verdict.AWAITING_MARKS

    @property
    def who(self) -> str:
        """The alias until there is a mark, so that nobody is marked by her name."""
        place = self.submission.enrolment
        return place.alias if self.mark is None else str(place.user)


@dataclass(frozen=True, kw_only=True)
class Pile:
    """The answers to one exercise: `waiting` question by question, oldest first; `marked` by the latest mark."""

    exercise: Exercise
    waiting: Sequence[Answer]
    marked: Sequence[Answer]

    def next_after(self, answer: Answer) -> Answer | None:
        """What to read next: of the same question first, so that one scheme stays in mind."""
        rest = [item for item in self.waiting if _key(item) != _key(answer)]
        return next((item for item in rest if item.name == answer.name), rest[0] if rest else None)


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What another attempt of hers was given for the same question; `is_same`: word for word the same answer."""

    submission: Submission
    mark: ManualMark
    is_same: bool


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """What a marker reads beside an answer, each a cell's type and text: what was asked, and the author's key."""

    asked: tuple[tuple[str, str], ...]
    key: tuple[str, str] | None


def piles(*, cohort: Cohort, at: datetime, exercise: Exercise | None = None) -> list[Pile]:
    """Of every exercise of the cohort that people mark, or of one; six queries, whatever the number of learners."""
    people = list(cohort.enrolments.select_related("user").filter(role=Enrolment.Role.LEARNER))
    timetable = Timetable.of(cohort=cohort, enrolments=people, exercise=exercise)
    tasks = [exercise] if exercise is not None else _marked_by_hand(timetable.exercises)
    works = work_of(timetable=timetable, enrolments=people, exercises=tasks, at=at)
    return [_pile(task, [works[person.pk, task.pk] for person in people]) for task in tasks]


def answer_of(*, submission: Submission, question: str) -> Answer | None:
    """None where the submission has no score, or its exercise no such question."""
    total = total_of(submission)
    return (
        next((item for item in _answers(submission, total) if item.name == question), None) if total else None
    )


def earlier_of(answer: Answer) -> Earlier | None:
    """The latest attempt before that has a mark for this question, so that nobody reads the same answer twice."""
    own = answer.submission
    attempts = Submission.objects.of(own.enrolment, own.exercise).filter(
        attempt_number__lt=own.attempt_number, marks__question=answer.name
    )
    for submission in attempts.distinct().order_by("-attempt_number"):
        found = answer_of(submission=submission, question=answer.name)
        if found is not None and found.mark is not None:
            is_same = _written(submission, answer.name) == _written(own, answer.name) != ""
            return Earlier(submission=submission, mark=found.mark, is_same=is_same)
    return None


def _written(submission: Submission, question: str) -> str:
    notebook = submission.current_score.score.notebook
    return answer_text(bytes(notebook.content), question) if notebook else ""


def scheme_of(*, version: ExerciseVersion, question: str) -> Scheme:
    """Empty where the version does not have the question (any more). For those who teach alone."""
    cells = load_exercise(version=version).cells
    place = next((number for number, cell in enumerate(cells) if cell.grade_id == question), None)
    if place is None:
        return Scheme(asked=(), key=None)
    cell = cells[place]
    before = cells[place - 1] if place else None
    asked = [_text(before.cell_type, before.released)] if before and not before.grade_id else []
    key = without_markers(cell.source)
    return Scheme(asked=tuple(asked), key=_text(cell.cell_type, key) if _is_key(cell, key) else None)


def _is_key(cell: Cell, key: str) -> bool:
    return bool(key.strip()) and key.strip() != cell.released.strip()


def _text(cell_type: str, text: str) -> tuple[str, str]:
    return cell_type, text


def _marked_by_hand(exercises: Sequence[Exercise]) -> list[Exercise]:
    """Those of which any version asks something that no test can judge."""
    outlines = ExerciseVersion.objects.filter(exercise__in=exercises).exclude(kind=ExerciseVersion.QUIZ)
    found = {pk for pk, outline in outlines.values_list("exercise_id", "outline") if _has_manual(outline)}
    return [exercise for exercise in exercises if exercise.pk in found]


def _has_manual(outline: list[dict[str, Any]]) -> bool:
    return any(question.get("manual") for question in outline)


def _pile(exercise: Exercise, works: Sequence[Work]) -> Pile:
    waiting, marked, order = [], [], dict[str, int]()
    for work in works:
        for submission in work.submissions:
            submission.enrolment = work.enrolment  # already read; not once more for each
            submission.exercise = exercise
            total = total_of(submission)
            found = _answers(submission, total) if total else []
            for item in found:
                order.setdefault(item.name, len(order))
            marked += [item for item in found if item.mark is not None]
            if work.unmarked is not None and work.unmarked.submission_id == submission.pk:
                waiting += [item for item in found if item.waits]
    waiting.sort(key=lambda item: (order[item.name], item.submission.accepted_at))
    marked.sort(key=lambda item: item.mark.at if item.mark else item.submission.accepted_at, reverse=True)
    return Pile(exercise=exercise, waiting=waiting, marked=marked)


def _answers(submission: Submission, total: Total) -> list[Answer]:
    return [
        Answer(
            submission=submission,
            name=item["name"],
            title=item["title"] or item["name"],
            points=item["points"],
            possible=item["possible"],
            verdict=item["verdict"],
            mark=total.marks.get(item["name"]),
        )
        for item in total.questions
    ]


def _key(answer: Answer) -> tuple[object, str]:
    return answer.submission.pk, answer.name
