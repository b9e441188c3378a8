"""The JSON Schema that editors use."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from graders.quiz.schema import FILE, quiz_schema
from tests.graders.quiz import texts
from tests.graders.quiz.samples import TEXT

VALIDATOR = jsonschema.Draft202012Validator(quiz_schema())


def _errors(text):
    return [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))]


def test_the_committed_schema_is_the_one_of_the_code():
    assert json.loads(FILE.read_text()) == quiz_schema(), "run python -m graders.quiz.schema"


def test_a_quiz_of_every_type_agrees_with_it():
    jsonschema.Draft202012Validator.check_schema(quiz_schema())
    assert _errors(texts.text(TEXT)) == []


@pytest.mark.parametrize(
    "question",
    [
        "{id: q, type: numeric, text: t}",
        "{id: q, type: numeric, text: t, answer: 1, colour: red}",
        "{id: q, type: poem, text: t}",
        "{id: q, type: single, text: t, options: [one]}",
        "{id: q, type: cloze, text: t, blanks: {}}",
    ],
)
def test_a_wrong_question_does_not(question):
    assert _errors(texts.text(f"- {question}"))
