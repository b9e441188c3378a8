"""single, multiple, numeric, text: from file to marks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graders.quiz import Verdict, draw, mark, parse, solve
from tests.graders.quiz import texts

FOUR = """
- id: recall
  type: numeric
  points: 2
  text: With $tp = {{tp}}$ and $fn = {{fn}}$, what is the recall?
  variables: {tp: {from: 30, to: 60}, fn: {from: 5, to: 20}}
  answer: tp / (tp + fn)
  tolerance: {relative: 0.005}
- id: pick
  type: single
  text: Which one?
  options: [Yes, No, 0.50]
  answer: Yes
- id: many
  type: multiple
  text: Which ones?
  options: [{text: one, correct: true}, {text: two, correct: true}, three, four]
- id: word
  type: text
  text: What is tp / (tp + fn) called?
  answer: [recall, sensitivity]
  pattern: (true )?positive rate|tpr
"""


def test_it_works():
    quiz = texts.quiz(FOUR)
    for question, asked in zip(quiz.questions, draw(quiz, 7).questions, strict=True):
        marked = mark(question, asked, solve(question, asked))
        assert (marked.points, marked.verdict) == (question.points, Verdict.RIGHT)
    assert quiz.points == 5


def test_nothing_entered_is_unanswered():
    quiz = texts.quiz(FOUR)
    for question, asked in zip(quiz.questions, draw(quiz, 7).questions, strict=True):
        entry = parse(asked, {})
        assert (entry.value, entry.problems, entry.state) == ({}, {}, "unanswered")
        assert mark(question, asked, entry.value).verdict is Verdict.UNANSWERED


@pytest.mark.parametrize(
    ("typed", "points"), [("0.91", 1), ("0.90", 1), ("0.89", 1), ("0.9101", 0), ("0.8899", 0)]
)
def test_a_tolerance_is_exact_at_its_edge(typed, points):
    question, asked = texts.only("""
        - {id: q, type: numeric, text: "?", answer: 0.90, tolerance: {absolute: 0.01}}
    """)
    assert mark(question, asked, {"answer": typed}).points == Decimal(points)
