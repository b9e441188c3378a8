"""The types of question, each one module with the same functions: problems, variant_problem, shape, mark, solve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Protocol, cast

from pydantic import Field

from graders.quiz.asked import Answer, Asked
from graders.quiz.formulas import Value
from graders.quiz.judging import Outcome
from graders.quiz.model import Complain, Question
from graders.quiz.shape import Shape
from graders.quiz.types import (
    cloze,
    code_output,
    matching,
    multiple,
    numeric,
    ordering,
    single,
    table,
    text,
)
from graders.quiz.variant import Variant


class Kind(Protocol):
    """What the module of a type offers."""

    def problems(self, question: Any, complain: Complain) -> None:
        """Tell what is wrong whatever the variables."""

    def variant_problem(self, question: Any, values: Mapping[str, Value]) -> str:
        """What is wrong for these values of the variables, a sentence without its full stop; "" for nothing."""

    def shape(self, question: Any, variant: Variant) -> Shape:
        """What the learner sees and answers."""

    def mark(self, question: Any, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
        """How good an answer is."""

    def solve(self, question: Any, variant: Variant, asked: Asked) -> Answer:
        """The full-marks answer."""


_MODULES: dict[str, Any] = {
    "single": single,
    "multiple": multiple,
    "numeric": numeric,
    "text": text,
    "matching": matching,
    "ordering": ordering,
    "cloze": cloze,
    "code_output": code_output,
    "table": table,
}

NAMES = tuple(_MODULES)
MODELS: dict[str, type[Question]] = {name: module.Question for name, module in _MODULES.items()}

AnyQuestion = Annotated[
    single.Question
    | multiple.Question
    | numeric.Question
    | text.Question
    | matching.Question
    | ordering.Question
    | cloze.Question
    | code_output.Question
    | table.Question,
    Field(discriminator="type"),
]


def kind_of(question: Question) -> Kind:
    """The functions for the type of `question`."""
    return cast(Kind, _MODULES[question.type])
