"""Questions as HTML: their Markdown made clean, inputs put where they belong, and marked answers told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assay.catalog import statement
from graders.quiz import Asked, Entry, Marked, MarkedPart, Part, PartKind

_LONE_PARAGRAPH = re.compile(r"\A<p>((?:(?!</?p>).)*)</p>\s*\Z", re.DOTALL)
_LISTED = frozenset({"single", "multiple"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option: as HTML, and as plain text for a drop-down."""

    id: str
    html: SafeString
    words: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Input:
    """One thing to fill in. `problem` says why what stands in it is no answer."""

    part: Part
    label: SafeString
    words: str
    value: str
    problem: str
    choices: tuple[Choice, ...]
    is_listed: bool
    is_fixed: bool

    @property
    def is_number(self) -> bool:
        return self.part.kind is PartKind.NUMBER

    @property
    def is_lines(self) -> bool:
        return self.part.kind is PartKind.LINES

    @property
    def is_several(self) -> bool:
        return self.part.kind is PartKind.SOME_OF


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a table: text, or an input."""

    html: SafeString
    input: Input | None


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A question to answer. `inputs` are those that stand neither in the text nor in the table."""

    asked: Asked
    text: SafeString
    code: SafeString
    hint: SafeString
    inputs: tuple[Input, ...]
    columns: tuple[SafeString, ...]
    corner: SafeString
    rows: tuple[tuple[SafeString, tuple[Cell, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class ToldOption:
    """One option of a marked question."""

    html: SafeString
    is_chosen: bool
    is_right: bool
    feedback: SafeString


@dataclass(frozen=True, kw_only=True)
class ToldPart:
    """One part of a marked question: what was given and what is right."""

    label: SafeString
    verdict: str
    given: SafeString
    right: SafeString
    feedback: SafeString
    remarks: Sequence[str]
    options: tuple[ToldOption, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A marked question, explained."""

    asked: Asked
    marked: Marked
    text: SafeString
    code: SafeString
    parts: tuple[ToldPart, ...]
    feedback: SafeString
    explanation: SafeString

    @property
    def verdict(self) -> str:
        return str(self.marked.verdict)


@lru_cache(maxsize=4096)
def html(markdown: str) -> SafeString:
    """Clean HTML of an author's Markdown."""
    return mark_safe(statement.render([(markdown, {})])) if markdown else SafeString("")  # noqa: S308 - cleaned


@lru_cache(maxsize=4096)
def inline(markdown: str) -> SafeString:
    """The same for a place inside a line: a single paragraph without its frame."""
    made = html(markdown)
    found = _LONE_PARAGRAPH.match(made)
    return SafeString(found[1]) if found else made


def plain(markdown: str) -> str:
    """The same as text, for places that hold no HTML; formulas stay TeX."""
    return " ".join(unescape(strip_tags(html(markdown))).split())


def present(asked: Asked, entry: Entry, *, is_fixed: bool = False) -> Presented:
    """The question with what was entered so far. `is_fixed`: to look at, not to change."""
    inputs = {part.id: _input(asked, part, entry, is_fixed=is_fixed) for part in asked.parts}
    in_text = {part.token: _widget(inputs[part.id]) for part in asked.parts if part.token}
    in_table = (
        {cell["part"] for row in asked.table.cells for cell in row if "part" in cell}
        if asked.table
        else set()
    )
    return Presented(
        asked=asked,
        text=_with_widgets(html(asked.text), in_text),
        code=_with_widgets(_code(asked), in_text),
        hint=html(asked.hint),
        inputs=tuple(
            item for item in inputs.values() if not item.part.token and item.part.id not in in_table
        ),
        corner=inline(asked.table.corner) if asked.table else SafeString(""),
        columns=tuple(inline(text) for text in asked.table.columns) if asked.table else (),
        rows=_rows(asked, inputs),
    )


def tell(asked: Asked, marked: Marked) -> Told:
    """The question as it was answered and marked; only where answers may be shown."""
    numbers = {part.token: _place(part) for part in asked.parts if part.token}
    return Told(
        asked=asked,
        marked=marked,
        text=_with_widgets(html(asked.text), numbers),
        code=_with_widgets(_code(asked), numbers),
        parts=tuple(_told_part(asked, part) for part in marked.parts),
        feedback=html(marked.feedback),
        explanation=html(marked.explanation),
    )


def answer_in_words(asked: Asked, value: Mapping[str, str | list[str]]) -> str:
    """What was entered, in one line of text."""
    said = [_said(part, value[part.id]) for part in asked.parts if value.get(part.id)]
    return "; ".join(said)


def _said(part: Part, given: str | list[str]) -> str:
    chosen = [given] if isinstance(given, str) else given
    texts = {option.id: plain(option.text) for option in part.options}
    return ", ".join(texts.get(item, item) for item in chosen)


def _input(asked: Asked, part: Part, entry: Entry, *, is_fixed: bool) -> Input:
    given = entry.value.get(part.id, "")
    chosen = {given} if isinstance(given, str) else set(given)
    label = inline(part.label) or SafeString(escape(_label(asked, part)))
    return Input(
        part=part,
        label=label,
        words=plain(part.label) or _label(asked, part),
        value=given if isinstance(given, str) else "",
        problem=entry.problems.get(part.field, ""),
        choices=tuple(
            Choice(
                id=option.id,
                html=inline(option.text),
                words=plain(option.text),
                is_chosen=option.id in chosen,
            )
            for option in part.options
        ),
        is_listed=asked.type in _LISTED,
        is_fixed=is_fixed,
    )


def _label(asked: Asked, part: Part) -> str:
    if part.kind is PartKind.SOME_OF:
        return _("Choose all that apply")
    if asked.type == "single":
        return _("Choose one")
    return _("What is printed?") if part.kind is PartKind.LINES else _("Your answer")


def _rows(asked: Asked, inputs: Mapping[str, Input]) -> tuple[tuple[SafeString, tuple[Cell, ...]], ...]:
    if asked.table is None:
        return ()
    return tuple(
        (
            inline(heading),
            tuple(
                Cell(html=inline(cell.get("text", "")), input=inputs.get(cell.get("part", "")))
                for cell in cells
            ),
        )
        for heading, cells in zip(asked.table.rows, asked.table.cells, strict=True)
    )


def _widget(item: Input) -> SafeString:
    return SafeString(render_to_string("quizzes/_blank.html", {"input": item}).strip())


def _place(part: Part) -> SafeString:
    return format_html('<span class="place">{}</span>', part.label)


def _with_widgets(made: SafeString, widgets: Mapping[str, SafeString]) -> SafeString:
    """Each token is one word that Markdown left alone. In one go: a widget may hold a token that a learner typed."""
    if not widgets:
        return made
    tokens = re.compile("|".join(map(re.escape, widgets)))
    return SafeString(tokens.sub(lambda found: widgets[found[0]], made))


def _code(asked: Asked) -> SafeString:
    """The snippet, coloured; its fence is longer than any in it."""
    if not asked.code:
        return SafeString("")
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", asked.code))])
    return html(f"{fence}{asked.language}\n{asked.code}\n{fence}")


def _told_part(asked: Asked, part: MarkedPart) -> ToldPart:
    source = asked.part(part.id)
    kind = source.kind if source else PartKind.TEXT
    return ToldPart(
        label=inline(part.label),
        verdict=str(part.verdict),
        given=_answer(kind, part.given),
        right=_answer(kind, part.right),
        feedback=html(part.feedback),
        remarks=part.remarks,
        options=tuple(
            ToldOption(
                html=inline(option.text),
                is_chosen=option.chosen,
                is_right=option.right,
                feedback=html(option.feedback),
            )
            for option in part.options
        ),
    )


def _answer(kind: PartKind, text: str) -> SafeString:
    """What was chosen is an author's Markdown; what was typed is shown as it is."""
    if not text:
        return SafeString("")
    if kind in {PartKind.ONE_OF, PartKind.SOME_OF}:
        return inline(text)
    return format_html("<pre>{}</pre>" if kind is PartKind.LINES else "<code>{}</code>", text)
