"""Arguments that the learner's code changes: copied back where the reference does it, the worse way elsewhere."""

from __future__ import annotations

import pytest

SORT = "def sort_in_place(items):\n    items.sort()"
CHEATING_F1 = "def my_f1(t, p):\n    t[:] = 1\n    p[:] = 1\n    return 1.0"
F1_TEST = """
import numpy as np
from sklearn.metrics import f1_score
t, p = np.array([1, 0, 1, 0]), np.array([0, 1, 1, 0])
assert abs(my_f1(t, p) - f1_score(t, p)) < 1e-9
"""
SQUASH = "def normalise(values):\n    values[0] = 99\n    return values"


def test_the_reference_changes_it_too(forge):
    test = "items = [3, 1, 2]\nsort_in_place(items)\nassert items == [1, 2, 3]"

    assert forge.run(SORT, test=test, changed_arguments={"sort_in_place": [0]}).verdict == "passed"


def test_recording_what_the_reference_changes(forge):
    ran = forge.run(
        SORT + "\ndef fill(*, into):\n    into['a'] = 1\ndef look(x): return x",
        test="items = [2, 1]\nsort_in_place(items)\nd = {}\nfill(into=d)\nlook(items)\nsort_in_place([3, 1])\nassert items == [1, 2] and d == {'a': 1}",
        changed_arguments=None,
    )

    assert ran.verdict == "passed"
    assert ran.changed == [("sort_in_place", 0), ("fill", "into")]


def test_a_change_cannot_make_a_comparison_hold(forge):
    ran = forge.run(CHEATING_F1, test=F1_TEST)

    assert ran.verdict == "failed"
    assert ran.warnings == [
        "my_f1() changes argument 1 that it is given",
        "my_f1() changes argument 2 that it is given",
    ]
    assert forge.run_together(CHEATING_F1, test=F1_TEST) == "passed"


def test_a_change_that_must_not_be_is_noticed(forge):
    test = "values = [1, 2]\nnormalise(values)\nassert values == [1, 2]"

    assert forge.run(SQUASH, test=test).verdict == "failed"


def test_a_harmless_change_costs_nothing(forge):
    add = "def with_total(frame):\n    frame['total'] = frame['a'] * 2\n    return frame"
    test = "import pandas as pd\nassert with_total(pd.DataFrame({'a': [1, 2]}))['total'].tolist() == [2, 4]"

    assert forge.run(add, test=test).verdict == "passed"


def test_the_second_way_starts_from_the_same_state(forge):
    ran = forge.run(
        SQUASH,
        test=[
            "seen = []\ntable = {'n': 0}",
            "seen.append(1)\ntable['n'] += 1\nnormalise([1])\nassert seen == [1] and table['n'] == 1",
            "assert seen == [1] and table['n'] == 1",
        ],
    )

    assert ran.verdicts == ["passed"] * 3


def test_randomness_is_the_same_both_ways(forge):
    draw = (
        "import random\nimport numpy as np\ndrawn = set()\n"
        "def draw(log):\n    log.append(1)\n    drawn.add(random.random() + np.random.rand())\n    return len(drawn)"
    )

    ran = forge.run(draw, test="import random\nmine = {random.random()}\nassert draw([]) == 1 == len(mine)")

    assert ran.verdict == "passed"
    assert ran.warnings


@pytest.mark.parametrize(
    ("change", "argument", "check"),
    [
        ("x.append(4)", "[1, 2]", "x == [1, 2, 4]"),
        ("x[0].append(4)", "[inner]", "x == [[4]] and inner == [4] and x[0] is inner"),
        ("x['k'] = 1", "{}", "x == {'k': 1}"),
        ("x.sort(key=len)", "[[1, 2], inner]", "x == [[], [1, 2]] and x[0] is inner"),
        ("x.reverse(); x[0].append(9)", "[[1], inner]", "x == [[9], [1]] and x[0] is inner and inner == [9]"),
        ("x.pop().append(3)", "[[1], inner]", "x == [[1]] and inner == [3]"),
        (
            "x['a'], x['c'] = x['b'], x['b']",
            "{'a': [1], 'b': inner}",
            "x['a'] is inner and x['c'] is inner and x['b'] is inner",
        ),
        ("x.append(x[0])", "[inner]", "x[0] is x[1] is inner"),
        (
            "x[0][0] = 5; x[1]['r'].add(4)",
            "[np.zeros(2), {'r': other}]",
            "x[0].tolist() == [5, 0] and other == {4} and x[1]['r'] is other",
        ),
        ("x[0].loc[0, 'a'] = 5; x.append(1)", "[frame]", "x[0] is frame and frame.a[0] == 5 and x[1] == 1"),
        ("x[0].append(7)", "([], 1)", "x == ([7], 1)"),
        ("x[1:] = 9", "base[2:]", "x.tolist() == [0, 9] and base.tolist() == [0, 0, 0, 9]"),
        ("x.rotate(1); x[0].append(1)", "collections.deque([[0], inner])", "x[0] is inner and inner == [1]"),
        ("x.add(3)", "{1}", "x == {1, 3}"),
        ("x.extend(b'b')", "bytearray(b'a')", "x == b'ab'"),
        ("x[1:] = 9", "np.zeros(3)", "x.tolist() == [0, 9, 9]"),
        (
            "x.loc[0, 'a'] = 7; x['b'] = 1",
            "pd.DataFrame({'a': [1]})",
            "x.a[0] == 7 and list(x) == ['a', 'b']",
        ),
        ("x.iloc[0] = 5", "pd.Series([1, 2])", "x.tolist() == [5, 2]"),
        (
            "x.fit([[0.0], [2.0]])",
            "StandardScaler()",
            "x.mean_.tolist() == [1.0] and x.transform([[1.0]])[0, 0] == 0",
        ),
        ("x.random()", "np.random.default_rng(0)", "x.random() == second"),
    ],
)
def test_kinds_of_arguments(forge, change, argument, check):
    ran = forge.run(
        f"def change(x):\n    {change}",
        test="import numpy as np, pandas as pd\nfrom sklearn.preprocessing import StandardScaler\ninner = []\n"
        "second = np.random.default_rng(0).random(2)[1]\n"
        "import collections\nother, frame, base = set(), pd.DataFrame({'a': [1]}), np.zeros(4)\n"
        f"x = {argument}\nchange(x)\nassert {check}",
        changed_arguments={"change": [0]},
    )

    assert ran.result["message"] == ""


def test_a_fitted_estimator_of_the_test_comes_back_fitted(forge):
    ran = forge.run(
        "def train(model, X, y):\n    return model.fit(X, y)",
        test="import numpy as np\nfrom sklearn.linear_model import LogisticRegression\nX, y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1])\n"
        "fitted = train(LogisticRegression(), X, y)\nassert isinstance(fitted, LogisticRegression)\nassert fitted.predict(X).tolist() == [0, 0, 1, 1]",
    )

    assert ran.result["message"] == ""


def test_one_object_given_twice(forge):
    ran = forge.run(
        "def move(source, target):\n    target.append(source.pop())\ndef swap(rows, first):\n    first.append(1)\n    rows.reverse()",
        test="a = [1, 2]\nmove(a, a)\nassert a == [1, 2]\nrows = [[0], [5]]\nfirst = rows[0]\nswap(rows, first)\n"
        "assert rows == [[5], [0, 1]] and rows[1] is first",
        changed_arguments=None,
    )

    assert ran.result["message"] == ""


def test_members_that_are_none(forge):
    ran = forge.run(
        "from graders.runner.bridge import arguments\nfrom graders.runner.bridge.members import Place\n"
        "answers = iter([[(0, [Place(77)])], [(9, [])], [(0, {})], 5, [(True, [1])], [('0', [1])]])\n"
        "arguments.contents_of = lambda members: next(answers)\n"
        "def f(x): x[0].append(1)\ndef g(): return Place(0)",
        test="for _ in range(6):\n    x = [[]]\n    f(x)\n    assert x in ([[]], [[1]], [None])\nassert g() != 0",
        changed_arguments=None,
    )

    assert ran.result["message"] == ""
