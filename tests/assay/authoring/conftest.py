"""A course of one exercise, an instructor who is signed in, and zips that she brings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.authoring.models import Draft
from tests.assay.factories import NOW


def zip_of(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def files_of(folder: Path, prefix: str = "") -> dict[str, bytes | str]:
    return {
        f"{prefix}{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Instructor:
    """Somebody at a browser."""

    def __init__(self, client: Client, slug: str) -> None:
        self.client = client
        self.content = f"/cohorts/{slug}/content/"

    def upload(self, content: bytes, name: str = "squares.zip", week: str = "week-01-squares"):
        data = {"archive": SimpleUploadedFile(name, content), "week": week}
        return self.client.post(f"{self.content}upload/", data)

    def draft(self, content: bytes, **how: str) -> Draft:
        response = self.upload(content, **how)
        assert response.status_code == 302, response.content.decode()
        return Draft.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])

    def page(self, draft: Draft, rest: str = ""):
        return self.client.get(f"{self.content}drafts/{draft.pk}/{rest}")

    def post(self, draft: Draft, rest: str, **data: str):
        return self.client.post(f"{self.content}drafts/{draft.pk}/{rest}", data)

    def publish(self, draft: Draft, **said: str):
        seen = self.page(draft).context["seen"]
        return self.post(draft, "publish/", **{"seen": seen, **said})


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def sent(monkeypatch) -> list[str]:
    """The names of the tasks that would go to a worker."""
    names: list[str] = []
    monkeypatch.setattr("assay.celery.app.send_task", lambda name, **_: names.append(name))
    return names


@pytest.fixture
def ivo(client: Client, instructor) -> Instructor:
    client.force_login(instructor.user, backend="django.contrib.auth.backends.ModelBackend")
    return Instructor(client, instructor.cohort.slug)


@pytest.fixture
def changed(course_folder: Path) -> dict[str, bytes | str]:
    """The exercise `squares` with other words in its statement."""
    files = files_of(course_folder / "week-01-squares" / "squares", "squares/")
    source = files["squares/source.py"]
    assert isinstance(source, bytes)
    return {**files, "squares/source.py": source.replace(b"Four small", b"Four big")}
