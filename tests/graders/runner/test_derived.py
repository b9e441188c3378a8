"""What tests do with learners' classes and coroutines beyond calling them."""

from __future__ import annotations

SHAPES = """
from abc import ABC, abstractmethod
class Shape(ABC):
    def __init__(self, side=1):
        self.side = side
    @abstractmethod
    def area(self): ...
    def describe(self):
        return f"{type(self).__name__} of {self.area():.1f}"
    def __lt__(self, other):
        return self.area() < other.area()
class Square(Shape):
    def area(self):
        return self.side ** 2
"""


def passes(forge, *cells, test, **job):
    ran = forge.run(*cells, test=test, **job)
    assert [result["message"] for result in ran.results] == [""] * len(ran.results)


def test_classes_of_a_test_derive_from_the_learners(forge):
    passes(
        forge,
        SHAPES,
        test=[
            """
class Triangle(Shape):
    sides = 3
    def __init__(self, base, height):
        super().__init__(side=5)
        self.base, self.height = base, height
    def area(self):
        return self.base * self.height / 2
    @property
    def double(self):
        return self.area() * 2
    @staticmethod
    def one():
        return 1
    @classmethod
    def unit(cls):
        return cls(1, 1)
t = Triangle(3, 4)
assert t.area() == 6 and t.describe() == "Triangle of 6.0" and t.side == 5 and t.double == 12 and t.one() == 1
assert Triangle.unit().area() == 0.5 and t.sides == Triangle.sides == 3 and type(t) is Triangle
assert isinstance(t, Shape) and isinstance(t, Triangle) and not isinstance(t, Square) and issubclass(Triangle, Shape)
assert Triangle(1, 1) < t
""",
            """
class Half(Square):
    def area(self):
        return super().area() / 2
class Quarter(Half):
    def area(self):
        return super(Quarter, self).area() / 2
assert Half(4).area() == 8 and Quarter(4).describe() == "Quarter of 4.0"
""",
        ],
        reference_classes=["Shape", "Square"],
    )


def test_a_derived_class_that_forgets_a_method_stays_abstract(forge):
    ran = forge.run(SHAPES, test="class Blank(Shape):\n    pass\nBlank()")

    assert "abstract" in ran.result["message"]


def test_super_of_other_classes_is_pythons(forge):
    passes(
        forge,
        "x = 1",
        test="class A:\n    def __init__(self):\n        super().__init__()\n        self.x = x\n    @classmethod\n    def make(cls):\n        return cls()\n"
        "class B(A):\n    def __init__(self):\n        super(B, self).__init__()\n    @classmethod\n    def make(cls):\n        return super().make()\n"
        "    def cell(self):\n        return [super(B, self).make() for _ in range(1)] and (lambda: self)()\nassert B.make().x == 1 and B().cell().x == 1",
    )


def test_patterns(forge):
    passes(
        forge,
        "class P:\n    __match_args__ = ('x', 'y')\n    def __init__(self, x, y):\n        self.x, self.y = x, y",
        test="""
def kind(value):
    match value:
        case int():
            return "int"
        case P(1, y=2):
            return "one, two"
        case [P(x=x), *_]:
            return x
        case P():
            return "P"
class Own:
    pass
def local(value):
    Mine = Own
    match value:
        case Mine():
            return True
assert [kind(3), kind(P(1, 2)), kind([P(7, 7)]), kind(P(0, 0)), kind("s")] == ["int", "one, two", 7, "P", None]
assert local(Own())
""",
    )


def test_asynchronous_things(forge):
    passes(
        forge,
        "import asyncio\nasync def double(x):\n    await asyncio.sleep(0)\n    return x * 2\nasync def count(n):\n    for i in range(n):\n        await asyncio.sleep(0)\n"
        "        yield i\nasync def use(callback):\n    return await callback(3)\nlog = []\nclass Managed:\n    async def __aenter__(self):\n        log.append('in')\n        return 7\n"
        "    async def __aexit__(self, *_):\n        log.append('out')",
        test=[
            """
import asyncio
assert await asyncio.gather(double(3), double(4)) == [6, 8] and await asyncio.wait_for(double(5), 5) == 10
assert [i async for i in count(3)] == [0, 1, 2]
async def callback(x):
    return x + 1
assert await use(callback) == 4
async with Managed() as seven:
    assert seven == 7
assert log == ["in", "out"]
""",
            "import asyncio\nassert asyncio.run(double(2)) == 4",
        ],
    )


def test_what_has_a_call_and_what_has_not(forge):
    passes(
        forge,
        "class Bag:\n    def __init__(self, items):\n        self.items = items\n    def __len__(self):\n        return len(self.items)\n    def __contains__(self, x):\n"
        "        return x in self.items\n    def __iter__(self):\n        return iter(self.items)\n    def __reversed__(self):\n        return iter(['last'])\nbag = Bag([1])",
        test="from collections.abc import Callable, Container, Iterable, Reversible, Sized\nassert not callable(bag) and not isinstance(bag, Callable)\n"
        "assert all(isinstance(bag, kind) for kind in (Container, Iterable, Reversible, Sized))\nassert 1 in bag and 2 not in bag and list(reversed(bag)) == ['last']",
    )


def test_hashes_are_the_learners_where_the_reference_defines_the_class(forge):
    vector = (
        "class Vector:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return self.x == other.x\n"
        "    def __hash__(self):\n        return hash(self.x)\nall = {Vector(1), Vector(2)}"
    )
    test = "assert len({Vector(1), Vector(1), Vector(2)}) == 2 and {Vector(1): 'a'}[Vector(1)] == 'a' and Vector(2) in all"

    passes(forge, vector, test=test, reference_classes=["Vector"], reference_names=["all"])
    assert forge.run(vector, test=test).verdict == "failed"


def test_hashes_that_lie_harm_nothing(forge):
    ran = forge.run(
        "class Vector:\n    hashes = iter(range(100))\n    def __eq__(self, other):\n        raise ValueError\n    def __hash__(self):\n        return next(self.hashes)\n"
        "v = Vector()\nmany = {Vector() for _ in range(3)}",
        test=["assert v is v and len(many) == 3", "assert v in {v: 1} or True"],
        reference_classes=["Vector"],
    )

    assert ran.verdicts == ["passed", "passed"]


def test_a_decorator_sees_what_it_decorates(forge):
    passes(
        forge,
        "import functools, inspect\ndef described(f):\n    @functools.wraps(f)\n    def wrapper(*a, **k):\n        return f(*a, **k)\n"
        "    wrapper.about = (f.__name__, f.__doc__, list(inspect.signature(f).parameters), str(inspect.signature(f)), f.__annotations__)\n    return wrapper",
        test="secret = 42\n@described\ndef add(a: int, b=secret) -> float:\n    'Adds.'\n    return a + b\n"
        "name, doc, parameters, text, annotations = add.about\n"
        "assert (name, doc, parameters) == ('add', 'Adds.', ['a', 'b']) and '42' not in text and annotations == {'a': int, 'return': float}\n"
        "assert add(1, 2) == 3 and add(1) == 43 and add.__name__ == 'add' and add.__doc__ == 'Adds.'",
    )
