"""Is an exercise fit to publish: its reference, its release, its samples, its mutants, its tests."""

from graders.check.exercise.checking import OnProgress, check
from graders.check.exercise.model import ENOUGH_CAUGHT, Checked, Run, Sample, TriedMutant

__all__ = ["ENOUGH_CAUGHT", "Checked", "OnProgress", "Run", "Sample", "TriedMutant", "check"]
