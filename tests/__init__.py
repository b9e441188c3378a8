"""The tests mirror the source; see the map in README.md."""
