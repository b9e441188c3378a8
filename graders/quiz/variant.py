"""One question with one seed: its variables' values, its order of options, and ids that say nothing of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graders.quiz.asked import Option, Part, PartKind
from graders.quiz.formulas import Value
from graders.quiz.model import Question
from graders.quiz.templates import filled
from graders.quiz.variables import Drawn, all_values, draw_variables, random_for

WHOLE = "answer"
"""The id of the part of a question that has only one."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What differs from attempt to attempt in the question `question_id`."""

    question_id: str
    seed: int
    drawn: Mapping[str, Drawn]
    values: Mapping[str, Value]
    shuffles: bool

    def fill(self, text: str) -> str:
        """`text` with the variables put in."""
        return filled(text, self.values)

    def shuffled(self, items: Sequence[_Item], what: str) -> tuple[_Item, ...]:
        """`items` in this attempt's order, or as they are in the file where the question says so."""
        return self.mixed(items, what) if self.shuffles else tuple(items)

    def mixed(self, items: Sequence[_Item], what: str) -> tuple[_Item, ...]:
        """`items` in an order of this attempt, whatever the question says."""
        order = list(items)
        random_for(self.seed, self.question_id, f"order:{what}").shuffle(order)
        return tuple(order)

    def opaque(self, what: str) -> str:
        """An id for the page, of this attempt alone, that says nothing of the place in the file."""
        return hashlib.sha256(f"{self.seed}:{self.question_id}:id:{what}".encode()).hexdigest()[:10]

    def option(self, option_id: str, text: str) -> Option:
        """The option as it is shown."""
        return Option(id=self.opaque(option_id), text=self.fill(text))

    def field(self, part_id: str) -> str:
        """The name of the form field of a part. Ids hold no `--`, so no two parts share one."""
        return f"q-{self.question_id}" if part_id == WHOLE else f"q-{self.question_id}--{part_id}"

    def part(self, part_id: str, kind: PartKind, **rest: object) -> Part:
        """A part with its field."""
        return Part(id=part_id, field=self.field(part_id), kind=kind, **rest)  # type: ignore[arg-type]


def variant_of(question: Question, *, seed: int, shuffle: bool) -> Variant:
    """The variant that `seed` stands for. Raises FormulaError."""
    drawn = draw_variables(question.variables, question.require, seed=seed, question_id=question.id)
    return variant_with(question, seed=seed, drawn=drawn, shuffle=shuffle)


def variant_with(question: Question, *, seed: int, drawn: Mapping[str, Drawn], shuffle: bool) -> Variant:
    """The variant with variables drawn before, perhaps from an older version of the question. Raises FormulaError."""
    return Variant(
        question_id=question.id,
        seed=seed,
        drawn=drawn,
        values=all_values(question.variables, drawn),
        shuffles=shuffle if question.shuffle is None else question.shuffle,
    )
