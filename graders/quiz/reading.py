"""Read a quiz file whole, and tell everything that is wrong with it at once, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from graders.problem import Problem
from graders.quiz.drawing import ask
from graders.quiz.fields import Code, FormulaText, Template
from graders.quiz.formulas import FormulaError, evaluate, names
from graders.quiz.model import Pool, Question, QuizError, Settings
from graders.quiz.quiz import MAX_QUESTIONS, Quiz
from graders.quiz.source import Path, Source, read_source
from graders.quiz.telling import is_idle, place_of, sentence_of, type_problem
from graders.quiz.templates import template_names, templates
from graders.quiz.types import MODELS, NAMES, AnyQuestion, kind_of
from graders.quiz.variables import Derived, ordered, range_problems
from graders.quiz.variant import Variant, variant_of

TRIAL_SEEDS = range(5)
_QUESTION: TypeAdapter[Question] = TypeAdapter(AnyQuestion)


def read_quiz(text: str, *, name: str) -> Quiz:
    """The quiz in `text`; `name` is what problems call the file. Raises QuizError with every problem found."""
    return _Reader(name).read(text.removeprefix("\ufeff"))


class _Reader:
    """One file being read: collects what is wrong."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._problems: dict[Problem, None] = {}
        self._source = Source(values=None)

    def read(self, text: str) -> Quiz:
        self._source = read_source(text, self._complain_at)
        self._stop_on_problems()
        raw = self._source.values
        if not isinstance(raw, dict):
            self._complain((), "A quiz is a mapping with at least `title` and `questions`.")
            self._stop_on_problems()
        settings = self._settings({key: value for key, value in raw.items() if key != "questions"})
        numbered = self._questions(raw.get("questions"))
        self._check_ids(numbered)
        for index, question in numbered:
            self._check_question(index, question)
        if settings:
            self._check_settings(settings, [question for _, question in numbered])
        self._stop_on_problems()
        assert settings
        return Quiz.model_construct(
            _fields_set={*settings.model_fields_set, "questions"},
            **dict(settings),
            questions=tuple(question for _, question in numbered),
        )

    def _complain_at(self, line: int, sentence: str) -> None:
        self._problems[Problem(file=self._name, line=line, sentence=sentence)] = None

    def _complain(self, path: Path, sentence: str) -> None:
        self._complain_at(self._source.line(path), sentence)

    def _stop_on_problems(self) -> None:
        if self._problems:
            raise QuizError(tuple(sorted(self._problems, key=lambda problem: problem.line)))

    def _settings(self, raw: dict[str, Any]) -> Settings | None:
        try:
            return Settings.model_validate(raw)
        except ValidationError as error:
            self._tell(error, (), raw, Quiz)
            return None

    def _questions(self, raw: Any) -> list[tuple[int, Question]]:
        if not isinstance(raw, list) or not 1 <= len(raw) <= MAX_QUESTIONS:
            self._complain(("questions",), f"`questions` must be a list of 1 to {MAX_QUESTIONS} questions.")
            return []
        questions = [(index, self._question(index, one)) for index, one in enumerate(raw)]
        return [(index, question) for index, question in questions if question]

    def _question(self, index: int, raw: Any) -> Question | None:
        path: Path = ("questions", index)
        if not isinstance(raw, dict):
            self._complain(path, "A question is a mapping with `id`, `type`, `text` and more.")
            return None
        if raw.get("type") not in NAMES:
            self._complain((*path, "type") if "type" in raw else path, type_problem(raw.get("type")))
            return None
        try:
            return _QUESTION.validate_python(raw)
        except ValidationError as error:
            self._tell(error, path, raw, MODELS[raw["type"]])
            return None

    def _tell(self, error: ValidationError, path: Path, raw: dict[str, Any], model: type[BaseModel]) -> None:
        for one in error.errors(include_url=False):
            loc = one["loc"][1:] if path else one["loc"]  # in a question the first step is its type
            place = place_of(loc, raw)
            if not is_idle(one):
                self._complain((*path, *place), sentence_of(one, place, model))

    def _check_ids(self, numbered: list[tuple[int, Question]]) -> None:
        counts = Counter(question.id for _, question in numbered)
        for index, question in numbered:
            if counts[question.id] > 1:
                self._complain(("questions", index, "id"), f"The id `{question.id}` is used more than once.")

    def _check_question(self, index: int, question: Question) -> None:
        path: Path = ("questions", index)
        before = len(self._problems)
        kind_of(question).problems(
            question, lambda inside, sentence: self._complain((*path, *inside), sentence)
        )
        if question.points <= 0 or question.points > 1000 or question.points.as_tuple().exponent < -2:  # type: ignore[operator]
            self._complain(
                (*path, "points"),
                "`points` must be above 0, 1000 at most, with two decimal places at most.",
            )
        if question.pool and question.credit == "void":
            self._complain(
                (*path, "credit"),
                "A question of a pool cannot be void, or papers would differ in points; write `credit: everyone`.",
            )
        self._check_variables(path, question)
        if len(self._problems) == before:
            self._try_out(path, question)

    def _check_variables(self, path: Path, question: Question) -> None:
        for name, sentence in range_problems(question.variables):
            self._complain((*path, "variables", name), sentence)
        try:
            ordered(question.variables)
        except FormulaError as error:
            self._complain((*path, "variables"), f"This cannot be drawn: {error}.")
        used: set[str] = set()
        for place, text in walk(question):
            read = self._names_in((*path, *place), text, has_variables=bool(question.variables))
            for name in sorted(read - question.variables.keys()):
                close = get_close_matches(name, question.variables, 1)
                hint = f"; did you mean `{close[0]}`?" if close else "; add it to `variables`."
                self._complain(
                    (*path, *place), f"`{name}` is used, but is not a variable of this question{hint}"
                )
            used |= read
        for name in question.variables:
            if name not in used:
                self._complain((*path, "variables", name), f"The variable `{name}` is not used.")

    def _names_in(self, path: Path, text: str, *, has_variables: bool) -> frozenset[str]:
        try:
            if isinstance(text, FormulaText):
                return names(text)
            if has_variables:
                return template_names(text)
        except FormulaError as error:
            self._complain(path, f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return frozenset()
        if isinstance(text, Code):
            return frozenset()
        return frozenset(formula for formula, _ in templates(text) if formula.isidentifier())

    def _try_out(self, path: Path, question: Question) -> None:
        """Draw a few variants, so that what holds only for some values is found before a learner finds it."""
        for seed in TRIAL_SEEDS:
            try:
                variant = variant_of(question, seed=seed, shuffle=True)
                problem = kind_of(question).variant_problem(question, variant.values)
                if not problem:
                    use_everything(question, variant)
            except FormulaError as error:
                problem = str(error)
            if problem:
                self._complain(path, f"Question `{question.id}`{_drawn(question, seed)}: {problem}.")
                return

    def _check_settings(self, settings: Settings, questions: list[Question]) -> None:
        if settings.attempts < 0:
            self._complain(("attempts",), "`attempts` must be 0 (no bound) or more.")
        if settings.time_limit_minutes is not None and not 0 < settings.time_limit_minutes <= 1440:
            self._complain(("time_limit_minutes",), "`time_limit_minutes` must be above 0, 1440 at most.")
        for index, pool in enumerate(settings.pools):
            self._check_pool(("pools", index), pool, [one for one in questions if one.pool == pool.name])
        known = {pool.name for pool in settings.pools}
        for number, question in enumerate(questions):
            if question.pool and question.pool not in known:
                self._complain(
                    ("questions", number, "pool"), f"There is no pool `{question.pool}` in `pools`."
                )
        for name, count in Counter(pool.name for pool in settings.pools).items():
            if count > 1:
                self._complain(("pools",), f"The pool `{name}` is defined twice.")

    def _check_pool(self, path: Path, pool: Pool, members: list[Question]) -> None:
        if not 1 <= pool.draw <= len(members):
            self._complain(
                path,
                f"`draw` of pool `{pool.name}` must be from 1 to the number of its questions ({len(members)}).",
            )
        if len({question.points for question in members}) > 1:
            self._complain(
                path,
                f"The questions of pool `{pool.name}` must be worth the same, or papers differ in points.",
            )


def use_everything(question: Question, variant: Variant) -> None:
    """Meet the question and fill all of its texts. Raises FormulaError."""
    kind_of(question).solve(question, variant, ask(question, variant))
    for _, text in walk(question):
        if isinstance(text, FormulaText):
            evaluate(text, variant.values)
        else:
            variant.fill(text)


def _drawn(question: Question, seed: int) -> str:
    if not question.variables:
        return ""
    try:
        variant = variant_of(question, seed=seed, shuffle=True)
    except FormulaError:
        return ""
    return " with " + ", ".join(f"{name} = {value}" for name, value in variant.drawn.items())


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text and formula inside a question that may read variables, with its path."""
    if isinstance(value, Template | FormulaText):
        yield path, value
    elif isinstance(value, Derived):
        yield path, value.formula
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from walk(getattr(value, key), (*path, key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
