# The ways in which tests are written: pytest, unittest, numpy's and pandas' own, doctest, mock.

# %% clip
def clip(values, low=0.0, high=1.0):
    if low > high:
        raise ValueError(f"low {low} is above high {high}")
    return [min(max(value, low), high) for value in values]
# %% test
import unittest
import inspect
import pytest
import numpy as np
class ClipTests(unittest.TestCase):
    def setUp(self):
        self.values = [-1.0, 0.5, 2.0]
    def test_inside(self):
        self.assertEqual(list(clip(self.values)), [0, 0.5, 1])
        self.assertAlmostEqual(float(clip([0.1 + 0.2])[0]), 0.3)
        self.assertIn(0.5, list(clip(self.values)))
        self.assertEqual(len(clip([])), 0)
        self.assertSequenceEqual(list(clip([5], high=3)), [3])
    def test_error(self):
        with self.assertRaises(ValueError):
            clip([1], low=2, high=1)
        with self.assertRaisesRegex(ValueError, "low"):
            clip([1], low=2, high=1)
case = unittest.defaultTestLoader.loadTestsFromTestCase(ClipTests)
outcome = unittest.TextTestRunner(stream=__import__("io").StringIO()).run(case)
assert outcome.wasSuccessful(), [text for _, text in outcome.failures + outcome.errors]
assert list(clip([0.1 + 0.2])) == pytest.approx([0.3])
np.testing.assert_allclose(clip([0.25, 7]), [0.25, 1])
np.testing.assert_array_less(np.array(clip([0.5])) - 1, 0)
with pytest.raises(ValueError, match=r"low .* high"):
    clip([1], 2, 1)
check = unittest.TestCase()
check.assertListEqual(list(clip([3, -3])), [1, 0])
assert "low" in inspect.signature(clip).parameters
# %% right by numpy
import numpy as np
def clip(values, low=0.0, high=1.0):
    if low > high:
        raise ValueError("low is greater than high")
    return np.clip(values, low, high)
# %% right with an assertion turned into the error
def clip(values, low=0.0, high=1.0):
    if not low <= high:
        raise ValueError("the low end above the high end")
    out = []
    for v in values:
        out.append(low if v < low else high if v > high else v)
    return tuple(out)
# %% wrong
def clip(values, low=0.0, high=1.0):
    return [max(value, low) for value in values]
# %% wrong another error
def clip(values, low=0.0, high=1.0):
    if low > high:
        raise ValueError("no")
    return [min(max(value, low), high) for value in values]

# %% double
def double(x):
    """Twice `x`.

    >>> double(2)
    4
    """
    return 2 * x
# %% test
import doctest
examples = """
>>> double(3)
6
>>> double("ab")
'abab'
>>> [double(n) for n in (1, 2)]
[2, 4]
>>> double(None)
Traceback (most recent call last):
    ...
TypeError: ...
"""
case = doctest.DocTestParser().get_doctest(examples, globals(), "double", None, 0)
runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
runner.run(case, out=lambda text: None)
assert runner.failures == 0 and runner.tries == 4
# %% right by a sum
double = lambda x: x + x
# %% right by a product
from operator import mul
def double(x):
    return mul(x, 2)
# %% wrong
double = lambda x: x

# %% report
import json
def save(numbers, path):
    with open(path, "w") as file:
        json.dump({"mean": sum(numbers) / len(numbers), "n": len(numbers)}, file)
def notify(send, who):
    for name in who:
        send(name, subject="Hello")
# %% test
import json, os
from pathlib import Path
from unittest.mock import Mock, call, ANY, MagicMock
save([1, 2, 3], "report.json")
with open("report.json") as file:
    assert json.load(file) == {"mean": 2, "n": 3}
assert os.path.exists("report.json") and Path("report.json").exists() and not Path("other.json").exists()
assert json.loads(Path("report.json").read_text())["n"] == 3
send = Mock()
notify(send, ["a", "b"])
assert send.call_count == 2 and send.called
send.assert_has_calls([call("a", subject="Hello"), call("b", subject="Hello")])
send.assert_called_with("b", subject=ANY)
channel = MagicMock()
notify(channel.post, ["x"])
channel.post.assert_called_once_with("x", subject="Hello")
# %% right by pathlib
import json, statistics
from pathlib import Path
def save(numbers, path):
    Path(path).write_text(json.dumps({"n": len(numbers), "mean": statistics.mean(numbers)}, indent=2))
def notify(send, who):
    list(map(lambda name: send(name, subject="Hello"), who))
# %% right by pandas
import pandas as pd
def save(numbers, path):
    pd.Series({"mean": sum(numbers) / len(numbers), "n": len(numbers)}).to_json(path)
def notify(send, who):
    for i in range(len(who)):
        send(*[who[i]], **{"subject": "Hello"})
# %% wrong
def save(numbers, path):
    open(path, "w").write('{"mean": 0, "n": 3}')
def notify(send, who):
    send(who[0], subject="Hello")

# %% table
import pandas as pd
def to_csv(frame, path):
    frame.to_csv(path, index=False)
def monthly(frame):
    return frame.groupby(frame["day"].dt.month)["amount"].sum()
# %% test
import os
import pandas as pd
import numpy as np
frame = pd.DataFrame({"day": pd.to_datetime(["2024-01-05", "2024-02-01", "2024-01-31"]), "amount": [1.5, 2, 3]})
to_csv(frame, "out.csv")
back = pd.read_csv("out.csv", parse_dates=["day"])
pd.testing.assert_frame_equal(back, frame, check_dtype=False)
assert os.path.getsize("out.csv") > 20 and "out.csv" in os.listdir(".") and os.path.isfile("out.csv")
assert open("out.csv").readline().strip() == "day,amount"
pd.testing.assert_series_equal(monthly(frame), pd.Series([4.5, 2.0], index=[1, 2]), check_names=False, check_index_type=False)
# %% right by the module for csv
import csv
def to_csv(frame, path):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(frame.columns)
        writer.writerows((day.date(), amount) for day, amount in frame.itertuples(index=False))
def monthly(frame):
    return frame.assign(month=frame.day.dt.month).groupby("month").amount.sum()
# %% right with another index
def to_csv(frame, path):
    with open(path, "wb") as file:
        file.write(frame.to_csv(index=None).encode())
def monthly(frame):
    return frame.set_index("day")["amount"].groupby(lambda day: day.month).agg("sum")
# %% wrong
def to_csv(frame, path):
    frame.to_csv(path)
def monthly(frame):
    return frame.groupby("day")["amount"].sum()
