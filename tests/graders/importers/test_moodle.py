"""Moodle XML: the types that have a counterpart, pictures, and what is told of the rest."""

from __future__ import annotations

from base64 import b64encode

import pytest

from graders.importers import ImportFailed, import_quiz
from graders.quiz import draw, mark, read_quiz, solve

PIXEL = b64encode(b"\x89PNG\r\n\x1a\n picture").decode()


def _question(kind, inside, text="What is it?", name="A name"):
    return f"""<question type="{kind}">
<name><text>{name}</text></name>
<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>
<defaultgrade>2.0000000</defaultgrade>
{inside}
</question>"""


def _answer(text, fraction, feedback="", more=""):
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{said}{more}</answer>'


def _import(*questions):
    content = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>"
    return import_quiz(content.encode(), form="moodle", name="bank.xml")


def _only(question):
    imported = _import(question)
    assert imported.drafts[0].reason == ""
    quiz = read_quiz(imported.text, name="quiz.yaml")
    asked = draw(quiz, 1).questions[0]
    assert mark(quiz.questions[0], asked, solve(quiz.questions[0], asked)).verdict == "right"
    return quiz.content()["questions"][0]


CHOICE = (
    "<single>true</single><shuffleanswers>false</shuffleanswers><generalfeedback><text>Because.</text></generalfeedback>"
    "<correctfeedback><text>Well done.</text></correctfeedback><hint><text>Think.</text></hint>"
    + _answer("&lt;p&gt;yes&lt;/p&gt;", 100, "Right.")
    + _answer("no", 0, "Wrong.")
)


def test_it_works():
    question = _only(_question("multichoice", CHOICE, text="<p>Is <em>it</em> \\(x^2\\)?</p>"))
    assert question == {
        "id": "a-name",
        "type": "single",
        "points": "2",
        "text": "Is *it* $x^2$?",
        "options": [
            {"text": "yes", "correct": True, "feedback": "Right."},
            {"text": "no", "feedback": "Wrong."},
        ],
        "feedback": {"right": "Well done."},
        "shuffle": False,
        "explanation": "Because.",
        "hint": "Think.",
    }


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            _question("multichoice", "<single>false</single>" + _answer("a", 50) + _answer("b", 50) + _answer("c", -50) + _answer("d", -50)),
            {"type": "multiple", "scoring": "right_minus_wrong"},
        ),
        (
            _question("multichoice", "<single>false</single>" + "".join(_answer(word, "33.33333") for word in "abc") + _answer("d", "-33.33333")),
            {"type": "multiple"},
        ),
        (
            _question("truefalse", _answer("true", 0, "No.") + _answer("false", 100, "Yes.")),
            {"type": "single", "answer": ["False"], "feedback": {"right": "Yes.", "wrong": "No."}},
        ),
        (
            _question("shortanswer", "<usecase>1</usecase>" + _answer("Recall", 100) + _answer("Rec*", 100) + _answer("precision", 50, "Half.")),
            {"type": "text", "answer": ["Recall"], "ignore_case": False, "pattern": "Rec.*",
             "wrong_answers": [{"answer": ["precision"], "feedback": "Half.", "share": "0.5"}]},
        ),
        (
            _question("shortanswer", "<usecase>0</usecase>" + _answer("a &lt; b", 100) + _answer("*", 0, "No.")),
            {"answer": ["a < b"], "feedback": {"wrong": "No."}},
        ),
        (
            _question("numerical", _answer("3.14", 100, "", "<tolerance>0.005</tolerance>") + _answer("3", 0, "Too coarse.", "<tolerance>0.005</tolerance>")
                      + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"),
            {"type": "numeric", "answer": "3.14", "tolerance": {"absolute": "0.005"}, "unit": {"name": "m"},
             "wrong_answers": [{"answer": "3", "feedback": "Too coarse.", "tolerance": {"absolute": "0.005"}}]},
        ),
        (
            _question("matching", "".join(f"<subquestion><text>{item}</text><answer><text>{match}</text></answer></subquestion>"
                                          for item, match in (("a", "x"), ("b", "y"), ("", "z")))),
            {"type": "matching", "pairs": [{"item": "a", "match": "x"}, {"item": "b", "match": "y"}], "distractors": ["z"]},
        ),
        (
            _question("cloze", "", text="<p>a_b<br />* T: {1:MULTICHOICE:x*y#No~%100%<b>z</b>#OK<br />}, {1:SA:%100%a&amp;b~*#No}</p>"),
            {"text": "a_b\\\n\\* T: [[blank-1]], [[blank-2]]", "blanks": {
                "blank-1": {"options": [{"text": "x\\*y", "feedback": "No"}, {"text": "**z**", "correct": True, "feedback": "OK"}]},
                "blank-2": {"type": "text", "answer": ["a&b"]},
            }},
        ),
        (
            _question("cloze", "", text="<p>It is {1:SHORTANSWER:=here#Yes~%50%there#Nearly} or {2:NUMERICAL:=3.5:0.1} or {:MULTICHOICE:=one~two#No}.</p>"),
            {"type": "cloze", "text": "It is [[blank-1]] or [[blank-2]] or [[blank-3]].", "blanks": {
                "blank-1": {"type": "text", "answer": ["here"], "wrong_answers": [{"answer": ["there"], "feedback": "Nearly", "share": "0.5"}]},
                "blank-2": {"answer": "3.5", "tolerance": {"absolute": "0.1"}, "weight": "2"},
                "blank-3": {"options": [{"text": "one", "correct": True}, {"text": "two", "feedback": "No"}]},
            }},
        ),
    ],
)  # fmt: skip
def test_each_type(question, expected):
    content = _only(question)
    assert {key: content.get(key) for key in expected} == expected


def test_pictures_lie_beside_the_quiz():
    text = '<p>See <img src="@@PLUGINFILE@@/a%20curve.png" alt="no"> <img src="@@PLUGINFILE@@/curve.png" alt="a curve"></p>'
    question = _question("multichoice", CHOICE, text=text).replace(
        "]]></text></questiontext>",
        f']]></text><file name="curve.png" path="/" encoding="base64">{PIXEL}</file></questiontext>',
    )
    imported = _import(question)
    assert "![a curve](pictures/curve.png)" in imported.text
    assert imported.pictures == {"pictures/curve.png": b"\x89PNG\r\n\x1a\n picture"}


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("../../evil.png", PIXEL, "is no picture"),
        ("page.svg", PIXEL, "is no picture"),
        ("big.png", b64encode(b"x" * (513 * 1024)).decode(), "larger than 512 KiB"),
        ("odd.png", "*", ""),
    ],
)
def test_odd_files_are_left_out_and_told(name, content, note):
    question = _question("multichoice", CHOICE).replace(
        "]]></text></questiontext>",
        f']]></text><file name="{name}" encoding="base64">{content}</file></questiontext>',
    )
    imported = _import(question)
    assert imported.pictures == {}
    assert note in "".join(imported.drafts[0].notes)


@pytest.mark.parametrize(
    "kind", ["essay", "description", "calculated", "ddwtos", "gapselect", "random", "somethingelse"]
)
def test_types_without_a_counterpart_are_told(kind):
    imported = _import(
        _question("multichoice", CHOICE), _question(kind, "", name="Other"), '<question type="category"/>'
    )
    (left,) = imported.left_out
    assert (left.name, left.line > 3, left.reason[-1]) == ("Other", True, ".")


def test_the_same_name_in_many_questions():
    imported = _import(*[_question("multichoice", CHOICE)] * 3)
    assert [draft.content["id"] for draft in imported.carried] == ["a-name", "a-name-2", "a-name-3"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<quiz>\n<question>\n</quiz>", "bank.xml:3: This is not sound XML"),
        ("", "This is not sound XML"),
        ("<html></html>", "begins with <quiz>, and this file with <html>"),
        ("<quiz></quiz>", "There is no question in this file"),
        ('<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "declares entities or a document type"),
        ('<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>', "declares entities or a document type"),
        ("<a>" * 50 + "</a>" * 50, "More than 30 levels"),
        ('<?xml version="1.0" encoding="nonsense"?><quiz/>', "not sound XML"),
    ],
)
def test_a_file_that_cannot_be_imported(content, told):
    with pytest.raises(ImportFailed) as failed:
        import_quiz(content.encode(), form="moodle", name="bank.xml")
    assert told in str(failed.value)


def test_a_file_may_have_16_mib():
    with pytest.raises(ImportFailed, match="16 MiB at most"):
        import_quiz(b" " * ((16 << 20) + 1), form="moodle", name="bank.xml")
