"""Moodle XML: what a Moodle question bank exports."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from graders.importers.drafts import (
    Content,
    Draft,
    ImportFailed,
    NotCarried,
    Pictures,
    Weighed,
    choice_content,
    matching_content,
    number_content,
    percent_of,
    short_content,
    true_false_content,
)
from graders.importers.html import from_html, from_plain
from graders.importers.moodle_cloze import cloze_content
from graders.importers.xml import Element, read_xml
from graders.problem import Problem

FOLDER = "pictures"
MAX_PICTURE_BYTES = 512 * 1024
_PICTURE = re.compile(r"[\w.-]{1,80}\.(png|jpe?g|gif|webp)", re.IGNORECASE | re.ASCII)
_IGNORED_TYPES = ("category",)


def drafts(content: bytes, name: str) -> tuple[list[Draft], Pictures]:
    """The questions of the file and its pictures by path. Raises ImportFailed."""
    root = read_xml(content, name)
    if root.tag != "quiz":
        sentence = f"A Moodle export begins with <quiz>, and this file with <{root.tag}>."
        raise ImportFailed((Problem(file=name, line=root.line, sentence=sentence),))
    pictures: Pictures = {}
    questions = [one for one in root.all("question") if one.attributes.get("type") not in _IGNORED_TYPES]
    return [_Question(element, pictures).draft() for element in questions], pictures


class _Question:
    """One `<question>`, on its way to a draft."""

    def __init__(self, element: Element, pictures: Pictures) -> None:
        self._element = element
        self._all_pictures = pictures
        self._pictures: dict[str, str] = {}
        self._draft = Draft(
            name=element.words("name") or from_html(element.words("questiontext"))[:60],
            line=element.line,
            kind=element.attributes.get("type", "no type"),
        )

    def draft(self) -> Draft:
        """The draft, with content or with the reason why there is none."""
        try:
            self._draft.content = self._content()
        except NotCarried as error:
            self._draft.reason = str(error)
        return self._draft

    def _content(self) -> Content:
        kinds: dict[str, Callable[[], Content]] = {
            "multichoice": self._choice,
            "truefalse": self._true_false,
            "shortanswer": self._short,
            "numerical": self._numeric,
            "matching": self._matching,
            "cloze": self._cloze,
        }
        if self._draft.kind not in kinds:
            raise NotCarried(
                _REASONS.get(
                    self._draft.kind, f"Questions of the type `{self._draft.kind}` have no counterpart here."
                )
            )
        self._take_pictures(self._element)
        text = self._words(self._element, "questiontext")
        if not text:
            raise NotCarried("It has no question text.")
        return {"points": self._points(), "text": text} | kinds[self._draft.kind]() | self._afterwards()

    def _points(self) -> str:
        try:
            points = Decimal(self._element.words("defaultgrade") or 1)
        except InvalidOperation:
            points = Decimal(1)
        if not points.is_finite() or not 0 < points <= 1000:
            self._draft.notes.append("Its grade was 0 or no number; here it is worth 1 point.")
            points = Decimal(1)
        return f"{points.quantize(Decimal('0.01')).normalize():f}"

    def _afterwards(self) -> Content:
        content: Content = {}
        if explanation := self._words(self._element, "generalfeedback"):
            content["explanation"] = explanation
        if hints := [self._words_of(hint) for hint in self._element.all("hint")]:
            content["hint"] = "\n\n".join(hint for hint in hints if hint)
        return {key: value for key, value in content.items() if value}

    def _overall(self) -> Content:
        names = {
            "right": "correctfeedback",
            "partly": "partiallycorrectfeedback",
            "wrong": "incorrectfeedback",
        }
        said = {name: text for name, tag in names.items() if (text := self._words(self._element, tag))}
        return {"feedback": said} if said else {}

    def _words(self, element: Element, tag: str) -> str:
        child = element.one(tag)
        return self._words_of(child) if child else ""

    def _words_of(self, element: Element) -> str:
        inner = element.one("text")
        text = inner.own if inner else element.own
        self._take_pictures(element)
        form = element.attributes.get("format") or self._format()
        if form == "markdown":
            return text
        if form == "plain_text":
            return from_plain(text)
        return from_html(text, self._pictures)

    def _format(self) -> str:
        question = self._element.one("questiontext")
        return question.attributes.get("format", "html") if question else "html"

    def _take_pictures(self, element: Element) -> None:
        for file in element.all("file"):
            name = file.attributes.get("name", "")
            if name in self._pictures:
                continue
            try:
                self._pictures[name] = self._picture(name, file)
            except NotCarried as error:
                self._draft.notes.append(str(error))

    def _picture(self, name: str, file: Element) -> str:
        if not _PICTURE.fullmatch(name.replace(" ", "-")):
            raise NotCarried(f"The file “{name[:60]}” is no picture (png, jpg, gif, webp) and is left out.")
        try:
            content = b64decode(file.own, validate=False)
        except ValueError:
            raise NotCarried(f"The picture “{name}” is not sound base64 and is left out.") from None
        if len(content) > MAX_PICTURE_BYTES:
            raise NotCarried(
                f"The picture “{name}” is larger than {MAX_PICTURE_BYTES >> 10} KiB and is left out."
            )
        path = f"{FOLDER}/{name.replace(' ', '-')}"
        number = 1
        while self._all_pictures.get(path, content) != content:
            number += 1
            path = f"{FOLDER}/{number}-{name.replace(' ', '-')}"
        self._all_pictures[path] = content
        return path

    def _answers(self) -> list[Weighed]:
        return [
            Weighed(
                text=self._words_of(answer),
                percent=percent_of(answer.attributes.get("fraction", "0")),
                feedback=self._words(answer, "feedback"),
            )
            for answer in self._element.all("answer")
        ]

    def _typed_answers(self) -> list[Weighed]:
        """Answers that a learner types are plain text."""
        plain = [(answer.one("text") or answer).own for answer in self._element.all("answer")]
        return [
            Weighed(text=text, percent=answer.percent, feedback=answer.feedback)
            for text, answer in zip(plain, self._answers(), strict=True)
        ]

    def _choice(self) -> Content:
        is_single = self._element.words("single").lower() in ("true", "1")
        content = choice_content(self._answers(), is_single=is_single, draft=self._draft) | self._overall()
        if self._element.words("shuffleanswers").lower() in ("false", "0"):
            content["shuffle"] = False
        return content

    def _true_false(self) -> Content:
        by_word = {answer.text.strip().lower(): answer for answer in self._typed_answers()}
        if not {"true", "false"} <= by_word.keys():
            raise NotCarried("It has no answers `true` and `false`.")
        is_true = by_word["true"].percent >= 100
        right, wrong = by_word["true"], by_word["false"]
        if not is_true:
            right, wrong = wrong, right
        return true_false_content(is_true=is_true, if_right=right.feedback, if_wrong=wrong.feedback)

    def _short(self) -> Content:
        ignore_case = self._element.words("usecase") not in ("1", "true")
        return short_content(self._typed_answers(), ignore_case=ignore_case, draft=self._draft)

    def _numeric(self) -> Content:
        answers = []
        for element, answer in zip(self._element.all("answer"), self._typed_answers(), strict=True):
            margin = element.words("tolerance") or "0"
            answers.append(
                Weighed(
                    text=_number(answer.text),
                    percent=answer.percent,
                    feedback=answer.feedback,
                    margin=_number(margin),
                )
            )
        return number_content(answers, self._draft) | self._unit()

    def _unit(self) -> Content:
        units = self._element.one("units")
        listed = list(units.all("unit")) if units else []
        names = [
            unit.words("unit_name")
            for unit in listed
            if Decimal(_number(unit.words("multiplier") or "1")) == 1
        ]
        if len(names) < len(listed):
            self._draft.notes.append(
                "Units with a multiplier are not carried over; only the first one counts here."
            )
        if not names:
            return {}
        return {"unit": {"name": names[0], "accepts": names[1:]} if names[1:] else names[0]}

    def _matching(self) -> Content:
        return matching_content(
            [(self._words_of(one), self._words(one, "answer")) for one in self._element.all("subquestion")]
        )

    def _cloze(self) -> Content:
        return cloze_content(self._element.words("questiontext"), self._pictures, self._draft)


def _number(text: str) -> str:
    if text.strip() == "*":
        return "*"
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise NotCarried(f"“{text.strip()[:40]}” is not a number.") from None
    if not number.is_finite() or not -50 < number.adjusted() < 50:
        raise NotCarried(f"“{text.strip()[:40]}” is not a number that a learner could type.")
    return f"{number:f}"


_REASONS = {
    "essay": "Essays are marked by hand, and there is no such question in a quiz.",
    "description": "It is a text without answers; put it into the summary or a question.",
    "calculated": "Write its formula by hand: `variables`, and `answer` as a formula (see the reference).",
    "calculatedmulti": "Write its formula by hand: `variables`, and options with {{formulas}}.",
    "calculatedsimple": "Write its formula by hand: `variables`, and `answer` as a formula (see the reference).",
    "ddwtos": "Dragging words into a text: write it as `cloze` with a choice for each blank.",
    "gapselect": "Choosing words in a text: write it as `cloze` with a choice for each blank.",
    "ordering": "Write it as `ordering`, with the items in their right order.",
    "randomsamatch": "Random matching takes its pairs from other questions; write it as `matching`.",
    "random": "Random questions are a `pool` here.",
}
