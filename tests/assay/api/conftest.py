"""Scripts that talk to the API at `NOW`."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.response import Response
from rest_framework.test import APIClient
from time_machine import TimeMachineFixture

from assay.accounts.models import User
from assay.accounts.operations import issue_token
from assay.catalog.models import Exercise
from assay.cohorts.models import Enrolment
from tests.assay.factories import NOW, notebook


class Script:
    """One person's script with her token."""

    def __init__(self, user: User) -> None:
        self.client = APIClient()
        self.client.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(user=user, at=NOW)}")

    def get(self, path: str) -> Response:
        return self.client.get(f"/api/v1/{path}")

    def hand_in(
        self, exercise: Exercise, content: bytes | None = None, *, key: str = "", **fields: str
    ) -> Response:
        """POST the released notebook, or `content`."""
        file = SimpleUploadedFile("squares.ipynb", notebook() if content is None else content)
        headers = {"Idempotency-Key": key} if key else {}
        path = f"/api/v1/exercises/{exercise.pk}/submissions/"
        return self.client.post(path, {"notebook": file, **fields}, format="multipart", headers=headers)


@pytest.fixture(autouse=True)
def _now(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def script(learner: Enrolment) -> Script:
    """Alice's."""
    return Script(learner.user)
