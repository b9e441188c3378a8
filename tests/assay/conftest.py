"""The small world that most tests of the site start from."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache

from assay.catalog.models import Exercise
from assay.catalog.operations import publish
from assay.cohorts.models import Cohort, Enrolment
from tests.assay import factories


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """A million rounds of hashing a password prove nothing here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Nobody is throttled for what an earlier test did: rates are counted in the cache."""
    cache.clear()


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """A course folder that a test may change."""
    return factories.make_course_folder(tmp_path)


@pytest.fixture(scope="session")
def fixed_course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return factories.make_course_folder(tmp_path_factory.mktemp("course"))


@pytest.fixture
def exercise(db: None, fixed_course_folder: Path) -> Exercise:
    """`squares`, published."""
    publish(folder=fixed_course_folder, by=None, at=factories.OPENS)
    return Exercise.objects.select_related("course", "week", "current").get(slug="squares")


@pytest.fixture
def cohort(exercise: Exercise) -> Cohort:
    """A cohort in which `squares` is open."""
    return factories.make_cohort(exercise)


@pytest.fixture
def learner(cohort: Cohort) -> Enrolment:
    return factories.make_learner(cohort, "alice")


@pytest.fixture
def instructor(cohort: Cohort) -> Enrolment:
    return factories.make_instructor(cohort)
