"""How often one person may ask; the rates are settings."""

from __future__ import annotations

from rest_framework.throttling import UserRateThrottle


class UploadThrottle(UserRateThrottle):
    """Hand-ins of one person by page and API together: quotas do not count the refused ones, this does."""

    scope = "upload"
