"""Quizzes in a terminal: begin one, import one, check one."""

from __future__ import annotations

import json

import pytest

from graders.__main__ import main
from graders.check.quiz import Printed, check
from graders.quiz import read_quiz

FAIR = """title: T
questions:
  - {id: q, type: numeric, text: How many?, answer: 2, explanation: One and one.}
"""
UNFAIR = FAIR.replace("How many?", "'How many? ![](curve.png)'")
BROKEN = "title: T\nquestions:\n  - {id: q, type: numerik}\n"


def _quiz(folder, text=FAIR):
    folder.mkdir(exist_ok=True)
    path = folder / "quiz.yaml"
    path.write_text(text)
    return path


def test_a_fair_quiz_ends_with_0_and_a_row_for_each_question(tmp_path, capsys):
    path = _quiz(tmp_path)
    assert main(["check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert f"{path}: fit to publish" in shown
    assert shown.splitlines()[2].split() == ["q", "numeric", "1", "1"]


def test_an_unfair_one_ends_with_1_and_says_why(tmp_path, capsys):
    assert main(["check", str(_quiz(tmp_path, UNFAIR))]) == 1
    shown = capsys.readouterr().out
    assert "not fit to publish" in shown
    assert "unfair: " in shown and "has no words for who cannot see it" in shown


def test_a_broken_one_ends_with_2_and_every_problem(tmp_path, capsys):
    first, second = _quiz(tmp_path / "a", BROKEN), _quiz(tmp_path / "b", "title: [")
    assert main(["check", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert f"{first}:3: `numerik` is not a type of question; did you mean `numeric`?" in told
    assert f"{second}:1: This is not valid YAML" in told
    assert "the quiz has 2 problems" in told


@pytest.mark.parametrize("words", [["nowhere.yaml"], ["."], ["folder"]])
def test_where_there_is_nothing_it_says_so(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["check", *words]) == 2
    assert capsys.readouterr().err


def test_findings_can_be_had_as_json(tmp_path):
    path = _quiz(tmp_path, UNFAIR)
    main(["check", str(path), "--json", str(tmp_path / "found.json")])
    (found,) = json.loads((tmp_path / "found.json").read_text())
    assert (found["kind"], found["is_fair"], found["findings"][0]["rule"]) == ("quiz", False, "alt_text")


def test_a_new_quiz_is_fit_to_publish(tmp_path, capsys):
    assert main(["new", str(tmp_path / "week"), "--kind", "quiz"]) == 0
    text = (tmp_path / "week/quiz.yaml").read_text()
    checked = check(
        read_quiz(text, name="quiz.yaml"), name="quiz.yaml", run=lambda _: Printed(output="[2, 3]\n")
    )
    assert checked.findings == ()
    assert "Next: change it" in capsys.readouterr().out


def test_the_line_for_editors_leads_to_the_schema(tmp_path):
    main(["new", str(tmp_path / "week"), "--kind", "quiz"])
    first = (tmp_path / "week/quiz.yaml").read_text().splitlines()[0]
    assert (tmp_path / "week" / first.partition("$schema=")[2]).resolve().name == "quiz.schema.json"


def test_nothing_is_written_over(tmp_path, capsys):
    path = _quiz(tmp_path)
    (tmp_path / "bank.gift").write_text("Q{T}")
    assert main(["new", str(tmp_path), "--kind", "quiz"]) == 2
    assert main(["import", "gift", str(tmp_path / "bank.gift"), str(tmp_path)]) == 2
    assert path.read_text() == FAIR
    assert capsys.readouterr().err.count("is there already") == 2


def test_an_import_writes_a_quiz_and_says_what_needs_a_person(tmp_path, capsys):
    (tmp_path / "bank.gift").write_text("::One:: Which? {=a ~%50%b}\n\n::Two:: Write. {}\n")
    assert main(["import", "gift", str(tmp_path / "bank.gift"), str(tmp_path / "week")]) == 0
    shown = capsys.readouterr().out
    assert "not carried over, line 3: “Two”. Essays are marked by hand" in shown
    assert "needs a person, line 1: “One”. “b” earned 50 %" in shown
    assert "1 of 2 questions carried over, 1 of them need a look." in shown
    assert read_quiz((tmp_path / "week/quiz.yaml").read_text(), name="q").questions[0].id == "one"


def test_a_file_that_cannot_be_imported_leaves_nothing(tmp_path, capsys):
    (tmp_path / "bank.gift").write_text("Q{=a")
    assert main(["import", "gift", str(tmp_path / "bank.gift"), str(tmp_path / "week")]) == 2
    assert main(["import", "gift", str(tmp_path / "none.gift"), str(tmp_path / "week")]) == 2
    told = capsys.readouterr().err
    assert "bank.gift:1: The answers are never closed" in told
    assert "none.gift cannot be read: No such file or directory" in told
    assert not (tmp_path / "week").exists()
