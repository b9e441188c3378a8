"""`graders export`: from a file of reports to files for others."""

from __future__ import annotations

import json

import pytest

from graders.__main__ import main
from graders.report import Ending, SubmissionRef
from tests.graders.exporters import made


@pytest.fixture
def reports(tmp_path):
    """Writes reports as `graders grade --json` does."""

    def write(*given):
        file = tmp_path / "reports.json"
        file.write_text(json.dumps([report.as_dict() for report in given]))
        return str(file)

    return write


def of(file, **values):
    return made.report(submission=SubmissionRef(file=file, sha256="0" * 64), **values)


def test_it_works(reports, tmp_path):
    given = reports(of("in/alice.ipynb"), of("in/bob.ipynb"))
    assert main(["export", "gradescope", given, str(tmp_path / "out")]) == 0
    made_files = sorted(
        str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*.json")
    )
    assert made_files == ["alice/results.json", "bob/results.json"]
    assert json.loads((tmp_path / "out" / made_files[0]).read_bytes())["score"] == 1


def test_tables_go_to_a_file_or_to_standard_output(reports, tmp_path, capsys):
    given = reports(of("alice.ipynb"))
    assert main(["export", "csv", given, "-"]) == 0
    assert capsys.readouterr().out.startswith("file,student,")
    assert main(["export", "nbgrader", given, str(tmp_path / "grades.csv")]) == 0
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"assignment,duedate,")


def test_files_stay_inside_the_folder_and_apart(reports, tmp_path):
    given = reports(of("../../etc/x.ipynb"), of("/etc/x.ipynb"), of("etc/x.py"))
    assert main(["export", "gradescope", given, str(tmp_path / "out")]) == 0
    found = sorted(str(file.relative_to(tmp_path / "out")) for file in tmp_path.rglob("results.json"))
    assert found == ["x-2/results.json", "x-3/results.json", "x/results.json"]


def test_who_was_not_graded_gets_no_zero(reports, tmp_path, capsys):
    given = reports(of("alice.ipynb", ending=Ending.SANDBOX_FAILED))
    assert main(["export", "gradescope", given, str(tmp_path / "out")]) == 1
    assert not list(tmp_path.rglob("results.json"))
    assert "alice.ipynb: no score" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"points": 1}]', "[", '[{"points": "x"}]'])
def test_what_is_no_list_of_reports_is_said(tmp_path, capsys, text):
    file = tmp_path / "reports.json"
    file.write_text(text)
    assert main(["export", "csv", str(file), "-"]) == 2
    assert "graders grade --json" in capsys.readouterr().err


def test_reports_of_another_format(tmp_path, capsys):
    file = tmp_path / "reports.json"
    file.write_text(json.dumps([made.report().as_dict() | {"schema_version": 99}]))
    assert main(["export", "csv", str(file), "-"]) == 2
    assert "format 99" in capsys.readouterr().err


def test_a_missing_file_is_said(tmp_path, capsys):
    assert main(["export", "csv", str(tmp_path / "none.json"), "-"]) == 2
    assert "No such file" in capsys.readouterr().err
