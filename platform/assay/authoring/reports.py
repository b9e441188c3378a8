"""A kept report of a check as its page shows it: what is unfair first, mutants that survive before those that were caught."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assay.catalog.models import CheckReport


@dataclass(frozen=True, kw_only=True)
class ShownReport:
    """`found` is the report itself; the lists are parts of it in the order of the page."""

    checked: CheckReport
    found: dict[str, Any]
    unfair: list[dict[str, Any]]
    weak: list[dict[str, Any]]
    survivors: list[dict[str, Any]]
    accepted: list[dict[str, Any]]
    caught: list[dict[str, Any]]

    @property
    def is_quiz(self) -> bool:
        return bool(self.found["kind"] == "quiz")

    @property
    def tried(self) -> int:
        """How many mutants a test should notice."""
        return len(self.survivors) + len(self.caught)

    @property
    def is_enough(self) -> bool:
        score = self.checked.mutation_score
        return score is None or score >= self.found.get("enough_caught", 0)


def shown_report(checked: CheckReport) -> ShownReport:
    found = checked.report
    mutants = found.get("mutants", [])
    return ShownReport(
        checked=checked,
        found=found,
        unfair=[finding for finding in found["findings"] if finding["severity"] == "unfair"],
        weak=[finding for finding in found["findings"] if finding["severity"] != "unfair"],
        survivors=[_mutant(item) for item in mutants if not item["accepted"] and not item["is_caught"]],
        accepted=[_mutant(item) for item in mutants if item["accepted"]],
        caught=[_mutant(item) for item in mutants if not item["accepted"] and item["is_caught"]],
    )


def _mutant(mutant: dict[str, Any]) -> dict[str, Any]:
    """With the lines of its diff as (added, removed, same or place, text)."""
    kinds = {"+": "added", "-": "removed", " ": "same"}
    lines = [(kinds.get(line[:1], "place"), line) for line in mutant["diff"].splitlines()]
    return {**mutant, "lines": lines}
