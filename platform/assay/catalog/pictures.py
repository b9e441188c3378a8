"""Pictures beside a quiz's file, put into its text: what is published then needs no other file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 512 * 1024
_LINK = re.compile(r"(!\[[^\]]*\]\()([\w./-]+\.(png|jpe?g|gif|webp))(\))")
_KINDS = {"jpg": "jpeg"}


def with_pictures(text: str, folder: Path) -> str:
    """Markdown links to pictures under `folder` become `data:` addresses; others stay as they are."""
    return _LINK.sub(lambda found: found[0] if _fault(folder, found[2]) else _data(folder, found), text)


def picture_problems(text: str, folder: Path) -> Iterator[tuple[int, str]]:
    """Line and sentence of every link that leads to no picture that could be published."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _LINK.finditer(line):
            if fault := _fault(folder, found[2]):
                yield number, fault


def _fault(folder: Path, name: str) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return f"There is no picture {name!r} beside this file."
    if path.stat().st_size > MAX_BYTES:
        return f"The picture {name!r} is larger than {MAX_BYTES >> 10} KiB; make it smaller."
    return ""


def _data(folder: Path, found: re.Match[str]) -> str:
    before, name, suffix, after = found.groups()
    encoded = b64encode((folder / name).read_bytes()).decode()
    return f"{before}data:image/{_KINDS.get(suffix, suffix)};base64,{encoded}{after}"
