"""Tracebacks as a learner wants them: her own lines only, with what stands around them."""

from __future__ import annotations

import linecache
import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

_AROUND = 2
_MOST_FRAMES = 12
_MOST_CAUSES = 5
_RULE = "-" * 75
_NOT_LEARNERS = (sys.prefix + os.sep, sys.base_prefix + os.sep, str(Path(__file__).parents[2]) + os.sep)


class TracebackFormatter:
    """`cells` maps the file names of cells to their execution counts; `folder` is the work folder."""

    def __init__(self, cells: Mapping[str, int], folder: str) -> None:
        self._cells = cells
        self._folder = folder

    def lines(self, error: BaseException) -> list[str]:
        """The traceback as the lines of an nbformat error output."""
        name = type(error).__name__
        head = f"{name}{'Traceback (most recent call last)':>{max(1, 75 - len(name))}}"
        return [_RULE, head, *self._chain(error, depth=0)]

    def text(self, error: BaseException) -> str:
        """The learner's frames and the error as one text; only the error where no frame is the learner's."""
        return "\n".join(self._chain(error, depth=0))

    def _chain(self, error: BaseException, *, depth: int) -> list[str]:
        before: list[str] = []
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None and depth < _MOST_CAUSES:
            link = "The above exception was the direct cause of the following exception:"
            if error.__cause__ is None:
                link = "During handling of the above exception, another exception occurred:"
            before = [*self._chain(cause, depth=depth + 1), "", link, ""]
        return [*before, *self._frames(error.__traceback__), _last_line(error)]

    def _frames(self, trace: TracebackType | None) -> list[str]:
        shown = []
        while trace is not None:
            code = trace.tb_frame.f_code
            place = self._place(code.co_filename)
            if place:
                shown.append(_frame(place, code.co_filename, code.co_name, trace.tb_lineno))
            trace = trace.tb_next
        if len(shown) > _MOST_FRAMES:
            left_out = len(shown) - _MOST_FRAMES
            shown[_MOST_FRAMES // 2 : -_MOST_FRAMES // 2] = [f"    [… {left_out} more frames …]\n"]
        return shown

    def _place(self, file_name: str) -> str:
        if file_name in self._cells:
            return f"Cell In[{self._cells[file_name]}]"
        if file_name.startswith(self._folder + os.sep) and not file_name.startswith(_NOT_LEARNERS):
            return f"File {file_name[len(self._folder) + 1 :]}"
        return ""


def _frame(place: str, file_name: str, function: str, line: int) -> str:
    where = "" if function == "<module>" else f", in {function}"
    lines = [f"{place}, line {line}{where}"]
    for number in range(max(1, line - _AROUND), line + _AROUND + 1):
        source = linecache.getline(file_name, number).rstrip("\n")
        if source or number == line:
            arrow = "---->" if number == line else "     "
            lines.append(f"{arrow} {number:>3} {source[:300]}".rstrip())
    return "\n".join(lines) + "\n"


def _last_line(error: BaseException) -> str:
    try:
        return "".join(traceback.format_exception_only(type(error), error)).rstrip()
    except Exception:  # noqa: BLE001 - the learner's own __str__ may raise anything
        return f"{type(error).__name__}: <this exception cannot be shown>"
