"""Options to choose from: shared by questions with one right option, with several, and by blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from graders.quiz.asked import Option as Shown
from graders.quiz.asked import Part
from graders.quiz.fields import FilledText, Flag, Model, SeveralWords, Slug, Text
from graders.quiz.formulas import Value
from graders.quiz.marked import MarkedOption
from graders.quiz.model import Complain
from graders.quiz.templates import filled
from graders.quiz.variant import Variant

MAX_OPTIONS = 20


class Option(Model):
    """One option."""

    text: FilledText
    """Markdown."""
    id: Slug | None = None
    """By default a letter for its place in the file: a, b, c, …"""
    correct: Flag = False
    feedback: Text = ""
    """Shown to who chose it."""


def _option(value: Any) -> Any:
    return value if isinstance(value, dict) else {"text": value}


Options = Annotated[
    tuple[Annotated[Option, BeforeValidator(_option, json_schema_input_type=Option | FilledText)], ...],
    Field(min_length=2, max_length=MAX_OPTIONS),
]
"""Each option is a text, or a mapping with `text` and more."""
Chosen = SeveralWords
"""Ids or texts of options."""


def option_ids(options: Iterable[Option]) -> tuple[str, ...]:
    """The id of each option."""
    return tuple(option.id or chr(ord("a") + index) for index, option in enumerate(options))


def right_ids(options: tuple[Option, ...], answer: tuple[str, ...]) -> frozenset[str]:
    """Ids of the right options: those marked `correct`, and those that `answer` names by id or text."""
    return frozenset(
        option_id
        for option_id, option in zip(option_ids(options), options, strict=True)
        if option.correct or option_id in answer or option.text.strip() in (word.strip() for word in answer)
    )


def option_problems(options: tuple[Option, ...], answer: tuple[str, ...], complain: Complain) -> None:
    """Tell of ids used twice, equal options, and an answer that is not there."""
    ids = option_ids(options)
    texts = [option.text.strip() for option in options]
    for index, option_id in enumerate(ids):
        if option_id in ids[:index]:
            complain(("options", index), f"The option id `{option_id}` is used twice.")
        if texts[index] in texts[:index]:
            complain(("options", index), f"Two options read “{texts[index]}”.")
    strangers = [word for word in answer if word.strip() not in (*ids, *texts)]
    for word in strangers:
        complain(("answer",), f"“{word}” is not among the options; known ids are {', '.join(ids)}.")
    if answer and any(option.correct for option in options):
        complain(("answer",), "Say which is right by `answer` or by `correct: true`, not both.")
    elif not right_ids(options, answer) and not strangers:
        complain(("answer",), "No option is right: add `answer`, or `correct: true` to an option.")


def equal_options(options: tuple[Option, ...], values: Mapping[str, Value]) -> str:
    """The text that two options share for these values of the variables, told as a problem; "" for none."""
    texts = Counter(filled(option.text, values).strip() for option in options)
    return next((f"two options read “{text}”" for text, count in texts.items() if count > 1), "")


def shown_options(options: tuple[Option, ...], variant: Variant, what: str) -> tuple[Shown, ...]:
    """The options as they are shown, in this attempt's order."""
    return variant.shuffled(
        [
            variant.option(f"{what}:{option_id}", option.text)
            for option_id, option in zip(option_ids(options), options, strict=True)
        ],
        what,
    )


def by_shown_id(options: tuple[Option, ...], variant: Variant, what: str) -> dict[str, tuple[str, Option]]:
    """Options with their own ids, by the id that they have in the page."""
    return {
        variant.opaque(f"{what}:{option_id}"): (option_id, option)
        for option_id, option in zip(option_ids(options), options, strict=True)
    }


def marked_options(
    options: tuple[Option, ...], right: frozenset[str], variant: Variant, part: Part, chosen: Iterable[str]
) -> tuple[MarkedOption, ...]:
    """The options as the learner saw them, with what is right by this version of the question."""
    known = by_shown_id(options, variant, part.id)
    picked = set(chosen)
    marked = []
    for shown in part.options:
        option_id, option = known.get(shown.id, ("", None))
        marked.append(
            MarkedOption(
                id=shown.id,
                text=shown.text,
                chosen=shown.id in picked,
                right=option_id in right,
                key=option_id,
                feedback=variant.fill(option.feedback) if option and shown.id in picked else "",
            )
        )
    return tuple(marked)
