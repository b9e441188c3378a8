"""The script in the how-to works as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from assay.accounts.operations import issue_token
from assay.submissions.operations import grade
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_report, notebook
from tests.repository import ROOT

PAGE = (ROOT / "docs/how-to/hand-in-from-a-script.md").read_text()


@pytest.fixture
def script(tmp_path):
    found = re.search(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    (tmp_path / "hand_in.py").write_text(found[1])
    return tmp_path / "hand_in.py"


def run(script, live_server, learner, exercise, content: bytes) -> subprocess.CompletedProcess:
    (script.parent / "squares.ipynb").write_bytes(content)
    environment = os.environ | {
        "ASSAY_URL": live_server.url,
        "ASSAY_TOKEN": issue_token(user=learner.user, at=NOW),
    }
    return subprocess.run(
        [sys.executable, script, str(exercise.pk), script.parent / "squares.ipynb"],
        env=environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def test_it_works(live_server, script, learner, exercise):
    # An equal file was graded before, so that this one has its result at once.
    grade(job_id=hand_in(learner, exercise).job.pk, at=NOW, grader=ScriptedGrader(make_report(4)))

    ended = run(script, live_server, learner, exercise, notebook())

    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [
        "Needs work 4.0 of 10.0", "  passed Small numbers ", "  failed Other numbers Look at halves."
    ]  # fmt: skip


def test_a_refusal_is_said_in_a_sentence(live_server, script, learner, exercise):
    ended = run(script, live_server, learner, exercise, b"")
    assert ended.returncode == 1
    assert ended.stderr == "The file is empty: save the notebook, then hand it in again.\n"
