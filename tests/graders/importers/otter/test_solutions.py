"""Marks inside a cell: what is solution, what learners get, what is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.exercise.markers import find_regions, released_text
from graders.exercise.model import CellKind
from graders.importers.otter.solutions import as_source, handed_out, pieces_of, without_ignored


def never(line, sentence):
    raise AssertionError((line, sentence))


def released(text, *, problems=None):
    """What learners get of `text`, by way of our own format."""
    complain = never if problems is None else lambda line, sentence: problems.append((line, sentence))
    source = as_source(pieces_of(text.split("\n"), complain))
    regions = find_regions(source, CellKind.ANSWER, lambda line, sentence: never(line, sentence))
    return released_text(source, "code", CellKind.ANSWER, regions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 5 # SOLUTION", "x = ..."),
        ("x = 5 #SOLUTION", "x = ..."),
        ("x = 5  # SOLUTION: because", "x = ..."),
        ("    return x + 1 # SOLUTION", "    ..."),
        ("a, b = 1, 2 # SOLUTION", "a, b = ..."),
        ("df['a'] = df['b'] # SOLUTION", "df['a'] = ..."),
        ("model.rate = 1 # SOLUTION", "model.rate = ..."),
        ("x += 1 # SOLUTION", "..."),
        ("if x == 1: # SOLUTION", "..."),
        ("f(x)[0] = 1 # SOLUTION", "..."),
        ("a = 1\nx = 5 # SOLUTION NO PROMPT\nb = 2", "a = 1\nb = 2"),
        ("# BEGIN SOLUTION\nx = 1\ny = 2\n# END SOLUTION\nz = 3", "...\nz = 3"),
        ("    # BEGIN SOLUTION\n    x = 1\n    # END SOLUTION", "    ..."),
        ("# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION\nz", "z"),
        (
            '# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION\n""" # BEGIN PROMPT\nx = ...  # here\n\ny = ...\n""" # END PROMPT',
            "x = ...  # here\n\ny = ...",
        ),
        ("np.random.seed(1) # SEED\nx = 1", "x = 1"),
        ("nothing\nmarked", "nothing\nmarked"),
    ],
)
def test_what_learners_get(text, expected):
    if "SOLUTION" in text or "SEED" in text:
        assert released(text).strip("\n") == expected.strip("\n")
    assert handed_out(pieces_of(text.split("\n"), never)).strip("\n") == expected.strip("\n")


def test_the_reference_keeps_what_is_cut_out():
    text = "x = 5 # SOLUTION\nnp.random.seed(1) # SEED\ny = x # SOLUTION NO PROMPT"

    source = as_source(pieces_of(text.split("\n"), never))

    assert source.split("\n") == [
        "### BEGIN SOLUTION",
        "x = 5",
        "np.random.seed(1) # SEED",
        "y = x",
        "### PROMPT",
        "# x = ...",
        "### END SOLUTION",
    ]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("# BEGIN SOLUTION\nx = 1", 1, "`BEGIN SOLUTION` is never closed; add a line with `# END SOLUTION`."),
        ("x\n# END SOLUTION", 2, "`END SOLUTION` without a `BEGIN SOLUTION` before it."),
        (
            "# BEGIN SOLUTION\n# BEGIN SOLUTION\nx\n# END SOLUTION",
            2,
            "`BEGIN SOLUTION` stands inside the one begun in line 1 of the cell.",
        ),
        ('""" # END PROMPT', 1, "`END PROMPT` without a `BEGIN PROMPT` before it."),
        ('x\n""" # BEGIN PROMPT', 2, "`BEGIN PROMPT` is never closed; add a line with `# END PROMPT`."),
    ],
)
def test_misuse_is_told_with_its_line(text, line, sentence):
    problems = []

    pieces_of(text.split("\n"), lambda *problem: problems.append(problem))

    assert problems == [(line, sentence)]


def test_ignored_lines_and_plugins_go():
    text = "a\nb # IGNORE\n# BEGIN IGNORE\nc\n# END IGNORE\n# BEGIN PLUGIN\nplugin: p\n# END PLUGIN\nd"

    assert without_ignored(text.split("\n"), never) == ["a", "d"]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("# END IGNORE", 1, "`END IGNORE` without a `BEGIN IGNORE` before it."),
        ("a\n# BEGIN IGNORE\nb", 2, "`BEGIN IGNORE` is never closed."),
        (
            "# BEGIN PLUGIN\n# BEGIN PLUGIN\n# END PLUGIN",
            2,
            "`BEGIN PLUGIN` stands inside the block begun in line 1 of the cell.",
        ),
    ],
)
def test_misuse_of_ignoring_is_told_with_its_line(text, line, sentence):
    problems = []

    without_ignored(text.split("\n"), lambda *problem: problems.append(problem))

    assert problems == [(line, sentence)]


def test_a_line_made_to_be_slow_is_not():
    assert handed_out(pieces_of(["a." * 50_000 + "[" * 2000 + " = 1 # SOLUTION"], never)) == "..."


words = st.sampled_from(
    [
        "x = 1",
        "    y = 2 # SOLUTION",
        "z = 3 # SOLUTION NO PROMPT",
        "# BEGIN SOLUTION",
        "# BEGIN SOLUTION NO PROMPT",
        "# END SOLUTION",
        '""" # BEGIN PROMPT',
        '""" # END PROMPT',
        "# a comment",
        "",
        "s # SEED",
    ]
)


@given(st.lists(words, max_size=12))
def test_our_format_hands_out_what_otter_hands_out(lines):
    problems = []
    pieces = pieces_of(lines, lambda *problem: problems.append(problem))
    if problems or not any(piece.is_solution for piece in pieces):
        return

    assert released("\n".join(lines)).rstrip("\n") == handed_out(pieces).rstrip("\n")
