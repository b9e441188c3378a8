"""One exercise folder: read and validate it, pack it up, unpack it."""

from graders.exercise.files import pack, unpack, zipped
from graders.exercise.model import (
    Attempts,
    Cell,
    CellKind,
    Check,
    Exercise,
    ExerciseError,
    Limits,
    Part,
    Question,
    Reveal,
    TestOutline,
)
from graders.exercise.reading import check_points, check_title, read
from graders.exercise.source import percent_notebook
from graders.problem import Problem

__all__ = [
    "Attempts",
    "Cell",
    "CellKind",
    "Check",
    "Exercise",
    "ExerciseError",
    "Limits",
    "Part",
    "Problem",
    "Question",
    "Reveal",
    "TestOutline",
    "check_points",
    "check_title",
    "pack",
    "percent_notebook",
    "read",
    "unpack",
    "zipped",
]
