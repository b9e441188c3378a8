"""What every question has, and what a quiz says of itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from graders.problem import Problem
from graders.quiz.fields import FilledText, Flag, Formulas, Model, Number, Slug, Text, VariableName, Whole
from graders.quiz.variables import Variable

Credit = Literal["marked", "everyone", "void"]
Reveal = Literal["immediately", "after_submit", "after_close", "never"]
Complain = Callable[[tuple[str | int, ...], str], None]


class QuizError(Exception):
    """The file is not a sound quiz; `problems` holds everything found, in order of line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class Feedback(Model):
    """What is said of the question as a whole, by how it went."""

    right: Text = ""
    partly: Text = ""
    wrong: Text = ""


class Question(Model):
    """What questions of every type have."""

    id: Slug
    """A stable name, unique in the quiz: answers, statistics and corrections find the question by it."""
    type: str
    points: Number = Decimal(1)
    """What a right answer earns, above 0."""
    text: FilledText
    """The question, in Markdown, with `$maths$` and `{{variables}}`."""
    hint: Text = ""
    """Shown before answering, when the learner asks for it."""
    explanation: Text = ""
    """Why the right answer is right; shown when answers are revealed."""
    feedback: Feedback = Feedback()
    variables: dict[VariableName, Variable] = {}
    """What differs from one attempt to the next."""
    require: Formulas = ()
    """What must hold between the variables, such as `tp + fn > 0`; draws that break it are drawn again."""
    pool: Slug | None = None
    """The pool that the question is drawn from."""
    shuffle: Flag | None = None
    """Whether options are shown in an order of their own in each attempt; by default what the quiz says."""
    credit: Credit = "marked"
    """For a question found faulty later: `everyone` who was asked gets all points, `void` takes it out of the sum."""

    @property
    def worth(self) -> Decimal:
        """What can be earned: the points, or nothing where the question is void."""
        return Decimal(0) if self.credit == "void" else self.points


class Pool(Model):
    """A group of questions of which each attempt gets a few."""

    name: Slug
    draw: Whole
    """How many questions of the pool are in one paper."""


class Settings(Model):
    """What a quiz says of itself."""

    title: FilledText
    summary: Text = ""
    attempts: Whole = 0
    """How often a learner may take it; 0 means no bound."""
    counts: Literal["best", "last"] = "best"
    """Which attempt counts."""
    time_limit_minutes: Annotated[Number | None, Field()] = None
    reveal: Reveal = "after_submit"
    """When a learner sees right answers and explanations."""
    practice: Flag = False
    """Whether a learner may practise with new variants that do not count."""
    shuffle: Flag = True
    """Whether options are shown in an order of their own in each attempt."""
    pools: tuple[Pool, ...] = ()
