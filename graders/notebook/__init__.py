"""A submitted notebook: read it within bounds, match it with its exercise."""

from graders.notebook.model import InvalidNotebook, LearnerCell, LearnerNotebook, Plan, PlannedCell
from graders.notebook.planning import check, match, reference_plan
from graders.notebook.reading import from_percent, read

__all__ = [
    "InvalidNotebook",
    "LearnerCell",
    "LearnerNotebook",
    "Plan",
    "PlannedCell",
    "check",
    "from_percent",
    "match",
    "read",
    "reference_plan",
]
