"""What an Otter assignment holds, whichever way it was brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Complain = Callable[[int, str], None]
"""Hears of a problem: a line of the file, and a sentence."""


@dataclass(frozen=True, kw_only=True)
class SourceCell:
    """One cell of a notebook. `number` counts from 1 as a person does; `line` is where its text begins in the file."""

    number: int
    line: int
    cell_type: str
    source: str
    id: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    attachments: Mapping[str, Any] = field(default_factory=dict)
    outputs: tuple[Mapping[str, Any], ...] = ()
    was_run: bool = False

    @property
    def lines(self) -> list[str]:
        """Its text, line by line."""
        return self.source.split("\n")

    @property
    def tags(self) -> frozenset[str]:
        """Its tags, those of Otter among them."""
        tags = self.metadata.get("tags", ())
        return (
            frozenset(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else frozenset()
        )


@dataclass(frozen=True, kw_only=True)
class Case:
    """One test case. `examples` is doctest text; otherwise `code` is Python that raises where the answer is wrong.

    `points` are those the author gave to this case; None where she gave none. `line` is its place in the file.
    """

    name: str
    examples: str = ""
    code: str = ""
    hidden: bool = True
    points: Any = None
    success_message: str = ""
    failure_message: str = ""
    line: int = 0
    is_unrun: bool = False


@dataclass(frozen=True, kw_only=True)
class Tests:
    """The tests of one question. `points` is as the author wrote it: a number, a list of them, or None.

    `preparation` are statements that its cases need, with whether learners may see each.
    """

    name: str
    points: Any = None
    cases: tuple[Case, ...] = ()
    all_or_nothing: bool = False
    preparation: tuple[Preparation, ...] = ()
    suites: tuple[Suite, ...] = ()
    line: int = 0

    __test__ = False


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Code that stands before the cases. `for_public`: a case that learners see uses it."""

    code: str
    for_public: bool


@dataclass(frozen=True, kw_only=True)
class Suite:
    """Several cases that earn their points together, in files of ok-client."""

    cases: tuple[Case, ...]
    scored: bool = True


@dataclass(frozen=True, kw_only=True)
class Seeding:
    """What Otter does before each cell: seeds the generators, or binds `variable` to `seed`."""

    seed: int
    variable: str = ""


@dataclass(frozen=True, kw_only=True)
class Shares:
    """The points of a question, and of each case: None where it gets an even share of what the others leave."""

    total: Decimal
    cases: tuple[Decimal | None, ...]


@dataclass(kw_only=True)
class Told:
    """Sentences for the report of an import."""

    carried: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    for_a_person: list[str] = field(default_factory=list)
