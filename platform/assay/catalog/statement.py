"""An exercise's statement: its markdown cells as one piece of clean HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

_CLASSES = {
    "span": {"math", "inline", *STANDARD_TYPES.values()},
    "div": {"math", "block"},
    "code": {"language-python", "language-text", "language-bash", "language-sql"},
}
_ANCHOR = "on-"  # no element of a page has an id that begins so
_TITLE = re.compile(r"\A\s*# .*\n?")
_HIGHEST, _LOWEST = 3, 6  # above stand the page's own title and the heading over the statement
_EMPTY_HEADING = re.compile(r"<th(?: [^>]*)?>\s*</th>")
_IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")


Cell = tuple[str, Mapping[str, Any]]


def anchor(title: str) -> str:
    """The `id` of a heading of that text; empty where nothing of it can stand in an address."""
    slug = slugify(title)
    return f"{_ANCHOR}{slug}" if slug else ""


def without_title(cells: Sequence[Cell]) -> list[Cell]:
    """The cells less the notebook's own title, for a page that has one already."""
    return [
        (_TITLE.sub("", text, count=1) if number == 0 else text, files)
        for number, (text, files) in enumerate(cells)
    ]


def render(cells: Iterable[Cell]) -> str:
    """HTML of markdown cells, each given as its text and its attachments.

    The highest heading becomes an `h3`, below the page's own, and all can be linked to (`anchor`). Math stays as TeX in `span.math.inline` and
    `div.math.block`, for KaTeX in the reader's browser. Code is coloured by Pygments' classes.
    """
    texts = [_with_attachments(*cell) for cell in cells]
    places = {"levels_down": _HIGHEST - min(map(_top_level, texts), default=_HIGHEST)}
    return "\n".join(_clean(_markdown().render(text, places)) for text in texts)


def _top_level(text: str) -> int:
    """The level of the highest heading, from 1."""
    tokens = _markdown().parse(text, {"levels_down": 0})
    return min((int(token.tag[1:]) for token in tokens if token.type == "heading_open"), default=_LOWEST)


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "highlight": _highlighted}).enable(
        ["table", "strikethrough"]
    )
    parser.core.ruler.push("headings", _place_headings)
    return parser.use(dollarmath_plugin, double_inline=True, allow_digits=False)


def _place_headings(state: StateCore) -> None:
    for position, token in enumerate(state.tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + state.env['levels_down'], _LOWEST)}"
        if token.type == "heading_open" and (name := anchor(state.tokens[position + 1].content)):
            token.attrSet("id", name)


def without_empty_headings(html: str) -> str:
    """The corner of a table of numbers is no heading: screen readers would announce one."""
    return _EMPTY_HEADING.sub("<td></td>", html)


def _highlighted(code: str, language: str, _attributes: str) -> str:
    """Coloured code, or an empty text where the language is none that Pygments knows."""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    return highlight(code, lexer, HtmlFormatter(nowrap=True))


@cache
def _attributes() -> dict[str, set[str]]:
    attributes = deepcopy(nh3.ALLOWED_ATTRIBUTES)
    attributes["img"] -= {"align", "width", "height"}
    for level in range(1, _LOWEST + 1):
        attributes[f"h{level}"] = {"id"}
    return attributes


def _clean(html: str) -> str:
    return nh3.clean(
        without_empty_headings(html),
        attributes=_attributes(),
        attribute_filter=_checked,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "data"},
        clean_content_tags={"script", "style"},
    )


def _checked(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id":
        return value if value.startswith(_ANCHOR) else None
    return _only_images_hold_data(tag, attribute, value)


def _only_images_hold_data(tag: str, attribute: str, value: str) -> str | None:
    """Allowing `data:` for pictures would allow it in links as well."""
    if not value.strip().lower().startswith("data:"):
        return value
    is_picture = (
        tag == "img"
        and attribute == "src"
        and value.startswith(tuple(f"data:{kind};" for kind in _IMAGE_TYPES))
    )
    return value if is_picture else None


def _with_attachments(text: str, attachments: Mapping[str, Any]) -> str:
    """Jupyter's `attachment:name` links replaced by the pictures themselves."""
    for name, bundle in attachments.items():
        for kind in _IMAGE_TYPES:
            if kind in bundle:
                encoded = "".join(bundle[kind]).replace("\n", "")
                text = text.replace(f"attachment:{name}", f"data:{kind};base64,{encoded}")
    return text
