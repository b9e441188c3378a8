"""Tests in the learner's own process, for exercises that ask for it: this side holds them until their turn comes.

Everything that comes back can be forged by the learner's code. What stays on this side: the text and the data of
tests whose turn has not come, the form of an answer, the points, and the report.
"""

from __future__ import annotations

import pickle
import re
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graders.report import Verdict
from graders.runner.bridge.errors import BridgeLost, BrokenProtocol, Fault
from graders.runner.bridge.link import Link, LinkTimeout
from graders.runner.frames import BadFrame, parse_frame
from graders.runner.testing.parts import Part
from graders.runner.testing.shown import cut
from graders.runner.testing.verdicts import Outcome, judge_fault

_MESSAGE_BYTES = 1 << 20
_FILE_CHUNK_BYTES = 1 << 19
_GRACE_SECONDS = 10.0  # the learner's own clock interrupts a test, and two seconds later ends the process
_TEXT_CHARACTERS = 20_000
_MOST_POINTS = 1e9
_ANSWERS = (Verdict.PASSED, Verdict.PARTIAL, Verdict.FAILED, Verdict.ERRORED)
_BEFORE_A_CELL_MAGIC = re.compile(r"\A(?:[ \t]*(?:#.*)?\n)+(?=%%)")


class SharedTests:
    """Hands one test after the other to the learner's process, and the hidden data while a test cell is at work."""

    def __init__(self, job: Mapping[str, Any], bridge: socket.socket, _: Callable[..., None]) -> None:
        self._seconds = float(job.get("cell_seconds", 30))
        self._link = Link(bridge, message_bytes=_MESSAGE_BYTES)
        self._lost: Fault | None = None

    def prepare(self) -> None:
        """Nothing: the learner's process has seeded itself."""

    def next_stop(self) -> int | None:
        """Wait for the learner's cells; None at the end of the notebook. Raises Fault."""
        heard = self._receive(deadline=None)
        stop = heard.get("reached")
        if heard.get("finished") is True:
            return None
        if not isinstance(stop, int) or isinstance(stop, bool):
            raise self._lose(BrokenProtocol("your notebook's process sent something that is no answer"))
        for path in sorted(Path("hidden").rglob("*")):
            if path.is_file():
                self._hand_over(path)
        return stop

    def run(self, part: Part) -> Outcome:
        """Have one part run over there. Never raises."""
        try:
            source = _BEFORE_A_CELL_MAGIC.sub("", part.source)
            self._send("test", source, part.possible, part.gives_points)
            deadline = time.monotonic() + self._seconds + _GRACE_SECONDS
            return _outcome(self._receive(deadline=deadline))
        except Fault as fault:
            return judge_fault(fault)

    def go_on(self) -> None:
        """Let the learner's next cells run. Raises Fault."""
        self._send("go_on")

    def close(self) -> None:
        """Hang up."""
        self._link.close()

    def _hand_over(self, path: Path) -> None:
        with path.open("rb") as content:
            while chunk := content.read(_FILE_CHUNK_BYTES):
                self._send("file", str(path), chunk)

    def _send(self, *order: Any) -> None:
        if self._lost:
            raise self._lost
        try:
            self._link.send(pickle.dumps(order))
        except ConnectionError:
            raise self._lose(BridgeLost("your notebook's process ended")) from None

    def _receive(self, *, deadline: float | None) -> dict[str, Any]:
        if self._lost:
            raise self._lost
        try:
            return parse_frame(bytes(self._link.receive(deadline=deadline)))
        except LinkTimeout:
            fault: Fault = BridgeLost("your notebook's process did not answer any more and was given up")
        except ConnectionError:
            fault = BridgeLost("your notebook's process ended")
        except BadFrame:
            fault = BrokenProtocol("your notebook's process sent something that is no answer")
        raise self._lose(fault)

    def _lose(self, fault: Fault) -> Fault:
        self._lost = fault
        return fault


def _outcome(answer: Mapping[str, Any]) -> Outcome:
    """What the other side says of a part, made anew from what is well-formed. Raises BrokenProtocol."""
    verdict, value = answer.get("verdict"), answer.get("value")
    if verdict not in _ANSWERS or not (value is None or _is_number(value)):
        raise BrokenProtocol("your notebook's process sent something that is no answer")
    texts = {
        name: cut(text, limit=_TEXT_CHARACTERS)
        for name in ("reason", "message", "expected", "got", "traceback", "warning")
        if isinstance(text := answer.get(name), str)
    }
    return Outcome(verdict=Verdict(verdict), value=value, **texts)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST_POINTS
