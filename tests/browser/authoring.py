"""Drafts of the cohort that the browser visits: one that is fair, one that is not, one that is checked now, one with problems."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from assay.authoring.models import Draft, DraftJob
from assay.authoring.operations import (
    claim,
    publish_draft,
    receive_zip,
    request_check,
    request_trial,
    run_check,
    run_trial,
)
from assay.authoring.operations.jobs import tell
from assay.authoring.operations.publishing import by_person
from assay.authoring.queries.plans import fingerprint, plan
from assay.catalog.models import Exercise, Publication
from assay.catalog.operations import check
from assay.catalog.queries import load_exercise
from assay.cohorts.models import Cohort, Enrolment
from graders import exercise as engine
from graders import release
from graders.exercise import zipped
from graders.pool.fake import FakeGrader
from graders.pool.interface import OnProgress, ignore_progress
from graders.report import Report
from tests.assay.quizzes.texts import EVERY_TYPE


class PickyGrader:
    """Full points for the reference and for one of so many mutants (`seldom`); `unfair` gives the release points too."""

    def __init__(self, *, unfair: bool = False, seldom: int = 9) -> None:
        self._unfair = unfair
        self._seldom = seldom
        self._mutants = 0

    def prepare(self, *, exercise: engine.Exercise) -> None:
        """There is nothing to learn."""

    def grade(
        self,
        *,
        exercise: engine.Exercise,
        file_name: str,
        content: bytes,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        share = 1.0 if file_name == "reference.ipynb" else 0.0
        if file_name == "mutant.ipynb":
            self._mutants += 1
            share = 1.0 if self._mutants % self._seldom == 0 else 0.6
        if file_name == "release.ipynb" and self._unfair:
            share = 0.2
        fake = FakeGrader(share=share)
        return fake.grade(exercise=exercise, file_name=file_name, content=content, on_progress=on_progress)


def fill(cohort: Cohort, exercise: Exercise, ivo: Enrolment, folder: Path, now: datetime) -> dict[str, str]:
    """Make them; returns the places of their pages."""
    _as_if_shipped(cohort, now)
    around = _Authoring(cohort, exercise, ivo, folder, now)
    around.publish(around.draft("A first hint for the second question.", hours_ago=30), hours_ago=29)
    fair = around.draft("Two hints say more.", hours_ago=5)
    around.check(fair)
    unfair = around.draft("A question with a present.", hours_ago=4, samples=True)
    around.check(unfair, unfair=True)
    wrong = around.draft(
        "", hours_ago=3, more={"exercise.toml": b'title = "Grow"\nlimit = 3\n', "source.py": b"# %% x\n"}
    )
    quiz = around.take({"quiz.yaml": EVERY_TYPE.encode()}, "clustering-quiz.zip", hours_ago=2)
    around.check(quiz)
    running = around.draft("Half way through its check.", hours_ago=1)
    around.half_way(running)
    trial = around.trial(fair)
    content, slug = f"/cohorts/{cohort.slug}/content/", exercise.slug
    versions = f"{content}{slug}/versions/"
    newest, oldest = exercise.versions.order_by("-published_at")
    drafts = f"{content}drafts/"
    return {
        "content": content,
        "upload": f"{content}upload/",
        "draft": f"{drafts}{fair.pk}/",
        "draft-unfair": f"{drafts}{unfair.pk}/",
        "draft-problems": f"{drafts}{wrong.pk}/",
        "draft-checking": f"{drafts}{running.pk}/",
        "draft-report": f"{drafts}{fair.pk}/{slug}/report/",
        "draft-report-unfair": f"{drafts}{unfair.pk}/{slug}/report/",
        "draft-report-quiz": f"{drafts}{quiz.pk}/{quiz.items[0]['slug']}/report/",
        "draft-preview": f"{drafts}{fair.pk}/{slug}/preview/",
        "draft-preview-quiz": f"{drafts}{quiz.pk}/{quiz.items[0]['slug']}/preview/",
        "trial": f"{drafts}{fair.pk}/trials/{trial.pk}/",
        "versions": versions,
        "difference": f"{versions}{newest.pk}/difference/?from={oldest.pk}",
        "publish-again": f"{versions}{oldest.pk}/publish/",
    }


def _as_if_shipped(cohort: Cohort, now: datetime) -> None:
    """Everything was published long ago, and most of it is checked."""
    shipped = Publication.objects.filter(version__exercise__course=cohort.course)
    shipped.update(
        at=now - timedelta(days=20),
        reason="Shipped with Assay, whose own tests check it.",
        note="The first version.",
    )
    exercises = Exercise.objects.filter(course=cohort.course, current__kind="notebook").exclude(
        slug="customer-segments"
    )
    for checked in exercises.select_related("current", "course"):
        assert checked.current is not None
        check(
            source=load_exercise(version=checked.current),
            grader=PickyGrader(seldom=3 * checked.pk + 9),
            jobs=1,
            at=now - timedelta(days=19),
            on_progress=lambda *_: None,
        )


class _Authoring:
    """Ivo at work on one exercise."""

    def __init__(
        self, cohort: Cohort, exercise: Exercise, ivo: Enrolment, folder: Path, now: datetime
    ) -> None:
        self._cohort, self._exercise, self._ivo, self._folder, self._now = cohort, exercise, ivo, folder, now

    def draft(
        self, words: str, *, hours_ago: float, samples: bool = False, more: dict[str, bytes] | None = None
    ) -> Draft:
        """The exercise with other words in its title cell."""
        files = {
            path.relative_to(self._folder).as_posix(): path.read_bytes()
            for path in self._folder.rglob("*")
            if path.is_file() and (samples or path.parent.name != "submissions")
        }
        source = files["source.py"].decode().replace("\n# %%", f"\n# {words}\n\n# %%", 1)
        title = f'title = "{self._exercise}"\n'.encode()
        settings = title + files["exercise.toml"].partition(b"\n")[2]
        files |= {"source.py": source.encode(), "exercise.toml": settings, **(more or {})}
        named = {f"{self._exercise.slug}/{name}": content for name, content in files.items()}
        return self.take(named, f"{self._exercise.slug}.zip", hours_ago=hours_ago)

    def take(self, files: dict[str, bytes], name: str, *, hours_ago: float) -> Draft:
        return receive_zip(
            course=self._cohort.course,
            week=self._exercise.week,
            file_name=name,
            content=zipped(files),
            by=self._ivo.user,
            at=self._now - timedelta(hours=hours_ago),
        )

    def check(self, draft: Draft, *, unfair: bool = False) -> None:
        job = request_check(draft=draft, by=self._ivo.user, at=self._now)
        assert run_check(job_id=job.pk, at=self._now, grader=PickyGrader(unfair=unfair), jobs=1)

    def half_way(self, draft: Draft) -> None:
        job = request_check(draft=draft, by=self._ivo.user, at=self._now)
        taken = claim(job_id=job.pk, kind=DraftJob.Kind.CHECK, at=self._now)
        assert taken is not None
        tell(taken, slug=self._exercise.slug, stage="mutants", done=11, total=34, at=self._now)

    def publish(self, draft: Draft, *, hours_ago: float) -> None:
        how = by_person(
            by=self._ivo.user,
            at=self._now - timedelta(hours=hours_ago),
            note="The second question had no hint.",
            told_learners="The second question has a hint now.",
            reason="The sandbox is away until Monday, and the hint changes no test.",
        )
        publish_draft(draft=draft, how=how, seen=fingerprint(plan(draft)))

    def trial(self, draft: Draft) -> DraftJob:
        job = request_trial(
            draft=draft,
            slug=self._exercise.slug,
            file_name="mine.ipynb",
            content=release.notebook_bytes(engine.read(self._folder)),
            by=self._ivo.user,
            at=self._now,
        )
        assert run_trial(job_id=job.pk, at=self._now, grader=FakeGrader(share=0.6))
        return job
