"""Statements: markdown and math in, clean HTML out."""

from __future__ import annotations

import pytest

from assay.catalog.statement import anchor, render, without_title


def html(text: str, **attachments: dict[str, str]) -> str:
    return render([(text, attachments)])


def test_it_works():
    made = html("# Title\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\nx = 1\n```")
    assert '<h3 id="on-title">Title</h3>' in made
    assert "<table>" in made
    assert '<code class="language-python">' in made


def test_headings_stand_below_the_pages_own_and_can_be_linked_to():
    made = html("## Question 1: Split the `table`\n\n###### Deep")
    assert f'<h3 id="{anchor("Question 1: Split the `table`")}">' in made
    assert "<h6" in made


def test_the_order_of_headings_is_kept_over_all_cells():
    made = render([("## First", {}), ("no heading", {}), ("### Below\n\n## Second", {})])
    assert [made.count(f"<h{level}") for level in (2, 3, 4)] == [0, 2, 1]


def test_no_heading_takes_an_id_of_the_page():
    assert "id=" not in html('<h2 id="main">x</h2>')
    assert "id=" not in html("# ∑")


def test_the_notebooks_own_title_is_left_out():
    cells = without_title([("# Week 3\n\nText\n\n# Part", {}), ("# Stays", {})])
    assert cells == [("\nText\n\n# Part", {}), ("# Stays", {})]


def test_math_stays_as_tex():
    assert '<span class="math inline">x^2 &lt; y_1</span>' in html("Is $x^2 < y_1$?")
    assert '<div class="math block">' in html("$$\n\\frac{a}{b}\n$$")


def test_prices_are_not_math():
    assert "math" not in html("It costs $5 or $6.")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>body{}</style>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
        '<p style="position:fixed" onclick="x()">x</p>',
        '<iframe src="https://example.org"></iframe>',
        '<form action="/x"><input></form>',
        "$<script>alert(1)</script>$",
    ],
)
def test_nothing_active_gets_through(text):
    made = html(text)
    for poison in (
        "<script",
        "<style",
        "onerror",
        "onclick",
        "style=",
        "javascript:",
        "<iframe",
        "<form",
        "<input",
    ):
        assert poison not in made
    assert "data:text" not in made
    assert "svg+xml" not in made


def test_a_picture_in_the_notebook_is_shown():
    made = html("![chart](attachment:c.png)", **{"c.png": {"image/png": "AAAA\n"}})
    assert 'src="data:image/png;base64,AAAA"' in made


def test_code_is_coloured_by_classes():
    made = html("```python\nx = 1\n```")

    assert '<span class="mi">1</span>' in made
    assert "style=" not in made


def test_code_of_an_unknown_language_stays_plain():
    assert "x &lt; 1" in html("```klingon\nx < 1\n```")


def test_a_heading_without_words_is_no_heading():
    made = html("| | yes |\n|---|---|\n| no | 1 |")

    assert made.count("<th>") == 1
