"""Attacks on processes. Whatever a learner's process does, all of it ends and the next submission is served."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

ENDINGS = {
    "os._exit": ("import os; os._exit(0)", "exited"),
    "os._exit with the reaper's own code": ("import os; os._exit(101)", "exited"),
    "os._exit with the clock's code": ("import os; os._exit(102)", "exited"),
    "sys.exit": ("import sys; sys.exit(3)", "exited"),
    "SIGKILL of itself": ("import os; os.kill(os.getpid(), 9)", "killed"),
    "SIGKILL of everything": ("import os\nif os.fork(): os.wait()\nelse: os.kill(-1, 9)", "killed"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "killed"),
    "abort": ("import os; os.abort()", "killed"),
    "exec over the process": ("import os; os.execv('/bin/true', ['true'])", "exited"),
    "deep recursion": ("import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()", "out_of_memory"),
    "all descriptors closed": ("import os; os.closerange(0, 1024)", "exited"),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_endings(pool, name):
    source, how = ENDINGS[name]
    outcome = pool.run(source, test="say(bridge.recv(1))")
    assert outcome.how == how
    assert outcome.test == [b""]
    assert outcome.ended["test"] == {"how": "exited", "detail": "", "limit": ""}
    assert pool.is_well()


def test_a_killed_process_names_its_signal(pool):
    assert pool.run("import os; os.kill(os.getpid(), 9)").detail == "the process was ended by SIGKILL"
    assert pool.run("import ctypes; ctypes.string_at(0)").detail == "the process was ended by SIGSEGV"


def test_process_1_cannot_be_killed_from_inside(pool):
    outcome = pool.run(
        "import os, time\n"
        "for number in range(1, 65):\n"
        "    try: os.kill(1, number)\n"
        "    except (OSError, ValueError): pass\n"
        "time.sleep(0.2); say('still here')"
    )
    assert outcome.learner == ["still here"]


def test_nothing_outlives_the_jail(pool):
    daemon = (
        "import os, signal, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        for number in range(1, 65):\n"
        "            try: signal.signal(number, signal.SIG_IGN)\n"
        "            except (OSError, ValueError): pass\n"
        "        for descriptor in (0, 1, 2, out, marks, bridge.fileno()): os.close(descriptor)\n"
        "        time.sleep(600)\n"
        "    os._exit(0)\n"
        "os.wait(); say('left one behind')"
    )
    before = _living(pool)
    assert pool.run(daemon).learner == ["left one behind"]
    assert _living(pool) == before
    assert pool.is_well()


def test_orphans_are_buried_and_do_not_fill_the_task_limit(pool):
    outcome = pool.run(
        "import os\n"
        "for _ in range(100):\n"
        "    child = os.fork()\n"
        "    if child == 0:\n"
        "        if os.fork() == 0: os._exit(0)\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)\n"
        "say('done')",
        limits={"tasks": 20},
    )
    assert outcome.learner == ["done"]


def test_a_process_that_dies_is_reported_at_once(pool):
    outcome = pool.run("import os; os._exit(0)", limits={"run_seconds": 60})
    assert outcome.ended["wall_seconds"] < 30  # of the 60 for which it might have been waited


def test_a_flood_of_output_harms_nobody(pool):
    flood = "import os\nchunk = b'x' * (1 << 20)\nfor _ in range(40): os.write(out, chunk)"
    assert pool.run(flood).how == "exited"
    assert pool.is_well()


def test_lies_on_the_clock_do_not_outlast_the_run(pool):
    lie = "import os\nwhile True: os.write(marks, b'e' * 1000)"
    outcome = pool.run(lie, limits={"run_seconds": 1, "cell_seconds": 0.2})
    assert outcome.how == "timed_out"
    assert pool.is_well()


def test_a_test_process_that_fails_says_why(pool):
    outcome = pool.run("", test="import os\nos.close(out)")
    assert outcome.ended["test"]["how"] == "exited"
    outcome = pool.run("", test="raise SystemExit('gave up')")
    assert "gave up" in outcome.ended["test"]["detail"]


def test_nothing_is_left_behind(pool):
    """After many submissions the zygote holds what it held before: descriptors, children, mounts."""
    pool.is_well()
    before = _held(pool)
    for source in ("1", "import os; os._exit(1)", "import os; os.kill(os.getpid(), 9)") * 4:
        pool.run(source)
    deadline = time.monotonic() + 5
    while _holds_more(pool, before) and time.monotonic() < deadline:
        pool.is_well()  # the zygote hears of a closed connection a moment later
    assert not _holds_more(pool, before)


def _holds_more(pool, before) -> bool:
    return any(now > then for now, then in zip(_held(pool), before, strict=True))


def _held(pool) -> tuple[int, int, int]:
    zygote = Path("/proc", str(pool.zygote()))
    descriptors = len(list((zygote / "fd").iterdir()))
    mounts = len((zygote / "mountinfo").read_text().splitlines())
    return descriptors, len(_living(pool)), mounts


def _living(pool) -> list[int]:
    """Processes below the zygote, dead ones that nobody has buried included."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pool.zygote()]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]
