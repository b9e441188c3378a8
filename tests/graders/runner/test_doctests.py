"""Doctest examples among the tests: what they show, what they believe, what they leave behind."""

from __future__ import annotations

import pytest

from graders.importers.otter.cells import EXAMPLES
from graders.names import defined_functions, imported_names

HELPER = {"helpers": defined_functions(EXAMPLES), "reference_imports": imported_names(EXAMPLES)}


def judged(forge, learner, *examples):
    """What a part that checks these examples comes to, where the author's helper is in a cell of its own."""
    test = f"check_examples({', '.join(map(repr, examples))})"
    return forge.run(EXAMPLES, learner, test=test, **HELPER).result


@pytest.mark.parametrize(
    ("example", "verdict"),
    [
        (("double(2)", "4"), "passed"),
        (("double(2)", "5"), "failed"),
        ("double(2)", "failed"),
        ("x = double(2)", "passed"),
        ("assert double(2) == 4", "passed"),
        ("assert double(2) == 5", "failed"),
        (("print(double('a'))", "aa"), "passed"),
        (("for i in range(2):\n    print(double(i))", "0\n2"), "passed"),
        (("double(1, 2)", "3"), "errored"),
        (("double(1, 2)", "Traceback (most recent call last):\nTypeError: ..."), "failed"),
        (("nothing_like_this", "1"), "errored"),
        (("import numpy as np\nnp.float64(double(2))", "4.0"), "errored"),
        (("double(np.float64(2))", "4.0"), "passed"),
        (("double(2.0)", "np.float64(4.0)"), "passed"),
        (("np.isclose(double(2), 4)", "True"), "passed"),
        (("list(range(double(50))) # doctest: +ELLIPSIS", "[0, 1, ..., 99]"), "passed"),
        (("double(2)", "four"), "failed"),
    ],
)
def test_it_works(forge, example, verdict):
    assert judged(forge, "import numpy as np\ndef double(x): return x * 2", example)["verdict"] == verdict


def test_what_was_expected_and_what_was_shown(forge):
    result = judged(forge, "def double(x): return x", "x = double(2)", ("x", "4"))

    assert (result["expected"], result["got"]) == ("4", "2")
    assert result["message"] == "this shows something else than expected: x"


def test_what_a_call_prints_is_shown_too(forge):
    result = judged(forge, "def double(x):\n    print('debug')\n    return x * 2", ("double(2)", "4"))

    assert (result["verdict"], result["got"]) == ("failed", "debug\n4")


def test_the_names_of_an_example_are_gone_afterwards_and_what_it_changed_is_not(forge):
    ran = forge.run(
        EXAMPLES,
        "items = [1]",
        test=[
            "check_examples('items.append(2)', 'items = items + [3]', ('items', '[1, 2, 3]'))",
            "check_examples(('items', '[1, 2]'))",
            "assert items == [1, 2]",
        ],
        **HELPER,
    )

    assert ran.verdicts == ["passed", "passed", "passed"]


def test_copies_are_fresh_after_a_call(forge):
    learner = "log = []\ndef note(x):\n    log.append(x)"

    assert judged(forge, learner, ("log", "[]"), "note(1)", ("log", "[1]"))["verdict"] == "passed"


@pytest.mark.parametrize(
    ("learner", "reference", "examples"),
    [
        (
            "class Liar:\n    def __eq__(self, other): return True\ndef f(x): return Liar()",
            "def f(x): return x",
            [("f(2) == 2", "True")],
        ),
        ("def f(x): return []", "def f(x): return [x]", ["for each in f(2):\n    assert each == 2"]),
        (
            "def f(x): return []",
            "def f(x): return [x]",
            ["found = f(2)", "for each in found:\n    assert each == 2"],
        ),
        (
            "import numpy as np\ndef f(x): return np.empty(0)",
            "import numpy as np\ndef f(x): return np.array([x])",
            [("bool(np.allclose(f(2), [2]))", "True")],
        ),
        (
            "import numpy as np\ndef f(x): return np.empty((0, 1))",
            "import numpy as np\ndef f(x): return np.array([[x]])",
            [("bool((f(2) == 2).all())", "True")],
        ),
    ],
)
def test_examples_believe_no_more_than_tests(forge, learner, reference, examples):
    test = f"check_examples({', '.join(map(repr, examples))})"
    job = {"reference_names": ["f"], **HELPER}
    first = forge.run(EXAMPLES, reference, test=test, **job)
    needs = [frame["need"] for frame in first.tests if frame["event"] == "precedent"]

    assert first.verdict == "passed"
    assert forge.run(EXAMPLES, reference, test=test, precedents={0: needs}, **job).verdict == "passed"
    assert forge.run(EXAMPLES, learner, test=test, precedents={0: needs}, **job).verdict != "passed"


def test_an_example_that_takes_too_long_ends(forge):
    ran = forge.run(
        EXAMPLES,
        "x = 1",
        test=["check_examples('while True: pass')", "check_examples(('x', '1'))"],
        cell_seconds=0.5,
        **HELPER,
    )

    assert ran.verdicts == ["errored", "passed"]


def test_in_the_learners_process_they_run_too(forge):
    shared = {"isolation": "shared"}

    ran = forge.run(
        EXAMPLES,
        "x = 1",
        test=["check_examples(('x', '1'))", "check_examples(('x', '2'))"],
        learner=shared,
        **shared,
    )

    assert ran.verdicts == ["passed", "failed"]
    assert (ran.results[1]["expected"], ran.results[1]["got"]) == ("2", "1")
