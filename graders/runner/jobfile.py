"""Read one job from its descriptor: `job.json` first, then the files of the work folder."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

ROOMS = ("work", "hidden")


class BadJob(ValueError):
    """The job is not one that our own client writes."""


def open_job(descriptor: int, *, into: Path, hidden: Path | None = None) -> dict[str, Any]:
    """Unpack `work/…` into `into` and `hidden/…` into `hidden`, and return the content of `job.json`.

    Closes the descriptor. Hidden files are refused where no folder for them is given.
    """
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(descriptor, "rb") as content, tarfile.open(fileobj=content, mode="r:") as archive:
        job = _read_description(archive)
        rooms = {"work": into} | ({"hidden": hidden} if hidden else {})
        for member in archive:
            _unpack(archive, member, rooms)
    return job


def _read_description(archive: tarfile.TarFile) -> dict[str, Any]:
    member = archive.next()
    if member is None or member.name != "job.json" or not member.isreg():
        raise BadJob("the first file of a job must be job.json")
    job = json.load(_content(archive, member))
    if not isinstance(job, dict):
        raise BadJob("job.json must hold one object")
    return job


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, rooms: dict[str, Path]) -> None:
    path = PurePosixPath(member.name)
    if member.name == "job.json":
        return
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in rooms:
        raise BadJob(f"a job cannot hold the path {member.name!r}")
    if not (member.isreg() or member.isdir()):
        raise BadJob(f"{member.name!r} is neither a file nor a folder")
    target = rooms[path.parts[0]].joinpath(*path.parts[1:])
    folder = target if member.isdir() else target.parent
    folder.mkdir(parents=True, exist_ok=True)
    if member.isreg():
        target.write_bytes(_content(archive, member).read())


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    content = archive.extractfile(member)
    if content is None:
        raise BadJob(f"{member.name!r} has no content")
    return content  # type: ignore[return-value]
