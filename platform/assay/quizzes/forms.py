"""What an instructor may change in the key of one question, by its type."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from graders.quiz import Question

Change = tuple[tuple[str | int, ...], Any]
_MAX_REASON = 500
_CREDIT = (
    ("marked", gettext_lazy("Mark the answers")),
    ("everyone", gettext_lazy("Give everyone who was asked all points")),
    ("void", gettext_lazy("Take the question out: no points, and none to be had")),
)
_TOLERANCE = (
    ("", gettext_lazy("Exact")),
    ("absolute", gettext_lazy("Within this distance")),
    ("relative", gettext_lazy("Within this share (0.01 is one per cent)")),
    ("significant_figures", gettext_lazy("To this many significant figures")),
)


class ReasonForm(forms.Form):
    """Why attempts are marked anew; their learners read it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=_MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Learners whose points change read it on their result page."),
    )


class CorrectionForm(ReasonForm):
    """One question: what right answers earn, and which answers are right."""

    credit = forms.ChoiceField(label=gettext_lazy("Points"), choices=_CREDIT, widget=forms.RadioSelect)
    field_order = ("credit", "right", "answer", "accept", "tolerance", "tolerance_value", "reason")

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        self.question: Any = question
        super().__init__(*args, **options)
        self.fields["credit"].initial = question.credit
        for name, field in _FIELDS.get(question.type, _nothing)(self.question):
            self.fields[name] = field
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("tolerance") and not found.get("tolerance_value"):
            self.add_error("tolerance_value", _("Say how much: 0.01, for example."))
        if not self.errors and not self.changes():
            self.add_error(None, _("Nothing is changed yet: change the key or the points of the question."))
        return found

    def changes(self) -> dict[tuple[str | int, ...], Any]:
        """Path in the question's YAML -> new value, of what differs."""
        wanted, question = self.cleaned_data, self.question
        found: dict[tuple[str | int, ...], Any] = {}
        if wanted["credit"] != question.credit:
            found["credit",] = wanted["credit"]
        if "answer" in wanted and wanted["answer"] != question.answer:
            found["answer",] = wanted["answer"]
        if added := wanted.get("accept"):
            found |= dict([_accepted(question, added)])
        if "tolerance" in wanted and (tolerance := self._tolerance()) != _tolerance_of(question):
            found["tolerance",] = tolerance
        if "right" in wanted and frozenset(wanted["right"]) != question.right:
            found |= dict(_right(question, wanted["right"]))
        return found

    def _tolerance(self) -> dict[str, float | int] | None:
        kind, value = self.cleaned_data.get("tolerance", ""), self.cleaned_data.get("tolerance_value")
        return {kind: _plain(value)} if kind and value else None


def _accepted(question: Any, added: str) -> Change:
    """Another right answer: of a number beside the formula, of a text in the list of answers."""
    if question.type == "numeric":
        return ("accept",), [*map(str, question.accept), added]
    return ("answer",), [*map(str, question.answer), added]


def _right(question: Any, keys: list[str]) -> Iterator[Change]:
    """The right options by id; marks at single options would contradict them."""
    yield ("answer",), keys
    for place, option in enumerate(question.options):
        if option.correct:
            yield ("options", place, "correct"), False


def _tolerance_of(question: Any) -> dict[str, float | int] | None:
    if question.tolerance is None:
        return None
    return {name: _plain(value) for name, value in question.tolerance if value is not None}


def _plain(value: Decimal | int) -> float | int:
    return int(value) if value == int(value) else float(value)


def _nothing(_question: Any) -> dict[str, forms.Field]:
    return {}


def _of_options(question: Any) -> Iterator[tuple[str, forms.Field]]:
    keys = [option.id or chr(ord("a") + place) for place, option in enumerate(question.options)]
    yield (
        "right",
        forms.MultipleChoiceField(
            label=gettext_lazy("Right options"),
            choices=[(key, option.text) for key, option in zip(keys, question.options, strict=True)],
            initial=[key for key in keys if key in question.right],
            widget=forms.CheckboxSelectMultiple,
        ),
    )


def _of_number(question: Any) -> Iterator[tuple[str, forms.Field]]:
    (kind, value), *_rest = [*(_tolerance_of(question) or {}).items(), ("", None)]
    yield (
        "answer",
        forms.CharField(
            label=gettext_lazy("Right answer"),
            max_length=500,
            initial=question.answer,
            help_text=gettext_lazy("A number, or a formula over the question's variables."),
        ),
    )
    yield (
        "accept",
        forms.CharField(
            label=gettext_lazy("Also accept"),
            max_length=500,
            required=False,
            help_text=gettext_lazy("One more number or formula that is right as well."),
        ),
    )
    yield (
        "tolerance",
        forms.ChoiceField(label=gettext_lazy("Tolerance"), choices=_TOLERANCE, required=False, initial=kind),
    )
    yield (
        "tolerance_value",
        forms.DecimalField(
            label=gettext_lazy("How much"), min_value=Decimal(0), max_digits=12, required=False, initial=value
        ),
    )


def _of_text(_question: Any) -> Iterator[tuple[str, forms.Field]]:
    yield (
        "accept",
        forms.CharField(
            label=gettext_lazy("Also accept"),
            max_length=500,
            required=False,
            help_text=gettext_lazy("One more answer that is right, as a learner would write it."),
        ),
    )


_FIELDS: dict[str, Any] = {
    "single": _of_options,
    "multiple": _of_options,
    "numeric": _of_number,
    "text": _of_text,
}
