"""What the reference solution imports is known from its text."""

from __future__ import annotations

import pytest

from graders.names import defined_functions, imported_names, star_imports


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import numpy as np", {"np": "numpy"}),
        ("import os.path", {"os": "os"}),
        ("import os.path as paths", {"paths": "os.path"}),
        ("from sklearn.metrics import f1_score as f1", {"f1": "sklearn.metrics:f1_score"}),
        ("if True:\n    import math", {"math": "math"}),
        ("def f():\n    import math", {}),
        ("from math import *", {}),
        ("from . import helper", {}),
        ("import math\nmath = 3", {}),
        ("%matplotlib inline\nimport math", {"math": "math"}),
        ("not python (", {}),
    ],
)
def test_imported_names(source, names):
    assert imported_names(source) == names


def test_starred_imports():
    assert star_imports(
        "from math import *\nfrom os.path import *\nfrom cmath import sqrt\nfrom . import *"
    ) == (
        "math",
        "os.path",
    )
    assert star_imports("def f():\n    pass") == () == star_imports("not python (")


def test_functions_that_are_defined_once():
    source = "%matplotlib inline\n@cached\ndef f(x=1):\n    return x\ndef g(): ...\ng = 3\nclass C:\n    def m(self): ..."

    assert defined_functions(source) == {"f": "@cached\ndef f(x=1):\n    return x"}
    assert defined_functions("not python (") == {}
