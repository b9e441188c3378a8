"""A whole course folder: an assignment becomes a week, its notebooks the week's exercises, and people come beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graders.exercise import ExerciseError, read
from graders.importers.brought import Brought
from graders.importers.exercises import free_name
from graders.importers.nbgrader import tables
from graders.importers.nbgrader.assignments import (
    Assignment,
    Written,
    brought_of,
    find_notebooks,
    write_assignment,
)
from graders.importers.nbgrader.gradebook import Gradebook, Person, read_gradebook
from graders.importers.nbgrader.handed_in import HandedIn, find_handed_in
from graders.importers.nbgrader.notebooks import failed
from graders.importers.nbgrader.options import Options
from graders.importers.toml import document
from graders.pool.interface import Grader

Step = Callable[[str, int, int], None]
"""Hears what is being written, how many assignments are done, of how many."""

_DATABASE = "gradebook.db"
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class _Week:
    """One assignment on its way: the name of its folder, and of the folder of each notebook."""

    assignment: Assignment
    slug: str
    exercises: dict[str, str]


def import_course(source: Path, target: Path, *, options: Options, grader: Grader, step: Step) -> Brought:
    """Write `target/<course>/` to publish, and beside it people, dates, notebooks handed in, and marks.

    Raises ImportFailed where no assignment could be written.
    """
    gradebook, notes = _gradebook(source, options)
    weeks = _weeks(source, options, gradebook)
    if not weeks:
        raise failed(source.name, f"There is no notebook in the folders of {options.source_folder}/.")
    course = target / free_name(options.course_id or source.name, set())
    written = _write_weeks(weeks, course, options, grader, step)
    brought = brought_of(written)
    _write_course(course, source, options, weeks, written)
    slugs = _slugs(weeks, written)
    beside = _write_beside(source, target, options, gradebook, slugs)
    return Brought(
        exercises=brought.exercises,
        carried=beside.carried,
        left_out=(*brought.left_out, *beside.left_out),
        for_a_person=(*notes, *_other_points(course, weeks, written, gradebook), *beside.for_a_person),
        platform_failed=brought.platform_failed,
    )


# ---------------------------------------------------------------- what there is


def _gradebook(source: Path, options: Options) -> tuple[Gradebook, list[str]]:
    path = source / _DATABASE
    if options.db_url:
        url = urlsplit(options.db_url)
        path = Path(unquote(url.path).replace("//", "/", 1)) if url.scheme == "sqlite" else Path()
        if not path.is_file() or not path.resolve().is_relative_to(source):
            return Gradebook(), [
                f"{options.db_url.split('@')[-1]}: only a SQLite file in the course folder is read."
            ]
    if not path.is_file():
        return Gradebook(), [f"There is no {_DATABASE}: no due dates and no marks were brought."]
    return read_gradebook(path), []


def _weeks(source: Path, options: Options, gradebook: Gradebook) -> list[_Week]:
    """In the order of their due dates, then of their names."""
    due = gradebook.due or {}
    folders = [
        path for path in (source / options.source_folder).iterdir() if path.is_dir() and path.name[0] != "."
    ]
    folders = sorted(folders, key=lambda path: (due.get(path.name, _LATEST), path.name))
    assignments = [
        Assignment(name=path.name, folder=path, notebooks=notebooks, course=source)
        for path in folders
        if not path.is_symlink() and (notebooks := find_notebooks(path))
    ]
    often = Counter(free_name(path.stem, set()) for each in assignments for path in each.notebooks)
    weeks: set[str] = set()
    taken: set[str] = set()
    return [
        _Week(
            assignment=each,
            slug=free_name(each.name, weeks),
            exercises={
                path.stem: free_name(_exercise_name(each, path, often), taken) for path in each.notebooks
            },
        )
        for each in assignments
    ]


def _exercise_name(assignment: Assignment, path: Path, often: Counter[str]) -> str:
    """A course has each name once; notebooks are often called the same in every assignment."""
    return path.stem if often[free_name(path.stem, set())] == 1 else f"{assignment.name}-{path.stem}"


# ---------------------------------------------------------------- what is published


def _write_weeks(
    weeks: list[_Week], course: Path, options: Options, grader: Grader, step: Step
) -> list[Written]:
    written = []
    for number, week in enumerate(weeks):
        step(week.assignment.name, number, len(weeks))
        targets = {stem: course / week.slug / name for stem, name in week.exercises.items()}
        written.append(write_assignment(week.assignment, targets, options, grader))
    return written


def _write_course(
    course: Path, source: Path, options: Options, weeks: list[_Week], written: list[Written]
) -> None:
    course.mkdir(parents=True, exist_ok=True)
    kept = [(week, each) for week, each in zip(weeks, written, strict=True) if each.exercises]
    settings = {
        "title": options.course_id or source.name,
        "description": "",
        "language": "en",
        "environment": options.environment,
        "weeks": [week.slug for week, _ in kept],
    }
    (course / "course.toml").write_text(document(settings), encoding="utf-8")
    for week, each in kept:
        names = [week.exercises[stem] for stem in each.exercises]
        table = {"title": week.assignment.name, "summary": "", "exercises": names}
        (course / week.slug / "week.toml").write_text(document(table), encoding="utf-8")


def _slugs(weeks: list[_Week], written: list[Written]) -> dict[tuple[str, str], str]:
    return {
        (week.assignment.name, stem): week.exercises[stem]
        for week, each in zip(weeks, written, strict=True)
        for stem in each.exercises
    }


def _other_points(
    course: Path, weeks: list[_Week], written: list[Written], gradebook: Gradebook
) -> Iterator[str]:
    """Questions that are worth something else in the gradebook than in the source."""
    for week, each in zip(weeks, written, strict=True):
        for stem in each.exercises:
            points = _points_of(course / week.slug / week.exercises[stem])
            for (assignment, notebook, name), maximum in (gradebook.points or {}).items():
                if (assignment, notebook) == (week.assignment.name, stem) and points.get(
                    name, maximum
                ) != maximum:
                    yield (
                        f"{week.exercises[stem]}, `{name}`: worth {points[name]:g} in the source and "
                        f"{maximum:g} in {_DATABASE}; the source was taken."
                    )


def _points_of(folder: Path) -> dict[str, float]:
    try:
        return {question.name: question.points for question in read(folder).questions}
    except ExerciseError:  # tests with magics, until the trial has seen to it
        return {}


# ---------------------------------------------------------------- what lies beside


def _write_beside(
    source: Path, target: Path, options: Options, gradebook: Gradebook, slugs: dict[tuple[str, str], str]
) -> Brought:
    notebooks: dict[str, set[str]] = {}
    for assignment, notebook in slugs:
        notebooks.setdefault(assignment, set()).add(notebook)
    left_out: list[str] = []
    submitted = source / options.submitted_folder
    found = list(find_handed_in(submitted, notebooks, gradebook.handed_in or {}, left_out))
    people = _people(gradebook, {one.student for one in found})
    if not (people or found or gradebook.marks):
        return Brought(exercises=(), left_out=tuple(left_out))
    tables.write_people(target, people)
    tables.write_dates(target, slugs, gradebook)
    tables.write_handed_in(target, found, slugs, gradebook)
    lost = tables.write_marks(target, gradebook.marks, slugs)
    counts = (len(people), len(found), len(gradebook.marks) - lost)
    carried = (
        "{} people in people.csv, {} notebooks in handed-in.csv, {} marks and comments in marks.csv".format(
            *counts
        )
    )
    return Brought(
        exercises=(),
        carried=(carried,),
        left_out=tuple(left_out),
        for_a_person=tuple(_worth_a_look(found, gradebook, lost)),
    )


def _worth_a_look(found: list[HandedIn], gradebook: Gradebook, lost: int) -> Iterator[str]:
    without = sum(one.at is None for one in found)
    if without:
        yield f"{without} notebooks have no time in the gradebook or a timestamp.txt: nobody knows whether they were late."
    if lost:
        yield f"{lost} marks belong to questions of notebooks that were not brought."
    extra = sum(bool(mark.extra_credit) for mark in gradebook.marks)
    if extra:
        yield f"{extra} questions have extra credit, which stands in marks.csv; there is none here."


def _people(gradebook: Gradebook, students: set[str]) -> list[Person]:
    known = {one.id for one in gradebook.people}
    return [*gradebook.people, *(Person(id=name) for name in sorted(students - known))]
