"""XML as a tree whose elements know their line: no entities, no DTD, bounded in depth and size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from graders.importers.drafts import ImportFailed
from graders.problem import Problem

_MAX_DEPTH = 30
_MAX_ELEMENTS = 200_000


@dataclass(kw_only=True)
class Element:
    """One element. `line` counts from 1."""

    tag: str
    attributes: dict[str, str]
    line: int
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """The children of that tag."""
        return (child for child in self.children if child.tag == tag)

    def one(self, tag: str) -> Element | None:
        """The first child of that tag."""
        return next(self.all(tag), None)

    @property
    def own(self) -> str:
        """The text directly inside."""
        return "".join(self.pieces).strip()

    def words(self, tag: str) -> str:
        """The text of the first child of that tag, or of the `<text>` inside it; "" where there is none."""
        child = self.one(tag)
        if child is None:
            return ""
        inner = child.one("text")
        return inner.own if inner else child.own


def read_xml(content: bytes, name: str) -> Element:
    """The root element. Raises ImportFailed with the line that is wrong."""
    builder = _Builder()
    try:
        defusedxml.sax.parseString(content, builder, forbid_dtd=True)
    except SAXParseException as error:
        raise _failed(
            name, error.getLineNumber() or 0, f"This is not sound XML: {error.getMessage()}."
        ) from None
    except DefusedXmlException:
        raise _failed(
            name, 0, "This XML declares entities or a document type, which is not allowed."
        ) from None
    except _TooMuch as error:
        raise _failed(name, error.line, str(error)) from None
    except (SAXException, ValueError, LookupError) as error:
        raise _failed(name, 0, f"This is not sound XML: {error}.") from None
    assert builder.root
    return builder.root


def _failed(name: str, line: int, sentence: str) -> ImportFailed:
    return ImportFailed((Problem(file=name, line=line, sentence=sentence),))


class _TooMuch(Exception):
    def __init__(self, line: int, sentence: str) -> None:
        self.line = line
        super().__init__(sentence)


class _Builder(ContentHandler):
    """Builds the tree while the parser reads."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0
        self._place: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 the interface's name
        """Remember who knows the line."""
        self._place = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 the interface's name
        """An element begins."""
        line = (self._place.getLineNumber() if self._place else 0) or 0
        self._count += 1
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise _TooMuch(line, f"More than {_MAX_DEPTH} levels or {_MAX_ELEMENTS} elements.")
        element = Element(tag=name.lower(), attributes=dict(attrs.items()), line=line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802 the interface's name
        """An element ends."""
        self._open.pop()

    def characters(self, content: str) -> None:
        """Text inside the element that is open."""
        self._open[-1].pieces.append(content)
