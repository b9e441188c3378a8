"""What the reference solution imports is known from its text."""

from __future__ import annotations

import pytest

from graders.names import imported_names


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
