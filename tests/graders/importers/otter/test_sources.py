"""Zips and folders: what is taken out of them, and what is refused before anything is unpacked."""

from __future__ import annotations

import json
import stat
import zipfile

import pytest

from graders import exercise
from graders.importers import ImportFailed
from graders.importers.otter import import_otter, sources
from tests.graders.importers.otter.building import archive, code, markdown, notebook, ok_file, ran, write

CASE = {"code": ">>> f(1)\n2", "hidden": False}
OTHER = {"code": ">>> f(2)\n3"}


def imported(tmp_path, members, name="autograder.zip"):
    path = tmp_path / name
    path.write_bytes(archive(members))
    result = import_otter(path, tmp_path / "out")
    return result, exercise.read(result.folder)


def refused(tmp_path, content, name="autograder.zip"):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportFailed) as caught:
        import_otter(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    return str(caught.value)


def test_it_works(tmp_path):
    result, read = imported(
        tmp_path,
        {
            "tests/q10.py": ok_file(CASE, name="q10"),
            "tests/q9.py": ok_file(CASE, OTHER, name="q9", points=2),
            "otter_config.json": json.dumps({"seed": 3, "points_possible": 5, "assignment_name": "Homework"}),
            "requirements.txt": "otter-grader==7\nscipy\n",
            "files/data.csv": "x\n1\n",
            "run_autograder": "exit 1",
        },
    )

    assert read.title == "Homework"
    assert [question.name for question in read.questions] == ["q9", "q10"]
    assert read.points == 3
    assert read.hidden_files == ("hidden/data.csv",)
    told = " ".join(result.for_a_person)
    assert all(word in told for word in ("There was no notebook", "scipy", "data.csv", "5 points"))
    assert "otter-grader" not in told


def test_an_answer_without_reference_is_empty_and_sound(tmp_path):
    _, read = imported(tmp_path, {"tests/q1.py": ok_file(CASE)})

    [answer] = [cell for cell in read.cells if cell.kind.is_answered]
    assert "The reference solution of q1 belongs here" in answer.source


def test_a_folder_with_a_notebook_that_checks(tmp_path):
    folder = tmp_path / "dist"
    write(
        folder,
        markdown("# Functions"),
        code("import otter\ngrader = otter.Notebook()"),
        code("import csv\ncsv.reader(open('data.csv'))"),
        code("def f(x):\n    return x + 1"),
        code('grader.check("q1")'),
        code("skipped", tags=["otter_ignore"]),
        code("g = ...", otter={"tests": ["q2"]}),
    )
    folder.joinpath("tests").mkdir()
    folder.joinpath("tests", "q1.py").write_text(ok_file(CASE, OTHER))
    folder.joinpath("tests", "q2.py").write_text(ok_file(CASE, name="q2"))
    folder.joinpath("data.csv").write_text("x")
    folder.joinpath("secret.csv").write_text("x")

    result = import_otter(folder, tmp_path / "out")

    read = exercise.read(result.folder)
    assert [cell.grade_id or cell.source.split("\n")[0] for cell in read.cells] == [
        "otter-examples",
        "# Functions",
        "import csv",
        "q1-answer",
        "q1",
        "g = ...",
        "q2",
    ]
    assert (read.public_files, read.hidden_files) == (("data/data.csv",), ("hidden/secret.csv",))


def test_tests_in_the_metadata_of_a_notebook(tmp_path):
    cells = [code("g = ...", tags=["otter_answer_cell"]), code("grader.check('q1')")]
    spec = {"name": "q1", "suites": [{"cases": [CASE]}]}

    result = import_otter(write(tmp_path, *cells, otter={"tests": {"q1": spec}}), tmp_path / "out")

    assert [cell.grade_id for cell in exercise.read(result.folder).cells][1:] == ["q1-answer", "q1"]
    assert any("no reference solution in 1 of its answer cells" in line for line in result.for_a_person)


def test_a_folder_with_one_master_among_notebooks(tmp_path):
    write(
        tmp_path / "in",
        {"cell_type": "raw", "metadata": {}, "source": "# BEGIN QUESTION\nname: q1"},
        name="master.ipynb",
    )
    write(tmp_path / "in", markdown("x"), name="other.ipynb")

    with pytest.raises(ImportFailed, match=r"master\.ipynb.*never ended"):
        import_otter(tmp_path / "in", tmp_path / "out")


def test_suites_of_ok_client_share_points_evenly_and_need_all_their_cases(tmp_path):
    suites = [{"cases": [CASE, OTHER]}, {"cases": [CASE]}, {"cases": [OTHER], "scored": False}]
    text = f"test = { ({'name': 'lab', 'points': 3, 'suites': suites})!r}"

    _, read = imported(tmp_path, {"tests/lab.py": text})

    parts = next(cell for cell in read.cells if cell.grade_id == "lab").parts
    assert [(part.points, len(part.checks)) for part in parts] == [(1.5, 2), (1.5, 1), (0, 1)]


def test_preparation_comes_before_the_cases_that_need_it(tmp_path):
    text = (
        "OK_FORMAT = False\nname = 'q1'\nsecret = 1\nshown = 2\n"
        "@test_case(hidden=True)\ndef test_a(f):\n    assert f(secret)\n"
        "@test_case()\ndef test_b(f):\n    assert f(shown)\n"
    )

    _, read = imported(tmp_path, {"tests/q1.py": text})

    cell = next(cell for cell in read.cells if cell.grade_id == "q1")
    assert "secret" not in cell.released
    assert "shown = 2" in cell.released
    hidden, visible = cell.parts
    assert "secret = 1" in hidden.checks[0].source
    assert "shown = 2" in visible.checks[0].source


@pytest.mark.parametrize("name", ["../out.py", "/etc/x", "tests/../../x", "C:/x", "tests\\..\\x", "a\nb"])
def test_names_that_leave_the_folder_are_refused(tmp_path, name):
    content = archive({"tests/q1.py": ok_file(CASE), name: "x"})

    told = refused(tmp_path, content)

    assert "leaves the folder" in told or "control characters" in told


def test_a_link_is_refused(tmp_path):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as file:
        member = zipfile.ZipInfo("tests/q1.py")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(member, "/etc/passwd")

    assert "is a link" in refused(tmp_path, path.read_bytes())


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_holds(tmp_path, monkeypatch):
    content = archive({"tests/q1.py": ok_file(CASE), "files/zeros": bytes(3_000_000)})
    assert len(content) < 10_000

    monkeypatch.setattr(sources, "MAX_TOTAL_BYTES", 1 << 20)
    assert "1 MiB together" in refused(tmp_path, content)

    monkeypatch.setattr(sources, "MAX_TOTAL_BYTES", 512 << 20)
    monkeypatch.setattr(sources, "MAX_FILE_BYTES", 1 << 20)
    assert "A file may have 1 MiB here" in refused(tmp_path, content)


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_MEMBERS", 3)

    assert "A zip may hold 3 files" in refused(tmp_path, archive({f"files/{n}": "" for n in range(4)}))


def test_a_zip_cut_off_is_refused(tmp_path):
    content = archive({"tests/q1.py": ok_file(CASE)})

    broken = content[:40] + b"\0" * 20 + content[60:]
    assert "This zip is broken" in refused(tmp_path, broken)


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"readme": "x"}, "nothing to import"),
        ({"tests/q1.py": "import os\ntest = {}"}, "tests/q1.py:1: This file holds code"),
        ({"tests/q1.py": b"\xff\xfe"}, "tests/q1.py: This file is not UTF-8 text."),
        ({"tests/q1.py": ok_file(CASE), "otter_config.json": "{"}, "otter_config.json: This is not JSON."),
        ({"tests/q1.py": ok_file(CASE), "otter_config.json": '{"lang": "r"}'}, "This is an assignment in R"),
        (
            {"tests/q1.py": ok_file(CASE), "tests/q2.py": ok_file(CASE)},
            "The name “q1” is used for another question",
        ),
        (
            {"tests/q1.py": ok_file(CASE, points=[1, 2])},
            "`points` is a list of 2, but there are 1 test cases.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(tmp_path, members, sentence):
    assert sentence in refused(tmp_path, archive(members))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.ipynb", b"", "The file is empty"),
        ("a.ipynb", b"not json", "not a notebook"),
        ("a.ipynb", b"[" * 100_000, "nested"),
        ("a.ipynb", notebook(markdown("x")), "nothing to import"),
        (
            "a.ipynb",
            notebook(ran("x"), kernelspec={"name": "ir", "language": "R"}),
            "This is an assignment in R",
        ),
        ("a.Rmd", b"---", "This is an assignment in R"),
    ],
)
def test_other_files_are_refused(tmp_path, name, content, sentence):
    assert sentence in refused(tmp_path, content, name)


def test_a_folder_that_is_there_is_not_written_over(tmp_path):
    path = tmp_path / "autograder.zip"
    path.write_bytes(archive({"tests/q1.py": ok_file(CASE)}))
    tmp_path.joinpath("out").mkdir()

    with pytest.raises(ImportFailed, match="there already"):
        import_otter(path, tmp_path / "out")


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(ImportFailed, match="There is no such file or folder"):
        import_otter(tmp_path / "missing", tmp_path / "out")
