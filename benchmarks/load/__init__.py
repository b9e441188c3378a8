"""What happens when a whole cohort starts one quiz at the same time: `make load`."""
