"""Plain values of the learner arrive in the test as what they are."""

from __future__ import annotations

import pytest


def test_it_works(forge):
    ran = forge.run("def square(x):\n    return x * x", test="assert square(3) == 9")

    assert ran.verdict == "passed"
    assert [frame["event"] for frame in ran.tests] == ["ready", "test_started", "test", "finished"]


VALUES = [
    "None",
    "True",
    "-17",
    "2**80",
    "1.5",
    "1 + 2j",
    "'ä\\n'",
    "b'\\x00'",
    "bytearray(b'x')",
    "[1, 'a', None]",
    "list(range(50))",
    "(1, (2, 3))",
    "{1, 2}",
    "frozenset({'a'})",
    "{'a': [1, {'b': 2}]}",
    "range(0, 10, 2)",
    "slice(1, None, 2)",
    "datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc)",
    "datetime.date(2024, 2, 29)",
    "datetime.timedelta(days=1, seconds=2)",
    "decimal.Decimal('1.10')",
    "fractions.Fraction(2, 3)",
    "collections.Counter('abracadabra')",
    "collections.OrderedDict(b=1, a=2)",
    "collections.deque([1, 2], maxlen=3)",
    "pathlib.PurePosixPath('a') and pathlib.Path('a/b')",
    "np.float64(0.5)",
    "np.int8(3)",
    "np.bool_(True)",
    "np.datetime64('2024-02-29')",
    "pd.Timestamp('2024-02-29 10:00', tz='Europe/Berlin')",
    "pd.Timedelta('2D')",
    "np.dtype('float32')",
    "int",
    "np.float64",
]
ARRAYS = [
    "np.arange(12).reshape(3, 4)",
    "np.array([[True], [False]])",
    "np.array(['a', 'bcd'])",
    "np.array([1.5, np.nan])",
    "np.zeros((0, 3), dtype='float32')",
    "np.array(7)",
    "np.array([('a', 1)], dtype=[('name', 'U5'), ('n', 'i4')])",
    "np.array([1, 'a', None], dtype=object)",
    "np.array(['2024-02-29'], dtype='datetime64[D]')",
]
TABLES = [
    "pd.Series([1, 2, 3], index=[3, 2, 1], name='n')",
    "pd.Series(['a', None, 'b'])",
    "pd.Series([1, None], dtype='Int64')",
    "pd.Series(['x', 'y', 'x'], dtype='category')",
    "pd.Series(pd.date_range('2024', periods=3, tz='UTC'))",
    "pd.DataFrame({'a': [1, 2], 'b': ['x', 'y'], 'c': [0.5, None]})",
    "pd.DataFrame(np.ones((3, 2)), columns=['x', 'x'])",
    "pd.DataFrame({'k': list('aab'), 'v': [1, 2, 3]}).groupby(['k', 'v']).size()",
    "pd.DataFrame({'v': [1, 2]}, index=pd.date_range('2024', periods=2))",
    "pd.DataFrame()",
]
IMPORTS = (
    "import collections, datetime, decimal, fractions, pathlib\nimport numpy as np\nimport pandas as pd\n"
)


def test_builtin_values_and_scalars(forge):
    expressions = f"[{', '.join(VALUES)}]"
    compare = "assert type(got) is type(wanted) and got == wanted, (got, wanted)"

    ran = forge.run(
        IMPORTS + f"values = {expressions}",
        test=IMPORTS + f"for got, wanted in zip(values, {expressions}, strict=True):\n    {compare}",
    )

    assert ran.result["message"] == ""
    assert ran.verdict == "passed"


@pytest.mark.parametrize("kind", ["returned", "bound"])
def test_arrays(forge, kind):
    compare = "assert type(got) is np.ndarray and got.dtype == wanted.dtype and got.flags.writeable; np.testing.assert_array_equal(got, wanted)"
    define = f"def answers():\n    return [{', '.join(ARRAYS)}]\nbound = answers()"
    got = "answers()" if kind == "returned" else "bound"

    ran = forge.run(
        IMPORTS + define,
        test=IMPORTS + f"for got, wanted in zip({got}, [{', '.join(ARRAYS)}], strict=True):\n    {compare}",
    )

    assert ran.result["message"] == ""


def test_tables(forge):
    compare = """
for got, wanted in zip(tables, [TABLES], strict=True):
    same = pd.testing.assert_series_equal if isinstance(wanted, pd.Series) else pd.testing.assert_frame_equal
    same(got, wanted)
""".replace("TABLES", ", ".join(TABLES))

    ran = forge.run(IMPORTS + f"tables = [{', '.join(TABLES)}]", test=IMPORTS + compare)

    assert ran.result["message"] == ""


def test_sparse_matrices_and_bunches(forge):
    ran = forge.run(
        "import numpy as np\nfrom scipy import sparse\nfrom sklearn.utils import Bunch\n"
        "matrix = sparse.csr_matrix(np.eye(3))\nbunch = Bunch(data=[1], target=[2])",
        test="import numpy as np\nfrom scipy import sparse\n"
        "assert isinstance(matrix, sparse.csr_matrix)\nassert (matrix.toarray() == np.eye(3)).all()\nassert bunch.target == [2]",
    )

    assert ran.result["message"] == ""


def test_a_value_of_a_subclass_is_the_plain_base(forge):
    ran = forge.run(
        "import numpy as np\n"
        "class Liar(float):\n    __eq__ = lambda s, o: True\n    __hash__ = None\n"
        "class Sly(np.ndarray):\n    __eq__ = lambda s, o: True\n"
        "number, array = Liar(1.0), np.zeros(2).view(Sly)",
        test="import numpy as np\nassert type(number) is float and number == 1.0\nassert number != 2.0\n"
        "assert type(array) is np.ndarray\nassert not (array == 1).any()",
    )

    assert ran.result["message"] == ""


def test_named_tuples_keep_their_fields(forge):
    ran = forge.run(
        "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\ndef corner():\n    return Point(1, 2)",
        test="assert corner() == (1, 2)\nassert corner().y == 2\nassert type(corner()).__name__ == 'Point'",
    )

    assert ran.result["message"] == ""


def test_arguments_go_over_as_copies(forge):
    ran = forge.run(
        "import pandas as pd\ndef kinds(*values, **named):\n    return [type(v).__name__ for v in (*values, *named.values())]",
        test="import numpy as np, pandas as pd\n"
        "frame = pd.DataFrame({'a': pd.Categorical(['x'])})\n"
        "assert kinds(1, np.eye(2), frame, key={1}) == ['int', 'ndarray', 'DataFrame', 'set']",
    )

    assert ran.result["message"] == ""


def test_a_value_that_contains_itself_is_refused(forge):
    ran = forge.run("loop = []\nloop.append(loop)", test="assert loop")

    assert ran.verdict == "failed"
    assert "contains itself" in ran.result["message"]


def test_a_value_larger_than_a_message_is_refused(forge):
    ran = forge.run(
        "import numpy as np\nhuge = np.zeros(10_000_000)", test=["huge", "assert 1"], message_mib=64
    )

    assert ran.verdicts == ["failed", "passed"]
    assert ran.results[0]["message"] == "the value is larger than 64 MiB, so a test cannot look at it"


def test_the_limit_of_a_message_holds_both_ways_and_costs_one_test(forge):
    ran = forge.run(
        "import numpy as np\nlarge = np.zeros(300_000)\ndef f(x): return len(x)",
        test=["large", "f(b'x' * (2 << 20))", "assert f(b'x' * 1000) == 1000"],
        message_mib=1,
        learner={"message_mib": 1},
    )

    assert ran.verdicts == ["failed", "errored", "passed"]
    assert "larger than 1 MiB" in ran.results[0]["message"]
    assert "larger than 1 MiB" in ran.results[1]["message"]
