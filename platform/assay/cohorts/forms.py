"""How a person stands on the boards of a cohort, and when its exercises are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.cohorts.models import Enrolment

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_BROWSERS_FORMAT = "%Y-%m-%dT%H:%M"


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


class _ShownMoment(forms.DateTimeInput):
    """What the page showed before anybody changed it, in the same format as the field itself."""

    input_type = "hidden"

    def __init__(self) -> None:
        super().__init__(format=_BROWSERS_FORMAT)


class _Moment(forms.DateTimeField):
    """The browser's own picker; read and shown in the zone that is active."""

    hidden_widget = _ShownMoment

    def __init__(self, label: StrPromise) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_BROWSERS_FORMAT)
        super().__init__(
            label=label,
            required=False,
            input_formats=[_BROWSERS_FORMAT],
            widget=widget,
            show_hidden_initial=True,  # a page left open over night must not undo what others changed
        )


class DatesForm(forms.Form):
    """When one exercise opens, is due and closes; all empty: it has no date in the cohort."""

    opens_at = _Moment(label=_("Opens"))
    due_at = _Moment(label=_("Due"))
    closes_at = _Moment(label=_("Closes"))

    def clean(self) -> dict[str, Any]:
        """Dates stand in order, and none without the first."""
        dates: dict[str, Any] = super().clean() or {}
        given = [date for name in self.fields if (date := dates.get(name)) is not None]
        if self.errors:
            return dates
        if given and dates["opens_at"] is None:
            self.add_error("opens_at", _("Say when it opens, or leave all three empty."))
        elif given != sorted(given):
            self.add_error(None, _("It opens, is due and closes, in this order."))
        return dates
