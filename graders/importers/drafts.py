"""One question on its way in: what it becomes, and what a person must look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from graders.problem import Problem

Content = dict[str, Any]
Pictures = dict[str, bytes]


class ImportFailed(Exception):
    """The file cannot be imported; `problems` says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(kw_only=True)
class Draft:
    """A question of the file. `content` is what stands in quiz.yaml; without it, `reason` says why it is left out."""

    name: str
    line: int
    kind: str
    content: Content | None = None
    reason: str = ""
    notes: list[str] = field(default_factory=list)
    """What a person should look at, as sentences."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A quiz.yaml, its pictures by path, and what became of each question."""

    text: str
    pictures: Pictures
    drafts: tuple[Draft, ...]

    @property
    def carried(self) -> tuple[Draft, ...]:
        """Questions that are in the quiz."""
        return tuple(draft for draft in self.drafts if draft.content)

    @property
    def left_out(self) -> tuple[Draft, ...]:
        """Questions that are not."""
        return tuple(draft for draft in self.drafts if not draft.content)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """An answer with what it earns, in per cent, and its feedback. `margin` belongs to numbers."""

    text: str
    percent: Decimal
    feedback: str = ""
    margin: str = ""


class NotCarried(ValueError):
    """A question that has no counterpart here; the message is a sentence."""


def percent_of(text: str) -> Decimal:
    """A number of per cent; Moodle rounds thirds to five or seven places."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise NotCarried(f"“{text.strip()}” is not a number of per cent.") from None
    if not number.is_finite() or abs(number) > 1000:
        raise NotCarried(f"“{text.strip()}” is not a number of per cent.")
    return number


def choice_content(answers: Sequence[Weighed], *, is_single: bool, draft: Draft) -> Content:
    """`single` or `multiple` with these options."""
    if len(answers) < 2:
        raise NotCarried("A choice needs two options at least.")
    return _single(answers, draft) if is_single else _multiple(answers, draft)


def _single(answers: Sequence[Weighed], draft: Draft) -> Content:
    right = [answer for answer in answers if answer.percent >= 100]
    if not right:
        raise NotCarried("No option earns 100 %.")
    for answer in answers:
        if 0 < answer.percent < 100:
            draft.notes.append(f"“{answer.text[:60]}” earned {answer.percent:g} %; here it earns nothing.")
        elif answer.percent < 0:
            draft.notes.append(f"“{answer.text[:60]}” took points off; here it earns nothing.")
    if len(right) == 1:
        return {
            "type": "single",
            "options": [_option(answer, is_right=answer in right) for answer in answers],
        }
    letters = [chr(ord("a") + index) for index, answer in enumerate(answers) if answer in right]
    return {
        "type": "single",
        "options": [_option(answer, is_right=False) for answer in answers],
        "answer": letters,
    }


def _multiple(answers: Sequence[Weighed], draft: Draft) -> Content:
    right = [answer for answer in answers if answer.percent > 0]
    wrong = [answer for answer in answers if answer.percent <= 0]
    if not right:
        raise NotCarried("No option earns points.")
    if max(answer.percent for answer in right) - min(answer.percent for answer in right) > 1:
        draft.notes.append("Right options earned different shares; here they count alike.")
    if any(abs(answer.percent + Decimal(100) / len(right)) > 1 for answer in wrong):
        draft.notes.append(
            "Wrong options took off something else than a right one gives; here (`right_minus_wrong`) they take off as much."
        )
    options = [_option(answer, is_right=answer in right) for answer in answers]
    return {"type": "multiple", "options": options, "scoring": "right_minus_wrong"}


def _option(answer: Weighed, *, is_right: bool) -> Content:
    option: Content = {"text": answer.text}
    if is_right:
        option["correct"] = True
    if answer.feedback:
        option["feedback"] = answer.feedback
    return option


def true_false_content(*, is_true: bool, if_right: str = "", if_wrong: str = "") -> Content:
    """`single` with True and False, in this order."""
    content: Content = {
        "type": "single",
        "options": ["True", "False"],
        "answer": "True" if is_true else "False",
    }
    feedback = {name: text for name, text in (("right", if_right), ("wrong", if_wrong)) if text}
    return content | {"shuffle": False} | ({"feedback": feedback} if feedback else {})


def short_content(answers: Sequence[Weighed], *, ignore_case: bool, draft: Draft) -> Content:
    """`text` with these accepted answers; `*` stands for anything."""
    right = [answer for answer in answers if answer.percent >= 100]
    plain = [answer.text for answer in right if "*" not in answer.text]
    wild = [answer.text for answer in right if "*" in answer.text]
    if not plain:
        raise NotCarried("No answer without `*` earns 100 %, so there is none to show as the right one.")
    content: Content = {"type": "text", "answer": plain}
    if not ignore_case:
        content["ignore_case"] = False
    if wild:
        content["pattern"] = "|".join(_pattern(text) for text in wild)
    feedback = _right_feedback(right)
    return content | _wrong_texts([answer for answer in answers if answer.percent < 100], feedback, draft)


def _right_feedback(right: Sequence[Weighed]) -> Content:
    said = next((answer.feedback for answer in right if answer.feedback), "")
    return {"right": said} if said else {}


def _pattern(text: str) -> str:
    return ".*".join(re.sub(r"([^\w\s])", r"\\\1", piece) for piece in text.split("*"))


def _wrong_texts(answers: Sequence[Weighed], feedback: Content, draft: Draft) -> Content:
    content: Content = {"feedback": feedback} if feedback else {}
    wrong = []
    for answer in answers:
        if answer.text.strip() == "*":
            if answer.feedback:
                content["feedback"] = feedback | {"wrong": answer.feedback}
        elif "*" in answer.text:
            draft.notes.append(
                f"The feedback for “{answer.text}” is lost: `*` stands only in right answers here."
            )
        elif answer.feedback or answer.percent > 0:
            wrong.append(_wrong(answer))
    return content | ({"wrong_answers": wrong} if wrong else {})


def _wrong(answer: Weighed) -> Content:
    share = {"share": f"{max(answer.percent, Decimal(0)) / 100:f}"} if answer.percent > 0 else {}
    return {"answer": answer.text, "feedback": answer.feedback or "Not quite.", **share}


def number_content(answers: Sequence[Weighed], draft: Draft) -> Content:
    """`numeric` with the first right answer, its margin, and the others beside it."""
    right = [answer for answer in answers if answer.percent >= 100 and answer.text.strip() != "*"]
    if not right:
        raise NotCarried("No number earns 100 %.")
    content: Content = {"type": "numeric", "answer": right[0].text}
    content |= _tolerance(right[0])
    if len(right) > 1:
        content["accept"] = [answer.text for answer in right[1:]]
    wrong = [answer for answer in answers if answer.percent < 100 and (answer.feedback or answer.percent > 0)]
    if len({answer.margin for answer in right}) > 1:
        draft.notes.append(
            "Its right answers had tolerances of their own; here the first one's holds for all."
        )
    return content | _wrong_numbers(wrong, _right_feedback(right))


def _tolerance(answer: Weighed) -> Content:
    return {"tolerance": {"absolute": answer.margin}} if Decimal(answer.margin or 0) else {}


def _wrong_numbers(answers: Sequence[Weighed], feedback: Content) -> Content:
    listed = [_wrong(answer) | _tolerance(answer) for answer in answers if answer.text.strip() != "*"]
    anything = next((answer.feedback for answer in answers if answer.text.strip() == "*"), "")
    content: Content = {"wrong_answers": listed} if listed else {}
    feedback = feedback | ({"wrong": anything} if anything else {})
    return content | ({"feedback": feedback} if feedback else {})


def matching_content(pairs: Sequence[tuple[str, str]]) -> Content:
    """`matching`; a pair without an item is a distractor."""
    items = [{"item": item, "match": match} for item, match in pairs if item.strip()]
    if len(items) < 2:
        raise NotCarried("Matching needs two pairs at least.")
    distractors = [match for item, match in pairs if not item.strip() and match.strip()]
    return {"type": "matching", "pairs": items} | ({"distractors": distractors} if distractors else {})


def slug(name: str, taken: set[str]) -> str:
    """An id from a name: small letters, digits, single hyphens, and not one of `taken`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    base = "-".join(words)[:50].strip("-") or "question"
    number = 1
    chosen = base
    while chosen in taken:
        number += 1
        chosen = f"{base}-{number}"
    taken.add(chosen)
    return chosen
