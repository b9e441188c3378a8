"""Files: what the learner's code has written is seen by the tests, and what a call names goes along with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.graders.runner.running import Forge

# Without jails both processes would share one folder, and nothing would have to cross.
CELL = """
import json, os, pickle, tempfile
from pathlib import Path
from sklearn.linear_model import LinearRegression
os.chdir(tempfile.mkdtemp())
def save(path, thing):
    Path(path).write_text(json.dumps(thing))
def fill(folder):
    os.makedirs(f"{folder}/inner")
    Path(folder, "x.txt").write_text("X")
    Path(folder, "inner", "y.txt").write_text("Y")
def read(path):
    return Path(path).read_text()
def append(path):
    with open(path, "a") as file:
        file.write("more")
def dump(path):
    with open(path, "wb") as file:
        pickle.dump(LinearRegression().fit([[0], [1]], [0, 1]), file)
def write(path, size):
    Path(path).write_bytes(bytes(size))
"""


@pytest.fixture
def forge(forge: Forge, tmp_path: Path) -> Forge:
    """A work folder for each test."""
    forge.run(test="1")
    return replace(forge, folder=tmp_path)


def passes(forge, *tests, cell=CELL, **job):
    ran = forge.run(cell, test=list(tests), **job)
    assert [result["message"] for result in ran.results] == [""] * len(tests)


def test_the_learners_files_are_seen(forge):
    passes(
        forge,
        """
import glob, json, os
from pathlib import Path
assert not os.path.exists("r.json") and not Path("r.json").exists()
save("r.json", [1, 2])
assert os.path.exists("r.json") and Path("r.json").is_file() and os.path.getsize("r.json") == 6
assert json.load(open("r.json")) == [1, 2]
save("r.json", [1, 2, 3])
assert json.loads(Path("r.json").read_text()) == [1, 2, 3]
assert "r.json" in os.listdir() and "r.json" in [entry.name for entry in os.scandir(".")]
assert glob.glob("r.*") == ["r.json"] and [path.name for path in Path(".").glob("r.*")] == ["r.json"]
try:
    open("nothing.txt")
except FileNotFoundError as error:
    assert "nothing.txt" in str(error)
else:
    raise AssertionError
""",
        "import os\nfrom pathlib import Path\nfill('d')\n"
        "assert sorted(os.listdir('d')) == ['inner', 'x.txt'] and Path('d/inner/y.txt').read_text() == 'Y' and os.path.isdir('d')\n"
        "assert sorted(map(str, Path('d').rglob('*.txt'))) == ['d/inner/y.txt', 'd/x.txt']\n"
        "assert [files for _, _, files in os.walk('d')] == [['x.txt'], ['y.txt']]",
        "import pandas as pd\nsave('t.csv', 5)\nassert pd.read_csv('t.csv').columns[0] == '5'",
    )


def test_files_of_the_test_go_along_with_a_call(forge):
    passes(
        forge,
        "from pathlib import Path\nPath('in.txt').write_text('hello')\nassert read('in.txt') == 'hello'\n"
        "Path('in.txt').write_text('anew')\nassert read(Path('in.txt')) == 'anew'",
        """
import tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as folder:
    save(str(Path(folder) / "q.json"), 5)
    assert (Path(folder) / "q.json").read_text() == "5"
    Path(folder, "w.txt").write_text("W")
    assert read(Path(folder, "w.txt")) == "W"
""",
    )


def test_files_that_no_call_names_stay_here(forge):
    ran = forge.run(
        CELL,
        test="from pathlib import Path\nPath('expected.txt').write_text('42')\nsave('other.txt', 1)\nread('expected.txt'[:8] + '.txt'[:0])",
    )

    assert "No such file" in ran.result["message"]


def test_the_tests_own_files_are_not_replaced(forge):
    ran = forge.run(
        CELL,
        test="from pathlib import Path\nPath('kept.txt').write_text('mine')\nsave('kept.txt', 'theirs')\n"
        "assert Path('kept.txt').read_text() == 'mine'",
        precedents={"0": []},
    )

    assert ran.verdict == "passed"


def test_a_file_that_the_reference_rewrites_comes_back(forge):
    test = "from pathlib import Path\nPath('in.txt').write_text('some ')\nappend('in.txt')\nassert Path('in.txt').read_text() == 'some more'"

    passes(forge, test)
    assert forge.run(CELL, test=test.replace("in.txt", "log.txt"), precedents={"0": []}).verdict == "failed"


def test_a_saved_model_is_opened_over_there(forge):
    passes(
        forge,
        "import joblib, pickle\ndump('m.pkl')\nassert round(pickle.load(open('m.pkl', 'rb')).predict([[2]])[0], 6) == 2\n"
        "with open('m.pkl', 'rb') as file:\n    assert round(pickle.load(file).coef_[0], 6) == 1\nassert round(joblib.load('m.pkl').coef_[0], 6) == 1",
    )


@pytest.mark.parametrize(
    "opening",
    ["pickle.loads(open('e', 'rb').read())", "pickle.Unpickler(open('e', 'rb')).load()"],
)
def test_no_pickle_of_the_learners_is_opened_here(forge, opening):
    cell = "import pickle\nclass E:\n    def __reduce__(self):\n        return print, ('taken over',)\ndef make():\n    with open('e', 'wb') as file:\n        pickle.dump(E(), file)"

    ran = forge.run(
        "import os, tempfile\nos.chdir(tempfile.mkdtemp())\n" + cell, test=f"import pickle\nmake()\n{opening}"
    )

    assert ran.verdict == "failed"
    assert "pickle" in ran.result["message"]


def test_no_module_of_the_learners_is_imported_here(forge):
    ran = forge.run(
        CELL + "Path('taken.py').write_text('award = None')",
        test="assert open('taken.py').read()\nimport taken",
    )

    assert "No module named 'taken'" in ran.result["message"]


def test_large_files_are_refused(forge):
    ran = forge.run(
        CELL,
        test=[
            "write('big', 17 << 20)\nopen('big')",
            "for number in range(4):\n    write(f'b{number}', 15 << 20)\n    open(f'b{number}')",
            "import os\nwrite('small', 5)\nassert os.path.getsize('small') == 5",
        ],
    )

    assert ran.verdicts == ["failed", "failed", "passed"]
    assert "too large" in ran.results[0]["message"]
    assert "too large" in ran.results[1]["message"]


LIES = """
import os, tempfile
os.chdir(tempfile.mkdtemp())
from graders.runner.bridge import operations
answers = iter([ANSWERS])
operations.OPERATIONS["file"] = lambda *_: next(answers, ("missing", None))
"""


@pytest.mark.parametrize(
    "answer",
    [
        "None",
        "('file', None)",
        "('file', ((1, 'x'), b'x'))",
        "('file', ((-5, -2**70), b'content'))",
        "('folder', ['../../etc/passwd', '..', '', 'a/b', 7, 'x\\0y'])",
        "('folder', 5)",
        "('same', None)",
        "open",
        "('file', ((1, 1), 'text'))",
    ],
)
def test_answers_that_are_none(forge, answer):
    ran = forge.run(
        LIES.replace("ANSWERS", ", ".join([answer] * 3)),
        test="import os\nfrom pathlib import Path\ntry:\n    open('somewhere.txt').read()\nexcept OSError:\n    pass\n"
        "try:\n    assert not {'..', '', 'a/b', '../../etc/passwd'} & set(os.listdir('somewhere'))\nexcept OSError:\n    pass",
    )

    assert ran.result["message"] == ""
