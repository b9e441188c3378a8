"""The site as it is, and addresses at which each of its error pages can be seen."""

from assay.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
