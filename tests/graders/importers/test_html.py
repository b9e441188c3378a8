"""HTML to Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.importers.html import from_html, from_plain


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("a<br>b<br/>c<br>", "a\\\nb\\\nc"),
        ("<p>a<br></p><p>b</p>", "a\n\nb"),
        ("<ul><li>one</li><li>two<ol><li>x</li><li>y</li></ol></li></ul>", "- one\n- two\n\n  1. x\n  2. y"),
        ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
        ("<code>a_b*c</code> a_b *c", "`a_b*c` a_b \\*c"),
        ("<strong>b</strong> <i>i</i>", "**b** *i*"),
        ("<h2>Title</h2>text", "## Title\n\ntext"),
        ('<a href="https://example.org">link</a>', "[link](https://example.org)"),
        ('<a href="javascript:alert(1)">link</a>', "[link]"),
        ("<script>alert(1)</script><style>p{}</style>fine", "fine"),
        ("1 &lt; 2 &amp; 3 > 2", "1 &lt; 2 & 3 > 2"),
        ("costs $5", "costs \\$5"),
        (r"\(a_1 * b\) and \[x\] and $$y < z$$", "$a_1 * b$ and $$x$$ and $$y < z$$"),
        ('<img src="https://example.org/a.png" alt="A [b]">', "![A  b ](https://example.org/a.png)"),
        ("x<sub>1</sub>", "x<sub>1</sub>"),
        ("  many \n  spaces ", "many spaces"),
        ("<p>&nbsp;</p>", ""),
    ],
)
def test_what_is_written(html, markdown):
    assert from_html(html) == markdown


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/apbliouscript &;\"'=\n\\`*_$()", max_size=60))
def test_any_text_is_taken(text):
    assert isinstance(from_html(text), str)
    assert "<script" not in from_html(text).replace("&lt;", "")
    assert isinstance(from_plain(text), str)
