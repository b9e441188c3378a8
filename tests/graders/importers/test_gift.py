"""GIFT: every form of question that its documentation knows."""

from __future__ import annotations

import pytest

from graders.importers import ImportFailed, import_quiz
from graders.quiz import read_quiz


def _import(text):
    return import_quiz(text.encode(), form="gift", name="bank.gift")


def _only(text):
    """The one question of `text`, as JSON values without what is as by default."""
    imported = _import(text)
    (question,) = read_quiz(imported.text, name="quiz.yaml").content()["questions"]
    return question


def test_it_works():
    imported = _import(
        """// The first week
$CATEGORY: course/metrics

::Recall:: Which one divides by all actual positives? {
  =recall #Yes, by $tp + fn$.
  ~precision #It divides by the predicted ones.
  ~accuracy
####Recall asks how many of the positives were found.
}

The mean of 1 and 2 is 1.5. {T}
"""
    )
    assert imported.text == (
        """title: bank
questions:
  - id: recall
    type: single
    text: Which one divides by all actual positives?
    options:
      - {text: recall, correct: true, feedback: 'Yes, by \\$tp + fn\\$.'}
      - {text: precision, feedback: It divides by the predicted ones.}
      - accuracy
    explanation: Recall asks how many of the positives were found.

  - id: the-mean-of-1-and-2-is-1-5
    type: single
    text: The mean of 1 and 2 is 1.5.
    shuffle: false
    options: ['True', 'False']
    answer: 'True'
"""
    )
    assert [(draft.line, draft.kind) for draft in imported.drafts] == [
        (4, "multiple choice"),
        (11, "true or false"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q{TRUE}", {"answer": ["True"]}),
        ("Q{f}", {"answer": ["False"]}),
        ("Q{F#It is false.#Well seen.}", {"feedback": {"wrong": "It is false.", "right": "Well seen."}}),
        ("Q{=one =two}", {"type": "text", "answer": ["one", "two"]}),
        ("Q{=one#Well done. =two}", {"feedback": {"right": "Well done."}}),
        ("Q {=one}.", {"text": "Q \\_\\_\\_\\_\\_."}),
        ("Q{#=1822:0 =%50%1822:2}",
         {"answer": "1822", "wrong_answers": [{"answer": "1822", "feedback": "Not quite.", "share": "0.5", "tolerance": {"absolute": "2"}}]}),
        ("Q{=one =%50%two #half}", {"wrong_answers": [{"answer": ["two"], "feedback": "half", "share": "0.5"}]}),
        ("Q{=a* =abc}", {"answer": ["abc"], "pattern": "a.*"}),
        ("Q{=a -> x =b -> y = -> z}", {"pairs": [{"item": "a", "match": "x"}, {"item": "b", "match": "y"}], "distractors": ["z"]}),
        ("Q{#3}", {"type": "numeric", "answer": "3"}),
        ("Q{#3:2}", {"answer": "3", "tolerance": {"absolute": "2"}}),
        ("Q{#1..5}", {"answer": "3", "tolerance": {"absolute": "2"}}),
        ("Q{#-0.5:0.01}", {"answer": "-0.5", "tolerance": {"absolute": "0.01"}}),
        ("Q{#=1822:0 #right =%50%1820:0 #near ~#no}",
         {"answer": "1822", "wrong_answers": [{"answer": "1820", "feedback": "near", "share": "0.5"}], "feedback": {"right": "right", "wrong": "no"}}),
        ("Q{~%50%a ~%50%b ~%-50%c ~%-50%d}", {"type": "multiple", "scoring": "right_minus_wrong"}),
        ("Q{=a =b ~c}", {"type": "single", "answer": ["a", "b"]}),
        ("Two and {=two =2} is four.", {"text": "Two and \\_\\_\\_\\_\\_ is four.", "answer": ["two", "2"]}),
        ("It is {~here =there} today.", {"text": "It is \\_\\_\\_\\_\\_ today.", "type": "single"}),
        ("1 \\+ 1 \\= \\{2\\}? \\~ \\# \\: a\\nb {=x}", {"text": "1 \\\\+ 1 = {2}? ~ # : a\nb"}),
        ("[html]<p>A <b>bold</b> word &amp; more</p>{=x}", {"text": "A **bold** word & more"}),
        ("[markdown]A **bold** word{=x}", {"text": "A **bold** word"}),
        ("[plain]A *star*{=x}", {"text": "A \\*star\\*"}),
        ("::A title:: text{=x}", {"id": "a-title", "text": "text"}),
        ("Q{=x####Because.}", {"explanation": "Because."}),
        ("Q{\n// a comment inside\n=x\n}", {"answer": ["x"]}),
    ],
)  # fmt: skip
def test_each_form(text, expected):
    question = _only(text)
    assert {key: question.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Write about it. {}", "Essays are marked by hand"),
        ("Only a text.", "a text without answers"),
        ("Q{~a ~b}", "No option earns points"),
        ("Q{=only ~%-100%}", "`text` is empty"),
        ("Q{#about three}", "“about three” is not a number"),
        ("Q{=a -> b}", "two pairs at least"),
        ("Q{=a* }", "none to show as the right one"),
        ("Q{maybe}", "Answers begin with `=` or `~`"),
        ("Q{~%x%a =b}", "not a number of per cent"),
        ("{=a}", "no question text"),
        ("Q{=same ~same}", "Two options read “same”"),
    ],
)
def test_what_is_not_carried_over_is_told(text, reason):
    imported = _import(f"Fine{{T}}\n\n{text}")
    (left,) = imported.left_out
    assert reason in left.reason
    assert left.line == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fine{T}\n\nQ{=a\n\nR{T}", "bank.gift:3: The answers are never closed"),
        ("Q}", "bank.gift:1: A `}` has no `{` before it"),
        ("Q{=a}{=b}", "bank.gift:1: There is more than one pair of braces"),
        ("// nothing", "bank.gift: There is no question in this file"),
        ("Q{}", "bank.gift:1: “Q”: Essays"),
        ("", "There is no question"),
    ],
)
def test_a_file_that_cannot_be_imported(text, told):
    with pytest.raises(ImportFailed) as failed:
        _import(text)
    assert told in str(failed.value)


def test_two_questions_of_one_name_get_ids_of_their_own():
    imported = _import("::Same:: a{T}\n\n::Same:: b{T}")
    assert [draft.content["id"] for draft in imported.carried] == ["same", "same-2"]


def test_partial_credit_that_is_lost_needs_a_person():
    (draft,) = _import("Q{=a ~%50%b ~c}").drafts
    assert draft.notes == ["“b” earned 50 %; here it earns nothing."]


def test_a_file_that_is_not_text_is_told_with_its_line():
    with pytest.raises(ImportFailed, match=r"bank\.gift:2: This is not UTF-8"):
        import_quiz(b"Q{T}\n\xff{T}", form="gift", name="bank.gift")
