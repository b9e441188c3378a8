"""Modules that the environment lacks are named before anything runs; what may be prepared for that is not."""

from __future__ import annotations

import json
import subprocess
import tomllib

import pytest

from graders.pool import environments
from tests.graders import folders

INSTALLED = (
    "import importlib.metadata, json\n"
    "print(json.dumps([name for name in importlib.metadata.packages_distributions() if name.isidentifier() and name[0] != '_']))"
)


@pytest.fixture
def missing(handed_out, plan):
    """What a notebook with this cell imports and nobody has."""

    def find(source):
        handed_out["cells"].append(folders.code(source))
        return plan(handed_out).missing_modules

    return find


def test_it_works(handed_out, plan):
    handed_out["cells"].append(
        folders.code("import xgboost as xgb\nfrom tensorflow.keras import layers\nimport numpy")
    )

    matched = plan(handed_out)

    assert matched.missing_modules == ("xgboost", "tensorflow")
    assert matched.notes[-1] == (
        "This notebook imports “xgboost”, “tensorflow”, which the environment “ml-base” does not have: "
        "cells that need it will fail."
    )


@pytest.mark.parametrize(
    "source",
    [
        "import json, numpy as np, sklearn.metrics\nfrom PIL import Image\nfrom mpl_toolkits import mplot3d",
        "try:\n    import xgboost\nexcept ImportError:\n    xgboost = None",
        "def train():\n    import xgboost",
        "if False:\n    import xgboost",
        "from . import xgboost\nfrom .xgboost import x",
        "%%writefile helper.py\nx = 1",
        "from data import numbers\nimport data.numbers",
        "from google.colab import drive\nimport kaggle_secrets\nimport otter",
        "# import xgboost",
        "import xgboost (",
        "%pip install xgboost",
    ],
)
def test_what_is_there_or_may_not_run_is_left_alone(missing, source):
    assert missing(source) == ()


def test_a_module_that_a_cell_writes_is_there(handed_out, plan):
    handed_out["cells"] += [folders.code("%%writefile helper.py\nx = 1"), folders.code("import helper")]

    assert plan(handed_out).missing_modules == ()


def test_text_is_not_read(handed_out, plan):
    handed_out["cells"].append(folders.text("import xgboost"))

    assert plan(handed_out).missing_modules == ()


@pytest.mark.parametrize("name", environments.names())
def test_the_list_is_what_is_installed(name):
    listed = tomllib.loads((environments.DEFINITIONS / name / "environment.toml").read_text())["modules"]
    python = environments.locate(name=name).python
    found = subprocess.run([python, "-I", "-c", INSTALLED], capture_output=True, text=True, check=True).stdout

    assert sorted(json.loads(found)) == sorted(listed)
