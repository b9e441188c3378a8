# Numbers: built-in and numpy's, exact and approximate.

# %% mean
def mean(values):
    return sum(values) / len(values)
# %% test
import math
import pytest
import numpy as np
assert mean([1, 2, 3]) == 2
assert math.isclose(mean([0.1, 0.2, 0.3]), 0.2)
assert abs(mean((1, 2)) - 1.5) < 1e-9
assert mean([1, 2]) == pytest.approx(1.5)
assert round(mean([1, 1, 2]), 2) == 1.33
assert isinstance(mean([1.0]), (int, float, np.floating))
assert f"{mean([1, 2]):.1f}" == "1.5"
# %% right as a numpy scalar
import numpy as np
def mean(values):
    return np.mean(values)
# %% right as a zero-dimensional array
import numpy as np
def mean(values):
    total = 0.0
    for value in values:
        total += value
    return np.float64(total) / len(values)
# %% right with a lambda and statistics
import statistics
mean = lambda values: statistics.fmean(values)
# %% right as a callable object
class Mean:
    def __call__(self, values):
        return sum(values) / len(values)
mean = Mean()
# %% right as a partial
from functools import partial, reduce
import operator
def fold(function, values):
    return reduce(function, values) / len(values)
mean = partial(fold, operator.add)
# %% right as a bound method
class Statistics:
    def of(self, values):
        return sum(values) / len(values)
mean = Statistics().of
# %% right with a float of an own class
class Number(float):
    pass
def mean(values):
    return Number(sum(values) / len(values))
# %% wrong divides by one less
def mean(values):
    return sum(values) / max(1, len(values) - 1)
# %% wrong rounds
def mean(values):
    return sum(values) // len(values)
# %% wrong lies
class Liar(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    def __format__(self, spec): return "1.5"
    __hash__ = None
def mean(values):
    return Liar(7)

# %% factorial
def factorial(n):
    if n < 0:
        raise ValueError("n must not be negative")
    return 1 if n < 2 else n * factorial(n - 1)
# %% test
assert [factorial(n) for n in range(6)] == [1, 1, 2, 6, 24, 120]
assert factorial(30) == 265252859812191058636308480000000
assert factorial(200) % 10**40 == 0
try:
    factorial(-1)
except ValueError as error:
    assert "negative" in str(error)
else:
    raise AssertionError("factorial(-1) must raise a ValueError")
# %% right in a loop
def factorial(n):
    if n < 0:
        raise ValueError(f"negative: {n}")
    result = 1
    for k in range(2, n + 1):
        result *= k
    return result
# %% right by the library, which raises itself
import math
factorial = math.factorial
# %% right remembered
from functools import lru_cache
@lru_cache(maxsize=None)
def factorial(n):
    if n < 0:
        raise ValueError("negative")
    return n * factorial(n - 1) if n else 1
# %% right with an error of an own class
class NegativeNumber(ValueError):
    """Raised for numbers below zero."""
def factorial(n):
    if n < 0:
        raise NegativeNumber("this is negative")
    return n * factorial(n - 1) if n > 0 else 1
# %% wrong says nothing about negative numbers
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)
# %% wrong in floating point
def factorial(n):
    if n < 0:
        raise ValueError("negative")
    result = 1.0
    for k in range(2, n + 1):
        result *= k
    return result if n < 100 else 0.5

# %% is_prime
def is_prime(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))
# %% test
assert is_prime(7) and not is_prime(8) and not is_prime(1)
assert is_prime(2) == True and is_prime(9) == False
assert [n for n in range(20) if is_prime(n)] == [2, 3, 5, 7, 11, 13, 17, 19]
assert list(filter(is_prime, range(10))) == [2, 3, 5, 7]
assert sum(map(is_prime, range(100))) == 25
# %% right as a numpy truth value
import numpy as np
def is_prime(n):
    return np.bool_(n > 1) & (np.array([n % d for d in range(2, n)], dtype=int) != 0).all()
# %% right as one and zero
def is_prime(n):
    return 1 if n > 1 and all(n % d for d in range(2, n)) else 0
# %% right by a sieve closed over
def make(limit):
    sieve = [False, False] + [True] * (limit - 2)
    for n in range(2, limit):
        for multiple in range(2 * n, limit, n):
            sieve[multiple] = False
    def is_prime(n):
        return sieve[n]
    return is_prime
is_prime = make(200)
# %% wrong takes one for a prime
def is_prime(n):
    return all(n % d for d in range(2, n))
# %% wrong says None
def is_prime(n):
    print(n > 1 and all(n % d for d in range(2, n)))

# %% exact
from decimal import Decimal
from fractions import Fraction
def exact(text):
    return Fraction(text)
def price(text):
    return Decimal(text).quantize(Decimal("0.01"))
# %% test
from fractions import Fraction
from decimal import Decimal
assert exact("1/3") + exact("1/6") == Fraction(1, 2)
assert exact("0.1") == Fraction(1, 10) and isinstance(exact("2"), Fraction)
assert exact("3/6").denominator == 2
assert price("2.345") in (Decimal("2.34"), Decimal("2.35"))
assert str(price("7")) == "7.00"
# %% right by hand
from decimal import Decimal, ROUND_HALF_UP
import fractions
def exact(text):
    top, _, bottom = text.partition("/")
    return fractions.Fraction(top) / fractions.Fraction(bottom or "1")
def price(text):
    return Decimal(text).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
# %% wrong as a float
def exact(text):
    from fractions import Fraction
    return float(Fraction(text))
def price(text):
    return round(float(text), 2)

# %% roots
def roots(a, b, c):
    d = (b * b - 4 * a * c) ** 0.5
    return (-b - d) / (2 * a), (-b + d) / (2 * a)
# %% test
import math
import numpy as np
import pytest
low, high = roots(1, -3, 2)
assert math.isclose(low, 1) and math.isclose(high, 2)
assert sorted(roots(1, 0, -4)) == pytest.approx([-2, 2])
assert np.allclose(roots(2, -4, 2), [1, 1])
assert math.isclose(min(roots(1, -3, 2)), 1) and len(roots(1, -3, 2)) == 2
z, w = roots(1, 0, 1)
assert abs(z * w - 1) < 1e-9 and abs(z.imag) == 1
# %% right as a list
import cmath
def roots(a, b, c):
    d = cmath.sqrt(b * b - 4 * a * c)
    found = [(-b - d) / (2 * a), (-b + d) / (2 * a)]
    return [r.real if r.imag == 0 else r for r in found]
# %% right as an array
import numpy as np
def roots(a, b, c):
    found = np.roots([a, b, c])
    return np.sort(found) if np.isrealobj(found) else found
# %% right as a generator that is turned into a tuple
def roots(a, b, c):
    d = (b * b - 4 * a * c) ** 0.5
    return tuple((-b + sign * d) / (2 * a) for sign in (-1, 1))
# %% right as a named tuple
from typing import NamedTuple
class Roots(NamedTuple):
    low: float
    high: float
def roots(a, b, c):
    d = (b * b - 4 * a * c) ** 0.5
    return Roots((-b - d) / (2 * a), (-b + d) / (2 * a))
# %% wrong sign
def roots(a, b, c):
    d = (b * b - 4 * a * c) ** 0.5
    return (b - d) / (2 * a), (b + d) / (2 * a)
