"""A file that is no sound quiz: everything wrong with it, each with its line, at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.quiz import QuizError, draw, mark, read_quiz, solve
from tests.graders.quiz import texts
from tests.graders.quiz.samples import TEXT

NUMERIC = "id: q, type: numeric, text: t"
SINGLE = "id: q, type: single, text: t"


def _told(text):
    with pytest.raises(QuizError) as told:
        read_quiz(text, name="quiz.yaml")
    return [str(problem) for problem in told.value.problems]


def test_everything_wrong_is_told_at_once_with_its_line():
    told = _told(
        """title: T
titel: U
questions:
  - id: one
    type: numeric
    text: "{{x}}"
    answer: y
    variables:
      x: {from: 3, to: 1}
  - id: one
    type: single
    text: Which?
    options:
      - text: a
        txet: b
      - c
    answer: d
"""
    )
    assert told == [
        "quiz.yaml:2: `titel` is not a key here; did you mean `title`?",
        "quiz.yaml:7: `y` is used, but is not a variable of this question; add it to `variables`.",
        "quiz.yaml:9: `from` (3) is above `to` (1).",
        "quiz.yaml:15: `txet` is not a key here; did you mean `text`?",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "quiz.yaml: A quiz is a mapping"),
        ("- 1", "quiz.yaml:1: A quiz is a mapping"),
        ("title: T", "quiz.yaml:1: `questions` must be a list of 1 to 500"),
        ("title: [", "This is not valid YAML"),
        (
            "title: a: b",
            "quiz.yaml:1: This is not valid YAML: there is a colon too many; put the text in quotes.",
        ),
        ("a: &x 1\nb: *x", "`&x`: anchors and aliases have no place"),
        ("a: *x", "`*x`: anchors and aliases have no place"),
        (
            "a: !!python/object/apply:os.system [id]",
            "The tag `tag:yaml.org,2002:python/object/apply:os.system`",
        ),
        ("a: 1\n---\nb: 2", "quiz.yaml:2: `---` begins a second document"),
        ("a: 1\na: 2", "quiz.yaml:2: The key `a` stands here twice."),
        ("? [a]\n: 1", "text that begins with `{{` or `[` belongs in quotes"),
        ("a: " + "[" * 200, "nested more than 16 deep"),
        ("a: \0", "U+0000 is not allowed"),
        ("a:\n- 1" * 1 + "\n- 1" * 50_001, "more than 50000 values"),
        ("a: " + "x" * (4 << 20), "4 MiB at most"),
        ("title: T\nquestions: [3]", "A question is a mapping"),
    ],
)
def test_a_file_that_is_no_quiz(text, told):
    assert told in _told(text)[0]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("title: ''", "`title` is empty"),
        ("title: T\ncounts: worst", "`counts` must be one of best or last"),
        ("title: T\nattempts: some", "`attempts` must be a number, but is “some”"),
        ("title: T\nattempts: 1.5", "`attempts` must be a whole number"),
        ("title: T\nattempts: -1", "`attempts` must be 0 (no bound) or more"),
        ("title: T\ntime_limit_minutes: 0", "`time_limit_minutes` must be above 0"),
        ("title: T\nreveal: soon", "`reveal` must be one of immediately"),
        ("title: T\npractice: perhaps", "`practice` must be true or false"),
        (
            "title: T\npools: [{name: p, draw: 2}]",
            "`draw` of pool `p` must be from 1 to the number of its questions (0)",
        ),
        ("title: T\nsummary:", "`summary` is empty; write a text or leave the key out"),
    ],
)
def test_settings(head, told):
    assert any(told in problem for problem in _told(texts.text(f"- {{{NUMERIC}, answer: 1}}", head)))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("id: q", "`type` is missing; known are single, multiple"),
        ("id: q, type: numerik", "`numerik` is not a type of question; did you mean `numeric`?"),
        ("id: Q q, type: numeric, text: t, answer: 1", "`id` must be small letters"),
        ("id: q--r, type: numeric, text: t, answer: 1", "`id` must be small letters"),
        (f"{NUMERIC}", "`answer` is missing"),
        (f"{NUMERIC}, answer: 1, points: 0", "`points` must be above 0"),
        (f"{NUMERIC}, answer: 1, points: 0.125", "two decimal places at most"),
        (f"{NUMERIC}, answer: 1, points: 1e9999", "`points` must be a number"),
        (f"{NUMERIC}, answer: 1, pool: p", "There is no pool `p`"),
        (f"{NUMERIC}, answer: 1, tolerance: 0.1", "`tolerance` must be a mapping with absolute, relative"),
        (f"{NUMERIC}, answer: 1, tolerance: {{absolute: 0}}", "`absolute` must be above 0"),
        (f"{NUMERIC}, answer: 1, tolerance: {{absolute: 1, relative: 0.1}}", "must be one of absolute, relative"),
        (f"{NUMERIC}, answer: 1, tolerance: {{relative: 2}}", "`relative` must be below 1"),
        (f"{NUMERIC}, answer: 1, tolerance: {{significant_figures: 0}}", "must be from 1 to 12"),
        (f"{NUMERIC}, answer: 0, tolerance: {{relative: 0.1}}", "give an `absolute` tolerance"),
        (f"{NUMERIC}, answer: 1/3", "cannot be written exactly; give a `tolerance`"),
        (f"{NUMERIC}, answer: 1/0", "it divides by zero"),
        (f"{NUMERIC}, answer: 9**9**9", "it grows too large"),
        (f"{NUMERIC}, answer: 2^3", "a power is written `**`"),
        (f"{NUMERIC}, answer: 1, wrong_answers: [{{answer: 2 - 1, feedback: x}}]", "is as good as the right one"),
        (f"{NUMERIC}, answer: 1, wrong_answers: [{{answer: 2, feedback: x, share: 1}}]", "`share` of a wrong answer"),
        (f"{NUMERIC}, answer: 1, unit: 2m", "begins with a digit"),
        (f"{NUMERIC}, answer: 1, variables: {{x: {{from: 1, to: 2}}}}", "The variable `x` is not used."),
        ("id: q, type: numeric, text: 'see {{x}}', answer: 1", "`x` is used, but is not a variable"),
        ("id: q, type: numeric, text: '{{x:d}}', variables: {x: {from: 1, to: 2}}, answer: 1", "`d` is not a format"),
        (f"{NUMERIC}, answer: x, variables: {{x: {{from: 1, to: 2, step: 0}}}}", "`step` must be above 0"),
        (f"{NUMERIC}, answer: x, variables: {{x: {{from: 0, to: 1, step: 0.3}}}}", "Steps of 0.3 from 0 never reach 1"),
        (f"{NUMERIC}, answer: x, variables: {{x: {{from: 1, to: 2}}}}, require: x > 2", "draws in a row broke `require`"),
        (f"{NUMERIC}, answer: x, variables: {{x: y, y: x}}", "x, y are defined by each other"),
        (f"{SINGLE}, options: [a, b], answer: c", "“c” is not among the options; known ids are a, b."),
        (f"{SINGLE}, options: [a, b]", "No option is right"),
        (f"{SINGLE}, options: [a, a], answer: b", "Two options read “a”"),
        (f"{SINGLE}, options: [a], answer: a", "`options` needs at least 2"),
        (f"{SINGLE}, options: [a, {{text: b, correct: true}}], answer: a", "not both"),
        (f"{SINGLE}, options: [{{text: a, id: x}}, {{text: b, id: x}}], answer: a", "option id `x` is used twice"),
        (f"{SINGLE}, options: [{{text: a, correct: true}}, {{text: b, correct: true}}, c]", "make the type `multiple`"),
        (
            "id: q, type: single, text: t, variables: {x: {choice: [2]}}, options: ['{{x}}', '{{x * x - 2}}'], answer: a",
            "Question `q` with x = 2: two options read “2”",
        ),
        ("id: q, type: text, text: t, answer: ''", "`answer` is empty"),
        ("id: q, type: text, text: t, answer: a, pattern: '(a'", "a `(` is never closed"),
        ("id: q, type: text, text: t, answer: a, pattern: '(?=a)'", "not supported here: look-around"),
        ("id: q, type: text, text: t, answer: a, wrong_answers: [{answer: A, feedback: f}]", "accepted as right as well"),
        ("id: q, type: cloze, text: 't [[a]]', blanks: {b: x}", "`[[b]]` must stand in the text once"),
        ("id: q, type: cloze, text: 't [[a]]', blanks: {b: x}", "`[[a]]` is in the text, but not in `blanks`"),
        ("id: q, type: cloze, text: 't [[a]]', blanks: {a: {type: essay}}", "known are number, text, choice"),
        ("id: q, type: table, text: t, rows: [r], columns: [c], cells: [[1]]", "No cell is to be filled in"),
        ("id: q, type: table, text: t, rows: [r], columns: [c], cells: [[1, {answer: 1}]]", "2 cells for 1 columns"),
        ("id: q, type: ordering, text: t, items: [a, a]", "two items read “a”"),
        ("id: q, type: matching, text: t, pairs: [{item: a, match: x}, {item: b, match: x}]", "the same match"),
        ("id: q, type: matching, text: t, pairs: [{item: a, match: x}, {item: b, match: y}], distractors: [x]", "two matches read"),
        ("id: q, type: code_output, text: t, code: c, answer: a, wrong_answers: [{answer: 'a ', feedback: f}]", "is the right one"),
        (f"{NUMERIC}, answer: 1, credit: nobody", "`credit` must be one of marked, everyone or void"),
    ],
)  # fmt: skip
def test_a_question(question, told):
    assert any(told in problem for problem in _told(texts.text(f"- {{{question}}}")))


def test_a_question_of_a_pool_cannot_be_void():
    head = "title: T\npools: [{name: p, draw: 1}]"
    told = _told(texts.text(f"- {{{NUMERIC}, answer: 1, pool: p, credit: void}}", head))
    assert "write `credit: everyone`" in told[0]


def test_an_id_used_twice_is_told_at_both_places():
    told = _told(texts.text(f"- {{{NUMERIC}, answer: 1}}\n- {{{NUMERIC}, answer: 2}}"))
    assert [problem.partition(": ")[0] for problem in told] == ["quiz.yaml:3", "quiz.yaml:4"]


def test_words_that_yaml_takes_for_something_else_stay_what_was_written():
    quiz = texts.quiz(f"- {{{SINGLE}, options: [no, 0.50, 1e3, null-ish, 2024-01-01, 0x1F], answer: 'no'}}")
    options = quiz.questions[0].options
    assert [option.text for option in options] == ["no", "0.50", "1e3", "null-ish", "2024-01-01", "0x1F"]


def test_a_byte_order_mark_is_passed_over():
    assert read_quiz("\ufeff" + texts.text(f"- {{{NUMERIC}, answer: 1}}"), name="q").title == "T"


ODD = [
    "{",
    "}",
    "[",
    ":",
    "- ",
    "\n",
    "  ",
    "null",
    "'",
    '"',
    "{{",
    "[[",
    "-1",
    "1e99",
    "9**9",
    "#",
    "|",
    "\t",
    "true",
    "&a",
    "!x",
    "\\",
    "%",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD), st.integers(0, 12)), min_size=1, max_size=3))
def test_a_damaged_file_is_told_or_is_a_sound_quiz(damages):
    text = texts.text(TEXT)
    for where, odd, cut in damages:
        place = int(where * len(text))
        text = text[:place] + odd + text[place + cut :]
    try:
        quiz = read_quiz(text, name="quiz.yaml")
    except QuizError as error:
        told = [problem.sentence for problem in error.problems]
    else:
        told = []
        for question, asked in zip(quiz.questions, draw(quiz, 1).questions, strict=True):
            marked = mark(question, asked, solve(question, asked))
            assert marked.points == marked.possible
    assert all(sentence[-1] in ".?" for sentence in told)


def test_layout_and_comments_do_not_change_the_digest():
    plain = texts.quiz(f"- {{{NUMERIC}, answer: 1}}")
    other = read_quiz(
        "# note\nquestions:\n- type: numeric\n  id: q\n  answer: 1\n  text: t\ntitle: T", name="q"
    )
    assert plain.digest == other.digest
    assert plain.digest != texts.quiz(f"- {{{NUMERIC}, answer: 2}}").digest
