"""Cells that only ask Otter or ok-client to check a question: in a learner's notebook they mark where its tests run."""

from __future__ import annotations

import re

_CHECK = re.compile(
    r"(?:[ \t]*(?:#[^\n]*)?\n)*"  # comments and empty lines above it
    r"[ \t]*(?:_ *= *)?[A-Za-z_]\w*\.(?:check|grade)"
    r"\(\s*(?P<quote>[\"'])(?P<name>[^\"'\n]{1,200})(?P=quote)\s*\)\s*;?\s*(?:#[^\n]*)?"
)
_NOT_IN_AN_ID = re.compile(r"[^a-zA-Z0-9_-]+")


def question_checked(source: str) -> str:
    """The `grade_id` of the question that `source` checks, where it does nothing else; else nothing."""
    match = _CHECK.fullmatch(source.strip())
    return grade_id_of(match["name"]) if match else ""


def grade_id_of(name: str) -> str:
    """`name` in the letters that a `grade_id` may have."""
    return _NOT_IN_AN_ID.sub("-", name).strip("-")
