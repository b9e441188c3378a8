"""`cloze`: a text with blanks `[[name]]`, each a number, a text or a choice; each earns its own share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from graders.quiz.asked import Answer, Asked
from graders.quiz.blanks import (
    Blanks,
    blank_problems,
    mark_blanks,
    part_of,
    solve_blanks,
)
from graders.quiz.blanks import variant_problem as blank_problem
from graders.quiz.formulas import Value
from graders.quiz.judging import Outcome
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.shape import Shape
from graders.quiz.variant import Variant

_BLANK = re.compile(r"\[\[([a-z0-9]+(?:-[a-z0-9]+)*)\]\]")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Question(AnyQuestion):
    """Fill the blanks of a text."""

    type: Literal["cloze"]
    blanks: Blanks
    """What belongs in each `[[name]]` of the text."""


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    there = _BLANK.findall(question.text)
    for name, blank in question.blanks.items():
        if not _NAME.fullmatch(name):
            complain(("blanks", name), f"The name `{name}` must be small letters, digits and single hyphens.")
        elif there.count(name) != 1:
            complain(
                ("blanks", name),
                f"`[[{name}]]` must stand in the text once; it is there {there.count(name)} times.",
            )
        blank_problems(
            blank,
            lambda path, sentence, name=name: complain(("blanks", name, *path), sentence),  # type: ignore[misc]
        )
    for name in there:
        if name not in question.blanks and not name.isdigit():
            complain(("text",), f"`[[{name}]]` is in the text, but not in `blanks`.")


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    told = ((name, blank_problem(blank, values)) for name, blank in question.blanks.items())
    return next((f"`[[{name}]]`: {problem}" for name, problem in told if problem), "")


def shape(question: Question, variant: Variant) -> Shape:
    """A word of letters and digits stands for each blank in the text, so that Markdown leaves it alone."""
    names = [name for name in _BLANK.findall(question.text) if name in question.blanks]
    tokens = {name: f"blank{variant.opaque(f'token:{name}')}" for name in names}
    parts = tuple(
        part_of(question.blanks[name], variant, name, label=f"Blank {number}", token=tokens[name])
        for number, name in enumerate(names, start=1)
    )
    text = _BLANK.sub(lambda match: tokens.get(match[1], match[0]), variant.fill(question.text))
    return Shape(parts=parts, text=text)


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """Each blank earns its own share, by weight."""
    return mark_blanks(question.blanks, variant, asked.parts, answer)


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return solve_blanks(question.blanks, variant)
