"""Points by scoring rule, partial credit, credit given later, and marking by a newer version."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from graders.quiz import Unmarkable, Verdict, correction_problems, draw, mark, parse, solve
from graders.quiz.types import multiple, ordering
from tests.graders.quiz import texts


@pytest.mark.parametrize(
    ("scoring", "right", "wrong", "share"),
    [
        # of 3 right and 2 wrong options: how many of each were chosen
        ("all_or_nothing", 3, 0, "1"), ("all_or_nothing", 3, 1, "0"), ("all_or_nothing", 2, 0, "0"),
        ("each_correct", 3, 0, "1"), ("each_correct", 3, 2, "3/5"), ("each_correct", 1, 0, "3/5"), ("each_correct", 0, 2, "0"),
        ("right_minus_wrong", 3, 0, "1"), ("right_minus_wrong", 2, 1, "1/3"), ("right_minus_wrong", 1, 2, "0"),
        ("coverage", 3, 0, "1"), ("coverage", 2, 0, "2/3"), ("coverage", 3, 2, "3/5"), ("coverage", 2, 2, "1/3"), ("coverage", 0, 2, "0"),
    ],
)  # fmt: skip
def test_the_four_rules_of_multiple(scoring, right, wrong, share):
    assert multiple.share(scoring, right=right, wrong=wrong, of_right=3, of_wrong=2) == Fraction(share)


@pytest.mark.parametrize(
    ("scoring", "places", "share"),
    [
        ("pairs", (1, 2, 3, 4), "1"), ("pairs", (2, 1, 3, 4), "2/3"), ("pairs", (4, 3, 2, 1), "0"), ("pairs", (1, 2, None, None), "1/6"), ("pairs", (2, 3, 4, 1), "0"),
        ("each_place", (1, 2, 3, 4), "1"), ("each_place", (2, 1, 3, 4), "1/2"), ("each_place", (1, None, None, None), "1/4"),
        ("all_or_nothing", (1, 2, 3, 4), "1"), ("all_or_nothing", (2, 1, 3, 4), "0"),
    ],
)  # fmt: skip
def test_the_three_rules_of_ordering(scoring, places, share):
    assert ordering.share(scoring, places) == Fraction(share)


def _marked(question_text, value_of, seed=1):
    question, asked = texts.only(question_text, seed)
    return mark(question, asked, value_of(asked, solve(question, asked)))


def test_a_third_of_two_points_is_rounded_half_up_to_two_places():
    blanks = "- {id: q, type: cloze, points: 0.5, text: '[[a]] [[b]]', blanks: {a: x, b: {type: text, answer: y, weight: 3}}}"
    assert _marked(blanks, lambda _, right: {"a": right["a"]}).points == Decimal("0.13")
    assert _marked(blanks, lambda _, right: {"b": right["b"]}).points == Decimal("0.38")


def test_blanks_earn_each_its_own_share_and_say_what_is_right():
    marked = _marked(
        "- {id: q, type: cloze, points: 3, text: '[[a]] [[b]] [[c]]', blanks: {a: recall, b: 3, c: {options: [x, y], answer: y}}}",
        lambda asked, right: {"a": "precision", "b": "3.0", "c": right["c"]},
    )
    assert (marked.points, marked.verdict) == (Decimal("2.00"), Verdict.PARTLY)
    assert [(part.given, part.right, part.verdict) for part in marked.parts] == [
        ("precision", "recall", "wrong"),
        ("3.0", "3", "right"),
        ("y", "y", "right"),
    ]


def test_an_invalid_blank_is_told_and_the_others_count():
    marked = _marked(
        "- {id: q, type: cloze, points: 2, text: '[[a]] [[b]]', blanks: {a: 1, b: 2}}",
        lambda _, right: {"a": "one", "b": "2"},
    )
    assert (marked.points, marked.verdict) == (Decimal("1.00"), Verdict.PARTLY)
    assert (marked.parts[0].verdict, marked.parts[0].given) == ("invalid", "one")
    assert "not a number" in marked.parts[0].remarks[0]


def test_two_items_at_one_place_are_told():
    question, asked = texts.only("- {id: q, type: ordering, text: t, items: [one, two, three]}")
    entry = parse(asked, dict(zip(asked.fields, [["1"], ["1"], ["2"]], strict=True)))
    assert entry.state == "invalid"
    assert set(entry.problems) == set(asked.fields[:2])
    assert mark(question, asked, entry.value).verdict is Verdict.INVALID


def test_a_match_that_two_items_share_is_offered_once():
    _, asked = texts.only(
        "- {id: q, type: matching, text: t, pairs: [{item: a, match: x}, {item: b, match: x}, {item: c, match: y}], distractors: [z]}"
    )
    assert sorted(option.text for option in asked.parts[0].options) == ["x", "y", "z"]


@pytest.mark.parametrize("typed", ["1\n2\n", "1  \r\n2", "1\n2\n\n \n"])
def test_spaces_at_line_ends_do_not_matter(typed):
    question, asked = texts.only('- {id: q, type: code_output, text: t, code: c, answer: "1\\n2"}')
    assert mark(question, asked, {"answer": typed}).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("typed", "remark"), [("1 2", "Only spaces or line breaks"), (" 1\n2", "Only spaces or line breaks")]
)
def test_other_spaces_do_and_are_told(typed, remark):
    question, asked = texts.only('- {id: q, type: code_output, text: t, code: c, answer: "1\\n2"}')
    marked = mark(question, asked, {"answer": typed})
    assert marked.verdict is Verdict.WRONG
    assert marked.parts[0].remarks[0].startswith(remark)


@pytest.mark.parametrize(
    ("keys", "typed", "verdict"),
    [
        ("answer: Recall", " recall ", "right"),
        ("answer: Recall, ignore_case: false", "recall", "wrong"),
        ("answer: a b, ignore_space: true", "a   b", "right"),
        ("answer: a b, ignore_space: false", "a  b", "wrong"),
        ("answer: [one, two]", "TWO", "right"),
        ("answer: café", "cafe\u0301", "right"),
        ("answer: Straße", "STRASSE", "right"),
        ("answer: '10', pattern: '1\\d'", "17", "right"),
        ("answer: '10', pattern: '1\\d'", "177", "wrong"),
    ],
)
def test_texts_are_compared_as_the_key_says(keys, typed, verdict):
    question, asked = texts.only(f"- {{id: q, type: text, text: t, {keys}}}")
    assert mark(question, asked, {"answer": typed}).verdict == verdict


def test_feedback_goes_with_how_it_went():
    options = "[{text: a, correct: true, feedback: Yes.}, {text: b, feedback: No.}]"
    text = f"- {{id: q, type: single, text: t, options: {options}, feedback: {{right: Well done., wrong: Look again.}}}}"
    question, asked = texts.only(text)
    by_text = {option.text: option.id for option in asked.parts[0].options}
    right, wrong = (mark(question, asked, {"answer": by_text[text]}) for text in "ab")

    assert (right.feedback, right.parts[0].feedback) == ("Well done.", "Yes.")
    assert (wrong.feedback, wrong.parts[0].feedback) == ("Look again.", "No.")
    assert [
        (option.key, option.chosen, option.right)
        for option in sorted(wrong.parts[0].options, key=lambda one: one.key)
    ] == [
        ("a", False, True),
        ("b", True, False),
    ]


BASE = "- {id: q, type: numeric, text: 'What is {{a}} doubled?', variables: {a: {from: 1, to: 9}}, answer: 2 * a, points: 2}"


def _corrected(*changes):
    text = BASE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return texts.quiz(text)


def test_a_newer_key_marks_what_the_learner_saw():
    old, new = texts.quiz(BASE), _corrected(("2 * a", "3 * a"))
    asked = draw(old, 5).questions[0]
    tripled = {"answer": str(3 * int(asked.variables["a"]))}

    assert correction_problems(old, new) == ()
    assert mark(old.questions[0], asked, tripled).points == 0
    assert mark(new.questions[0], asked, tripled).points == 2


@pytest.mark.parametrize("value", [{}, {"answer": "wrong"}, {"answer": "0"}])
def test_everyone_gets_the_points_of_a_faulty_question(value):
    quiz = _corrected(("points: 2", "points: 2, credit: everyone"))
    marked = mark(quiz.questions[0], draw(quiz, 1).questions[0], value)
    assert (marked.points, marked.possible, marked.verdict) == (2, 2, "right")
    assert "everyone gets its points" in marked.remarks[0]


def test_a_void_question_counts_for_nobody():
    quiz = texts.quiz(
        BASE.replace("points: 2", "points: 2, credit: void")
        + "\n- {id: r, type: numeric, text: t, answer: 1}"
    )
    paper = draw(quiz, 1)
    marked = mark(quiz.questions[0], paper.questions[0], solve(quiz.questions[0], paper.questions[0]))
    assert (marked.points, marked.possible) == (0, 0)
    assert (quiz.points, paper.points) == (1, 1)


def test_a_key_without_a_value_costs_nobody_anything():
    quiz = _corrected(("2 * a", "1 / (a - a * 0 - 9 + 9)"), ("answer", "tolerance: {absolute: 1}, answer"))
    broken = quiz.questions[0].model_copy(update={"answer": "1 / (a - a)"})
    marked = mark(broken, draw(quiz, 1).questions[0], {"answer": "5"})
    assert marked.points == marked.possible


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (BASE, BASE.replace("id: q", "id: r"), "Question `q` is gone; keep it and write `credit: void`."),
        (BASE, "- {id: q, type: text, text: t, answer: x}", "was `numeric` and is `text`"),
        (BASE, BASE.replace("{{a}}", "{{a}} {{b}}").replace("variables: {", "variables: {b: {from: 1, to: 2}, "), "draws b anew"),
        (
            "- {id: q, type: single, text: t, options: [x, y], answer: a}",
            "- {id: q, type: single, text: t, options: [x, y, z], answer: a}",
            "other things to answer or to choose",
        ),
        (
            "- {id: q, type: single, text: t, options: [x, y], answer: a}",
            "- {id: q, type: single, text: t, options: [y, x], answer: a}",
            "stands at another place than before",
        ),
        (
            "- {id: q, type: ordering, text: t, items: [x, y, z]}",
            "- {id: q, type: ordering, text: t, items: [y, x, z]}",
            "stands at another place than before",
        ),
        (
            "- {id: q, type: cloze, text: '[[a]]', blanks: {a: x}}",
            "- {id: q, type: cloze, text: '[[b]]', blanks: {b: x}}",
            "other things to answer or to choose",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_marked_anew_is_told(old, new, told):
    (sentence,) = correction_problems(texts.quiz(old), texts.quiz(new))
    assert told in sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("options: [x, y], answer: a}", "options: [{text: y, id: b}, {text: x, id: a}], answer: b}"),
        ("options: [x, y], answer: a}", "options: [x, y], answer: [a, b], points: 3, explanation: new}"),
        ("options: [x, y], answer: a}", "options: [x (mended), y], answer: a}"),
    ],
)
def test_what_can_is_not_stopped(old, new):
    head = "- {id: q, type: single, text: t, "
    new = new.replace("[x, y], answer: [a, b]", "[x, y, z], answer: [a, b]")
    old = old if "z]" not in new else old.replace("[x, y]", "[x, y, z]")
    assert correction_problems(texts.quiz(head + old), texts.quiz(head + new)) == ()


def test_marking_by_another_question_is_refused():
    question, _ = texts.only("- {id: r, type: numeric, text: t, answer: 1}")
    _, asked = texts.only("- {id: q, type: numeric, text: t, answer: 1}")
    with pytest.raises(Unmarkable, match="an answer to “q”"):
        mark(question, asked, {})


def test_a_pool_gives_each_paper_as_many_questions():
    questions = "\n".join(
        f"- {{id: q{n}, type: numeric, text: t, answer: {n}, pool: p, points: 2}}" for n in range(8)
    )
    quiz = texts.quiz(
        questions + "\n- {id: last, type: numeric, text: t, answer: 1}",
        "title: T\npools: [{name: p, draw: 3}]",
    )
    papers = [draw(quiz, seed) for seed in range(20)]

    assert {len(paper.questions) for paper in papers} == {4}
    assert {paper.points for paper in papers} == {quiz.points} == {7}
    assert len({tuple(asked.id for asked in paper.questions) for paper in papers}) > 5
    assert all(paper.questions[-1].id == "last" and paper.questions[0].number == 1 for paper in papers)
