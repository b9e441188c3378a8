"""What is wrong with values of a quiz file, as sentences that an author can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from graders.quiz.source import Path
from graders.quiz.types import NAMES


def place_of(loc: Iterable[str | int], raw: Any) -> Path:
    """`loc` without what pydantic adds to it: names of types and of validators, which no file holds."""
    loc = tuple(loc)
    place: list[str | int] = []
    current = raw
    for position, step in enumerate(loc):
        is_there = isinstance(current, dict) and step in current
        if is_there or (isinstance(current, list) and isinstance(step, int) and step < len(current)):
            current = current[step]
            place.append(step)
        elif position == len(loc) - 1 and isinstance(step, str) and step.isidentifier():
            place.append(step)
    return tuple(place)


def is_idle(error: Any) -> bool:
    """True for a list that is called too short only because an item of it is wrong, which is told already."""
    return error["type"] == "too_short" and bool(len(error["input"]) >= error["ctx"]["min_length"])


def type_problem(said: Any) -> str:
    """What is wrong with the type of a question."""
    if not said:
        return f"`type` is missing; known are {', '.join(NAMES)}."
    close = get_close_matches(str(said), NAMES, 1)
    hint = f"did you mean `{close[0]}`?" if close else f"known are {', '.join(NAMES)}."
    return f"`{said}` is not a type of question; {hint}"


def _known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys of the mappings that may stand at `path` inside `model`."""
    models = [model]
    for step in path:
        if isinstance(step, str):
            models = [
                inner
                for one in models
                for name, field in one.model_fields.items()
                if step in (name, field.alias)
                for inner in _models_in((field.annotation, *field.metadata))
            ] or models
    return [field.alias or name for one in models for name, field in one.model_fields.items()]


def _models_in(annotations: Iterable[Any]) -> Iterator[type[BaseModel]]:
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
        else:
            yield from _models_in(get_args(annotation))


_PLAIN = {
    "missing": "is missing.",
    "too_short": "needs at least {min_length}.",
    "too_long": "may have {max_length} at most.",
    "tuple_type": "must be a list.",
    "dict_type": "must be a mapping: names, each with its value.",
    "value_error": "{error}.",
}


def sentence_of(error: Any, place: Path, model: type[BaseModel]) -> str:
    """What an author can do about an error of pydantic's."""
    key = next((step for step in reversed(place) if isinstance(step, str)), "")
    context = error.get("ctx", {})
    match error["type"]:
        case kind if kind in _PLAIN:
            return f"`{key}` {_PLAIN[kind].format(**context)}"
        case "extra_forbidden":
            known = _known_keys(model, place[:-1])
            close = get_close_matches(key, known, 1)
            hint = f"did you mean `{close[0]}`?" if close else f"known are {', '.join(known)}."
            return f"`{key}` is not a key here; {hint}"
        case "literal_error":
            return f"`{key}` must be one of {context['expected'].replace(chr(39), '')}."
        case "union_tag_not_found" | "union_tag_invalid":
            expected = context.get("expected_tags", "choice, number, text").replace(chr(39), "")
            return f"`type` is missing or unknown; known are {expected}."
        case "model_type":
            return f"`{key}` must be a mapping with {', '.join(_known_keys(model, place))}."
        case _:
            return f"`{key}`: {error['msg']}."
