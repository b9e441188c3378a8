"""What a type of question adds to a question: its parts, and what is shown around them."""

from __future__ import annotations

from dataclasses import dataclass

from graders.quiz.asked import Part, Table


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Parts to answer, and code or a grid to show. `text` replaces the question's own where blanks stand in it."""

    parts: tuple[Part, ...]
    text: str | None = None
    code: str = ""
    language: str = ""
    table: Table | None = None
    takes_each_once: bool = False
