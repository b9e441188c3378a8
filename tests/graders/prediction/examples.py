"""Small prediction exercises for tests: labels, settings and files of predictions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from graders import exercise
from graders.exercise import Exercise
from graders.prediction import InvalidPredictions, Prediction, read
from tests.graders import folders

CHURN = """
metric = "roc_auc"
pos_label = "yes"
id = "customer"
target = "churn"
part = "part"
thresholds = [[0.6, 2], [0.8, 5], [0.95, 8]]
"""
RENT = """
metric = "rmse"
id = "flat"
target = "rent"
public_share = 0.4
interpolation = {from = 100, to = 10, points = 7}
"""
SPECIES = """
metric = "f1"
average = "macro"
id = "flower"
target = "species"
public_share = 0.5
thresholds = [[0.5, 1], [1.0, 4]]
"""
CUSTOMERS = {f"C{number:02}": "yes" if number % 3 == 0 else "no" for number in range(24)}
RENTS = {str(number): 500 + 10.5 * number for number in range(30)}
FLOWERS = {f"f{number}": ("setosa", "versicolor", "2")[number % 3] for number in range(60)}
MOST_BYTES = 1 << 20


def labels(id_column: str, target: str, truth: Mapping[str, object], *, part: bool = False) -> str:
    """A labels file; with `part` every fourth block of three rows is public."""
    lines = [f"{id_column},{target}" + (",part" if part else "")]
    for place, (name, value) in enumerate(truth.items()):
        extra = (",public" if place // 3 % 4 == 0 else ",private") if part else ""
        lines.append(f"{name},{value}{extra}")
    return "\n".join(lines) + "\n"


def write(folder: Path, table: str, content: str, *, more: str = "", cells: tuple[str, ...] = ()) -> Path:
    """An exercise folder with this table `[prediction]` and these labels."""
    (folder / "hidden").mkdir(parents=True, exist_ok=True)
    (folder / "hidden/labels.csv").write_text(content, encoding="utf-8")
    settings = f'title = "Guess"\nkind = "prediction"\n{more}\n[prediction]\n{table}'
    (folder / "exercise.toml").write_text(settings, encoding="utf-8")
    source = folders.notebook(folders.text("# Guess\n\nWell."), *map(folders.code, cells))
    (folder / "source.ipynb").write_text(json.dumps(source), encoding="utf-8")
    return folder


def problems(folder: Path, table: str, content: str) -> list[str]:
    """What is wrong with such a folder; empty for a sound one."""
    try:
        exercise.read(write(folder, table, content))
    except exercise.ExerciseError as error:
        return [str(problem) for problem in error.problems]
    return []


def churn(folder: Path) -> Exercise:
    """Twenty-four customers, six of them public; ROC AUC."""
    return exercise.read(write(folder, CHURN, labels("customer", "churn", CUSTOMERS, part=True)))


def rent(folder: Path) -> Exercise:
    """Thirty flats; RMSE, points along a slope."""
    return exercise.read(write(folder, RENT, labels("flat", "rent", RENTS)))


def species(folder: Path) -> Exercise:
    """Sixty flowers of three species; macro F1."""
    return exercise.read(write(folder, SPECIES, labels("flower", "species", FLOWERS)))


def prediction_of(found: Exercise) -> Prediction:
    assert found.prediction is not None
    return found.prediction


def table(id_column: str, target: str, rows: Mapping[str, object]) -> bytes:
    """A file as pandas writes it."""
    return ("\n".join([f"{id_column},{target}", *(f"{k},{v}" for k, v in rows.items())]) + "\n").encode()


def refusal(prediction: Prediction, content: bytes) -> str:
    """The sentence for a file that is refused; empty where it is not."""
    try:
        read(prediction, content, most_bytes=MOST_BYTES)
    except InvalidPredictions as error:
        return str(error)
    return ""
