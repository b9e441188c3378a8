"""HTML, as Moodle's editor writes it, to Markdown that reads well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

_BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "section",
}
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_KEPT = {"sub", "sup", "table", "thead", "tbody", "tr", "td", "th"}
_DROPPED = {"script", "style", "head", "title"}
_MATHS = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
_SPECIAL = re.compile(r"([\\`*$]|(?<!\w)_|_(?!\w))")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|&[a-zA-Z]+;|&#\d+;")


def from_html(text: str, pictures: Mapping[str, str] | None = None) -> str:
    """`text` as Markdown. `pictures` says where a file of Moodle's lies now, by its name."""
    writer = _Writer(pictures or {})
    writer.feed(text)
    writer.close()
    return writer.text()


def from_plain(text: str) -> str:
    """Plain text with the characters that Markdown would take for its own made harmless."""
    return _escaped(text).strip()


def has_html(text: str) -> bool:
    """Whether there is a tag or an entity in `text`."""
    return bool(_TAG.search(text))


def _escaped(text: str) -> str:
    """Maths stays as it is, in dollars."""
    pieces = []
    position = 0
    for maths in _MATHS.finditer(text):
        pieces.append(_harmless(text[position : maths.start()]))
        inline, block, dollars = maths.groups()
        pieces.append(f"${inline.strip()}$" if inline else f"$${(block or dollars).strip()}$$")
        position = maths.end()
    return "".join(pieces) + _harmless(text[position:])


def _harmless(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("<", "&lt;")


class _Writer(HTMLParser):
    """Writes Markdown while it reads."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures = pictures
        self._pieces: list[str] = []
        self._lists: list[int] = []
        self._links: list[str] = []
        self._waiting: list[str] = []
        self._dropped = 0
        self._code = 0
        self._verbatim = 0

    def text(self) -> str:
        """The Markdown, without needless blank lines."""
        self._flush()
        lines = [line.rstrip() for line in "".join(self._pieces).replace("\xa0", " ").split("\n")]
        whole = re.sub(r"\\\n(?=\s*\n|\s*$)", "\n", "\n".join(lines))
        return re.sub(r"\n{3,}", "\n\n", whole).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag stands for."""
        self._flush()
        attributes = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self._dropped += 1
        elif tag == "pre":
            self._code += 1
            self._pieces.append("\n\n```\n")
        elif tag == "img":
            self._image(attributes)
        elif tag == "a":
            self._links.append(attributes.get("href", ""))
            self._pieces.append("[")
        else:
            self._open(tag)

    def _open(self, tag: str) -> None:
        if tag in _KEPT:
            self._pieces.append(f"<{tag}>")
        elif tag == "br":
            self._pieces.append("\n" if self._code else "\\\n")
        elif tag == "hr":
            self._pieces.append("\n\n---\n\n")
        elif tag == "li":
            self._pieces.append(self._bullet())
        elif re.fullmatch("h[1-6]", tag):
            self._pieces.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in _BLOCKS:
            self._pieces.append("\n\n")
        self._mark(tag, step=1)
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ul" else 1)

    def _mark(self, tag: str, *, step: int) -> None:
        if tag in _AROUND and not self._code:
            self._pieces.append(_AROUND[tag])
            self._verbatim = max(0, self._verbatim + step * (_AROUND[tag] == "`"))

    def _bullet(self) -> str:
        if not self._lists:
            return "\n- "
        number = self._lists[-1]
        if number:
            self._lists[-1] += 1
        return "\n" + "  " * (len(self._lists) - 1) + (f"{number}. " if number else "- ")

    def _image(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src", "")
        name = source.rpartition("/")[2]
        place = self._pictures.get(name, source) if source.startswith("@@PLUGINFILE@@") else source
        alt = re.sub(r"[\[\]\n]", " ", attributes.get("alt", ""))
        self._pieces.append(f"![{alt}]({place})")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag stands for."""
        self._flush()
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag == "pre":
            self._code = max(0, self._code - 1)
            self._pieces.append("\n```\n\n")
        elif tag == "a":
            href = self._links.pop() if self._links else ""
            self._pieces.append(f"]({href})" if href.startswith(("http://", "https://", "mailto:")) else "]")
        elif tag in _KEPT:
            self._pieces.append(f"</{tag}>")
        else:
            self._close(tag)

    def _close(self, tag: str) -> None:
        self._mark(tag, step=-1)
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Text between tags; it may come in pieces."""
        if not self._dropped:
            self._waiting.append(data)

    def _flush(self) -> None:
        text = "".join(self._waiting)
        self._waiting.clear()
        if self._code or self._verbatim:
            self._pieces.append(text)
        elif text:
            self._pieces.append(_escaped(re.sub(r"\s+", " ", text)))
