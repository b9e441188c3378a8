"""What a learner's process may use. After each attack the next honest submission is served."""

from __future__ import annotations

import pytest

SMALL = {"memory_mib": 256, "run_seconds": 30}

MEMORY_ATTACKS = {
    "one process, step by step": "kept = []\nwhile True: kept.append(bytearray(8 << 20))",
    "many processes": (
        "import os, time\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0:\n"
        "        kept = b'x' * (80 << 20)\n"
        "        time.sleep(30)\n"
        "time.sleep(30)"
    ),
    "many processes copying what they inherited": (
        "import os, time\n"
        "inherited = bytearray(b'x' * (100 << 20))\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0:\n"
        "        for place in range(0, len(inherited), 4096): inherited[place] = 1\n"
        "        time.sleep(30)\n"
        "time.sleep(30)"
    ),
    "pages shared by parent and child": (
        "import os, time\n"
        "for _ in range(6):\n"
        "    if os.fork() == 0:\n"
        "        kept = b'x' * (100 << 20)\n"
        "        os.fork()\n"
        "        time.sleep(30)\n"
        "    time.sleep(0.1)\n"
        "time.sleep(30)"
    ),
    "files beside a process": (
        "import time\n"
        "kept = b'x' * (150 << 20)\n"
        "for folder in ('/dev/shm', '/tmp', '.'):\n"
        "    with open(f'{folder}/big', 'wb') as file: file.write(bytes(60 << 20))\n"
        "time.sleep(30)"
    ),
    "sockets that nobody reads": (
        "import os, socket, time\n"
        "kept = []\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0: break\n"
        "while len(kept) < 200:\n"
        "    kept += socket.socketpair()\n"
        "    for end in kept[-2:]:\n"
        "        end.setblocking(False)\n"
        "        try:\n"
        "            while True: end.send(bytes(1 << 16))\n"
        "        except BlockingIOError: pass\n"
        "time.sleep(30)"
    ),
    "shared maps": (
        "import mmap, time\n"
        "kept = []\n"
        "while True:\n"
        "    kept.append(mmap.mmap(-1, 32 << 20))\n"
        "    for place in range(0, 32 << 20, 4096): kept[-1][place] = 1"
    ),
    "shared maps of two processes": (
        "import mmap, os, time\n"
        "shared = mmap.mmap(-1, 600 << 20)\n"
        "os.fork()\n"
        "for place in range(0, 600 << 20, 4096): shared[place] = 1\n"
        "time.sleep(30)"
    ),
    "a process that maps memory all the time": (
        "import ctypes, threading\n"
        "libc = ctypes.CDLL(None)\n"
        "libc.mmap.restype = ctypes.c_void_p\n"
        "def churn():\n"
        "    while True:\n"
        "        place = libc.mmap(None, 4096, 3, 0x22, -1, 0)\n"
        "        libc.munmap(ctypes.c_void_p(place), 4096)\n"
        "for _ in range(3): threading.Thread(target=churn, daemon=True).start()\n"
        "kept = []\nwhile True: kept.append(bytearray(8 << 20))"
    ),
    "another program": (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', 'kept = []\\nwhile True: kept.append(bytearray(8 << 20))'])\n"
        "say('went on')\n"
        "kept = []\nwhile True: kept.append(bytearray(8 << 20))"
    ),
}


@pytest.mark.parametrize("attack", MEMORY_ATTACKS)
def test_memory_is_held(pool, attack):
    outcome = pool.run(MEMORY_ATTACKS[attack], limits=SMALL)
    assert outcome.ended["learner"] == {
        "how": "out_of_memory",
        "detail": "the run was stopped at 256 MiB of memory",
        "limit": "memory_mib",
    }
    assert outcome.ended["peak_memory_mib"] >= 256  # how far over is a matter of how busy the machine is
    assert pool.is_well()


def test_memory_within_the_limit_is_left_alone(pool):
    outcome = pool.run(
        "kept = b'x' * (200 << 20); import time; time.sleep(0.2); say(len(kept))", limits=SMALL
    )
    assert outcome.learner == [200 << 20]
    assert 190 < outcome.ended["peak_memory_mib"] < 240


def test_pages_shared_with_the_zygote_do_not_count(pool):
    idle = "import os, time\nfor _ in range(6):\n    if os.fork() == 0: time.sleep(0.4); os._exit(0)\ntime.sleep(0.6)\nsay(1)"
    outcome = pool.run(idle, limits={"memory_mib": 128})
    assert outcome.learner == [1]


def test_processes_that_share_what_they_inherited_count_it_once(pool):
    shared = (
        "import os, time\nkept = b'x' * (150 << 20)\n"
        "for _ in range(6):\n    if os.fork() == 0: time.sleep(0.5); os._exit(0)\n"
        "for _ in range(6): os.wait()\nsay(len(kept))"
    )
    outcome = pool.run(shared, limits=SMALL)
    assert outcome.learner == [150 << 20]
    assert outcome.how == "exited"


def test_addresses_without_memory_are_held_too(pool):
    reserve = "import mmap\narea = mmap.mmap(-1, 1 << 42, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, mmap.PROT_READ)\nsay(len(area))"
    assert "Cannot allocate memory" in pool.run(reserve).learner[0]
    exec(reserve, {"say": lambda size: None})  # the control: outside it is to be had


def test_a_larger_buffer_of_a_socket_is_agreed_to_and_not_given(pool):
    ask = (
        "import socket\none, other = socket.socketpair()\nother.close()\nsize = one.getsockopt(1, 7)\n"
        "one.setsockopt(1, 7, 4 << 20)\nsay(one.getsockopt(1, 7) == size)\none.close()"
    )
    control: list[bool] = []
    exec(ask, {"say": control.append})
    assert pool.run(ask).learner == [True]
    assert control == [False]


def test_one_huge_allocation_is_a_memory_error(pool):
    outcome = pool.run("try: bytearray(4 << 30)\nexcept MemoryError: say('refused')", limits=SMALL)
    assert outcome.learner == ["refused"]
    assert outcome.how == "exited"


@pytest.mark.parametrize("folder", ["/dev/shm", "/tmp", "."])
def test_folders_in_memory_are_sized(pool, folder):
    fill = (
        f"written = 0\ntry:\n    with open('{folder}/big', 'wb') as file:\n"
        "        while True: written += file.write(b'x' * (1 << 20))\n"
        "except OSError as error: say((error.strerror, written >> 20))"
    )
    outcome = pool.run(fill, limits={"workdir_mib": 16})
    assert outcome.learner[0][0] in ("No space left on device", "File too large")
    assert outcome.learner[0][1] <= 16
    assert pool.is_well()


def test_the_number_of_files_is_held(pool):
    outcome = pool.run(
        "made = 0\ntry:\n    while True: open(f'{made}', 'w').close(); made += 1\n"
        "except OSError as error: say((error.strerror, made))",
        limits={"workdir_files": 100},
    )
    assert outcome.learner[0][0] == "No space left on device"
    assert 90 <= outcome.learner[0][1] <= 100


def test_open_files_are_held(pool):
    outcome = pool.run(
        "kept = []\ntry:\n    while True: kept.append(open('/dev/null'))\n"
        "except OSError as error: say((error.strerror, len(kept)))",
        limits={"open_files": 64},
    )
    assert outcome.learner[0][0] == "Too many open files"
    assert 50 < outcome.learner[0][1] < 64


def test_a_fork_bomb_stays_small(pool):
    bomb = (
        "import os, time\n"
        "made = 0\n"
        "try:\n"
        "    while True:\n"
        "        if os.fork() == 0: time.sleep(30)\n"
        "        made += 1\n"
        "except BlockingIOError: say(made)\n"
        "while True:\n"
        "    try: os.fork()\n"
        "    except BlockingIOError: pass"
    )
    outcome = pool.run(bomb, limits={"tasks": 40, "run_seconds": 6, "memory_mib": 16384})
    assert 30 < outcome.learner[0] < 40
    assert outcome.how == "timed_out"
    assert pool.is_well()


def test_a_neighbour_does_not_feel_a_fork_bomb(pool):
    from concurrent.futures import ThreadPoolExecutor

    bomb = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    honest = "import subprocess; say(subprocess.run(['echo', 'hi'], capture_output=True).stdout)"
    with ThreadPoolExecutor() as threads:
        attack = threads.submit(pool.run, bomb, limits={"run_seconds": 2})
        assert pool.run(honest).learner == [b"hi\n"]
        assert attack.result().how == "timed_out"


def test_a_thread_bomb_stays_small(pool):
    bomb = (
        "import threading\n"
        "made = 0\n"
        "try:\n"
        "    while True: threading.Thread(target=threading.Event().wait, daemon=True).start(); made += 1\n"
        "except RuntimeError: say(made)"
    )
    outcome = pool.run(bomb, limits={"tasks": 40})
    assert 30 < outcome.learner[0] < 40
    assert pool.is_well()


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')",
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: pass",
    ],
)
def test_the_run_ends_in_time(pool, loop):
    outcome = pool.run(loop, limits={"run_seconds": 1})
    assert outcome.how == "timed_out"
    assert outcome.detail.startswith("the run was stopped after 1 s")
    # Half of the shortest of these; how late it ends is a matter of how busy the machine is.
    assert outcome.ended["wall_seconds"] < 30
    assert pool.is_well()


def test_processor_time_of_all_processes_counts(pool):
    busy = (
        "import os, time\n"
        "children = [os.fork() for _ in range(2)]\n"
        "while time.process_time() < 0.3: pass\n"
        "if all(children):\n"
        "    for child in children: os.waitpid(child, 0)"
    )
    assert pool.run(busy).ended["cpu_seconds"] > 0.6


def test_a_cell_over_its_time_is_interrupted(pool):
    outcome = pool.run(
        "import os, time\nos.write(marks, b's')\ntry: time.sleep(20)\nexcept KeyboardInterrupt: say('interrupted')\n"
        "os.write(marks, b'e')",
        limits={"cell_seconds": 0.3},
    )
    assert outcome.learner == ["interrupted"]
    assert outcome.how == "exited"


def test_a_cell_that_ignores_the_interrupt_is_killed(pool):
    outcome = pool.run(
        "import os, signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nos.write(marks, b's')\n"
        "time.sleep(20)\nsay('never')",
        limits={"cell_seconds": 0.2},
    )
    assert outcome.learner == []
    assert outcome.how == "timed_out"
    assert outcome.detail == "a cell ignored its 0.2 s"


def test_a_call_has_a_clock_of_its_own(pool):
    outcome = pool.run(
        "import os, time\nos.write(marks, b'c')\ntry: time.sleep(20)\nexcept KeyboardInterrupt: say('interrupted')",
        limits={"call_seconds": 0.3},
    )
    assert outcome.learner == ["interrupted"]


def test_no_clock_runs_between_cells(pool):
    outcome = pool.run(
        "import os, time\nos.write(marks, b'se')\ntime.sleep(0.5)\nsay('fine')", limits={"cell_seconds": 0.1}
    )
    assert outcome.learner == ["fine"]


def test_a_learner_cannot_free_itself_of_a_limit(pool):
    outcome = pool.run(
        "import resource\n"
        "for name in ('NOFILE', 'NPROC', 'DATA', 'CPU', 'FSIZE'):\n"
        "    number = getattr(resource, f'RLIMIT_{name}')\n"
        "    try: resource.setrlimit(number, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)); say(name)\n"
        "    except (ValueError, PermissionError): pass\n"
        "soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (10, hard)); say('control')"
    )
    assert outcome.learner == ["control"]
