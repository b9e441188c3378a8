"""The gradebook: what counts for everybody, as a page, as CSV and by script."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from assay.cohorts.operations import extend
from assay.progress.gradebook import gradebook, learners
from assay.progress.gradebook_csv import NBGRADER, nbgrader, plain
from assay.submissions.operations import override
from assay.submissions.queries import standing
from tests.assay.factories import DUE, NOW, make_learner, make_report
from tests.assay.marking import give, graded


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def teacher(client, instructor):
    client.force_login(instructor.user)
    return client


def book(cohort, at=NOW):
    return gradebook(cohort=cohort, people=list(learners(cohort=cohort)), at=at)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def late(cohort):
    cohort.policy = {"late": "percent_per_day", "late_percent_per_day": 10}
    cohort.save()


def test_it_works(learner, exercise):
    late(learner.cohort)
    graded(learner, exercise, make_report(8), at=DUE + timedelta(hours=1))
    make_learner(learner.cohort, "bob")

    [first, second] = rows(plain(book(learner.cohort, at=DUE + timedelta(days=1))))

    assert list(first) == [
        "username", "name", "alias", "email", "squares", "squares raw", "total", "total raw", "total possible",
    ]  # fmt: skip
    assert (first["username"], first["squares"], first["squares raw"]) == ("alice", "7.2", "8")
    assert (first["total"], first["total raw"], first["total possible"]) == ("7.2", "8", "10")
    assert (second["username"], second["squares"], second["total"]) == ("bob", "", "0")


def test_nbgraders_columns(learner, exercise):
    late(learner.cohort)
    learner.user.display_name = "Alice van Dyk"
    learner.user.save()
    graded(learner, exercise, make_report(8), at=DUE + timedelta(hours=1))
    [line] = rows(nbgrader(book(learner.cohort, at=DUE + timedelta(days=1))))
    assert tuple(line) == NBGRADER
    assert (line["assignment"], line["duedate"], line["timestamp"]) == (
        "squares",
        "2026-11-26 12:00:00",
        "2026-11-26 13:00:00",
    )
    assert (line["student_id"], line["first_name"], line["last_name"]) == ("alice", "Alice van", "Dyk")
    assert (line["raw_score"], line["late_submission_penalty"], line["score"], line["max_score"]) == (
        "8",
        "0.8",
        "7.2",
        "10",
    )


def test_without_a_score_nbgrader_is_told_zero(learner):
    [line] = rows(nbgrader(book(learner.cohort)))
    assert (line["timestamp"], line["raw_score"], line["score"], line["max_score"]) == ("", "0", "0", "10")


def test_an_extension_moves_her_due_date_alone(learner, exercise):
    extend(enrolment=learner, exercise=exercise, until=DUE + timedelta(days=1), by=None, at=NOW)
    make_learner(learner.cohort, "bob")
    dates = {line["student_id"]: line["duedate"] for line in rows(nbgrader(book(learner.cohort)))}
    assert dates == {"alice": "2026-11-27 12:00:00", "bob": "2026-11-26 12:00:00"}


def test_it_says_what_all_other_pages_say(learner, exercise):
    give(graded(learner, exercise), 3)
    [row] = book(learner.cohort).rows
    assert row.points == standing(enrolment=learner, exercise=exercise, at=NOW).points == 9
    assert [item["verdict"] for item in row.cells[0].counted.questions] == ["passed", "partial"]


def test_points_that_are_not_released_are_seen_by_teachers(learner, exercise):
    learner.cohort.policy = {"reveal_score": "by_hand"}
    learner.cohort.save()
    graded(learner, exercise, make_report(8))
    [row] = book(learner.cohort).rows
    assert (row.points, row.cells[0].is_released) == (8, False)
    assert standing(enrolment=learner, exercise=exercise, at=NOW).points is None


def test_an_override_has_no_penalty(learner, exercise):
    late(learner.cohort)
    submission = graded(learner, exercise, make_report(8), at=DUE + timedelta(hours=1))
    override(submission=submission, points=Decimal(9), comment="You were ill.", by=None, at=NOW)
    [row] = book(learner.cohort, at=DUE + timedelta(days=1)).rows
    assert (row.points, row.cells[0].penalty, row.cells[0].counted.is_set) == (9, 0, True)


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_name_is_a_formula(learner, name):
    learner.user.display_name = name
    learner.alias = name
    learner.user.save()
    learner.save()
    [line] = rows(plain(book(learner.cohort)))
    assert (line["name"], line["alias"]) == (f"'{name}", f"'{name}")
    [line] = rows(nbgrader(book(learner.cohort)))
    assert not line["last_name"].startswith(("=", "+", "-", "@", "\t", "＝"))
    assert not line["first_name"].startswith(("=", "+", "-", "@", "\t", "＝"))


def test_the_number_of_queries_does_not_grow(learner, exercise, django_assert_max_num_queries):
    for count in range(6):
        graded(make_learner(learner.cohort), exercise, at=NOW + timedelta(minutes=count))
    with django_assert_max_num_queries(7):
        text = plain(book(learner.cohort))
    assert len(rows(text)) == 7


def test_the_page(teacher, learner, exercise):
    submission = graded(learner, exercise)
    make_learner(learner.cohort, "bob")
    page = reverse("progress:gradebook", args=[learner.cohort.slug])
    shown = teacher.get(page).content.decode()
    assert reverse("submissions:result", args=[submission.pk]) in shown
    assert "waits for marks" in shown
    found = teacher.get(f"{page}?search=bob").content.decode()
    assert "bob" in found and "alice" not in found
    assert "Nobody fits" in teacher.get(f"{page}?search=nobody").content.decode()
    assert "<html" not in teacher.get(page, headers={"HX-Request": "true"}).content.decode()


def test_many_people_stand_on_several_pages(teacher, learner, exercise, monkeypatch):
    monkeypatch.setattr("assay.progress.gradebook_views._PER_PAGE", 1)
    make_learner(learner.cohort, "bob")
    page = reverse("progress:gradebook", args=[learner.cohort.slug])
    first, second = (teacher.get(f"{page}?page={number}").content.decode() for number in (1, 2))
    assert "Later names" in first and "Earlier names" in second
    assert ("alice" in first, "alice" in second, "bob" in second) == (True, False, True)


def test_the_files(teacher, learner, exercise):
    graded(learner, exercise)
    page = reverse("progress:gradebook-csv", args=[learner.cohort.slug])
    answer = teacher.get(page)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{learner.cohort.slug}-plain.csv"'
    assert rows(answer.content.decode())[0]["squares"] == "6"
    assert rows(teacher.get(f"{page}?columns=nbgrader").content.decode())[0]["score"] == "6"
    assert teacher.get(f"{page}?columns=other").status_code == 404


def test_by_script(teacher, learner, exercise):
    submission = graded(learner, exercise)
    make_learner(learner.cohort, "bob")
    found = teacher.get(f"/api/v1/cohorts/{learner.cohort.slug}/gradebook/").json()
    alice, bob = found["results"]
    assert (found["possible"], alice["points"], alice["items"][0]["attempt"]) == (10, 6, str(submission.pk))
    assert (alice["items"][0]["waiting"], alice["items"][0]["state"]) == (4, "awaiting_marks")
    assert (bob["items"][0]["points"], bob["items"][0]["days_late"]) == (None, 0)
