"""What other systems read, made of reports: Gradescope's results.json, nbgrader's table, plain CSV. Pure."""

from graders.exporters.gradescope import HIDDEN, results
from graders.exporters.reading import ReportsError, read_reports
from graders.exporters.tables import nbgrader, plain

__all__ = ["HIDDEN", "ReportsError", "nbgrader", "plain", "read_reports", "results"]
