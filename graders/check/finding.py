"""What a check has to say about one place of an exercise or a quiz."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`unfair`: a learner would be wronged, do not publish. `weak`: it could be better; a person decides."""

    UNFAIR = "unfair"
    WEAK = "weak"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sentence for the author. `rule` is its stable name; `place` a file and line, a question or a sample."""

    severity: Severity
    rule: str
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"
