"""A zip as file managers make it: the one notebook in it is taken out, within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from graders.exercise import Limits
from graders.notebook.decoding import MIB, check_size, too_large
from graders.notebook.model import InvalidNotebook

MARKS = (b"PK\x03\x04", b"PK\x05\x06")  # the second: of an empty one
_ENTRY_MARK = b"PK\x01\x02"
_MOST_ENTRIES = 2000  # zipfile makes an object of each before it can be asked for one
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAMED = 3
_BROKEN = "The zip is broken or was cut off: hand in the .ipynb file itself."


def take_out(content: bytes, limits: Limits) -> tuple[str, bytes]:
    """The path and the bytes of the one notebook (or, without one, the one Python script) in a zip."""
    check_size(len(content), limits)
    if content.count(_ENTRY_MARK) > _MOST_ENTRIES:
        raise InvalidNotebook(
            "too_large", f"The zip holds more than {_MOST_ENTRIES} files: hand in the .ipynb file itself."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entry = _only_notebook(archive)
            return entry.filename, _unpacked(archive, entry, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise InvalidNotebook("not_json", _BROKEN) from None


def _only_notebook(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and _is_hers(entry.filename)]
    for ending in (".ipynb", ".py"):
        found = [entry for entry in entries if entry.filename.lower().endswith(ending)]
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidNotebook("several_notebooks", _several(found))
    raise InvalidNotebook(
        "not_a_notebook", "There is no notebook in this zip: hand in the file that ends in .ipynb."
    )


def _is_hers(path: str) -> bool:
    """False for what macOS and Jupyter leave in a folder."""
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(path).parts)


def _several(entries: list[zipfile.ZipInfo]) -> str:
    names = [f"“{shown(entry.filename)}”" for entry in entries]
    listed = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return f"This zip holds {len(names)} notebooks ({listed}): hand in one of them."


def shown(path: str) -> str:
    """The last part of a path of the file's owner, fit to stand in a sentence."""
    name = PurePosixPath(path.replace("\\", "/")).name[:80]
    return name if name.isprintable() and name else "the file"


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    if entry.flag_bits & 1:
        sentence = "This zip has a password: hand in the .ipynb file itself."
        raise InvalidNotebook("not_json", sentence)
    if entry.compress_type not in _METHODS:
        raise InvalidNotebook("not_json", _BROKEN)
    with archive.open(entry) as file:
        content = file.read(int(limits.submission_mib * MIB) + 1)
    if len(content) > limits.submission_mib * MIB:
        raise too_large(max(entry.file_size, len(content)), limits)
    return content
