"""Why a submission is not taken: one stable code and one sentence for its owner each."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.cohorts.policies import Deadline, Policy, Quota, last_moment
from graders.report import LearnerError

MISSING_MODULES = "missing_modules"
_NAMED = 5


class Refused(LearnerError):
    """Nothing was stored and no attempt was used. `retry_at` is None where waiting does not help."""

    def __init__(self, code: str, sentence: str, *, retry_at: datetime | None = None) -> None:
        self.code = code
        self.retry_at = retry_at
        super().__init__(sentence)


def outside_dates(policy: Policy, deadline: Deadline, at: datetime, zone: ZoneInfo) -> Refused | None:
    """The refusal before opening and after closing."""
    if deadline.opens_at is None:
        return Refused("not_open_yet", _("This exercise has no date in your cohort yet."))
    if not deadline.has_opened(at):
        sentence = _("This exercise opens on %(moment)s.") % {"moment": _shown(deadline.opens_at, zone)}
        return Refused("not_open_yet", sentence, retry_at=deadline.opens_at)
    end = last_moment(policy, deadline)
    if end is not None and at > end:
        sentence = _(
            "This exercise closed on %(moment)s; nothing is accepted any more. If you need more time, ask your instructor."
        )
        return Refused("closed", sentence % {"moment": _shown(end, zone)})
    return None


def over_quota(policy: Policy, quota: Quota, at: datetime, zone: ZoneInfo) -> Refused | None:
    """The refusal when no attempt is left, or none yet."""
    if quota.refusal == "":
        return None
    if quota.next_at is None:
        sentence = ngettext(
            "You have used your one attempt at this exercise.",
            "You have used all %(count)d attempts at this exercise.",
            policy.attempts_allowed,
        )
        return Refused("quota_used", sentence % {"count": policy.attempts_allowed})
    wait = quota.next_at - at
    moment = _on(quota.next_at, zone) if wait > timedelta(hours=1) else _wait(wait)
    if quota.refusal == "cooling_down":
        sentence = _("Your last attempt was a moment ago; you can hand in again %(moment)s.")
    else:
        sentence = _("You have used your attempts for now; you can hand in again %(moment)s.")
    return Refused(quota.refusal, sentence % {"moment": moment}, retry_at=quota.next_at)


def not_enrolled() -> Refused:
    return Refused("not_enrolled", _("You do not take part in a cohort that has this exercise."))


def no_notebook() -> Refused:
    return Refused("closed", _("This is a quiz: it is answered on its page, and no file is handed in."))


def empty_file() -> Refused:
    return Refused("empty_file", _("The file is empty: save the notebook, then hand it in again."))


def missing_modules(names: tuple[str, ...], environment: str) -> Refused:
    sentence = ngettext(
        "This notebook imports %(names)s, which the environment “%(environment)s” does not have: the cell that needs it will fail.",
        "This notebook imports %(names)s, which the environment “%(environment)s” does not have: the cells that need them will fail.",
        len(names),
    )
    shown = ", ".join(f"“{name}”" for name in names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return Refused(MISSING_MODULES, sentence % {"names": shown, "environment": environment})


def key_taken() -> Refused:
    return Refused(
        "idempotency_key_taken",
        _("This idempotency key was used for another file or exercise; make a new one."),
    )


def run_again_soon(retry_at: datetime, at: datetime) -> Refused:
    sentence = _("This was graded a moment ago; you can run it again %(moment)s.")
    return Refused("cooling_down", sentence % {"moment": _wait(retry_at - at)}, retry_at=retry_at)


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %d %b %Y, %H:%M %Z}"


def _on(moment: datetime, zone: ZoneInfo) -> str:
    return _("on %(moment)s") % {"moment": _shown(moment, zone)}


def _wait(left: timedelta) -> str:
    seconds = max(1, round(left.total_seconds()))
    if seconds < 90:
        return ngettext("in %(count)d second", "in %(count)d seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
