"""The files of an exercise folder: which are public, hidden, or neither; its digest; packing it up."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path, PurePosixPath

from graders.exercise.model import ExerciseError
from graders.problem import Problem

_KNOWN = (
    "exercise.toml",
    "source.py",
    "source.ipynb",
    "data",
    "hidden",
    "submissions",
    "README.md",
    "notes.md",
)
_JUNK = ("__pycache__", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNPACKED_LIMIT_BYTES = 1 << 30


def list_files(folder: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """Relative paths of everything that belongs to the exercise (`submissions/` does not), sorted."""
    found: list[str] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        top = name.partition("/")[0]
        if top == "submissions" or any(part in _JUNK for part in PurePosixPath(name).parts):
            continue
        if path.is_symlink():
            problems.append(
                Problem(file=name, line=0, sentence="Links are not allowed in an exercise folder.")
            )
        elif top not in _KNOWN:
            if name == top:
                sentence = f"`{name}` has no place in an exercise folder; known are {', '.join(_KNOWN)}."
                problems.append(Problem(file=name, line=0, sentence=sentence))
        elif path.is_file():
            found.append(name)
    return tuple(found), problems


def digest(folder: Path, files: tuple[str, ...]) -> str:
    """A sha256 over names and contents: the version of the exercise."""
    whole = hashlib.sha256()
    for name in files:
        content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        whole.update(f"{content}  {name}\n".encode())
    return whole.hexdigest()


def pack(folder: Path) -> bytes:
    """The folder as a zip without `submissions/`; equal folders give equal bytes."""
    files, problems = list_files(folder)
    if problems:
        raise ExerciseError(tuple(problems))
    return zipped({name: (folder / name).read_bytes() for name in files})


def zipped(contents: dict[str, bytes]) -> bytes:
    """A zip that depends on nothing but `contents`: no clock, no owner, names in order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix on every system, or the bytes would differ
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return buffer.getvalue()


def unpack(archive: bytes, into: Path) -> None:
    """Write the files of a packed exercise below `into`; a name that would leave it is refused."""
    problems = []
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in entries) > _UNPACKED_LIMIT_BYTES:
            raise ExerciseError(
                (Problem(file="", line=0, sentence="The archive unpacks to more than 1 GiB."),)
            )
        for entry in entries:
            path = PurePosixPath(entry.filename)
            if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
                problems.append(Problem(file=entry.filename, line=0, sentence="This name leaves the folder."))
        if problems:
            raise ExerciseError(tuple(problems))
        for entry in entries:
            target = into / entry.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(opened.read(entry))
