"""Whatever is in a file: it is imported or told, never anything else; and what is written is a sound quiz."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.importers import FORMATS, ImportFailed, import_quiz
from graders.quiz import read_quiz

KINDS = ["multichoice", "truefalse", "shortanswer", "numerical", "matching", "cloze", "essay", ""]
ODD = st.text(max_size=15) | st.sampled_from(
    ["", "true", "100", "-33.3", "NaN", "1e999", "*", "{{x}}", "[[blank-1]]", "{1:SA:=a~b}", "{1:NM:=1:x}", "{:MC:=a}", "&lt;b&gt;", "$x$", "---", "- &a *a", "\ud800"]
)  # fmt: skip


def _is_sound(content, form):
    try:
        imported = import_quiz(content, form=form, name="bank")
    except ImportFailed as error:
        assert error.problems  # noqa: PT017
    else:
        assert len(read_quiz(imported.text, name="quiz.yaml").questions) == len(imported.carried)
        assert all(draft.content or draft.reason for draft in imported.drafts)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=60))
def test_any_bytes(form, content):
    _is_sound(content, form)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Qab{}=~#%->:\\$.1 T\n", max_size=60), st.sampled_from(["gift", "aiken"]))
def test_text_that_looks_like_questions(text, form):
    _is_sound(f"Fine{{T}}\n\nQ{{{text}\n\n{text}".encode(), form)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_moodle_questions_with_odd_values(data):
    def odd():
        return escape(data.draw(ODD).encode("utf-8", "ignore").decode())

    answers = "".join(
        f"<answer fraction='{odd().replace(chr(39), '')}'><text>{odd()}</text><tolerance>{odd()}</tolerance></answer>"
        for _ in range(data.draw(st.integers(0, 3)))
    )
    pairs = "".join(
        f"<subquestion><text>{odd()}</text><answer><text>{odd()}</text></answer></subquestion>"
        for _ in range(2)
    )
    _is_sound(
        f"""<quiz><question type="{data.draw(st.sampled_from(KINDS))}"><name><text>{odd()}</text></name><questiontext><text>{odd()}</text>
        <file name="{data.draw(st.sampled_from(["a.png", "..", ""]))}">{odd()}</file></questiontext><defaultgrade>{odd()}</defaultgrade>
        <single>{odd()}</single><units><unit><multiplier>{odd()}</multiplier><unit_name>{odd()}</unit_name></unit></units>
        {answers}{pairs}</question></quiz>""".encode(),
        "moodle",
    )
