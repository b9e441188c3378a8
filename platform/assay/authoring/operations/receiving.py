"""Take a folder in as a draft: what is hostile is refused whole, what is only wrong is kept with its problems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.authoring import archives
from assay.authoring.archives import ArchiveRefused, Files
from assay.authoring.items import read, tables, unpacked
from assay.authoring.models import Draft
from assay.catalog.folders import PublishRefused
from assay.catalog.models import Course, Week
from assay.catalog.operations import store
from graders.exercise import zipped

MOST_OPEN_DRAFTS = 50
_COPY_NUMBER = re.compile(r"[ _-]*\(\d+\)$")  # a browser's "churn (1).zip"


class DraftRefused(ValueError):
    """Nothing was kept; `sentences` say why."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


@dataclass(frozen=True, kw_only=True)
class _Found:
    """The files below the folder that was meant, and its name; `week` is None for a whole course."""

    kind: str
    name: str
    files: Files
    week: Week | None


def receive_zip(
    *, course: Course, week: Week | None, file_name: str, content: bytes, by: User, at: datetime
) -> Draft:
    """Keep a zip of the course's folder, or of one exercise or quiz for `week`, as a draft.

    Raises `DraftRefused` where it is no such thing; a line of the audit is kept then.
    """
    name = PurePosixPath(file_name.replace("\\", "/")).name[:200] or "upload.zip"
    try:
        return _receive(course, week, archives.read_zip(content), name, by, at)
    except (DraftRefused, ArchiveRefused) as error:
        after = {"file": name, "sentences": list(error.sentences)}
        record(actor=by, verb="draft.refused", obj=course, after=after, at=at)
        raise DraftRefused(*error.sentences) from error


def receive_folder(*, course: Course, week: Week | None, folder: Path, by: User, at: datetime) -> Draft:
    """The same for a folder of this machine, which the caller has allowed. Raises `DraftRefused`."""
    try:
        files = archives.read_folder(folder)
    except ArchiveRefused as error:
        raise DraftRefused(*error.sentences) from error
    return _receive(
        course,
        week,
        {f"{folder.name}/{name}": content for name, content in files.items()},
        folder.name,
        by,
        at,
    )


@transaction.atomic
def discard(*, draft: Draft, by: User, at: datetime) -> bool:
    """Put a draft away; its files stay in the database. False where it was published or put away before."""
    changed = Draft.objects.filter(pk=draft.pk, published_at=None, discarded_at=None).update(discarded_at=at)
    if changed:
        record(actor=by, verb="draft.discarded", obj=draft, at=at)
    return bool(changed)


def _receive(course: Course, week: Week | None, files: Files, source: str, by: User, at: datetime) -> Draft:
    if Draft.objects.filter(course=course, published_at=None, discarded_at=None).count() >= MOST_OPEN_DRAFTS:
        raise DraftRefused(
            _("%(n)d drafts are open already: publish or discard some first.") % {"n": MOST_OPEN_DRAFTS}
        )
    found = _found(course, week, files, source)
    problems, items = _read(found)
    with transaction.atomic():
        draft = Draft.objects.create(
            course=course,
            kind=found.kind,
            week=found.week,
            name=found.name,
            source=source,
            archive_id=store(zipped(found.files)),
            problems=problems,
            items=items,
            created_at=at,
            created_by=by,
        )
        after = {"kind": found.kind, "name": found.name, "sha256": draft.archive_id}
        record(actor=by, verb="draft.received", obj=draft, after=after, at=at)
    return draft


def _found(course: Course, week: Week | None, files: Files, source: str) -> _Found:
    prefix = _prefix(files)
    inner = {name.removeprefix(prefix): content for name, content in files.items() if name.startswith(prefix)}
    name = prefix.rstrip("/") or _COPY_NUMBER.sub("", PurePosixPath(source).stem)
    if "course.toml" in inner:
        _refuse_other_course(course, name)
        return _Found(kind=Draft.Kind.COURSE, name=course.slug, files=inner, week=None)
    if week is None:
        raise DraftRefused(_("This is one exercise or quiz: choose the week that it belongs to."))
    if "exercise.toml" in inner:
        name = name if prefix else slugify(name)
        return _Found(kind=Draft.Kind.ALONE, name=name[:120] or "exercise", files=inner, week=week)
    return _Found(kind=Draft.Kind.ALONE, name=week.slug, files=inner, week=week)


def _prefix(files: Files) -> str:
    """Where the meant folder begins: at the top, or in the only folder there."""
    tops = {name.partition("/")[0] for name in files}
    prefixes = ["", *(f"{top}/" for top in tops if len(tops) == 1)]
    for prefix in prefixes:
        if any(f"{prefix}{marker}" in files for marker in ("course.toml", "exercise.toml")):
            return prefix
    for prefix in prefixes:
        if f"{prefix}quiz.yaml" in files and not any(name.endswith("/exercise.toml") for name in files):
            return prefix
    raise DraftRefused(
        _(
            "There is no course.toml, exercise.toml or quiz.yaml at its top. Pack the folder of the course, "
            "of one exercise, or one quiz.yaml with its pictures."
        )
    )


def _refuse_other_course(course: Course, name: str) -> None:
    other = Course.objects.filter(slug=name).exclude(pk=course.pk).first()
    if other is not None:
        raise DraftRefused(
            _("This is the folder of the course “%(other)s”; here you write for “%(course)s”.")
            % {"other": other.title, "course": course.title}
        )


def _read(found: _Found) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Problems and items; where there are problems there is no item."""
    with unpacked(found.files, found.name) as folder:
        try:
            week = found.week.slug if found.week else ""
            return [], tables(read(folder, is_course=found.week is None, week=week))
        except PublishRefused as error:
            return [vars(problem) for problem in error.problems], []
