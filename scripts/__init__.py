"""What the Makefile runs: no product code, and until the set-up is done the standard library only."""
