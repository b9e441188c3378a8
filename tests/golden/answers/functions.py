# Functions: closures, decorators, generators, recursion, callbacks, asynchronous functions, context managers.

# %% integrate
def integrate(f, a, b, n=1000):
    h = (b - a) / n
    return sum(f(a + (i + 0.5) * h) for i in range(n)) * h
# %% test
import math
import numpy as np
assert math.isclose(integrate(lambda x: x**2, 0, 1), 1 / 3, rel_tol=1e-4)
assert math.isclose(integrate(math.sin, 0, math.pi), 2, rel_tol=1e-4)
assert abs(integrate(np.exp, 0, 1, n=500) - (math.e - 1)) < 1e-4
calls = []
def noted(x):
    calls.append(x)
    return 1.0
assert math.isclose(integrate(noted, 0, 2, n=100), 2) and 50 <= len(calls) <= 5000
class Line:
    slope = 2
    def __call__(self, x):
        return self.slope * x
assert math.isclose(integrate(Line(), 0, 1), 1, rel_tol=1e-3)
from functools import partial
assert math.isclose(integrate(partial(pow, 2), 0, 1), 1 / math.log(2), rel_tol=1e-3)
from unittest.mock import Mock
spy = Mock(return_value=3.0)
assert math.isclose(integrate(spy, 0, 1, n=10), 3.0) and spy.call_count >= 10
# %% right by the trapezoidal rule
import numpy as np
def integrate(f, a, b, n=1000):
    xs = np.linspace(a, b, n + 1)
    ys = np.array([f(x) for x in xs])
    return float(((ys[1:] + ys[:-1]) / 2 * np.diff(xs)).sum())
# %% right by vectorize
import numpy as np
def integrate(f, a, b, n=1000):
    edges = np.linspace(a, b, n, endpoint=False) + (b - a) / n / 2
    return np.vectorize(f, otypes=[float])(edges).mean() * (b - a)
# %% right by map
def integrate(f, a, b, n=1000):
    step = (b - a) / n
    return step * sum(map(f, (a + step * (i + 0.5) for i in range(n))))
# %% wrong at one point
def integrate(f, a, b, n=1000):
    return f((a + b) / 2) * (b - a) * 0.9

# %% counter
def make_counter(start=0):
    count = start
    def counter():
        nonlocal count
        count += 1
        return count
    return counter
# %% test
c, d = make_counter(), make_counter(10)
assert [c(), c(), d(), c()] == [1, 2, 11, 3]
assert callable(c) and c is not d and c != d
assert [f() for f in [make_counter(i) for i in range(3)]] == [1, 2, 3]
# %% right as an object
class make_counter:
    def __init__(self, start=0):
        self.n = start
    def __call__(self):
        self.n += 1
        return self.n
# %% right by itertools
import itertools
def make_counter(start=0):
    return itertools.count(start + 1).__next__
# %% right by a generator
from functools import partial
def make_counter(start=0):
    def numbers():
        n = start
        while True:
            n += 1
            yield n
    return partial(next, numbers())
# %% right by a default that changes
def make_counter(start=0):
    return lambda state=[start]: state.append(state.pop() + 1) or state[0]
# %% wrong shares
count = 0
def make_counter(start=0):
    def counter():
        global count
        count += 1
        return count
    return counter

# %% decorate
import functools
def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    return wrapper
def memoise(function):
    known = {}
    @functools.wraps(function)
    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]
    return wrapper
# %% test
@counted
def add(a, b=1):
    """Adds."""
    return a + b
assert add(1, 2) == 3 and add(1) == 2 and add(a=1, b=1) == 2
assert add.calls == 3 and add.__name__ == "add" and add.__doc__ == "Adds."
runs = []
@memoise
def slow(x):
    runs.append(x)
    return x * 2
assert slow(2) == 4 and slow(2) == 4 and slow(3) == 6 and runs == [2, 3]
assert list(map(slow, [2, 3])) == [4, 6] and len(runs) == 2
@memoise
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
assert fib(10) == 55
# %% right as a class
import functools
class counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0
    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.function(*args, **kwargs)
memoise = functools.lru_cache(maxsize=None)
# %% right by the library
from functools import cache as memoise, wraps
def counted(f):
    @wraps(f)
    def inner(*a, **k):
        inner.calls = getattr(inner, "calls", 0) + 1
        return f(*a, **k)
    return inner
# %% wrong forgets the name
def counted(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    return wrapper
memoise = lambda f: f

# %% primes
def primes():
    n = 2
    while True:
        if all(n % d for d in range(2, int(n**0.5) + 1)):
            yield n
        n += 1
def running_mean():
    total = count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count
# %% test
import itertools, types
from collections.abc import Iterator, Iterable
assert list(itertools.islice(primes(), 5)) == [2, 3, 5, 7, 11]
assert next(primes()) == 2
p = primes()
assert [next(p) for _ in range(3)] == [2, 3, 5] and next(p) == 7
assert isinstance(p, Iterator) and isinstance(p, Iterable) and iter(p) is p
for found in primes():
    if found > 20:
        break
assert found == 23
assert list(itertools.takewhile(lambda n: n < 10, primes())) == [2, 3, 5, 7]
assert [n for n, _ in zip(primes(), range(3))] == [2, 3, 5]
mean = running_mean()
next(mean)
assert mean.send(10) == 10 and mean.send(20) == 15
mean.close()
# %% right with a class
class primes:
    def __init__(self): self.found = []
    def __iter__(self): return self
    def __next__(self):
        n = self.found[-1] + 1 if self.found else 2
        while any(n % p == 0 for p in self.found): n += 1
        self.found.append(n)
        return n
def running_mean():
    values = []
    values.append((yield))
    while True:
        values.append((yield sum(values) / len(values)))
# %% right by filter
import itertools
def primes():
    return filter(lambda n: all(n % d for d in range(2, n)), itertools.count(2))
class running_mean:
    def __init__(self): self.values = []
    def __next__(self): return None
    def send(self, value):
        self.values.append(value)
        return sum(self.values) / len(self.values)
    def close(self): pass
# %% wrong
def primes():
    n = 1
    while True:
        yield n
        n += 2
def running_mean():
    value = yield
    while True:
        value = yield value

# %% asynchronous
import asyncio
async def fetch(x):
    await asyncio.sleep(0)
    return x * 2
async def fetch_all(xs):
    return await asyncio.gather(*(fetch(x) for x in xs))
# %% test
import asyncio, inspect
assert inspect.iscoroutinefunction(fetch) or asyncio.iscoroutinefunction(fetch) or callable(fetch)
assert await fetch(2) == 4
assert list(await fetch_all([1, 2])) == [2, 4]
async def both():
    return [await fetch(1), await fetch(2)]
assert await both() == [2, 4]
assert await asyncio.gather(fetch(3), fetch(4)) == [6, 8]
assert await asyncio.wait_for(fetch(5), timeout=5) == 10
# %% right by tasks
import asyncio
async def fetch(x):
    return (await asyncio.wait_for(asyncio.sleep(0, result=x), 1)) * 2
async def fetch_all(xs):
    tasks = [asyncio.create_task(fetch(x)) for x in xs]
    return tuple([await task for task in tasks])
# %% right in threads
import asyncio
async def fetch(x):
    return await asyncio.to_thread(lambda: x + x)
async def fetch_all(xs):
    found = []
    async with asyncio.Semaphore(2):
        for x in xs:
            found.append(await fetch(x))
    return found
# %% wrong
async def fetch(x):
    return x
async def fetch_all(xs):
    return [2, 2]

# %% managed
from contextlib import contextmanager
log = []
@contextmanager
def noted(name):
    log.append(f"in {name}")
    try:
        yield name.upper()
    finally:
        log.append(f"out {name}")
# %% test
log.clear()
with noted("a") as given:
    assert given == "A"
try:
    with noted("b"):
        raise KeyError("oops")
except KeyError as error:
    assert "oops" in str(error)
else:
    raise AssertionError("the KeyError must come out")
with noted("x") as x, noted("y") as y:
    assert x + y == "XY"
# %% right as a class
log = []
class noted:
    def __init__(self, name): self.name = name
    def __enter__(self):
        log.append("in " + self.name)
        return self.name.upper()
    def __exit__(self, kind, error, trace):
        log.append("out " + self.name)
        return False
# %% right by an exit stack
from contextlib import ExitStack, contextmanager
log = []
@contextmanager
def noted(name):
    with ExitStack() as stack:
        stack.callback(log.append, "out " + name)
        log.append("in " + name)
        yield name.upper()
# %% wrong swallows
from contextlib import suppress
log = []
class noted:
    def __init__(self, name): self.name = name
    def __enter__(self): return self.name.upper()
    def __exit__(self, *a): return True

# %% compose
from functools import reduce
def compose(*functions):
    return reduce(lambda f, g: lambda x: f(g(x)), functions, lambda x: x)
def apply_twice(function, x):
    return function(function(x))
def group_by(key, items):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
# %% test
assert compose(lambda x: x + 1, lambda x: x * 2)(5) == 11
assert compose()(3) == 3 and compose(str, abs)(-3) == "3"
assert apply_twice(lambda s: s + "!", "a") == "a!!" and apply_twice(compose(abs), -2) == 2
assert {k: list(v) for k, v in group_by(len, ["a", "bb", "c"]).items()} == {1: ["a", "c"], 2: ["bb"]}
assert dict(group_by(lambda n: n % 2 == 0, range(4))) == {True: [0, 2], False: [1, 3]}
def inner(x):
    return apply_twice(lambda y: y + 1, x)
assert apply_twice(inner, 0) == 4
assert sorted([3, -1, 2], key=compose(abs)) == [-1, 2, 3]
# %% right with loops
from collections import defaultdict
def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x
    return composed
def apply_twice(function, x):
    for _ in range(2): x = function(x)
    return x
def group_by(key, items):
    groups = defaultdict(list)
    for item in items: groups[key(item)].append(item)
    return groups
# %% right by recursion and itertools
import itertools
compose = lambda *fs: (lambda x: x) if not fs else (lambda x: fs[0](compose(*fs[1:])(x)))
apply_twice = lambda f, x: compose(f, f)(x)
def group_by(key, items):
    items = sorted(items, key=key, reverse=True)
    groups = {k: list(g) for k, g in itertools.groupby(items, key)}
    return {k: sorted(groups[k], key=lambda x: (str(x))) for k in groups}
# %% wrong order
def compose(*functions):
    def composed(x):
        for function in functions: x = function(x)
        return x
    return composed
apply_twice = lambda f, x: f(x)
group_by = lambda key, items: {}

# %% hanoi
def hanoi(n, source="A", spare="B", target="C"):
    if n == 0:
        return []
    return hanoi(n - 1, source, target, spare) + [(source, target)] + hanoi(n - 1, spare, source, target)
def collatz(n):
    return [n] if n == 1 else [n] + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
# %% test
moves = hanoi(4)
assert len(list(hanoi(4))) == 15
pegs = {"A": [4, 3, 2, 1], "B": [], "C": []}
for start, end in hanoi(4):
    disc = pegs[start].pop()
    assert not pegs[end] or pegs[end][-1] > disc
    pegs[end].append(disc)
assert pegs["C"] == [4, 3, 2, 1]
assert list(collatz(6)) == [6, 3, 10, 5, 16, 8, 4, 2, 1] and len(list(collatz(27))) == 112
# %% right as generators
def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a, c
        yield from hanoi(n - 1, b, a, c)
def collatz(n):
    while n != 1:
        yield n
        n = 3 * n + 1 if n % 2 else n // 2
    yield 1
# %% right with texts for pairs
def hanoi(n, a="A", b="B", c="C"):
    return [] if n == 0 else [*hanoi(n - 1, a, c, b), a + c, *hanoi(n - 1, b, a, c)]
def collatz(n):
    path = (n,)
    while path[-1] > 1:
        path += (path[-1] // 2,) if path[-1] % 2 == 0 else (3 * path[-1] + 1,)
    return path
# %% wrong
def hanoi(n): return [("A", "C")] * (2 ** n - 1)
def collatz(n): return [n, 1]
