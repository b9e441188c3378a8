"""The process that has everything imported, runs nobody's code, and is forked once for every jail."""

from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import signal
import socket
import sys
import time

from graders.runner import linux, memory, run, seccomp
from graders.runner.jail import Blueprint, Kind
from graders.runner.limits import Limits
from graders.runner.supervisor import Supervisor

_BACKLOG = 128


def main() -> None:
    """Run with one argument: a descriptor from which a JSON object is read.

    `listener`, `control` and `processes` are descriptors: the pool's socket; a socket to the program that
    started the pool, which reads progress from it and ends the pool by closing it; a /proc that can be
    written. `preload` names the modules to import, `jobs` how many submissions at once, `greeting` what to
    answer a ping.
    """
    with open(int(sys.argv[1]), "rb") as letter:
        order = json.load(letter)
    control = socket.socket(fileno=order["control"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started the pool
    linux.die_with_parent()
    linux.set_dumpable(dumpable=True)
    start_run = _prepare(order["preload"], order["processes"], control)
    listener = socket.socket(fileno=order["listener"])
    supervisor = Supervisor(
        listener=listener, jobs=order["jobs"], greeting=order["greeting"], start_run=start_run
    )
    listener.listen(_BACKLOG)  # only now: who can connect is sure of an answer
    _tell(control, event="ready")
    supervisor.serve(until_closed=control.fileno())


def _prepare(preload: list[str], processes: int, control: socket.socket) -> functools.partial[run.Run]:
    _preload([*preload, "graders.runner.cells", "graders.runner.tests"], control)
    from graders.runner import cells, tests  # the progress has told of them

    cells.preload()
    blueprint = Blueprint(
        filter=seccomp.compile_filter(),
        work={
            Kind.LEARNER: cells.run_learner,
            Kind.TEST: lambda job, bridge, out, _: tests.run_tests(job, bridge, out),
        },
        zygote=memory.own_footprint(),
        processes=processes,
    )
    _refuse_threads()
    gc.collect()
    gc.freeze()
    linux.use_huge_pages()
    return functools.partial(_start_run, blueprint)


def _start_run(blueprint: Blueprint, limits: Limits, descriptors: list[int]) -> run.Run:
    return run.start_run(blueprint=blueprint, limits=limits, descriptors=descriptors)


def _preload(modules: list[str], control: socket.socket) -> None:
    for done, name in enumerate(modules):
        _tell(control, event="importing", module=name, done=done, total=len(modules))
        started = time.monotonic()
        try:
            importlib.import_module(name)
        except ImportError as error:
            _tell(control, event="failed", detail=f"cannot import {name}: {error}")
            sys.exit(1)
        _tell(control, event="imported", module=name, seconds=round(time.monotonic() - started, 3))


def _refuse_threads() -> None:
    """A fork copies only the thread that calls it; locks that another thread holds would stay locked."""
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(f"a module of the preload list has started {threads - 1} threads")


def _tell(control: socket.socket, **message: object) -> None:
    control.send(json.dumps(message).encode())


if __name__ == "__main__":
    main()
