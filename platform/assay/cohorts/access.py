"""Who may see and do what in a cohort: the only place that decides it.

What a person may not see answers 404, so that nobody learns that it exists; what she sees but may not do answers 403.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rules.predicates import Predicate, is_active, is_staff

from assay.accounts.models import User
from assay.cohorts.models import Cohort, Enrolment

Role = Enrolment.Role
Person = User | AnonymousUser


def _has_role(*roles: Role) -> Predicate:
    def test(user: Person, cohort: Cohort) -> bool:
        if not user.is_authenticated:
            return False
        return Enrolment.objects.filter(user=user, cohort=cohort, role__in=roles).exists()

    return Predicate(test, name=f"has_role:{','.join(roles)}")


is_site_staff: Predicate = is_active & is_staff
sees_cohort: Predicate = is_site_staff | _has_role(*Role)
grades_cohort: Predicate = is_site_staff | _has_role(Role.ASSISTANT, Role.INSTRUCTOR)
manages_cohort: Predicate = is_site_staff | _has_role(Role.INSTRUCTOR)


def may_see_cohort(user: Person, cohort: Cohort) -> bool:
    """Whether this person knows of the cohort at all: everybody in it, and the site's staff."""
    return sees_cohort.test(user, cohort)


def may_grade_cohort(user: Person, cohort: Cohort) -> bool:
    """Whether this person sees everybody's work, warnings included: assistants, instructors, the site's staff."""
    return grades_cohort.test(user, cohort)


def may_manage_cohort(user: Person, cohort: Cohort) -> bool:
    """Whether this person decides over dates and keys: instructors and the site's staff, not assistants."""
    return manages_cohort.test(user, cohort)


def get_cohort_or_404(user: Person, slug: str) -> Cohort:
    """The cohort of this slug, where the person may know of it."""
    cohort = Cohort.objects.select_related("course").filter(slug=slug).first()
    if cohort is None or not may_see_cohort(user, cohort):
        raise Http404
    return cohort


def get_enrolment_or_404(user: Person, slug: str) -> Enrolment:
    """The person's own place in a cohort; 403 for the site's staff who see it without taking part."""
    places = Enrolment.objects.select_related("user", "cohort__course")
    if user.is_authenticated and (found := places.filter(user=user, cohort__slug=slug).first()):
        return found
    get_cohort_or_404(user, slug)
    raise PermissionDenied(_("You do not take part in this cohort."))


def get_graded_cohort_or_404(user: Person, slug: str) -> Cohort:
    """The cohort of this slug; 403 for those who take part without seeing others' work."""
    cohort = get_cohort_or_404(user, slug)
    if not may_grade_cohort(user, cohort):
        raise PermissionDenied(_("This page is for the people who teach this cohort."))
    return cohort


def get_managed_cohort_or_404(user: Person, slug: str) -> Cohort:
    """The cohort of this slug; 403 for those who take part without deciding over it."""
    cohort = get_cohort_or_404(user, slug)
    if not may_manage_cohort(user, cohort):
        raise PermissionDenied(_("This page is for the instructors of this cohort."))
    return cohort
