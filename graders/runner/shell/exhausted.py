"""Which limit stands behind an exception of the learner's code, where the kernel says no more than "no"."""

from __future__ import annotations

import errno
import linecache
import os
from pathlib import Path

_FOLDERS = (Path.home(), Path("/tmp"), Path("/dev/shm"))  # noqa: S108 - the jail's own
_MOST_CAUSES = 10


def exhausted_limit(error: BaseException | None) -> str:
    """The name of the limit that `error`, or what caused it, ran into; "" for any other error."""
    for _ in range(_MOST_CAUSES):
        if error is None:
            break
        if limit := _limit_of(error):
            return limit
        error = error.__cause__ or error.__context__
    return ""


def _limit_of(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "memory_mib"
    if isinstance(error, OSError):
        return _limit_of_call(error)
    return "tasks" if type(error) is RuntimeError and "can't start new thread" in str(error) else ""


def _limit_of_call(error: OSError) -> str:
    match error.errno:
        case errno.EMFILE:
            return "open_files"
        case errno.EFBIG:
            return "workdir_mib"
        case errno.ENOSPC:
            return "workdir_files" if any(map(_has_no_place_for_a_file, _FOLDERS)) else "workdir_mib"
        case errno.ENOMEM:
            return "memory_mib"
        case errno.EAGAIN if _makes_a_process(error):
            return "tasks"
    return ""


def _has_no_place_for_a_file(folder: Path) -> bool:
    try:
        return os.statvfs(folder).f_favail == 0
    except OSError:
        return False


def _makes_a_process(error: OSError) -> bool:
    """EAGAIN is also what a pipe says that has nothing to read."""
    line, trace = "", error.__traceback__
    while trace is not None:
        line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return "fork" in line or "spawn" in line
