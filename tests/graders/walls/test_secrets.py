"""What a learner's process can find out. Each search finds what is planted within its reach."""

from __future__ import annotations

from pathlib import Path

import pytest

# Looks for 'hidden' + 'word' in its own memory; the word is never in one piece in this source or in what it says.
SEARCH = """
import re
needle = b'secret-'[::1] + bytes(reversed(WORD))
found = 0
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb') as memory:
    ranges = [line.split()[0].split('-') for line in maps if line.split()[1].startswith('r')]
    for start, end in ranges:
        start, end = int(start, 16), int(end, 16)
        try:
            memory.seek(start)
            while start < end:
                piece = memory.read(min(end - start, 1 << 24))
                if not piece: break
                start += len(piece)
                for place in re.finditer(re.escape(needle), piece):
                    found += piece[place.start() - 7:place.start()] == b'planted'
        except (OSError, ValueError, OverflowError):
            continue
say(found > 0)
"""
OF_TEST, OF_LEARNER = b"erehwesle", b"ereh"


def _search(word):
    return SEARCH.replace("WORD", repr(word))


def _planted(word):
    return b"planted" + b"secret-" + bytes(reversed(word))


def test_nothing_of_the_test_job_is_in_the_learners_memory(pool):
    kept = "kept = open('hidden/a').read(); held = bridge.recv(1)"
    outcome = pool.run(_search(OF_TEST), test=kept, hidden={"a": _planted(OF_TEST) * 100})
    assert outcome.learner == [False]


def test_the_search_finds_what_is_there(pool):
    kept = "kept = open('a', 'rb').read()\n"
    outcome = pool.run(kept + _search(OF_LEARNER), public={"a": _planted(OF_LEARNER) * 100})
    assert outcome.learner == [True]


def test_nothing_of_an_earlier_submission_is_left(pool):
    pool.run("kept = open('a').read()", public={"a": _planted(OF_LEARNER) * 100})
    assert pool.run(_search(OF_LEARNER)).learner == [False]


@pytest.fixture
def planted_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("host")
    folder.chmod(0o755)
    file = folder / "grades.txt"
    file.write_text("everybody may read this")
    file.chmod(0o644)
    return file


def test_files_of_the_host_are_not_there(pool, planted_file):
    outcome = pool.run(
        "import os\n"
        f"for path in ({str(planted_file)!r}, '/etc/shadow', '/etc/ssh', '/var', '/home/learner/../..{planted_file}',"
        " '/proc/1/root', '/sys', '/run', '/boot', '/mnt', '/srv', '/old'):\n"
        "    try: os.listdir(path) if os.path.isdir(path) else open(path).read(); say(path)\n"
        "    except OSError: pass\n"
        "say(open('/etc/passwd').read().count('learner') > 0)"
    )
    found = [path for path in outcome.learner if path != "/var"]
    assert found == [True]
    assert planted_file.read_text()  # the control: anybody who sees it can read it


def test_the_root_folder_is_a_short_list(pool):
    outcome = pool.run("import os; say(sorted(os.listdir('/'))); say(os.listdir('/home'))")
    assert set(outcome.learner[0]) <= {
        *(
            "bin",
            "dev",
            "etc",
            "home",
            "lib",
            "lib32",
            "lib64",
            "libx32",
            "opt",
            "proc",
            "root",
            "sbin",
            "tmp",
        ),
        *("usr", "var"),
    }
    assert outcome.learner[1] == ["learner"]


def test_only_the_environment_is_below_var_and_root(pool):
    outcome = pool.run(
        "import os, sys\n"
        "needed = (sys.prefix, sys.base_prefix)\n"
        "for top in ('/var', '/root', '/opt'):\n"
        "    for folder, folders, files in os.walk(top):\n"
        "        folders[:] = [name for name in folders if os.path.join(folder, name) not in (*needed, '/opt/assay')]\n"
        "        for name in files: say(os.path.join(folder, name))"
    )
    assert outcome.learner == []


def test_only_the_inner_half_of_the_engine_is_there(pool):
    outcome = pool.run("import os; say(sorted(os.listdir('/opt/assay/graders')))")
    assert outcome.learner == [["__init__.py", "report.py", "runner"]]


def test_other_processes_cannot_be_seen(pool):
    outcome = pool.run(
        "import os\n"
        "for number in range(1, 5000):\n"
        "    try: os.kill(number, 0); say(number)\n"
        "    except ProcessLookupError: pass\n"
        "    except PermissionError: say(-number)"
    )
    assert set(outcome.learner) <= {1, 2}


def test_the_zygote_has_no_variable_of_the_host(pool):
    assert b"ASSAY_TEST_SECRET" not in Path(f"/proc/{pool.zygote()}/environ").read_bytes()
    assert b"ASSAY_TEST_SECRET" in Path(f"/proc/{pool.server.pid}/environ").read_bytes()  # the control


LEFT = "left = ['/tmp/left', '/dev/shm/left', '/home/learner/left', 'left', '/var/tmp/left', '/run/left']\n"
LEAVE = (
    LEFT
    + "for path in left:\n"
    + "    try: open(path, 'w').write('mine')\n"
    + "    except OSError: pass\n"
    + "say(sum(map(os.path.exists, left)) >= 3)"
)


def test_no_file_of_an_earlier_submission_is_left(pool):
    assert pool.run("import os\n" + LEAVE).learner == [True]  # the control: she finds them herself

    outcome = pool.run("import os\n" + LEFT + "say([path for path in left if os.path.exists(path)])")

    assert outcome.learner == [[]]


def test_no_descriptor_leads_to_the_tests_job(pool):
    look = (
        "import os\n"
        "for number in range(3, 256):\n"
        "    try: content = os.pread(number, 1 << 20, 0)\n"
        "    except OSError: continue\n"
        "    say(number)\n"
        "    if b'plantedsecret-' in content: say('found')"
    )

    outcome = pool.run(look, hidden={"a": _planted(OF_TEST) * 100})
    control = pool.run("kept = open('a', 'rb')\n" + look, public={"a": _planted(OF_LEARNER) * 100})

    assert "found" not in outcome.learner
    assert "found" in control.learner


def test_no_variable_tells_of_the_host(pool):
    outcome = pool.run("import os; say(sorted(os.environ)); say(os.environ.get('HOME'))")

    assert not [name for name in outcome.learner[0] if "ASSAY" in name or "SECRET" in name]
    assert outcome.learner[1] == "/home/learner"


def test_the_parents_of_the_process_are_its_own_jails(pool):
    outcome = pool.run(
        "import os\n"
        "say(os.getppid())\n"
        "for name in ('environ', 'mem', 'fd', 'root', 'cwd'):\n"
        "    try: say(name + ' ' + str('ASSAY_TEST_SECRET' in str(open(f'/proc/1/{name}', 'rb').read(100000))))\n"
        "    except OSError: say(name + ' False')"
    )

    assert outcome.learner[0] == 1
    assert not [told for told in outcome.learner[1:] if told.endswith("True")]
