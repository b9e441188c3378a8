"""Is a prediction exercise fit to publish: its labels, its baselines, what little effort earns, its samples."""

from graders.check.prediction.checking import check

__all__ = ["check"]
