"""One question tried out: drawn, met and solved with many seeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graders.check.finding import Finding, Severity
from graders.quiz.asked import Asked
from graders.quiz.drawing import ask
from graders.quiz.formulas import FormulaError
from graders.quiz.model import Question
from graders.quiz.reading import use_everything
from graders.quiz.types import kind_of
from graders.quiz.variant import Variant, variant_of


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The question with one seed."""

    variant: Variant
    asked: Asked

    @property
    def drawn(self) -> str:
        """What was drawn, for a sentence: "" or " with tp = 3"."""
        values = ", ".join(f"{name} = {value}" for name, value in self.variant.drawn.items())
        return f" with {values}" if values else ""

    @property
    def shown(self) -> str:
        """Everything the learner reads before answering."""
        asked = self.asked
        texts = [asked.text, asked.hint, asked.code]
        texts += [text for part in asked.parts for text in (part.label, *(one.text for one in part.options))]
        if asked.table:
            texts += [*asked.table.rows, *asked.table.columns, asked.table.corner]
            texts += [cell.get("text", "") for row in asked.table.cells for cell in row]
        return "\n".join(texts)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question and its trials; `broken` is the first draw that has no value."""

    place: str
    question: Question
    trials: tuple[Trial, ...]
    broken: str = ""

    def finding(self, severity: Severity, rule: str, sentence: str) -> Finding:
        """A finding about this question."""
        return Finding(severity=severity, rule=rule, place=self.place, sentence=sentence)

    def unfair(self, rule: str, sentence: str) -> Finding:
        """Something that would wrong a learner."""
        return self.finding(Severity.UNFAIR, rule, sentence)

    def weak(self, rule: str, sentence: str) -> Finding:
        """Something that could be better."""
        return self.finding(Severity.WEAK, rule, sentence)

    def distinct(self) -> Iterator[Trial]:
        """One trial for each different draw."""
        seen = set()
        for trial in self.trials:
            key = tuple(trial.variant.drawn.items())
            if key not in seen:
                seen.add(key)
                yield trial


def try_out(question: Question, *, seeds: range, shuffle: bool, place: str) -> Tried:
    """The question with every seed of `seeds`, up to the first that breaks it."""
    trials: list[Trial] = []
    for seed in seeds:
        try:
            trial, broken = _try(question, seed=seed, shuffle=shuffle)
        except FormulaError as error:
            broken = str(error)
        if broken:
            return Tried(
                place=place, question=question, trials=tuple(trials), broken=f"seed {seed}: {broken}"
            )
        trials.append(trial)
    return Tried(place=place, question=question, trials=tuple(trials))


def _try(question: Question, *, seed: int, shuffle: bool) -> tuple[Trial, str]:
    variant = variant_of(question, seed=seed, shuffle=shuffle)
    trial = Trial(variant=variant, asked=ask(question, variant))
    problem = kind_of(question).variant_problem(question, variant.values)
    if not problem:
        use_everything(question, variant)
    return trial, f"{trial.drawn.removeprefix(' ')}, {problem}" if problem else ""
