"""What the check tells machines: everything that a page needs, as JSON values, each field described."""

from __future__ import annotations

import json
import re

import pytest

from graders.check.exercise import Checked
from tests.graders.check.test_checking import checked, folder, honest  # noqa: F401 - a fixture
from tests.repository import ROOT

PAGE = (ROOT / "docs/reference/check.md").read_text()


@pytest.fixture
def found(folder) -> Checked:  # noqa: F811
    """One finding, one mutant that nobody notices, one sample that differs."""
    expected = folder / "submissions/expected.toml"
    expected.write_text(expected.read_text().replace("points = 1", "points = 1.5"))
    return checked(folder, lambda text, seed: 1.0 if "value / 2" in text else honest(text))


def test_it_is_json_and_comes_back_the_same(found):
    made = found.to_json()
    assert json.loads(json.dumps(made)) == made


def test_it_says_what_was_checked_and_what_came_of_it(found):
    made = found.to_json()
    assert made["kind"] == "exercise"
    assert made["exercise"] == {
        "id": found.exercise.id,
        "title": "Double",
        "version": found.exercise.version,
        "environment": "ml-base",
        "isolation": "separate",
        "points": 2.0,
    }
    assert (made["is_fair"], made["full_points"]) == (False, 2.0)
    assert made["mutation_score"] == found.mutation_score < 1
    assert made["limits"] == {"run_seconds": 60, "memory_mib": 1024}


def test_a_finding_has_its_weight_its_rule_its_place_and_a_sentence(found):
    assert found.to_json()["findings"] == [
        {
            "severity": "unfair",
            "rule": "sample_differs",
            "place": "submissions/half.py",
            "sentence": "It does not earn what expected.toml says: points 1.0 instead of 1.5.",
        }
    ]


def test_a_run_has_its_points_seconds_and_memory(found):
    first = found.to_json()["reference"][0]
    assert (first["ending"], first["points"], first["failed"]) == ("completed", 2.0, [])
    assert first["verdicts"] == {"question": "passed"}
    assert first["peak_memory_mib"] == 42.0
    assert first["seconds"] >= 0


def test_a_sample_has_what_it_must_earn_and_what_it_earned(found):
    half = next(sample for sample in found.to_json()["samples"] if sample["name"] == "half.py")
    assert half["wanted"] == {"points": 1.5, "ending": "completed"}
    assert half["points"] == 1.0
    assert half["differences"] == ["points 1.0 instead of 1.5"]
    assert half["failed"] == [{"question": "question", "test": "Unseen"}]


def test_a_mutant_has_its_place_and_who_noticed_it(found):
    survivor = next(mutant for mutant in found.to_json()["mutants"] if not mutant["is_caught"])
    assert survivor["operator"] == "arithmetic"
    assert (survivor["question"], survivor["line"]) == ("question", 7)
    assert survivor["before"] == "return [value * 2 for value in values]"
    assert survivor["after"] == "return [value / 2 for value in values]"
    assert survivor["diff"].splitlines()[-2].startswith("+    return [value / 2")
    assert (survivor["accepted"], survivor["caught_by"]) == ("", [])


def test_every_field_is_described(found):
    made = found.to_json()
    objects = {
        "": made,
        "exercise": made["exercise"],
        "findings": made["findings"][0],
        "reference": made["reference"][0],
        "samples": made["samples"][0],
        "mutants": made["mutants"][0],
    }
    rows = [line.split("|")[1:3] for line in PAGE.splitlines() if line.startswith("|")]
    described = {(where.strip("` "), name.strip("` ")) for where, names in rows for name in names.split(",")}
    described |= {("samples", name) for where, name in described if where == "reference"}
    assert not [
        (where, name) for where, each in objects.items() for name in each if (where, name) not in described
    ]


def test_every_rule_is_described():
    source = "".join(file.read_text() for file in (ROOT / "graders/check/exercise").glob("*.py"))
    rules = set(re.findall(r'(?:rule=|_weak\(|_unfair\()"(\w+)"', source))
    assert len(rules) > 15
    assert not [rule for rule in rules if f"`{rule}`" not in PAGE]
