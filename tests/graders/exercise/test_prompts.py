"""What learners get in the place of a solution: a prompt of the author's, or the stub."""

from __future__ import annotations

import pytest

from tests.graders import folders


@pytest.mark.parametrize(
    ("solution", "released"),
    [
        ("x = 1\n### PROMPT\n# x = ...", "x = ..."),
        ("x = 1\n### PROMPT\n# x = ...  # here\n#\n# # a comment", "x = ...  # here\n\n# a comment"),
        ("x = 1\n### PROMPT", ""),
        ("x = 1\nPROMPT = 3\n'### PROMPT'", "# YOUR CODE HERE\nraise NotImplementedError()"),
    ],
)
def test_it_works(tmp_path, solution, released):
    source = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION\nprint(x)"

    read = folders.read(tmp_path, folders.cell("answer", "a", source))

    assert read.cells[0].released == "\n".join(
        [*released.split("\n"), "print(x)"] if released else ["print(x)"]
    )


def test_a_prompt_keeps_its_indentation(tmp_path):
    source = "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### PROMPT\n    # return ...\n    ### END SOLUTION"

    read = folders.read(tmp_path, folders.cell("answer", "a", source))

    assert read.cells[0].released == "def f():\n    return ..."


def test_a_prompt_of_text_stands_as_it_is(tmp_path):
    source = "### BEGIN SOLUTION\nBecause.\n### PROMPT\n_Here._\n### END SOLUTION"

    read = folders.read(tmp_path, folders.cell("manual", "m", source, points=1))

    assert read.cells[0].released == "_Here._"
