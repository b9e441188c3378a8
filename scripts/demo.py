"""Hands in three sample notebooks as the demo learner, through the public API, and shows their scores."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.steps import ROOT, StepFailed

LEARNER = "learner"
SAMPLES = ROOT / "exercises" / "ml-foundations" / "week-03-classification"
FILES = {
    "right.ipynb": "a right one",
    "half.ipynb": "a half right one",
    "cheat.ipynb": "tries to get points without solving",
}
GRADING_SECONDS = 120
UNFINISHED = ("queued", "running")


@dataclass(frozen=True, kw_only=True)
class Api:
    """The site's public API as one learner."""

    url: str
    token: str

    def get(self, path: str) -> Any:
        """The JSON at `path`."""
        return self._send(urllib.request.Request(f"{self.url}{path}", headers=self._headers()))

    def hand_in(self, *, exercise: str, file_name: str, content: bytes) -> Any:
        """Hand in one notebook; returns the submission as the API shows it."""
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="notebook"; filename="{file_name}"\r\n'
        body = (
            f"{head}Content-Type: application/x-ipynb+json\r\n\r\n".encode()
            + content
            + f"\r\n--{boundary}--\r\n".encode()
        )
        headers = {**self._headers(), "Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._send(
            urllib.request.Request(
                f"{self.url}/api/v1/exercises/{exercise}/submissions/", data=body, headers=headers
            )
        )

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Token {self.token}", "Accept": "application/json"}

    @staticmethod
    def _send(request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)


def grade_samples(*, url: str, memory: Path, environment: Mapping[str, str]) -> None:
    """Print a table of the three samples; what an earlier run handed in is shown, not handed in again."""
    remembered = json.loads(memory.read_text()) if memory.exists() else {}
    api = _sign_in(url, remembered, environment)
    print("\n  Three sample notebooks, handed in by the demo learner through the API")
    try:
        for name, meaning in FILES.items():
            submission, seconds = _grade(api, name, remembered)
            print(f"    {name:<16}{meaning:<40}{_score(submission):>14}{seconds:>9.2f} s", flush=True)
    except urllib.error.HTTPError as error:
        raise StepFailed(
            f"The API answered {error.code} to {error.url}:\n{error.read().decode(errors='replace')[:2000]}"
        ) from error
    memory.write_text(json.dumps(remembered))
    memory.chmod(0o600)
