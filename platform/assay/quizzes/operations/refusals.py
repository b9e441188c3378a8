"""Why a quiz is not started or an answer not taken: one stable code and one sentence for its learner each."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.cohorts.policies import Deadline, Policy, Quota, last_moment
from assay.moments import countdown, in_zone
from graders.report import LearnerError


class Refused(LearnerError):
    """Nothing was changed and no attempt was used. `retry_at` is None where waiting does not help."""

    def __init__(self, code: str, sentence: str, *, retry_at: datetime | None = None) -> None:
        self.code = code
        self.retry_at = retry_at
        super().__init__(sentence)


def not_enrolled() -> Refused:
    return Refused("not_enrolled", _("You do not take part in a cohort that has this quiz."))


def not_offered() -> Refused:
    return Refused("closed", _("This quiz is not offered any more."))


def outside_dates(policy: Policy, deadline: Deadline, at: datetime, zone: ZoneInfo) -> Refused | None:
    """The refusal before opening and after closing."""
    if refused := before_opening(deadline, at, zone):
        return refused
    end = last_moment(policy, deadline)
    if end is not None and at > end:
        sentence = _("This quiz closed on %(moment)s. If you need more time, ask your instructor.")
        return Refused("closed", sentence % {"moment": in_zone(when=end, zone=zone, now=at)})
    return None


def before_opening(deadline: Deadline, at: datetime, zone: ZoneInfo) -> Refused | None:
    if deadline.opens_at is None:
        return Refused("not_open_yet", _("This quiz has no date in your cohort yet."))
    if deadline.has_opened(at):
        return None
    moment = in_zone(when=deadline.opens_at, zone=zone, now=at)
    sentence = _("This quiz opens on %(moment)s.") % {"moment": moment}
    return Refused("not_open_yet", sentence, retry_at=deadline.opens_at)


def over_quota(policy: Policy, quota: Quota, at: datetime) -> Refused | None:
    """The refusal when no attempt is left, or none yet."""
    if quota.refusal == "":
        return None
    if quota.next_at is None:
        sentence = ngettext(
            "You have used your one attempt at this quiz.",
            "You have used all %(count)d attempts at this quiz.",
            policy.attempts_allowed,
        )
        return Refused("quota_used", sentence % {"count": policy.attempts_allowed})
    wait = countdown(when=quota.next_at, now=at)
    sentence = _("You can start the next attempt %(wait)s.") % {"wait": wait}
    return Refused(quota.refusal, sentence, retry_at=quota.next_at)


def no_practice() -> Refused:
    return Refused("no_practice", _("This quiz has no practice mode."))


def no_practice_yet() -> Refused:
    return Refused(
        "no_practice", _("Practice opens when your attempts are used up, or when the quiz has closed.")
    )


def over() -> Refused:
    return Refused(
        "attempt_over", _("This attempt is over: what was saved before its end was sent in for you.")
    )


def already_submitted() -> Refused:
    return Refused(
        "attempt_over", _("This attempt was submitted already; its answers do not change any more.")
    )


def unknown_question() -> Refused:
    return Refused("invalid", _("This attempt has no such question."))


def no_check() -> Refused:
    return Refused("permission_denied", _("This quiz shows answers only after it is submitted."))


def nothing_to_check() -> Refused:
    return Refused("invalid", _("Answer the question first, then check it."))


def busy() -> Refused:
    return Refused("cooling_down", _("Several requests of yours arrived at once; try again in a moment."))
