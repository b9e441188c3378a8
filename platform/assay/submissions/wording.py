"""A run in progress as its page shows it: words ("Queued (3rd, about 40 s)", "Running: cell 7 of 19") and segments."""

from __future__ import annotations

from typing import Any

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.translation import gettext as _

from assay.submissions.events import Event


def words(event: Event) -> str:
    """What a learner reads while she waits; the last event has the word of its result instead."""
    if event["stage"] == "queued":
        place = {"place": ordinal(event["ahead"] + 1), "seconds": event["estimate_seconds"]}
        return _("Queued (%(place)s, about %(seconds)s s)") % place
    if not event.get("total"):
        return _("Running")
    steps = {
        "cell": _("Running: cell %(done)d of %(total)d"),
        "test": _("Running: test %(done)d of %(total)d"),
    }
    return steps.get(event["step"], _("Running")) % event


def stage(event: Event) -> str:
    """The coarse step, read aloud once when it begins."""
    if event["stage"] == "queued":
        return words(event)
    return {"cell": _("Running your cells"), "test": _("Running the tests")}.get(event["step"], _("Running"))


def live_context(*, event: Event, tally: Tally) -> dict[str, Any]:
    """The names that `_live.html` reads."""
    return {
        "event": event,
        "words": words(event),
        "stage": stage(event),
        "segments": tally.questions,
    }


class Tally:
    """The verdict so far of each question of one run, for the segments of the bar."""

    def __init__(self, outline: list[dict[str, Any]]) -> None:
        self._verdicts: dict[str, set[str]] = {question["name"]: set() for question in outline}

    def add(self, event: Event) -> None:
        if verdict := event.get("verdict"):
            self._verdicts.setdefault(str(event["question"]), set()).add(str(verdict))

    @property
    def questions(self) -> list[dict[str, str]]:
        """One `verdict` per question: its tests' common one, partial where they differ, waiting before the first."""
        return [{"verdict": _common(verdicts)} for verdicts in self._verdicts.values()]


def _common(verdicts: set[str]) -> str:
    if not verdicts:
        return "awaiting_marks"
    if len(verdicts) == 1:
        return next(iter(verdicts))
    return "partial" if verdicts & {"passed", "partial"} else "failed"
