"""Is a quiz fit to publish: every answer earns its points on many seeds, nothing leaks, snippets print what is said."""

from graders.check.quiz.checking import SEEDS, CheckedQuiz, OnProgress, check, needs_sandbox
from graders.check.quiz.snippets import Printed, RunSnippet, in_sandbox

__all__ = [
    "SEEDS",
    "CheckedQuiz",
    "OnProgress",
    "Printed",
    "RunSnippet",
    "check",
    "in_sandbox",
    "needs_sandbox",
]
