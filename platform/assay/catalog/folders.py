"""A course folder, read whole: course.toml, the weeks, their exercises, and everything wrong with them at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assay.catalog.environments import environment_digest
from assay.catalog.pictures import picture_problems, with_pictures
from graders.exercise import Exercise, ExerciseError, Problem, read
from graders.quiz import Quiz, QuizError, read_quiz

_WEEK_NUMBER = re.compile(r"week-0*(\d+)")
_QUIZ_FILE = "quiz.yaml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class QuizFile:
    """The `quiz.yaml` of a week, its pictures put into the text."""

    slug: str
    text: str
    quiz: Quiz


Source = Exercise | QuizFile


@dataclass(frozen=True, kw_only=True)
class WeekFolder:
    """One week as its author wrote it."""

    slug: str
    number: int
    title: str
    summary: str
    learnt: list[str]
    reading: list[dict[str, str]]
    exercises: tuple[Exercise, ...]
    quiz: QuizFile | None

    @property
    def sources(self) -> list[Source]:
        """What the week offers, in the order of its page: the exercises, then the quiz."""
        return [*self.exercises, *([self.quiz] if self.quiz else [])]


@dataclass(frozen=True, kw_only=True)
class CourseFolder:
    """One course as its author wrote it."""

    slug: str
    title: str
    description: str
    language: str
    weeks: tuple[WeekFolder, ...]


class PublishRefused(Exception):
    """The folder is not fit to publish; `problems` holds everything found, files relative to the folder."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass
class _Reading:
    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def complain(self, file: str, sentence: str, line: int = 0) -> None:
        self.problems.append(Problem(file=file, line=line, sentence=sentence))

    def table(self, name: str) -> dict[str, Any]:
        """The TOML file `name`; an empty table where it cannot be read."""
        try:
            return tomllib.loads((self.folder / name).read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            self.complain(name, f"There is no {name} in {self.folder.name}.")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.complain(name, f"This is not valid TOML: {error}.")
        return {}

    def text(self, table: dict[str, Any], file: str, key: str, *, default: str | None = None) -> str:
        value = table.get(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        if table or default is not None:
            self.complain(file, f'`{key}` must be text: {key} = "…".')
        return ""


def read_course(folder: Path) -> CourseFolder:
    """The course in `folder`. Raises `PublishRefused` with all problems of all files."""
    reading = _Reading(folder=folder.resolve())
    table = reading.table("course.toml")
    slug = reading.folder.name
    _check_slug(reading, slug, "course.toml")
    course = CourseFolder(
        slug=slug,
        title=reading.text(table, "course.toml", "title"),
        description=reading.text(table, "course.toml", "description", default=""),
        language=reading.text(table, "course.toml", "language", default="en"),
        weeks=tuple(_weeks(reading, table)),
    )
    _check_names(reading, course)
    _refuse_problems(reading)
    return course


def read_alone(folder: Path) -> Source:
    """The exercise in `folder`, or the quiz where the folder of a week has `quiz.yaml` and no exercise of its own.

    Raises `PublishRefused`; its files are relative to the folder.
    """
    reading = _Reading(folder=folder.resolve())
    is_exercise = (folder / "exercise.toml").is_file() or not (folder / _QUIZ_FILE).is_file()
    found = _exercise(reading, "") if is_exercise else _quiz(reading, "")
    _refuse_problems(reading)
    assert found is not None
    return found


def _refuse_problems(reading: _Reading) -> None:
    if reading.problems:
        raise PublishRefused(tuple(sorted(reading.problems, key=lambda item: (item.file, item.line))))


def _weeks(reading: _Reading, table: dict[str, Any]) -> Iterator[WeekFolder]:
    names = table.get("weeks", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        reading.complain("course.toml", '`weeks` must be a list of folder names: weeks = ["week-01-…"].')
        return
    for position, name in enumerate(names, start=1):
        if not (reading.folder / name).is_dir() or "/" in name or name.startswith("."):
            reading.complain("course.toml", f"`weeks` names {name!r}, but there is no such folder.")
        else:
            _check_slug(reading, name, "course.toml")
            yield _week(reading, name, position)
    for path in sorted(reading.folder.glob("week-*/")):
        if path.name not in names:
            reading.complain("course.toml", f"The folder {path.name!r} is not in `weeks`.")


def _week(reading: _Reading, name: str, position: int) -> WeekFolder:
    file = f"{name}/week.toml"
    table = reading.table(file)
    number = _WEEK_NUMBER.match(name)
    return WeekFolder(
        slug=name,
        number=int(number[1]) if number else position,
        title=re.sub(r"^Week \d+:\s*", "", reading.text(table, file, "title")),
        summary=reading.text(table, file, "summary", default=""),
        learnt=_list_of(reading, table, file, "learnt", str),
        reading=_list_of(reading, table, file, "reading", dict),
        exercises=tuple(_exercises(reading, name, _list_of(reading, table, file, "exercises", str))),
        quiz=_quiz(reading, f"{name}/"),
    )


def _list_of(reading: _Reading, table: dict[str, Any], file: str, key: str, kind: type) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        reading.complain(file, f"`{key}` must be a list.")
        return []
    if kind is dict and not all(_is_link(item) for item in value):
        reading.complain(file, f'Each of `{key}` must be {{ title = "…", url = "https://…" }}.')
        return []
    return value


def _is_link(item: dict[str, Any]) -> bool:
    return isinstance(item.get("title"), str) and str(item.get("url", "")).startswith(("https://", "http://"))


def _exercise_folders(reading: _Reading, week: str, order: list[str]) -> list[Path]:
    """Those that `order` names, in its order, then the others by name."""
    found = sorted(path.parent for path in (reading.folder / week).glob("*/exercise.toml"))
    there = [path.name for path in found]
    for name in order:
        if name not in there:
            reading.complain(
                f"{week}/week.toml", f"`exercises` names {name!r}, but there is no such exercise."
            )
    return sorted(found, key=lambda path: order.index(path.name) if path.name in order else len(order))


def _exercises(reading: _Reading, week: str, order: list[str]) -> Iterator[Exercise]:
    for path in _exercise_folders(reading, week, order):
        if exercise := _exercise(reading, f"{week}/{path.name}/"):
            yield exercise


def _exercise(reading: _Reading, place: str) -> Exercise | None:
    """The exercise in the folder `place`, which is empty or ends with a slash."""
    folder, file = reading.folder / place, f"{place}exercise.toml"
    _check_slug(reading, folder.name, file)
    try:
        exercise = read(folder)
    except ExerciseError as error:
        for problem in error.problems:
            reading.complain(f"{place}{problem.file}", problem.sentence, problem.line)
        return None
    if not environment_digest(exercise.environment):
        reading.complain(file, f"There is no environment {exercise.environment!r}.")
    return exercise


def _quiz(reading: _Reading, place: str) -> QuizFile | None:
    """The quiz of the week in the folder `place`, which is empty or ends with a slash."""
    folder, file = reading.folder / place, f"{place}{_QUIZ_FILE}"
    path = folder / _QUIZ_FILE
    if not path.is_file():
        return None
    slug = f"{folder.name}-quiz"
    _check_slug(reading, slug, file)
    try:
        text = path.read_text(encoding="utf-8-sig")
        for line, sentence in picture_problems(text, folder):
            reading.complain(file, sentence, line)
        text = with_pictures(text, folder)
        return QuizFile(slug=slug, text=text, quiz=read_quiz(text, name=file))
    except UnicodeDecodeError as error:
        reading.complain(file, f"This is not UTF-8 text: {error.reason} at byte {error.start}.")
    except QuizError as error:
        reading.problems += error.problems
    return None


def _check_slug(reading: _Reading, name: str, file: str) -> None:
    if not _SLUG.fullmatch(name) or len(name) > 80:
        reading.complain(
            file, f"The folder name {name!r} must be small letters, digits and hyphens (at most 80)."
        )


def _check_names(reading: _Reading, course: CourseFolder) -> None:
    seen = {week.quiz.slug: f"{week.slug}/{_QUIZ_FILE}" for week in course.weeks if week.quiz}
    for week in course.weeks:
        for exercise in week.exercises:
            if exercise.name in seen:
                sentence = f"The exercise name {exercise.name!r} is used in {seen[exercise.name]} already."
                reading.complain(f"{week.slug}/{exercise.name}/exercise.toml", sentence)
            seen[exercise.name] = week.slug
