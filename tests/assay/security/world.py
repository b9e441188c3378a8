"""One cohort with everybody in it, one graded submission, one attempt at a quiz that runs, and the address of every route in that world."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile

from assay.accounts.models import User
from assay.accounts.operations import issue_token
from assay.authoring.models import DraftJob
from assay.authoring.operations import receive_zip, request_trial
from assay.authoring.queries.plans import fingerprint, plan
from assay.catalog.models import CheckReport, Exercise, ExerciseVersion
from assay.catalog.operations import publish_quiz_text
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol, schedule
from assay.quizzes.models import Correction, QuizAttempt
from assay.quizzes.operations import start
from assay.submissions.models import Submission
from assay.submissions.operations import grade
from graders.exercise import zipped
from tests.assay.factories import (
    CLOSES,
    DUE,
    NOW,
    OPENS,
    SQUARES,
    ScriptedGrader,
    hand_in,
    make_cohort,
    make_learner,
    make_report,
    make_user,
    notebook,
)
from tests.assay.quizzes.texts import SMALL
from tests.assay.security.routes import Route

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[.*?\]|[^()])*\)")

_OF_PREDICTIONS = {"leaderboard:predictions", "api:metric-board"}


@dataclass(frozen=True, kw_only=True)
class World:
    """The people by role; `submission` is the learner's."""

    exercise: Exercise
    cohort: Cohort
    submission: Submission
    attempt: QuizAttempt
    correction: Correction
    trial: DraftJob
    prediction: Exercise
    people: Mapping[str, User | None]

    def address(self, route: Route) -> str:
        """The route's address with everything in it filled in."""
        values = {
            "slug": self.cohort.slug,
            "exercise": (self.prediction if route.name in _OF_PREDICTIONS else self.exercise).slug,
            "submission_id": str(self.submission.pk),
            "quiz": self.attempt.exercise.slug,
            "attempt_id": str(self.attempt.pk),
            "question": "square-tests" if route.name.startswith("submissions:") else "recall",
            "correction": str(self.correction.pk),
            "draft_id": str(self.trial.draft_id),
            "item": self.exercise.slug,
            "job_id": str(self.trial.pk),
            "version_id": str(self._version(route)),
            "key": "abc",
            "pk": "1",
            "uidb36": "1",
            "object_id": "0",
            "content_type_id": str(ContentType.objects.get_for_model(User).pk),
            "app_label": "auth",
            "url": "nowhere",
            "id": str(self._id(route)),
        }
        path = PARAMETER.sub(lambda found: values[found[1] or found[2]], route.pattern)
        return "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")

    def _version(self, route: Route) -> int | None:
        """The current one, or one that could be published again."""
        if route.name == "authoring:publish-again":
            return self.exercise.versions.exclude(pk=self.exercise.current_id).get().pk
        return self.exercise.current_id

    def _id(self, route: Route) -> object:
        """Of what the route is about: an exercise, where nothing else is said."""
        learner = self.people["learner"]
        assert learner is not None
        return {
            "api:submission": self.submission.pk,
            "api:marks": self.submission.pk,
            "api:leaderboard": self.cohort.slug,
            "api:metric-board": self.cohort.slug,
            "api:gradebook": self.cohort.slug,
            "api:quiz-attempts": self.attempt.exercise.pk,
            "api:quiz-attempt": self.attempt.pk,
            "api:quiz-answers": self.attempt.pk,
            "api:quiz-submit": self.attempt.pk,
            "api:quiz-result": self.attempt.pk,
            "admin:auth_user_password_change": learner.pk,
        }.get(route.name, self.exercise.pk)

    def body(self, route: Route) -> dict[str, object]:
        """What to POST there so that it may succeed."""
        if route.name in {"submissions:submit", "api:hand-in"}:
            return {"notebook": SimpleUploadedFile("squares.ipynb", notebook("walked"))}
        if route.name in {"submissions:mark", "submissions:points"}:
            return {"points": "3", "comment": "walked", "after": "0"}
        if route.name == "api:marks":
            return {"question": "square-tests", "points": "3"}
        if route.name == "quizzes:save":
            return {"question": "recall", "q-recall": "0.5"}
        if route.name == "quizzes:correct":
            return {"credit": "everyone", "answer": "0.5", "reason": "walked"}
        if route.name in {"quizzes:mark-anew", "quizzes:undo"}:
            return {"reason": "walked", "go": "commit"}
        if route.name == "authoring:upload":
            return {
                "archive": SimpleUploadedFile("squares.zip", make_zip(SQUARES)),
                "week": "week-01-squares",
            }
        if route.name == "authoring:try":
            return {"notebook": SimpleUploadedFile("squares.ipynb", notebook("walked"))}
        if route.name in {"authoring:publish", "authoring:publish-again"}:
            return {"seen": fingerprint(plan(self.trial.draft)), "reason": "walked"}
        return {}


def make_world(exercise: Exercise) -> World:
    """At `NOW`."""
    cohort = make_cohort(exercise)
    learner = make_learner(cohort)
    issue_token(user=learner.user, at=NOW)
    submission = hand_in(learner, exercise)
    grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(4)))
    attempt = start(enrolment=learner, exercise=make_quiz(exercise, cohort), at=OPENS)
    version = attempt.version
    correction = Correction.objects.create(
        exercise=attempt.exercise, from_version=version, to_version=version, reason="none", at=OPENS
    )
    people = {
        "anonymous": None,
        "stranger": make_learner(make_cohort(exercise)).user,
        "peer": make_learner(cohort).user,
        "learner": learner.user,
        "assistant": _teacher(cohort, Enrolment.Role.ASSISTANT),
        "instructor": _teacher(cohort, Enrolment.Role.INSTRUCTOR),
        "staff": make_user(is_staff=True, is_superuser=True),
    }
    return World(
        exercise=exercise,
        cohort=cohort,
        submission=submission,
        attempt=attempt,
        correction=correction,
        trial=make_trial(exercise, people["instructor"]),
        prediction=make_prediction(exercise, cohort),
        people=people,
    )


def make_prediction(exercise: Exercise, cohort: Cohort) -> Exercise:
    """A prediction exercise of the cohort that nobody has handed in to."""
    made = Exercise.objects.create(course=exercise.course, week=exercise.week, slug="guess", position=1)
    version = exercise.versions.latest("pk")
    told = {
        "title": "accuracy",
        "greater_is_better": True,
        "public_rows": 2,
        "private_rows": 2,
        "baselines": [],
    }
    version.pk, version.exercise, version.kind = None, made, ExerciseVersion.PREDICTION
    version.outline = [{"name": "score", "title": "Accuracy", "points": 1, "tests": [], "prediction": told}]
    version.save()
    Exercise.objects.filter(pk=made.pk).update(current=version)
    schedule(cohort=cohort, exercise=made, opens_at=OPENS, due_at=DUE, closes_at=CLOSES, by=None, at=OPENS)
    return made


def make_trial(exercise: Exercise, instructor: User | None) -> DraftJob:
    """A checked draft of a change, an older version to go back to, and a notebook that was tried."""
    assert instructor is not None
    assert exercise.current is not None
    ExerciseVersion.objects.create(
        exercise=exercise,
        digest="0" * 64,
        title="Before",
        points=1,
        archive=exercise.current.archive,
        published_at=OPENS,
    )
    draft = receive_zip(
        course=exercise.course,
        week=exercise.week,
        file_name="squares.zip",
        content=make_zip(SQUARES, {"notes.md": "A change."}),
        by=instructor,
        at=NOW,
    )
    for digest in (draft.items[0]["digest"], exercise.current.digest):
        CheckReport.objects.create(
            slug=exercise.slug,
            digest=digest,
            samples_digest=draft.items[0]["samples_digest"],
            environment_digest=exercise.current.environment_digest,
            is_fair=True,
            report={"kind": "quiz", "findings": [], "rows": []},
            checked_at=NOW,
        )
    return request_trial(
        draft=draft,
        slug=exercise.slug,
        file_name="mine.ipynb",
        content=notebook("tried"),
        by=instructor,
        at=NOW,
    )


def make_zip(folder: Path, more: Mapping[str, str] | None = None) -> bytes:
    """The files of a folder in a folder of that name, and some more."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    files |= {name: text.encode() for name, text in (more or {}).items()}
    return zipped({f"{folder.name}/{name}": content for name, content in files.items()})


def make_quiz(exercise: Exercise, cohort: Cohort) -> Exercise:
    """A quiz beside the exercise, open at `NOW`."""
    quiz = Exercise.objects.create(course=exercise.course, week=exercise.week, slug="quiz", position=1)
    publish_quiz_text(exercise=quiz, text=SMALL, by=None, at=OPENS)
    schedule(cohort=cohort, exercise=quiz, opens_at=OPENS, due_at=DUE, closes_at=CLOSES, by=None, at=OPENS)
    return quiz


def _teacher(cohort: Cohort, role: Enrolment.Role) -> User:
    user = make_user()
    enrol(user=user, cohort=cohort, role=role, by=None, at=OPENS)
    return user
