"""A learner's side that lies, dies, floods or spies costs only its own points."""

from __future__ import annotations

import pytest

from tests.graders.runner.running import Stop

pytestmark = pytest.mark.slow

FIND_LINK = """
import gc, os, pickle, socket, struct
from graders.runner.bridge import learner_objects
server = learner_objects.current
raw = server._link._connection
def encoded(message):
    encoder = server._encoder(server._refer)
    encoder.value(message)
    return encoder.content()
def send(content):
    raw.setblocking(True)
    raw.sendall(struct.pack("<I", len(content)) + content)
"""


def forged(action: str) -> str:
    return FIND_LINK + f"def f(x=0):\n    {action}\n    return x\ndef g(): return 1"


@pytest.mark.parametrize(
    "action",
    [
        "send(b'')",
        "send(b'\\xff' * 100)",
        "send(b'N')",
        "send(encoded(('answer', 999, True, None)))",
        "send(encoded(('reached', 0, [])))",
        "send(encoded(('call', 1, 'getattr', ('__globals__',)))); send(b'?')",
        "raw.sendall(b'\\xff\\xff\\xff\\xff')",
        "raw.sendall(b'\\x00\\x00\\x00\\x03')",
        "raw.close()",
        "os._exit(0)",
        "os.kill(os.getpid(), 9)",
        "import ctypes; ctypes.string_at(0)",
    ],
)
def test_forged_answers_and_sudden_ends(forge, action):
    ran = forge.run(
        "x = 1",
        Stop(["assert x == 1"]),
        forged(action),
        test=["assert f() == 5", "try:\n    f()\nexcept Exception:\n    pass", "assert g() == 1"],
        call_seconds=0.5,
    )

    assert ran.verdicts[0] == "passed"
    assert set(ran.verdicts[1:3]) <= {"failed", "not_reached", "errored"}
    assert ran.tests[-1]["event"] == "finished"


def test_an_end_is_no_exception_that_a_test_may_ask_for(forge):
    test = "try:\n    f('bad')\nexcept Exception:\n    pass\nelse:\n    raise AssertionError('must raise')"

    assert forge.run("import os\ndef f(x): os._exit(1)", test=test).verdict == "not_reached"


def test_a_process_that_does_not_answer_is_given_up(forge):
    ran = forge.run(
        "import signal, time\ndef f():\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    time.sleep(60)",
        test=["f()", "assert 1"],
        call_seconds=0.2,
    )

    assert ran.verdicts == ["not_reached", "passed"]


def test_a_generator_that_never_ends(forge):
    endless = "def f():\n    while True:\n        yield 1"

    assert forge.run(endless, test="assert sum(f()) == 3", cell_seconds=0.5).verdict == "errored"


def test_leaving_inside_a_call(forge):
    ran = forge.run("import sys\ndef f(): sys.exit(0)\ndef g(): exit()", test=["f()", "g()", "assert 1"])

    assert ran.verdicts == ["errored", "errored", "passed"]


def test_many_objects_are_let_go(forge):
    ran = forge.run(
        "class Thing: pass\ndef make(): return Thing()",
        test="for _ in range(2000):\n    make()\nfrom graders.runner.bridge import learner_objects",
    )

    assert ran.verdict == "passed"


PATCHED = [
    # what the learner's cell patches, and a test that the patch fools where both share a process
    ("import sklearn.metrics\nsklearn.metrics.f1_score = lambda *a, **k: 1.0", "from sklearn.metrics import f1_score\nassert f1_score([1, 1, 0], f()) == 1.0"),
    ("import builtins\nbuiltins.abs = lambda x: 0", "assert abs(f()[0] - 5) < 1e-9"),
    ("import builtins\nbuiltins.sum = lambda x: 7", "assert sum(f()) == 7"),
    ("import builtins\nbuiltins.AssertionError = type('Quiet', (Exception,), {})\nimport math\nmath.isclose = lambda *a, **k: True", "import math\nassert math.isclose(f()[0], 5)"),
    ("import numpy as np\nnp.allclose = lambda *a, **k: True", "import numpy as np\nassert np.allclose(f(), [9, 9, 9])"),
    ("import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None", "import numpy as np\nnp.testing.assert_allclose(f(), [9, 9, 9])"),
    ("import sys, types\nfake = types.ModuleType('statistics')\nfake.mean = lambda x: 5\nsys.modules['statistics'] = fake", "import statistics\nassert statistics.mean(f()) == 5"),
    ("class Yes(list):\n    __eq__ = lambda s, o: True\n    __hash__ = None", "assert f() == [5, 5, 5]"),
    ("class Yes(int):\n    __eq__ = lambda s, o: True\n    __hash__ = None", "assert f() == 5"),
    ("import random\nrandom.seed = lambda *a: None\nrandom.random = lambda: 0.0", "import random\nassert random.random() == f()[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("patch", "test"), PATCHED)
def test_patched_libraries_change_nothing(forge, patch, test):
    answer = "def f(): return [0, 1, 0]"
    if "class Yes(list)" in patch:
        answer = "def f(): return Yes([0, 1, 0])"
    if "class Yes(int)" in patch:
        answer = "def f(): return Yes(0)"
    cell = f"{patch}\n{answer}"

    assert forge.run(cell, test=test).verdict in ("failed", "errored")
    assert forge.run_together(cell, test=test) == "passed"


SPY = """
def count(head, backwards):
    \"\"\"How often the text is in this process's memory; it is never put together here.\"\"\"
    head, backwards, hits = head.encode(), backwards.encode(), 0
    with open("/proc/self/mem", "rb", buffering=0) as memory, open("/proc/self/maps") as maps:
        for line in maps.readlines():
            if " rw-p " not in line or "[v" in line:
                continue
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            try:
                memory.seek(start)
                block = memory.read(end - start)
            except (OSError, OverflowError):
                continue
            at = block.find(head)
            while at >= 0:
                tail = at + len(head)
                hits += block[tail : tail + len(backwards)][::-1] == backwards
                at = block.find(head, tail)
    return hits
"""
SEARCH = "secret = 'needle-abcxyz'\nassert count('needle-', 'zyxcba') == 0"


def test_nothing_of_the_tests_is_in_the_learners_memory(forge):
    assert forge.run(SPY, test=SEARCH, visibility="hidden").verdict == "passed"


def test_the_control_a_planted_secret_is_found(forge):
    ran = forge.run(SPY + "planted = 'needle-' + 'abcxyz'", test=SEARCH)

    assert ran.verdict == "failed"
    assert int(ran.result["got"]) > 0


def test_a_handed_over_input_is_found(forge):
    """The search sees what a call has brought: the first test's zero is no blindness."""
    ran = forge.run(SPY + "def keep(x):\n    globals()['kept'] = x", test="keep('needle-abcxyz')\n" + SEARCH)

    assert ran.verdict == "failed"


HOOKS = [
    "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: [l for l in lines if 'assert' not in l])",
    (
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Drop())"
    ),
    "get_ipython().display_formatter.formatters['text/plain'].for_type(float, lambda *a: a[1].text('1.0'))",
    "import sys\nsys.settrace(lambda *a: None)",
    "import sys\nsys.meta_path.insert(0, type('F', (), {'find_spec': staticmethod(lambda *a, **k: None)}))",
    "get_ipython().events.register('post_execute', lambda: globals().update(x=42))",
    "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
]


@pytest.mark.parametrize("hook", HOOKS)
def test_hooks_of_the_learners_shell_change_no_test(forge, hook):
    ran = forge.run(hook, "def f(): return 0.5", test=["assert f() == 1.0", "f()"])

    assert ran.verdicts == ["failed", "partial"]


def test_fake_frames_on_every_descriptor_of_the_learner(forge):
    forging = """
import json, os, struct
text = json.dumps({"event": "test", "test": 0, "verdict": "passed", "value": 1.0}).encode()
for descriptor in range(3, 64):
    try:
        if "socket" not in os.readlink(f"/proc/self/fd/{descriptor}"):
            os.write(descriptor, struct.pack(">I", len(text)) + text)
    except OSError:
        pass
def f(): return 0
"""

    ran = forge.run(forging, test="assert f() == 1")

    assert ran.verdict == "failed"
    assert any(
        frame.get("verdict") == "passed" for frame in ran.learner
    )  # it came out where nobody believes it
