"""What a person says about herself."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.accounts.models import User


def _zones() -> list[tuple[str, object]]:
    usual = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("", _("The cohort's")), ("UTC", "UTC"), *((name, name.replace("_", " ")) for name in usual)]


class ProfileForm(forms.Form):
    """Name and time zone."""

    display_name = forms.CharField(
        label=_("Name"),
        max_length=User._meta.get_field("display_name").max_length,
        required=False,
        help_text=_("Your instructors read it; the leaderboard does not show it unless you say so."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_zones,
        required=False,
        help_text=_("Deadlines are shown in it."),
    )
