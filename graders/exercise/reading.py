"""Read one exercise folder whole, and tell everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

from graders.exercise import source as sources
from graders.exercise.files import digest, list_files
from graders.exercise.markers import find_regions, released_text
from graders.exercise.metadata import Grading, read_metadata, upgraded
from graders.exercise.model import (
    Cell,
    CellKind,
    Check,
    Exercise,
    ExerciseError,
    Part,
    Question,
    TestOutline,
)
from graders.exercise.parts import is_all_or_nothing, magic_line, split_parts
from graders.exercise.prediction import question_of, read_prediction
from graders.exercise.settings import FILE as SETTINGS_FILE
from graders.exercise.settings import Settings, parse_settings
from graders.prediction import HandedIn, Prediction
from graders.problem import Problem
from graders.report import Visibility
from graders.scoring import rounded

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_GRADED = (CellKind.TEST, CellKind.MANUAL, CellKind.TASK)


def read(folder: Path, *, exercise_id: str = "") -> Exercise:
    """The exercise in `folder`. `exercise_id` names it where the course folder around it is gone.

    Raises `ExerciseError` with every problem found, each with file and line.
    """
    folder = Path(folder)
    settings, problems = _read_settings(folder)
    files, file_problems = list_files(folder) if folder.is_dir() else ((), [])
    source_file, cells, source_problems = _read_cells(folder)
    problems += file_problems + source_problems
    if settings.data_beside_notebook:
        problems += _in_the_way(files)
    prediction = _read_prediction(folder, settings, source_file, cells, problems)
    if settings.isolation == "separate":
        problems += _magics_in_tests(source_file, cells)
    if problems:
        raise ExerciseError(tuple(sorted(problems, key=lambda problem: (problem.file, problem.line))))
    questions = _questions(cells) if prediction is None else (question_of(prediction),)
    points = sum((cell.points for cell in cells), Decimal(0)) if prediction is None else prediction.points
    return Exercise(
        id=exercise_id or _identify(folder),
        title=settings.title,
        summary=settings.summary,
        kind=settings.kind,
        version=digest(folder, files),
        environment=settings.environment,
        isolation=settings.isolation,
        seed=settings.seed,
        stop_on_error=settings.stop_on_error,
        data_beside_notebook=settings.data_beside_notebook,
        limits=settings.limits,
        attempts=settings.attempts,
        reveal=settings.reveal,
        nbgrader=settings.nbgrader,
        cells=cells,
        questions=questions,
        points=rounded(points),
        public_files=tuple(name for name in files if name.startswith("data/")),
        hidden_files=tuple(name for name in files if name.startswith("hidden/")),
        folder=folder,
        source_file=source_file,
        prediction=prediction,
    )


def _read_settings(folder: Path) -> tuple[Settings, list[Problem]]:
    path = folder / SETTINGS_FILE
    if not path.is_file():
        sentence = f'There is no {SETTINGS_FILE} in {folder}; write one with at least title = "…".'
        return Settings(title=""), [Problem(file=SETTINGS_FILE, line=0, sentence=sentence)]
    try:
        return parse_settings(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return Settings(title=""), [
            Problem(file=SETTINGS_FILE, line=0, sentence="This file is not UTF-8 text.")
        ]


def _read_prediction(
    folder: Path, settings: Settings, source_file: str, cells: tuple[Cell, ...], problems: list[Problem]
) -> Prediction | None:
    if not settings.prediction:
        return None
    text = (folder / SETTINGS_FILE).read_text(encoding="utf-8-sig")
    prediction, found = read_prediction(
        folder, file=SETTINGS_FILE, text=text, table=settings.prediction, seed=settings.seed
    )
    problems += found
    for cell in cells:
        if cell.kind in _GRADED:
            sentence = "The points of a prediction exercise come from its metric: this cell cannot have any."
            problems.append(Problem(file=source_file, line=cell.line, sentence=sentence))
    by_variable = prediction is not None and prediction.handed_in is HandedIn.VARIABLE
    if by_variable and not any(cell.kind is CellKind.ANSWER for cell in cells):
        sentence = (
            'A variable is handed in with a notebook: give it an answer cell, or take `handed_in = "csv"`.'
        )
        problems.append(Problem(file=source_file, line=0, sentence=sentence))
    return prediction


def _read_cells(folder: Path) -> tuple[str, tuple[Cell, ...], list[Problem]]:
    present = [name for name in sources.FILES if (folder / name).is_file()]
    if len(present) != 1:
        sentence = (
            "There are two sources; keep source.py or source.ipynb."
            if present
            else ("There is no source.py and no source.ipynb.")
        )
        return "", (), [Problem(file=sources.FILES[0], line=0, sentence=sentence)]
    file_name = present[0]
    try:
        text = (folder / file_name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return file_name, (), [Problem(file=file_name, line=0, sentence="This file is not UTF-8 text.")]
    raw_cells, problems = sources.read_source(file_name, text)
    cells = tuple(_read_cell(index, raw, file_name, problems) for index, raw in enumerate(raw_cells))
    return file_name, cells, problems + _repeated(cells, file_name)


def _read_cell(index: int, raw: sources.RawCell, file_name: str, problems: list[Problem]) -> Cell:
    def complain(line: int, sentence: str) -> None:
        problems.append(Problem(file=file_name, line=raw.line + line, sentence=sentence))

    metadata = dict(raw.metadata)
    grading = read_metadata(
        metadata.pop("nbgrader", None), raw.cell_type, lambda sentence: complain(0, sentence)
    )
    regions = find_regions(raw.source, grading.kind, complain)
    parts: tuple[Part, ...] = ()
    if grading.kind is CellKind.TEST:
        parts = split_parts(raw.source, regions, grading.points, complain)
    points = _cell_points(grading, parts)
    released = released_text(raw.source, raw.cell_type, grading.kind, regions)
    return Cell(
        index=index,
        id=raw.id,
        cell_type=raw.cell_type,
        kind=grading.kind,
        grade_id=grading.grade_id,
        points=points,
        source=raw.source,
        released=released,
        parts=parts,
        all_or_nothing=grading.kind is CellKind.TEST and is_all_or_nothing(raw.source),
        nbgrader=upgraded(grading, raw.cell_type, points),
        metadata=metadata,
        attachments={name: value for name, value in raw.attachments.items() if name in released},
        line=raw.line,
    )


def _in_the_way(files: tuple[str, ...]) -> list[Problem]:
    """Beside the notebook, a public folder `hidden` would lie where the tests' own files are."""
    sentence = (
        "With `data_beside_notebook` this would lie among the hidden files; give its folder another name."
    )
    return [
        Problem(file=name, line=0, sentence=sentence) for name in files if name.startswith("data/hidden/")
    ]


def _magics_in_tests(file_name: str, cells: tuple[Cell, ...]) -> list[Problem]:
    sentence = (
        'This test is not plain Python; tests with magics need `isolation = "shared"` in exercise.toml.'
    )
    checks = [(cell, check) for cell in cells for part in cell.parts for check in part.checks]
    return [
        Problem(file=file_name, line=cell.line + check.first_line - 1 + line, sentence=sentence)
        for cell, check in checks
        if (line := magic_line(check.source)) >= 0
    ]


def _cell_points(grading: Grading, parts: tuple[Part, ...]) -> Decimal:
    if grading.points is not None:
        return grading.points
    return sum((part.points for part in parts), Decimal(0))


def _repeated(cells: tuple[Cell, ...], file_name: str) -> list[Problem]:
    counts = Counter(cell.grade_id for cell in cells if cell.grade_id)
    return [
        Problem(
            file=file_name, line=cell.line, sentence=f"The grade_id `{cell.grade_id}` is used more than once."
        )
        for cell in cells
        if counts[cell.grade_id] > 1
    ]


def _identify(folder: Path) -> str:
    """`course/exercise` where a course.toml stands above the folder, else the folder's own name."""
    resolved = folder.resolve()
    for parent in list(resolved.parents)[:3]:
        if (parent / "course.toml").is_file():
            return f"{parent.name}/{resolved.name}"
    return resolved.name


def _questions(cells: tuple[Cell, ...]) -> tuple[Question, ...]:
    questions = []
    heading = ""
    for cell in cells:
        if cell.cell_type == "markdown" and (match := _HEADING.search(cell.released)):
            heading = match[1]
        if cell.kind in _GRADED:
            questions.append(_question(cell, heading))
    return tuple(questions)


def _question(cell: Cell, heading: str) -> Question:
    return Question(
        name=cell.grade_id,
        title=heading or cell.grade_id,
        points=rounded(cell.points),
        manual=cell.kind is not CellKind.TEST,
        tests=tuple(_outline(part, check) for part in cell.parts for check in part.checks),
    )


def _outline(part: Part, check: Check) -> TestOutline:
    return TestOutline(
        title=check_title(part, check),
        category=part.category,
        visibility=check.visibility,
        points=rounded(check_points(part, check)),
        hint=part.hint,
    )


def check_title(part: Part, check: Check) -> str:
    """The public name of a test: its part's title, or what kind of check it is."""
    return part.title or ("Visible checks" if check.visibility is Visibility.VISIBLE else "Hidden checks")


def check_points(part: Part, check: Check) -> Decimal:
    """Where a part's points are shown: at its last check. All checks of the part are needed to earn them."""
    return part.points if check is part.checks[-1] else Decimal(0)
