"""The index of the screenshots: by person, one sentence a page, its four forms side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from tests.browser.pages import Shot

_STYLE = """
:root { color-scheme: light dark; --line: light-dark(#dfdbd1, #2a3138); }
body { margin: 0 auto; padding: 1.5rem 2rem 4rem; max-width: 100rem; font: 15px/1.6 Inter, system-ui, sans-serif;
  background: light-dark(#fbfaf7, #101418); color: light-dark(#15181c, #e8e6e1); }
h1, h2, h3 { font-weight: 600; line-height: 1.25; }
h2 { margin: 4rem 0 0; padding-top: 1rem; border-top: 2px solid; }
h3 { margin: 2.5rem 0 0; font-size: 17px; }
p { margin: .25rem 0 .75rem; }
a { color: light-dark(#0b5557, #6ecac4); }
.forms { display: grid; grid-template-columns: 4fr 4fr 1.2fr 1.2fr; gap: 1rem; align-items: start; }
figure { margin: 0; }
figcaption { font-size: 13px; }
figure a { display: block; max-height: 30rem; overflow: hidden; border: 1px solid var(--line); border-radius: 4px; }
img { display: block; width: 100%; }
@media (max-width: 48rem) { .forms { grid-template-columns: 3fr 1fr; } }
"""


def index_of(groups: Mapping[str, Sequence[Shot]], forms: Iterable[tuple[str, str]]) -> str:
    """The page as HTML. `forms` are (scheme, size), as in the names of the files."""
    kinds = list(forms)
    links = "".join(f'<li><a href="#{_id(title)}">{escape(title)}</a></li>' for title in groups)
    parts = "".join(_group(title, shots, kinds) for title, shots in groups.items())
    head = f"<title>Screenshots</title><style>{_STYLE}</style>"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">{head}<h1>Every page of Assay</h1>'
        f"<ul>{links}</ul>{parts}</html>\n"
    )


def _group(title: str, shots: Iterable[Shot], forms: Sequence[tuple[str, str]]) -> str:
    rows = "".join(_row(shot, forms) for shot in shots)
    return f'<section><h2 id="{_id(title)}">{escape(title)}</h2>{rows}</section>'


def _row(shot: Shot, forms: Sequence[tuple[str, str]]) -> str:
    pictures = "".join(_picture(shot, scheme, size) for scheme, size in forms)
    return (
        f'<h3 id="{shot.name}">{escape(shot.name)}</h3><p>{escape(shot.purpose)}</p>'
        f'<div class="forms">{pictures}</div>'
    )


def _picture(shot: Shot, scheme: str, size: str) -> str:
    file, words = f"{shot.name}-{scheme}-{size}.png", f"{size}, {scheme}"
    image = f'<img loading="lazy" src="{file}" alt="{escape(shot.purpose)} {words}">'
    return f'<figure><figcaption>{words}</figcaption><a href="{file}">{image}</a></figure>'


def _id(title: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in title.lower())
