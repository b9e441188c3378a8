"""Publish a draft, or a version that was there before; what is unfair or unchecked takes a reason that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.authoring.items import opened
from assay.authoring.models import Draft
from assay.authoring.queries.plans import fingerprint, plan
from assay.catalog.models import ExerciseVersion
from assay.catalog.operations import (
    Published,
    Publishing,
    PublishReport,
    publish,
    publish_again,
    publish_alone,
)
from assay.catalog.queries import report_of_version


class Held(ValueError):
    """It was not published; the message says what to do first."""


@transaction.atomic
def publish_draft(*, draft: Draft, how: Publishing, seen: str) -> PublishReport:
    """Make a draft what learners get. `seen` is the `fingerprint` of the plan that the person has looked at.

    Raises `Held` where a reason is missing or the course has changed meanwhile, `PublishRefused` where a file is wrong.
    """
    changed = Draft.objects.filter(pk=draft.pk, published_at=None, discarded_at=None, problems=[]).update(
        published_at=how.at
    )
    if not changed:
        raise Held(_("This draft was published or discarded before, or has problems."))
    rows = plan(draft)
    if fingerprint(rows) != seen:
        raise Held(_("Something was published since this page was made: look at the list once more."))
    is_ready = all(row.is_ready for row in rows)
    if not how.reason and not is_ready:
        raise Held(
            _(
                "Not everything is checked and fair: check it and mend it, or say why it is published all the same."
            )
        )
    report = _publish(draft, replace(how, reason="") if is_ready else how)
    after = {"published": {item.slug: item.outcome for item in report.exercises}}
    record(actor=how.by, verb="draft.published", obj=draft, after=after, at=how.at)
    return report


def _publish(draft: Draft, how: Publishing) -> PublishReport:
    with opened(draft) as found:
        if draft.is_course:
            return publish(
                folder=found.folder,
                by=how.by,
                at=how.at,
                note=how.note,
                told_learners=how.told_learners,
                reason=how.reason,
            )
        (source,) = found.sources.values()
        if draft.week is None:
            raise Held(_("The week that this draft was for is gone: upload it again for another one."))
        return publish_alone(week=draft.week, source=source, how=how)


def publish_version(*, version: ExerciseVersion, how: Publishing) -> Published:
    """Offer a version of before once more. Raises `Held` where it needs a reason or is what learners get already."""
    exercise = version.exercise
    if exercise.current_id == version.pk and exercise.retired_at is None:
        raise Held(_("Learners get this version already."))
    report = report_of_version(version)
    is_fair = report is not None and report.is_fair
    if not how.reason and not is_fair:
        raise Held(_("No check has found this version fair: say why it is published all the same."))
    return publish_again(version=version, how=replace(how, reason="") if is_fair else how)


def by_person(*, by: User, at: datetime, note: str, told_learners: str, reason: str) -> Publishing:
    """What a form of a page says about publishing, in order."""
    return Publishing(
        by=by, at=at, note=note.strip(), told_learners=told_learners.strip(), reason=reason.strip()
    )
