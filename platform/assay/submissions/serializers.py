"""How exercises, receipts and results look in JSON. Times are UTC, points numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from assay.api.links import absolute
from assay.submissions.models import LONGEST_COMMENT, MOST_MARKS, ManualMark, Submission
from assay.submissions.queries import Offer, ResultView
from assay.submissions.status import Status

STATES = [(status.value, status.value) for status in Status]


class HandInSerializer(serializers.Serializer[Any]):
    """The fields of a hand-in."""

    notebook = serializers.FileField(
        allow_empty_file=True,
        max_length=255,
        help_text="The .ipynb file as Jupyter saves it, a zip that holds it, or a script in the percent format.",
    )
    cohort = serializers.SlugField(
        required=False,
        allow_blank=True,
        default="",
        help_text="The cohort's name in addresses; only where the exercise is open to you in more than one.",
    )
    despite_missing_modules = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Hand it in although it imports what the exercise's environment lacks.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Adds `file`: the one that was sent, under whichever name."""
        return attrs | {"file": attrs["predictions" if "predictions" in attrs else "notebook"]}


class HandInPredictionsSerializer(HandInSerializer):
    """The same where an exercise asks for a file of predictions."""

    notebook = None  # type: ignore[assignment]  # how a serializer drops an inherited field
    predictions = serializers.FileField(
        allow_empty_file=True, max_length=255, help_text="The .csv file with a header line."
    )


class PredictionSerializer(serializers.Serializer[Any]):
    """The metric of handed-in predictions."""

    metric = serializers.CharField(source="title")
    greater_is_better = serializers.BooleanField()
    public = serializers.FloatField(allow_null=True, help_text="On the public rows, four figures.")
    public_points = serializers.FloatField(
        allow_null=True, help_text="What the public value would earn; the points come from the private rows."
    )
    private = serializers.FloatField(
        allow_null=True, help_text="On the private rows; null until it is revealed to you."
    )


class WeekSerializer(serializers.Serializer[Any]):
    """The week that an exercise belongs to."""

    number = serializers.IntegerField()
    title = serializers.CharField()


class ExerciseLinksSerializer(serializers.Serializer[Any]):
    """Where to read the exercise, fetch its notebook and hand it in."""

    page = serializers.URLField()
    release = serializers.URLField(help_text="The learner's copy; for a signed-in browser.")
    submissions = serializers.URLField(help_text="Where to POST the notebook.")


class OfferSerializer(serializers.Serializer[Offer]):
    """An exercise that is open to you, and where you stand with it."""

    id = serializers.IntegerField(source="exercise.pk")
    slug = serializers.CharField(source="exercise.slug")
    title = serializers.CharField(source="exercise.current.title")
    summary = serializers.CharField(source="exercise.current.summary")
    course = serializers.CharField(source="enrolment.cohort.course.slug")
    week = WeekSerializer(source="exercise.week")
    cohort = serializers.CharField(source="enrolment.cohort.slug")
    opens_at = serializers.DateTimeField(source="deadline.opens_at", allow_null=True)
    due_at = serializers.DateTimeField(source="deadline.due_at", allow_null=True)
    closes_at = serializers.DateTimeField(source="deadline.closes_at", allow_null=True)
    extended = serializers.BooleanField(
        source="deadline.extended", help_text="Whether the dates are yours alone."
    )
    state = serializers.ChoiceField(choices=STATES, source="standing.status.value")
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

    @extend_schema_field(ExerciseLinksSerializer)
    def get_links(self, offer: Offer) -> dict[str, str]:
        request: Request = self.context["request"]
        names = (offer.enrolment.cohort.slug, offer.exercise.slug)
        return {
            "page": absolute(request, "submissions:exercise", *names),
            "release": absolute(request, "submissions:release", *names),
            "submissions": absolute(request, "api:hand-in", offer.exercise.pk),
        }


class OffersSerializer(serializers.Serializer[Any]):
    """All exercises that are open to you."""

    results = OfferSerializer(many=True)


class SubmissionLinksSerializer(serializers.Serializer[Any]):
    """Where to ask for the result and where to read it."""

    self = serializers.URLField()
    page = serializers.URLField()
    exercise = serializers.URLField()


class TestSerializer(serializers.Serializer[Any]):
    """One test. Of a hidden one only title, verdict, points and hint are told."""

    __test__ = False  # the name begins with "Test": pytest must not collect it

    title = serializers.CharField()
    category = serializers.CharField()
    visibility = serializers.CharField()
    verdict = serializers.CharField()
    points = serializers.FloatField()
    possible = serializers.FloatField()
    message = serializers.CharField()
    hint = serializers.CharField()
    expected = serializers.CharField()
    got = serializers.CharField()
    traceback = serializers.CharField()


class MarkSerializer(serializers.Serializer[ManualMark]):
    """What a person gave."""

    number = serializers.IntegerField(help_text="Counts the marks given here, those taken back included.")
    points = serializers.FloatField()
    comment = serializers.CharField()
    at = serializers.DateTimeField()


class GivenMarkSerializer(serializers.Serializer[Any]):
    """A mark to give."""

    question = serializers.CharField(
        allow_blank=True,
        max_length=120,
        help_text="Empty: the whole submission, instead of all that was found.",
    )
    points = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=Decimal(0), allow_null=True, help_text="null: take it back."
    )
    comment = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_COMMENT,
        help_text="For the learner; needed where the whole submission is set.",
    )
    after = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=0,
        max_value=MOST_MARKS,
        help_text="The number of the mark that you saw; 0: none.",
    )


class QuestionSerializer(serializers.Serializer[Any]):
    """One question with its tests."""

    name = serializers.CharField()
    title = serializers.CharField()
    verdict = serializers.CharField()
    points = serializers.FloatField()
    possible = serializers.FloatField()
    tests = TestSerializer(many=True)
    mark = MarkSerializer(allow_null=True, help_text="What a person gave for it.")


class PlaceSerializer(serializers.Serializer[Any]):
    """The place in the queue."""

    ahead = serializers.IntegerField()
    seconds = serializers.IntegerField(help_text="An estimate until this one is graded.")


class SubmissionSerializer(serializers.Serializer[ResultView]):
    """The receipt of a submission and, once it is graded and released to you, its result."""

    id = serializers.UUIDField(source="submission.pk")
    exercise = serializers.IntegerField(source="submission.exercise_id")
    cohort = serializers.CharField(source="submission.enrolment.cohort.slug")
    attempt_number = serializers.IntegerField(source="submission.attempt_number")
    file_name = serializers.CharField(source="submission.file_name")
    sha256 = serializers.CharField(source="submission.sha256", help_text="Of the file as it was received.")
    accepted_at = serializers.DateTimeField(source="submission.accepted_at")
    effective_deadline = serializers.DateTimeField(
        source="submission.effective_deadline",
        allow_null=True,
        help_text="Yours, when the file was accepted.",
    )
    late = serializers.BooleanField(source="submission.is_late")
    state = serializers.ChoiceField(choices=STATES, source="status.value")
    wording = serializers.CharField(source="status.words")
    final = serializers.BooleanField(source="is_final", help_text="Whether to stop asking.")
    place = PlaceSerializer(allow_null=True, help_text="While it is queued.")
    released = serializers.BooleanField(help_text="Whether points may be shown to you already.")
    points = serializers.FloatField(
        allow_null=True, help_text="After lateness; null until graded and released."
    )
    raw_points = serializers.FloatField(allow_null=True, help_text="Before lateness.")
    possible = serializers.FloatField()
    waiting = serializers.FloatField(help_text="Points that a person may still give.")
    override = MarkSerializer(allow_null=True, help_text="Points that a person set for all of it.")
    best_points = serializers.FloatField(allow_null=True, help_text="What counts for the exercise.")
    days_late = serializers.IntegerField()
    ending = serializers.CharField(help_text="How the run ended; empty until then.")
    message = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField(), help_text="For those who teach.")
    questions = QuestionSerializer(many=True)
    prediction = PredictionSerializer(
        allow_null=True, help_text="Only of prediction exercises, once they are scored."
    )
    links = serializers.SerializerMethodField()

    @extend_schema_field(SubmissionLinksSerializer)
    def get_links(self, result: ResultView) -> dict[str, str]:
        return links_of(self.context["request"], result.submission)


def links_of(request: Request, submission: Submission) -> dict[str, str]:
    """Where a submission is found."""
    names = (submission.enrolment.cohort.slug, submission.exercise.slug)
    return {
        "self": absolute(request, "api:submission", submission.pk),
        "page": absolute(request, "submissions:result", submission.pk),
        "exercise": absolute(request, "submissions:exercise", *names),
    }
