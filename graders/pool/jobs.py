"""The two jobs of one run, as the sandbox wants them: a plain tar each, in a descriptor of its own."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from graders import names
from graders.exercise import Cell, CellKind, Check, Exercise, Part, check_title
from graders.notebook import Plan, PlannedCell
from graders.pool.reference import Profile

# Of an author's cells, which are the same for every submission, and of nothing else.
_CELLS = 4096
bound_names = lru_cache(maxsize=_CELLS)(names.bound_names)
bound_classes = lru_cache(maxsize=_CELLS)(names.bound_classes)
imported_names = lru_cache(maxsize=_CELLS)(names.imported_names)
defined_functions = lru_cache(maxsize=_CELLS)(names.defined_functions)
star_imports = lru_cache(maxsize=_CELLS)(names.star_imports)

_POOL_LIMITS = (
    "run_seconds",
    "cell_seconds",
    "call_seconds",
    "memory_mib",
    "tasks",
    "workdir_mib",
    "workdir_files",
    "open_files",
)


@dataclass(frozen=True, kw_only=True)
class NumberedCheck:
    """A check with the number by which both sides of the wall know it."""

    number: int
    cell: Cell
    part: Part
    check: Check


def numbered_checks(exercise: Exercise) -> tuple[NumberedCheck, ...]:
    """Every check of the exercise in the order of the source; a check's number is its index here."""
    checks = [(cell, part, check) for cell in exercise.cells for part in cell.parts for check in part.checks]
    return tuple(
        NumberedCheck(number=number, cell=cell, part=part, check=check)
        for number, (cell, part, check) in enumerate(checks)
    )


def pool_limits(exercise: Exercise) -> dict[str, float]:
    """The limits that the pool itself keeps."""
    limits = {name: getattr(exercise.limits, name) for name in _POOL_LIMITS}
    return limits | {"call_seconds": _call_seconds(exercise)}


def _call_seconds(exercise: Exercise) -> float:
    """A call that may outlast its test would still run when the next one begins."""
    return min(exercise.limits.call_seconds, exercise.limits.cell_seconds)


def learner_job(exercise: Exercise, plan: Plan, packages: Iterable[str]) -> dict[str, Any]:
    """What the learner process is told: nothing that a learner may not know."""
    limits = exercise.limits
    return {
        "cells": [
            described
            for position, cell in enumerate(plan.cells)
            if (described := _learner_cell(exercise, position, cell)) is not None
        ],
        "isolation": exercise.isolation,
        "cell_seconds": limits.cell_seconds,
        "message_mib": limits.message_mib,
        "seed": exercise.seed,
        "stop_on_error": exercise.stop_on_error,
        "output_limits": {
            "cell_stream_kib": limits.cell_stream_kib,
            "notebook_stream_kib": limits.notebook_stream_kib,
            "rich_mib": limits.rich_mib,
        },
        "environment": exercise.environment,
        "packages": list(packages),
        "rules": asdict(exercise.nbgrader),
    }


def _learner_cell(exercise: Exercise, position: int, cell: PlannedCell) -> dict[str, Any] | None:
    if cell.stop is not None:
        return {
            "kind": "stop",
            "position": position,
            "stop": cell.stop,
            "released": cell.source,
            "run_released": cell.run_released and not exercise.is_shared,
        }
    if cell.cell_type == "code":
        return {"kind": "code", "position": position, "source": cell.source}
    return None


def test_job(exercise: Exercise, plan: Plan, profile: Profile | None, *, observe: bool) -> dict[str, Any]:
    """What the test process is told: all of it. Without a profile, the run is the one to learn it from.

    `observe`: it is to tell what the tests hand over and compare; see `graders.runner.testing.observing`.
    """
    cells = [cell for cell in exercise.cells if cell.cell_type == "code" and cell.kind is not CellKind.TEST]
    reference = [cell.source for cell in cells]
    bound = _bound(reference)
    checks = [item.check.source for item in numbered_checks(exercise)]
    return {
        "stops": _stops(exercise, plan),
        "reference_names": sorted(bound),
        "test_names": sorted(_bound(checks) - bound),
        "reference_imports": _imports(reference),
        "star_imports": [module for source in reference for module in star_imports(source)],
        "helpers": _helpers(cells),
        "reference_classes": sorted(frozenset[str]().union(*map(bound_classes, reference))),
        "changed_arguments": None if profile is None else dict(profile.changed),
        "precedents": None if profile is None else dict(profile.precedents),
        "seed": exercise.seed,
        "cell_seconds": exercise.limits.cell_seconds,
        "call_seconds": _call_seconds(exercise),
        "message_mib": exercise.limits.message_mib,
        "isolation": exercise.isolation,
        "rules": asdict(exercise.nbgrader),
        "stop_at_failure": exercise.stop_at_failure,
        "observe": observe,
    }


def _bound(sources: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(bound_names, sources))


def _helpers(cells: Iterable[Cell]) -> dict[str, str]:
    """Functions that only the author's own cells define: the tests have their own copies, whatever a learner makes of hers."""
    sources = [(cell.source, not cell.kind.is_answered) for cell in cells]
    bound = Counter(name for source, _ in sources for name in bound_names(source))
    found = [defined_functions(source) for source, is_authors in sources if is_authors]
    return {name: text for each in found for name, text in each.items() if bound[name] == 1}


def _imports(sources: list[str]) -> dict[str, str]:
    """Names that the reference binds by imports and in no other way: the test process imports them itself.

    Otherwise a learner could put something of her own under `np` or `f1_score`, and the tests would ask that.
    """
    paths = [imported_names(source) for source in sources]
    imports = {name: path for each in paths for name, path in each.items()}
    bound_otherwise = {
        name
        for source, each in zip(sources, paths, strict=True)
        for name in bound_names(source)
        if name not in each
    }
    return {name: path for name, path in imports.items() if name not in bound_otherwise}


def _stops(exercise: Exercise, plan: Plan) -> list[dict[str, Any]]:
    checks = numbered_checks(exercise)
    stops = [(cell.stop, cell.grade_id) for cell in plan.cells if cell.stop is not None]
    bound = _bound_before(exercise)
    return [
        {
            "stop": stop,
            "cell_id": grade_id,
            "rebinds": sorted(bound.get(grade_id, ())),
            "parts": [_described(item) for item in checks if item.cell.grade_id == grade_id],
        }
        for stop, grade_id in stops
    ]


def _bound_before(exercise: Exercise) -> dict[str, frozenset[str]]:
    """Test cell -> names that the reference binds between the test cell before it and this one."""
    before: dict[str, frozenset[str]] = {}
    since: list[str] = []
    for cell in exercise.cells:
        if cell.kind is CellKind.TEST:
            before[cell.grade_id] = _bound(since)
            since = []
        elif cell.cell_type == "code":
            since.append(cell.source)
    return before


def _described(item: NumberedCheck) -> dict[str, Any]:
    return {
        "test": item.number,
        "title": check_title(item.part, item.check),
        "source": item.check.source,
        "first_line": item.check.first_line,
        "visibility": item.check.visibility,
        "possible": float(item.part.points),
        "gives_points": item.check is item.part.checks[-1],
        "whole_cell": item.check.whole_cell,
    }


@contextmanager
def job_descriptor(exercise: Exercise, job: dict[str, Any], *, hidden: bool) -> Iterator[int]:
    """A memory file with the job, the public data, and the hidden data where asked for."""
    descriptor = os.memfd_create("assay-job")
    try:
        with (
            os.fdopen(descriptor, "wb", closefd=False) as file,
            tarfile.open(fileobj=file, mode="w:") as archive,
        ):
            _add(archive, "job.json", json.dumps(job).encode())
            for name in exercise.public_files:
                place = exercise.place_of(name)
                _add(archive, f"work/{place}", (exercise.folder / name).read_bytes())
            # Predictions are scored outside: their labels enter no jail at all.
            for name in exercise.hidden_files if hidden and exercise.prediction is None else ():
                _add(archive, name, (exercise.folder / name).read_bytes())
        yield descriptor
    finally:
        os.close(descriptor)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    member.mode = 0o644
    archive.addfile(member, io.BytesIO(content))
