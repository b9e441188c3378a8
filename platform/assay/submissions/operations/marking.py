"""Marks that people give: for one question, or for a whole submission; each can be taken back."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assay.accounts.models import User
from assay.accounts.operations import record as audit
from assay.submissions.cleaning import clean_text
from assay.submissions.models import LONGEST_COMMENT, ManualMark, Submission
from assay.submissions.operations.refusals import Refused

WHOLE = ""
_PLACES = Decimal("0.01")


def mark(
    *,
    submission: Submission,
    question: str,
    points: Decimal,
    comment: str = "",
    by: User | None,
    at: datetime,
    after: int | None = None,
) -> ManualMark:
    """Give points for one question, from 0 to what it is worth; two places, halves up.

    It holds instead of what tests found there, also where the submission is graded anew. `after` is the number of the
    mark that the marker saw (0: none); raises `Refused` where another came since, and for points out of range.
    """
    possible = _possible(submission, question)
    given = _in_range(points, possible)
    return _append(submission, question, given, comment, by, at, after)


def override(
    *,
    submission: Submission,
    points: Decimal,
    comment: str,
    by: User | None,
    at: datetime,
    after: int | None = None,
) -> ManualMark:
    """Set what the whole submission counts, whatever tests, marks and lateness say. `comment` is the reason
    that the learner reads. Raises `Refused` without a reason, without a score, and for points out of range."""
    if not comment.strip():
        raise Refused("no_reason", _("Say why: the learner reads the reason beside her points."))
    pointer = getattr(submission, "current_score", None)
    if pointer is None:
        raise Refused("no_score", _("This submission has no score yet; wait until it is graded."))
    given = _in_range(points, pointer.score.possible)
    return _append(submission, WHOLE, given, comment, by, at, after)


def take_back(
    *, submission: Submission, question: str, by: User | None, at: datetime, after: int | None = None
) -> ManualMark:
    """Undo the mark of a question, or (`WHOLE`) the override. Raises `Refused` where there is none."""
    latest = submission.marks.filter(question=question).last()
    if latest is None or latest.points is None:
        raise Refused("no_mark", _("There is no mark to take back."))
    return _append(submission, question, None, "", by, at, after)


def give(
    *,
    submission: Submission,
    question: str,
    points: Decimal | None,
    comment: str,
    by: User | None,
    at: datetime,
    after: int | None = None,
) -> ManualMark:
    """Whatever a form says: mark a question, override the whole (`WHOLE`), or (`points` None) take either back."""
    if points is None:
        return take_back(submission=submission, question=question, by=by, at=at, after=after)
    if question == WHOLE:
        return override(submission=submission, points=points, comment=comment, by=by, at=at, after=after)
    return mark(
        submission=submission, question=question, points=points, comment=comment, by=by, at=at, after=after
    )


def _possible(submission: Submission, question: str) -> Decimal:
    """What the question is worth: in the score that holds now, else in the version that was handed in for."""
    pointer = getattr(submission, "current_score", None)
    questions: list[dict[str, Any]] = pointer.score.questions if pointer else submission.version.outline
    for item in questions:
        if item["name"] == question:
            return Decimal(str(item["possible"] if pointer else item["points"]))
    sentence = _("The exercise has no question “%(question)s” in the version that was handed in for.")
    raise Refused("unknown_question", sentence % {"question": question})


def _in_range(points: Decimal, possible: Decimal) -> Decimal:
    if not points.is_finite() or not 0 <= points <= possible:
        sentence = _("Give a number from 0 to %(possible)s.") % {"possible": f"{possible.normalize():f}"}
        raise Refused("points_out_of_range", sentence)
    return points.quantize(_PLACES, rounding=ROUND_HALF_UP)


def _append(
    submission: Submission,
    question: str,
    points: Decimal | None,
    comment: str,
    by: User | None,
    at: datetime,
    after: int | None,
) -> ManualMark:
    latest = submission.marks.filter(question=question).last()
    number = latest.number if latest else 0
    if after is not None and after != _seen(latest):
        raise _marked_meanwhile()
    try:
        with transaction.atomic():
            made = ManualMark.objects.create(
                submission=submission,
                question=question,
                number=number + 1,
                points=points,
                comment=clean_text(comment.strip(), length=LONGEST_COMMENT),
                by=by,
                at=at,
            )
            audit(
                actor=by,
                verb="submission.marked" if question else "submission.overridden",
                obj=submission,
                before=_as_json(latest),
                after=_as_json(made),
                at=at,
            )
            return made
    except IntegrityError as error:  # two people at once: the table lets one in
        raise _marked_meanwhile() from error


def _seen(latest: ManualMark | None) -> int:
    """The number of the mark that holds, as pages and scripts show it: 0 for none and for one taken back."""
    return latest.number if latest and latest.points is not None else 0


def _marked_meanwhile() -> Refused:
    sentence = _(
        "Somebody else marked this a moment ago. Look at that mark first, then change it if you still want to."
    )
    return Refused("marked_meanwhile", sentence)


def _as_json(given: ManualMark | None) -> dict[str, Any]:
    if given is None:
        return {}
    points = None if given.points is None else str(given.points)
    return {"question": given.question, "points": points, "comment": given.comment}
