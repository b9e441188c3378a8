"""All kinds of value that cross the bridge by value: importing this module registers them with the codec."""

from graders.runner.bridge import arrays, builtin_values, sparse_values, tables

__all__ = ["arrays", "builtin_values", "sparse_values", "tables"]
