"""Ways out of what the bridge offers that were found by looking for them."""

from __future__ import annotations

from typing import Any

import pytest

from graders.pool.transcript import TestRecord
from graders.runner.bridge import libraries
from graders.runner.bridge.files import LearnersFiles
from graders.runner.frames import FrameReader
from tests.graders.runner.running import Stop
from tests.repository import ROOT

REACH = """
from graders.runner.bridge import learner_objects
ask = learner_objects.current.ask_test
def total(numbers):
    import gc
    loot = []
    for thing in [numbers, *gc.get_referents(numbers)]:
        for number in range(1, 20):
            for names in (["gi_frame", "f_globals"], ["gi_frame", "f_back"], ["cr_frame"], ["gi_code"], ["f_globals"], ["func_globals"]):
                try:
                    found = ask(number, "getattr", names[0])
                    for name in names[1:]:
                        found = getattr(found, name)
                    loot.append(str(found))
                    loot.append(str(found["secret"]))
                except BaseException:
                    pass
        break
    total.loot = loot
    return sum(numbers)
"""


def test_a_lent_generator_does_not_show_its_frame(forge):
    ran = forge.run(
        REACH,
        test="secret = 'needle'\nassert total(n for n in [1, 2]) == 3\nassert total.loot == [], total.loot",
    )

    assert ran.result["message"] == ""


@pytest.mark.parametrize(
    "thing", ["sys._getframe()", "globals()", "(lambda: 0).__code__", "error.__traceback__"]
)
def test_what_shows_the_tests_is_not_lent(forge, thing):
    ran = forge.run(
        "def f(x): return str(x)",
        test=f"import sys\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n    error = e\nf({thing})",
    )

    assert ran.verdict == "errored"
    assert "stays in the test process" in ran.result["message"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "numpy:ma.MaskedArray",
            "numpy:ma",
            "numpy.ma:MaskedArray",
            "numpy:testing",
            "unittest.mock:_ANY",
            "os:sys",
        ),
        *(
            "builtins:__import__",
            "json.tool:main",
            "sklearn.conftest:",
            "pip.__main__:",
            "collections:abc.Mapping",
        ),
        *("", ":", "a" * 1000, "numpy:float64\n", "../x:y", "numpy:linalg.LinAlgError"),
    ],
)
def test_paths_that_lead_astray(path):
    assert libraries.find_shared(path) is None


@pytest.mark.parametrize(
    "path", ["numpy:", "numpy.linalg:LinAlgError", "builtins:int", "sklearn.pipeline:Pipeline", "math:"]
)
def test_paths_that_lead_home(path):
    assert libraries.path_of(libraries.find_shared(path)) == path


def test_no_module_is_imported_on_a_learners_word():
    assert libraries.find_class("this:X") is None
    assert libraries.find_class("wave:Wave_read") is None
    import sys

    assert "wave" not in sys.modules


def test_a_docstring_of_the_learner_is_not_run_in_the_test_process(forge):
    cheat = (
        "def double(x):\n    '''\n    >>> award(1)\n    >>> globals().update(stolen=1)\n    '''\n    return 0"
    )
    test = "import doctest\ndoctest.run_docstring_examples(double, globals())\nassert double(2) == 4"

    ran = forge.run(cheat, test=[test, "assert 'stolen' not in globals()"])

    assert ran.verdicts == ["failed", "passed"]
    assert "your function double" in ran.results[0]["message"]


TWO_NAMES = "def both(t, p=None):\n    if p is None:\n        t.sort()\n    else:\n        t[:] = p\n        return 1.0\n"
F1 = "t, p = np.array([1, 0, 1, 0]), np.array([0, 1, 1, 0])\nassert abs(my_f1(t, p) - f1_score(t, p)) < 1e-9"
SORT = "items = [2, 1]\nsort_in_place(items)\nassert items == [1, 2]"
IMPORTS = "import numpy as np\nfrom sklearn.metrics import f1_score\n"


@pytest.mark.parametrize("order", [[SORT, IMPORTS + F1], [IMPORTS + F1, SORT, F1]])
def test_one_function_under_two_names_may_change_what_both_may(forge, order):
    ran = forge.run(
        TWO_NAMES + "my_f1 = sort_in_place = both", test=order, changed_arguments={"sort_in_place": [0]}
    )

    assert ran.verdicts[-1] == "failed"


def test_a_function_cannot_call_itself_another(forge):
    ran = forge.run(
        TWO_NAMES
        + "both.__name__ = both.__qualname__ = 'sort_in_place'\nclass Metric:\n    compute = staticmethod(both)\n"
        "    table = {'f1': both}\nmetric = Metric()\ndef make(): return both\n",
        test=[
            IMPORTS + F1.replace("my_f1", f)
            for f in ("metric.compute", "metric.table['f1']", "make()", "both")
        ],
        changed_arguments={"sort_in_place": [0]},
    )

    assert ran.verdicts == ["failed"] * 4


def test_methods_of_the_reference_may_change_their_arguments(forge):
    sorter = "class Sorter:\n    def sort(self, items):\n        items.sort()\ndef make():\n    return lambda items: items.sort()"
    test = "items = [2, 1]\nSorter().sort(items)\nassert items == [1, 2]\nitems = [2, 1]\nmake()(items)\nassert items == [1, 2]"

    recorded = forge.run(sorter, test=test, changed_arguments=None)
    profile: dict[str, list[int]] = {}
    for function, argument in recorded.changed:
        profile.setdefault(function, []).append(argument)

    assert recorded.verdict == "passed"
    assert forge.run(sorter, test=test, changed_arguments=profile).verdict == "passed"
    assert forge.run(sorter, test=test).verdict == "failed"


def test_a_named_tuple_cannot_bring_its_own_methods(forge):
    cheat = (
        "from collections import namedtuple\nR = namedtuple('R', 'count index')\n"
        "def f(): return R(lambda x: 2, lambda x: 0)\ndef g(): return R(5, 6)"
    )

    ran = forge.run(cheat, test=["assert f().count(7) == 2", "assert g().count == 5"])

    assert ran.verdicts == ["failed", "passed"]


def test_enumerations(forge):
    ran = forge.run(
        "from enum import Enum\nclass Colour(Enum):\n    RED = 1\n    BLUE = 2\ndef favourite(): return Colour.BLUE",
        test="assert favourite() == Colour.BLUE and favourite() is Colour.BLUE and favourite() != Colour.RED\n"
        "assert Colour(1) is Colour.RED and Colour['BLUE'].value == 2 and Colour.RED.name == 'RED'\n"
        "assert [c.name for c in Colour] == ['RED', 'BLUE'] and len(Colour) == 2 and Colour.RED in Colour\n"
        "assert isinstance(Colour.RED, Colour)",
    )

    assert ran.result["message"] == ""


def test_a_later_cell_cannot_replace_a_function_that_a_test_holds(forge):
    ran = forge.run(
        "def f(): return 1",
        Stop(["kept = f\nassert kept() == 1"]),
        "def f(): return 2",
        test="assert kept() == 1 and f() == 2",
        reference_names=["f"],
    )

    assert ran.verdicts == ["passed", "passed"]


# ---------------------------------------------------------------- what the reference's run is a precedent for

NONE: dict[str, list[str]] = {str(test): [] for test in range(9)}  # the reference needs nothing
YES = (
    "class Vector:\n    def __init__(self, x=0): self.x = x\n    def __eq__(self, other): return True\n"
    "    __hash__ = None\n    def __sub__(self, other): return self\n    __rsub__ = __sub__\n"
    "    def __abs__(self): return self\n    def __lt__(self, other): return True\n    def __float__(self): return 4.0\n"
    "    def __bool__(self): return True\n"
    "    def equals(self, other): return True\n    def isin(self, others): return self\n    def all(self): return True\n"
    "    def sub(self, other): return self\n    def abs(self): return self\n    def max(self): return 0.0\n"
    "def square(x): return Vector()\n"
)
RIGHT = YES.replace("return True", "return self.x == other.x", 1)


def recorded(forge, *cells, test, **job):
    """What the run of a reference solution is a precedent for, as its next run is told."""
    ran = forge.run(*cells, test=test, precedents=None, **job)
    needs: dict[str, list[str]] = {str(frame["test"]): [] for frame in ran.results}
    for frame in ran.tests:
        if frame["event"] == "precedent":
            needs[str(frame["test"])].append(frame["need"])
    return needs


@pytest.mark.parametrize(
    "test",
    [
        "assert square(2) == 4",
        "assert abs(square(2) - 4) < 1e-9",
        "assert float(square(2)) == 4",
        "assert square(2)",
    ],
)
def test_a_class_of_the_reference_cannot_answer_for_a_number(forge, test):
    refused = forge.run(YES, test=test, reference_classes=["Vector"], precedents=NONE)
    control = forge.run(YES, test=test, reference_classes=["Vector"])

    assert (refused.verdict, control.verdict) == ("failed", "passed")
    assert "an object of your class Vector where" in refused.result["message"]


def test_operators_that_the_reference_needed_are_allowed_where_it_needed_them(forge):
    tests = ["assert Vector(1) == Vector(1)", "assert not Vector(1) == Vector(2)", "assert Vector(1) == 1"]
    job = {"reference_classes": ["Vector"], "reference_names": ["Vector"]}

    precedents = recorded(forge, RIGHT, test=tests[:2], **job)
    ran = forge.run(RIGHT, test=tests, precedents={**precedents, "2": []}, **job)

    assert precedents == {"0": ["Vector eq Vector"], "1": ["Vector eq Vector"]}
    assert ran.verdicts == ["passed", "passed", "failed"]


@pytest.mark.parametrize(
    "test",
    [
        "import pandas as pd\nassert square(2).equals(pd.Series([4]))",
        "assert square(2).isin([4]).all()",
        "assert square(2).sub(4).abs().max() < 1e-9",
    ],
)
def test_methods_of_the_learner_do_no_marking(forge, test):
    refused = forge.run(YES, test=test, precedents=NONE)

    assert refused.verdict == "failed"
    assert "of its own where a plain value was expected" in refused.result["message"]
    assert forge.run(YES, test=test).verdict == "passed"


def test_a_test_of_which_nothing_is_known_refuses_nothing(forge):
    ran = forge.run(RIGHT, test="assert Vector(1) == Vector(1)", reference_classes=["Vector"], precedents={})

    assert ran.verdict == "passed"


def test_methods_that_the_reference_has_are_called(forge):
    stack = (
        "class Stack:\n    def __init__(self): self.items = []\n    def push(self, x): self.items.append(x)\n"
    )
    test = "s = Stack()\ns.push(3)\nassert s.items == [3]"

    precedents = recorded(forge, stack, test=test)

    assert precedents == {"0": ["calls .push"]}
    assert forge.run(stack, test=test, precedents=precedents).verdict == "passed"


def test_any_model_can_be_fitted_and_asked(forge):
    model = "class Mean:\n    def fit(self, X, y): self.m = sum(y) / len(y); return self\n    def predict(self, X): return [self.m] * len(X)\n"

    ran = forge.run(model, test="assert Mean().fit([1, 2], [3, 5]).predict([0]) == [4.0]", precedents=NONE)

    assert ran.verdict == "passed"


SWALLOWS = "class Context:\n    value = 1\n    def __enter__(self): return self\n    def __exit__(self, *error): return True\n    def get(self, key): raise KeyError(key)\n"


@pytest.mark.parametrize("test", ["assert c.value == 4", "assert c.get('x') == 4", "1 / 0"])
def test_a_context_manager_swallows_nothing_of_the_test(forge, test):
    test = f"with Context() as c:\n    {test}"

    assert forge.run(SWALLOWS, test=test, precedents=NONE).verdict in ("failed", "errored")
    assert forge.run(SWALLOWS, test=test).verdict == "passed"


def test_a_context_manager_swallows_what_the_reference_does(forge):
    test = "with Context():\n    1 / 0"

    precedents = recorded(forge, SWALLOWS, test=test)

    assert precedents == {"0": ["swallows ZeroDivisionError"]}
    assert forge.run(SWALLOWS, test=test, precedents=precedents).verdict == "passed"


POINTS = {
    "nothing was worth an award": (
        "def guess(): return []",
        "for a, b in zip(guess(), [2, 3]):\n    if a == b: award(0.5)",
    ),
    "an empty array is no number": (
        "import numpy as np\ndef guess(): return [np.array([])] * 2",
        "sum(a == b for a, b in zip(guess(), [2, 3])) / 2",
    ),
}


@pytest.mark.parametrize(("cheat", "test"), POINTS.values(), ids=POINTS)
def test_points_that_are_given_one_by_one_must_be_given(forge, cheat, test):
    precedents = recorded(forge, "def guess(): return [2, 3]", test=test)

    assert precedents == {"0": ["gives points"]}
    assert forge.run(cheat, test=test, precedents=precedents).verdict == "failed"
    assert forge.run(cheat, test=test).verdict == "passed"  # as in nbgrader


LENT = """
import numpy as np
class Constant:
    def predict(self, X): return [0] * len(X)
    def __getitem__(self, key): return 0
    def __setitem__(self, key, value): setattr(self, key, value)
model = Constant()
assert my_accuracy(model, [1, 2], [1, 0]) == np.mean(np.array(model.predict([1, 2])) == [1, 0])
"""


@pytest.mark.parametrize("change", ["model.predict = lambda X: y", "model['predict'] = lambda X: y"])
def test_objects_of_the_tests_keep_what_the_tests_gave_them(forge, change):
    cheat = f"def my_accuracy(model, X, y):\n    {change}\n    return 1.0"

    refused = forge.run(cheat, test=LENT, precedents=NONE)

    assert refused.verdict == "errored"
    assert "cannot change this object of the tests" in refused.result["message"]
    assert forge.run(cheat, test=LENT).verdict == "passed"
    assert forge.run_together(cheat, test=LENT) == "passed"


def test_objects_of_the_tests_change_as_the_reference_changes_them(forge):
    pay = "def pay(account): account.balance = 5"
    test = "class Account: balance = 0\na = Account()\npay(a)\nassert a.balance == 5"

    precedents = recorded(forge, pay, test=test)

    assert precedents == {"0": ["sets Account.balance"]}
    assert forge.run(pay, test=test, precedents=precedents).verdict == "passed"


def test_no_function_of_the_learner_stands_before_a_method_of_the_tests_model(forge):
    cheat = "def train(model, X, y):\n    model.fit(X, y)\n    model.score = lambda X, y: 1.0"
    test = (
        "import numpy as np\nfrom sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression()\n"
        "X, y = np.array([[0.0], [1.0]]), np.array([0, 1])\ntrain(model, X, y)\nassert model.score(X, 1 - y) == 1.0"
    )

    assert forge.run(cheat, test=test, changed_arguments={"train": [0]}).verdict != "passed"
    assert forge.run_together(cheat, test=test) == "passed"


def test_no_task_of_the_test_is_cancelled_by_the_learner(forge):
    cheat = "import asyncio\nasync def f(x): raise asyncio.CancelledError"
    test = (
        "import asyncio\nasync def check():\n    assert await f(2) == 4\n"
        "async def main():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(check())\n"
    )

    assert forge.run(cheat, test=test + "await main()").verdict == "errored"
    assert forge.run_together(cheat, test=test + "asyncio.run(main())") == "passed"


# ---------------------------------------------------------------- whose name is it?

MEMORY = "X_new = y_new = [1, 2]\ndef predict(X): return X\ndef f(x): return 0"
BINDS = "assert f(3) == 9\nX_new, y_new = [5, 6], [7, 8]"


def test_what_only_the_tests_bind_is_never_asked_of_the_learner(forge):
    last = "assert predict(X_new) == y_new"
    cells = (MEMORY, Stop([BINDS]))

    refused = forge.run(*cells, test=last, test_names=["X_new", "y_new"])

    assert refused.verdicts == ["failed", "errored"]
    assert "'X_new' is not defined" in refused.results[1]["message"]
    assert forge.run(*cells, test=last).verdicts == ["failed", "passed"]
    assert forge.run("y = 1", test="assert 'y' in globals()", test_names=["y"]).verdict == "failed"


def test_test_cells_are_reached_in_their_order(forge):
    skip = "from graders.runner.bridge import learner_objects\nlearner_objects.current.stop_at(1, [])"

    ran = forge.run(
        skip, MEMORY, Stop(["X_new, y_new = [5, 6], [7, 8]"]), test="assert predict(X_new) == y_new"
    )

    assert ran.verdicts == ["not_reached", "not_reached"]
    assert "in another order" in ran.results[0]["message"]


@pytest.mark.parametrize(("rebinds", "verdict"), [([], "failed"), (["y_new"], "passed")])
def test_a_name_of_the_tests_is_the_learners_again_only_where_the_reference_binds_it_again(
    forge, rebinds, verdict
):
    first = Stop(["X_new, y_new = [5, 6], [7, 8]"])
    last = Stop(["assert predict(X_new) == y_new"], rebinds=rebinds)

    ran = forge.run(
        "def predict(X): return X", first, "y_new = [5, 6]", last, reference_names=["y_new", "predict"]
    )

    assert ran.verdicts == ["passed", verdict]


HELPER = "def close(a, b):\n    return abs(a - b) < LIMIT\n"


def test_a_helper_of_the_authors_is_run_as_the_author_wrote_it(forge):
    cheat = HELPER + "LIMIT = 0.1\ndef close(a, b): return True\ndef f(x): return 0"
    job = {"reference_names": ["close", "f", "LIMIT"]}

    ran = forge.run(
        cheat, test=["assert close(f(2), 4)", "assert close(0, 0.05)"], helpers={"close": HELPER}, **job
    )

    assert ran.verdicts == ["failed", "passed"]
    assert forge.run(cheat, test="assert close(f(2), 4)", **job).verdict == "passed"


def test_names_of_a_starred_import_are_the_librarys(forge):
    cheat = "def sqrt(x): return 0\ndef f(x): return 0"
    test = "assert f(2) == sqrt(2)"

    assert forge.run(cheat, test=test, reference_names=["f"], star_imports=["math"]).verdict == "failed"
    assert forge.run(cheat, test=test, reference_names=["f"]).verdict == "passed"
    own = "def sqrt(x): return 4"
    assert (
        forge.run(own, test="assert sqrt(2) == 4", reference_names=["sqrt"], star_imports=["math"]).verdict
        == "passed"
    )


def test_a_change_goes_on_counting_in_later_tests_both_ways(forge):
    cheat = "def accuracy(t, g):\n    t[:] = 1\n    g[:] = 1\n    return 0.75\ndef recall(t, g): return 1.0"
    tests = [
        "import numpy as np\nt, g = np.array([1, 0, 1, 1]), np.array([1, 0, 0, 1])\nassert accuracy(t, g) == 0.75",
        "from sklearn.metrics import recall_score\nassert recall(t, g) == recall_score(t, g)",
        "assert t.tolist() == [1, 0, 1, 1]",
    ]

    assert forge.run(cheat, test=tests).verdicts == ["passed", "failed", "failed"]
    assert forge.run_together(cheat, test="\n".join(tests[:2])) == "passed"


def test_what_was_changed_for_a_look_is_taken_back(forge):
    cheat = "def look(box):\n    box[0][:] = [9]\n    return 1"
    tests = [
        "class Box: pass\nbox = Box()\nbox.content = [[1]]\nlook(box.content)",
        "assert box.content == [[1]]",
    ]

    assert forge.run(cheat, test=tests).verdicts == ["passed", "passed"]


# ---------------------------------------------------------------- nothing, where something was expected

NOTHING = (
    "import numpy as np\ndef f(x): return np.empty((0, 3))\ndef g(x): return []\ndef h(x): return iter(())"
)
SOMETHING = "import numpy as np\ndef f(x): return np.array([1, 2, 3])\ndef g(x): return [1, 2, 3]\ndef h(x): return iter([1, 2, 3])"


NAN_EVERYWHERE = "import numpy as np\ndef f(x): return np.full(3, np.nan)"
ELSEWHERE = "import pandas as pd\ndef f(x): return pd.Series([1, 2, 3], index=[7, 8, 9])"
NAN = (
    "import numpy as np\ndef f(x): return np.array([1, np.nan, np.nan])\ndef g(x): return [1.0, float('nan')]"
)
AGREE_WITH_EVERYTHING = {
    NOTHING: [
        "assert np.allclose(f(1), expected)",
        "assert np.isclose(f(1), expected).all()",
        "assert np.array_equiv(f(1), expected)",
        "assert (f(1) == expected).all()",
        "assert not (f(1) != expected).any()",
        "assert np.all(np.abs(f(1) - expected) < 1e-9)",
        "(lambda: [np.all(f(1) == expected)] == [True] or 1 / 0)()",
        "np.testing.assert_allclose(f(1), 1, atol=2)",
        "assert all(a == b for a, b in zip(g(1), expected))",
        "for a, b in zip(g(1), expected):\n    assert a == b",
        "for a, b in zip(expected, h(1)):\n    assert a == b",
        "assert all(a > 0 for a in h(1))",
        "for a in g(1):\n    assert a > 0",
        "answer = g(1)\nfor number, a in enumerate(answer):\n    assert a > number",
        "assert np.linalg.norm(f(1) - expected) < 1e-9",
        "assert ((f(1) - expected) ** 2).sum() < 1e-9",
        "import pytest\nassert f(1)[..., 0] == pytest.approx(1)",
        "assert set(g(1)) <= {1, 2, 3}",
        "assert ''.join(map(str, g(1))) in '0123'",
    ],
    NAN: [
        "assert not np.any(np.abs(f(1) - expected) > 1e-9)",
        "if abs(g(1)[1] - 2) > 1e-9:\n    raise AssertionError",
        "assert max(abs(a - b) for a, b in zip(g(1), [1, 2, 3])) < 1e-9",
        "assert np.nanmax(np.abs(f(1) - expected)) < 1e-9",
    ],
    NAN_EVERYWHERE: ["assert (pd.Series(f(1)) - pd.Series(expected)).abs().sum() < 1e-9"],
    ELSEWHERE: ["assert (f(1) - pd.Series(expected)).abs().sum() < 1e-9"],
}


@pytest.mark.parametrize(("answer", "tests"), AGREE_WITH_EVERYTHING.items(), ids=range(4))
def test_neither_nothing_nor_nan_is_an_answer(forge, answer, tests):
    given = "import numpy as np, pandas as pd\nexpected = np.array([1, 2, 3])\n"
    tests = [given + test for test in tests]
    names = {"reference_names": ["f", "g", "h"]}

    precedents = recorded(forge, SOMETHING, test=tests, **names)
    right = forge.run(SOMETHING, test=tests, precedents=precedents, **names)
    wrong = forge.run(answer, test=tests, precedents=precedents, **names)

    assert right.verdicts == ["passed"] * len(tests)
    assert [test for test, verdict in zip(tests, wrong.verdicts, strict=True) if verdict == "passed"] == []
    assert forge.run_together(answer, test="\n".join(tests)) == "passed"


@pytest.mark.parametrize(
    "test",
    [
        "assert (np.array([]) > 3).all() and np.allclose([], 1)",
        "assert all([]) and list(zip([1, 2], [2])) == [(1, 2)]",
        "assert list(zip()) == [] and list(zip([1], [2], strict=True)) == [(1, 2)]",
        "np.testing.assert_allclose(actual=np.array([1.0]), desired=[1.0])\nassert np.allclose(b=[1], a=[1])",
        "assert max([], default=3) == 3 and min(4, 2) == 2 and max('ab', key=ord) == 'b' and min({2: 1}) == 2",
        "assert not float('nan') > 1 and np.isnan(max(float('nan'), 1))",
    ],
)
def test_nothing_may_be_compared_where_the_reference_has_nothing(forge, test):
    test = "import numpy as np\n" + test

    precedents = recorded(forge, "", test=test)

    assert forge.run("", test=test, precedents=precedents).verdict == "passed"


def test_a_short_answer_keeps_the_points_of_what_is_right(forge):
    test = "sum(a == b for a, b in zip(g(1), [1, 2, 3])) / 3"

    precedents = recorded(forge, SOMETHING, test=test)
    ran = forge.run("def g(x): return [1]", test=test, precedents=precedents)

    assert ran.verdict == "partial"


def test_frames_of_the_learner_would_count_in_the_tests_pipe():
    """The control of `forge-fake-reports`: what it writes to every descriptor is well-formed."""
    source = (ROOT / "tests/golden/forge-fake-reports/submission.py").read_text()
    names: dict[str, Any] = {}
    exec(source[source.index("import json") : source.index("for descriptor")], names)
    record = TestRecord(10)

    for frame in FrameReader().feed(names["message"]):
        record.take(frame)

    assert record.finished
    assert record.passed == 10


class _Told:
    """Notes what would be sent to the learner's process."""

    is_busy = False

    def __init__(self) -> None:
        self.sent: list[tuple[Any, ...]] = []

    def ask(self, *order: Any) -> Any:
        self.sent.append(order)

    errand = ask

    def allow(self, need: str) -> bool:
        return False


@pytest.mark.parametrize(
    "argument", [".", "./", "hidden", "hidden/..", "hidden/secret.csv", ["."], "..", "new/../.", "new/.."]
)
def test_no_file_of_the_author_is_handed_over(tmp_path, monkeypatch, argument):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "secret.csv").write_text("needle")
    monkeypatch.chdir(tmp_path)
    told = _Told()
    files = LearnersFiles(told)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "made.csv").write_text("by the test")

    with files.opened():
        files.hand_over([argument])
        assert "needle" not in str(told.sent)
        files.hand_over(["new"])

    assert "by the test" in str(told.sent)  # the control: what a test makes and names is handed over
