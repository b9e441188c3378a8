"""`graders import otter`: writes an exercise and tells; refuses what is wrong, with its place."""

from __future__ import annotations

from graders.__main__ import main
from tests.graders.importers.otter.building import question, ran, raw, solution, write


def test_it_works(tmp_path, capsys):
    cells = question(*solution("x = 1 # SOLUTION"), tests=(ran("x", "1"),))
    source = write(tmp_path, raw("# ASSIGNMENT CONFIG\nsolutions_pdf: true"), *cells)

    assert main(["import", "otter", str(source), str(tmp_path / "out"), "--no-trial"]) == 0

    told = capsys.readouterr().out
    assert "carried over: out: “q1”: 1 case" in told
    assert "not carried over: out: `solutions_pdf`" in told
    assert (tmp_path / "out" / "source.ipynb").is_file()


def test_misuse_is_told_and_nothing_written(tmp_path, capsys):
    source = write(tmp_path, raw("# END QUESTION"))

    assert main(["import", "otter", str(source), str(tmp_path / "out"), "--no-trial"]) == 2

    assert "hw.ipynb:6: Cell 1, line 1: A question ends that was not begun." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
