"""Moodle's embedded answers: `{1:SHORTANSWER:=Berlin#Yes~%50%Bonn}` inside a text become blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from html import unescape

from graders.importers.drafts import Content, Draft, NotCarried, percent_of
from graders.importers.html import from_html

_BLANK = re.compile(r"(?<!\\)\{(?P<weight>\d*):(?P<kind>[A-Z_]+):(?P<answers>(?:\\.|[^{}\\])*)\}", re.DOTALL)
_UNESCAPED = re.compile(r"\\([~=#{}/\"\\])")
_TEXTS = {"SHORTANSWER": True, "SA": True, "MW": True, "SHORTANSWER_C": False, "SAC": False, "MWC": False}
_NUMBERS = ("NUMERICAL", "NM")
_CHOICES = ("MULTICHOICE", "MC", "MCS", "MULTICHOICE_S", "MCV", "MULTICHOICE_V", "MCVS", "MULTICHOICE_VS",
            "MCH", "MULTICHOICE_H", "MCHS", "MULTICHOICE_HS")  # fmt: skip


def cloze_content(html: str, pictures: Mapping[str, str], draft: Draft) -> Content:
    """`cloze` with a blank for each embedded answer of `html`; `pictures` say where files of Moodle's lie now."""
    blanks: dict[str, Content] = {}

    def replaced(match: re.Match[str]) -> str:
        name = f"blank-{len(blanks) + 1}"
        blanks[name] = _blank(match, draft)
        return f"[[{name}]]"

    made = from_html(_UNESCAPED.sub(r"\1", _BLANK.sub(replaced, html)), pictures)
    if not blanks:
        raise NotCarried("Its text holds no embedded answer that is understood.")
    return {"type": "cloze", "text": made, "blanks": blanks}


def _blank(match: re.Match[str], draft: Draft) -> Content:
    kind = match["kind"]
    answers = [_answer(piece) for piece in re.split(r"(?<!\\)~", match["answers"]) if piece.strip()]
    right = [_typed(text) for text, percent, _ in answers if percent >= 100]
    if not right:
        raise NotCarried(f"No answer of `{match[0][:40]}` earns 100 %.")
    if any(0 < percent < 100 for _, percent, _ in answers) and kind in _CHOICES:
        draft.notes.append(f"Partial credit inside `{match[0][:40]}…` is not carried over.")
    weight = {} if match["weight"] in ("", "1") else {"weight": match["weight"]}
    if kind in _TEXTS:
        return {"type": "text", "answer": right} | _wrong(answers) | weight | _case(kind)
    if kind in _NUMBERS:
        return _number(right, draft) | weight
    if kind in _CHOICES:
        options = [
            {"text": from_html(text)}
            | ({"correct": True} if percent >= 100 else {})
            | ({"feedback": said} if said else {})
            for text, percent, said in answers
        ]
        return {"type": "choice", "options": options} | weight
    raise NotCarried(f"Embedded answers of the kind {kind} have no counterpart here.")


def _typed(html: str) -> str:
    """What a learner types is text without tags."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def _case(kind: str) -> Content:
    return {} if _TEXTS[kind] else {"ignore_case": False}


def _answer(piece: str) -> tuple[str, Decimal, str]:
    piece = piece.strip()
    text, _, said = _halves(piece)
    percent = Decimal(0)
    if text.startswith("="):
        text, percent = text[1:], Decimal(100)
    elif match := re.match(r"%(-?[\d.]+)%", text):
        text, percent = text[match.end() :], percent_of(match[1])
    return _UNESCAPED.sub(r"\1", text).strip(), percent, from_html(_UNESCAPED.sub(r"\1", said))


def _halves(piece: str) -> tuple[str, str, str]:
    match = re.search(r"(?<!\\)#", piece)
    return (piece[: match.start()], "#", piece[match.end() :]) if match else (piece, "", "")


def _wrong(answers: list[tuple[str, Decimal, str]]) -> Content:
    wrong = [
        {"answer": _typed(text), "feedback": said or "Not quite."}
        | ({"share": f"{percent / 100:f}"} if percent > 0 else {})
        for text, percent, said in answers
        if percent < 100 and text != "*" and (said or percent > 0)
    ]
    return {"wrong_answers": wrong} if wrong else {}


def _number(right: list[str], draft: Draft) -> Content:
    parts = [text.partition(":") for text in right]
    for text in (value for value, _, _ in parts):
        if not re.fullmatch(r"-?\d+(\.\d+)?", text.strip()):
            raise NotCarried(f"“{text}” is not a number.")
    value, _, margin = parts[0]
    content: Content = {"type": "number", "answer": value.strip()}
    if margin.strip().strip("0."):
        content["tolerance"] = {"absolute": margin.strip()}
    if len(parts) > 1:
        content["accept"] = [other.strip() for other, _, _ in parts[1:]]
        draft.notes.append(
            "An embedded number had several answers; here the first one's tolerance holds for all."
        )
    return content
