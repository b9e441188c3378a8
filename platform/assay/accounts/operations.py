"""What changes people, and the one way to write down that something was changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.db.models import Model

from assay.accounts import tokens
from assay.accounts.models import AuditEvent, User

TOKEN_DAYS = 90


def record(
    *,
    actor: User | None,
    verb: str,
    obj: Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    at: datetime,
) -> AuditEvent:
    """Append one line to the audit. `before` and `after` hold JSON values, never a file's content."""
    return AuditEvent.objects.create(
        at=at,
        actor=actor,
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        before=before or {},
        after=after or {},
    )


@transaction.atomic
def issue_token(*, user: User, at: datetime, days: int = TOKEN_DAYS) -> str:
    """A new token for scripts that works for so many days; only its hash is kept, so it is shown once."""
    token, secret = tokens.create(user=user, expires_at=at + timedelta(days=days))
    record(actor=user, verb="token.issued", obj=user, after={"token": token.key, "days": days}, at=at)
    return secret


@transaction.atomic
def revoke_token(*, user: User, key: str, at: datetime) -> bool:
    """Make the user's token that begins with `key` useless at once; False where there is none (any more)."""
    if not tokens.delete(user=user, key=key):
        return False
    record(actor=user, verb="token.revoked", obj=user, before={"token": key}, at=at)
    return True


@transaction.atomic
def change_profile(*, user: User, display_name: str, time_zone: str, at: datetime) -> User:
    """`time_zone` is an IANA name, or empty for the cohort's. Raises ValueError for another."""
    if time_zone and time_zone not in available_timezones():
        raise ValueError(f"{time_zone!r} is not a time zone")
    before = {"display_name": user.display_name, "time_zone": user.time_zone}
    after = {"display_name": display_name.strip(), "time_zone": time_zone and ZoneInfo(time_zone).key}
    if before == after:
        return user
    user.display_name, user.time_zone = after["display_name"], after["time_zone"]
    user.save(update_fields=list(after))
    record(actor=user, verb="profile.changed", obj=user, before=before, after=after, at=at)
    return user
