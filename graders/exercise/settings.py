"""Read `exercise.toml`: only `title` is required, and everything wrong with it is told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from graders.exercise.model import Attempts, Limits, NbgraderRules, Reveal
from graders.problem import Problem

FILE = "exercise.toml"
_KINDS = ("notebook", "prediction")
_PREDICTIONS_PER_DAY = 5  # where the author says nothing
_ISOLATIONS = ("separate", "shared")
_COUNTS = ("best", "last")
_NBGRADER = {"impossible_score": ("error", "full"), "score_over_maximum": ("full", "error")}
_SCORES = ("at_once", "after_due", "after_close", "by_hand")
_LIMIT_RANGES: dict[str, tuple[float, float]] = {
    "run_seconds": (1, 3600),
    "cell_seconds": (1, 3600),
    "memory_mib": (256, 65536),
    "tasks": (8, 4096),
    "workdir_mib": (1, 16384),
    "workdir_files": (16, 1_000_000),
    "open_files": (32, 65536),
    "cell_stream_kib": (1, 16384),
    "notebook_stream_kib": (1, 16384),
    "rich_mib": (0, 24),
    "submission_mib": (0.01, 64),
    "submission_cells": (1, 20000),
    "submission_nesting": (8, 512),
    "message_mib": (1, 512),
    "call_seconds": (0.1, 3600),
}
_TYPES = {
    "title": str,
    "summary": str,
    "environment": str,
    "stop_on_error": bool,
    "data_beside_notebook": bool,
}
_WHOLE_LIMITS = frozenset(item.name for item in fields(Limits) if item.type == "int")

Complain = Callable[[str, str], None]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`exercise.toml`, checked, with every default filled in."""

    title: str
    kind: str = "notebook"
    summary: str = ""
    environment: str = "ml-base"
    isolation: str = "separate"
    seed: int = 0
    stop_on_error: bool = False
    data_beside_notebook: bool = False
    limits: Limits = Limits()
    attempts: Attempts = Attempts()
    reveal: Reveal = Reveal()
    prediction: dict[str, Any] = field(default_factory=dict)
    nbgrader: NbgraderRules = NbgraderRules()


def parse_settings(text: str) -> tuple[Settings, list[Problem]]:
    """The settings in `text` and all that is wrong with them; a wrong value is replaced by its default."""
    problems: list[Problem] = []
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(title=""), [_syntax_problem(error)]

    def complain(key: str, sentence: str) -> None:
        problems.append(Problem(file=FILE, line=_line_of(text, key), sentence=sentence))

    predicts = table.get("kind") == "prediction"
    limits = Limits(**_section(table, "limits", Limits(), _check_limit, complain))
    settings = Settings(
        **_top_level(table, complain),
        limits=limits,
        attempts=Attempts(
            **({"per_day": _PREDICTIONS_PER_DAY} if predicts else {})
            | _section(table, "attempts", Attempts(), _check_attempts, complain)
        ),
        reveal=Reveal(
            **({"score": "after_close"} if predicts else {})
            | _section(table, "reveal", Reveal(), _check_late_reveal if predicts else _check_reveal, complain)
        ),
        prediction=_prediction(table, complain),
        nbgrader=NbgraderRules(**_section(table, "nbgrader", NbgraderRules(), _check_nbgrader, complain)),
    )
    if limits.cell_seconds > limits.run_seconds and "cell_seconds" in table.get("limits", {}):
        complain("cell_seconds", f"`cell_seconds` ({limits.cell_seconds:g}) is longer than `run_seconds`.")
    return settings, problems


def _syntax_problem(error: tomllib.TOMLDecodeError) -> Problem:
    place = re.search(r"\(at line (\d+), column \d+\)", str(error))
    sentence = f"This is not valid TOML: {str(error).partition(' (at ')[0]}."
    return Problem(file=FILE, line=int(place[1]) if place else 0, sentence=sentence)


def _line_of(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*(\[\s*{re.escape(key)}\s*\]|[\"']?{re.escape(key)}[\"']?\s*[=.])", line):
            return number
    return 0


def _top_level(table: dict[str, Any], complain: Complain) -> dict[str, Any]:
    known = {item.name for item in fields(Settings)}
    for key in table.keys() - known:
        complain(key, f"`{key}` is not a setting; known are {', '.join(sorted(known))}.")
    if not isinstance(table.get("title"), str) or not table["title"].strip():
        complain("title", '`title` is missing: write title = "…".')
    values: dict[str, Any] = {"title": "", "seed": 0}
    for key, kind in _TYPES.items():
        _take(table, key, kind, values, complain)
    _take(table, "seed", int, values, complain)
    if not 0 <= values["seed"] < 2**32:
        complain("seed", "`seed` must be from 0 to 4294967295.")
    for key, choices in {"kind": _KINDS, "isolation": _ISOLATIONS}.items():
        _take_choice(table, key, choices, values, complain)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", values.get("environment", "ml-base")):
        complain("environment", "`environment` must be a name of small letters, digits and hyphens.")
    return values


def _take(table: dict[str, Any], key: str, kind: type, values: dict[str, Any], complain: Complain) -> None:
    if key not in table:
        return
    if type(table[key]) is kind:
        values[key] = table[key]
    elif key != "title":
        wanted = {str: "text", int: "a whole number", bool: "true or false"}[kind]
        complain(key, f"`{key}` must be {wanted}.")


def _take_choice(
    table: dict[str, Any], key: str, choices: tuple[str, ...], values: dict[str, Any], complain: Complain
) -> None:
    if key not in table:
        return
    if table[key] in choices:
        values[key] = table[key]
    else:
        complain(key, f"`{key}` must be one of: {', '.join(choices)}.")


def _section(
    table: dict[str, Any],
    name: str,
    defaults: Limits | Attempts | Reveal | NbgraderRules,
    check: Callable[[str, Any], str],
    complain: Complain,
) -> dict[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        complain(name, f"`{name}` must be a table: [{name}].")
        return {}
    known = {item.name: getattr(defaults, item.name) for item in fields(defaults)}
    accepted: dict[str, Any] = {}
    for key, value in section.items():
        if key not in known:
            complain(key, f"`{key}` is not a setting of [{name}]; known are {', '.join(sorted(known))}.")
        elif not _same_kind(value, known[key]):
            complain(key, f"`{key}` must be {_wanted(known[key])}.")
        elif sentence := check(key, value):
            complain(key, sentence)
        else:
            accepted[key] = value
    return accepted


def _same_kind(value: Any, default: Any) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    return isinstance(value, int | float if isinstance(default, int | float) else type(default))


def _wanted(default: Any) -> str:
    if isinstance(default, bool):
        return "true or false"
    return "a number" if isinstance(default, int | float) else "text"


def _check_limit(key: str, value: float) -> str:
    low, high = _LIMIT_RANGES[key]
    if not low <= value <= high:
        return f"`{key}` must be from {low:g} to {high:g}."
    if key in _WHOLE_LIMITS and not float(value).is_integer():
        return f"`{key}` must be a whole number."
    return ""


def _check_attempts(key: str, value: Any) -> str:
    if key == "counts":
        return "" if value in _COUNTS else f"`counts` must be one of: {', '.join(_COUNTS)}."
    if not float(value).is_integer() or value < 0:
        return f"`{key}` must be a whole number, 0 or more (0 means no bound)."
    return ""


def _prediction(table: dict[str, Any], complain: Complain) -> dict[str, Any]:
    """The table `[prediction]` as it stands; `graders.exercise.prediction` looks into it."""
    section = table.get("prediction", {})
    if not isinstance(section, dict):
        complain("prediction", "`prediction` must be a table: [prediction].")
    elif bool(section) is (table.get("kind") == "prediction"):
        return section
    elif section:
        complain("prediction", '[prediction] is for exercises with `kind = "prediction"`.')
    else:
        complain("kind", "A prediction exercise needs a table [prediction].")
    return {}


def _check_late_reveal(key: str, value: Any) -> str:
    """Whoever saw private scores while she may still hand in could tune her predictions to them."""
    if key == "score" and value in ("at_once", "after_due"):
        return "`score` of a prediction exercise must be after_close or by_hand: the private rows stay hidden until then."
    return _check_reveal(key, value)


def _check_reveal(key: str, value: Any) -> str:
    if key == "score" and value not in _SCORES:
        return f"`score` must be one of: {', '.join(_SCORES)}."
    return ""


def _check_nbgrader(key: str, value: Any) -> str:
    choices = _NBGRADER.get(key, (value,))
    return "" if value in choices else f"`{key}` must be one of: {', '.join(choices)}."
