"""Correct keys after the fact: what would change, for whom, and doing it. Undoing is another correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from assay.accounts.models import User
from assay.accounts.operations import record as audit
from assay.catalog.models import Exercise, ExerciseVersion
from assay.catalog.operations import publish_quiz_text
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Cohort
from assay.quizzes.models import Correction, CurrentMarking, Marking, QuizAttempt
from assay.quizzes.operations.marking import Result, marked_by
from assay.quizzes.queries.versions import holding_versions, seen_versions
from graders.quiz import Quiz, correction_problems

_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class QuestionChange:
    """One question of one attempt that earns something else than before."""

    name: str
    title: str
    before: Decimal
    after: Decimal
    possible: Decimal


@dataclass(frozen=True, kw_only=True)
class AttemptChange:
    """One attempt whose points (before lateness) become others."""

    attempt: QuizAttempt
    before: Decimal
    after: Decimal
    possible: Decimal
    questions: tuple[QuestionChange, ...]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What keys would change. `elsewhere` counts attempts of other cohorts that change as well.

    `left` says for each version that was seen and does not fit the keys why its attempts keep their marks.
    """

    changes: tuple[AttemptChange, ...]
    unchanged: int
    elsewhere: int
    left: tuple[str, ...]


def effect_of_keys(*, exercise: Exercise, cohort: Cohort, keys: Quiz) -> Effect:
    """What would change were every attempt that fits marked by `keys`; nothing is written."""
    fitting, left = _fitting(seen_versions(exercise), keys)
    return _effect(exercise, cohort, {version.pk: keys for version in fitting}, left)


def effect_of_undoing(*, correction: Correction, cohort: Cohort) -> Effect:
    """What undoing would change; nothing is written."""
    targets = {pk: load_quiz(version=version) for pk, version in _before(correction).items()}
    return _effect(correction.exercise, cohort, targets, ())


def correct_keys(*, exercise: Exercise, text: str, reason: str, by: User, at: datetime) -> int:
    """Offer the quiz in `text` (YAML) from now on, and mark every attempt that fits by its keys.

    Returns the number of attempts marked anew; repeated, it is 0 and nothing changes. Raises `PublishRefused`.
    """
    with transaction.atomic():
        # Read here: whoever starts until this is committed still sees what is offered now.
        offered = seen_versions(exercise)
        before = exercise.current
        after = publish_quiz_text(exercise=exercise, text=text, by=by, at=at)
        fitting, _ = _fitting(offered, load_quiz(version=after))
        targets = {version.pk: after for version in fitting}
        return _correct(exercise, targets, before if before != after else None, reason, by, at)


def mark_by_offered(*, exercise: Exercise, reason: str, by: User, at: datetime) -> int:
    """Mark every attempt that fits by the keys that new attempts get, as they were published last."""
    offered = exercise.current
    assert offered is not None
    fitting, _ = _fitting(seen_versions(exercise), load_quiz(version=offered))
    with transaction.atomic():
        return _correct(exercise, {version.pk: offered for version in fitting}, None, reason, by, at)


def undo(*, correction: Correction, reason: str, by: User, at: datetime) -> int:
    """Let the keys hold again that held before the correction, for old attempts and for new ones."""
    exercise, targets = correction.exercise, _before(correction)
    offered, back_to = exercise.current, correction.offered_before
    made_it = _made_with(correction).filter(to_version=offered).exists()
    with transaction.atomic():
        if back_to is None or offered is None or not made_it:
            return _correct(exercise, targets, None, reason, by, at)
        Exercise.objects.filter(pk=exercise.pk).update(current=back_to)
        exercise.current = back_to
        targets.setdefault(offered.pk, back_to)
        return _correct(exercise, targets, offered, reason, by, at)


def mark_what_waits(*, exercise: Exercise, at: datetime) -> int:
    """Mark anew every finished attempt whose marking is not by the keys that hold for it; returns how many."""
    holding = holding_versions(exercise)
    found = _finished(exercise).filter(version__in=holding)
    waiting = [
        item for item in found if item.current_marking.marking.version_id != holding[item.version_id].pk
    ]
    for start in range(0, len(waiting), _AT_ONCE):
        _mark(waiting[start : start + _AT_ONCE], holding, at)
    return len(waiting)


def _correct(
    exercise: Exercise,
    targets: Mapping[int, ExerciseVersion],
    offered_before: ExerciseVersion | None,
    reason: str,
    by: User,
    at: datetime,
) -> int:
    """Write down which keys hold for what was seen, and mark by them."""
    holding = holding_versions(exercise)
    new = {pk: to for pk, to in targets.items() if holding.get(pk) != to}
    if not new and offered_before is None:
        return 0
    for pk, to in new.items():
        Correction.objects.create(
            exercise=exercise,
            from_version_id=pk,
            to_version=to,
            offered_before=offered_before,
            reason=reason,
            by=by,
            at=at,
        )
    marked = mark_what_waits(exercise=exercise, at=at)
    audit(
        actor=by,
        verb="quiz.corrected",
        obj=exercise,
        before={str(pk): holding[pk].digest for pk in new if pk in holding},
        after={"keys": {str(pk): to.digest for pk, to in new.items()}, "reason": reason, "attempts": marked},
        at=at,
    )
    # Who submitted meanwhile may have been marked by the keys of before.
    transaction.on_commit(lambda: mark_what_waits(exercise=exercise, at=at))
    return marked


def _mark(attempts: Iterable[QuizAttempt], holding: Mapping[int, ExerciseVersion], at: datetime) -> None:
    made, pointers = [], []
    for attempt in attempts:
        version = holding[attempt.version_id]
        result = marked_by(attempt=attempt, keys=load_quiz(version=version))
        made.append(
            Marking(
                attempt=attempt,
                version=version,
                points=result.points,
                possible=result.possible,
                questions=result.to_rows(),
                reason=Marking.Reason.CORRECTED,
                created_at=at,
            )
        )
        pointers.append(attempt.current_marking)
    for pointer, marking in zip(pointers, Marking.objects.bulk_create(made), strict=True):
        pointer.marking = marking
    CurrentMarking.objects.bulk_update(pointers, ["marking"])


def _effect(exercise: Exercise, cohort: Cohort, targets: Mapping[int, Quiz], left: tuple[str, ...]) -> Effect:
    here: list[AttemptChange] = []
    unchanged = elsewhere = 0
    for attempt in _finished(exercise).filter(version__in=targets):
        change = _change(attempt, marked_by(attempt=attempt, keys=targets[attempt.version_id]))
        if attempt.enrolment.cohort_id != cohort.pk:
            elsewhere += change is not None
        elif change is None:
            unchanged += 1
        else:
            here.append(change)
    return Effect(changes=tuple(here), unchanged=unchanged, elsewhere=elsewhere, left=left)


def _change(attempt: QuizAttempt, result: Result) -> AttemptChange | None:
    now = attempt.current_marking.marking
    before = {
        row["name"]: (Decimal(str(row["points"])), Decimal(str(row["possible"]))) for row in now.questions
    }
    questions = tuple(
        QuestionChange(
            name=row["name"],
            title=row["title"],
            before=before[row["name"]][0],
            after=item.points,
            possible=item.possible,
        )
        for row, item in zip(result.to_rows(), result.questions, strict=True)
        if row["name"] in before and before[row["name"]] != (item.points, item.possible)
    )
    if not questions:
        return None
    return AttemptChange(
        attempt=attempt,
        before=now.points,
        after=result.points,
        possible=result.possible,
        questions=questions,
    )


def _finished(exercise: Exercise) -> QuerySet[QuizAttempt]:
    related = ("version", "enrolment__user", "current_marking__marking")
    found = QuizAttempt.objects.filter(exercise=exercise, current_marking__isnull=False)
    order = ("enrolment__user__display_name", "enrolment__alias", "number")
    return found.select_related(*related).prefetch_related("responses").order_by(*order)


def _fitting(
    versions: Iterable[ExerciseVersion], keys: Quiz
) -> tuple[list[ExerciseVersion], tuple[str, ...]]:
    """Those of `versions` that can be marked by `keys`, and why the others cannot."""
    fitting: list[ExerciseVersion] = []
    left: list[str] = []
    for version in versions:
        problems = correction_problems(load_quiz(version=version), keys)
        left += problems
        fitting += [] if problems else [version]
    return fitting, tuple(dict.fromkeys(left))


def _before(correction: Correction) -> dict[int, ExerciseVersion]:
    """What held before the corrections of that moment, by the version that was seen."""
    older = Correction.objects.filter(exercise=correction.exercise, at__lt=correction.at)
    found: dict[int, ExerciseVersion] = {}
    for row in _made_with(correction).select_related("from_version"):
        previous = older.filter(from_version=row.from_version_id).select_related("to_version").first()
        found[row.from_version_id] = previous.to_version if previous else row.from_version
    return found


def _made_with(correction: Correction) -> QuerySet[Correction]:
    """The corrections of the same moment."""
    return Correction.objects.filter(exercise=correction.exercise, at=correction.at)
