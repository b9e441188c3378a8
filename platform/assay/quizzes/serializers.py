"""How quizzes, attempts and results look in JSON. Times are UTC, points numbers; no key is in any but a result."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from assay.api.links import absolute
from assay.cohorts.work import Status
from assay.quizzes.models import QuizAttempt, Response
from assay.quizzes.operations import Saved
from assay.quizzes.queries import Offer, Outcome, QuestionState, Taking
from graders.quiz import PartKind, Verdict

MAX_ANSWERS = 200
MAX_TEXT = 10_000
ANSWER_STATES = Response.State.choices
QUIZ_STATES = [(status.value, status.value) for status in Status]
OUTCOMES = [(name, name) for name in ("saved", "unchanged", "conflict", "locked")]
VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]
KINDS = [(kind.value, kind.value) for kind in PartKind]


class StartSerializer(serializers.Serializer[Any]):
    """What to start. An empty object will do."""

    cohort = serializers.SlugField(
        required=False,
        allow_blank=True,
        default="",
        help_text="The cohort's name in addresses; only where the quiz is open to you in more than one.",
    )
    practice = serializers.BooleanField(
        required=False, default=False, help_text="A new variant that does not count, where the quiz has that."
    )


class QuizLinksSerializer(serializers.Serializer[Any]):
    """Where to read about the quiz and where to start it."""

    page = serializers.URLField()
    attempts = serializers.URLField(help_text="Where to POST to start.")
    running = serializers.URLField(allow_null=True, help_text="Your unfinished attempt.")


class QuizSerializer(serializers.Serializer[Offer]):
    """A quiz that is open to you, and where you stand with it."""

    id = serializers.IntegerField(source="exercise.pk")
    slug = serializers.CharField(source="exercise.slug")
    title = serializers.CharField(source="exercise.current.title")
    summary = serializers.CharField(source="exercise.current.summary")
    course = serializers.CharField(source="enrolment.cohort.course.slug")
    cohort = serializers.CharField(source="enrolment.cohort.slug")
    opens_at = serializers.DateTimeField(source="deadline.opens_at", allow_null=True)
    due_at = serializers.DateTimeField(source="deadline.due_at", allow_null=True)
    closes_at = serializers.DateTimeField(source="deadline.closes_at", allow_null=True)
    extended = serializers.BooleanField(source="deadline.extended")
    time_limit_minutes = serializers.FloatField(source="quiz.time_limit_minutes", allow_null=True)
    reveal = serializers.CharField(source="quiz.reveal", help_text="When answers are shown.")
    practice = serializers.BooleanField(source="quiz.practice")
    state = serializers.ChoiceField(choices=QUIZ_STATES, source="standing.status.value")
    wording = serializers.CharField(source="standing.status.words")
    points = serializers.FloatField(
        source="standing.points", allow_null=True, help_text="What counts so far; null until released."
    )
    possible = serializers.FloatField(source="standing.possible")
    attempts_used = serializers.IntegerField(source="standing.attempts_used")
    attempts_left = serializers.IntegerField(
        source="standing.attempts_left", allow_null=True, help_text="null: no bound."
    )
    next_attempt_at = serializers.DateTimeField(source="standing.next_attempt_at", allow_null=True)
    links = serializers.SerializerMethodField()

    @extend_schema_field(QuizLinksSerializer)
    def get_links(self, offer: Offer) -> dict[str, str | None]:
        request: Request = self.context["request"]
        running = offer.unfinished
        return {
            "page": absolute(request, "quizzes:quiz", offer.enrolment.cohort.slug, offer.exercise.slug),
            "attempts": absolute(request, "api:quiz-attempts", offer.exercise.pk),
            "running": absolute(request, "api:quiz-attempt", running.pk) if running else None,
        }


class QuizzesSerializer(serializers.Serializer[Any]):
    """All quizzes that are open to you."""

    results = QuizSerializer(many=True)


class OptionSerializer(serializers.Serializer[Any]):
    """One thing to choose; its id is of this attempt alone."""

    id = serializers.CharField()
    text = serializers.CharField(help_text="Markdown.")


class PartSerializer(serializers.Serializer[Any]):
    """One thing to answer: send it under `field`."""

    id = serializers.CharField()
    field = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    label = serializers.CharField(help_text="Markdown.")  # type: ignore[assignment]  # the metaclass takes it out
    options = OptionSerializer(many=True)
    unit = serializers.CharField()
    token = serializers.CharField(help_text="The word in the question's text where this part belongs.")


class TableSerializer(serializers.Serializer[Any]):
    """The grid of a table; a cell has `text`, or the id of the `part` to fill in."""

    corner = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.CharField())
    cells = serializers.ListField(
        child=serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    )


class AnswerStateSerializer(serializers.Serializer[QuestionState]):
    """What is kept of a question."""

    value = serializers.DictField(help_text="By id of the part: a text, or a list of ids of options.")
    state = serializers.ChoiceField(choices=ANSWER_STATES)
    problems = serializers.DictField(
        child=serializers.CharField(), help_text="By field: why it is no answer, and what to enter."
    )
    flagged = serializers.BooleanField()
    revision = serializers.IntegerField(help_text="Send it with the next answer; 0: nothing is kept yet.")


class AskedSerializer(serializers.Serializer[QuestionState]):
    """One question as this attempt has it, without its key."""

    id = serializers.CharField(source="asked.id")
    type = serializers.CharField(source="asked.type")
    number = serializers.IntegerField()
    points = serializers.FloatField(source="asked.points")
    text = serializers.CharField(source="asked.text", help_text="Markdown.")
    hint = serializers.CharField(source="asked.hint", help_text="Markdown.")
    code = serializers.CharField(source="asked.code")
    language = serializers.CharField(source="asked.language")
    parts = PartSerializer(many=True, source="asked.parts")
    table = TableSerializer(source="asked.table", allow_null=True)
    takes_each_once = serializers.BooleanField(source="asked.takes_each_once")
    answer = AnswerStateSerializer(source="*")


class AttemptLinksSerializer(serializers.Serializer[Any]):
    """Where to go on."""

    self = serializers.URLField()
    answers = serializers.URLField()
    submit = serializers.URLField()
    result = serializers.URLField()
    page = serializers.URLField()


class ReceiptSerializer(serializers.Serializer[QuizAttempt]):
    """An attempt: when it began, when it ends or ended, and the fingerprint of what was sent in."""

    id = serializers.UUIDField(source="pk")
    exercise = serializers.IntegerField(source="exercise_id")
    cohort = serializers.CharField(source="enrolment.cohort.slug")
    number = serializers.IntegerField()
    practice = serializers.BooleanField(source="is_practice")
    started_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True, help_text="By the server's clock; null: no end.")
    submitted_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.CharField(help_text="learner or clock; empty while it runs.")
    finished = serializers.BooleanField(source="is_finished")
    receipt_sha256 = serializers.CharField()
    links = serializers.SerializerMethodField()

    @extend_schema_field(AttemptLinksSerializer)
    def get_links(self, attempt: QuizAttempt) -> dict[str, str]:
        return links_of(self.context["request"], attempt)


class AttemptSerializer(serializers.Serializer[Taking]):
    """An attempt with its questions and what is kept of them."""

    attempt = ReceiptSerializer(source="sitting.attempt")
    left_seconds = serializers.IntegerField(allow_null=True, help_text="null: no clock runs.")
    answered = serializers.IntegerField(source="answered_count")
    questions = AskedSerializer(many=True)


class AnswerSerializer(serializers.Serializer[Any]):
    """One question's answer. `revision` is that of the answer it is based on: a newer one is not overwritten."""

    question = serializers.CharField(max_length=80)
    fields = serializers.DictField(  # type: ignore[assignment]  # the metaclass takes fields out of the class
        child=serializers.ListField(
            child=serializers.CharField(allow_blank=True, trim_whitespace=False, max_length=MAX_TEXT),
            max_length=50,
        ),
        help_text="By name of the field: a list of texts, of ids where there are options.",
    )
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    flagged = serializers.BooleanField(required=False, allow_null=True, default=None)


class AnswersSerializer(serializers.Serializer[Any]):
    """Answers to save; questions that are not named stay as they are."""

    answers = AnswerSerializer(many=True, max_length=MAX_ANSWERS)  # type: ignore[call-arg]  # of the list


class SavedSerializer(serializers.Serializer[Saved]):
    """What became of one answer. `conflict`: a newer one is kept; send yours with its revision to replace it."""

    question = serializers.CharField(source="asked.id")
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    revision = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ANSWER_STATES)
    problems = serializers.DictField(child=serializers.CharField())


class SavesSerializer(serializers.Serializer[Any]):
    """What became of each answer, in the order sent."""

    results = SavedSerializer(many=True)
    left_seconds = serializers.IntegerField(allow_null=True)


class MarkedOptionSerializer(serializers.Serializer[Any]):
    """One option with whether it was chosen and whether it is right."""

    id = serializers.CharField()
    text = serializers.CharField()
    chosen = serializers.BooleanField()
    right = serializers.BooleanField()
    feedback = serializers.CharField()


class MarkedPartSerializer(serializers.Serializer[Any]):
    """One part: what was given and what is right."""

    id = serializers.CharField()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    share = serializers.FloatField(help_text="What it earned of what it could, 0 to 1.")
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes fields out of the class
    given = serializers.CharField()
    right = serializers.CharField()
    feedback = serializers.CharField()
    remarks = serializers.ListField(child=serializers.CharField())
    options = MarkedOptionSerializer(many=True)


class MarkedSerializer(serializers.Serializer[Any]):
    """One question with its marking."""

    id = serializers.CharField(source="asked.id")
    number = serializers.IntegerField(source="asked.number")
    points = serializers.FloatField(source="marked.points")
    possible = serializers.FloatField(source="marked.possible")
    verdict = serializers.ChoiceField(choices=VERDICTS)
    feedback = serializers.CharField(source="marked.feedback")
    explanation = serializers.CharField(source="marked.explanation")
    remarks = serializers.ListField(source="marked.remarks", child=serializers.CharField())
    parts = MarkedPartSerializer(many=True, source="marked.parts")


class ResultSerializer(serializers.Serializer[Outcome]):
    """What came of a finished attempt, as far as it may be shown to you."""

    attempt = ReceiptSerializer()
    released = serializers.BooleanField(source="shown.points")
    answers_shown = serializers.BooleanField(source="shown.answers")
    points = serializers.FloatField(allow_null=True, help_text="After lateness; null until released.")
    raw_points = serializers.FloatField(allow_null=True)
    possible = serializers.FloatField()
    days_late = serializers.IntegerField()
    corrected = serializers.BooleanField(source="is_corrected")
    questions = MarkedSerializer(many=True, help_text="Empty until answers are shown.")


def links_of(request: Request, attempt: QuizAttempt) -> dict[str, str]:
    """Where an attempt is found."""
    return {
        "self": absolute(request, "api:quiz-attempt", attempt.pk),
        "answers": absolute(request, "api:quiz-answers", attempt.pk),
        "submit": absolute(request, "api:quiz-submit", attempt.pk),
        "result": absolute(request, "api:quiz-result", attempt.pk),
        "page": absolute(request, "quizzes:take", attempt.pk),
    }
