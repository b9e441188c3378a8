"""Responses as CSV: one row per attempt and question, streamed, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient
from hypothesis import given
from hypothesis import strategies as st

from assay.quizzes.operations import start, submit
from assay.quizzes.queries.responses import COLUMNS, attempt_ids, rows_of
from graders.spreadsheets import safe_cell
from tests.assay.factories import NOW, make_cohort, make_instructor, make_learner
from tests.assay.quizzes.conftest import answer, answer_all, publish_quiz


@pytest.fixture
def cohort(quiz):
    return make_cohort(quiz)


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("-0.5", "-0.5"),
        ("+1e3", "+1e3"),
        ("plain, with a comma", "plain, with a comma"),
        (None, ""),
        (Decimal("-1.50"), "-1.50"),
    ],
)
def test_cells(typed, cell):
    assert safe_cell(typed) == cell


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n 0a"), max_size=6))
def test_no_cell_begins_a_formula(typed):
    cell = safe_cell(typed)
    if cell.lstrip(" ")[:1] in set("=+-@\t\r\n"):
        float(cell)


def read(response):
    return list(csv.DictReader(io.StringIO(response)))


async def test_it_works(db_world):
    client, place = db_world
    response = await client.get(f"{place}responses.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    rows = read("".join([part.decode() async for part in response.streaming_content]))
    assert tuple(rows[0]) == COLUMNS
    assert [row["question"] for row in rows] == ["recall", "split", "metrics", "name"]
    assert (rows[3]["answer"], rows[3]["right_answer"], rows[3]["points"]) == ("'=1+1", "KEYlovelace", "0.00")
    assert rows[0]["username"] == "alice"
    assert "tp=" in rows[0]["variables"]


@pytest.fixture
async def db_world(transactional_db, course_folder):
    return await sync_to_async(_world)(course_folder)


def _world(course_folder):
    quiz = publish_quiz(course_folder)
    cohort = make_cohort(quiz)
    attempt = start(enrolment=make_learner(cohort, "alice"), exercise=quiz, at=NOW)
    answer_all(attempt)
    answer(attempt, "name", "=1+1")
    submit(attempt=attempt, at=NOW)
    client = AsyncClient()
    client.force_login(make_instructor(cohort).user, backend="django.contrib.auth.backends.ModelBackend")
    return client, f"/cohorts/{cohort.slug}/quizzes/{quiz.slug}/"


def test_the_number_of_queries_does_not_grow(cohort, quiz, django_assert_max_num_queries):
    for _ in range(4):
        attempt = start(enrolment=make_learner(cohort), exercise=quiz, at=NOW)
        submit(attempt=attempt, at=NOW)
    with django_assert_max_num_queries(4):
        assert len(rows_of(attempt_ids=attempt_ids(cohort=cohort, exercise=quiz))) == 16


def test_unfinished_attempts_and_other_cohorts_are_not_in(cohort, quiz):
    start(enrolment=make_learner(cohort), exercise=quiz, at=NOW)
    other = make_cohort(quiz)
    submit(attempt=start(enrolment=make_learner(other), exercise=quiz, at=NOW), at=NOW)
    assert attempt_ids(cohort=cohort, exercise=quiz) == []
