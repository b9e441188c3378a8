"""The pages on quizzes: their examples are sound and fair, and the reference names everything there is."""

from __future__ import annotations

import re

import pytest

from graders.check.quiz import check
from graders.quiz import read_quiz
from graders.quiz.formulas import FUNCTIONS
from graders.quiz.quiz import Quiz
from graders.quiz.types import MODELS, NAMES
from tests.graders.quiz import texts
from tests.repository import ROOT

PAGE = (ROOT / "docs/reference/quiz-format.md").read_text()
PAGES = [
    PAGE,
    *((ROOT / name).read_text() for name in ("docs/how-to/write-a-quiz.md", "exercises/README.md")),
]
EXAMPLES = [found for page in PAGES for found in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_fit_to_publish(example):
    text = example if example.startswith("title:") else texts.text(example)
    checked = check(read_quiz(text, name="example.yaml"), name="example")
    assert [str(finding) for finding in checked.findings if finding.rule != "explanation"] == []


def test_every_type_has_an_example():
    shown = {found for example in EXAMPLES for found in re.findall(r"^ *type: (\w+)", example, re.MULTILINE)}
    assert set(NAMES) <= shown


@pytest.mark.parametrize("model", [Quiz, *MODELS.values()], ids=lambda model: model.__module__)
def test_every_key_is_named(model):
    missing = [name for name in model.model_fields if f"`{name}" not in PAGE and f"  {name}:" not in PAGE]
    assert missing == []


def test_every_function_of_formulas_is_named():
    assert [name for name in FUNCTIONS if not re.search(rf"\b{name}\b", PAGE)] == []


def test_every_rule_of_the_check_is_named():
    page = (ROOT / "docs/reference/check.md").read_text()
    source = "".join(path.read_text() for path in (ROOT / "graders/check/quiz").glob("*.py"))
    rules = set(re.findall(r"\.(?:unfair|weak)\(\s*\"(\w+)\"", source))
    assert len(rules) > 8
    assert [rule for rule in rules if f"`{rule}`" not in page] == []
