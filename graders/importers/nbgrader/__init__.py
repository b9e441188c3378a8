"""Exercises, people, submissions and marks of nbgrader: a notebook, an assignment folder, or a whole course."""

from graders.importers.nbgrader.importing import import_nbgrader
from graders.importers.nbgrader.options import NAMES, Delimiters, Options

__all__ = ["NAMES", "Delimiters", "Options", "import_nbgrader"]
