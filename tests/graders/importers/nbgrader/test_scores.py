"""nbgrader 0.9.6 and we give the same points: eleven notebooks, four people, 124 questions, through the real sandbox."""

from __future__ import annotations

import json

import pytest

from graders import release
from graders.exercise import read
from graders.importers.nbgrader import Options, import_nbgrader
from graders.importers.trial import try_isolation
from graders.pool.client import PoolClient
from graders.pool.launchers import start_pool
from graders.report import Verdict
from tests.graders.importers.nbgrader.building import ANSWERS, MADE_BY_NBGRADER, RAISES, write_course

SCORES = json.loads((MADE_BY_NBGRADER / "scores.json").read_text())
THEIR_WAY = {"stderr_is_failure": True, "impossible_score": "full"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client():
    with start_pool(environment="ml-base", jobs=1) as pool:
        yield PoolClient(pool.socket)


def imported(tmp_path, client, scoring):
    source = write_course(tmp_path / "course")
    options = Options(scoring=scoring)
    brought = import_nbgrader(source, tmp_path / "out", options=options, grader=client, step=lambda *_: None)
    trials = {one.folder.name: try_isolation(one.folder, client) for one in brought.exercises}
    return {one.folder.name: read(one.folder) for one in brought.exercises}, trials


def points_of(client, exercise, person, notebook):
    own = {
        cell.id: cell.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
        for cell in exercise.cells
    }
    changed = ANSWERS[person].get(notebook, {})
    answers = {
        cell.id: RAISES if person == "cyd" else changed.get(cell.grade_id, own[cell.id])
        for cell in exercise.cells
        if cell.kind.is_answered
    }
    content = json.dumps(release.with_answers(exercise, answers)).encode()
    report = client.grade(exercise=exercise, file_name="mine.ipynb", content=content)
    return {
        one.name: None if one.verdict is Verdict.AWAITING_MARKS else one.points for one in report.questions
    }


def differences(client, exercises):
    return {
        (name, person, question): (theirs, ours[question])
        for name, people in SCORES.items()
        for person, scores in people.items()
        for ours in [points_of(client, exercises[name], person, name)]
        for question, theirs in scores.items()
        if ours[question] != theirs
    }


def test_with_their_rules_every_score_is_theirs(tmp_path, client):
    exercises, _ = imported(tmp_path, client, THEIR_WAY)

    assert differences(client, exercises) == {}


def test_with_ours_only_what_is_plainly_wrong_differs(tmp_path, client):
    exercises, trials = imported(tmp_path, client, {})

    assert differences(client, exercises) == {
        ("mean", "dan", "mean"): (0.0, 2.0),  # a line on the error stream
        ("mean", "dan", "mean-more"): (0.0, 1.5),
        ("noise", "ben", "w"): (0.0, 2.0),  # a warning
        ("noise", "ben", "nan"): (0.0, 1.0),
        ("noise", "ben", "neg"): (0.0, 1.0),
        ("noise", "dan", "nan"): (1.0, 0.0),  # nan and -1 are no points
        ("noise", "dan", "neg"): (1.0, 0.0),
    }
    assert all(trial.is_full for trial in trials.values())
    assert [name for name, trial in trials.items() if trial.needs_shared] == ["inspect"]
