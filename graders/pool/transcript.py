"""What both jails of one run said, taken in as hostile: sorted, checked, bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from graders.exercise import Limits
from graders.report import Verdict
from graders.runner.limits import CELL_LIMITS, CELL_REMARKS, OUTPUTS_PER_CELL

KIB = 1 << 10
MIB = 1 << 20
_MIME_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_TEXT_CHARACTERS = 10_000
_SLACK_BYTES = 64 * KIB  # the notes that say how much was cut
_FROM_TEST_PROCESS = (Verdict.PASSED, Verdict.PARTIAL, Verdict.FAILED, Verdict.ERRORED, Verdict.NOT_REACHED)


@dataclass(frozen=True, kw_only=True)
class TestOutcome:
    """What the test process said of one test."""

    __test__ = False

    verdict: Verdict
    value: Decimal | None = None
    reason: str = ""
    message: str = ""
    expected: str = ""
    got: str = ""
    traceback: str = ""


@dataclass(kw_only=True)
class CellRecord:
    """What one cell of the learner printed and showed."""

    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    done: bool = False


class LearnerRecord:
    """Fed with frames that the learner may have forged: they decide what is shown of her cells, nothing else."""

    def __init__(self, positions: Iterable[int], limits: Limits) -> None:
        self.cells = {position: CellRecord() for position in positions}
        self.running: int | None = None
        self.finished = False
        self.met: list[tuple[int, str]] = []
        self._numbers = {position: number for number, position in enumerate(self.cells, start=1)}
        self._limits = limits
        self._stream_left = limits.notebook_stream_kib * KIB + _SLACK_BYTES
        self._rich_left = int(limits.rich_mib * MIB) + _SLACK_BYTES

    @property
    def done(self) -> int:
        """How many cells have ended."""
        return sum(cell.done for cell in self.cells.values())

    @property
    def number(self) -> int:
        """Which of the learner's cells is running, from 1; 0 for none."""
        return 0 if self.running is None else self._numbers[self.running]

    def take(self, frame: dict[str, Any]) -> str:
        """Take in one frame; returns its event, or "" where it means nothing."""
        event, position = frame.get("event"), frame.get("position")
        if event == "finished":
            self.finished = True
            return "finished"
        if isinstance(position, bool) or not isinstance(position, int) or position not in self.cells:
            return ""
        cell = self.cells[position]
        if event == "cell_started":
            self.running = position
        elif event == "cell_done":
            if not cell.done:
                self._note_limits(position, frame.get("met"))
            self.running, cell.done = None, True
            count = frame.get("execution_count")
            cell.execution_count = count if isinstance(count, int) and 0 <= count < 10**6 else None
        elif event == "output":
            self._show(cell, frame.get("output"))
        else:
            return ""
        return str(event)

    def _note_limits(self, position: int, names: Any) -> None:
        said = names if isinstance(names, list) else []
        self.met += [(self._numbers[position], name) for name in CELL_LIMITS + CELL_REMARKS if name in said]

    def _show(self, cell: CellRecord, output: Any) -> None:
        checked = _checked_output(output)
        if checked is None or len(cell.outputs) >= OUTPUTS_PER_CELL:
            return
        size = _size(checked)
        if checked["output_type"] in ("display_data", "execute_result"):
            self._rich_left -= size
            fits = self._rich_left >= 0
        else:
            self._stream_left -= size
            fits = self._stream_left >= 0
        if not fits:
            return
        last = cell.outputs[-1] if cell.outputs else {}
        if checked["output_type"] == "stream" and last.get("name") == checked["name"]:
            last["text"] += checked["text"]
        else:
            cell.outputs.append(checked)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _size(item) for key, item in value.items())
    return sum(map(_size, value)) if isinstance(value, list) else 8


def _checked_output(output: Any) -> dict[str, Any] | None:
    """An nbformat output made anew from the well-formed parts of what was sent; None where nothing is."""
    if not isinstance(output, dict):
        return None
    match output.get("output_type"):
        case "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
        case "error":
            traceback = output.get("traceback")
            lines = [_text(line) for line in traceback] if isinstance(traceback, list) else []
            head = {"ename": _text(output.get("ename")), "evalue": _text(output.get("evalue"))}
            return {"output_type": "error", **head, "traceback": lines}
        case "display_data" | "execute_result" as kind:
            shown = {"output_type": kind, "data": _bundle(output.get("data")), "metadata": {}}
            if kind == "execute_result":
                count = output.get("execution_count")
                shown["execution_count"] = count if isinstance(count, int) and 0 <= count < 10**6 else None
            return shown
    return None


def _bundle(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        return {}
    bundle: dict[str, Any] = {}
    for mime, value in data.items():
        if not _MIME_TYPE.fullmatch(mime):
            continue
        is_json = mime == "application/json" or mime.endswith("+json")
        bundle[mime] = value if is_json and not isinstance(value, str) else _text(value)
    return bundle


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = "".join(item for item in value if isinstance(item, str))
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8")


class TestRecord:
    """Fed with the frames of the test process, which alone decide verdicts."""

    __test__ = False

    def __init__(self, count: int) -> None:
        self.count = count
        self.outcomes: dict[int, TestOutcome] = {}
        self.running: int | None = None
        self.changed: list[tuple[str, str | int]] = []
        self.precedents: dict[int, list[str]] = {}
        self.observed: list[dict[str, Any]] = []
        self.warnings: list[str] = []
        self.ready = False
        self.finished = False

    @property
    def passed(self) -> int:
        """How many tests have passed."""
        return sum(outcome.verdict is Verdict.PASSED for outcome in self.outcomes.values())

    def take(self, frame: dict[str, Any]) -> str:
        """Take in one frame; returns its event, or "" where it means nothing."""
        event = frame.get("event")
        match event:
            case "ready":
                self.ready = True
            case "finished":
                self.finished = True
            case "test_started":
                self.running = self._number(frame)
            case "test":
                return event if self._record(frame) else ""
            case "changed_argument":
                self._note_changed(frame.get("function"), frame.get("argument"))
            case "precedent":
                self._note_precedent(self._number(frame), frame.get("need"))
            case "observed":
                self.observed.append(frame)
            case "warning":
                self.warnings.append(_text(frame.get("text"))[:_TEXT_CHARACTERS])
            case _:
                return ""
        return str(event)

    def _number(self, frame: dict[str, Any]) -> int | None:
        number = frame.get("test")
        return number if isinstance(number, int) and 0 <= number < self.count else None

    def _record(self, frame: dict[str, Any]) -> bool:
        number, verdict = self._number(frame), frame.get("verdict")
        self.running = None
        if number is None or number in self.outcomes or verdict not in _FROM_TEST_PROCESS:
            return False
        value = frame.get("value")
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        texts = {
            name: _text(frame.get(name))[:_TEXT_CHARACTERS]
            for name in ("reason", "message", "expected", "got", "traceback")
        }
        self.outcomes[number] = TestOutcome(
            verdict=Verdict(str(verdict)), value=Decimal(str(value)) if is_number else None, **texts
        )
        return True

    def _note_precedent(self, number: int | None, need: Any) -> None:
        if number is not None and isinstance(need, str):
            self.precedents.setdefault(number, []).append(need)

    def _note_changed(self, function: Any, argument: Any) -> None:
        if isinstance(function, str) and isinstance(argument, str | int):
            self.changed.append((function, argument))
