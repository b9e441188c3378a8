"""Aiken."""

from __future__ import annotations

import pytest

from graders.importers import ImportFailed, import_quiz
from graders.quiz import read_quiz

FILE = """What is the slope of y = 2x?
A. 1
B) 2
C. it has none
ANSWER: B

Which of these is
a metric?
A. recall
B. pandas
answer: a
"""


def _import(text):
    return import_quiz(text.encode(), form="aiken", name="bank.txt")


def test_it_works():
    first, second = read_quiz(_import(FILE).text, name="quiz.yaml").content()["questions"]
    assert first["text"] == "What is the slope of y = 2x?"
    assert first["options"] == [{"text": "1"}, {"text": "2", "correct": True}, {"text": "it has none"}]
    assert second["text"] == "Which of these is\na metric?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Q\nA. a\nB. b\n", "bank.txt:1: This question has no `ANSWER:` line."),
        (
            "Q\nA. a\nB. b\n\nR\nA. a\nB. b\nANSWER: A",
            "bank.txt:1: This question has no `ANSWER:` line before the next",
        ),
        ("Q\nA. a\nB. b\nANSWER: C", "bank.txt:4: `ANSWER: C` names no option; there are A, B."),
        ("Q\nA. a\nA. b\nANSWER: A", "bank.txt:3: Option A stands here twice."),
        ("ANSWER: A", "bank.txt:1: `ANSWER: A` names no option; there are none."),
        ("Q\nA. a\nANSWER: A", "bank.txt:1: “Q”: A choice needs two options"),
        ("", "There is no question"),
    ],
)
def test_a_file_that_cannot_be_imported(text, told):
    with pytest.raises(ImportFailed) as failed:
        _import(text)
    assert told in str(failed.value)
