"""Shared mode: the tests run among the learner's cells, one at a time, and what comes back is taken in as hostile."""

from __future__ import annotations

import pytest

from tests.graders.runner.running import Stop

SHARED = {"isolation": "shared"}


def run(forge, *cells, **job):
    return forge.run(*cells, learner={**SHARED, **job.pop("learner", {})}, **SHARED, **job)


def test_it_works(forge):
    ran = run(forge, "def f(x): return x + 1", test=["assert f(1) == 2", "assert f(1) == 3", "f(1) / 0"])

    assert ran.verdicts == ["passed", "failed", "errored"]
    assert (ran.results[1]["expected"], ran.results[1]["got"]) == ("3", "2")
    assert ran.results[1]["message"] == "this does not hold: assert f(1) == 3"
    assert ran.results[2]["message"] == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "test",
    [
        "import inspect\nassert 'x + 1' in inspect.getsource(f)",
        "%timeit -n1 -r1 f(1)\nassert f(1) == 2",
        '# TEST "title"\n%%capture said\nprint(f(1))',
        "%%bash\ntrue",
        "before, f = f, None\nf = before\nassert f(1) == 2",
        "del f\ntry:\n    f(1)\nexcept NameError:\n    pass",
        "import asyncio\nawait asyncio.sleep(0)\nassert f(1) == 2",
        "assert get_ipython().user_ns['f'] is f",
        "assert globals()['f'] is f and 'f' in dir()",
    ],
)
def test_what_separate_tests_cannot_do(forge, test):
    assert run(forge, "def f(x):\n    return x + 1", test=test).verdict == "passed"


def test_names_of_a_test_stay_for_the_tests_and_cells_after_it(forge):
    ran = run(forge, "a = 1", Stop(["b = a + 1", "c = b + 1"]), "print(a, b, c)", test="assert c == 3")

    assert (ran.verdicts, ran.text(2)) == (["passed"] * 3, "1 2 3\n")


def test_what_a_test_prints_and_shows_is_not_the_learners_output(forge):
    ran = run(forge, "print('mine')", Stop(["print('secret'); display('secret')", "1 / 0", "'secret'"]), "In")

    assert [frame["event"] for frame in ran.learner].count("output") == 2
    assert "secret" not in str(ran.learner)
    assert ran.outputs(2)[0]["execution_count"] == 2


@pytest.mark.parametrize(
    ("test", "verdict", "value"),
    [
        ("0.5", "partial", 0.5),
        ("award(0.25, 'a quarter'); award(0.5)", "partial", 0.75),
        ("2", "passed", 1.0),
        ("0", "failed", 0.0),
        ("-1", "errored", None),
        ("award(float('nan'))", "errored", None),
        ("True", "passed", None),
    ],
)
def test_points_follow_the_rules_of_separate_tests(forge, test, verdict, value):
    shared, separate = run(forge, "pass", test=test).result, forge.run("pass", test=test).result

    assert (shared["verdict"], shared["value"]) == (verdict, value)
    assert {**shared, "seconds": 0, "traceback": ""} == {**separate, "seconds": 0, "traceback": ""}


@pytest.mark.parametrize("cell", ["x = 1;", "%config InteractiveShell.ast_node_interactivity = 'none'"])
def test_a_number_counts_whatever_the_learners_cells_say_about_showing(forge, cell):
    ran = run(forge, cell, test=["0.5", "0.5;"])

    assert [(result["verdict"], result["value"]) for result in ran.results] == [("partial", 0.5)] * 2


def test_results_of_the_learners_cells_stay_hers(forge):
    ran = run(forge, "41", Stop(["0.5"]), "_ + 1, Out", test="assert True")

    assert ran.outputs(2)[0]["data"]["text/plain"] == "(42, {1: 41})"


def test_the_learners_award_and_place_are_her_own_again(forge):
    ran = run(
        forge,
        "import os\naward = 'mine'\nos.makedirs('deep', exist_ok=True)\nos.chdir('deep')",
        Stop(["import os\nassert os.path.basename(os.getcwd()) != 'deep'\naward(1)"]),
        "print(award, os.path.basename(os.getcwd()))",
    )

    assert (ran.verdict, ran.text(2)) == ("passed", "mine deep\n")


def test_a_traceback_shows_the_learners_lines_and_no_line_of_the_test(forge):
    ran = run(forge, "def f():\n    return {}['key']", test="expected = 42\nassert f() == expected")

    assert "{}['key']" in ran.result["traceback"]
    assert "expected" not in ran.result["traceback"]


def test_hidden_tests_tell_nothing(forge):
    ran = run(forge, "def f(): return 1", test="assert f() == 2, 'secret'", visibility="hidden")

    assert (ran.result["message"], ran.result["got"]) == ("", "")


def test_a_test_that_takes_too_long_is_stopped_and_the_next_one_runs(forge):
    slow = {"cell_seconds": 1}
    ran = run(forge, "pass", test=["while True: pass", "assert True"], learner=slow, **slow)

    assert ran.verdicts == ["errored", "passed"]
    assert ran.results[0]["message"] == "the test took longer than 1 s"


@pytest.mark.parametrize("leave", ["raise SystemExit", "exit()"])
def test_leaving_errors_one_test(forge, leave):
    assert run(forge, f"def f():\n    {leave}", test=["f()", "assert True"]).verdicts == ["errored", "passed"]


def test_the_end_of_the_process_ends_the_tests(forge):
    ran = run(forge, "import os", test=["assert True", "os._exit(0)", "assert True"])

    assert ran.verdicts == ["passed", "not_reached", "not_reached"]


@pytest.mark.parametrize(
    "answer",
    [
        "b'no json'",
        "b'[]'",
        "b'{}'",
        'b\'{"verdict": "awaiting_marks", "value": null}\'',
        'b\'{"verdict": "partial", "value": "all"}\'',
        'b\'{"verdict": "partial", "value": NaN}\'',
        'b\'{"verdict": "partial", "value": 1e999}\'',
        "b'{\"verdict\": \"partial\", \"value\": ' + b'9' * 4000 + b'}'",
        "b'[' * 100_000",
        "b' ' * (2 << 20)",
    ],
)
def test_an_answer_of_the_wrong_form_is_no_answer(forge, answer):
    lie = (
        "import gc\nfrom graders.runner.inside import TestsInside\n"
        "[inside] = [thing for thing in gc.get_objects() if isinstance(thing, TestsInside)]\n"
        f"inside._send = lambda frame: inside._link.send({answer})"
    )
    ran = run(forge, lie, Stop(["assert False"]), test="assert True")

    assert set(ran.verdicts) <= {"not_reached", "failed"}
