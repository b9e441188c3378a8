# Classes: operators, inheritance, properties, dataclasses, enumerations, containers.

# %% vector
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
    def __hash__(self):
        return hash((self.x, self.y))
    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5
    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
# %% test
a, b = Vector(1, 2), Vector(3, 4)
assert (a + b).x == 4 and (a + b).y == 6
assert a + b == Vector(4, 6) and a != b and Vector(1, 2) == a
assert abs(b) == 5 and 2 * a == a * 2 and (2 * a).y == 4
assert repr(a) == "Vector(1, 2)" and str(a) == "Vector(1, 2)" and f"{a}" == "Vector(1, 2)"
assert isinstance(a + b, Vector) and type(a + b) is Vector and a.__class__.__name__ == "Vector"
assert sorted([b, a], key=abs)[0].x == 1
assert sum([a, b], Vector(0, 0)).x == 4
assert len({Vector(1, 1), Vector(1, 1)}) == 1, "equal vectors hash alike"
# %% right as a dataclass
from dataclasses import dataclass
@dataclass(frozen=True)
class Vector:
    x: float
    y: float
    def __add__(self, other):
        return type(self)(self.x + other.x, self.y + other.y)
    def __mul__(self, k):
        return Vector(k * self.x, k * self.y)
    def __rmul__(self, k):
        return self * k
    def __abs__(self):
        return (self.x * self.x + self.y * self.y) ** 0.5
    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
# %% right with slots
import math
class Vector:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    def __rmul__(self, k): return self.__mul__(k)
    def __eq__(self, other):
        return NotImplemented if not isinstance(other, Vector) else self.x == other.x and self.y == other.y
    def __hash__(self): return hash((self.x, self.y))
    def __abs__(self): return math.hypot(self.x, self.y)
    def __str__(self): return "Vector({}, {})".format(self.x, self.y)
    __repr__ = __str__
# %% right as a named tuple
from typing import NamedTuple
class Vector(NamedTuple):
    x: float
    y: float
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    def __rmul__(self, k): return Vector(self.x * k, self.y * k)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __repr__(self): return f"Vector({self.x}, {self.y})"
# %% right with the order of all
from functools import total_ordering
@total_ordering
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __lt__(self, o): return abs(self) < abs(o)
    def __hash__(self): return hash((self.x, self.y))
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self): return f"Vector({self.x}, {self.y})"
# %% wrong adds to itself
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o):
        self.x -= o.x
        return self
    def __mul__(self, k): return self
    __rmul__ = __mul__
    def __eq__(self, o): return True
    def __hash__(self): return 1
    def __abs__(self): return 5
    def __repr__(self): return "Vector(1, 2)"
# %% wrong without equality
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self): return f"Vector({self.x}, {self.y})"

# %% account
class InsufficientFunds(Exception):
    pass
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
    @property
    def balance(self):
        return self._balance
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self._balance += amount
    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(f"only {self._balance} left")
        self._balance -= amount
class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.1):
        super().__init__(owner, balance)
        self.rate = rate
    def add_interest(self):
        self.deposit(self.balance * self.rate)
# %% test
import pytest
account = Account("ann", 10)
account.deposit(5)
assert account.balance == 15 and account.owner == "ann"
with pytest.raises(ValueError):
    account.deposit(-1)
with pytest.raises(InsufficientFunds, match="15"):
    account.withdraw(100)
with pytest.raises(AttributeError):
    account.balance = 3
assert issubclass(InsufficientFunds, Exception) and issubclass(Savings, Account)
savings = Savings("bob", 100, rate=0.5)
savings.add_interest()
assert savings.balance == 150 and isinstance(savings, Account) and not isinstance(account, Savings)
savings.withdraw(150)
assert savings.balance == 0 and hasattr(savings, "add_interest") and not hasattr(account, "add_interest")
assert getattr(account, "nothing", "default") == "default" and callable(account.deposit)
try:
    savings.withdraw(1)
    assert False, "must raise"
except InsufficientFunds as error:
    assert "0" in str(error) and isinstance(error, Exception)
assert Account.__name__ == "Account" and isinstance(Account, type)
for method in ("deposit", "withdraw"):
    assert callable(getattr(Account, method, None))
# %% right with a private attribute
class InsufficientFunds(ValueError):
    def __init__(self, balance, wanted):
        super().__init__(f"{wanted} wanted, {balance} there")
        self.missing = wanted - balance
class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.__balance = owner, balance
    balance = property(lambda self: self.__balance)
    def deposit(self, amount):
        assert_positive(amount)
        self.__balance = self.__balance + amount
    def withdraw(self, amount):
        if self.__balance - amount < 0:
            raise InsufficientFunds(self.__balance, amount)
        self.__balance -= amount
def assert_positive(amount):
    if not amount > 0:
        raise ValueError(amount)
class Savings(Account):
    rate = 0.1
    def __init__(self, *args, rate=None, **kw):
        Account.__init__(self, *args, **kw)
        if rate is not None:
            self.rate = rate
    def add_interest(self):
        self.deposit(self.rate * self.balance)
# %% right from an abstract class
from abc import ABC, abstractmethod
class BankError(Exception):
    """All that can go wrong."""
class InsufficientFunds(BankError, RuntimeError):
    def __str__(self):
        return "there are only " + str(self.args[0])
class Base(ABC):
    @abstractmethod
    def deposit(self, amount): ...
class Account(Base):
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.log = [balance]
    @property
    def balance(self):
        return sum(self.log)
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError
        self.log.append(amount)
    def withdraw(self, amount):
        if self.balance < amount:
            raise InsufficientFunds(self.balance)
        self.log.append(-amount)
class Mixin:
    def add_interest(self):
        self.deposit(self.balance * self.rate)
class Savings(Mixin, Account):
    def __init__(self, owner, balance=0, rate=0.1):
        super().__init__(owner, balance)
        self.rate = rate
# %% wrong lets all go
class InsufficientFunds(Exception): pass
class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance = owner, balance
    def deposit(self, amount): self.balance += amount
    def withdraw(self, amount): self.balance -= amount
class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.1):
        super().__init__(owner, balance)
        self.rate = rate
    def add_interest(self): pass

# %% shapes
from abc import ABC, abstractmethod
import math
class Shape(ABC):
    @abstractmethod
    def area(self):
        """Square units."""
    def describe(self):
        return f"{type(self).__name__} of {self.area():.1f}"
class Circle(Shape):
    def __init__(self, r):
        self.r = r
    def area(self):
        return math.pi * self.r**2
class Square(Shape):
    def __init__(self, side):
        self.side = side
    def area(self):
        return self.side**2
# %% test
import math
import pytest
import inspect
assert math.isclose(Circle(1).area(), math.pi) and Square(2).area() == 4
assert Square(2).describe() == "Square of 4.0"
assert all(isinstance(shape, Shape) for shape in [Circle(1), Square(1)])
assert issubclass(Circle, Shape) and inspect.isclass(Shape) and inspect.isabstract(Shape)
with pytest.raises(TypeError):
    Shape()
assert sum(shape.area() for shape in [Square(1), Square(2)]) == 5
assert sorted([Square(3), Circle(1)], key=lambda shape: shape.area())[0].r == 1
class Triangle(Shape):
    def __init__(self, base, height):
        self.base, self.height = base, height
    def area(self):
        return self.base * self.height / 2
triangle = Triangle(3, 4)
assert triangle.area() == 6 and triangle.describe() == "Triangle of 6.0"
assert isinstance(triangle, Shape) and issubclass(Triangle, Shape) and isinstance(triangle, Triangle)
assert triangle.base == 3 and not isinstance(triangle, Circle)
class Half(Square):
    def area(self):
        return super().area() / 2
assert Half(4).area() == 8 and Half(4).describe() == "Half of 8.0" and Half(2).side == 2
# %% right as dataclasses
import abc, math
from dataclasses import dataclass
class Shape(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def area(self): ...
    def describe(self):
        return "%s of %.1f" % (self.__class__.__name__, self.area())
@dataclass
class Circle(Shape):
    r: float
    def area(self): return self.r * self.r * math.pi
@dataclass
class Square(Shape):
    side: float
    def area(self): return self.side * self.side
# %% right with properties behind methods
from abc import ABC, abstractmethod
from math import pi
class Shape(ABC):
    def __init__(self, **sizes):
        self.__dict__.update(sizes)
    @abstractmethod
    def area(self):
        raise NotImplementedError
    def describe(self):
        return "{} of {:.1f}".format(self.__class__.__qualname__, self.area())
class Circle(Shape):
    def __init__(self, r): super().__init__(r=r)
    def area(self): return pi * self.r ** 2
class Square(Shape):
    def __init__(self, side): super().__init__(side=side)
    def area(self): return self.side ** 2
# %% wrong area
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def describe(self): return ""
class Circle(Shape):
    def __init__(self, r): self.r = r
    def area(self): return 3 * self.r
class Square(Circle): pass

# %% records
from dataclasses import dataclass, field, asdict
from enum import Enum
class Level(Enum):
    LOW = 1
    HIGH = 2
@dataclass(order=True)
class Task:
    priority: int
    name: str = "task"
    tags: list = field(default_factory=list)
def urgent(task):
    return Level.HIGH if task.priority > 5 else Level.LOW
# %% test
import copy
import dataclasses
import inspect
import pytest
from dataclasses import asdict, astuple, fields, is_dataclass, replace
task = Task(7, "write", ["a"])
assert is_dataclass(task) and is_dataclass(Task)
assert [f.name for f in fields(Task)] == ["priority", "name", "tags"]
assert [f.name for f in dataclasses.fields(task)] == ["priority", "name", "tags"]
assert asdict(task) == {"priority": 7, "name": "write", "tags": ["a"]}
assert astuple(task) == (7, "write", ["a"])
other = replace(task, priority=1)
assert other.priority == 1 and other.name == "write" and task.priority == 7 and isinstance(other, Task)
assert task == Task(7, "write", ["a"]) and task != Task(8) and Task(1) < Task(2) and sorted([Task(3), Task(1)])[0].priority == 1
assert Task(1).tags == [] and Task(1).name == "task" and Task(1).tags is not Task(1).tags
assert urgent(task) is Level.HIGH and urgent(Task(1)) == Level.LOW and urgent(task).name == "HIGH" and urgent(task).value == 2
assert Level(1) is Level.LOW and [level.name for level in Level] == ["LOW", "HIGH"] and len(Level) == 2 and Level["HIGH"] is Level.HIGH
clone, deep = copy.copy(task), copy.deepcopy(task)
clone.tags.append("b") if isinstance(clone.tags, list) else None
deep.name = "other"
assert task.name == "write" and clone.name == "write" and clone is not task and clone == task
assert list(inspect.signature(Task).parameters) == ["priority", "name", "tags"]
assert inspect.signature(Task).parameters["name"].default == "task"
assert "priority=7" in repr(task) and "write" in str(task)
with pytest.raises(TypeError):
    Task()
assert vars(task)["priority"] == 7 and task.__dict__["name"] == "write" and Task.__annotations__["name"] in (str, "str")
match task:
    case Task(priority=7, name=name):
        assert name == "write"
    case _:
        raise AssertionError("no match")
# %% right with other enumerations
import enum
import dataclasses
from typing import List
Level = enum.Enum("Level", {"LOW": 1, "HIGH": 2})
@dataclasses.dataclass(eq=True, order=True, repr=True)
class Task:
    priority: int
    name: str = "task"
    tags: List[str] = dataclasses.field(default_factory=list, repr=False)
def urgent(task):
    return (Level.LOW, Level.HIGH)[task.priority > 5]
# %% right with numbers as an enumeration
from dataclasses import dataclass, field
from enum import IntEnum, unique
@unique
class Level(IntEnum):
    LOW = 1
    HIGH = 2
@dataclass(order=True, kw_only=False)
class Task:
    priority: int
    name: str = field(default="task", compare=True)
    tags: list = field(default_factory=lambda: [])
def urgent(task):
    return Level(1 + (task.priority > 5))
# %% wrong shares its tags
from enum import Enum
from dataclasses import dataclass, field
class Level(Enum):
    LOW = 2
    HIGH = 1
@dataclass
class Task:
    priority: int
    name: str = "task"
    tags: list = field(default_factory=list)
    def __eq__(self, other): return False
    def __lt__(self, other): return True
def urgent(task):
    return Level.HIGH

# %% stack
class Stack:
    def __init__(self, items=()):
        self._items = list(items)
    def push(self, item):
        self._items.append(item)
    def pop(self):
        if not self._items:
            raise IndexError("pop from empty stack")
        return self._items.pop()
    def __len__(self):
        return len(self._items)
    def __bool__(self):
        return bool(self._items)
    def __iter__(self):
        return iter(reversed(self._items))
    def __contains__(self, item):
        return item in self._items
    def __getitem__(self, index):
        return self._items[index]
    def __setitem__(self, index, item):
        self._items[index] = item
    def __reversed__(self):
        return iter(self._items)
# %% test
from collections.abc import Iterable, Sized, Callable, Container, Hashable
import pytest
s = Stack([1, 2])
s.push(3)
assert len(s) == 3 and s.pop() == 3 and list(s) == [2, 1] and 2 in s and 9 not in s
assert s[0] == 1 and s[-1] == 2 and s[0:2] == [1, 2]
s[0] = 7
assert s[0] == 7 and list(reversed(s)) == [7, 2] and [x for x in s] == [2, 7]
assert s and not Stack() and isinstance(s, Iterable) and isinstance(s, Sized) and isinstance(s, Container)
assert not isinstance(s, Callable) and not callable(s)
assert next(iter(s)) == 2 and max(s) == 7 and sum(s) == 9 and sorted(s) == [2, 7] and tuple(s) == (2, 7)
with pytest.raises(IndexError):
    Stack().pop()
a, b = s
assert (a, b) == (2, 7) and [*s, 1] == [2, 7, 1] and dict(enumerate(s)) == {0: 2, 1: 7}
assert any(x > 5 for x in s) and list(map(str, s)) == ["2", "7"] and list(zip(s, "ab")) == [(2, "a"), (7, "b")]
# %% right as a list of an own class
class Stack(list):
    def push(self, item):
        self.append(item)
    def __iter__(self):
        return super().__reversed__()
    def __reversed__(self):
        return super().__iter__()
# %% right by delegation
from collections import deque
class Stack:
    def __init__(self, items=None):
        self.items = deque(items or [])
    def push(self, item): self.items.append(item)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
    def __iter__(self):
        for item in list(self.items)[::-1]:
            yield item
    def __getitem__(self, index): return list(self.items)[index]
    def __setitem__(self, index, item): self.items[index] = item
    def __contains__(self, item): return any(item == each for each in self.items)
    def __reversed__(self): return iter(self.items)
# %% wrong is a queue
class Stack:
    def __init__(self, items=()): self.items = list(items)
    def push(self, item): self.items.append(item)
    def pop(self): return self.items.pop(0)
    def __len__(self): return 3
    def __iter__(self): return iter(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, x): pass
    def __contains__(self, x): return x == 2
    def __reversed__(self): return iter([7, 2])
    def __bool__(self): return True

# %% tree
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
def insert(root, value):
    if root is None:
        return Node(value)
    if value < root.value:
        root.left = insert(root.left, value)
    else:
        root.right = insert(root.right, value)
    return root
def in_order(root):
    return in_order(root.left) + [root.value] + in_order(root.right) if root else []
# %% test
root = None
for value in [5, 3, 8, 1]:
    root = insert(root, value)
assert in_order(root) == [1, 3, 5, 8] and root.value == 5 and root.left.value == 3 and root.left.left.value == 1
assert root.right.right is None and root.left.left.left is None
assert insert(root, 9) is root and root.right.right.value == 9
def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))
assert depth(root) == 3
mine = Node(1, Node(0), None)
assert list(in_order(mine)) == [0, 1] and mine.left.value == 0
mine.right = Node(2)
assert list(in_order(mine)) == [0, 1, 2] and list(in_order(None)) == []
seen, todo = [], [root]
while todo:
    node = todo.pop(0)
    if node:
        seen.append(node.value)
        todo += [node.left, node.right]
assert seen == [5, 3, 8, 1, 9]
# %% right as a dataclass
from __future__ import annotations
from dataclasses import dataclass
from typing import Optional
@dataclass
class Node:
    value: int
    left: Optional[Node] = None
    right: Optional[Node] = None
def insert(root, value):
    new = Node(value)
    if not root:
        return new
    node = root
    while True:
        side = "left" if value < node.value else "right"
        if getattr(node, side) is None:
            setattr(node, side, new)
            return root
        node = getattr(node, side)
def in_order(root):
    found = []
    def walk(node):
        if node is not None:
            walk(node.left)
            found.append(node.value)
            walk(node.right)
    walk(root)
    return found
# %% right with a generator
class Node:
    __slots__ = "value left right".split()
    def __init__(self, value, left=None, right=None):
        self.value = value; self.left = left; self.right = right
    def __iter__(self):
        if self.left: yield from self.left
        yield self.value
        if self.right: yield from self.right
def insert(root, value):
    if root is None: return Node(value)
    if value < root.value: root.left = insert(root.left, value)
    else: root.right = insert(root.right, value)
    return root
def in_order(root):
    return list(root) if root is not None else []
# %% wrong
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
def insert(root, value):
    return Node(value, root, None)
def in_order(root):
    return []
