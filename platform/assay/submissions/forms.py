"""Points by hand: for one answer, and for all of a submission."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.submissions.models import LONGEST_COMMENT


class MarkForm(forms.Form):
    """`possible` is the highest number that can be given; `after` the number of the mark that the page showed."""

    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=8, decimal_places=2)
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=_("The learner reads it with her points."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, possible: Decimal, **values: Any) -> None:
        super().__init__(*args, **values)
        widget = self.fields["points"].widget
        widget.attrs |= {"max": f"{possible:f}", "step": "any", "autofocus": True, "inputmode": "decimal"}


class OverrideForm(MarkForm):
    """The same for everything at once: here the reason must be given."""

    comment = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_COMMENT,
        help_text=_("The learner reads it beside her points."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
