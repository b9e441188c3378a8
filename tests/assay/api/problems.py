"""What every problem document must be."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from assay.api.codes import PROBLEMS


def problem(response: Response, code: str) -> dict[str, Any]:
    """The document of a refusal, after checking that it is one (RFC 9457) and has this code."""
    assert response["Content-Type"] == "application/problem+json", response.content
    document: dict[str, Any] = response.json()
    kind = PROBLEMS[code]
    assert (document["code"], document["status"]) == (code, kind.status), document
    assert response.status_code == kind.status
    assert (document["type"], document["title"]) == (kind.type, kind.title)
    assert document["detail"]
    assert str(document.get("retry_after", "")) == response.get("Retry-After", "")
    return document
