"""What the tests were seen to do with the reference's answers: labels that crossed the bridge, and a tolerance proposed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graders.check.finding import Finding, Severity
from graders.exercise import Exercise
from graders.pool.jobs import numbered_checks
from graders.pool.observed import Observation

SEEDS = 5  # the exercise's own and the four after it
NO_TOLERANCE = "no_tolerance"
_ROUNDING = 1e-12  # of the numbers compared: what the order of a sum may change

Seen = Sequence[Sequence[Observation]]


def findings(exercise: Exercise, in_text: Sequence[Finding], seen: Seen) -> Iterator[Finding]:
    """`in_text`: what the text of the tests shows; `seen`: what was observed with each seed, the exercise's own first."""
    told = {(finding.rule, finding.place) for finding in in_text}
    for finding in in_text:
        yield _with_proposal(exercise, finding, seen) if finding.rule == NO_TOLERANCE else finding
    for item in dict.fromkeys(_crossed(exercise, seen[0])):
        if (item.rule, item.place) not in told:
            yield item


def _crossed(exercise: Exercise, observations: Sequence[Observation]) -> Iterator[Finding]:
    for item in observations:
        title = numbered_checks(exercise)[item.test].part.title
        if item.kind == "marks":
            yield Finding(
                severity=Severity.UNFAIR,
                rule="learner_marks",
                place=_place(exercise, item),
                sentence=f"In “{title}” {item.sentence}, and the number that it gives back is believed. Ask the learner's "
                "object for predictions and compute the metric here: accuracy_score(y, model.predict(X)).",
            )
        if item.kind == "returns":
            yield Finding(
                severity=Severity.WEAK,
                rule="labels_cross",
                place=_place(exercise, item),
                sentence=f"In “{title}” {item.sentence}, and an answer that came back later is compared with them: "
                "who remembers labels is right. Compare on rows whose labels stay here.",
            )


def _with_proposal(exercise: Exercise, finding: Finding, seen: Seen) -> Finding:
    """The same finding with what the reference's own answers say; as it was where the comparison was not reached."""
    here = [
        [item for item in each if item.kind == "equal" and _place(exercise, item) == finding.place]
        for each in seen
    ]
    met = [max(items, key=lambda item: item.difference) for items in here if items]
    if not met:
        return finding
    worst = max(met, key=lambda item: item.difference)
    if worst.difference <= _ROUNDING * max(1.0, worst.size):
        words = (
            f"The reference shows no spread over {len(met)} seeds: a relative tolerance of 1e-9 is enough."
        )
    else:
        words = (
            f"Over {len(met)} seeds the reference's own answer is up to {worst.difference:.2g} off: "
            f"math.isclose(a, b, abs_tol={rounded_up(worst.difference):g}) would take it."
        )
    return replace(finding, sentence=f"{finding.sentence} {words}")


def rounded_up(spread: float) -> float:
    """The next number with one significant figure."""
    unit = 10.0 ** math.floor(math.log10(spread))
    return float(f"{math.ceil(spread / unit - 1e-9) * unit:.0e}")


def _place(exercise: Exercise, item: Observation) -> str:
    cell = numbered_checks(exercise)[item.test].cell
    return f"{exercise.source_file}:{cell.line + item.line - 1}"
