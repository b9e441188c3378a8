"""`ordering`: put items in their order, with three ways to count.

- `pairs`: of all pairs of items, those in the right order less those in the wrong one, divided by all; at least 0. This is
  the rank correlation tau (M. G. Kendall, A New Measure of Rank Correlation, Biometrika 30, 1938), so guessing earns 0 on average
- `each_place`: the share of items that stand at their own place
- `all_or_nothing`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from graders.quiz.asked import Answer, Asked, Option, PartKind
from graders.quiz.fields import FilledText, Model, Slug
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged, Outcome, given_text, marked_part
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.shape import Shape
from graders.quiz.templates import filled
from graders.quiz.variant import Variant

Scoring = Literal["pairs", "each_place", "all_or_nothing"]


class Item(Model):
    """One of the items."""

    text: FilledText
    id: Slug | None = None
    """By default a letter for its place in the file: a, b, c, …"""


def _item(value: Any) -> Any:
    return value if isinstance(value, dict | Model) else {"text": value}


class Question(AnyQuestion):
    """Bring the items into order."""

    type: Literal["ordering"]
    items: Annotated[
        tuple[Annotated[Item, BeforeValidator(_item, json_schema_input_type=Item | FilledText)], ...],
        Field(min_length=2, max_length=20),
    ]
    """In the right order; they are always shown in another."""
    scoring: Scoring = "pairs"

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the items in the right order."""
        return tuple(item.id or chr(ord("a") + index) for index, item in enumerate(self.items))


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    for item_id, count in Counter(question.ids).items():
        if count > 1:
            complain(("items",), f"The item id `{item_id}` is used twice.")


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    texts = Counter(filled(item.text, values).strip() for item in question.items)
    return next((f"two items read “{text}”" for text, count in texts.items() if count > 1), "")


def shape(question: Question, variant: Variant) -> Shape:
    """One place to choose for each item; neither the items' order nor their ids say where they belong."""
    places = tuple(Option(id=str(place), text=str(place)) for place in range(1, len(question.items) + 1))
    parts = [
        variant.part(
            variant.opaque(f"item:{item_id}"), PartKind.ONE_OF, label=variant.fill(item.text), options=places
        )
        for item_id, item in zip(question.ids, question.items, strict=True)
    ]
    return Shape(parts=variant.mixed(parts, "items"), takes_each_once=True)


def share(scoring: Scoring, places: tuple[int | None, ...]) -> Fraction:
    """The share earned when the items, in their right order, were given these places (None: no place)."""
    if scoring == "pairs":
        signs = [
            (second > first) - (second < first)
            for first, second in combinations(places, 2)
            if first is not None and second is not None
        ]
        return max(Fraction(0), Fraction(sum(signs), len(places) * (len(places) - 1) // 2))
    hits = sum(place == right for right, place in enumerate(places, start=1))
    return Fraction(hits, len(places)) if scoring == "each_place" else Fraction(hits == len(places))


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """By the question's scoring rule."""
    solved = solve(question, variant, asked)
    places = {part_id: int(given_text(answer.get(part_id)) or 0) for part_id in solved}
    parts = []
    keys = {variant.opaque(f"item:{item_id}"): item_id for item_id in question.ids}
    for part in asked.parts:
        given = given_text(answer.get(part.id))
        right = given_text(solved.get(part.id))
        judged = Judged(share=Fraction(given == right)) if given else None
        parts.append(marked_part(part, judged, given=given, right=right, key=keys.get(part.id, "")))
    earned = share(question.scoring, tuple(place or None for place in places.values()))
    return Outcome(share=earned, parts=tuple(parts))


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return {
        variant.opaque(f"item:{item_id}"): str(place) for place, item_id in enumerate(question.ids, start=1)
    }
