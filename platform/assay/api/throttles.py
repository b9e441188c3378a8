"""How often one person may ask; the rates are settings."""

from __future__ import annotations

from rest_framework.throttling import UserRateThrottle


class UploadThrottle(UserRateThrottle):
    """Hand-ins of one person by page and API together: quotas do not count the refused ones, this does."""

    scope = "upload"


class QuizThrottle(UserRateThrottle):
    """Saves and starts of quizzes of one person by page and API together; an attempt saves itself every few seconds."""

    scope = "quiz"


class AuthoringThrottle(UserRateThrottle):
    """Drafts that one person brings and has checked or tried: each takes the site's time and room."""

    scope = "authoring"
