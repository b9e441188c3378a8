"""Whether answers to one version of a quiz can be marked by another."""

from __future__ import annotations

from collections.abc import Iterator

from graders.quiz.asked import Asked
from graders.quiz.drawing import ask
from graders.quiz.model import Question
from graders.quiz.quiz import Quiz
from graders.quiz.variables import Derived
from graders.quiz.variant import variant_of


def correction_problems(old: Quiz, new: Quiz) -> tuple[str, ...]:
    """Why attempts at `old` cannot be marked by `new`, one sentence each; none when they can.

    Keys, tolerances, points, feedback and explanations may change; what was asked may not.
    """
    return tuple(
        sentence for question in old.questions for sentence in _problems(question, new.question(question.id))
    )


def _problems(old: Question, new: Question | None) -> Iterator[str]:
    if new is None:
        yield f"Question `{old.id}` is gone; keep it and write `credit: void`."
    elif new.type != old.type:
        yield f"Question `{old.id}` was `{old.type}` and is `{new.type}`; its answers mean nothing to the new type."
    elif _drawn(new) - _drawn(old):
        names = ", ".join(sorted(_drawn(new) - _drawn(old)))
        yield f"Question `{old.id}` draws {names} anew, which nobody has seen."
    else:
        yield from _other_parts(_asked(old), _asked(new))


def _drawn(question: Question) -> set[str]:
    return {name for name, variable in question.variables.items() if not isinstance(variable, Derived)}


def _asked(question: Question) -> Asked:
    return ask(question, variant_of(question, seed=0, shuffle=False))


def _other_parts(old: Asked, new: Asked) -> Iterator[str]:
    if _ids(old) != _ids(new):
        yield f"Question `{old.id}` has other things to answer or to choose than before; give it a new id."
    elif moved := sorted(
        text for text, place in _texts(new).items() if _texts(old).get(text, place) != place
    ):
        yield (
            f"In question `{old.id}`, “{moved[0]}” stands at another place than before; "
            "give everything that moved its old letter (a, b, c, …) as `id`."
        )


def _ids(asked: Asked) -> set[tuple[str, ...]]:
    return {(part.id, part.kind, *sorted(option.id for option in part.options)) for part in asked.parts}


def _texts(asked: Asked) -> dict[str, str]:
    """What is to be chosen or matched, by text, with its id."""
    labels = {part.label: part.id for part in asked.parts if part.label}
    options = {option.text: option.id for part in asked.parts for option in part.options}
    return options if asked.table or any(part.token for part in asked.parts) else labels | options
