"""What one part of a test cell comes to, and what of it is shown."""

from __future__ import annotations

import pytest

from tests.graders.runner.running import Stop


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("assert answer == 42", "passed"),
        ("assert answer == 43", "failed"),
        ("raise ValueError", "errored"),
        ("nothing_like_this", "errored"),
        ("import pytest\npytest.fail('no')", "failed"),
        ("import pytest\nwith pytest.raises(ValueError):\n    pass", "failed"),
        ("import unittest\nunittest.TestCase().assertEqual(answer, 1)", "failed"),
        ("import numpy as np\nnp.testing.assert_allclose(answer, 41)", "failed"),
        ("import pytest\nassert answer == pytest.approx(42.0000001)", "passed"),
        ("not python at all (", "errored"),
        ("import sys\nsys.exit(0)", "errored"),
        ("raise KeyboardInterrupt", "errored"),
        ("0.5", "partial"),
        ("1.0", "passed"),
        ("0", "failed"),
        ("7", "passed"),
        ("True", "passed"),
        ("-1", "errored"),
        ("float('nan')", "errored"),
        ("[1, 2]", "passed"),
        ("award(0.25, 'a start')", "partial"),
        ("award(0.5, 'first')\naward(0.5, 'second')", "passed"),
        ("award(1)\nassert answer == 43", "failed"),
        ("print('nothing')", "passed"),
    ],
)
def test_verdicts(forge, source, verdict):
    assert forge.run("answer = 42", test=source).verdict == verdict


def test_points_and_reasons(forge):
    ran = forge.run("x = 1", test=["award(0.25, 'reads')\naward(0.5, 'writes')", "1 / 4"])

    assert [(r["value"], r["reason"]) for r in ran.results] == [(0.75, "reads; writes"), (0.25, "")]


def test_expected_and_got(forge):
    ran = forge.run(
        "def f(x): return x * 2",
        test=[
            "assert f(2) == 5",
            "assert 5 == f(2), 'twice'",
            "assert f('ab') in ('x', 'y')",
            "assert f(1) > 3",
            "import numpy as np\nassert (f(np.arange(2)) == 1).all()",
            "def check(n):\n    assert f(n) == n * 3\ncheck(2)",
        ],
    )

    shown = [(r["message"], r["expected"], r["got"]) for r in ran.results]
    assert shown == [
        ("this does not hold: assert f(2) == 5", "5", "4"),
        ("twice", "5", "4"),
        ("this does not hold: assert f('ab') in ('x', 'y')", "in ('x', 'y')", "'abab'"),
        ("this does not hold: assert f(1) > 3", "> 3", "2"),
        ("this does not hold: assert (f(np.arange(2)) == 1).all()", "", ""),
        ("this does not hold: assert f(n) == n * 3", "6", "4"),
    ]


def test_hidden_tests_show_verdict_and_points_only(forge):
    ran = forge.run(
        "def f(x): raise ValueError('tell me')",
        test=["assert 1 == 2, 'secret'", "f('secret')", "award(0.5, 'secret')", "secret"],
        visibility="hidden",
    )

    assert ran.verdicts == ["failed", "errored", "partial", "errored"]
    assert ran.results[2]["value"] == 0.5
    assert all(
        not any(r[k] for k in ("reason", "message", "expected", "got", "traceback")) for r in ran.results
    )


def test_a_part_runs_although_an_earlier_one_failed(forge):
    ran = forge.run("x = 1", test=["kept = 5\nassert x == 2", "assert kept == 5 and x == 1"])

    assert ran.verdicts == ["failed", "passed"]


def test_a_missing_name_is_explained(forge):
    ran = forge.run("x = 1", test="squared(3)")

    assert (
        ran.result["message"]
        == "name 'squared' is not defined (your notebook does not define it before this test)"
    )


def test_long_values_are_cut(forge):
    ran = forge.run(
        "long, many = 'x' * 10**6, list(range(10**5))", test=["assert long == 'y'", "assert many == [1]"]
    )

    assert all(len(result["got"]) <= 1000 for result in ran.results)


def test_a_test_over_its_time_is_stopped(forge):
    ran = forge.run(
        "x = 1",
        test=["while True:\n    pass", "import time\ntime.sleep(30)", "assert x == 1"],
        cell_seconds=0.4,
    )

    assert ran.verdicts == ["errored", "errored", "passed"]
    assert ran.results[0]["message"] == "the test took longer than 0.4 s"


def test_a_test_that_swallows_its_alarm_is_stopped_too(forge):
    ran = forge.run(
        "x = 1",
        test="for _ in range(2):\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        cell_seconds=0.3,
    )

    assert ran.verdict == "errored"


def test_a_call_over_its_time_is_interrupted(forge):
    ran = forge.run(
        "import time\ndef slow():\n    time.sleep(60)\ndef fast(): return 1",
        test=["slow()", "try:\n    slow()\nexcept Exception:\n    pass", "assert fast() == 1"],
        call_seconds=0.3,
    )

    assert ran.verdicts == ["errored", "errored", "passed"]
    assert ran.results[0]["message"] == "a call took longer than 0.3 s"


def test_a_call_that_outlives_its_test_does_not_disturb_the_next(forge):
    ran = forge.run(
        "import time\ndef slow():\n    time.sleep(1)\n    return 'late'\ndef fast(): return 'now'",
        test=["slow()", "assert fast() == 'now'"],
        cell_seconds=0.5,
    )

    assert ran.verdicts == ["errored", "passed"]


def test_stops_after_the_end_are_not_reached(forge):
    ran = forge.run(
        "x = 1", Stop(["assert x == 1"]), "import os; os._exit(0)", test=["assert x == 1", "assert 1"]
    )

    assert ran.verdicts == ["passed", "not_reached", "not_reached"]
    assert ran.results[1]["message"] == "not reached: your notebook's process ended"
    assert ran.tests[-1]["event"] == "finished"


SHOWN = [
    # a failing test, and what it shows as expected and got
    ("assert np.allclose(f(), [1.0, 3.0])", "[1.0, 3.0]", "array([1., 2.])"),
    ("assert math.isclose(g(), 5, rel_tol=1e-3), 'not close'", "5", "2.5"),
    ("assert np.array_equal([1, 3], f())", "[1, 3]", "array([1., 2.])"),
    ("assert len(f()) == 2 and g() == 3", "3", "2.5"),
    ("assert g() == 2.5 and np.isclose(g(), 4)", "4", "2.5"),
    ("assert g() == pytest.approx(3)", "3 ± 3.0e-06", "2.5"),
    ("np.testing.assert_allclose(f(), [1, 3], rtol=0.1)", "[1, 3]", "array([1., 2.])"),
    ("np.testing.assert_array_equal(f(), np.array([1, 3]))", "array([1, 3])", "array([1., 2.])"),
    ("unittest.TestCase().assertEqual(g(), 3)", "3", "2.5"),
    ("assert pd.Series(f()).equals(pd.Series([1, 3]))", "0    1\n", "0    1.0"),
    ("pd.testing.assert_series_equal(pd.Series(f()), pd.Series([1, 3.0]))", "0    1.0", "0    1.0"),
    ("assert g() and f() is None", "", ""),
    ("def check(value):\n    assert np.isclose(value, 3)\ncheck(g())", "3", "2.5"),
]


def test_expected_and_got_of_calls(forge):
    prelude = "import math, unittest\nimport numpy as np, pandas as pd, pytest\n"

    ran = forge.run(
        "import numpy as np\ndef f(): return np.array([1.0, 2.0])\ndef g(): return 2.5",
        test=[prelude + test for test, *_ in SHOWN],
    )

    for (test, expected, got), result in zip(SHOWN, ran.results, strict=True):
        assert result["verdict"] == "failed", (test, result)
        assert (result["expected"][: len(expected)], result["got"][: len(got)]) == (expected, got), test
        assert bool(expected) == bool(result["expected"]), test


def test_conditions_keep_their_meaning(forge):
    ran = forge.run(
        "def g(): return 2.5",
        test="import numpy as np\nassert np.allclose([1, 2], [1, 2]) and g() == 2.5 and np.isclose(g(), 2.5, atol=0.1)\n"
        "called = []\ndef isclose(*values, **named):\n    called.append((values, named))\n    return True\n"
        "assert isclose(1, 2, 3, k=4) and called == [((1, 2, 3), {'k': 4})]\nassert isclose(*[5, 6]) and called[1][0] == (5, 6)\n"
        "def assert_equal(*values):\n    return called.append(values)\nassert_equal(1, 2)\nassert called[2] == (1, 2)\n"
        "assert False or isclose(1, 2)",
    )

    assert ran.result["message"] == ""


NBGRADER = {"stderr_is_failure": True, "impossible_score": "full", "score_over_maximum": "error"}
_ALSO_SHARED = pytest.mark.parametrize("isolation", ["separate", "shared"])


@_ALSO_SHARED
@pytest.mark.parametrize(
    ("source", "ours", "theirs"),
    [
        ("float('nan')", "errored", "passed"),
        ("-1.0", "errored", "passed"),
        ("2.0", "passed", "errored"),
        ("float('inf')", "errored", "errored"),
        ("0.5", "partial", "partial"),
        ("import sys\nprint('oops', file=sys.stderr)", "passed", "failed"),
        ("import warnings\nwarnings.warn('old')", "passed", "failed"),
        ("noisy()", "passed", "failed"),
        ("print('fine')", "passed", "passed"),
    ],
)
def test_nbgraders_rules_hold_where_they_are_asked_for(forge, isolation, source, ours, theirs):
    cell = "def noisy():\n    import sys\n    print('oops', file=sys.stderr)"

    def verdict(rules):
        more = {"isolation": isolation, "rules": rules}
        return forge.run(cell, test=source, learner=more, **more).verdict

    assert (verdict({}), verdict(NBGRADER)) == (ours, theirs)


def test_who_teaches_hears_of_a_score_over_the_maximum_of_a_hidden_test_too(forge):
    ran = forge.run("x = 1", test="7", visibility="hidden")

    assert (ran.verdict, ran.result["value"], ran.result["reason"]) == ("passed", 1, "")
    assert [frame["text"] for frame in ran.tests if frame["event"] == "warning"] == [
        "test 0: the test gave 7 points, and it is worth 1"
    ]


@_ALSO_SHARED
def test_a_number_at_the_end_of_an_earlier_check_is_no_score(forge, isolation):
    more = {"isolation": isolation}
    part = {
        "test": 0,
        "title": "",
        "source": "0.0",
        "first_line": 1,
        "visibility": "visible",
        "possible": 1.0,
    }
    stops = [{"stop": 0, "cell_id": "q0", "rebinds": None, "parts": [{**part, "gives_points": False}]}]

    assert forge.run("x = 1", Stop(["0.0"]), learner=more, **more).verdict == "failed"
    assert forge.run("x = 1", Stop(["0.0"]), learner=more, **more, stops=stops).verdict == "passed"
