"""Every exercise of the course proves itself: fair to a learner, and its tests notice nine slips in ten."""

from __future__ import annotations

import pytest

from graders.check.exercise import ENOUGH_CAUGHT, check
from graders.check.finding import Severity
from tests.courses.test_samples import FOLDERS, exercise


@pytest.mark.parametrize("name", FOLDERS)
def test_it_is_fit_to_publish(client, name):
    found = check(exercise(name), client, jobs=2, on_progress=lambda *_: None)
    assert not [str(item) for item in found.findings if item.severity is Severity.UNFAIR]
    assert not [
        str(item)
        for item in found.findings
        if item.rule in {"nothing_fails", "accepted_unknown", "accepted_caught"}
    ]
    assert found.mutation_score is not None
    assert found.mutation_score >= ENOUGH_CAUGHT, [item.mutant.name for item in found.survivors]
