"""Exercises to begin with: each folder of `starters/` is a whole one, fit to publish as it is."""

from __future__ import annotations

from pathlib import Path

_STARTERS = Path(__file__).with_name("starters")
KINDS = tuple(sorted(path.name for path in _STARTERS.iterdir()))


def begin(kind: str, folder: Path) -> list[Path]:
    """Write the starter of `kind` into `folder`; the files, in order. Raises FileExistsError, with nothing written."""
    starter = _STARTERS / kind
    files = {
        folder / path.relative_to(starter): path for path in sorted(starter.rglob("*")) if path.is_file()
    }
    for target in files:
        if target.exists():
            raise FileExistsError(target)
    for target, path in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return list(files)
