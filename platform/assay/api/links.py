"""Absolute addresses of the site's pages and of the API itself, for answers that a script follows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework.request import Request


def absolute(request: Request, name: str, *arguments: Any) -> str:
    """The full address of a named route, on the host that was asked."""
    return str(request.build_absolute_uri(reverse(name, args=arguments)))
