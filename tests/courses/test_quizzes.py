"""The quizzes of the course: sound in every variant, complete in what they teach, and true in what they print."""

from __future__ import annotations

import contextlib
import io

import pytest

from graders.quiz import PartKind, Quiz, Verdict, draw, mark, read_quiz, solve
from graders.quiz.formulas import number
from graders.quiz.types import NAMES
from graders.quiz.variables import all_values
from tests.courses.quiz_facts import COURSE, question_of, quiz_of, quizzes

WEEKS = [path.parent.name for path in quizzes()]
each = pytest.mark.parametrize("week", WEEKS)
OF_TYPE = {
    kind: [(week, q.id) for week in WEEKS for q in quiz_of(week).questions if q.type in kind.split()]
    for kind in ("code_output", "single multiple")
}


def test_four_weeks_have_a_quiz():
    assert [week[:7] for week in WEEKS] == ["week-01", "week-02", "week-03", "week-05"]


@each
def test_it_asks_ten_to_fifteen_questions_of_all_nine_types(week):
    quiz = quiz_of(week)
    assert 10 <= len(quiz.questions) <= 15
    assert {question.type for question in quiz.questions} == set(NAMES)
    assert len(NAMES) == 9


@each
def test_the_summary_counts_its_questions(week):
    words = "Ten Eleven Twelve Thirteen Fourteen Fifteen".split()
    assert quiz_of(week).summary.startswith(words[len(quiz_of(week).questions) - 10] + " questions")


@each
def test_every_question_has_a_hint_and_an_explanation(week):
    assert not [
        question.id for question in quiz_of(week).questions if not (question.hint and question.explanation)
    ]


@each
def test_the_hint_does_not_give_the_answer_away(week):
    for question in quiz_of(week).questions:
        paper = draw(Quiz.model_validate({"title": "one", "questions": [question]}), 1)
        answers = solve(question, paper.questions[0]).values()
        words = [str(answer) for answer in answers if question.type in ("text", "code_output")]
        assert not [word for word in words if word.casefold() in question.hint.casefold()]


@pytest.mark.parametrize(("week", "question_id"), OF_TYPE["single multiple"])
def test_every_option_has_its_feedback(week, question_id):
    options = question_of(week, question_id).options
    assert not [option.text for option in options if not option.feedback]


@each
def test_every_variant_can_be_answered_in_full(week):
    quiz = quiz_of(week)
    for seed in range(50):
        for asked in draw(quiz, seed).questions:
            question = question_of(week, asked.id)
            marked = mark(question, asked, solve(question, asked))
            assert (marked.points, marked.verdict) == (question.points, Verdict.RIGHT)


def _to_two_decimals(asked, answer):
    numbers = {part.id for part in asked.parts if part.kind is PartKind.NUMBER}
    return {part: f"{float(given):.2f}" if part in numbers else given for part, given in answer.items()}


@each
def test_two_decimals_are_enough_as_the_summary_says(week):
    assert "two decimals" in quiz_of(week).summary.casefold()
    for asked in (one for seed in range(50) for one in draw(quiz_of(week), seed).questions):
        question = question_of(week, asked.id)
        marked = mark(question, asked, _to_two_decimals(asked, solve(question, asked)))
        assert marked.verdict is Verdict.RIGHT


@each
def test_no_text_is_left_with_a_variable_in_it(week):
    for asked in draw(quiz_of(week), 3).questions:
        question = question_of(week, asked.id)
        marked = mark(question, asked, solve(question, asked))
        assert "{{" not in asked.text + asked.hint + marked.explanation


def _typed(question, asked, wrong):
    if question.type == "text":
        return wrong.answer[0]
    values = all_values(question.variables, asked.variables)
    return str(float(number(wrong.answer, values)))


@each
def test_a_common_wrong_answer_earns_nothing_but_a_sentence(week):
    quiz = quiz_of(week)
    for asked in (one for seed in range(20) for one in draw(quiz, seed).questions):
        question = question_of(week, asked.id)
        for wrong in getattr(question, "wrong_answers", ()):
            marked = mark(question, asked, {"answer": _typed(question, asked, wrong)})
            assert (marked.points, marked.verdict) == (0, Verdict.WRONG)
            assert marked.parts[0].feedback


@pytest.mark.parametrize(("week", "question_id"), OF_TYPE["code_output"])
def test_a_snippet_prints_what_the_key_says(week, question_id):
    question = question_of(week, question_id)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(question.code, question_id, "exec"), {})
    assert printed.getvalue().strip() == question.answer.strip()


def test_the_files_are_found_by_their_weeks():
    assert all(read_quiz((COURSE / week / "quiz.yaml").read_text(), name=week).title for week in WEEKS)
