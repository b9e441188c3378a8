"""Names: the tests' own, the learner's, and who wins when."""

from __future__ import annotations

from tests.graders.runner.running import Stop


def passes(forge, *cells, test, **job):
    ran = forge.run(*cells, test=test, **job)
    assert [result["message"] for result in ran.results] == [""] * len(ran.results)


def test_what_a_test_assigns_stays_with_the_test(forge):
    ran = forge.run(
        "x = 1\ndef read(): return globals().get('expected', 'nothing'), x",
        Stop(
            [
                "expected = 5\nx = 2\nassert read() == ('nothing', 1) and x == 2",
                "assert expected == 5 and x == 2",
            ]
        ),
        "kept = (x, 'expected' in globals())",
        test="assert kept == (1, False) and expected == 5 and x == 2",
    )

    assert ran.verdicts == ["passed"] * 3


def test_a_name_that_the_learner_binds_again_is_hers_again(forge):
    ran = forge.run(
        "x = 1",
        Stop(["x = 2\nhelper = 3\nassert x == 2"]),
        "x = 10\nhelper = 30",
        test=["assert x == 10", "assert helper == 3"],
        reference_names=["x"],
    )

    assert ran.verdicts == ["passed"] * 3


def test_a_learner_cannot_replace_what_the_reference_does_not_bind(forge):
    """Otherwise a cell after the first test cell could replace the tests' own `f1_score`."""
    ran = forge.run(
        "def f1(t, p): return 1.0",
        Stop(["from sklearn.metrics import f1_score\nassert f1_score([1, 0], [1, 0]) == 1.0"]),
        "def f1_score(t, p): return 1.0",
        test="assert f1([1, 1], [1, 0]) == f1_score([1, 1], [1, 0])",
        reference_names=["f1"],
    )

    assert ran.verdicts == ["passed", "failed"]


def test_what_the_reference_imports_is_imported_here(forge):
    cheat = "class np:\n    @staticmethod\n    def allclose(a, b): return True\ndef f1_score(*_): return 1.0\ndef f(): return [7]"

    ran = forge.run(
        cheat,
        test=["assert np.allclose(f(), [8])", "assert f1_score([1, 1], [1, 0]) == 1.0"],
        reference_names=["np", "f1_score", "f"],
        reference_imports={"np": "numpy", "f1_score": "sklearn.metrics:f1_score"},
    )

    assert ran.verdicts == ["failed", "failed"]


def test_the_control_without_the_list_of_imports_is_fooled(forge):
    cheat = "class np:\n    @staticmethod\n    def allclose(a, b): return True\ndef f(): return [7]"

    assert forge.run(cheat, test="assert np.allclose(f(), [8])").verdict == "passed"


def test_del_stays_in_the_test_process(forge):
    ran = forge.run(
        "x = 1",
        Stop(
            [
                "del x\ntry:\n    x\nexcept NameError:\n    pass\nelse:\n    raise AssertionError",
                "assert 'x' not in globals()",
            ]
        ),
        "still = x",
        test="assert still == 1",
    )

    assert ran.verdicts == ["passed"] * 3


def test_builtins_win(forge):
    cheat = "def len(x): return 3\ndef abs(x): return 0\ndef f(): return [1]"

    ran = forge.run(cheat, test=["assert len(f()) == 3", "assert abs(f()[0] - 5) < 1"])

    assert ran.verdicts == ["failed", "failed"]
    assert forge.run_together(cheat, test="assert len(f()) == 3") == "passed"


def test_builtins_that_the_reference_defines_are_the_learners(forge):
    passes(forge, "def sum(*xs): return 'mine'", test="assert sum(1) == 'mine'", reference_names=["sum"])


def test_functions_comprehensions_and_imports_find_names(forge):
    passes(
        forge,
        "base = 10\ndef add(x): return base + x",
        test="""
def check():
    return [add(i) for i in range(3)] == [base, base + 1, base + 2]
assert check()
assert (lambda: add(1))() == 11
def late():
    global made
    made = add(5)
late()
assert made == 15
from os.path import *
assert join("a", "b") == "a/b" and add(0) == 10
""",
    )


def test_class_bodies_eval_and_exec_find_names(forge):
    passes(
        forge,
        "base = 10\ndef add(x): return base + x",
        test="""
from dataclasses import dataclass
@dataclass
class Case:
    start: int = base
    function: object = add
    doubled = [base * 2 for _ in range(1)]
assert Case().start == 10 and Case().function(1) == 11 and Case.doubled == [20]
def inside():
    class Inner:
        value = add(2)
    exec("got = add(3)", globals(), found := {})
    return Inner.value, eval("add(4)"), found["got"]
assert inside() == (12, 14, 13)
assert eval("base") == 10
exec("more = base + 1")
assert more == 11
""",
    )


def test_asking_globals(forge):
    passes(
        forge,
        "model = 1\nimport math",
        test="""
own = 2
assert "model" in globals() and "nothing" not in globals() and "own" in globals() and "own" in dir() and "model" in dir()
assert globals()["model"] == 1 and globals().get("model") == 1 and globals().get("nothing", 5) == 5
assert "model" in list(globals()) and dict(globals())["model"] == 1 and "model" in globals().keys()
assert "In" not in globals() and "_" not in dir() and "get_ipython" not in globals()
assert "model" in locals()
try:
    nothing
except NameError as error:
    assert "nothing" in str(error)
""",
    )


def test_doctests_run(forge):
    passes(
        forge,
        "def double(x):\n    '''Doubles.\n\n    >>> double(2)\n    4\n    '''\n    return 2 * x",
        test="""
import doctest
runner = doctest.DocTestRunner(verbose=False)
case = doctest.DocTestParser().get_doctest(">>> double(3)\\n6\\n>>> seven = 7\\n>>> seven + double(1)\\n9\\n", globals(), "case", None, 0)
runner.run(case)
assert runner.failures == 0 and runner.tries == 3
assert "seven" not in globals()
""",
    )


def test_copies_are_fresh_after_a_call(forge):
    passes(
        forge,
        "log = []\ncount = 0\ndef note(x):\n    global count\n    count += 1\n    log.append(x)",
        test="""
assert log == [] and count == 0
note("a")
assert log == ["a"] and count == 1
log.append("mine")
assert log == ["a", "mine"]
mine = log
abs(-1)
assert log is mine
note("b")
assert log == ["a", "b"] and count == 2
""",
    )


def test_an_unchanged_copy_stays_the_same_object(forge):
    passes(
        forge,
        "import pandas as pd\ntable = pd.DataFrame({'a': [1]})\ndef look(): return len(table)",
        test="first = table\nfirst['b'] = 2\nassert look() == 1 and table is first and 'b' in table",
    )


def test_each_test_cell_gets_fresh_copies(forge):
    ran = forge.run(
        "items = [1]", Stop(["items.append(2)\nassert items == [1, 2]"]), test="assert items == [1]"
    )

    assert ran.verdicts == ["passed", "passed"]


def test_a_released_cell_runs_where_later_cells_need_it(forge):
    ran = forge.run(
        Stop(["helper = 3"], released="helper = 2", run_released=True),
        "answer = helper + 1",
        test="assert answer == 3",
    )

    assert ran.verdicts[-1] == "passed"
    assert ran.outputs(0) == []


def test_dataclasses_types_and_generics_of_a_test(forge):
    passes(
        forge,
        "x = 1",
        test="""
class Meta(type):
    def __new__(cls, name, bases, space):
        return super().__new__(cls, name, bases, {**space, "marked": True})
class Marked(metaclass=Meta):
    pass
assert Marked.marked and type(Marked) is Meta and isinstance(Marked, type) and type(1) is int and type("X", (), {}).__name__ == "X"
assert issubclass(Meta, type) and type(x) == int
from enum import Enum
class Colour(Enum):
    RED = 1
assert Colour(1) is Colour.RED
""",
    )
