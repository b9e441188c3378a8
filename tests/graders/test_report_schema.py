"""The committed schema is what the dataclasses say, and every report keeps it."""

from __future__ import annotations

import json

import jsonschema
import pytest

from graders import exercise, release
from graders.pool.fake import FakeGrader
from graders.report import Ending
from graders.schema import FILE, report_schema
from tests.graders import folders


def as_json(report):
    return json.loads(json.dumps(report.as_dict()))


@pytest.fixture(scope="module")
def squares():
    return exercise.read(folders.SQUARES)


def test_the_committed_file_is_up_to_date():
    """Run `python -m graders.schema` after a change of graders/report.py."""
    assert json.loads(FILE.read_text()) == report_schema()


@pytest.mark.parametrize("ending", Ending)
def test_a_report_of_every_ending_keeps_it(squares, ending):
    report = FakeGrader(ending=ending, share=0.5).grade(
        exercise=squares, file_name="x.ipynb", content=release.notebook_bytes(squares)
    )

    jsonschema.validate(as_json(report), report_schema())


def test_a_refusal_keeps_it(squares):
    report = FakeGrader().grade(exercise=squares, file_name="x.ipynb", content=b"")

    assert report.ending is Ending.INVALID_NOTEBOOK
    jsonschema.validate(as_json(report), report_schema())


def test_a_stranger_does_not(squares):
    report = FakeGrader().grade(exercise=squares, file_name="x", content=release.notebook_bytes(squares))

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(report) | {"extra": 1}, report_schema())
