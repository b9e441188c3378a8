"""A question as one learner meets it, and what she answers: no key is ever in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from graders.quiz.variables import Drawn

Given = str | list[str]
Answer = dict[str, Given]
"""What was answered, by part id; a part that was left out is not in it."""


class PartKind(StrEnum):
    """What is typed or chosen in one part."""

    ONE_OF = "one_of"
    SOME_OF = "some_of"
    NUMBER = "number"
    TEXT = "text"
    LINES = "lines"


class State(StrEnum):
    """How far a question has been answered."""

    UNANSWERED = "unanswered"
    PARTLY = "partly"
    ANSWERED = "answered"
    INVALID = "invalid"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose. `id` says nothing of its place in the file; `text` is Markdown."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to answer. `id` is unique in the question, `field` in the page.

    `label` is Markdown. `unit` is shown behind a number and may be typed in any of the spellings. `token` is a word
    in the question's text (or code) where the input belongs, for blanks.
    """

    id: str
    field: str
    kind: PartKind
    label: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    spellings: tuple[str, ...] = ()
    token: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """The grid of a table question: Markdown headings, and cells that are text, or the id of the part to fill in."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Mapping[str, str], ...], ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with its variables put in and its options in order. `number` counts from 1 within the paper.

    Where it `takes_each_once`, no two parts may have the same option.
    """

    id: str
    type: str
    number: int
    points: Decimal
    text: str
    hint: str
    parts: tuple[Part, ...]
    code: str = ""
    language: str = ""
    table: Table | None = None
    takes_each_once: bool = False
    variables: dict[str, Drawn] = field(default_factory=dict)
    seed: int = 0

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the form fields."""
        return tuple(part.field for part in self.parts)

    def part(self, part_id: str) -> Part | None:
        """The part of that id."""
        return next((part for part in self.parts if part.id == part_id), None)

    def to_json(self) -> dict[str, Any]:
        """What may leave the server: everything but the seed and the variables' values."""
        content = asdict(self) | {"points": float(self.points)}
        del content["seed"], content["variables"]
        return content


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One attempt's questions in order."""

    questions: tuple[Asked, ...]

    @property
    def points(self) -> Decimal:
        """What the whole paper is worth."""
        return sum((asked.points for asked in self.questions), Decimal(0))

    def question(self, question_id: str) -> Asked | None:
        """The question of that id, if it is in this paper."""
        return next((asked for asked in self.questions if asked.id == question_id), None)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a learner entered: `value` is kept as typed, `problems` says by field what is no answer, and why."""

    value: Answer
    problems: dict[str, str]
    state: State
