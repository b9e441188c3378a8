"""Write a result exactly once: only the claim that still holds the job may."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal

import structlog
from django.db import transaction

from assay.catalog.operations import store
from assay.submissions.cleaning import clean_json, clean_text
from assay.submissions.models import CurrentScore, GradingJob, Score, TestResult
from assay.submissions.operations.claims import held
from graders.report import Ending, QuestionReport, Report, TestReport

log = structlog.get_logger(__name__)


@transaction.atomic
def record(*, job: GradingJob, claim_number: int, report: Report, at: datetime) -> bool:
    """Write what the sandbox found and make its score current. False where the claim holds no more."""
    is_invalid = report.ending is Ending.INVALID_NOTEBOOK
    changed = held(job, claim_number).update(
        state=GradingJob.State.INVALID if is_invalid else GradingJob.State.GRADED,
        lease_until=None,
        finished_at=at,
        environment_digest=clean_text(report.environment.digest, length=64),
        failure=clean_text(report.message) if is_invalid else "",
    )
    if not changed:
        log.warning("late_result_dropped", job_id=job.pk, claim_number=claim_number)
        return False
    if not is_invalid:
        score = _score(job, claim_number, report, at)
        TestResult.objects.bulk_create(_tests(score, report))
        CurrentScore.objects.update_or_create(submission_id=job.submission_id, defaults={"score": score})
    return True


def _score(job: GradingJob, claim_number: int, report: Report, at: datetime) -> Score:
    rest = report.as_dict()
    notebook = rest.pop("notebook")
    rest.pop("questions")
    return Score.objects.create(
        job=job,
        claim_number=claim_number,
        ending=report.ending,
        message=clean_text(report.message),
        points=_decimal(report.points),
        possible=_decimal(report.possible),
        questions=[_question(question) for question in report.questions],
        report=clean_json(rest),
        notebook_id=store(_as_bytes(notebook)) if notebook is not None else None,
        created_at=at,
    )


def _as_bytes(notebook: dict[str, object]) -> bytes:
    return json.dumps(clean_json(notebook), ensure_ascii=False, indent=1).encode()


def _question(question: QuestionReport) -> dict[str, object]:
    return {
        "name": clean_text(question.name),
        "title": clean_text(question.title),
        "points": question.points,
        "possible": question.possible,
        "verdict": str(question.verdict),
    }


def _tests(score: Score, report: Report) -> list[TestResult]:
    pairs = [(question, test) for question in report.questions for test in question.tests]
    return [_test(score, position, question, test) for position, (question, test) in enumerate(pairs)]


def _test(score: Score, position: int, question: QuestionReport, test: TestReport) -> TestResult:
    return TestResult(
        score=score,
        position=position,
        question=clean_text(question.name, length=120),
        title=clean_text(test.title, length=200),
        category=clean_text(test.category, length=60),
        visibility=test.visibility,
        verdict=test.verdict,
        points=_decimal(test.points),
        possible=_decimal(test.possible),
        message=clean_text(test.message),
        hint=clean_text(test.hint),
        expected=clean_text(test.expected),
        got=clean_text(test.got),
        traceback=clean_text(test.traceback),
    )


def _decimal(points: float) -> Decimal:
    return Decimal(str(points))
