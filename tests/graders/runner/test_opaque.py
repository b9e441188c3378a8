"""A test's own operand is never handed to a learner's object to believe the answer."""

from __future__ import annotations

import pytest

LIAR = """
class L:
    seen = []
    def _yes(self, *others):
        L.seen.extend(others)
        return True
    def _zero(self, *others):
        L.seen.extend(others)
        return 0.0
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _yes
    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __float__ = __neg__ = __pow__ = _zero
    __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __divmod__ = __round__ = _zero
    __hash__ = object.__hash__
    def __int__(self):
        return 42
    __index__ = __int__
    def __array__(self, dtype=None, copy=None):
        import numpy as np
        return np.array(42.0)
    def __iter__(self):
        return iter(())
liar = L()
"""
OPERATIONS = [
    "liar == 42",
    "42 == liar",
    "not (liar != 42)",
    "liar < 42",
    "41 < liar",
    "abs(liar - 42) < 1e-9",
    "abs(42 - liar) < 1e-9",
    "abs(liar) == 0",
    "bool(liar)",
    "liar",
    "not not liar",
    "float(liar) == 0.0",
    "int(liar) == 42",
    "round(liar) == 0",
    "[42][liar - 42]",
    "list(range(50))[liar] == 42",
    "liar + 1 == 1",
    "sum([liar, 1]) == 1",
    "-liar == 0",
    "liar ** 2 == 0",
    "divmod(liar, 2) == 0",
    "f'{liar:.2f}' == '0.00'",
    "np.isclose(liar, 42)",
    "np.allclose(liar, 42)",
    "np.asarray(liar) == 42",
    "np.array([42.0]) == liar",
    "(np.array([42.0]) - liar)[0] == 42",
    "np.float64(42) == liar",
    "(pd.Series([42.0]) == liar).all()",
    "math.isclose(liar, 42)",
    "[42] == [liar]",
    "liar in [42]",
    "(1, 42) == (1, liar)",
    "liar == pytest.approx(42)",
    "pytest.approx(42) == liar",
]


@pytest.fixture(scope="module")
def refused(forge):
    prelude = "import math\nimport numpy as np, pandas as pd, pytest\n"
    return forge.run(LIAR, test=[f"{prelude}assert {operation}" for operation in OPERATIONS])


@pytest.mark.parametrize("number", range(len(OPERATIONS)), ids=OPERATIONS)
def test_operators_refuse(refused, number):
    result = refused.results[number]

    assert result["verdict"] == "failed", result
    assert "your class L" in result["message"] or result["got"], result


def test_a_contained_value_is_looked_for_here(forge):
    ran = forge.run(LIAR, test="assert 42 not in liar")

    assert ran.verdict == "passed"


def test_the_expected_value_is_not_shown(forge):
    ran = forge.run(
        LIAR,
        test=[*(f"import numpy as np\n{operation}" for operation in OPERATIONS[:20]), "assert L.seen == []"],
    )

    assert ran.verdicts[-1] == "passed"


@pytest.mark.parametrize(
    "operation", ["liar == 42", "abs(liar - 42) < 1e-9", "float(liar) == 0.0", "bool(liar)"]
)
def test_the_control_lies_succeed_in_one_process(forge, operation):
    assert forge.run_together(LIAR, test=f"assert {operation}") == "passed"


def test_the_message_says_what_was_expected(forge):
    ran = forge.run(
        LIAR + "def f(x): return liar",
        test=["assert f(1) == 3", "assert f(1) == 'a'", "assert abs(f(1) - 1) < 1"],
    )

    assert [result["message"] for result in ran.results] == [
        "an object of your class L where a number was expected",
        "an object of your class L where a text was expected",
        "an object of your class L where a number was expected",
    ]


def test_hidden_tests_say_nothing(forge):
    ran = forge.run(LIAR, test="assert liar == 3, 'secret'", visibility="hidden")

    assert ran.result == {
        "event": "test",
        "test": 0,
        "verdict": "failed",
        "seconds": ran.result["seconds"],
        "value": None,
        **dict.fromkeys(("reason", "message", "expected", "got", "traceback"), ""),
    }


VECTOR = """
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)
    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    def __neg__(self):
        return Vector(-self.x, -self.y)
    def __bool__(self):
        return bool(self.x or self.y)
    def __float__(self):
        return float(abs(self))
    def __lt__(self, other):
        return abs(self) < abs(other)
"""
VECTOR_TEST = """
a, b = Vector(1, 2), Vector(3, 4)
assert a + b == Vector(4, 6) and (a + b).x == 4
assert a != b and not a == b and abs(b) == 5.0 and -a == Vector(-1, -2) and 2 * a == a * 2 == Vector(2, 4)
assert a < b and max([a, b]).x == 3 and not Vector(0, 0) and float(b) == 5.0
a += b
assert a.x == 4
assert sorted([b, Vector(0, 0)])[0].x == 0
"""


def test_classes_of_the_reference_get_operators(forge):
    ran = forge.run(VECTOR, test=VECTOR_TEST, reference_classes=["Vector"], reference_names=["Vector"])

    assert ran.result["message"] == ""


def test_other_classes_do_not(forge):
    ran = forge.run(VECTOR, test=VECTOR_TEST)

    assert ran.verdict == "failed"


def test_a_list_class_of_the_reference_keeps_its_methods(forge):
    stack = "class Stack(list):\n    def peek(self):\n        return self[-1]\n    def push(self, x):\n        self.append(x)"

    ran = forge.run(
        stack,
        test="s = Stack()\ns.push(1)\ns.push(2)\nassert s.peek() == 2 and len(s) == 2 and list(s) == [1, 2] and isinstance(s, Stack)",
        reference_classes=["Stack"],
    )

    assert ran.result["message"] == ""


def test_identity_needs_no_answer(forge):
    ran = forge.run(
        LIAR + "class Plain: pass\nfirst, second = Plain(), Plain()\ndef f(): pass",
        test="assert first == first and first != second and not first == second\n"
        "assert liar is liar and liar is not None and not (liar == None)\nassert f == f and f != liar.__class__\n"
        "assert {first: 1}[first] == 1 and first in [second, first] and second not in [first]",
    )

    assert ran.result["message"] == ""


def test_double_underscore_names_are_not_forwarded(forge):
    ran = forge.run(
        """
class Trap:
    __array_interface__ = {"shape": (10,), "typestr": "<f8", "data": (4096, False), "version": 3}
    __array_struct__ = __dataframe__ = __dlpack__ = __arrow_c_stream__ = "x"
    __slots__ = ()
    _typ = "series"
trap = Trap()
""",
        test="""
for name in ("__array_interface__", "__array_struct__", "__dataframe__", "__dlpack__", "__arrow_c_stream__", "__reduce__x", "_typ"):
    assert not hasattr(trap, name), name
import numpy as np
np.array(trap)
""",
    )

    assert ran.verdict == "failed"
    assert "where an array was expected" in ran.result["message"]


def test_nothing_claims_to_be_a_plain_value(forge):
    ran = forge.run(
        "class M(type):\n    pass\nclass F(metaclass=M):\n    __class__ = float\n"
        "class G:\n    @property\n    def __class__(self):\n        return int\nf, g = F(), G()",
        test="import numbers\nassert not isinstance(f, (int, float, str)) and not isinstance(g, (int, float, numbers.Number))",
    )

    assert ran.result["message"] == ""
