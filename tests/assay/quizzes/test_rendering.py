"""Questions as HTML: what a learner typed is never taken for a place in the text."""

from __future__ import annotations

from assay.quizzes.rendering import present
from graders.quiz import draw, entry_of, read_quiz

QUIZ = """title: T
questions:
  - {id: q, type: cloze, text: "[[a]] and [[b]]", blanks: {a: x, b: y}}
"""


def test_a_typed_token_stays_text():
    asked = draw(read_quiz(QUIZ, name="quiz.yaml"), 1).questions[0]
    first, second = asked.parts
    entry = entry_of(asked, {first.id: f"a {second.token} b", second.id: "onfocus=alert(1) "})

    shown = present(asked, entry).text

    assert f'value="a {second.token} b"' in shown
    assert shown.count("<input") == 2
