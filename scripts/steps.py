"""Visible progress: one line a step with its seconds, and a program's output only where it failed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class StepFailed(Exception):
    """A step of the set-up failed; the message is all that a person needs to read."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print `title` at the start and the seconds at the end."""
    print(f"  {title:<62}", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - started:6.1f} s", flush=True)


def run(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    """Run one program from the repository's root and return what it printed; raise `StepFailed` where it fails."""
    words = [str(word) for word in command]
    ended = subprocess.run(words, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    if ended.returncode:
        tail = "\n".join((ended.stdout + ended.stderr).splitlines()[-30:])
        raise StepFailed(f"{_shown(words)} ended with {ended.returncode}:\n{tail}")
    return ended.stdout


def stop_with(error: StepFailed) -> int:
    """Print the sentence for a person; returns the exit code."""
    print(f"\n{error}", file=sys.stderr)
    return 1


def _shown(words: Sequence[str]) -> str:
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
