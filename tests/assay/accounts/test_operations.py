"""The audit, tokens and the profile."""

from __future__ import annotations

import pytest
from django.urls import reverse
from knox.models import AuthToken

from assay.accounts.models import AuditEvent
from assay.accounts.operations import change_profile, issue_token, record
from tests.assay.factories import NOW, make_user

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_to_what():
    user = make_user()
    line = record(actor=user, verb="course.praised", obj=user, after={"stars": 5}, at=NOW)
    assert (line.object_type, line.object_id, line.before, line.after) == (
        "accounts.user",
        str(user.pk),
        {},
        {"stars": 5},
    )


def test_a_token_is_kept_as_a_hash_alone():
    user = make_user()
    token = issue_token(user=user, at=NOW)
    assert AuthToken.objects.get(user=user).token_key in token
    assert token not in str(AuthToken.objects.values()) + str(AuditEvent.objects.values())


def test_a_profile_changes_once():
    user = make_user()
    for _ in range(2):
        change_profile(user=user, display_name=" Ada ", time_zone="Europe/Berlin", at=NOW)
    user.refresh_from_db()
    assert (str(user), user.time_zone) == ("Ada", "Europe/Berlin")
    assert AuditEvent.objects.filter(verb="profile.changed").count() == 1


def test_a_time_zone_must_exist():
    with pytest.raises(ValueError, match="Mars"):
        change_profile(user=make_user(), display_name="", time_zone="Mars/Phobos", at=NOW)


@pytest.mark.parametrize("model", ["auditevent", "user"])
def test_the_admin_shows_it(admin_client, model):
    record(actor=None, verb="x", obj=make_user(), at=NOW)
    assert admin_client.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200


def test_the_admin_cannot_change_the_audit(admin_client):
    line = record(actor=None, verb="x", obj=make_user(), at=NOW)
    address = reverse("admin:accounts_auditevent_change", args=[line.pk])
    assert admin_client.post(address, {"verb": "y"}).status_code == 403
    assert admin_client.post(reverse("admin:accounts_auditevent_delete", args=[line.pk])).status_code == 403
