"""One module for each sub-command: `add(parsers)` declares its arguments, `run(arguments)` returns the exit code."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the program."""

    DONE = 0
    PLATFORM_FAULT = 1
    UNFAIR = 1  # of `check` alone
    WRONG_USAGE = 2
