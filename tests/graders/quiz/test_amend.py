"""A changed key, and nothing else changed in the file."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml

from graders.quiz.amend import amended

QUIZ = dedent("""\
    title: Week 3 check   # shown on the course page
    questions:
      # The first one is easy.
      - id: recall  # do not rename
        type: numeric
        text: |
          What is the recall?

          Two places.
        answer: tp / (tp + fn)
        tolerance:
          relative: 0.005   # half a per cent

      - id: names
        type: text
        answer:
        - precision
        - "positive predictive value"
        text: >
          Folded text
          of two lines.
      - {id: flow, type: single, options: [{text: "a, b", correct: true}, {text: c}]}
      - text: |
          id comes last here
        options:
          - text: |
              of two
              lines
          - text: short
        id: late
    """)


def question(text: str, name: str) -> dict:
    return next(one for one in yaml.safe_load(text)["questions"] if one["id"] == name)


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("recall", ("answer",), "tp / (tp + fp)"),
        ("recall", ("tolerance",), {"absolute": 0.01}),
        ("recall", ("tolerance", "relative"), 0.02),
        ("recall", ("credit",), "everyone"),
        ("recall", ("text",), "Short: text"),
        ("names", ("answer",), ["precision", "PPV: the value", "größe"]),
        ("names", ("answer", 1), "PPV"),
        ("names", ("text",), "one line"),
        ("flow", ("credit",), "void"),
        ("flow", ("options", 1, "correct"), True),
        ("flow", ("options", 0, "correct"), False),
        ("late", ("options", 0, "correct"), True),
        ("late", ("options", 1, "correct"), True),
        ("late", ("credit",), "void"),
        ("late", ("id",), "later"),
    ],
)
def test_only_this_is_another(name, path, value):
    expected = yaml.safe_load(QUIZ)
    node = next(one for one in expected["questions"] if one["id"] == name)
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    assert yaml.safe_load(amended(QUIZ, question_id=name, changes={path: value})) == expected


def test_comments_and_layout_stay():
    changed = amended(QUIZ, question_id="recall", changes={("credit",): "everyone"})
    assert changed == QUIZ.replace("do not rename\n", "do not rename\n    credit: everyone\n")
    changed = amended(QUIZ, question_id="recall", changes={("tolerance", "relative"): 0.02})
    assert changed == QUIZ.replace("0.005", "0.02")


def test_several_changes_at_once():
    changed = amended(
        QUIZ,
        question_id="recall",
        changes={("answer",): "1", ("tolerance",): {"absolute": 0.5}, ("points",): 2},
    )
    found = question(changed, "recall")
    assert (found["answer"], found["tolerance"], found["points"]) == ("1", {"absolute": 0.5}, 2)


def test_a_file_without_a_last_newline():
    text = "questions:\n  - id: a\n    answer: 1"
    assert question(amended(text, question_id="a", changes={("answer",): 2}), "a")["answer"] == 2
    assert (
        question(amended("questions:\n  - id: a", question_id="a", changes={("answer",): 2}), "a")["answer"]
        == 2
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [("nobody", ("answer",)), ("recall", ("options", 0, "correct")), ("flow", ("options", 7))],
)
def test_what_is_not_there_cannot_be_changed(name, path):
    with pytest.raises(LookupError):
        amended(QUIZ, question_id=name, changes={path: True})
