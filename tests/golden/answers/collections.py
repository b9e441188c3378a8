# Lists, tuples, sets, dictionaries, iterators, changes in place.

# %% squares
def squares(n):
    return [k * k for k in range(n)]
# %% test
assert list(squares(4)) == [0, 1, 4, 9]
assert sum(squares(4)) == 14 and max(squares(4)) == 9
assert [value + 1 for value in squares(3)] == [1, 2, 5]
for expected, got in zip([0, 1, 4], squares(3)):
    assert expected == got
assert sorted(squares(3), reverse=True) == [4, 1, 0]
assert 9 in list(squares(4)) and 5 not in list(squares(4))
assert set(squares(3)) == {0, 1, 4} and tuple(squares(2)) == (0, 1)
first, *rest = squares(3)
assert first == 0 and rest == [1, 4]
# %% right as a generator
def squares(n):
    for k in range(n):
        yield k ** 2
# %% right as an iterator of an own class
class squares:
    def __init__(self, n):
        self.n, self.k = n, -1
    def __iter__(self):
        return self
    def __next__(self):
        self.k += 1
        if self.k >= self.n:
            raise StopIteration
        return self.k ** 2
# %% right as an iterable of an own class
class Squares:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return iter([k * k for k in range(self.n)])
def squares(n):
    return Squares(n)
# %% right as a sequence of the old kind
class Squares:
    def __init__(self, n):
        self.n = n
    def __getitem__(self, k):
        if k >= self.n:
            raise IndexError(k)
        return k * k
squares = Squares
# %% right as a map
def squares(n):
    return map(lambda k: k * k, range(n))
# %% right as an array
import numpy as np
def squares(n):
    return np.arange(n) ** 2
# %% right as a series
import pandas as pd
def squares(n):
    return pd.Series(range(n), dtype=int) ** 2
# %% right as keys of a dictionary
def squares(n):
    return {k * k: k for k in range(n)}.keys()
# %% right as a deque
from collections import deque
def squares(n):
    return deque(k * k for k in range(n))
# %% right as a sequence that says so
from collections.abc import Sequence
class Squares(Sequence):
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __getitem__(self, k):
        return [k * k for k in range(self.n)][k]
squares = Squares
# %% wrong starts at one
def squares(n):
    return [k * k for k in range(1, n + 1)]
# %% wrong as a generator
def squares(n):
    for k in range(n):
        yield k + k
# %% wrong says that everything is in it
class Squares:
    def __init__(self, n): pass
    def __iter__(self): return iter([])
    def __contains__(self, x): return True
    def __len__(self): return 3
    def __eq__(self, other): return True
squares = Squares

# %% pairs
def pairs(names, ages):
    return list(zip(names, ages))
# %% test
assert list(pairs(["a", "b"], [1, 2])) == [("a", 1), ("b", 2)]
assert dict(pairs(["a"], [1])) == {"a": 1}
for name, age in pairs(["a", "b"], [1, 2]):
    assert {"a": 1, "b": 2}[name] == age
# %% right as a zip
pairs = zip
# %% right as items
def pairs(names, ages):
    return dict(zip(names, ages)).items()
# %% right as a generator of tuples
def pairs(names, ages):
    for i in range(len(names)):
        yield names[i], ages[i]
# %% right as named tuples
from collections import namedtuple
Person = namedtuple("Person", ["name", "age"])
def pairs(names, ages):
    return [Person(*both) for both in zip(names, ages)]
# %% wrong the other way round
def pairs(names, ages):
    return list(zip(ages, names))
# %% wrong as lists
def pairs(names, ages):
    return [[name, age] for name, age in zip(names, ages)]

# %% unique
def unique(items):
    return set(items)
# %% test
assert set(unique([1, 1, 2])) == {1, 2}
assert len(unique("abca")) == 3
assert sorted(unique([3, 1, 3])) == [1, 3]
assert 1 in unique([1]) and 2 not in unique([1])
# %% right as a list in order
def unique(items):
    return list(dict.fromkeys(items))
# %% right as a frozenset
unique = frozenset
# %% right as an array
import numpy as np
def unique(items):
    return np.unique(list(items))
# %% right as a dictionary
def unique(items):
    return {item: True for item in items}
# %% right as a set of the learner's own
class Bag:
    def __init__(self, items):
        self.items = list(dict.fromkeys(items))
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __contains__(self, x): return x in self.items
unique = Bag
# %% wrong keeps them all
def unique(items):
    return list(items)

# %% sort_people
def sort_people(people):
    people.sort(key=lambda person: person["age"])
def add_total(record):
    record["total"] = sum(record["values"])
def drop_negative(values):
    values[:] = [value for value in values if value >= 0]
# %% test
people = [{"name": "a", "age": 5}, {"name": "b", "age": 3}]
first = people[0]
assert sort_people(people) is None
assert [person["name"] for person in people] == ["b", "a"]
assert people[1] is first
record = {"values": [1, 2]}
add_total(record)
assert record == {"values": [1, 2], "total": 3}
values = [1, -1, 2, -2]
same = values
drop_negative(values)
assert values == [1, 2] and same is values
nested = {"rows": [[1, -1], [-2]]}
for row in nested["rows"]:
    drop_negative(row)
assert nested == {"rows": [[1], []]}
# %% right by other means
def sort_people(people):
    ordered = sorted(people, key=lambda person: person["age"])
    people.clear()
    people.extend(ordered)
def add_total(record):
    record.update(total=sum(record["values"]))
def drop_negative(values):
    for i in reversed(range(len(values))):
        if values[i] < 0:
            del values[i]
# %% wrong changes a copy
def sort_people(people):
    sorted(people, key=lambda person: person["age"])
def add_total(record):
    record = {**record, "total": sum(record["values"])}
def drop_negative(values):
    values = [value for value in values if value >= 0]

# %% matrix
def transpose(matrix):
    return [list(row) for row in zip(*matrix)]
def identity(n):
    return [[int(i == j) for j in range(n)] for i in range(n)]
# %% test
import numpy as np
assert np.array_equal(transpose([[1, 2], [3, 4]]), [[1, 3], [2, 4]])
assert [list(row) for row in transpose([[1, 2, 3]])] == [[1], [2], [3]]
assert transpose([[1, 2]])[1][0] == 2 and len(transpose([[1, 2]])) == 2
np.testing.assert_array_equal(identity(2), [[1, 0], [0, 1]])
np.testing.assert_allclose(np.array(identity(3)), np.eye(3))
# %% right as tuples
def transpose(matrix):
    return tuple(zip(*matrix))
def identity(n):
    return tuple(tuple(1.0 if i == j else 0.0 for j in range(n)) for i in range(n))
# %% right as arrays
import numpy as np
def transpose(matrix):
    return np.array(matrix).T
identity = np.eye
# %% right as a matrix of numpy
import numpy as np
def transpose(matrix):
    return np.asfortranarray(matrix).transpose()
def identity(n):
    return np.diag([True] * n)
# %% wrong
def transpose(matrix):
    return matrix
def identity(n):
    return [[1] * n] * n

# %% merge
def merge(*dicts, **extra):
    merged = {}
    for each in dicts:
        merged.update(each)
    return {**merged, **extra}
def nested():
    return {"a": [1, {"b": (2, 3)}], ("k", 1): {4, 5}, None: ..., 1.5: b"x"}
# %% test
assert merge({"a": 1}, {"a": 2}, b=3) == {"a": 2, "b": 3}
assert list(merge({"z": 1}, {"y": 2})) == ["z", "y"]
assert merge() == {}
d = nested()
assert d["a"][1]["b"][0] == 2 and 4 in d["k", 1] and d[None] is ... and d[1.5] == b"x"
assert {**merge({"a": 1}), "b": 2} == {"a": 1, "b": 2} and merge({"a": 1}) | {"c": 3} == {"a": 1, "c": 3}
# %% right as a chain
from collections import ChainMap
def merge(*dicts, **extra):
    return dict(ChainMap(extra, *reversed(dicts)))
def nested():
    return dict([("a", [1, dict(b=(2, 3))]), (("k", 1), frozenset({4, 5})), (None, Ellipsis), (1.5, bytes([120]))])
# %% right with the operator
def merge(*dicts, **extra):
    result = {}
    for each in [*dicts, extra]:
        result |= each
    return result
nested = lambda: {"a": [1, {"b": [2, 3]}], ("k", 1): [4, 5], None: ..., 1.5: b"x"}
# %% wrong the first wins
def merge(*dicts, **extra):
    merged = dict(extra)
    for each in dicts:
        for key in each:
            merged.setdefault(key, each[key])
    return merged
def nested():
    return {}

# %% flatten
def flatten(tree):
    for node in tree:
        if isinstance(node, list):
            yield from flatten(node)
        else:
            yield node
# %% test
assert list(flatten([1, [2, [3, []]], 4])) == [1, 2, 3, 4]
import itertools
assert list(itertools.islice(flatten([[1], [2], [3]]), 2)) == [1, 2]
assert next(iter(flatten([[[7]]]))) == 7
assert sum(1 for _ in flatten([])) == 0
# %% right as a list
def flatten(tree):
    return [leaf for node in tree for leaf in (flatten(node) if isinstance(node, list) else [node])]
# %% right with a stack
def flatten(tree):
    stack, found = [iter(tree)], []
    while stack:
        for node in stack[-1]:
            if isinstance(node, list):
                stack.append(iter(node))
                break
            found.append(node)
        else:
            stack.pop()
    return tuple(found)
# %% right as a chain
from itertools import chain
def flatten(tree):
    return chain.from_iterable(flatten(node) if isinstance(node, list) else [node] for node in tree)
# %% wrong one level only
def flatten(tree):
    return [leaf for node in tree for leaf in (node if isinstance(node, list) else [node])]
