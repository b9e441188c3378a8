"""What an import of exercises has come to."""

from __future__ import annotations

from dataclasses import dataclass

from graders.importers.exercises import ImportedExercise


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The exercises that were written; and, as sentences, what belongs to none of them: people, marks, other files."""

    exercises: tuple[ImportedExercise, ...]
    carried: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    for_a_person: tuple[str, ...] = ()
    platform_failed: bool = False
    """Something had to be left out because no sandbox could be had."""
