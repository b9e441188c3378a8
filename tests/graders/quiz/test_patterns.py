"""Regular expressions of text questions: what they match, and that none runs away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.quiz.patterns import MAX_STATES, PatternError, compiled

PATTERNS = [
    "recall", "(true )?positive rate|tpr", "a*b+c?", "[a-c]{2,3}", "[^a-c]+", r"\d+(\.\d*)?", r"\w+\s\w+", "(ab|a)(bc|c)", "x{0}y", "a{2}", "a{,2}", "a{2,}",
    "(?:a|b)*c", "^abc$", r"\(a\)", "[]a]", r"[\d.]+", "[a-]", "(a*)*", "((a|b)*c)?", "", "a|", ".", r"\S\D\W",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_they_match_what_the_standard_library_matches(pattern, data):
    text = data.draw(
        st.text(alphabet="abcxy ()].1-\n", max_size=8)
        | st.from_regex(pattern.replace("{,2}", "{0,2}"), fullmatch=True)
    )
    expected = (
        re.fullmatch(pattern.removeprefix("^").removesuffix("$").replace("{,2}", "{0,2}"), text) is not None
    )

    assert compiled(pattern).matches(text, ignore_case=False) == expected


def test_superscripts_are_no_digits():
    assert not compiled(r"\d").matches("¹", ignore_case=False)
    assert compiled(r"\D").matches("¹", ignore_case=False)


def test_case_may_be_ignored():
    assert compiled("[a-z]+ß").matches("RECALLß", ignore_case=True)
    assert not compiled("[a-z]+").matches("RECALL", ignore_case=False)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*)*x", "(a|aa)+$", "a?" * 60 + "a" * 60]
)
def test_patterns_that_blow_up_elsewhere_take_few_steps_here(pattern, monkeypatch):
    """The set of states never holds more than there are, so the steps are bounded by states times characters."""
    automaton = compiled(pattern)
    visited = [0]
    reached = automaton._reached

    def counting(numbers):
        found = reached(numbers)
        visited[0] += len(found)
        return found

    monkeypatch.setattr(automaton, "_reached", counting)
    automaton.matches("a" * 300 + "!", ignore_case=True)
    assert visited[0] <= 302 * MAX_STATES


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(a", "never closed"),
        ("a)", "too many"),
        ("*a", "nothing for `*` to repeat"),
        ("a**", "repeats what is repeated"),
        ("a+?", "repeats what is repeated"),
        ("(?=a)", "look-around"),
        ("(?P<n>a)", "named groups"),
        (r"(a)\1", r"`\1` is not supported"),
        (r"\bword", r"`\b` is not supported"),
        ("a{3,1}", "not a count"),
        ("a{1000}", "not a count"),
        ("a{x}", "begins a count"),
        ("((a{100}){100}){100}", "too large"),
        ("[a", "ends too early"),
        ("[z-a]", "not a range"),
        ("a\\", "ends too early"),
        ("a^b", "only at the ends"),
        ("(" * 21 + "a" + ")" * 21, "nested 20 deep"),
        ("a" * 301, "300 characters"),
    ],
)
def test_what_is_not_understood(pattern, told):
    with pytest.raises(PatternError, match=re.escape(told)):
        compiled(pattern)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab(|)[]{}*+?.^$\\-,12d", max_size=20))
def test_any_text_is_a_pattern_or_told(pattern):
    try:
        automaton = compiled(pattern)
    except PatternError:
        return
    automaton.matches("ab12", ignore_case=True)
