"""What holds for every type of question, whatever is entered."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.quiz import Verdict, draw, entry_of, mark, parse, read_quiz, solve
from graders.quiz.dumping import dumped
from tests.graders.quiz import texts
from tests.graders.quiz.samples import TEXT, every_type

QUIZ = every_type()
QUESTIONS = pytest.mark.parametrize("name", [question.id for question in QUIZ.questions])
SEEDS = st.integers(0, 2**63)
ODD = ["\0", "\ud800", "9" * 5000, "1e999", "-0", "½", "١٢", "=1+1", "🙂", "{{n}}", "(a+)+$", "\u202e1"]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@lru_cache
def _question(name, seed):
    question = QUIZ.question(name)
    alone = QUIZ.model_copy(update={"questions": (question,)})
    asked = draw(alone, seed).question(name)
    assert question and asked
    return question, asked


@QUESTIONS
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_a_right_answer_earns_all(name, seed):
    question, asked = _question(name, seed)
    marked = mark(question, asked, solve(question, asked))

    assert (marked.points, marked.possible, marked.verdict) == (question.points, question.points, "right")
    assert entry_of(asked, solve(question, asked)).problems == {}


@QUESTIONS
@settings(max_examples=12, deadline=None)
@given(data=st.data(), seed=st.integers(0, 5))
def test_whatever_is_sent_earns_between_nothing_and_all(name, data, seed):
    question, asked = _question(name, seed)
    ids = [option.id for part in asked.parts for option in part.options]
    entered = st.sampled_from([*ids, *ODD, "1", "2", "recall", "0.5 km"]) | st.text(max_size=30)
    raw = data.draw(st.dictionaries(st.sampled_from([*asked.fields, "other"]), st.lists(entered, max_size=4)))

    entry = parse(asked, raw)
    marked = mark(question, asked, entry.value)

    assert 0 <= marked.points <= question.points
    assert marked.points == marked.points.quantize(Decimal("0.01"))
    assert (marked.verdict is Verdict.RIGHT) == (marked.points == question.points)
    json.dumps([entry.value, marked.to_json()]).encode()
    assert entry_of(asked, entry.value).value == entry.value


@QUESTIONS
@settings(max_examples=12, deadline=None)
@given(value=JSON_VALUES, data=st.data())
def test_a_stored_value_of_any_shape_can_be_marked(name, value, data):
    question, asked = _question(name, 1)
    inner = data.draw(st.dictionaries(st.sampled_from([part.id for part in asked.parts]), JSON_VALUES))

    assert 0 <= mark(question, asked, value).points <= question.points
    assert 0 <= mark(question, asked, inner).points <= question.points


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_the_same_seed_is_the_same_paper(seed):
    assert draw(QUIZ, seed) == draw(every_type(), seed)


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, data=st.data())
def test_the_order_of_options_never_matters(seed, data):
    """Options move in the file; with ids of their own the same choice earns the same."""
    options = [
        "{text: one, id: o1, correct: true}",
        "{text: two, id: o2, correct: true}",
        "{text: three, id: o3}",
    ]
    moved = data.draw(st.permutations(options))
    chosen = data.draw(st.sets(st.sampled_from(["one", "two", "three"])))
    earned = [_earned(order, chosen, seed) for order in (options, moved)]

    assert earned[0] == earned[1]


def _earned(options, chosen, seed):
    question, asked = texts.only(
        f"- {{id: q, type: multiple, text: t, options: [{', '.join(options)}]}}", seed=seed
    )
    ids = [option.id for option in asked.parts[0].options if option.text in chosen]
    return mark(question, asked, {"answer": ids}).points


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_a_change_of_one_question_leaves_the_others_draws_alone(seed):
    changed = texts.quiz(
        TEXT.replace("tp: {from: 30, to: 60}", "tp: {from: 40, to: 90}").replace(
            "[split, fit,", "[read, fit,"
        )
    )
    before, after = draw(QUIZ, seed), draw(changed, seed)
    same = {asked.id for asked in before.questions if after.question(asked.id) == asked}

    assert {question.id for question in QUIZ.questions} - same <= {"recall", "order", "places"}


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_a_key_changes_no_paper(seed):
    changed = texts.quiz(
        TEXT.replace("answer: Yes", "answer: No")
        .replace("answer: tp / (tp + fn)", "answer: tp")
        .replace("significant_figures: 3", "significant_figures: 2")
        .replace("answer: [recall, sensitivity]", "answer: [specificity]")
        .replace(
            "options: [recall, precision], answer: recall", "options: [recall, precision], answer: precision"
        )
        .replace("type: single", "type: single\n  credit: everyone")
    )
    assert draw(QUIZ, seed) == draw(changed, seed)


def test_what_leaves_the_server_holds_no_key():
    quiz = texts.quiz("""
        - {id: n, type: numeric, text: "How much?", answer: 1234 + 1, tolerance: {absolute: 0.25}, explanation: secret,
           wrong_answers: [{answer: 4321, feedback: secret}], feedback: {right: secret, wrong: secret}}
        - {id: t, type: text, text: "Which word?", answer: secret, pattern: secret.*}
        - {id: s, type: single, text: "Which?", options: [{text: one, id: first, correct: true, feedback: secret}, two]}
        - {id: c, type: cloze, text: "A [[b]].", blanks: {b: secret}}
        - {id: p, type: code_output, text: "What?", code: print(1), answer: secret}
        - {id: m, type: matching, text: "Match.", pairs: [{item: a, match: b, feedback: secret}, {item: c, match: d}]}
    """)
    sent = json.dumps([asked.to_json() for asked in draw(quiz, 1).questions])

    for word in (
        "secret",
        "1235",
        "1234",
        "4321",
        "0.25",
        "first",
        "correct",
        "seed",
        "variables",
        "tolerance",
    ):
        assert word not in sent


@QUESTIONS
def test_shown_ids_differ_from_attempt_to_attempt(name):
    first, second = _question(name, 1)[1], _question(name, 2)[1]
    ids = {option.id for part in first.parts for option in part.options if not option.id.isdigit()}

    assert not ids & {
        option.id for part in second.parts for option in part.options if not option.id.isdigit()
    }


def test_written_and_read_again_it_is_the_same_quiz():
    again = read_quiz(dumped(QUIZ), name="again.yaml")

    assert again == QUIZ
    assert again.digest == QUIZ.digest
    assert dumped(again) == dumped(QUIZ)
