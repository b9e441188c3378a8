"""The pages of an exercise and its submissions."""
