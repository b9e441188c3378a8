"""The files of a zip or of a folder, taken in with bounds: nothing is unpacked before its names and sizes were looked at."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

MOST_FILES = 2000
MOST_BYTES = 64 * 1024 * 1024
MOST_NAME_CHARACTERS = 240
MOST_TIMES_LARGER = 200
_SMALL_BYTES = 1024 * 1024  # below it, no ratio does harm
_MOST_NAMED = 20
_IGNORED = frozenset(
    {"__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git", ".DS_Store", "Thumbs.db", "desktop.ini"}
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1

Files = dict[str, bytes]
"""Contents by name; names have slashes between and lead nowhere outside."""


class ArchiveRefused(ValueError):
    """It is not taken in at all; `sentences` say everything that is wrong with it."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def read_zip(content: bytes) -> Files:
    """What is in a zip, less what operating systems and editors leave in it. Raises `ArchiveRefused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_ignored(entry.filename)]
            if faults := list(_faults(entries, len(content))):
                raise ArchiveRefused(*faults[:_MOST_NAMED])
            return {
                _plain(entry.filename): _content(archive, entry) for entry in entries if not entry.is_dir()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        if isinstance(error, ArchiveRefused):
            raise
        raise ArchiveRefused(_("This file is not a zip, or it is damaged: pack the folder again.")) from error


def read_folder(folder: Path) -> Files:
    """What is in a folder on this machine, with the same bounds. Raises `ArchiveRefused`."""
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if not _is_ignored(path.relative_to(folder).as_posix()) and (path.is_symlink() or not path.is_dir())
    ]
    links = [path.relative_to(folder).as_posix() for path in paths if path.is_symlink() or not path.is_file()]
    if links:
        raise ArchiveRefused(*(_link(name) for name in links[:_MOST_NAMED]))
    if faults := list(_too_much(len(paths), sum(path.stat().st_size for path in paths))):
        raise ArchiveRefused(*faults)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write(files: Files, into: Path) -> None:
    """Write files that `read_zip` or `read_folder` gave below `into`."""
    for name, content in files.items():
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _plain(name: str) -> str:
    """`a/b` for `./a//b`."""
    return PurePosixPath(name).as_posix()


def _is_ignored(name: str) -> bool:
    return any(part in _IGNORED or part.startswith("._") for part in PurePosixPath(name).parts)


def _faults(entries: list[zipfile.ZipInfo], packed_bytes: int) -> Iterator[str]:
    unpacked_bytes = sum(entry.file_size for entry in entries)
    yield from _too_much(len(entries), unpacked_bytes)
    if unpacked_bytes > max(_SMALL_BYTES, MOST_TIMES_LARGER * packed_bytes):
        yield _("It unpacks to more than %(n)d times its own size.") % {"n": MOST_TIMES_LARGER}
    for entry in entries[: MOST_FILES + 1]:
        if fault := _fault(entry):
            yield fault
    yield from _repeated(
        [_plain(entry.filename) for entry in entries[: MOST_FILES + 1] if not entry.is_dir()]
    )


def _too_much(files: int, size_bytes: int) -> Iterator[str]:
    if files > MOST_FILES:
        yield _("It holds %(files)d files; at most %(most)d are taken.") % {
            "files": files,
            "most": MOST_FILES,
        }
    if size_bytes > MOST_BYTES:
        yield _("It unpacks to %(size).0f MiB; at most %(most)d MiB are taken.") % {
            "size": size_bytes / 2**20,
            "most": MOST_BYTES >> 20,
        }


def _fault(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if fault := _fault_of_name(entry.orig_filename):
        return fault
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _link(name)
    if entry.flag_bits & _ENCRYPTED:
        return _("%(name)s is encrypted: pack it without a password.") % {"name": _shown(name)}
    if entry.compress_type not in _METHODS:
        return _("%(name)s is packed in an unusual way: pack the folder as an ordinary zip.") % {
            "name": _shown(name)
        }
    return ""


def _fault_of_name(name: str) -> str:
    path = PurePosixPath(name)
    is_outside = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if is_outside or not name.isprintable() or not path.parts:
        return _("%(name)s is a name that could lead out of the folder.") % {"name": _shown(name)}
    if len(name) > MOST_NAME_CHARACTERS:
        return _("%(name)s is longer than %(most)d characters.") % {
            "name": _shown(name),
            "most": MOST_NAME_CHARACTERS,
        }
    return ""


def _repeated(names: list[str]) -> Iterator[str]:
    """One name for two files, or for a file and a folder: which one would be meant?"""
    seen: set[str] = set()
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    for name in names:
        if name in seen or name in folders:
            yield _("%(name)s is there twice.") % {"name": _shown(name)}
        seen.add(name)


def _link(name: str) -> str:
    return _("%(name)s is a link, or no ordinary file: put the file itself there.") % {"name": _shown(name)}


def _shown(name: str) -> str:
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name
    )[:80]


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Never more than its declared size, which is bounded; a member that is longer or damaged is refused."""
    with archive.open(entry) as member:
        content = member.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise zipfile.BadZipFile("another size than declared")
    return content
