"""Item analysis of a quiz in one cohort: its learners' attempts, marked by the keys that hold now, as sheets of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median_low

from django.core.cache import cache
from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.queries import Timetable
from assay.quizzes.models import QuizAttempt
from assay.quizzes.queries.standings import standings
from assay.quizzes.sitting import Sitting
from assay.quizzes.statistics import (
    Answer,
    ItemStatistics,
    Sheet,
    SheetStatistics,
    item_statistics,
    sheet_statistics,
    slip,
)
from graders.quiz import Marked, MarkedPart, Question, Quiz, Verdict

FIRST, COUNTED = "first", "counted"
_CACHE_SECONDS = 24 * 60 * 60
_NOT_ANSWERED = frozenset({Verdict.UNANSWERED, Verdict.INVALID})


@dataclass(frozen=True, kw_only=True)
class PartStatistics:
    """One part of a question that has several. `label` is Markdown."""

    label: str
    item: ItemStatistics


@dataclass(frozen=True, kw_only=True)
class QuestionStatistics:
    """One question of the quiz as it stands now; `number` is its place in the file."""

    number: int
    type: str
    item: ItemStatistics
    parts: tuple[PartStatistics, ...]

    @property
    def id(self) -> str:
        return self.item.question


@dataclass(frozen=True, kw_only=True)
class QuizStatistics:
    """Everything about a quiz in a cohort. `which` says whose attempts: first or counted ones.

    `bins` counts the sheets by tenths of the points: below 10 %, …, 90 % and more.
    """

    which: str
    whole: SheetStatistics
    questions: tuple[QuestionStatistics, ...]
    bins: tuple[int, ...]
    usual_duration: timedelta | None
    learners: int = 0
    unfinished: int = 0


@dataclass(frozen=True, kw_only=True)
class _Sat:
    """One attempt with the marking of each of its questions."""

    attempt: QuizAttempt
    marked: tuple[Marked, ...]


def statistics(*, cohort: Cohort, exercise: Exercise, which: str, at: datetime) -> QuizStatistics:
    """Of the first attempt of each learner, or of the one that counts. Kept until an attempt or a marking is new."""
    finished, learners = _finished(cohort, exercise), _learners(cohort)
    state = finished.aggregate(number=Count("pk"), newest=Max("current_marking__marking"))
    unfinished = _attempts(cohort, exercise).filter(submitted_at=None).count()
    words = (cohort.pk, exercise.pk, exercise.current_id, which, state["number"], state["newest"])
    key = "quiz-statistics:" + ":".join(map(str, words))
    found: QuizStatistics | None = cache.get(key)
    if found is None:
        found = _computed(cohort, exercise, which, at)
        cache.set(key, found, _CACHE_SECONDS)
    return replace(found, learners=learners.count(), unfinished=unfinished)


def _computed(cohort: Cohort, exercise: Exercise, which: str, at: datetime) -> QuizStatistics:
    assert exercise.current is not None
    quiz = load_quiz(version=exercise.current)
    attempts = _counted(cohort, exercise, at) if which == COUNTED else _first(cohort, exercise)
    sat = [_sat(attempt) for attempt in attempts]
    sheets = [{item.id: answer_of(item, quiz) for item in one.marked} for one in sat]
    durations = [one.attempt.submitted_at - one.attempt.started_at for one in sat if one.attempt.submitted_at]
    return QuizStatistics(
        which=which,
        whole=sheet_statistics(sheets),
        questions=tuple(
            _question(number, question, sheets, sat)
            for number, question in enumerate(quiz.questions, start=1)
        ),
        bins=_bins(sheets),
        usual_duration=_median(durations),
    )


def _question(
    number: int, question: Question, sheets: Sequence[Sheet], sat: Sequence[_Sat]
) -> QuestionStatistics:
    markings = [item for one in sat for item in one.marked if item.id == question.id]
    return QuestionStatistics(
        number=number,
        type=question.type,
        item=item_statistics(question.id, sheets, options=_options(markings)),
        parts=_parts(markings),
    )


def answer_of(marked: Marked, quiz: Quiz) -> Answer:
    """What one learner answered to one question, as statistics see it; text of parts only where there is but one."""
    question = quiz.question(marked.id)
    varies = bool(question and question.variables)
    said = _said(marked.parts[0], varies=varies) if len(marked.parts) == 1 else ""
    is_answered = marked.verdict not in _NOT_ANSWERED
    return Answer(
        points=float(marked.points),
        possible=float(marked.possible),
        is_answered=is_answered,
        said=said if is_answered else "",
        picks=_picks(marked.parts[0]) if len(marked.parts) == 1 else frozenset(),
    )


def _said(part: MarkedPart, *, varies: bool) -> str:
    """The answer in words. Where each learner has other numbers, how it comes from the right one, if a slip explains it."""
    if not varies or not part.given:
        return part.given
    try:
        name = slip(float(part.given), float(part.right))
    except ValueError:
        name = ""
    known = {
        "percent": _("100 times the right answer"),
        "share": _("a hundredth of the right answer"),
        "sign": _("the right answer with the other sign"),
        "complement": _("1 minus the right answer"),
        "inverse": _("1 divided by the right answer"),
    }
    answers = {"given": part.given, "right": part.right}
    return known.get(name) or _("%(given)s where %(right)s is right") % answers


def _picks(part: MarkedPart) -> frozenset[str]:
    return frozenset(option.key for option in part.options if option.chosen)


def _options(markings: Sequence[Marked]) -> list[tuple[str, bool]]:
    """Ids of the options of a question with one part, in the order of its file, with whether each is right."""
    found: dict[str, bool] = {}
    for marked in markings:
        if len(marked.parts) == 1:
            found |= {option.key: option.right for option in marked.parts[0].options}
    return sorted(found.items())


def _parts(markings: Sequence[Marked]) -> tuple[PartStatistics, ...]:
    """The parts of a question that has several, each as an item worth 1."""
    labels = {part.key: part.label for marked in markings for part in marked.parts}
    if len(labels) < 2:
        return ()
    sheets = [{part.key: _part_answer(part) for part in marked.parts} for marked in markings]
    return tuple(
        PartStatistics(label=label, item=item_statistics(name, sheets)) for name, label in labels.items()
    )


def _part_answer(part: MarkedPart) -> Answer:
    is_answered = part.verdict not in _NOT_ANSWERED
    return Answer(
        points=part.share, possible=1, is_answered=is_answered, said=part.given if is_answered else ""
    )


def _sat(attempt: QuizAttempt) -> _Sat:
    sitting = Sitting.of(attempt)
    keys = load_quiz(version=attempt.current_marking.marking.version)
    return _Sat(
        attempt=attempt, marked=tuple(sitting.marked(asked, keys) for asked in sitting.paper.questions)
    )


def _first(cohort: Cohort, exercise: Exercise) -> list[QuizAttempt]:
    """The first finished attempt of each learner."""
    first: dict[int, QuizAttempt] = {}
    for attempt in _with_answers(_finished(cohort, exercise)):
        first.setdefault(attempt.enrolment_id, attempt)
    return list(first.values())


def _counted(cohort: Cohort, exercise: Exercise, at: datetime) -> list[QuizAttempt]:
    """The attempt of each learner that counts."""
    people = list(_learners(cohort))
    timetable = Timetable.of(cohort=cohort, enrolments=people)
    works = standings(timetable=timetable, enrolments=people, exercises=[exercise], at=at)
    chosen = [work.best.attempt_id for work in works.values() if work.best]
    return list(_with_answers(_finished(cohort, exercise).filter(pk__in=chosen)))


def _with_answers(attempts: QuerySet[QuizAttempt]) -> QuerySet[QuizAttempt]:
    related = attempts.select_related("version", "current_marking__marking__version")
    return related.prefetch_related("responses").order_by("enrolment_id", "number")


def _finished(cohort: Cohort, exercise: Exercise) -> QuerySet[QuizAttempt]:
    return _attempts(cohort, exercise).filter(current_marking__isnull=False)


def _attempts(cohort: Cohort, exercise: Exercise) -> QuerySet[QuizAttempt]:
    """Attempts of learners that count; those who teach try a quiz out."""
    return QuizAttempt.objects.counted().filter(enrolment__in=_learners(cohort), exercise=exercise)


def _learners(cohort: Cohort) -> QuerySet[Enrolment]:
    return cohort.enrolments.select_related("user").filter(role=Enrolment.Role.LEARNER)


def _median(durations: Sequence[timedelta]) -> timedelta | None:
    seconds = [duration.total_seconds() for duration in durations]
    return timedelta(seconds=median_low(seconds)) if seconds else None


def _bins(sheets: Sequence[Sheet]) -> tuple[int, ...]:
    counts = [0] * 10
    for sheet in sheets:
        possible = sum(answer.possible for answer in sheet.values())
        share = sum(answer.points for answer in sheet.values()) / possible if possible else 0.0
        counts[min(int(share * 10 + 1e-9), 9)] += 1
    return tuple(counts)
