"""A small zygote for these tests: imports everything once, then forks a learner's and a test process per run.

No jail stands here: what runs is our own, and the walls have their own tests.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from typing import Any

from graders.runner import cells, reaper, tests


def main() -> None:
    """Serve on the socket whose descriptor is the first argument, until it is closed."""
    import sklearn.linear_model
    import sklearn.pipeline
    import sklearn.preprocessing  # noqa: F401

    cells.preload()
    link = socket.socket(fileno=int(sys.argv[1]))
    while True:
        text, descriptors, _, _ = socket.recv_fds(link, 1 << 20, 8)
        if not text:
            return
        order = json.loads(text)
        pids = [_fork(_WORK[order["op"]], order, descriptors)]
        for descriptor in descriptors:
            os.close(descriptor)
        link.send(json.dumps([os.waitpid(pid, 0)[1] for pid in pids]).encode())


def _fork(work: Callable[..., None], order: dict[str, Any], descriptors: list[int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.chdir(order["folder"])
        work(order, *descriptors)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _run_apart(
    order: dict[str, Any], learner_out: int, test_out: int, learner_job: int, test_job: int
) -> None:
    """As in the sandbox: two processes, a bridge, the reaper's clock, and each job read by its own process only."""
    learner_end, test_end = socket.socketpair()
    marks, inner_marks = os.pipe()
    pid = os.fork()
    if pid == 0:
        test_end.close()
        os.close(test_job)
        os.close(test_out)
        _as_learner(learner_job, learner_end, learner_out, inner_marks)
    clock = os.fork()
    if clock == 0:
        learner_end.close()  # or the test process would not notice that the learner's has gone
        test_end.close()
        _keep_time(pid, marks, order["cell_seconds"], order["call_seconds"])
    for descriptor in (marks, inner_marks, learner_out):
        os.close(descriptor)
    learner_end.close()
    tests.run_tests(_read(test_job), test_end, test_out)
    os.close(test_out)
    test_end.close()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    os.kill(clock, signal.SIGKILL)
    os.waitpid(clock, 0)


def _as_learner(job: int, bridge: socket.socket, out: int, marks: int) -> None:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        cells.run_learner(_read(job), bridge, out, marks)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _read(job: int) -> dict[str, Any]:
    os.lseek(job, 0, os.SEEK_SET)
    with os.fdopen(job, "rb") as content:
        described: dict[str, Any] = json.load(content)
    return described


def _keep_time(child: int, marks: int, cell_seconds: float, call_seconds: float) -> None:
    """The reaper's clock, from beside instead of from above."""
    clock = reaper._Clock(
        child=child, seconds={reaper.CELL_STARTS: cell_seconds, reaper.CALL_STARTS: call_seconds}
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        ready, _, _ = select.select([marks], [], [], clock.patience())
        if ready and not clock.hear(os.read(marks, 4096)):
            os._exit(0)
        clock.strike()


def _run_together(order: dict[str, Any], _: int, test_out: int, *__: int) -> None:
    """The control: cells and test in one process, as in other graders."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    verdict = "passed"
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            for cell in order["cells"]:
                exec(cell, namespace)
            exec(order["test"], namespace)
        except BaseException as error:
            verdict = f"{type(error).__name__}: {error}"
    os.write(test_out, verdict.encode())


_WORK: dict[str, Callable[..., None]] = {"apart": _run_apart, "together": _run_together}


if __name__ == "__main__":
    main()
