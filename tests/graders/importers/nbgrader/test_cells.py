"""Cells of every schema and with every misuse, as ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders import release
from graders.exercise import CellKind, read
from graders.importers import ImportFailed
from graders.importers.nbgrader import Delimiters, Options, import_nbgrader
from graders.pool.fake import FakeGrader
from tests.graders import folders
from tests.graders.importers.nbgrader.building import (
    MEAN,
    answer,
    by_hand,
    cell,
    graded,
    notebook,
    read_only,
    task,
    text,
    write,
)


def brought(tmp_path, *cells, **options):
    path = write(tmp_path / "source-of-it", "ps", *cells)
    done = import_nbgrader(
        path, tmp_path / "out", options=Options(**options), grader=FakeGrader(), step=lambda *_: None
    )
    return done.exercises[0]


def exercise(tmp_path, *cells, **options):
    return read(brought(tmp_path, *cells, **options).folder)


def problems(tmp_path, *cells, **options):
    with pytest.raises(ImportFailed) as caught:
        brought(tmp_path, *cells, **options)
    assert not (tmp_path / "out").exists()
    return str(caught.value)


@pytest.mark.parametrize("version", [0, 1, 2, 3])
def test_every_schema_is_understood(tmp_path, version):
    found = exercise(tmp_path, answer("a", "x = 1", version), graded("q", 2.5, "assert x == 1", version))

    assert [(one.name, one.points, one.manual) for one in found.questions] == [("q", 2.5, False)]
    assert [one.nbgrader["schema_version"] for one in found.cells] == [3, 3]


def test_schemas_may_be_mixed_cell_by_cell(tmp_path):
    cells = [graded(f"q{version}", version + 1, "assert True", version) for version in (3, 0, 2, 1)]

    assert [one.points for one in exercise(tmp_path, answer("a", "x = 1", 1), *cells).questions] == [
        4,
        1,
        3,
        2,
    ]


@pytest.mark.parametrize(("points", "becomes"), [("", 0), (-3, 0), (None, 0), ("2.5", 2.5), (7, 7)])
def test_points_of_schema_0_are_mended_as_nbgrader_does(tmp_path, points, becomes):
    assert exercise(tmp_path, graded("q", points, "assert True", 0)).points == becomes


def test_metadata_of_schema_0_without_a_role_is_none(tmp_path):
    found = exercise(tmp_path, cell("x = 1", grade=False, grade_id=""), *MEAN)

    assert found.cells[0].kind is CellKind.PLAIN


def test_what_a_person_marks_is_kept(tmp_path):
    found = exercise(
        tmp_path,
        by_hand("why", 5, "BEGIN SOLUTION\nBecause.\nEND SOLUTION"),
        by_hand("plot", 3, "# plot", "code"),
        task("essay", 2, "Write.\n=== BEGIN MARK SCHEME ===\nsecret\n=== END MARK SCHEME ==="),
        read_only("text", "Read."),
    )

    assert [(one.name, one.points, one.manual) for one in found.questions] == [
        ("why", 5, True),
        ("plot", 3, True),
        ("essay", 2, True),
    ]
    assert "secret" not in release.notebook_bytes(found).decode()
    assert "Because" not in release.notebook_bytes(found).decode()


@pytest.mark.parametrize("leader", ["###", "//", "%", "<!--", "", "#!! "])
def test_any_comment_leader_will_do(tmp_path, leader):
    source = f"def f():\n    {leader}BEGIN SOLUTION\n    return 1\n    {leader} END SOLUTION -->"
    flags: dict[str, Any] = {"grade": False, "solution": True, "locked": False, "grade_id": "a"}
    found = exercise(tmp_path, cell(source, **flags), graded("q", 1, "assert True"))

    assert found.cells[0].released == "def f():\n    # YOUR CODE HERE\n    raise NotImplementedError()"


def test_other_delimiters_of_the_course(tmp_path):
    own = Delimiters(
        begin_solution="<<<", end_solution=">>>", begin_hidden_tests="HIDE", end_hidden_tests="SHOW"
    )
    flags: dict[str, Any] = {"grade": False, "solution": True, "locked": False, "grade_id": "a"}
    found = exercise(
        tmp_path,
        cell("# <<<\nx = 1\n# >>>\ny = 'BEGIN SOLUTION'", **flags),
        graded("q", 1, "assert y\n# HIDE\nassert x == 1\n# SHOW"),
        delimiters=own,
    )

    assert "x = 1" not in found.cells[0].released
    assert "y = 'begin solution'" in found.cells[0].released
    assert [one.visibility for one in found.questions[0].tests] == ["visible", "hidden"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([answer("a", "### BEGIN SOLUTION\nx = 1")], "stands inside the region begun in line 1"),
        ([cell("# BEGIN SOLUTION\nx", solution=True, grade_id="a")], "is never closed"),
        ([cell("# BEGIN SOLUTION\nx\n# END SOLUTION")], "belongs in an answer cell"),
        ([answer("a", "x"), cell("# BEGIN HIDDEN TESTS\nx\n# END HIDDEN TESTS")], "belongs in a test cell"),
        ([read_only("r", "BEGIN MARK SCHEME\nx\nEND MARK SCHEME")], "belongs in a task cell"),
        ([answer("a", "x"), answer("a", "y")], "used more than once"),
        ([cell("x", solution=True, grade_id="")], "`grade_id` must be"),
        ([cell("x", "markdown", grade=True, grade_id="q", points=1)], "cannot be a test cell"),
        ([cell("x", task=True, grade_id="q", points=1)], "must be a markdown cell"),
        ([cell("x", solution=True, grade_id="a", schema_version=9)], "schema version 9"),
        ([graded("q", 1, "assert (")], "not valid Python"),
    ],
)
def test_misuse_is_told_by_cell_and_nothing_is_written(tmp_path, cells, sentence):
    told = problems(tmp_path, text("# T"), *cells)

    assert sentence in told
    assert "ps.ipynb" in told


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    told = problems(
        tmp_path, cell("BEGIN SOLUTION", solution=True, grade_id="a"), cell("x", solution=True, grade_id="?")
    )

    assert [line.split(":")[0] for line in told.splitlines()] == ["ps.ipynb, cell 1", "ps.ipynb, cell 2"]


def test_a_lone_end_is_overlooked_as_in_nbgrader(tmp_path):
    done = brought(tmp_path, answer("a", "x = 1"), graded("q", 1, "### END HIDDEN TESTS\nassert x == 1"))

    assert read(done.folder).questions[0].points == 1
    assert "cell 2: “### END HIDDEN TESTS” has no beginning" in done.for_a_person[0]


def test_hidden_tests_in_an_answer_marked_by_hand_are_left_out(tmp_path):
    source = "x = 1\n### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS"
    done = brought(tmp_path, by_hand("m", 1, source, "code"))

    assert read(done.folder).cells[0].source == "x = 1"
    assert "nbgrader runs none" in done.for_a_person[0]


def test_a_test_cell_without_a_test_gives_its_points_and_is_told(tmp_path):
    done = brought(tmp_path, answer("a", "x = 1"), graded("q", 2, "# look here"))

    assert read(done.folder).points == 2
    assert "everybody earns its 2 points" in done.for_a_person[0]


def test_comments_that_look_like_our_headings_are_comments(tmp_path):
    done = brought(
        tmp_path, graded("q", 3, '# TEST "one" (1 point)\nassert True\n# TEST "two" (1 point)\nassert True')
    )

    assert len(read(done.folder).cells[0].parts) == 1
    assert "taken as comments" in done.for_a_person[0]


def test_attachments_come_along(tmp_path):
    picture = {**text("![a](attachment:a.png)"), "attachments": {"a.png": {"image/png": "AAAA"}}}

    assert exercise(tmp_path, picture, *MEAN).cells[0].attachments == {"a.png": {"image/png": "AAAA"}}


def test_tests_with_magics_wait_for_the_trial(tmp_path):
    done = brought(tmp_path, answer("a", "x = 1"), graded("q", 1, "%timeit -n 1 x\nassert x == 1"))

    assert (done.folder / "exercise.toml").exists()


def test_scoring_and_limits_stand_in_the_settings(tmp_path):
    made = exercise(
        tmp_path, *MEAN, scoring={"stderr_is_failure": True, "impossible_score": "full"}, cell_seconds=90.0
    )

    assert (made.nbgrader.stderr_is_failure, made.nbgrader.impossible_score) == (True, "full")
    assert (made.limits.cell_seconds, made.limits.run_seconds) == (90, 180)


@pytest.mark.parametrize("folder", [folders.SQUARES])
def test_the_release_of_our_own_exercise_has_the_same_questions_and_points(tmp_path, folder):
    own = read(folder)
    path = tmp_path / "own.ipynb"
    path.write_bytes(release.notebook_bytes(own))
    done = import_nbgrader(
        path, tmp_path / "out", options=Options(), grader=FakeGrader(), step=lambda *_: None
    )
    back = read(done.exercises[0].folder)

    assert [(one.name, one.title, one.points, one.manual) for one in back.questions] == [
        (one.name, one.title, one.points, one.manual) for one in own.questions
    ]


_NAMES = st.lists(st.text("abcdefgh-_0123", min_size=1, max_size=8), unique=True, min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(
    names=_NAMES,
    points=st.lists(st.integers(0, 800).map(lambda n: n / 8), min_size=6, max_size=6),
    schema=st.sampled_from([0, 1, 2, 3]),
)
def test_whatever_the_questions_release_and_import_give_them_back(tmp_path_factory, names, points, schema):
    place = tmp_path_factory.mktemp("there-and-back")
    cells = [graded(name, points[index], "assert True", schema) for index, name in enumerate(names)]
    first = exercise(place / "one", answer("the-answer", "x = 1", schema), *cells)
    released = place / "released.ipynb"
    released.write_bytes(release.notebook_bytes(first))
    done = import_nbgrader(
        released, place / "two", options=Options(), grader=FakeGrader(), step=lambda *_: None
    )
    second = read(done.exercises[0].folder)

    assert [(one.name, one.points) for one in second.questions] == [
        (one.name, one.points) for one in first.questions
    ]
    assert sum(one.points for one in first.cells) == sum(points[: len(names)])


def test_a_notebook_is_read_whatever_its_encoding(tmp_path):
    path = tmp_path / "ps.ipynb"
    path.write_bytes(notebook(text("# Größe"), *MEAN).replace("\\u00f6", "ö").encode("utf-16"))
    done = import_nbgrader(
        path, tmp_path / "out", options=Options(), grader=FakeGrader(), step=lambda *_: None
    )

    assert read(done.exercises[0].folder).title.startswith("Gr")
