"""The site's table of contents."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from assay.cohorts.views import appearance, dates, home
from assay.health import healthz
from assay.progress.views import course

# The admin's own form would go around the limits on signing in.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler404 = "assay.gone.not_found"

# The course page reads from above the cohorts' own room, so their names are put together here.
cohort_pages = [
    path("", home, name="home"),
    path("cohorts/<slug:slug>/", course, name="course"),
    path("cohorts/<slug:slug>/appearance/", appearance, name="appearance"),
    path("cohorts/<slug:slug>/dates/", dates, name="dates"),
]

urlpatterns = [
    path("", include((cohort_pages, "cohorts"))),
    path("", include("assay.accounts.urls")),
    path("", include("assay.submissions.urls")),
    path("", include("assay.quizzes.urls")),
    path("", include("assay.authoring.urls")),
    path("", include("assay.progress.urls")),
    path("", include("assay.leaderboard.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/", include("assay.api.urls")),
    path("healthz", healthz, name="healthz"),
]
