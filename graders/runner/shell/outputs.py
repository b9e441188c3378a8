"""What a notebook shows: nbformat outputs, written as frames while they appear, and cut where there are too many."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graders.runner.frames import FRAME_BYTES, write_frame
from graders.runner.limits import OUTPUTS_PER_CELL

KIB = 1024
_BUFFER_CHARACTERS = 8 * KIB
_ERROR_CHARACTERS = 20_000


@dataclass(frozen=True, kw_only=True)
class OutputLimits:
    """How much of what a notebook shows is kept; in characters, which for most texts are bytes."""

    cell_stream_kib: float = 64
    notebook_stream_kib: float = 1024
    rich_mib: float = 4


class Outputs:
    """Writes the frames of the learner's process. After an error of the pipe it is silent."""

    def __init__(self, descriptor: int, limits: OutputLimits) -> None:
        self._descriptor = descriptor
        self._limits = limits
        self._position: int | None = None
        self._stream_left = int(limits.notebook_stream_kib * KIB)
        self._rich_left = int(limits.rich_mib * KIB * KIB)
        self._cell_left = 0
        self._outputs_left = 0
        self._cut = 0
        self._met: set[str] = set()
        self._replaceable: dict[str, dict[str, Any]] = {}
        self._held: list[dict[str, Any]] = []

    # ------------------------------------------------------------ cells

    def begin(self, position: int) -> None:
        """From here on everything belongs to the cell at `position`."""
        self._position = position
        self._cell_left = int(self._limits.cell_stream_kib * KIB)
        self._outputs_left = OUTPUTS_PER_CELL
        self._cut = 0
        self._met.clear()
        self._event("cell_started", position=position)

    def end(self, *, met: set[str], **ending: Any) -> None:
        """Show what was held back and how much was cut; the cell is done. `met`: limits that it ran into otherwise."""
        self._release()
        if self._cut:
            note = f"\n[{self._cut:,} more characters of output were cut]\n"
            self._output({"output_type": "stream", "name": "stderr", "text": note})
        self._event("cell_done", position=self._position, met=sorted(self._met | met), **ending)
        self._position = None

    def finish(self) -> None:
        self._event("finished")

    def remark(self, name: str) -> None:
        """Something of `limits.CELL_REMARKS` happened in the running cell."""
        self._met.add(name)

    # ------------------------------------------------------------ outputs

    def stream(self, name: str, text: str) -> None:
        """Text on stdout or stderr."""
        kept = text[: max(0, min(self._cell_left, self._stream_left))]
        if len(kept) < len(text):
            self._met.add("notebook_stream_kib" if self._stream_left < self._cell_left else "cell_stream_kib")
        self._cell_left -= len(kept)
        self._stream_left -= len(kept)
        self._cut += len(text) - len(kept)
        if kept:
            self._show({"output_type": "stream", "name": name, "text": kept})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """An exception that ended the cell."""
        lines, left = [], _ERROR_CHARACTERS
        for line in traceback:
            lines.append(line[: max(0, left)])
            left -= len(line)
        self._show({"output_type": "error", "ename": name, "evalue": value[:2000], "traceback": lines})

    def result(self, data: Mapping[str, Any], metadata: Any, execution_count: int) -> None:
        """The value of a cell's last expression."""
        self._rich({"output_type": "execute_result", "execution_count": execution_count}, data, metadata)

    def display(
        self, data: Mapping[str, Any], metadata: Any, *, display_id: str = "", update: bool = False
    ) -> None:
        """Something displayed. With an id it is held back until the end of the cell, because it may be updated."""
        output: dict[str, Any] = {"output_type": "display_data"}
        if self._position is None:
            return
        if not display_id:
            self._rich(output, data, metadata)
        elif display_id in self._replaceable:
            self._replaceable[display_id].update(data=_encoded(data), metadata=_plain(metadata))
        elif not update:
            output = {**output, "data": _encoded(data), "metadata": _plain(metadata)}
            self._replaceable[display_id] = output
            self._held.append(output)

    def clear(self) -> None:
        """Forget what the running cell still holds back."""
        self._held.clear()
        self._replaceable.clear()

    # ------------------------------------------------------------ writing

    def _rich(self, output: dict[str, Any], data: Mapping[str, Any], metadata: Any) -> None:
        self._show({**output, "data": _encoded(data), "metadata": _plain(metadata)})

    def _show(self, output: dict[str, Any]) -> None:
        if self._position is None:
            return  # shown while a test called the learner's code: there is no cell to show it in
        if self._held:
            self._held.append(output)  # order is kept behind an output that may still change
        else:
            self._output(output)

    def _release(self) -> None:
        for output in self._held:
            self._output(output)
        self.clear()

    def _output(self, output: dict[str, Any]) -> None:
        if "data" in output:
            self._outputs_left -= 1
            if self._outputs_left < 0:
                self._met.add("outputs")
                return
            size = len(json.dumps(output["data"]))
            if size > min(self._rich_left, FRAME_BYTES // 2):
                self._met.add("rich_mib")
                output["data"] = {
                    "text/plain": f"[an output of {size:,} characters was too large to be kept]"
                }
            else:
                self._rich_left -= size
        self._event("output", position=self._position, output=output)

    def _event(self, event: str, **details: Any) -> None:
        try:
            write_frame(self._descriptor, {"event": event, **details})
        except OSError:
            pass  # nobody listens any more, or the learner's code has closed the pipe: the tests still run


def _encoded(data: Mapping[str, Any]) -> dict[str, Any]:
    """A mime bundle as JSON can hold it."""
    return {str(mime): _as_json(value) for mime, value in data.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value if isinstance(value, str) else _plain(value)


def _plain(value: Any) -> Any:
    try:
        return json.loads(json.dumps(value, default=str)) if value else {}
    except (TypeError, ValueError, RecursionError):
        return {}
