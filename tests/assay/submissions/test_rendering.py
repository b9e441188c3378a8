"""An executed notebook on a page: what a reader needs is there, what could hurt her is not."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from assay.submissions.rendering import render_notebook


def _render(*cells: nbformat.NotebookNode) -> str:
    return render_notebook(nbformat.writes(new_notebook(cells=list(cells))).encode())


def _output(kind: str, text: str) -> nbformat.NotebookNode:
    return new_code_cell("x", outputs=[new_output("display_data", data={kind: text})])


def test_it_works() -> None:
    html = _render(
        new_markdown_cell("# Results\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        new_code_cell("1 + 1", execution_count=1, outputs=[new_output("stream", text="two <2>")]),
    )

    assert "<h1>Results" in html
    assert "<td>1</td>" in html
    assert "two &lt;2&gt;" in html
    assert 'class="highlight' in html


def test_a_plot_stays() -> None:
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in _render(_output("image/png", "iVBORw0KGgo="))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<style>body { display: none }</style>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href='data:text/html,alert(1)'>a</a>",
        "<form action='/accounts/logout/'><button>alert(1)</button></form>",
        "<svg><script>alert(1)</script></svg>",
        "<img src='https://elsewhere.example/alert(1).png'>",
        "<div style='position: fixed; content: alert(1)'></div>",
    ],
)
@pytest.mark.parametrize("place", ["text/html", "markdown", "application/javascript"])
def test_nothing_active_survives(text: str, place: str) -> None:
    cell = new_markdown_cell(text) if place == "markdown" else _output(place, text)

    html = _render(cell).lower()

    for trace in ("<script", "onerror", "<style", "style=", "<iframe", "href=", "<form", "<svg", "elsewhere"):
        assert trace not in html


def test_an_svg_is_a_picture_without_script() -> None:
    html = _render(_output("image/svg+xml", "<svg onload='alert(1)'></svg>"))

    assert 'src="data:image/svg+xml;base64,' in html
    assert "onload" not in html
