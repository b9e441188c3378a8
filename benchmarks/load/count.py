"""What the load test left in the database, as JSON: attempts, how many are submitted and marked, answers kept."""

from __future__ import annotations

import json

import django

django.setup()

from assay.quizzes.models import CurrentMarking, QuizAttempt, Response  # noqa: E402

if __name__ == "__main__":
    counts = {
        "attempts": QuizAttempt.objects.count(),
        "submitted": QuizAttempt.objects.exclude(submitted_at=None).count(),
        "marked": CurrentMarking.objects.count(),
        "responses": Response.objects.count(),
    }
    print(json.dumps(counts))
