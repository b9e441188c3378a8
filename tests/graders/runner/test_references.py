"""Objects that stay with the learner: functions, classes, estimators, generators, figures."""

from __future__ import annotations

IRIS = """
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
rng = np.random.default_rng(0)
X = rng.normal(size=(60, 3))
y = (X[:, 0] > 0).astype(int)
model = LogisticRegression().fit(X, y)
pipe = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
raw = LogisticRegression()
"""
OWN_ESTIMATOR = """
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
class Majority(ClassifierMixin, BaseEstimator):
    def __init__(self, bonus=0):
        self.bonus = bonus
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.most_ = np.bincount(y).argmax() + self.bonus
        return self
    def predict(self, X):
        return np.full(len(X), self.most_)
clf = Majority()
"""


def passes(forge, *cells, test, **job):
    ran = forge.run(*cells, test=test, **job)
    assert ran.result["message"] == ""
    assert ran.verdict == "passed"


def test_functions(forge):
    passes(
        forge,
        "def scale(x, by=2, *, offset=0):\n    'Scales.'\n    return x * by + offset\nhalf = lambda x: x / 2",
        test="""
import inspect, functools
import numpy as np, pandas as pd
assert scale(2) == 4 and scale(2, by=3, offset=1) == 7
assert callable(scale) and inspect.isfunction(scale) and scale.__name__ == "scale" and scale.__doc__ == "Scales."
assert list(inspect.signature(scale).parameters) == ["x", "by", "offset"]
assert inspect.signature(scale).parameters["by"].default == 2
assert list(map(half, [2, 4])) == [1, 2] and sorted([3, 1], key=half) == [1, 3]
assert functools.partial(scale, by=5)(1) == 5
assert np.vectorize(half)(np.array([2.0, 4.0])).tolist() == [1, 2]
assert pd.Series([2.0, 4.0]).apply(half).tolist() == [1, 2]
assert pd.Series([2.0, 4.0]).map(half).tolist() == [1, 2]
assert pd.DataFrame({"a": [2.0]}).apply(half).a.tolist() == [1]
assert np.apply_along_axis(half, 0, np.array([[2.0]])).tolist() == [[1.0]]
assert scale is scale and scale == scale and scale != half and scale is not None and scale
""",
    )


def test_decorated_functions_keep_their_attributes(forge):
    passes(
        forge,
        "import functools\n@functools.lru_cache\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
        "def counted():\n    counted.calls = getattr(counted, 'calls', 0) + 1",
        test="assert fib(30) == 832040\nassert fib.cache_info()[1] == 31\ncounted()\ncounted()\nassert counted.calls == 2",
    )


def test_a_fitted_estimator(forge):
    passes(
        forge,
        IRIS,
        test="""
import numpy as np
from sklearn.base import clone, is_classifier
from sklearn.linear_model import LogisticRegression, LinearRegression
from sklearn.metrics import accuracy_score
from sklearn.utils.validation import check_is_fitted
from sklearn.exceptions import NotFittedError
assert isinstance(model, LogisticRegression) and not isinstance(model, LinearRegression)
assert type(model) is LogisticRegression and type(model).__name__ == "LogisticRegression"
assert model.__class__ is LogisticRegression
assert hasattr(model, "predict_proba") and not hasattr(model, "nonsense")
assert accuracy_score(y, model.predict(X)) > 0.9
assert model.coef_.shape == (1, 3) and model.get_params()["C"] == 1.0
assert is_classifier(model)
check_is_fitted(model)
fresh = clone(model)
try:
    check_is_fitted(fresh)
except NotFittedError:
    pass
else:
    raise AssertionError("the clone is fitted")
assert model.score(X, y) > 0.9
assert "LogisticRegression" in str(model) and "LogisticRegression" in repr(model)
assert "coef_" in vars(model) and "fit" in dir(model)
""",
    )


def test_estimators_in_library_code(forge):
    passes(
        forge,
        IRIS,
        test="""
from sklearn.model_selection import cross_val_score, GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.inspection import permutation_importance
from sklearn.metrics import accuracy_score
assert cross_val_score(raw, X, y, cv=3).mean() > 0.8
assert cross_val_score(pipe, X, y, cv=3).mean() > 0.8
mine = Pipeline([("scale", StandardScaler()), ("model", raw)]).fit(X, y)
assert accuracy_score(y, mine.predict(X)) > 0.9
search = GridSearchCV(raw, {"C": [0.1, 1.0]}, cv=2).fit(X, y)
assert search.best_params_["C"] in (0.1, 1.0)
assert permutation_importance(model, X, y, n_repeats=2, random_state=0).importances_mean.argmax() == 0
""",
    )


def test_a_pipeline(forge):
    passes(
        forge,
        IRIS,
        test="""
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
assert isinstance(pipe, Pipeline) and len(pipe) == 2
assert isinstance(pipe[0], StandardScaler) and isinstance(pipe[-1], LogisticRegression)
assert isinstance(pipe.named_steps["standardscaler"], StandardScaler)
assert isinstance(pipe.named_steps.logisticregression, LogisticRegression)
assert [name for name, step in pipe.steps] == ["standardscaler", "logisticregression"]
assert any(isinstance(step, StandardScaler) for _, step in pipe.steps)
assert pipe.steps[1][1] is pipe[-1]
assert abs(pipe[0].mean_ - X.mean(axis=0)).max() < 1e-9
""",
    )


def test_an_estimator_of_the_learners_own_class(forge):
    passes(
        forge,
        OWN_ESTIMATOR,
        test="""
import inspect
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone, is_classifier
from sklearn.model_selection import cross_val_score
from sklearn.utils.validation import check_is_fitted
X, y = np.zeros((30, 2)), np.array([0, 1, 1] * 10)
assert inspect.isclass(Majority) and issubclass(Majority, BaseEstimator) and issubclass(Majority, ClassifierMixin)
assert isinstance(clf, BaseEstimator) and isinstance(clf, ClassifierMixin) and isinstance(clf, Majority)
assert is_classifier(clf) and type(clf).__name__ == "Majority" and type(clf) is Majority
assert Majority(bonus=1).fit(X, y).predict(X).tolist() == [2] * 30
assert clone(clf).get_params() == {"bonus": 0}
fitted = clf.fit(X, y)
assert fitted is clf
check_is_fitted(clf)
assert cross_val_score(clf, X, y).mean() > 0.6
""",
    )


def test_instances_of_learners_classes(forge):
    passes(
        forge,
        """
class Account:
    rate = 0.1
    def __init__(self, owner, balance=0):
        self.owner, self.balance, self._log = owner, balance, []
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self._log.append(amount)
    @property
    def interest(self):
        return self.balance * self.rate
    @classmethod
    def empty(cls):
        return cls("nobody")
    def __len__(self):
        return len(self._log)
    def __repr__(self):
        return f"Account({self.owner})"
class Savings(Account):
    pass
""",
        test="""
a = Account("ann", 10)
a.deposit(5)
assert a.balance == 15 and a.interest == 1.5 and a.owner == "ann" and len(a) == 1
assert isinstance(a, Account) and not isinstance(a, Savings)
assert type(a) is Account and a.__class__.__name__ == "Account" and type(a).__name__ == "Account"
assert a.deposit.__code__.co_argcount == 2
assert isinstance(Savings("bob"), Account) and issubclass(Savings, Account) and not issubclass(Account, Savings)
assert repr(a) == "Account(ann)" and str(a) == "Account(ann)" and f"{a}" == "Account(ann)"
assert Account.empty().owner == "nobody" and Account.rate == 0.1 and Account.__name__ == "Account"
a.balance = 100
assert a.interest == 10
assert vars(a)["owner"] == "ann" and a.__dict__["balance"] == 100
try:
    a.deposit(-1)
except ValueError as error:
    assert "positive" in str(error)
else:
    raise AssertionError("no ValueError")
assert hasattr(a, "deposit") and not hasattr(a, "withdraw") and callable(a.deposit)
import copy
b = copy.deepcopy(a)
b.balance = 1
assert a.balance == 100
""",
    )


def test_generators_and_iterators(forge):
    passes(
        forge,
        "def count(n):\n    for i in range(n):\n        yield i\nclass Bag:\n    def __iter__(self):\n        return iter([3, 1])\n"
        "    def __getitem__(self, key):\n        return key * 2\nbag = Bag()\ndef forever():\n    while True:\n        yield 1",
        test="""
import inspect, types, itertools
from collections.abc import Iterator, Iterable
g = count(3)
assert isinstance(g, types.GeneratorType) and isinstance(g, Iterator)
assert next(g) == 0 and list(g) == [1, 2] and list(g) == []
try:
    next(g)
except StopIteration:
    pass
assert sorted(bag) == [1, 3] and 3 in bag and 4 not in bag and bag[21] == 42
assert isinstance(bag, Iterable) and not isinstance(count, Iterable)
assert list(itertools.islice(forever(), 3)) == [1, 1, 1]
assert sum(count(4)) == 6 and max(count(4)) == 3 and dict(zip("ab", count(2))) == {"a": 0, "b": 1}
""",
    )


def test_context_managers(forge):
    passes(
        forge,
        "import contextlib\nlog = []\n@contextlib.contextmanager\ndef noted():\n    log.append('in')\n    try:\n        yield 7\n"
        "    except ValueError:\n        log.append('caught')\n    log.append('out')",
        test="with noted() as seven:\n    assert seven == 7\nassert log == ['in', 'out']\nwith noted():\n    raise ValueError('x')\n"
        "assert log[-2:] == ['caught', 'out']",
    )


def test_functions_of_the_test_are_called_back(forge):
    passes(
        forge,
        "def integrate(f, a, b, n=100):\n    h = (b - a) / n\n    return sum(f(a + (i + 0.5) * h) for i in range(n)) * h\n"
        "def twice(f):\n    def inner(x):\n        return f(f(x))\n    return inner\ndef same(f):\n    return f\n"
        "def guarded(f):\n    try:\n        return f()\n    except KeyError as error:\n        return f'caught {error}'",
        test="""
assert abs(integrate(lambda x: x**2, 0, 1) - 1 / 3) < 1e-3
def add_one(x):
    return x + 1
assert twice(add_one)(1) == 3
assert same(add_one) is add_one
def fails():
    raise KeyError("k")
assert guarded(fails) == "caught 'k'"
assert integrate(math_like().square, 0, 1) > 0 if False else True
""",
    )


def test_objects_of_the_tests_own_classes(forge):
    passes(
        forge,
        "def describe(shape):\n    return f'{shape.name} {shape.area():.1f}'\ndef total(items):\n    return sum(items)\n"
        "def consume(stream):\n    return [line.strip() for line in stream]",
        test="""
class Square:
    name = "square"
    def __init__(self, side):
        self.side = side
    def area(self):
        return self.side ** 2
assert describe(Square(2)) == "square 4.0"
assert total(x * x for x in range(4)) == 14
assert total(iter([1, 2])) == 3
import io
assert consume(io.StringIO("a\\nb\\n")) == ["a", "b"]
""",
    )


def test_a_round_trip_keeps_identity(forge):
    passes(
        forge,
        IRIS + "def keep(x):\n    return x\nclass Node:\n    pass\nnode = Node()\nnode.me = node\n",
        test="assert keep(model) is model\nassert keep(node) is node and node.me is node\nitems = [1]\nassert keep(items) is items",
    )


def test_the_learners_exceptions(forge):
    passes(
        forge,
        "class TooCold(ValueError):\n    def __init__(self, degrees):\n        super().__init__(f'{degrees} is too cold')\n        self.degrees = degrees\n"
        "class Freezing(TooCold):\n    pass\ndef check(t):\n    raise Freezing(t)\ndef key():\n    return {}['a']\ndef leave():\n    raise SystemExit(2)",
        test="""
import pytest
with pytest.raises(ValueError, match="too cold"):
    check(-3)
with pytest.raises(TooCold) as caught:
    check(-3)
assert caught.value.degrees == -3 and str(caught.value) == "-3 is too cold" and type(caught.value) is Freezing
with pytest.raises(KeyError):
    key()
with pytest.raises(SystemExit):
    leave()
assert issubclass(TooCold, ValueError) and issubclass(Freezing, TooCold) and not issubclass(TooCold, Freezing)
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LinearRegression
""",
    )


def test_an_exception_shows_the_learners_lines_only(forge):
    ran = forge.run(
        "def inner(x):\n    return 1 / x\ndef outer(x):\n    return inner(x)",
        test="secret = 0\nouter(secret)",
    )

    assert ran.verdict == "errored"
    assert ran.result["message"] == "ZeroDivisionError: division by zero"
    assert "return 1 / x" in ran.result["traceback"]
    assert "secret" not in ran.result["traceback"]
    assert "bridge" not in ran.result["traceback"]


def test_modules_are_the_tests_own(forge):
    passes(
        forge,
        "import numpy as np\nimport math",
        test="import numpy\nassert np is numpy and math.sqrt(4) == 2\nassert np.allclose([1], [1])",
    )


def test_coroutines_are_awaited(forge):
    passes(
        forge,
        "import asyncio\nasync def slow(x):\n    await asyncio.sleep(0)\n    return x + 1",
        test="import asyncio\nassert await slow(1) == 2\nasync def both():\n    return await slow(1) + await slow(2)\nassert await both() == 5",
    )


def test_printed_output_of_a_call_is_printed_in_the_test(forge):
    passes(
        forge,
        "import os, sys\ndef greet(name):\n    print('Hello', name)\n    os.system('echo shell')\n    print('oops', file=sys.stderr)",
        test="""
import io
from contextlib import redirect_stdout, redirect_stderr
out, err = io.StringIO(), io.StringIO()
with redirect_stdout(out), redirect_stderr(err):
    greet("Ada")
assert out.getvalue() == "Hello Ada\\nshell\\n" and err.getvalue() == "oops\\n"
""",
    )


def test_seeds_of_the_test_seed_the_learner(forge):
    passes(
        forge,
        "import random\nimport numpy as np\ndef draw():\n    return random.random(), np.random.rand()",
        test="import random\nimport numpy as np\nrandom.seed(3)\nnp.random.seed(4)\nfirst = draw()\n"
        "random.seed(3)\nnp.random.seed(4)\nassert draw() == first == (random.random(), np.random.rand())",
    )


def test_threads_of_a_test_may_call(forge):
    passes(
        forge,
        "def square(x):\n    return x * x",
        test="from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool:\n"
        "    assert list(pool.map(square, range(20))) == [n * n for n in range(20)]",
    )


def test_calls_to_and_fro_leave_nothing_unanswered(forge):
    """A call inside a call inside a call once let the next one wait for an answer that had come."""
    ran = forge.run(
        "def twice(f, x):\n    return f(f(x))\ndef same(x):\n    return x",
        test=[
            "def inner(x):\n    return twice(lambda y: same(y) + 1, x)\nassert twice(inner, 0) == 4",
            "assert same(1) == 1",
            "assert twice(same, 2) == 2",
        ],
    )

    assert ran.verdicts == ["passed"] * 3
