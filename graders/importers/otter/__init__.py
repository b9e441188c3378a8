"""Assignments of Otter and of ok-client: master notebooks, autograder zips, folders of tests."""

from graders.importers.otter.importing import import_otter

__all__ = ["import_otter"]
