"""A course folder of three assignments, and the import of any folder."""

from __future__ import annotations

import pytest

from graders.importers.nbgrader import Options, import_nbgrader
from graders.pool.fake import FakeGrader
from tests.graders.importers.nbgrader.building import COURSE, write, write_gradebook

PEOPLE = ("ada", "ben", "dan")


@pytest.fixture
def bring():
    """Imports a folder; nothing is run."""

    def imported(source, target, grader=None, **options):
        return import_nbgrader(
            source, target, options=Options(**options), grader=grader or FakeGrader(), step=lambda *_: None
        )

    return imported


@pytest.fixture
def course(tmp_path):
    """Three assignments, three people who handed in, and a gradebook that nbgrader wrote."""
    source = tmp_path / "stats"
    for name in ("mean", "byhand", "order"):
        write(source / "source" / f"ps-{name}", name, *COURSE[name])
        for person in PEOPLE:
            write(source / "submitted" / person / f"ps-{name}", name, *COURSE[name])
    for person, at in zip(
        PEOPLE, ("2025-03-01 10:00:00.5 UTC", "2025-03-03 23:30:00 America/Los_Angeles", ""), strict=True
    ):
        (source / "submitted" / person / "ps-mean" / "timestamp.txt").write_text(at)
    write_gradebook(source / "gradebook.db")
    return source
