"""The site's visual vocabulary for templates: icon, status word, score glyph, time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay import moments

register = template.Library()

_WEEK_NUMBER = re.compile(r"^\w+ \d+\s*[:.–-]\s*")

_STATUS = {
    "not_started": ("none", "circle"),
    "in_progress": ("waiting", "circle-half"),
    "submitted": ("waiting", "check-lg"),
    "queued": ("waiting", "hourglass-split"),
    "running": ("waiting", "arrow-repeat"),
    "graded": ("passed", "check-circle"),
    "awaiting_marks": ("waiting", "hourglass-split"),
    "needs_work": ("partial", "circle-half"),
    "late": ("failed", "clock"),
    "closed": ("none", "lock"),
    "refused": ("failed", "x-circle"),
    "platform_problem": ("platform", "tools"),
}
_VERDICT = {
    "passed": ("passed", "check-circle", gettext_lazy("Passed")),
    "partial": ("partial", "circle-half", gettext_lazy("Partly")),
    "failed": ("failed", "x-circle", gettext_lazy("Failed")),
    "errored": ("failed", "exclamation-circle", gettext_lazy("Error")),
    "not_reached": ("none", "dash-circle", gettext_lazy("Not reached")),
    "right": ("passed", "check-circle", gettext_lazy("Right")),
    "partly": ("partial", "circle-half", gettext_lazy("Partly right")),
    "wrong": ("failed", "x-circle", gettext_lazy("Not right")),
    "unanswered": ("none", "dash-circle", gettext_lazy("Not answered")),
    "invalid": ("failed", "exclamation-circle", gettext_lazy("Not readable")),
    "awaiting_marks": ("waiting", "hourglass-split", gettext_lazy("Awaiting marks")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One drawing of the vendored sprite; decoration only, the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("vendor/icons/icons.svg"),
        name,
    )


@register.simple_tag
def status(code: str, words: object) -> SafeString:
    """Where work stands: colour, icon and word."""
    colour, drawing = _STATUS[code]
    return format_html('<span class="status {}">{} {}</span>', colour, icon(drawing), words)


@register.simple_tag
def verdict(code: str) -> SafeString:
    """How good a test or question was: colour, icon and word."""
    colour, drawing, words = _VERDICT[code]
    return format_html('<span class="status {}">{} {}</span>', colour, icon(drawing), words)


@register.simple_tag
def mark(code: str) -> SafeString:
    """A verdict where there is room for its icon only; the word is for those who cannot see it."""
    colour, drawing, words = _VERDICT[code]
    return format_html(
        '<span class="status {}">{}<span class="hidden-word">{}:</span></span>', colour, icon(drawing), words
    )


@register.filter
def tone(code: str) -> str:
    """The colour name of a status or verdict."""
    return _STATUS.get(code, ("",))[0] or _VERDICT.get(code, ("none",))[0]


@register.filter
def points(value: Decimal | float | None) -> str:
    """`7.5`, `10`, and a dash where there are none."""
    return "–" if value is None else f"{Decimal(str(value)).normalize():f}"


@register.inclusion_tag("_glyph.html")
def glyph(
    got: Decimal | None,
    possible: Decimal,
    questions: Iterable[Mapping[str, Any]] = (),
    *,
    large: bool = False,
) -> dict[str, Any]:
    """A score: `7.5 / 10` over one segment per question. `got` None: not graded or not released."""
    segments = [tone(_verdict_of(question)) for question in questions]
    return {
        "got": got,
        "possible": possible,
        "segments": segments,
        "words": _in_words(segments),
        "large": large,
    }


def _verdict_of(question: Any) -> str:
    return str(question["verdict"] if isinstance(question, Mapping) else question.verdict)


def _in_words(segments: list[str]) -> str:
    """`3 passed, 1 partly, 1 not`, whether of questions or of exercises."""
    if not segments:
        return ""
    full, partly = segments.count("passed"), segments.count("partial")
    parts = [_("%(n)d passed") % {"n": full}]
    if partly:
        parts.append(_("%(n)d partly") % {"n": partly})
    if rest := len(segments) - full - partly:
        parts.append(_("%(n)d not") % {"n": rest})
    return ", ".join(parts)


@register.simple_tag(takes_context=True)
def moment(context: Context, when: datetime) -> SafeString:
    """A `<time>` in the reader's zone (`zone` of the page), with its offset."""
    local = when.astimezone(context["zone"])
    words = moments.in_zone(when=when, zone=context["zone"], now=context["now"])
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.simple_tag(takes_context=True)
def countdown(context: Context, when: datetime) -> str:
    """How long until or since, seen from the page's `now`."""
    return moments.countdown(when=when, now=context["now"])


@register.simple_tag(takes_context=True)
def theme(context: Context) -> SafeString:
    """The attribute that fixes light or dark, where the reader chose one."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return format_html('data-theme="{}"', chosen) if chosen in {"light", "dark"} else SafeString("")


@register.simple_tag
def exercise_url(cohort: Any, exercise: Any) -> str:
    """The page of an exercise or quiz in a cohort."""
    name = "quizzes:quiz" if exercise.is_quiz else "submissions:exercise"
    return reverse(name, args=[cohort.slug, exercise.slug])


@register.filter
def without_number(title: str) -> str:
    """A week's title less its own "Week 3:", where the number stands beside it."""
    return _WEEK_NUMBER.sub("", title)


@register.filter
def mebibytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.0f} MiB"
