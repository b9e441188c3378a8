"""What a learner's process is and has: a neutral place of its own, and nothing of the host's."""

from __future__ import annotations


def test_it_works(pool):
    outcome = pool.run("say(1 + 1)", test="say(2 + 2)")
    assert outcome.learner == [2]
    assert outcome.test == [4]
    assert outcome.ended["learner"] == outcome.ended["test"] == {"how": "exited", "detail": "", "limit": ""}


def test_public_files_are_in_the_work_folder(pool):
    look = "say(open('tables/a.csv').read())"
    outcome = pool.run(look, test=look, public={"tables/a.csv": b"x\n1\n"})
    assert outcome.learner == outcome.test == ["x\n1\n"]


def test_hidden_files_are_only_in_the_test_jail(pool):
    look = "import os; say(os.path.exists('hidden')); say(open('hidden/b.csv').read())"
    outcome = pool.run(look, test=look, hidden={"b.csv": b"secret"})
    assert outcome.test == [True, "secret"]
    assert outcome.learner[0] is False


def test_hidden_files_cannot_be_changed(pool):
    change = "open('hidden/b.csv', 'w')"
    outcome = pool.run("", test=change, hidden={"b.csv": b"secret"})
    assert "Read-only file system" in outcome.test[0]


def test_identity_is_neutral(pool):
    outcome = pool.run(
        "import os, pwd, socket\n"
        "say((os.getuid(), os.getgid(), pwd.getpwuid(os.getuid()).pw_name, socket.gethostname()))\n"
        "say((os.getcwd(), os.path.expanduser('~'), os.listdir('.')))"
    )
    assert outcome.learner == [
        (1000, 1000, "learner", "jail"),
        ("/home/learner", "/home/learner", []),
    ]


def test_no_variable_of_the_host_gets_in(pool):
    outcome = pool.run("import os; say(dict(os.environ))")
    assert "ASSAY_TEST_SECRET" not in outcome.learner[0]
    assert outcome.learner[0]["HOME"] == "/home/learner"
    assert outcome.learner[0]["OMP_NUM_THREADS"] == "1"


def test_the_descriptors_are_its_own(pool):
    look = (
        "import os\n"
        "held = {int(name): os.readlink(f'/proc/self/fd/{name}') for name in os.listdir('/proc/self/fd') if "
        "os.path.exists(f'/proc/self/fd/{name}')}\n"
        "known = {0, 1, 2, bridge.fileno(), out, marks}\n"
        "say({number: target for number, target in held.items() if number not in known})\n"
        "say({target for number, target in held.items() if number < 3})"
    )
    outcome = pool.run(look, test=look)
    assert outcome.learner == [{}, {"/dev/null"}]
    assert len(outcome.test[0]) == 1  # the test process, which is ours, may tell the zygote why it failed
    assert outcome.test[1] == {"/dev/null"}


def test_the_bridge_leads_from_one_jail_to_the_other(pool):
    outcome = pool.run("bridge.sendall(b'hello')", test="say(bridge.recv(5))")
    assert outcome.test == [b"hello"]


def test_the_test_jail_sees_the_end_of_the_bridge(pool):
    outcome = pool.run("import os; os._exit(0)", test="say(bridge.recv(5))")
    assert outcome.test == [b""]


def test_capabilities_and_privileges_are_gone(pool):
    look = (
        "fields = dict(line.split(':\\t') for line in open('/proc/self/status') if ':\\t' in line)\n"
        "say([int(fields[name], 16) for name in ('CapInh', 'CapPrm', 'CapEff', 'CapAmb')])\n"
        "say((fields['NoNewPrivs'].strip(), fields['Seccomp'].strip()))\n"
        "say(open('/proc/self/oom_score_adj').read().strip())"
    )
    outcome = pool.run(look, test=look)
    assert outcome.learner == outcome.test == [[0, 0, 0, 0], ("1", "2"), "1000"]


def test_only_the_jail_is_in_proc(pool):
    outcome = pool.run("import os; say(sorted(name for name in os.listdir('/proc') if name.isdigit()))")
    assert outcome.learner == [["1", "2"]]


def test_process_1_cannot_be_looked_into(pool):
    outcome = pool.run(
        "for name in ('mem', 'maps', 'environ'):\n"
        "    try:\n"
        "        open(f'/proc/1/{name}', 'rb').read(1)\n"
        "    except PermissionError:\n"
        "        say(name)\n"
        "open('/proc/self/mem', 'rb'); say('control')"
    )
    assert outcome.learner == ["mem", "maps", "environ", "control"]


def test_work_that_courses_do_is_possible(pool):
    outcome = pool.run(
        "import subprocess, threading, multiprocessing, tempfile\n"
        "say(subprocess.run(['ls', '/'], capture_output=True).returncode)\n"
        "box = []; thread = threading.Thread(target=box.append, args=(1,)); thread.start(); thread.join(); say(box)\n"
        "with multiprocessing.Pool(2) as workers: say(workers.map(abs, [-1, -2]))\n"
        "from joblib import Parallel, delayed\n"
        "say(Parallel(n_jobs=2)(delayed(abs)(-n) for n in range(3)))\n"
        "import pty, os; say(len(pty.openpty()))\n"
        "with tempfile.TemporaryFile() as file: say(file.write(b'x'))\n"
        "say(subprocess.run('echo $HOME', shell=True, capture_output=True).stdout)"
    )
    assert outcome.learner == [0, [1], [1, 2], [0, 1, 2], 2, 1, b"/home/learner\n"]


def test_two_jails_share_nothing(pool):
    write = "open('/tmp/mine', 'w').write('x'); open('/dev/shm/mine', 'w').write('x'); open('mine', 'w').write('x')"
    look = f"import os, time; {write}; say([os.listdir(p) for p in ('/tmp', '/dev/shm', '.')])"
    outcome = pool.run(look)
    assert outcome.learner == [[["mine"], ["mine"], ["mine"]]]
    assert pool.run(look).learner == outcome.learner


def test_a_broken_job_is_our_fault(pool):
    outcome = pool.run("", public={"../outside": b""})
    assert outcome.ended["learner"]["how"] == "failed_to_start"
    assert "../outside" in outcome.detail
    assert pool.is_well()
