"""`matching`: to each item its counterpart; each pair counts alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from graders.quiz.asked import Answer, Asked, PartKind
from graders.quiz.fields import FilledText, Model, Slug, Text
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged, Outcome, given_text, marked_part, mean_outcome
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.shape import Shape
from graders.quiz.templates import filled
from graders.quiz.variant import Variant


class Pair(Model):
    """An item and what belongs to it."""

    item: FilledText
    match: FilledText
    id: Slug | None = None
    """By default a letter for its place in the file: a, b, c, …"""
    feedback: Text = ""
    """Shown where the item got another match."""


class Question(AnyQuestion):
    """Find the match of each item."""

    type: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=20)]
    """Two items may have the same match; it is offered once."""
    distractors: Annotated[tuple[FilledText, ...], Field(max_length=20)] = ()
    """Matches that belong to no item."""

    @property
    def numbered(self) -> dict[str, Pair]:
        """Pairs by id."""
        return {pair.id or chr(ord("a") + index): pair for index, pair in enumerate(self.pairs)}

    @property
    def targets(self) -> dict[str, str]:
        """Texts to choose from by id: that of the first pair with this match, or the distractor's number."""
        texts: dict[str, str] = {}
        for pair_id, pair in self.numbered.items():
            texts.setdefault(pair.match.strip(), pair_id)
        offered = {target_id: text for text, target_id in texts.items()}
        return offered | {f"distractor-{index}": text for index, text in enumerate(self.distractors, start=1)}


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    ids = [pair.id or chr(ord("a") + index) for index, pair in enumerate(question.pairs)]
    for pair_id, count in Counter(ids).items():
        if count > 1:
            complain(("pairs",), f"The pair id `{pair_id}` is used twice.")
    if len(question.targets) < 2:
        complain(("pairs",), "All items have the same match; add another one, or `distractors`.")


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    texts = Counter(filled(text, values).strip() for text in question.targets.values())
    return next((f"two matches read “{text}”" for text, count in texts.items() if count > 1), "")


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    targets = [variant.option(f"match:{target_id}", text) for target_id, text in question.targets.items()]
    options = variant.mixed(targets, "matches")
    return Shape(
        parts=tuple(
            variant.part(pair_id, PartKind.ONE_OF, label=variant.fill(pair.item), options=options)
            for pair_id, pair in question.numbered.items()
        )
    )


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """Each pair counts alike."""
    solved = solve(question, variant, asked)
    marked, judgements = [], []
    for part in asked.parts:
        pair = question.numbered.get(part.id)
        if pair is None:
            continue
        given = given_text(answer.get(part.id))
        right = given == solved[part.id]
        judged = (
            Judged(share=Fraction(right), feedback="" if right else variant.fill(pair.feedback))
            if given
            else None
        )
        texts = {option.id: option.text for option in part.options}
        judgements.append(judged)
        marked.append(marked_part(part, judged, given=texts.get(given, ""), right=variant.fill(pair.match)))
    return mean_outcome(marked, judgements)


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    by_text = {text.strip(): target_id for target_id, text in reversed(question.targets.items())}
    return {
        pair_id: variant.opaque(f"match:{by_text[pair.match.strip()]}")
        for pair_id, pair in question.numbered.items()
    }
