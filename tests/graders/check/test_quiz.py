"""What `graders check` says of a quiz; each rule has a quiz that breaks it and none that it breaks for nothing."""

from __future__ import annotations

import pytest

from graders.check.finding import Severity
from graders.check.quiz import Printed, check, in_sandbox
from graders.pool.fake import FakeGrader
from graders.report import Ending, PlatformError
from tests.graders.quiz import samples, texts

FINE = """
- id: recall
  type: numeric
  text: With $tp = {{tp}}$ and $fn = {{fn}}$, what is the recall, to 2 places?
  variables: {tp: {from: 30, to: 60}, fn: {from: 5, to: 20}}
  answer: tp / (tp + fn)
  tolerance: {absolute: 0.005}
  explanation: "Recall is $\\\\frac{tp}{tp + fn}$, here {{tp / (tp + fn):.2f}}."
"""


def _findings(questions, run=None):
    return check(texts.quiz(questions), name="quiz.yaml", run=run).findings


def _rules(questions, run=None):
    return {(str(finding.severity), finding.rule) for finding in _findings(questions, run)}


def test_a_fine_question_has_no_findings():
    assert _findings(FINE) == ()


def test_a_quiz_of_every_type_is_fair():
    checked = check(samples.every_type(), name="quiz.yaml")
    assert checked.is_fair
    assert not checked.snippets_run
    assert {finding.rule for finding in checked.findings} <= {"explanation", "ticking_all"}
    assert [row.variants for row in checked.rows if row.id == "prints"] == [2]


@pytest.mark.parametrize(
    ("severity", "rule", "question"),
    [
        (
            "unfair", "variants",
            "{id: q, type: numeric, text: '{{a}}', variables: {a: {from: 0, to: 40}}, answer: 1 / (a - 21) if a == 21 else 1}",
        ),
        (
            "unfair", "variants",
            "{id: q, type: single, text: '{{a}}?', variables: {a: {from: 0, to: 40}}, options: ['{{a}}', 21, other], answer: c}",
        ),
        (
            "unfair", "rounded_inputs",
            "{id: q, type: numeric, text: 'mean {{m:.1f}}', variables: {m: {from: 0.13, to: 0.99, step: 0.01}}, answer: 1/m, tolerance: {relative: 0.001}}",
        ),
        (
            "unfair", "hidden_variable",
            "{id: q, type: numeric, text: 'Guess.', variables: {a: {from: 1, to: 30}}, answer: a}",
        ),
        ("weak", "tolerance", "{id: q, type: numeric, text: t, answer: 1, tolerance: {absolute: 1}}"),
        ("weak", "tolerance", "{id: q, type: numeric, text: t, answer: sqrt(2), tolerance: {relative: 0.00000001}}"),
        ("weak", "tolerance", "{id: q, type: numeric, text: t, answer: 3.14159265}"),
        (
            "weak", "ticking_all",
            "{id: q, type: multiple, text: t, options: [{text: a, correct: true}, {text: b, correct: true}, c]}",
        ),
        (
            "unfair", "leak",
            "{id: q, type: numeric, text: 'Note: the recall is tp over positives.', answer: 1, explanation: the recall is tp over positives.}",
        ),
        ("unfair", "name", "{id: true-positive-rate, type: text, text: t, answer: True positive rate}"),
        ("unfair", "name", "{id: q, type: cloze, text: 'It is [[recall]].', blanks: {recall: Recall}}"),
        ("weak", "answer_in_text", "{id: q, type: text, text: 'Is it called Recall?', answer: recall}"),
        ("weak", "answer_in_text", "{id: q, type: numeric, text: 'Is it 0.75?', answer: 3/4}"),
        ("unfair", "alt_text", "{id: q, type: numeric, text: 'See ![](a.png)', answer: 1}"),
        ("unfair", "alt_text", "{id: q, type: numeric, text: 'See <img src=a.png>', answer: 1}"),
        ("weak", "maths", "{id: q, type: numeric, text: 'costs $5', answer: 1}"),
        ("weak", "maths", "{id: q, type: numeric, text: 't', answer: 1, explanation: 'It is $\\\\frac{1}{2$.'}"),
        ("weak", "explanation", "{id: q, type: numeric, text: t, answer: 1}"),
    ],
)  # fmt: skip
def test_each_rule_finds_what_it_is_for(severity, rule, question):
    assert (severity, rule) in _rules(f"- {question}")


@pytest.mark.parametrize(
    "text",
    [
        "![a curve](a.png)",
        "`costs $5` and $x^{2}$",
        "costs \\\\$5",
        "$$\\\\frac{1}{2}$$",
        "```\n$x\n```",
        "<img alt='a curve'>",
    ],
)
def test_sound_markdown_is_passed_over(text):
    rules = _rules(f'- {{id: q, type: numeric, answer: 1, text: "{text}"}}'.replace("\n", "\\n"))
    assert rules == {("weak", "explanation")}


PRINTS = """
- id: q
  type: code_output
  text: What does it print?
  code: print({{n}} * 2)
  variables: {n: {choice: [1, 2, 3]}}
  answer: "{{n * 2}}"
  explanation: Twice the number.
"""


def test_each_variant_of_a_snippet_is_run():
    ran = []

    def run(code):
        ran.append(code)
        return Printed(output=f"{2 * int(code[6])} \n")

    assert _findings(PRINTS, run) == ()
    assert sorted(ran) == ["print(1 * 2)", "print(2 * 2)", "print(3 * 2)"]


def test_a_sandbox_that_fails_says_nothing_of_the_quiz():
    broken = FakeGrader(ending=Ending.SANDBOX_FAILED, message="The pool is gone.")
    with in_sandbox(broken) as run, pytest.raises(PlatformError, match="The pool is gone"):
        _findings(PRINTS, run)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (Printed(output="7\n"), 'prints "7", but the answer is'),
        (
            Printed(output="", error="ZeroDivisionError: division by zero"),
            "fails: ZeroDivisionError: division by zero.",
        ),
    ],
)
def test_a_snippet_that_prints_something_else_is_unfair(printed, told):
    (finding,) = _findings(PRINTS, lambda _: printed)
    assert (finding.severity, finding.rule) == (Severity.UNFAIR, "snippet")
    assert told in finding.sentence


def test_the_result_is_json():
    content = check(texts.quiz(FINE), name="quiz.yaml").to_json()
    assert (content["kind"], content["is_fair"], content["points"], content["findings"]) == (
        "quiz",
        True,
        1.0,
        [],
    )
