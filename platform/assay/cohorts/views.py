"""The start page, how a person stands on her cohort's boards, and the dates of the cohort."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.catalog.queries import published_exercises
from assay.cohorts.access import get_enrolment_or_404, get_managed_cohort_or_404
from assay.cohorts.forms import AppearanceForm, DatesForm
from assay.cohorts.models import Cohort, Enrolment, ScheduledExercise
from assay.cohorts.operations import AliasTaken, change_appearance, schedule, unschedule
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of, enrolments_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """A person's cohorts; the only one opens at once."""
    assert isinstance(request.user, User)
    enrolments = list(enrolments_of(user=request.user))
    if len(enrolments) == 1:
        return redirect("cohorts:course", enrolments[0].cohort.slug)
    return render(request, "cohorts/home.html", {"enrolments": enrolments})


@login_required
def appearance(request: HttpRequest, slug: str) -> HttpResponse:
    """Alias, real name or hidden, in one cohort."""
    enrolment = get_enrolment_or_404(request.user, slug)
    names = ("alias", "shows_real_name", "hidden_on_boards")
    form = AppearanceForm(request.POST or None, initial={name: getattr(enrolment, name) for name in names})
    if form.is_valid() and _changed(enrolment, form):
        messages.success(request, _("Saved. The leaderboard shows it at once."))
        return redirect("cohorts:appearance", slug)
    context = cohort_context(user=enrolment.user, cohort=enrolment.cohort, enrolment=enrolment, place="board")
    return render(
        request, "cohorts/appearance.html", context | {"form": form}, status=422 if form.errors else 200
    )


def _changed(enrolment: Enrolment, form: AppearanceForm) -> bool:
    try:
        change_appearance(enrolment=enrolment, **form.cleaned_data, at=timezone.now())
    except AliasTaken:
        form.add_error("alias", _("Somebody in your cohort has this alias already; choose another."))
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class _Dated:
    """One exercise with the form of its dates; `is_scheduled` before the form was sent."""

    exercise: Exercise
    form: DatesForm
    is_scheduled: bool


@login_required
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """When each exercise of the course opens, is due and closes in this cohort, all in one form."""
    assert isinstance(request.user, User)
    cohort = get_managed_cohort_or_404(request.user, slug)
    with timezone.override(ZoneInfo(cohort.time_zone)):
        rows = _dated(cohort, request)
        sent = [row for row in rows if row.form.is_bound]
        is_refused = any(row.form.errors for row in sent)
        if request.method == "POST" and not is_refused:
            changed = _save_dates(cohort, sent, request.user)
            messages.success(request, _saved(changed))
            return redirect("cohorts:dates", slug)
        context = cohort_context(
            user=request.user,
            cohort=cohort,
            enrolment=enrolment_of(user=request.user, cohort=cohort),
            place="dates",
        )
        return render(
            request, "cohorts/dates.html", context | {"rows": rows}, status=422 if is_refused else 200
        )


def _dated(cohort: Cohort, request: HttpRequest) -> list[_Dated]:
    scheduled = {item.exercise_id: item for item in cohort.schedule.all()}
    return [
        _Dated(
            exercise=exercise,
            form=_dates_form(exercise, scheduled.get(exercise.pk), request),
            is_scheduled=exercise.pk in scheduled,
        )
        for exercise in published_exercises().filter(course=cohort.course_id)
    ]


def _dates_form(exercise: Exercise, scheduled: ScheduledExercise | None, request: HttpRequest) -> DatesForm:
    """Bound only where the page that was sent had this exercise: it may have been published since."""
    prefix = f"exercise-{exercise.pk}"
    return DatesForm(
        request.POST if f"{prefix}-opens_at" in request.POST else None,
        prefix=prefix,
        initial={name: getattr(scheduled, name, None) for name in DatesForm.base_fields},
    )


@transaction.atomic
def _save_dates(cohort: Cohort, rows: list[_Dated], by: User) -> int:
    changed = [row for row in rows if row.form.has_changed()]
    for row in changed:
        if row.form.cleaned_data["opens_at"] is None:
            unschedule(cohort=cohort, exercise=row.exercise, by=by, at=timezone.now())
        else:
            policy = cohort.schedule.filter(exercise=row.exercise).values_list("policy", flat=True).first()
            schedule(
                cohort=cohort,
                exercise=row.exercise,
                **row.form.cleaned_data,
                policy=policy,
                by=by,
                at=timezone.now(),
            )
    return len(changed)


def _saved(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return ngettext(
        "Saved. %(n)d item has new dates; learners see them at once.",
        "Saved. %(n)d items have new dates; learners see them at once.",
        count,
    ) % {"n": count}
