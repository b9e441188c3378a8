"""A course's content: as it is, drafts of what it shall be, and its versions."""

from django.urls import path

from assay.authoring.views import content, drafts, items, versions

app_name = "authoring"

_CONTENT = "cohorts/<slug:slug>/content/"
_DRAFT = f"{_CONTENT}drafts/<uuid:draft_id>/"
_ITEM = f"{_DRAFT}<slug:item>/"
_VERSIONS = f"{_CONTENT}<slug:exercise>/versions/"
_VERSION = f"{_VERSIONS}<int:version_id>/"

urlpatterns = [
    path(_CONTENT, content.content, name="content"),
    path(f"{_CONTENT}upload/", content.upload, name="upload"),
    path(_DRAFT, drafts.draft, name="draft"),
    path(f"{_DRAFT}check/", drafts.check, name="check"),
    path(f"{_DRAFT}progress/", drafts.progress, name="progress"),
    path(f"{_DRAFT}publish/", drafts.publish, name="publish"),
    path(f"{_DRAFT}discard/", drafts.discard, name="discard"),
    path(f"{_DRAFT}trials/<int:job_id>/", items.trial, name="trial"),
    path(f"{_ITEM}preview/", items.preview, name="preview"),
    path(f"{_ITEM}release/", items.release, name="release"),
    path(f"{_ITEM}report/", items.report, name="report"),
    path(f"{_ITEM}try/", items.try_out, name="try"),
    path(_VERSIONS, versions.versions, name="versions"),
    path(f"{_VERSION}report/", versions.report, name="version-report"),
    path(f"{_VERSION}difference/", versions.difference, name="difference"),
    path(f"{_VERSION}archive/", versions.archive, name="archive"),
    path(f"{_VERSION}publish/", versions.publish, name="publish-again"),
]
