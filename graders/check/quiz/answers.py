"""Rules about answers: right ones earn all, wrong ones do not, tolerances can be met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from graders.check.finding import Finding
from graders.check.quiz.trials import Trial, Tried
from graders.quiz.answering import parse
from graders.quiz.blanks import NumberBlank
from graders.quiz.formulas import FormulaError, number
from graders.quiz.marking import mark, solve
from graders.quiz.number_key import NumberKey, magnitude
from graders.quiz.reading import walk
from graders.quiz.templates import formatted, shown, templates
from graders.quiz.types import cloze, multiple, table
from graders.quiz.variables import Derived

_MANY_FIGURES = 6


def right_answers(tried: Tried) -> Iterator[Finding]:
    """The full-marks answer, sent through the form, earns all on every seed."""
    if tried.broken:
        yield tried.unfair("variants", f"It cannot be asked with {tried.broken}.")
    for trial in tried.trials:
        told = _not_all(tried, trial)
        if told:
            yield tried.unfair("right_answer", f"Seed {trial.variant.seed}{trial.drawn}: {told}")
            return


def _not_all(tried: Tried, trial: Trial) -> str:
    answer = solve(tried.question, trial.asked)
    fields = {part.field: answer[part.id] for part in trial.asked.parts if part.id in answer}
    sent = {name: [given] if isinstance(given, str) else given for name, given in fields.items()}
    entry = parse(trial.asked, sent)
    if entry.problems:
        return f"the right answer is no valid entry: {next(iter(entry.problems.values()))}"
    marked = mark(tried.question, trial.asked, entry.value)
    if marked.points < marked.possible:
        return f"the right answer earns {marked.points} of {marked.possible} points."
    return ""


def _number_keys(tried: Tried) -> Iterator[tuple[str, NumberKey]]:
    question = tried.question
    if isinstance(question, NumberKey):
        yield "", question
    if isinstance(question, cloze.Question | table.Question):
        for name, blank in question.blanks.items():
            if isinstance(blank, NumberBlank):
                yield f" in {name}", blank


def tolerances(tried: Tried) -> Iterator[Finding]:
    """Tolerances that nobody can meet by hand, or that let nothing be wrong."""
    for where, key in _number_keys(tried):
        yield from _first(_tolerance(tried, trial, where, key) for trial in tried.trials)
        yield from _first(_rounded_inputs(tried, trial, where, key) for trial in tried.trials)


def _first(found: Iterator[Finding | None]) -> Iterator[Finding]:
    finding = next((one for one in found if one), None)
    if finding:
        yield finding


def _tolerance(tried: Tried, trial: Trial, where: str, key: NumberKey) -> Finding | None:
    answer = number(key.answer, trial.variant.values)
    margin = key.margin(answer)
    if answer and margin >= abs(answer):
        return tried.weak(
            "tolerance",
            f"The tolerance{where} is so wide that 0 is right{trial.drawn}: the answer is {shown(answer)}.",
        )
    figures = magnitude(answer) - magnitude(margin) if answer and margin else _figures(answer)
    if figures > _MANY_FIGURES:
        return tried.weak(
            "tolerance",
            f"The answer{where} must be given to {figures} significant figures{trial.drawn}: {shown(answer)}; is that meant?",
        )
    return None


def _figures(answer: Fraction) -> int:
    digits = shown(answer).partition("e")[0].lstrip("-0.").replace(".", "")
    return len(digits.rstrip("0"))


def _rounded_inputs(tried: Tried, trial: Trial, where: str, key: NumberKey) -> Finding | None:
    """A learner can only calculate with the numbers that she is shown."""
    rounded = _seen_rounded(tried, trial)
    if not rounded:
        return None
    exact = number(key.answer, trial.variant.values)
    try:
        by_hand = number(key.answer, {**trial.variant.values, **rounded})
    except FormulaError:
        return None
    if abs(by_hand - exact) <= key.margin(exact):
        return None
    return tried.unfair(
        "rounded_inputs",
        f"With the rounded numbers in the text{trial.drawn} a learner finds {shown(by_hand)}{where}, but {shown(exact)} is right; "
        "widen the tolerance or show more digits.",
    )


def _seen_rounded(tried: Tried, trial: Trial) -> dict[str, Fraction]:
    """Variables that are shown, but only rounded, with the value that is seen."""
    seen: dict[str, Fraction] = {}
    exact: set[str] = set()
    for path, text in walk(tried.question):
        if path[0] in ("explanation", "feedback", "wrong_answers", "answer", "require", "variables"):
            continue
        for name, form in templates(text):
            value = trial.variant.values.get(name)
            if not isinstance(value, Fraction):
                continue
            read = _read(formatted(value, form)) if form else value
            if read == value:
                exact.add(name)
            elif read is not None:
                seen[name] = read
    return {name: value for name, value in seen.items() if name not in exact}


def _read(text: str) -> Fraction | None:
    try:
        number = Fraction(Decimal(text.replace(",", "").removesuffix("%")))
    except InvalidOperation:
        return None
    return number / 100 if text.endswith("%") else number


def hidden_variables(tried: Tried) -> Iterator[Finding]:
    """What is drawn and decides the answer must be seen."""
    question = tried.question
    seen: set[str] = set()
    for path, text in walk(question):
        if path[0] in (
            "text",
            "code",
            "options",
            "pairs",
            "distractors",
            "items",
            "cells",
            "rows",
            "columns",
            "blanks",
        ):
            for formula, _ in templates(text):
                seen |= _reach(question.variables, formula)
    for name, variable in question.variables.items():
        if not isinstance(variable, Derived) and name not in seen:
            yield tried.unfair(
                "hidden_variable", f"The variable `{name}` is drawn, but a learner never sees it."
            )


def _reach(variables: Mapping[str, object], formula: str) -> set[str]:
    """The variables that a formula reads, and those that they are derived from."""
    found: set[str] = set()
    waiting = set(re.findall(r"[A-Za-z_]\w*", formula))
    while waiting:
        name = waiting.pop()
        variable = variables.get(name)
        if variable is None or name in found:
            continue
        found.add(name)
        if isinstance(variable, Derived):
            waiting |= set(re.findall(r"[A-Za-z_]\w*", variable.formula))
    return found


def choosing_everything(tried: Tried) -> Iterator[Finding]:
    """Who ticks every option should not do well."""
    question = tried.question
    if not isinstance(question, multiple.Question):
        return
    right, options = len(question.right), len(question.options)
    earned = multiple.share(
        question.scoring, right=right, wrong=options - right, of_right=right, of_wrong=options - right
    )
    if earned > Fraction(1, 2):
        yield tried.weak(
            "ticking_all",
            f"Who ticks every option earns {shown(100 * earned)} % of the points; add wrong options or use another `scoring`.",
        )
