"""How a person stands on the boards of a cohort."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.cohorts.models import Enrolment


class AppearanceForm(forms.Form):
    """The alias is always there; the real name and not standing at all are choices."""

    alias = forms.CharField(
        label=_("Alias"),
        max_length=Enrolment._meta.get_field("alias").max_length,
        help_text=_("What the others of your cohort read on the leaderboard."),
    )
    shows_real_name = forms.BooleanField(label=_("Show my real name instead of the alias"), required=False)
    hidden_on_boards = forms.BooleanField(
        label=_("Leave me off the leaderboard (I take no rank; my points still count)"), required=False
    )
