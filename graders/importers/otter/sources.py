"""What an author brought: one notebook, an autograder.zip, or a folder; bounded before anything of it is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from graders.importers.drafts import ImportFailed
from graders.problem import Problem

MAX_MEMBERS = 2000
MAX_FILE_BYTES = 128 << 20
MAX_TOTAL_BYTES = 512 << 20
MAX_NOTEBOOK_BYTES = 32 << 20
_SETTINGS = ("otter_config.json", "requirements.txt", "environment.yml")
_NOT_DATA = (".ipynb", ".py", ".zip", ".otter", ".pdf", ".html", ".ok", ".md")


@dataclass(kw_only=True)
class Source:
    """Files by their names. `folder` is where a notebook's own files lie; None inside a zip."""

    name: str
    folder: Path | None = None
    notebooks: dict[str, bytes] = field(default_factory=dict)
    tests: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def read_source(path: Path) -> Source:
    """What lies at `path`. Raises ImportFailed."""
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise _failed(str(path), "There is no such file or folder.")
    if path.suffix.lower() in (".rmd", ".qmd", ".r"):
        raise _failed(str(path), "This is an assignment in R; here exercises are in Python.")
    if zipfile.is_zipfile(path):
        return _archive(path)
    source = Source(name=path.name, folder=path.parent)
    source.notebooks[path.name] = _bytes(path, MAX_NOTEBOOK_BYTES)
    return source


def files_named(base: Path, names: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """The files that an assignment names, by their paths in `base`; and a sentence for each that is not there."""
    found: dict[str, bytes] = {}
    missing: list[str] = []
    root = base.resolve()
    for name in names:
        path = (base / name).resolve()
        if not path.is_relative_to(root):
            missing.append(f"“{name}” lies outside of the folder of the assignment.")
        elif path.is_file() or path.is_dir():
            for each in [path] if path.is_file() else _below(path):
                if each.resolve().is_relative_to(root):
                    found[each.relative_to(root).as_posix()] = _bytes(each, MAX_FILE_BYTES)
                _check_total(str(base), found)
        else:
            missing.append(f"“{name}” is not there.")
    return found, missing


def _folder(path: Path) -> Source:
    source = Source(name=path.resolve().name, folder=path)
    for child in sorted(path.iterdir()):
        if child.is_file() and child.suffix == ".ipynb":
            source.notebooks[child.name] = _bytes(child, MAX_NOTEBOOK_BYTES)
        elif child.is_file() and child.name in _SETTINGS:
            source.settings[child.name] = _bytes(child, MAX_NOTEBOOK_BYTES)
    tests = path / "tests"
    for child in sorted(tests.glob("*.py")) if tests.is_dir() else ():
        if child.name != "__init__.py":
            source.tests[f"tests/{child.name}"] = _bytes(child, MAX_NOTEBOOK_BYTES)
    archives = [child for child in sorted(path.glob("*.zip")) if zipfile.is_zipfile(child)]
    if not source.tests and len(archives) == 1:
        inside = _archive(archives[0])
        source.tests, source.settings = inside.tests, inside.settings | source.settings
    return source


def other_files(folder: Path) -> dict[str, bytes]:
    """Files of a folder that could be data: none of Otter's own, no notebook, no program."""
    found: dict[str, bytes] = {}
    for path in _below(folder):
        name = path.relative_to(folder).as_posix()
        is_own = path.suffix.lower() in _NOT_DATA or name in _SETTINGS or name.startswith("tests/")
        if not is_own and path.resolve().is_relative_to(folder.resolve()):
            found[name] = _bytes(path, MAX_FILE_BYTES)
            _check_total(str(folder), found)
    return found


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _bytes(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise _failed(str(path), f"A file may have {most >> 20} MiB here; this one is larger.")
        return path.read_bytes()
    except OSError as error:
        raise _failed(str(path), f"This cannot be read: {error.strerror}.") from error


def _check_total(name: str, files: dict[str, bytes]) -> None:
    if len(files) > MAX_MEMBERS or sum(map(len, files.values())) > MAX_TOTAL_BYTES:
        raise _failed(name, f"The files may be {MAX_MEMBERS}, with {MAX_TOTAL_BYTES >> 20} MiB together.")


# ---------------------------------------------------------------- a zip


def _archive(path: Path) -> Source:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_members(path.name, members)
            return _unpacked(path.name, archive, members)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise _failed(path.name, f"This zip is broken: {error}.") from error


def _check_members(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise _failed(name, f"A zip may hold {MAX_MEMBERS} files; this one has {len(members)}.")
    if sum(member.file_size for member in members) > MAX_TOTAL_BYTES:
        raise _failed(name, f"The files of a zip may have {MAX_TOTAL_BYTES >> 20} MiB together.")
    problems = [
        Problem(file=name, line=0, sentence=f"“{member.filename[:100]}” {sentence}")
        for member in members
        if (sentence := _wrong_with(member))
    ]
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        problems.append(Problem(file=name, line=0, sentence="This zip holds a name twice."))
    if problems:
        raise ImportFailed(tuple(problems[:20]))


def _wrong_with(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in path.parts[0]:
        return "leaves the folder into which it is unpacked."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link, and links are not followed."
    if member.flag_bits & 1:
        return "is encrypted."
    if not member.filename.isprintable() or len(member.filename) > 200:
        return "has a name that is too long or holds control characters."
    return ""


def _unpacked(name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Source:
    source = Source(name=name)
    for member in members:
        path = PurePosixPath(member.filename)
        parent = path.parent.as_posix()
        if parent == "tests" and path.suffix == ".py" and path.name != "__init__.py":
            source.tests[member.filename] = _taken_out(archive, member, MAX_NOTEBOOK_BYTES)
        elif parent == "." and path.name in _SETTINGS:
            source.settings[path.name] = _taken_out(archive, member, MAX_NOTEBOOK_BYTES)
        elif parent == "." and path.suffix == ".ipynb":
            source.notebooks[path.name] = _taken_out(archive, member, MAX_NOTEBOOK_BYTES)
        elif path.parts[0] == "files" and len(path.parts) > 1:
            source.files[path.relative_to("files").as_posix()] = _taken_out(archive, member, MAX_FILE_BYTES)
            _check_total(name, source.files)
    return source


def _taken_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The member's content: never more than `most`, whatever the zip says of itself."""
    with archive.open(member) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise _failed(member.filename, f"A file may have {most >> 20} MiB here; this one is larger.")
    return content


def _failed(file: str, sentence: str) -> ImportFailed:
    return ImportFailed((Problem(file=file, line=0, sentence=sentence),))
