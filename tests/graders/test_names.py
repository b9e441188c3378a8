"""Names that notebook code binds and uses."""

from __future__ import annotations

import pytest

from graders.names import bound_classes, bound_names, parse, used_names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = 1", {"x"}),
        ("a, (b, *c) = v", {"a", "b", "c"}),
        ("import os.path, numpy as np\nfrom math import pi as p, e", {"os", "np", "p", "e"}),
        ("def f(a):\n    b = a", {"f"}),
        ("class C:\n    d = 1", {"C"}),
        ("for i in v:\n    j = i\nwith open(f) as g:\n    pass", {"i", "j", "g"}),
        ("if (n := 1):\n    pass\ntry:\n    pass\nexcept E as err:\n    pass", {"n", "err"}),
        ("x.a = 1\ny[0] = 2\nprint(z)", set()),
        ("%matplotlib inline\n!ls\nx = 1\nfiles = !ls\nlen?", {"x", "files"}),
        ("%%time\nx = 1", {"x"}),
        ("%%bash\nx=1", set()),
        ("x = (", set()),
    ],
)
def test_bound_names(source, names):
    assert bound_names(source) == names


def test_used_names_are_found_at_any_depth():
    assert used_names("def f(a):\n    return [b for b in g(a)]") == {"a", "b", "g"}


def test_classes_are_those_of_the_top_level():
    assert bound_classes("class A:\n    class B: pass\nif 1:\n    class C: pass") == {"A", "C"}


@pytest.mark.parametrize("source", ["(" * 5000, "-" * 100_000 + "1", "a.b" * 50_000, "x = 1\n" * 100_000])
def test_a_bomb_of_syntax_is_no_python_and_no_crash(source):
    parse(source)
