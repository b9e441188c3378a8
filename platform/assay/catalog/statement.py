"""An exercise's statement: its markdown cells as one piece of clean HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
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
_EMPTY_HEADING = re.compile(r"<th(?: [^>]*)?>\s*</th>")
_IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def render(cells: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """HTML of markdown cells, each given as its text and its attachments.

    Math stays as TeX in `span.math.inline` and `div.math.block`, for KaTeX in the reader's browser. Code is coloured by
    Pygments' classes.
    """
    return "\n".join(_clean(_markdown().render(_with_attachments(*cell))) for cell in cells)


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "highlight": _highlighted}).enable(
        ["table", "strikethrough"]
    )
    return parser.use(dollarmath_plugin, double_inline=True, allow_digits=False)


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
    return attributes


def _clean(html: str) -> str:
    return nh3.clean(
        without_empty_headings(html),
        attributes=_attributes(),
        attribute_filter=_only_images_hold_data,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "data"},
        clean_content_tags={"script", "style"},
    )


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
