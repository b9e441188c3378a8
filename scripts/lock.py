"""`make lock`: writes the hash-locked requirements anew, without the address of any index."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.setup import VENV
from scripts.steps import ROOT, StepFailed, run, step, stop_with

OPTIONS = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)


def main() -> int:
    """Lock everything; `site` before `dev`, which is constrained by it."""
    sources = [ROOT / "requirements" / f"{name}.in" for name in ("bootstrap", "site", "dev")]
    sources += sorted((ROOT / "graders" / "environments").glob("*/requirements.in"))
    try:
        for source in sources:
            _lock(source)
    except StepFailed as error:
        return stop_with(error)
    return 0


def _lock(source: Path) -> None:
    shown = source.relative_to(ROOT)
    with step(f"Locking {shown}"):
        run(
            VENV / "bin" / "uv", "pip", "compile", *OPTIONS, shown, "--output-file", shown.with_suffix(".txt")
        )


if __name__ == "__main__":
    sys.exit(main())
