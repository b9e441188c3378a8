"""A Python script in the place of a notebook: with marks of jupytext, VS Code or nbconvert, or without any."""

from __future__ import annotations

import pytest

from graders.exercise import Limits
from graders.notebook import InvalidNotebook, read

LIMITS = Limits()
NOTE = "The file is a Python script; it was read as a notebook."


def cells(text, name="mine.py"):
    return [(cell.cell_type, cell.source) for cell in read(text.encode(), name, LIMITS).cells]


def test_it_works():
    text = "# %% [markdown]\n# # Title\n#\n# Text\n\n# %%\nx = 1\n\n# %% A title\ny = 2\n"

    assert cells(text) == [("markdown", "# Title\n\nText"), ("code", "x = 1"), ("code", "y = 2")]
    assert read(text.encode(), "mine.py", LIMITS).notes == (NOTE,)


def test_marks_keep_their_grade_id():
    text = '# %% nbgrader={"grade_id": "square", "solution": true}\nx = 1\n'

    assert read(text.encode(), "x.py", LIMITS).cells[0].grade_id == "square"


@pytest.mark.parametrize("name", ["mine.txt", "mine", "mine.ipynb"])
def test_marks_tell_a_script_by_any_name(name):
    assert cells("# %%\nx = 1\n", name) == [("code", "x = 1")]


def test_an_exported_script_is_split_at_its_numbers():
    text = "#!/usr/bin/env python\n# coding: utf-8\n\n# # Title\n\n# In[1]:\n\n\nx = 1\n\n\n# In[ ]:\n\n\ny = 2\n"

    assert cells(text) == [("code", "x = 1"), ("code", "y = 2")]


def test_without_marks_it_is_one_cell():
    assert cells('"""Title"""\nx = 1\n') == [("code", '"""Title"""\nx = 1')]


def test_code_above_the_first_mark_is_a_cell():
    assert cells("import math\n\n# %%\nx = 1\n") == [("code", "import math"), ("code", "x = 1")]


def test_magics_run_again():
    text = "# %%\n# %matplotlib inline\n# !ls\n# %%time\n# 5 % 3\n# !\nx = 1\n"

    assert cells(text) == [("code", "%matplotlib inline\n!ls\n%%time\n# 5 % 3\n# !\nx = 1")]


def test_windows_line_ends_are_read():
    assert cells("# %%\r\nx = 1\r\n# %%\r\ny = 2\r\n") == [("code", "x = 1"), ("code", "y = 2")]


def test_a_notebook_stays_a_notebook_under_any_name():
    assert cells('{"nbformat": 4, "cells": [{"cell_type": "code", "source": "# %%"}]}') == [("code", "# %%")]


@pytest.mark.parametrize("text", ["print('hello')", "# %matplotlib inline\nprint(1)", "# In [brackets]"])
def test_text_without_marks_under_another_name_is_refused(text):
    with pytest.raises(InvalidNotebook, match="not a notebook"):
        read(text.encode(), "mine.ipynb", LIMITS)


def test_cells_are_bounded_before_they_are_made():
    with pytest.raises(InvalidNotebook, match="300000 cells") as caught:
        read(b"#%%\n" * 300_000, "mine.py", LIMITS)

    assert caught.value.code == "too_many_cells"
