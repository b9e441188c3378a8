"""Ways out of what the bridge offers that were found by looking for them."""

from __future__ import annotations

import pytest

from graders.runner.bridge import libraries
from tests.graders.runner.running import Stop

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
