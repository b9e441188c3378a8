"""GIFT, Moodle's text format: one question between blank lines, its answers in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from graders.importers.drafts import (
    Content,
    Draft,
    ImportFailed,
    NotCarried,
    Weighed,
    choice_content,
    matching_content,
    number_content,
    percent_of,
    short_content,
    true_false_content,
)
from graders.importers.html import from_html, from_plain, has_html
from graders.problem import Problem

_ESCAPES = {character: chr(0xE000 + index) for index, character in enumerate("~=#{}:\\%>")}
_MEANT = {stand_in: character for character, stand_in in _ESCAPES.items()}
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TRUE_FALSE = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#(.*?))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_ANSWER = re.compile(
    r"(?P<sign>[=~])\s*(?:%(?P<percent>[^%]*)%)?(?P<text>[^#]*)(?:#(?P<feedback>.*))?", re.DOTALL
)
_RANGE = re.compile(r"(?P<low>[^.].*?)\.\.(?P<high>.+)")
_BLANK = "\\_\\_\\_\\_\\_"


@dataclass(frozen=True, kw_only=True)
class _Block:
    """A question's text with stand-ins for escaped characters. `line` is where it begins."""

    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """One answer as written; `sign` is `=` or `~`, `percent` "" where none is given."""

    sign: str
    percent: str
    text: str
    feedback: str


def drafts(text: str, name: str) -> list[Draft]:
    """The questions of a GIFT file. Raises ImportFailed with every question that is not closed."""
    problems = []
    found = []
    for block in _blocks(text):
        if block.text.lstrip().startswith("$CATEGORY:"):
            continue
        try:
            found.append(_draft(block))
        except _Broken as error:
            problems.append(Problem(file=name, line=block.line, sentence=str(error)))
    if problems:
        raise ImportFailed(tuple(problems))
    return found


class _Broken(ValueError):
    """The grammar is broken; the message is a sentence."""


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    begin = 0
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.lstrip().startswith("//"):
            continue
        if line.strip():
            begin = begin if lines else number
            lines.append(line)
            if line.lstrip().startswith("$CATEGORY:"):
                lines = []
        elif lines:
            yield _Block(line=begin, text=_with_stand_ins("\n".join(lines)))
            lines = []


def _with_stand_ins(text: str) -> str:
    text = "".join(character for character in text if not 0xE000 <= ord(character) < 0xE100)
    return re.sub(r"\\([~=#{}:\\%>n])", lambda match: "\n" if match[1] == "n" else _ESCAPES[match[1]], text)


def _meant(text: str) -> str:
    return "".join(_MEANT.get(character, character) for character in text).strip()


def _draft(block: _Block) -> Draft:
    text = block.text
    title = ""
    if match := _TITLE.match(text):
        title, text = _meant(match[1]), text[match.end() :]
    form = "moodle"
    if match := _FORMAT.match(text):
        form, text = match[1].lower(), text[match.end() :]
    before, inside, after = _split(text)
    draft = Draft(name=title or _meant(before)[:60], line=block.line, kind="description")
    if inside is None:
        draft.reason = "It is a text without answers (a description); put it into the summary or a question."
        return draft
    reader = _Answers(draft, form)
    try:
        draft.content = _content(reader, before, inside, after)
    except NotCarried as error:
        draft.reason = str(error)
    return draft


def _split(text: str) -> tuple[str, str | None, str]:
    begin, end = text.find("{"), text.find("}")
    if begin < 0:
        if end >= 0:
            raise _Broken("A `}` has no `{` before it; write `\\}` for the character.")
        return text, None, ""
    if end < begin:
        raise _Broken("The answers are never closed: there is no `}` before the next blank line.")
    if "{" in text[begin + 1 : end] or "{" in text[end + 1 :] or "}" in text[end + 1 :]:
        raise _Broken("There is more than one pair of braces; write `\\{` and `\\}` for the characters.")
    return text[:begin], text[begin + 1 : end], text[end + 1 :]


def _content(reader: _Answers, before: str, inside: str, after: str) -> Content:
    inside, _, general = inside.partition("####")
    text = reader.words(before)
    if after.strip():
        rest = reader.words(after)
        text = f"{text} {_BLANK}{'' if rest[:1] in tuple('.,;:!?)') else ' '}{rest}".strip()
    if not text:
        raise NotCarried("It has no question text.")
    content = {"text": text} | reader.content(inside.strip())
    return content | ({"explanation": reader.words(general)} if general.strip() else {})


class _Answers:
    """Reads what stands in the braces; `form` is the question's text format."""

    def __init__(self, draft: Draft, form: str) -> None:
        self._draft = draft
        self._form = form

    def words(self, text: str) -> str:
        """A text as Markdown."""
        form = self._form
        if match := _FORMAT.match(text):
            form, text = match[1].lower(), text[match.end() :]
        meant = _meant(text)
        if form == "markdown":
            return meant
        meant = re.sub(r"[ \t]*\n[ \t]*", "\n", meant)
        if form == "plain" or not has_html(meant):
            return from_plain(meant)
        return from_html(meant)

    def content(self, inside: str) -> Content:
        """The question that these answers make."""
        if not inside:
            self._draft.kind = "essay"
            raise NotCarried("Essays are marked by hand, and there is no such question in a quiz.")
        if inside.startswith("#"):
            return self._numeric(inside[1:])
        if match := _TRUE_FALSE.fullmatch(inside):
            self._draft.kind = "true or false"
            return true_false_content(
                is_true=match[1].upper().startswith("T"),
                if_wrong=self.words(match[2] or ""),
                if_right=self.words(match[3] or ""),
            )
        answers = list(self._answers(inside))
        if all(answer.sign == "=" and "->" in answer.text for answer in answers):
            return self._matching(answers)
        if all(answer.sign == "=" for answer in answers):
            return self._short(answers)
        return self._choice(answers)

    def _answers(self, inside: str) -> Iterator[_Answer]:
        if inside[0] not in "=~":
            raise NotCarried(f"Answers begin with `=` or `~`, and these begin with “{_meant(inside)[:30]}”.")
        for piece in re.split(r"(?=[=~])", inside):
            if match := _ANSWER.fullmatch(piece.strip()):
                yield _Answer(
                    sign=match["sign"],
                    percent=(match["percent"] or "").strip(),
                    text=match["text"].strip(),
                    feedback=match["feedback"] or "",
                )

    def _weighed(self, answer: _Answer) -> Weighed:
        percent = percent_of(answer.percent) if answer.percent else Decimal(100 if answer.sign == "=" else 0)
        return Weighed(text=self.words(answer.text), percent=percent, feedback=self.words(answer.feedback))

    def _choice(self, answers: list[_Answer]) -> Content:
        self._draft.kind = "multiple choice"
        is_single = any(answer.sign == "=" for answer in answers)
        return choice_content(
            [self._weighed(answer) for answer in answers], is_single=is_single, draft=self._draft
        )

    def _short(self, answers: list[_Answer]) -> Content:
        self._draft.kind = "short answer"
        typed = [
            Weighed(text=_meant(answer.text), percent=weighed.percent, feedback=weighed.feedback)
            for answer in answers
            for weighed in [self._weighed(answer)]
        ]
        return short_content(typed, ignore_case=True, draft=self._draft)

    def _matching(self, answers: list[_Answer]) -> Content:
        self._draft.kind = "matching"
        pairs = [answer.text.partition("->") for answer in answers]
        return matching_content([(self.words(item), self.words(match)) for item, _, match in pairs])

    def _numeric(self, inside: str) -> Content:
        self._draft.kind = "numerical"
        inside = inside.strip()
        if not inside.startswith(("=", "~")):
            inside = f"={inside}"
        return number_content([self._number(answer) for answer in self._answers(inside)], self._draft)

    def _number(self, answer: _Answer) -> Weighed:
        weighed = self._weighed(answer)
        if not answer.text:
            return Weighed(text="*", percent=Decimal(0), feedback=weighed.feedback)
        middle, margin = _middle_and_margin(_meant(answer.text))
        return Weighed(
            text=f"{middle:f}", percent=weighed.percent, feedback=weighed.feedback, margin=f"{margin:f}"
        )


def _middle_and_margin(text: str) -> tuple[Decimal, Decimal]:
    try:
        if match := _RANGE.fullmatch(text):
            low, high = Decimal(match["low"].strip()), Decimal(match["high"].strip())
            return (low + high) / 2, abs(high - low) / 2
        value, _, margin = text.partition(":")
        return Decimal(value.strip()), abs(Decimal(margin.strip() or 0))
    except InvalidOperation:
        raise NotCarried(f"“{text}” is not a number, nor a range such as 1..5 or 3:2.") from None
