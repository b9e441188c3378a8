"""Cells run as in Jupyter, and what they show is kept in nbformat's own form."""

from __future__ import annotations

import nbformat
import pytest
from nbformat import v4

from tests.graders.runner.running import Ran


def test_it_works(forge):
    ran = forge.run("print('hello')\n1 + 1")

    assert ran.outputs() == [
        {"output_type": "stream", "name": "stdout", "text": "hello\n"},
        {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "2"}, "metadata": {}},
    ]
    assert [frame["event"] for frame in ran.learner] == [
        "cell_started",
        "output",
        "output",
        "cell_done",
        "finished",
    ]


def test_outputs_are_valid_nbformat(forge):
    ran = forge.run("import pandas as pd\nprint(1)\ndisplay(pd.DataFrame({'a': [1]}))\n1 / 0", "'x'")

    cells = [
        v4.new_code_cell("…", outputs=[nbformat.from_dict(output) for output in ran.outputs(position)])
        for position in range(2)
    ]
    nbformat.validate(v4.new_notebook(cells=cells))
    assert "<table" in ran.outputs(0)[1]["data"]["text/html"]


def test_results_of_earlier_cells(forge):
    ran = forge.run("41", "_ + 1", "Out[1], _2, In[1]", "5;")

    assert [ran.outputs(n)[0]["data"]["text/plain"] for n in (0, 1, 2)] == ["41", "42", "(41, 42, '41')"]
    assert ran.outputs(3) == []


def test_an_error_does_not_end_the_run(forge):
    ran = forge.run("def f(x):\n    return 1 / x\n\nf(0)", "print('on')")

    (error,) = ran.outputs(0)
    assert (error["output_type"], error["ename"], error["evalue"]) == (
        "error",
        "ZeroDivisionError",
        "division by zero",
    )
    assert "Cell In[1], line 4" in "\n".join(error["traceback"])
    assert "interactiveshell" not in "\n".join(error["traceback"])
    assert ran.done(0)["status"] == "error"
    assert ran.text(1) == "on\n"


def test_an_error_ends_the_run_where_the_exercise_says_so(forge):
    ran = forge.run("1 / 0", "print('on')", test="assert True", learner={"stop_on_error": True})

    assert [frame["position"] for frame in ran.learner if frame["event"] == "cell_started"] == [0]
    assert ran.verdict == "not_reached"


@pytest.mark.parametrize("leave", ["exit()", "quit()", "import sys; sys.exit(1)", "raise SystemExit"])
def test_leaving_ends_only_the_cell(forge, leave):
    ran = forge.run(f"print('before')\n{leave}\nprint('after')", "print('on')")

    assert ran.text(0) == "before\n"
    assert ran.outputs(0)[-1]["ename"] == "SystemExit"
    assert ran.text(1) == "on\n"


def test_a_syntax_error_is_shown(forge):
    ran = forge.run("def f(:\n    pass", "print('on')")

    assert ran.outputs(0)[0]["ename"] == "SyntaxError"
    assert ran.text(1) == "on\n"


def test_top_level_await_inside_a_running_loop(forge):
    ran = forge.run(
        "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop().is_running()",
        "async def two():\n    return 2\nawait asyncio.gather(two(), two())",
        "asyncio.run(two())",
    )

    assert ran.outputs(0)[0]["data"]["text/plain"] == "True"
    assert ran.outputs(1)[0]["data"]["text/plain"] == "[2, 2]"
    assert ran.outputs(2)[0]["ename"] == "RuntimeError"


def test_output_below_python_is_caught(forge):
    ran = forge.run(
        "import os, subprocess, sys\nprint('one')\nos.system('echo two')\nsubprocess.run(['echo', 'three'])\nos.write(1, b'four\\n')\n"
        "print('five', file=sys.stderr)\nNone"
    )

    assert "".join(o["text"] for o in ran.outputs() if o["name"] == "stdout") == "one\ntwo\nthree\nfour\n"
    assert "".join(o["text"] for o in ran.outputs() if o["name"] == "stderr") == "five\n"


def test_shell_lines(forge):
    ran = forge.run(
        "word = 'shell'\n!echo hello {word}", "files = !echo a b\nfiles[0]", "%%bash\necho from bash"
    )

    assert ran.text(0) == "hello shell\n"
    assert ran.outputs(1)[0]["data"]["text/plain"] == "'a b'"
    assert ran.text(2) == "from bash\n"


def test_magics(forge):
    ran = forge.run(
        "%%time\nx = sum(range(10))",
        "%%capture captured\nprint('hidden')",
        "captured.stdout",
        "%who",
        "%nonsense",
        "%pwd",
    )

    assert "Wall time" in ran.text(0)
    assert ran.outputs(1) == []
    assert ran.outputs(2)[0]["data"]["text/plain"] == r"'hidden\n'"
    assert "x" in ran.text(3)
    assert "UsageError" in ran.text(4)


@pytest.mark.parametrize(
    "line",
    [
        "%pip install foo",
        "!pip install foo",
        "!pip3 -q install foo",
        "!apt-get install -y x",
        "!conda install x",
        "%conda install x",
        "!{sys.executable} -m pip install foo",
        "!sudo apt install x",
        "%uv pip install x",
        "got = !pip list",
    ],
)
def test_nothing_is_installed(forge, line):
    ran = forge.run(f"import sys\n{line}\nprint('on')")

    assert ran.text() == (
        "Nothing was installed: packages come with the environment “ml-base”. It has: numpy 2.4.6.\non\n"
    )


def test_input_says_why_it_cannot_ask(forge):
    ran = forge.run("name = input('Your name? ')")

    assert ran.outputs()[0]["ename"] == "RuntimeError"
    assert "nobody to ask" in ran.outputs()[0]["evalue"]


def test_plots(forge):
    ran = forge.run(
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        "plt.plot([1, 2])",
        "fig, ax = plt.subplots()\nplt.show()",
    )

    assert ran.outputs(0) == []
    assert [output["output_type"] for output in ran.outputs(1)] == ["execute_result", "display_data"]
    assert ran.outputs(2)[0]["data"]["image/png"].startswith("iVBOR")


def test_plots_without_the_magic(forge):
    ran = forge.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")

    assert "image/png" in ran.outputs()[0]["data"]


def test_a_display_that_is_updated_shows_its_last_state(forge):
    ran = forge.run(
        "from IPython.display import display\nhandle = display('first', display_id='d')\nprint('between')\nhandle.update('last')"
    )

    assert [o.get("data", {}).get("text/plain") or o["text"] for o in ran.outputs()] == [
        "'last'",
        "between\n",
    ]


def test_long_output_is_cut_with_a_note(forge):
    ran = forge.run(
        "for i in range(20_000):\n    print('x' * 99)",
        "print('on')",
        learner={"output_limits": {"cell_stream_kib": 4}},
    )

    assert len(ran.text(0)) < 5000
    assert "[1,995,904 more characters of output were cut]" in ran.text(0)
    assert ran.text(1) == "on\n"


def test_all_cells_together_have_a_limit(forge):
    limits = {"output_limits": {"cell_stream_kib": 4, "notebook_stream_kib": 6}}

    ran = forge.run(*["print('x' * 4000)"] * 4, learner=limits)

    assert sum(ran.text(n).count("x") for n in range(4)) <= 6 * 1024
    assert "cut" in ran.text(3)


def test_a_large_display_is_replaced_by_a_note(forge):
    ran = forge.run(
        "from IPython.display import HTML\nHTML('x' * 3_000_000)",
        "HTML('small')",
        learner={"output_limits": {"rich_mib": 1}},
    )

    assert "too large" in ran.outputs(0)[0]["data"]["text/plain"]
    assert ran.outputs(1)[0]["data"]["text/html"] == "small"


def test_output_of_a_child_that_fills_the_pipe(forge):
    ran = forge.run(
        "import subprocess\nsubprocess.run('yes | head -c 5000000', shell=True, check=True);", "1"
    )

    assert "more characters of output were cut" in ran.text(0)


def test_seeds_are_set(forge):
    draw = "import random\nimport numpy as np\nrandom.random(), np.random.rand()"

    first, second, other = forge.run(draw), forge.run(draw), forge.run(draw, learner={"seed": 1})

    assert first.outputs() == second.outputs() != other.outputs()


def test_logging_warnings_and_bars_are_output(forge):
    ran = (
        forge.run(
            "import logging, warnings\nlogging.warning('careful')\nwarnings.warn('old')\nfrom tqdm import tqdm\nfor _ in tqdm(range(3)): pass"
        )
        if _has_tqdm()
        else forge.run("import logging, warnings\nlogging.warning('careful')\nwarnings.warn('old')")
    )

    assert "WARNING:root:careful" in ran.text()
    assert "UserWarning: old" in ran.text()


def _has_tqdm() -> bool:
    import importlib.util

    return importlib.util.find_spec("tqdm") is not None


def test_a_cell_over_its_time_is_interrupted(forge):
    ran = forge.run(
        "x = 1",
        "import time\nprint('begun', flush=True)\nwhile True:\n    time.sleep(0.01)",
        "print('on')",
        test="assert x == 1",
        learner={"cell_seconds": 0.3},
    )

    assert ran.done(1)["status"] == "interrupted"
    assert ran.done(1)["met"] == ["cell_seconds"]
    assert ran.text(1) == "begun\n"
    assert ran.outputs(1)[-1]["ename"] == "KeyboardInterrupt"
    assert ran.text(2) == "on\n"
    assert ran.verdict == "passed"


def test_a_cell_that_awaits_too_long_is_interrupted(forge):
    ran = forge.run(
        "import asyncio\nawait asyncio.sleep(60)",
        "await asyncio.sleep(0)\n'on'",
        learner={"cell_seconds": 0.3},
    )

    assert ran.done(0)["status"] == "interrupted"
    assert ran.outputs(1)[0]["data"]["text/plain"] == "'on'"


def test_files_beside_the_notebook_can_be_imported(forge):
    (forge.folder / "beside.py").write_text("def f():\n    raise ValueError('beside')\n")

    ran = forge.run("import beside\nbeside.f()")

    assert "File beside.py, line 2, in f" in "\n".join(ran.outputs()[0]["traceback"])


def test_threads_and_processes_work(forge):
    ran: Ran = forge.run(
        "from concurrent.futures import ThreadPoolExecutor\nfrom multiprocessing import get_context\n"
        "def square(x): return x * x\n"
        "with ThreadPoolExecutor(2) as pool:\n    print(list(pool.map(square, range(3))))\n"
        "with get_context('fork').Pool(2) as pool:\n    print(pool.map(square, range(3)))"
    )

    assert ran.text() == "[0, 1, 4]\n[0, 1, 4]\n"


def test_deep_recursion_gives_a_short_traceback(forge):
    ran = forge.run("def f(n):\n    return f(n + 1)\nf(0)")

    error = ran.outputs()[0]
    assert error["ename"] == "RecursionError"
    assert "more frames" in "\n".join(error["traceback"])
    assert len("\n".join(error["traceback"])) < 5000


def test_an_exception_that_cannot_be_shown(forge):
    ran = forge.run(
        "class Bad(Exception):\n    def __str__(self): raise RuntimeError\nraise Bad", "print('on')"
    )

    assert ran.outputs(0)[0]["ename"] == "Bad"
    assert ran.text(1) == "on\n"
