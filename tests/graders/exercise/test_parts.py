"""Test cells: parts, visible and hidden regions, points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graders.report import Visibility
from tests.graders import folders

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


def parts_of(tmp_path, source, points=2):
    return folders.read(tmp_path, folders.cell("test", "t", source, points=points)).cells[0].parts


def test_it_works_without_parts(tmp_path):
    [part] = parts_of(tmp_path, "assert a\n" + HIDDEN.format("assert b"))

    assert [check.visibility for check in part.checks] == [Visibility.VISIBLE, Visibility.HIDDEN]
    assert part.points == 2


def test_a_cell_with_one_region_is_one_check_of_the_whole_cell(tmp_path):
    [part] = parts_of(tmp_path, HIDDEN.format("assert a\n1.5"))

    assert [(check.visibility, check.whole_cell) for check in part.checks] == [(Visibility.HIDDEN, True)]


def test_parts_have_titles_points_hints_and_categories(tmp_path):
    source = '# TEST "In sight" (0.5 points)\nassert a\n' + HIDDEN.format(
        '## TEST "Out of sight" (1.5 points) [hint: what is len([])?] [category: edge cases]\nassert b'
    )

    first, second = parts_of(tmp_path, source)

    assert (first.title, first.points, first.hint, first.category) == (
        "In sight",
        Decimal("0.5"),
        "",
        "correctness",
    )
    assert (second.title, second.points) == ("Out of sight", Decimal("1.5"))
    assert (second.hint, second.category) == ("what is len([])?", "edge cases")
    assert second.checks[0].visibility is Visibility.HIDDEN


def test_points_not_given_are_shared_out(tmp_path):
    source = '# TEST "a" (1 point)\nassert a\n# TEST "b"\nassert b\n# TEST "c"\nassert c'

    assert [part.points for part in parts_of(tmp_path, source, points=2)] == [
        1,
        Decimal("0.5"),
        Decimal("0.5"),
    ]


def test_lines_of_a_check_are_those_of_the_cell(tmp_path):
    source = '# TEST "a" (1 point)\nassert a\n\n' + HIDDEN.format('# TEST "b" (1 point)\nassert b')

    _, second = parts_of(tmp_path, source)

    lines = source.split("\n")
    [check] = second.checks
    assert lines[check.first_line - 1 + check.source.split("\n").index("assert b")] == "assert b"


def test_imports_before_a_hidden_region_are_no_test_of_their_own(tmp_path):
    [part] = parts_of(tmp_path, "import math\n" + HIDDEN.format("assert math.pi"))

    [check] = part.checks
    assert check.visibility is Visibility.HIDDEN
    assert check.source.startswith("import math\n")


def test_a_hidden_region_inside_a_block_runs_with_the_block(tmp_path):
    source = "for x in [1]:\n    assert x\n    ### BEGIN HIDDEN TESTS\n    assert secret(x)\n    ### END HIDDEN TESTS"

    [part] = parts_of(tmp_path, source)

    visible, hidden = part.checks
    assert "secret" not in visible.source
    assert (visible.visibility, hidden.visibility) == (Visibility.VISIBLE, Visibility.HIDDEN)
    compile(hidden.source, "hidden", "exec")


def test_an_ordinary_comment_is_no_part(tmp_path):
    assert len(parts_of(tmp_path, "# TEST that it works\nassert a")) == 1


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        (
            '# TEST "a" (1 point)\nassert a\n# TEST "b" (2 points)\nassert b',
            1,
            "The parts sum to 3 points, but the cell is worth 2.",
        ),
        ('# TEST "a" (many)\nassert a', 1, "not of the form"),
        ('# TEST "a" (2 points)\n# nothing', 1, "has no code"),
        ("# nothing", 1, "has no code"),
        ("assert a\nassert (", 2, "not valid Python"),
        ("assert a\n### BEGIN HIDDEN TESTS\nassert b", 2, "is never closed"),
        ("assert a\n### END HIDDEN TESTS", 2, "without a `BEGIN HIDDEN TESTS`"),
        (HIDDEN.format("### BEGIN HIDDEN TESTS\nassert b"), 2, "stands inside the region"),
        ("### BEGIN SOLUTION\nassert a\n### END SOLUTION", 1, "belongs in an answer cell"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, source, line, told):
    header = (
        "# %%"
        ' nbgrader={"grade": true, "grade_id": "t", "locked": true, "points": 2, "schema_version": 3, "solution": false}\n'
    )
    (tmp_path / "exercise.toml").write_text('title = "T"')
    (tmp_path / "source.py").write_text("# %% [markdown]\n# Text\n\n" + header + source + "\n")
    from graders.exercise import ExerciseError, read

    with pytest.raises(ExerciseError) as caught:
        read(tmp_path)

    [problem] = [problem for problem in caught.value.problems if told in problem.sentence]
    assert (problem.file, problem.line) == ("source.py", 4 + line)


MAGICS = "total = 1\n%time total += 1\n" + HIDDEN.format("assert total == 2")
CELL_MAGIC = "%%capture said\nprint(1)\n" + HIDDEN.format("assert said")


def test_magics_need_the_learners_process(tmp_path):
    [problem] = folders.problems(tmp_path, folders.cell("test", "t", MAGICS, points=1))

    assert "need `isolation" in problem
    assert problem.startswith(f"source.ipynb:{_line_of_source(tmp_path) + 1}: ")


def _line_of_source(folder):
    lines = (folder / "source.ipynb").read_text().split("\n")
    return next(number for number, line in enumerate(lines, start=1) if '"source"' in line)


@pytest.mark.parametrize(("source", "hidden"), [(MAGICS, "assert total == 2"), (CELL_MAGIC, "assert said")])
def test_magics_in_shared_tests_are_split_like_any_other(tmp_path, source, hidden):
    settings = 'title = "T"\nisolation = "shared"\n'

    [part] = (
        folders.read(tmp_path, folders.cell("test", "t", source, points=1), settings=settings).cells[0].parts
    )

    assert [check.visibility for check in part.checks] == [Visibility.VISIBLE, Visibility.HIDDEN]
    assert part.checks[0].source.startswith(source.split("\n")[0])
    assert part.checks[1].source.strip() == hidden


def test_praise_stands_beside_the_hint(tmp_path):
    [part] = parts_of(tmp_path, '# TEST "a" (2 points) [hint: look] [success: well done]\nassert a')

    assert (part.hint, part.success) == ("look", "well done")


def test_a_cell_may_give_all_or_nothing(tmp_path):
    source = '# ALL OR NOTHING\n# TEST "a" (1 point)\nassert a\n# TEST "b" (1 point)\nassert b'

    read = folders.read(tmp_path, folders.cell("test", "t", source, points=2))

    assert read.cells[0].all_or_nothing
    assert [part.points for part in read.cells[0].parts] == [1, 1]
