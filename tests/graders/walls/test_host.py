"""What a learner's process can do to the machine: write nothing, set nothing, become nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.graders.walls.calls import CALLS

WRITES = """
import os
SWITCHES = ('/proc/sys/kernel/core_pattern', '/proc/sys/kernel/hostname', '/proc/sys/vm/drop_caches',
            '/proc/sys/vm/overcommit_memory', '/proc/sysrq-trigger', '/proc/sys/fs/file-max', '/proc/self/uid_map',
            '/proc/self/oom_score_adj', '/proc/1/oom_score_adj', '/proc/self/gid_map')
FOLDERS = ('/', '/etc', '/usr', '/usr/bin', '/opt', '/opt/assay', '/opt/assay/graders/runner', '/dev', '/home', '/proc',
           '/root', '/var', '/lib')
import sys
FOLDERS += (sys.prefix, sys.base_prefix, os.path.dirname(os.__file__))
for name in SWITCHES:
    try:
        descriptor = os.open(name, os.O_WRONLY)
        os.write(descriptor, b'0')
        say(name)
    except OSError: pass
for name in FOLDERS:
    try:
        open(os.path.join(name, 'planted'), 'w')
        say(name)
    except OSError: pass
for name in ('/etc/passwd', '/usr/bin/env', os.__file__, '/opt/assay/graders/runner/jail.py'):
    for act in (lambda: open(name, 'a'), lambda: os.chmod(name, 0o777), lambda: os.unlink(name), lambda: os.rename(name, '/tmp/x')):
        try: act(); say(name)
        except OSError: pass
open('/tmp/planted', 'w'); say('control')
"""


def test_nothing_of_the_host_can_be_written(pool):
    before = Path("/proc/sys/kernel/core_pattern").read_text()
    outcome = pool.run(WRITES)
    assert outcome.learner == ["control"]
    assert Path("/proc/sys/kernel/core_pattern").read_text() == before


def test_the_jail_is_nobody_on_the_host(pool):
    """The uid of the host that owns the jail's processes is neither root's nor one that owns files."""
    outcome = pool.run(
        "import os\nopen('mine', 'w'); say(os.stat('mine').st_uid); say(os.stat('/usr').st_uid)\n"
        "say(open('/proc/self/uid_map').read().split())"
    )
    assert outcome.learner[0] == 1000
    assert outcome.learner[1] == 65534  # root of the host is nobody here
    assert outcome.learner[2][0] == "1000"
    assert outcome.learner[2][1:] == ["61000", "1"]
    assert Path(f"/proc/{pool.zygote()}").stat().st_uid not in (0, None)


@pytest.mark.parametrize("name", CALLS)
def test_forbidden_calls(pool, name):
    call = CALLS[name]
    outcome = pool.run(f"{call.source}\nsay(attempt())")
    assert outcome.learner == [call.refused_with]


@pytest.mark.parametrize("name", [name for name in CALLS if CALLS[name].works_outside])
def test_the_same_calls_work_outside(name):
    """The control: without the walls the same lines do not meet the same refusal."""
    if os.getuid() != 0 and CALLS[name].works_outside == "as root":
        pytest.skip("needs root: run the tests as root to see the control of this call")
    source = f"{CALLS[name].source}\nprint(attempt())"
    answer = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert answer.stdout.strip() != CALLS[name].refused_with
    assert answer.stdout or answer.returncode


def test_device_nodes_cannot_be_made(pool):
    outcome = pool.run(
        "import os, stat\n"
        "for kind in (stat.S_IFBLK, stat.S_IFCHR):\n"
        "    try: os.mknod('node', kind | 0o666, os.makedev(1, 1)); say('made')\n"
        "    except PermissionError: pass\n"
        "os.mkfifo('pipe'); say(sorted(os.listdir('/dev')))"
    )
    assert outcome.learner == [
        ["fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "urandom", "zero"]
    ]


def test_set_user_id_programs_give_nothing(pool):
    outcome = pool.run(
        "import os, subprocess, glob\n"
        "for call in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.setgid(0)):\n"
        "    try: call(); say('became another')\n"
        "    except OSError: pass\n"
        "for program in glob.glob('/usr/bin/*'):\n"
        "    if os.stat(program).st_mode & 0o4000 and 'su' in program:\n"
        "        answer = subprocess.run([program, '-c', 'id -u'], capture_output=True, stdin=subprocess.DEVNULL)\n"
        "        if answer.stdout == b'0\\n': say(program)\n"
        "say(os.getuid())"
    )
    assert outcome.learner == [1000]


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', 22), 1)",
        "socket.create_server(('127.0.0.1', 8000))",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
        "socket.socket(38, socket.SOCK_SEQPACKET)",  # AF_ALG
        "socket.socket(40, socket.SOCK_STREAM)",  # AF_VSOCK
        "urllib.request.urlopen('http://example.com', timeout=1)",
    ],
)
def test_no_network(pool, attempt):
    outcome = pool.run(
        f"import socket, urllib.request\ntry: {attempt}; say('connected')\nexcept OSError as error: say('refused')"
    )
    assert outcome.learner == ["refused"]


def test_abstract_sockets_of_others_are_out_of_reach(pool):
    import socket

    name = f"\0assay-test-{os.getpid()}"
    connect = f"import socket; s = socket.socket(socket.AF_UNIX); say(s.connect_ex({name!r}))"
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(name)
        server.listen()
        assert client.connect_ex(name) == 0  # the control
        assert pool.run(connect).learner == [111]


def test_two_jails_do_not_share_abstract_sockets(pool):
    listen = "import socket; s = socket.socket(socket.AF_UNIX); s.bind('\\0x'); s.listen(); bridge.recv(1)"
    connect = "import socket; s = socket.socket(socket.AF_UNIX); say(s.connect_ex('\\0x')); bridge.send(b'x')"
    assert pool.run(connect, test=listen).learner == [111]


def test_the_work_folder_cannot_lead_outside(pool):
    outcome = pool.run(
        "import os\nos.symlink('/etc/shadow', 'a'); os.symlink('/proc/1/root/etc/shadow', 'b')\n"
        "for name in 'ab':\n"
        "    try: open(name).read(); say(name)\n"
        "    except OSError: pass\n"
        "say('done')"
    )
    assert outcome.learner == ["done"]
