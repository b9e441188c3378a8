"""What is particular to single exercises of the course; what holds for all of them is in test_samples."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from graders.exercise import read
from tests.repository import ROOT

CHURN = ROOT / "exercises/ml-foundations/week-03-classification/churn"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as table:
        return list(csv.DictReader(table))


def test_nobody_held_out_is_public():
    public, held_out = rows(CHURN / "data/customers.csv"), rows(CHURN / "hidden/held_out.csv")
    everybody = [row["customer_id"] for row in public + held_out]
    assert (len(public), len(held_out)) == (1500, 600)
    assert len(set(everybody)) == len(everybody)
    assert "voucher" not in {row["payment"] for row in public}


def test_the_worked_example_of_the_manual_is_sound(tmp_path):
    manual = (ROOT / "exercises/README.md").read_text()
    example = re.search(r"```python\n(.*?)```", manual, re.DOTALL)
    settings = re.findall(r"```toml\n(title.*?)```", manual, re.DOTALL)
    assert example
    (tmp_path / "source.py").write_text(example[1])
    for text in settings:
        (tmp_path / "exercise.toml").write_text(text)
        assert read(tmp_path).points == 3
