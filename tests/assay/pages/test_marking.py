"""Marking by hand, page by page: the queue, one answer, its scheme, undo, and the points of a whole submission."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from assay.catalog.models import ExerciseVersion
from assay.catalog.operations import publish
from assay.submissions.models import ManualMark
from assay.submissions.queries.marking import piles, scheme_of
from assay.submissions.rendering import render_answer
from tests.assay.factories import NOW, OPENS, make_learner
from tests.assay.marking import ESSAY, essay_report, give, graded

LATER = NOW + timedelta(hours=1)
SOURCE = """# %% [markdown]
# Why is the error squared?

# %% [markdown] nbgrader={"grade_id": "essay", "grade": true, "solution": true, "points": 4}
# ### BEGIN SOLUTION
# Because the sign must not count.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade_id": "plot", "task": true, "points": 2}
# Draw the errors.
# === BEGIN MARK SCHEME ===
# One point for labelled axes.
# === END MARK SCHEME ===
"""


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def manual(exercise):
    """The exercise's version says that `essay` is for a person."""
    version = exercise.current
    version.outline = [*version.outline, {"name": "essay", "title": "2. Why", "points": 4, "manual": True}]
    version.save()
    return exercise


@pytest.fixture
def teacher(client, instructor):
    client.force_login(instructor.user)
    return client


def place(submission, question="essay"):
    return reverse("submissions:mark", args=[submission.pk, question])


def save(client, submission, points, *, comment="Clear.", after=0, **fields):
    fields |= {"points": points, "comment": comment, "after": after}
    return client.post(place(submission), fields)


def test_it_works(teacher, manual, learner):
    first = graded(learner, manual)
    second = graded(make_learner(learner.cohort), manual, at=LATER)

    shown = teacher.get(reverse("submissions:marking", args=[learner.cohort.slug])).content.decode()
    assert "2 answers wait" in shown

    answer = save(teacher, first, 3)

    assert answer.status_code == 302
    assert answer["Location"] == place(second)
    assert ManualMark.objects.get().points == 3
    answer = save(teacher, second, 4)
    assert answer["Location"] == reverse("submissions:queue", args=[learner.cohort.slug, manual.slug])
    assert "Nothing waits" in teacher.get(answer["Location"]).content.decode()


def test_nobody_is_marked_by_her_name(teacher, manual, learner):
    learner.user.display_name = "Alice Adams"
    learner.user.save()
    submission = graded(learner, manual)
    pages = [
        place(submission),
        reverse("submissions:queue", args=[learner.cohort.slug, manual.slug]),
        reverse("submissions:answer", args=[submission.pk, "essay"]),
    ]
    for page in pages:
        assert "Alice" not in teacher.get(page).content.decode(), page
    assert learner.alias in teacher.get(pages[0]).content.decode()
    give(submission, 3)
    assert "Alice Adams" in teacher.get(pages[0]).content.decode()


@pytest.mark.parametrize(
    ("points", "words"), [("5", "from 0 to 4"), ("-1", "greater than"), ("a lot", "number"), ("", "required")]
)
def test_wrong_points_keep_what_was_typed(teacher, manual, learner, points, words):
    answer = save(teacher, graded(learner, manual), points, comment="Not lost.")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown and "Not lost." in shown
    assert not ManualMark.objects.exists()


def test_two_markers_do_not_overwrite_each_other(teacher, manual, learner):
    submission = graded(learner, manual)
    give(submission, 1)
    answer = save(teacher, submission, 4, after=0)
    assert answer.status_code == 422
    assert "Somebody else" in answer.content.decode()
    assert ManualMark.objects.count() == 1


def test_a_mark_is_changed_and_taken_back(teacher, manual, learner):
    submission = graded(learner, manual)
    save(teacher, submission, 3)
    save(teacher, submission, 2, after=1)
    teacher.post(place(submission), {"go": "undo"})
    assert [item.points for item in submission.marks.all()] == [3, 2, None]
    [pile] = piles(cohort=learner.cohort, exercise=manual, at=NOW)
    assert len(pile.waiting) == 1


def test_the_learner_reads_mark_and_comment(client, manual, learner):
    submission = graded(learner, manual)
    client.force_login(learner.user)
    result = reverse("submissions:result", args=[submission.pk])
    before = client.get(result).content.decode()
    assert "Waiting for a person's marks: up to 4 more" in before.replace("&#x27;", "'")
    course = client.get(reverse("cohorts:course", args=[learner.cohort.slug])).content.decode()
    assert "Waiting for a person" in course
    give(submission, 3, comment="Name the assumption.")
    after = client.get(result).content.decode()
    assert "Name the assumption." in after
    assert "Waiting for a person" not in after
    assert "Mark by hand" not in after


def test_the_same_answer_in_a_later_attempt_has_its_mark_in_the_form(teacher, manual, learner):
    give(graded(learner, manual), 3, comment="Name the assumption.")
    again = graded(learner, manual, essay_report(), at=LATER, note="again")
    form = teacher.get(place(again)).context["form"]
    assert (form["points"].initial, form["comment"].initial, form["after"].initial) == (
        "3",
        "Name the assumption.",
        0,
    )
    changed = essay_report()
    assert changed.notebook is not None
    changed.notebook["cells"][0]["source"] = "Because."
    other = graded(learner, manual, changed, at=LATER + timedelta(minutes=1), note="changed")
    answer = teacher.get(place(other))
    assert answer.context["form"]["points"].initial is None
    assert "has changed since" in answer.content.decode()


def test_the_points_of_all_are_set_with_a_reason(teacher, manual, learner, client):
    submission = graded(learner, manual)
    page = reverse("submissions:points", args=[submission.pk])
    assert teacher.get(page).status_code == 200
    refused = teacher.post(page, {"points": "9", "comment": "", "after": "0"})
    assert refused.status_code == 422
    answer = teacher.post(page, {"points": "9", "comment": "The data was broken.", "after": "0"})
    assert answer["Location"] == reverse("submissions:result", args=[submission.pk])
    client.force_login(learner.user)
    assert "The data was broken." in client.get(answer["Location"]).content.decode()


def test_without_a_score_there_is_nothing_to_set(teacher, manual, learner):
    submission = graded(learner, manual)
    submission.current_score.delete()
    answer = teacher.get(reverse("submissions:points", args=[submission.pk]))
    assert answer["Location"] == reverse("submissions:result", args=[submission.pk])
    assert teacher.get(place(submission)).status_code == 404


def test_an_answer_is_shown_in_a_frame_without_rights(teacher, manual, learner):
    submission = graded(learner, manual)
    answer = teacher.get(reverse("submissions:answer", args=[submission.pk, "essay"]))
    assert ESSAY in answer.content.decode()
    assert "sandbox allow-popups" in answer["Content-Security-Policy"]
    assert 'sandbox="allow-popups"' in teacher.get(place(submission)).content.decode()


def test_the_scheme_is_for_markers_alone(teacher, client, learner, instructor, course_folder):
    folder = course_folder / "week-01-squares" / "squares"
    (folder / "source.py").write_text(SOURCE)
    publish(folder=course_folder, by=None, at=OPENS)
    version = ExerciseVersion.objects.latest("pk")

    essay, plot = (scheme_of(version=version, question=name) for name in ("essay", "plot"))

    assert essay.asked == (("markdown", "Why is the error squared?"),)
    assert essay.key == ("markdown", "Because the sign must not count.")
    assert plot.key is not None
    assert "labelled axes" in plot.key[1] and "BEGIN" not in plot.key[1]
    assert "labelled axes" not in version.statement_html
    assert scheme_of(version=version, question="gone").key is None


def test_a_task_is_answered_by_the_cells_after_it():
    def cell(text, question="", *, restored=False):
        metadata = {"assay": {"question": question, "restored": restored}} if question else {}
        return {"cell_type": "markdown", "id": text, "metadata": metadata, "source": text}

    cells = [
        cell("before"),
        cell("task", "plot", restored=True),
        cell("mine"),
        cell("more"),
        cell("other", "essay"),
    ]
    content = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    shown = render_answer(content, "plot")
    assert [word in shown for word in ("before", "task", "mine", "more", "other")] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert "mine" not in render_answer(content, "essay")


def test_the_number_of_queries_does_not_grow(manual, learner, django_assert_max_num_queries):
    for count in range(5):
        graded(make_learner(learner.cohort), manual, at=NOW + timedelta(minutes=count))
    with django_assert_max_num_queries(6):
        [pile] = piles(cohort=learner.cohort, at=NOW)
    assert len(pile.waiting) == 5
    assert sum(item.possible for item in pile.waiting) == Decimal(20)


def test_what_teachers_hand_in_is_not_marked(manual, learner, instructor):
    graded(instructor, manual)
    assert [pile.waiting for pile in piles(cohort=learner.cohort, at=NOW)] == [[]]
    assert essay_report().questions[1].name == "essay"
