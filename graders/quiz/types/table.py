"""`table`: a grid with fixed cells and cells to fill in, such as a confusion matrix; each cell earns its own share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from graders.quiz.asked import Answer, Asked, Table
from graders.quiz.blanks import Blank, blank_problems, mark_blanks, part_of, solve_blanks
from graders.quiz.blanks import variant_problem as blank_problem
from graders.quiz.fields import FilledText, Text
from graders.quiz.formulas import Value
from graders.quiz.judging import Outcome
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.shape import Shape
from graders.quiz.variant import Variant


def _sort(value: Any) -> str:
    return "fixed" if isinstance(value, str) or value is None else "blank"


Cell = Annotated[Annotated[Text, Tag("fixed")] | Annotated[Blank, Tag("blank")], Discriminator(_sort)]
"""A text that is shown, or a mapping with the `answer` to fill in."""
_Headings = Annotated[tuple[FilledText, ...], Field(min_length=1, max_length=12)]


class Question(AnyQuestion):
    """Fill in a table."""

    type: Literal["table"]
    columns: _Headings
    rows: _Headings
    corner: Text = ""
    """What stands above the headings of the rows."""
    cells: Annotated[tuple[tuple[Cell, ...], ...], Field(min_length=1, max_length=12)]
    """Row by row."""

    @property
    def blanks(self) -> dict[str, Blank]:
        """The cells to fill in by their part's id."""
        return {
            part_id(row, column): cell
            for row, line in enumerate(self.cells, start=1)
            for column, cell in enumerate(line, start=1)
            if not isinstance(cell, str)
        }


def part_id(row: int, column: int) -> str:
    """The id of a cell's part; rows and columns count from 1."""
    return f"r{row}-c{column}"


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    if len(question.cells) != len(question.rows):
        complain(
            ("cells",), f"There are {len(question.rows)} rows, but {len(question.cells)} lines of cells."
        )
    for index, line in enumerate(question.cells):
        if len(line) != len(question.columns):
            complain(
                ("cells", index), f"This line has {len(line)} cells for {len(question.columns)} columns."
            )
        for column, cell in enumerate(line):
            if not isinstance(cell, str):
                place = ("cells", index, column)
                blank_problems(cell, lambda path, said, place=place: complain((*place, *path), said))  # type: ignore[misc]
    if not question.blanks:
        complain(("cells",), "No cell is to be filled in: write one as {answer: …}.")


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    told = ((name, blank_problem(blank, values)) for name, blank in question.blanks.items())
    return next((f"cell {name}: {problem}" for name, problem in told if problem), "")


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    rows = tuple(variant.fill(text) for text in question.rows)
    columns = tuple(variant.fill(text) for text in question.columns)
    parts = tuple(
        part_of(cell, variant, part_id(row, column), label=f"{rows[row - 1]}, {columns[column - 1]}")
        for row, line in enumerate(question.cells, start=1)
        for column, cell in enumerate(line, start=1)
        if not isinstance(cell, str)
    )
    cells = tuple(
        tuple(_cell(variant, cell, part_id(row, column)) for column, cell in enumerate(line, start=1))
        for row, line in enumerate(question.cells, start=1)
    )
    corner = variant.fill(question.corner)
    return Shape(parts=parts, table=Table(corner=corner, columns=columns, rows=rows, cells=cells))


def _cell(variant: Variant, cell: str | Blank, name: str) -> Mapping[str, str]:
    return {"text": variant.fill(cell)} if isinstance(cell, str) else {"part": name}


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """Each cell earns its own share, by weight."""
    return mark_blanks(question.blanks, variant, asked.parts, answer)


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return solve_blanks(question.blanks, variant)
