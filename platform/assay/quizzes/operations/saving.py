"""Keep answers while an attempt runs. Of two tabs the newer save of a question holds, and the other one is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from assay.quizzes.models import QuizAttempt, Response
from assay.quizzes.operations import refusals
from assay.quizzes.operations.ending import finish_if_over
from assay.quizzes.sitting import Sitting
from graders.quiz import Asked, Entry, parse


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What one page holds of one question. `fields` are form fields; `based_on` is the revision that the page showed.

    `is_flagged` None leaves the flag as it is.
    """

    question_id: str
    fields: Mapping[str, Sequence[str]]
    based_on: int
    is_flagged: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of it: `response` is what is kept now, `problems` (by field) are of what was just sent.

    `is_conflict`: a newer answer was saved elsewhere meanwhile, and that one was kept. `is_locked`: it was checked already.
    """

    asked: Asked
    response: Response | None
    problems: dict[str, str]
    is_new: bool = False
    is_conflict: bool = False
    is_locked: bool = False

    @property
    def outcome(self) -> str:
        """saved, unchanged, conflict or locked."""
        if self.is_conflict:
            return "conflict"
        if self.is_locked:
            return "locked"
        return "saved" if self.is_new else "unchanged"


def save(*, attempt: QuizAttempt, answers: Iterable[Answered], at: datetime) -> list[Saved]:
    """Keep each of `answers`; the same again changes nothing. Raises `Refused` once the attempt is over."""
    if attempt.is_finished:
        raise refusals.already_submitted()
    if finish_if_over(attempt=attempt, at=at).is_finished:
        raise refusals.over()
    sitting = Sitting.of(attempt)
    entries = [_entry(sitting, answer) for answer in answers]
    with transaction.atomic():
        revision = next_revision(attempt)
        return [_save(attempt, revision, asked, entry, answer, at) for asked, entry, answer in entries]


def _entry(sitting: Sitting, answer: Answered) -> tuple[Asked, Entry, Answered]:
    asked = sitting.paper.question(answer.question_id)
    if asked is None:
        raise refusals.unknown_question()
    return asked, parse(asked, answer.fields), answer


def next_revision(attempt: QuizAttempt) -> int:
    """Count one change. Holds the attempt's row until the transaction ends: saves and the end of an attempt come one after the other."""
    if not QuizAttempt.objects.unfinished().filter(pk=attempt.pk).update(revision=F("revision") + 1):
        attempt.refresh_from_db()
        raise refusals.already_submitted()
    attempt.refresh_from_db(fields=["revision"])
    return attempt.revision


def _save(
    attempt: QuizAttempt, revision: int, asked: Asked, entry: Entry, answer: Answered, at: datetime
) -> Saved:
    kept = Response.objects.filter(attempt=attempt, question_id=asked.id).first()
    found = Saved(asked=asked, response=kept, problems=entry.problems)
    value, state = entry.value, str(entry.state)
    if kept and kept.checked_at:
        if entry.value not in ({}, kept.value):
            return replace(found, is_locked=True)
        value, state = kept.value, kept.state
    was_flagged = kept.is_flagged if kept else False
    is_flagged = was_flagged if answer.is_flagged is None else answer.is_flagged
    if value == (kept.value if kept else {}) and is_flagged == was_flagged:
        return found
    if kept and kept.revision > answer.based_on:
        return replace(found, is_conflict=True)
    values = {"value": value, "state": state, "is_flagged": is_flagged}
    response, _ = Response.objects.update_or_create(
        attempt=attempt, question_id=asked.id, defaults={**values, "revision": revision, "saved_at": at}
    )
    return replace(found, response=response, is_new=True)
