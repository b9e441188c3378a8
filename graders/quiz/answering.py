"""What a learner sends: form fields to an entry, bounded, told kindly, and never an exception."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graders.quiz.asked import Answer, Asked, Entry, Given, Part, PartKind, State
from graders.quiz.number_key import typed_number
from graders.quiz.numbers import NotANumber

MAX_TEXT = 500
MAX_LINES = 10_000
_KEPT = {PartKind.NUMBER: MAX_TEXT, PartKind.TEXT: MAX_TEXT, PartKind.LINES: MAX_LINES}


def parse(asked: Asked, raw: Mapping[str, Sequence[str]]) -> Entry:
    """What was entered in the fields of `asked`. Fields of others are passed over; it never raises."""
    return entry_of(asked, {part.id: raw.get(part.field) for part in asked.parts})


def entry_of(asked: Asked, value: Any) -> Entry:
    """What a stored or sent value (by part id) amounts to; anything that is not an answer is told or left out."""
    given: Answer = {}
    problems: dict[str, str] = {}
    for part in asked.parts:
        kept, problem = _given(part, value.get(part.id) if isinstance(value, Mapping) else None)
        if kept:
            given[part.id] = kept
        if problem:
            problems[part.field] = problem
    if not problems:
        problems = _clashes(asked, given)
    return Entry(value=given, problems=problems, state=_state(asked, given, problems))


def _state(asked: Asked, given: Answer, problems: dict[str, str]) -> State:
    if problems:
        return State.INVALID
    if not given:
        return State.UNANSWERED
    return State.ANSWERED if len(given) == len(asked.parts) else State.PARTLY


def _given(part: Part, sent: Any) -> tuple[Given, str]:
    if part.kind is PartKind.SOME_OF:
        return _some_of(part, sent)
    text = _text(sent)
    if part.kind is PartKind.ONE_OF:
        return _one_of(part, text)
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if part.kind is not PartKind.LINES:
        text = text.strip()
    bound = _KEPT[part.kind]
    if len(text) > bound:
        return text[:bound], f"This is longer than {bound} characters, and was cut there."
    if part.kind is PartKind.NUMBER and text:
        return text, _number_problem(part, text)
    return ("" if not text.strip() else text), ""


def _text(sent: Any) -> str:
    if isinstance(sent, list | tuple):
        sent = sent[-1] if sent else ""
    if not isinstance(sent, str):
        return ""
    return sent[: MAX_LINES * 2].encode("utf-8", "replace").decode()  # half a character cannot be stored


def _number_problem(part: Part, text: str) -> str:
    try:
        typed_number(part, text)
    except NotANumber as error:
        return str(error)
    return ""


def _one_of(part: Part, chosen: str) -> tuple[Given, str]:
    if not chosen or any(option.id == chosen for option in part.options):
        return chosen, ""
    return "", "Choose one of the options."


def _some_of(part: Part, sent: Any) -> tuple[Given, str]:
    sent = [sent] if isinstance(sent, str) else sent
    chosen = (
        {one for one in sent if isinstance(one, str) and one} if isinstance(sent, list | tuple) else set()
    )
    known = [option.id for option in part.options if option.id in chosen]
    return known, "Choose among the options." if len(known) < len(chosen) else ""


def _clashes(asked: Asked, given: Answer) -> dict[str, str]:
    """Parts that take different options each: an option that was taken twice is no answer yet."""
    if not asked.takes_each_once:
        return {}
    fields: dict[str, str] = {}
    for part in asked.parts:
        same = [
            other for other in asked.parts if other is not part and given.get(other.id) == given.get(part.id)
        ]
        if part.id in given and same:
            fields[part.field] = "Two items have this place; give each a place of its own."
    return fields
