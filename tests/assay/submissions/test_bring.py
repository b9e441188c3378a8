"""`manage.py bring`: a cohort of another system, with its people, times, notebooks and marks; twice is once."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from assay.accounts.models import User
from assay.cohorts.models import Enrolment, Extension, ScheduledExercise
from assay.submissions.models import GradingJob, ManualMark, Submission
from assay.submissions.operations import bring
from assay.submissions.operations.brought_files import BringRefused
from tests.assay.factories import DUE, NOW, notebook

TABLES = {
    "people.csv": ("student", "first_name", "last_name", "email"),
    "dates.csv": ("exercise", "assignment", "due_at"),
    "handed-in.csv": ("student", "exercise", "assignment", "notebook", "file", "handed_in_at", "due_at"),
    "marks.csv": ("student", "exercise", "question", "points", "extra_credit", "comment"),
}


@pytest.fixture
def folder(tmp_path):
    """Ada was in time, Ben late; Ada has a mark."""
    for name in ("ada", "ben"):
        place = tmp_path / "handed-in" / name / "ps1"
        place.mkdir(parents=True)
        (place / "squares.ipynb").write_bytes(notebook(note=name))
    late, early = (DUE + timedelta(hours=1)).isoformat(), (DUE - timedelta(hours=1)).isoformat()
    write(tmp_path, "people.csv", [["ada", "Ada", "Lovelace", "ada@example.org"], ["ben", "", "", ""]])
    rows = [
        [name, "squares", "ps1", "squares", f"handed-in/{name}/ps1/squares.ipynb", at, ""]
        for name, at in (("ada", early), ("ben", late))
    ]
    write(tmp_path, "handed-in.csv", rows)
    write(tmp_path, "marks.csv", [["ada", "squares", "square-tests", "2.5", "", "Good,\nbut short."]])
    return tmp_path


def write(folder, table, rows):
    with (folder / table).open("w", newline="") as file:
        csv.writer(file).writerows([TABLES[table], *rows])


def brought(folder, cohort, **more):
    return bring(cohort=cohort, folder=folder, by=None, at=NOW, on_progress=lambda *_: None, **more)


def test_it_works(folder, cohort):
    done = brought(folder, cohort)

    assert (done.people, done.submissions, done.marks, done.refused) == (2, 2, 1, [])
    ada = User.objects.get(username="ada")
    assert (ada.get_full_name(), ada.email, ada.has_usable_password()) == (
        "Ada Lovelace",
        "ada@example.org",
        False,
    )
    given = ManualMark.objects.get()
    assert (given.points, given.comment, given.submission.enrolment.user) == (
        Decimal("2.5"),
        "Good,\nbut short.",
        ada,
    )


def test_the_old_time_decides_who_was_late(folder, cohort):
    brought(folder, cohort)

    late = {one.enrolment.user.username: one.is_late for one in Submission.objects.all()}
    assert late == {"ada": False, "ben": True}


def test_notebooks_are_graded_while_nobody_else_waits(folder, cohort):
    brought(folder, cohort)

    assert {(job.lane, job.queued_at) for job in GradingJob.objects.all()} == {("bulk", NOW)}


def test_twice_is_once(folder, cohort):
    brought(folder, cohort)
    again = brought(folder, cohort)

    assert (again.people, again.submissions, again.marks, again.refused) == (0, 0, 0, [])
    assert (Submission.objects.count(), ManualMark.objects.count()) == (2, 1)


def test_a_mark_that_was_changed_here_stays(folder, cohort):
    brought(folder, cohort)
    ManualMark.objects.create(
        submission=ManualMark.objects.get().submission, question="square-tests", number=2, points=1, at=NOW
    )
    brought(folder, cohort)

    assert [one.points for one in ManualMark.objects.order_by("number")] == [Decimal("2.5"), 1]


def test_neither_dates_nor_quotas_keep_old_work_out(folder, cohort):
    cohort.policy = {"attempts_allowed": 1}
    cohort.save()
    ScheduledExercise.objects.filter(cohort=cohort).update(
        opens_at=NOW + timedelta(days=9), due_at=None, closes_at=None
    )

    assert brought(folder, cohort).submissions == 2


def test_old_due_dates_are_taken_where_the_cohort_has_none(folder, cohort):
    ScheduledExercise.objects.filter(cohort=cohort).delete()
    write(folder, "dates.csv", [["squares", "ps1", DUE.isoformat()]])

    assert brought(folder, cohort).dates == 1
    assert ScheduledExercise.objects.get(cohort=cohort).due_at == DUE
    assert Submission.objects.get(enrolment__user__username="ben").is_late


def test_an_extension_that_somebody_had_comes_along(folder, cohort):
    write(folder, "dates.csv", [["squares", "ps1", DUE.isoformat()]])
    until = DUE + timedelta(days=2)
    row = ["ben", "squares", "ps1", "squares", "handed-in/ben/ps1/squares.ipynb"]
    write(folder, "handed-in.csv", [[*row, (DUE + timedelta(days=1)).isoformat(), until.isoformat()]])

    assert brought(folder, cohort).extensions == 1
    assert brought(folder, cohort).extensions == 0
    assert Extension.objects.get().until == until
    assert not Submission.objects.get().is_late


def test_a_notebook_without_a_time_is_in_time(folder, cohort):
    row = ["ada", "squares", "ps1", "squares", "handed-in/ada/ps1/squares.ipynb", "", ""]
    write(folder, "handed-in.csv", [row])

    assert brought(folder, cohort).without_time == 1
    assert not Submission.objects.get().is_late


def test_those_who_teach_keep_their_role_and_people_their_account(folder, cohort, instructor):
    write(folder, "people.csv", [[instructor.user.username, "Other", "Name", ""]])
    write(folder, "handed-in.csv", [])
    write(folder, "marks.csv", [])
    brought(folder, cohort)

    instructor.refresh_from_db()
    assert instructor.role == Enrolment.Role.INSTRUCTOR
    assert instructor.user.first_name != "Other"


def test_what_cannot_be_brought_is_told_and_hinders_nothing(folder, cohort):
    (folder / "handed-in/ada/ps1/squares.ipynb").write_text("{broken")
    write(folder, "people.csv", [["ada", "", "", "no address"], ["ben", "", "", ""], ["a b", "", "", ""]])
    write(
        folder,
        "marks.csv",
        [
            ["ben", "squares", "essay", "1", "", ""],
            ["ben", "squares", "square-tests", "99", "", ""],
            ["ben", "squares", "square-tests", "", "", "Hm."],
            ["zoe", "squares", "square-tests", "1", "", ""],
        ],
    )
    done = brought(folder, cohort)

    assert (done.people, done.submissions, done.marks) == (1, 1, 0)
    told = "\n".join(done.refused)
    for words in (
        "ada: Enter a valid email",
        "a b: ",
        "no such person",
        "no question “essay”",
        "from 0 to",
        "Hm.",
        "zoe",
    ):
        assert words in told


def test_broken_notebooks_are_refused_with_the_sentence_of_an_upload(folder, cohort):
    (folder / "handed-in/ada/ps1/squares.ipynb").write_text("{broken")

    assert brought(folder, cohort).refused[0].startswith("ada, squares: ")
    assert Submission.objects.count() == 1


def test_tables_that_cannot_be_read_are_told_by_line_and_bring_nothing(folder, cohort):
    row = ["ada", "squares", "ps1", "squares"]
    write(
        folder,
        "handed-in.csv",
        [
            [*row, "../../etc/passwd", "", ""],
            [*row, "handed-in/nobody.ipynb", "", ""],
            [*row, "handed-in/ada/ps1/squares.ipynb", "yesterday", ""],
            ["", "squares", "", "", "x", "", ""],
        ],
    )
    write(folder, "marks.csv", [["ada", "squares", "square-tests", "many", "", ""]])
    with pytest.raises(BringRefused) as caught:
        brought(folder, cohort)

    assert str(caught.value).splitlines() == [
        "handed-in.csv:2: `file` leaves the folder.",
        "handed-in.csv:3: There is no file handed-in/nobody.ipynb.",
        "handed-in.csv:4: `handed_in_at` must be a time with its zone, as in 2026-03-01T10:00:00+00:00.",
        "handed-in.csv:5: `student` is missing.",
        "marks.csv:2: `points` must be a number, but is 'many'.",
    ]
    assert not User.objects.filter(username="ada").exists()


def test_the_command_says_what_came(folder, cohort, instructor):
    told = io.StringIO()
    call_command("bring", cohort.slug, str(folder), by=instructor.user.username, stdout=told)

    assert "2 people, 2 notebooks, 1 marks, 0 due dates, 0 extensions" in told.getvalue()
    assert ManualMark.objects.get().by == instructor.user


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere", "{folder}"], "There is no cohort “nowhere”"),
        (["{cohort}", "{folder}/handed-in"], "people.csv: There is none"),
        (["{cohort}", "{folder}", "--by", "zoe"], "There is no person “zoe”"),
    ],
)
def test_the_command_says_what_is_wrong(folder, cohort, words, sentence):
    filled = [word.format(folder=folder, cohort=cohort.slug) for word in words]
    with pytest.raises(CommandError, match=sentence):
        call_command("bring", *filled)
