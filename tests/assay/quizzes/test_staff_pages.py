"""The pages around a quiz for those who teach: statistics, preview, corrections."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from assay.quizzes.models import Correction, CurrentMarking, Marking, QuizAttempt, Response
from assay.quizzes.operations import start, submit
from assay.quizzes.queries.corrections import corrections_of
from assay.quizzes.queries.variants import paper
from tests.assay.factories import NOW, make_cohort, make_instructor, make_learner
from tests.assay.quizzes.conftest import answer, answer_all


@pytest.fixture
def cohort(quiz, time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_cohort(quiz)


@pytest.fixture
def place(cohort, quiz):
    return f"/cohorts/{cohort.slug}/quizzes/{quiz.slug}/"


@pytest.fixture
def teacher(cohort):
    client = Client()
    client.force_login(make_instructor(cohort).user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def turing(cohort, quiz):
    """An attempt that says "Turing" where "KEYlovelace" is right (1 of 7 points)."""
    attempt = start(enrolment=make_learner(cohort, "alice"), exercise=quiz, at=NOW)
    answer_all(attempt)
    answer(attempt, "name", "Turing")
    return submit(attempt=attempt, at=NOW)


def points(attempt):
    return CurrentMarking.objects.get(attempt=attempt).marking.points


def rows():
    return [model.objects.count() for model in (QuizAttempt, Response, Marking, Correction)]


def test_the_list_of_quizzes(teacher, cohort, place, turing):
    page = teacher.get(f"/cohorts/{cohort.slug}/quizzes/").content.decode()
    assert f'href="{place}statistics/"' in page
    assert '1 <span class="soft">/ 1</span>' in page


def test_statistics_before_and_after_somebody_took_it(teacher, cohort, place, quiz):
    assert b"Nobody has finished it yet" in teacher.get(f"{place}statistics/").content
    attempt = start(enrolment=make_learner(cohort), exercise=quiz, at=NOW)
    answer(attempt, "name", "<b>Turing</b>")
    submit(attempt=attempt, at=NOW)
    page = teacher.get(f"{place}statistics/?attempts=counted").content.decode()
    assert "1. recall" in page
    question = teacher.get(f"{place}statistics/name/").content.decode()
    assert "&lt;b&gt;Turing&lt;/b&gt;" in question
    assert "KEYlovelace" in question


@pytest.mark.parametrize("question", ["recall", "split", "metrics", "name"])
def test_every_question_has_its_page(teacher, place, turing, question):
    assert teacher.get(f"{place}statistics/{question}/").status_code == 200


def test_a_question_that_is_not_there(teacher, place):
    assert teacher.get(f"{place}statistics/nothing/").status_code == 404
    assert teacher.get(f"{place}corrections/questions/nothing/").status_code == 404


def test_preview_shows_a_variant_with_its_key(teacher, place, quiz):
    pages = [teacher.get(f"{place}preview/?seed={seed}").content.decode() for seed in (1, 1, 2)]
    assert "KEYexplanation" in pages[0]
    assert "nothing you enter here is kept" in pages[0]
    texts = [re.findall(r"true positives and \d+", page)[0] for page in pages]
    drawn = [paper(exercise=quiz, seed=seed).questions[0].variables["fn"] for seed in (1, 1, 2)]
    assert texts == [f"true positives and {number}" for number in drawn]


@pytest.mark.parametrize("address", ["?seed=x&question=-1", "?seed=0", "?seed=99999999999", "?question=77"])
def test_an_address_that_makes_no_sense_shows_the_first(teacher, place, address):
    assert teacher.get(f"{place}preview/{address}").status_code == 200


def test_an_answer_can_be_tried_and_is_not_kept(teacher, place, quiz):
    asked = paper(exercise=quiz, seed=3).questions[3]
    before = rows()
    tried = teacher.post(
        f"{place}preview/?seed=3&question=4", {asked.fields[0]: "KEYlovelace"}
    ).content.decode()
    assert "Right" in tried
    assert b"Not right" in teacher.post(f"{place}preview/?seed=3&question=4", {asked.fields[0]: "x"}).content
    assert rows() == before


ACCEPT = {"credit": "marked", "accept": "Turing", "reason": "Turing is fine, too."}


def correct(teacher, place, question, **fields):
    return teacher.post(f"{place}corrections/questions/{question}/", fields)


def fingerprint(response):
    return response.context["fingerprint"]


def test_a_correction_is_looked_at_and_then_made(teacher, place, turing):
    before = rows()
    looked = correct(teacher, place, "name", **ACCEPT, go="preview")
    assert "1 attempt changes" in looked.content.decode()
    assert "Question 4: 0 → 1" in looked.content.decode()
    assert (rows(), points(turing)) == (before, 6)

    made = correct(teacher, place, "name", **ACCEPT, go="commit", previewed=fingerprint(looked))

    assert (made.status_code, points(turing)) == (302, 7)
    page = teacher.get(f"{place}corrections/").content.decode()
    assert "1 attempt was marked anew." in page
    assert "Turing is fine, too." in page


@pytest.mark.parametrize(("policy", "told"), [({}, True), ({"reveal_score": "by_hand"}, False)])
def test_the_learner_reads_why_where_points_may_be_seen(teacher, cohort, place, turing, policy, told):
    looked = correct(teacher, place, "name", **ACCEPT, go="preview")
    correct(teacher, place, "name", **ACCEPT, go="commit", previewed=fingerprint(looked))
    type(cohort).objects.filter(pk=cohort.pk).update(policy=policy)
    learner = Client()
    learner.force_login(turing.enrolment.user, backend="django.contrib.auth.backends.ModelBackend")
    page = learner.get(f"/quiz-attempts/{turing.pk}/result/").content.decode()
    assert ("Turing is fine, too." in page) == told
    assert ("6 → 7" in page) == told


def test_what_was_not_looked_at_is_not_made(teacher, place, turing):
    looked = correct(teacher, place, "name", **ACCEPT, go="preview")
    other = {**ACCEPT, "accept": "Hopper"}
    assert (
        correct(teacher, place, "name", **other, go="commit", previewed=fingerprint(looked)).status_code
        == 200
    )
    assert correct(teacher, place, "name", **ACCEPT, go="commit").status_code == 200
    assert points(turing) == 6


def test_the_same_twice_changes_nothing_more(teacher, place, turing):
    looked = correct(teacher, place, "name", **ACCEPT, go="preview")
    for _ in range(2):
        correct(teacher, place, "name", **ACCEPT, go="commit", previewed=fingerprint(looked))
    assert (points(turing), turing.markings.count()) == (7, 2)


@pytest.mark.parametrize(
    ("question", "fields", "says"),
    [
        ("name", {"credit": "marked"}, "Nothing is changed yet"),
        ("name", {"credit": "nonsense"}, "nonsense"),
        ("name", {"credit": "void", "reason": ""}, "This field is required"),
        ("recall", {"credit": "marked", "answer": "nobody / 2"}, "nobody"),
        ("recall", {"credit": "marked", "answer": "tp", "tolerance": "absolute"}, "Say how much"),
        ("recall", {"credit": "marked", "answer": "__import__('os')"}, "__import__"),
        ("split", {"credit": "marked", "right": ["zzz"]}, "zzz"),
        ("split", {"credit": "marked"}, "This field is required"),
    ],
)
def test_what_makes_no_sense_is_told(teacher, place, turing, question, fields, says):
    said = correct(teacher, place, question, **({"reason": "r", "go": "commit"} | fields))
    assert said.status_code == 422
    assert says in said.content.decode().replace("&#x27;", "'")
    assert points(turing) == 6


@pytest.mark.parametrize(
    ("question", "fields", "after"),
    [
        ("name", {"credit": "everyone"}, 7),
        ("name", {"credit": "void"}, 6),
        ("split", {"credit": "marked", "right": ["b"]}, 5),
        ("metrics", {"credit": "marked", "right": ["a", "b", "c", "d"]}, "5.25"),
        (
            "recall",
            {"credit": "marked", "answer": "0", "tolerance": "absolute", "tolerance_value": "0.001"},
            4,
        ),
        ("recall", {"credit": "marked", "answer": "0", "accept": "tp / (tp + fn)"}, 6),
    ],
)
def test_keys_of_each_type(teacher, place, turing, question, fields, after):
    fields = {"reason": "r"} | fields
    if question == "recall":
        fields = {"tolerance": "absolute", "tolerance_value": "0.005"} | fields
    looked = correct(teacher, place, question, **fields, go="preview")
    assert looked.status_code == 200, looked.context["form"].errors
    correct(teacher, place, question, **fields, go="commit", previewed=fingerprint(looked))
    assert float(points(turing)) == float(after)


def test_undoing(teacher, place, quiz, turing, time_machine):
    looked = correct(teacher, place, "name", **ACCEPT, go="preview")
    correct(teacher, place, "name", **ACCEPT, go="commit", previewed=fingerprint(looked))
    (made,) = corrections_of(exercise=quiz)
    undo = f"{place}corrections/undo/{made.pk}/"
    assert "1 attempt changes" in teacher.get(undo).content.decode()
    assert teacher.post(undo, {"go": "commit"}).status_code == 422
    assert points(turing) == 7
    time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
    assert teacher.post(undo, {"go": "commit", "reason": "It was not."}).status_code == 302
    assert points(turing) == 6
    assert teacher.get(undo).status_code == 302


def test_a_correction_of_another_quiz_cannot_be_undone_here(teacher, place, quiz):
    assert teacher.get(f"{place}corrections/undo/999/").status_code == 404


def test_marking_by_what_was_published_last(teacher, place, turing):
    page = f"{place}corrections/mark-anew/"
    assert "Nobody’s points change" in teacher.get(page).content.decode()
    assert teacher.post(page, {"go": "commit", "reason": "r"}).status_code == 302
