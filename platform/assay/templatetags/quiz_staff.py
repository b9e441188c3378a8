"""How statistics of a quiz are written: numbers with a fixed number of places, flags in words."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

_NOTHING = "–"
_FLAGS: dict[str, tuple[Promise, Promise]] = {
    "nobody_right": (
        gettext_lazy("nobody right"),
        gettext_lazy("Nobody got this right: look at the key, then at how the question reads."),
    ),
    "everybody_right": (
        gettext_lazy("everybody right"),
        gettext_lazy("Everybody got this right: it warms up, but tells nobody apart."),
    ),
    "key_doubtful": (
        gettext_lazy("check the key"),
        gettext_lazy(
            "Those who do well elsewhere do worse here: the key may be wrong, or the text misleading."
        ),
    ),
    "weak": (
        gettext_lazy("tells little apart"),
        gettext_lazy("This question hardly tells those who know more from those who know less."),
    ),
    "wrong_more_often": (
        gettext_lazy("one wrong answer leads"),
        gettext_lazy(
            "One wrong answer is given more often than the right one: a misconception, or a wrong key."
        ),
    ),
    "dead_option": (
        gettext_lazy("an option nobody takes"),
        gettext_lazy(
            "A wrong option is taken by fewer than 5 %: replace it by a mistake that learners make."
        ),
    ),
}
_TYPES = {
    "single": gettext_lazy("single choice"),
    "multiple": gettext_lazy("multiple choice"),
    "numeric": gettext_lazy("number"),
    "text": gettext_lazy("text"),
    "matching": gettext_lazy("matching"),
    "ordering": gettext_lazy("ordering"),
    "cloze": gettext_lazy("cloze"),
    "code_output": gettext_lazy("printed output"),
    "table": gettext_lazy("table"),
}


@register.filter
def fixed(value: float | None, places: int) -> str:
    """`7.50`, and a dash where there is none."""
    return _NOTHING if value is None else f"{value:.{places}f}"


@register.filter
def percent(share: float | None) -> str:
    """A share from 0 to 1 as `67 %`."""
    return _NOTHING if share is None else f"{100 * share:.0f} %"


@register.filter
def signed(value: float | None) -> str:
    """`0.42`, `−0.10`: two places and a real minus sign."""
    return _NOTHING if value is None else f"{value:.2f}".replace("-", "−")


@register.filter
def plain_number(value: float | None) -> str:
    """For attributes: a point whatever the language."""
    return f"{value or 0:.4f}"


@register.filter
def minus(value: int, other: int) -> int:
    return value - other


@register.filter
def minutes(span: timedelta | None) -> str:
    """`12 min`, or `40 s`."""
    if span is None:
        return _NOTHING
    seconds = round(span.total_seconds())
    return _("%(n)d s") % {"n": seconds} if seconds < 60 else _("%(n)d min") % {"n": round(seconds / 60)}


@register.filter
def flag_words(name: str) -> Promise:
    return _FLAGS[name][0]


@register.filter
def flag_advice(name: str) -> Promise:
    return _FLAGS[name][1]


@register.filter
def type_name(name: str) -> Promise | str:
    return _TYPES.get(name, name)
