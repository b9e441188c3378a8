"""From a notebook, an assignment folder or a course folder of nbgrader to exercises and what belongs to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graders.importers.brought import Brought
from graders.importers.nbgrader.assignments import (
    Assignment,
    brought_of,
    find_notebooks,
    name_folders,
    write_assignment,
)
from graders.importers.nbgrader.config import read_config
from graders.importers.nbgrader.course import Step, import_course
from graders.importers.nbgrader.notebooks import failed
from graders.importers.nbgrader.options import Options, config_in, not_understood
from graders.pool.interface import Grader

_LEVELS = 3  # an assignment lies two folders below its course's config


def import_nbgrader(source: Path, target: Path, *, options: Options, grader: Grader, step: Step) -> Brought:
    """Write to `target` what `source` holds. `grader` is asked only where AUTOTEST lines need the reference's answers.

    Raises ImportFailed where nothing could be written.
    """
    if not source.exists():
        raise failed(str(source), "There is no such file or folder.")
    if target.exists():
        raise failed(str(target), "This is there already; nothing is written over it.")
    source = source.resolve()
    folder = source if source.is_dir() else source.parent
    near = next((place for place in [folder, *folder.parents][:_LEVELS] if config_in(place)), folder)
    config = read_config(config_in(near))
    options = options.told(config)
    if source.is_dir() and (source / options.source_folder).is_dir():
        brought = import_course(source, target, options=options, grader=grader, step=step)
    else:
        brought = _import_assignment(source, target, near, options, grader)
    return replace(brought, for_a_person=(*brought.for_a_person, *not_understood(config)))


def _import_assignment(source: Path, target: Path, course: Path, options: Options, grader: Grader) -> Brought:
    folder = source if source.is_dir() else source.parent
    notebooks = find_notebooks(source) if source.is_dir() else [source]
    if not notebooks:
        sentence = f"There is no notebook here, and no folder {options.source_folder}/ with assignments."
        raise failed(source.name, sentence)
    assignment = Assignment(
        name=source.stem, folder=folder, notebooks=notebooks, course=course, with_files=source.is_dir()
    )
    names = name_folders(assignment)
    targets = {stem: target / name if len(notebooks) > 1 else target for stem, name in names.items()}
    written = write_assignment(assignment, targets, options, grader)
    brought = brought_of([written])
    hint = "The notebook came alone; to bring the files beside it, give its folder."
    return brought if source.is_dir() else replace(brought, for_a_person=(hint,))
