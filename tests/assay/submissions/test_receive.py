"""Taking a file in: what is kept, what is counted, and what is refused with one clear sentence."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from assay.accounts.models import AuditEvent
from assay.catalog.models import Exercise, StoredFile
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import extend
from assay.submissions.models import GradingJob, Submission
from assay.submissions.operations import Refused, claim, fail, receive, refuse_stranger
from tests.assay.factories import CLOSES, DUE, NOW, OPENS, hand_in, make_learner, make_user, notebook


def refusal(enrolment: Enrolment, exercise: Exercise, content: bytes | None = None, **values) -> Refused:
    """The refusal of a hand-in; the test fails where it is taken."""
    given = {
        "enrolment": enrolment,
        "exercise": exercise,
        "file_name": "squares.ipynb",
        "content": notebook() if content is None else content,
        "channel": "page",
        "at": NOW,
        **values,
    }
    with pytest.raises(Refused) as refused:
        receive(**given)
    return refused.value


def test_it_works(learner, exercise):
    submission = hand_in(learner, exercise)

    assert submission.attempt_number == 1
    assert submission.accepted_at == NOW
    assert submission.effective_deadline == DUE
    assert submission.version == exercise.current
    assert bytes(submission.file.content) == notebook()
    assert (submission.job.state, submission.job.lane, submission.job.claim_number) == (
        "queued",
        "interactive",
        0,
    )
    assert AuditEvent.objects.filter(verb="submission.received", object_id=str(submission.pk)).count() == 1


def test_a_worker_is_called_after_the_commit_and_not_before(
    learner, exercise, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []
    monkeypatch.setattr(
        "assay.celery.app.send_task", lambda name, **options: sent.append((name, options["queue"]))
    )
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(learner, exercise)
        assert sent == []
    assert sent == [("submissions.grade", "interactive")]


def test_attempts_are_numbered_for_each_learner(cohort, learner, exercise):
    other = make_learner(cohort)
    numbers = [hand_in(person, exercise, note=note).attempt_number for person, note in
               [(learner, "a"), (other, "a"), (learner, "b")]]  # fmt: skip
    assert numbers == [1, 1, 2]


def test_equal_files_are_kept_once(cohort, learner, exercise):
    hand_in(learner, exercise)
    files = StoredFile.objects.count()
    hand_in(make_learner(cohort), exercise)
    assert StoredFile.objects.count() == files


def test_the_same_key_gives_the_same_submission(learner, exercise):
    first = hand_in(learner, exercise, key="k")
    assert hand_in(learner, exercise, key="k", at=NOW + timedelta(minutes=1)) == first
    assert Submission.objects.count() == GradingJob.objects.count() == 1


def test_a_key_cannot_stand_for_two_files(learner, exercise):
    hand_in(learner, exercise, key="k")
    assert refusal(learner, exercise, notebook("other"), idempotency_key="k").code == "idempotency_key_taken"


def test_a_key_is_its_learners_own(cohort, learner, exercise):
    assert hand_in(learner, exercise, key="k") != hand_in(make_learner(cohort), exercise, key="k")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n", "empty_file"),
        (b"print(1)", "not_json"),
        (b"[1]", "not_a_notebook"),
        (json.dumps({"nbformat": 3, "worksheets": []}).encode(), "old_nbformat"),
        (json.dumps({"nbformat": 4, "cells": []}).encode(), "no_answer_cell"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 500 + b"]" * 500 + b"}", "too_deep"),
        (b" " * (9 << 20) + b"{}", "too_large"),
    ],
)
def test_a_file_that_cannot_be_graded_is_refused(learner, exercise, content, code):
    refused = refusal(learner, exercise, content)

    assert refused.code == code
    assert str(refused).endswith(".")
    assert not Submission.objects.exists()


def zipped(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, notebook())
    return content.getvalue()


SCRIPT = b"# %%\ndef square(x):\n    return x * x\n"


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        (
            "week 1.zip",
            zipped("week 1/squares.ipynb", "__MACOSX/week 1/._squares.ipynb"),
            "taken out of the zip",
        ),
        ("squares.py", SCRIPT, "Python script"),
        ("squares (1) copy.txt", notebook(), ""),
        ("squares.zip", notebook(), ""),
    ],
)
def test_a_notebook_in_another_guise_is_kept_as_it_came(learner, exercise, name, content, note):
    submission = receive(
        enrolment=learner, exercise=exercise, file_name=name, content=content, channel="page", at=NOW
    )

    assert (submission.file_name, bytes(submission.file.content)) == (name, content)
    assert note in " ".join(submission.notes)


def test_a_zip_of_two_notebooks_costs_no_attempt(learner, exercise):
    refused = refusal(learner, exercise, zipped("a.ipynb", "b.ipynb"), file_name="both.zip")

    assert refused.code == "several_notebooks"
    assert hand_in(learner, exercise).attempt_number == 1


def importing(module):
    made = json.loads(notebook())
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": f"import {module}"}
    made["cells"].append(cell)
    return json.dumps(made).encode()


def test_a_module_that_is_missing_is_named_before_an_attempt_is_used(learner, exercise):
    refused = refusal(learner, exercise, importing("xgboost"))

    assert refused.code == "missing_modules"
    assert "“xgboost”, which the environment “ml-base” does not have" in str(refused)
    assert not Submission.objects.exists()


def test_who_knows_of_it_hands_in_all_the_same(learner, exercise):
    submission = receive(
        enrolment=learner,
        exercise=exercise,
        file_name="squares.ipynb",
        content=importing("xgboost"),
        channel="page",
        at=NOW,
        despite_missing_modules=True,
    )

    assert "xgboost" in submission.notes[-1]


def test_a_refusal_leaves_the_audit_line_and_nothing_else(learner, exercise):
    files = StoredFile.objects.count()

    refusal(learner, exercise, b"print(1)")

    line = AuditEvent.objects.get(verb="submission.refused")
    assert (line.actor, line.after["code"]) == (learner.user, "not_json")
    assert "print" not in json.dumps(line.after)
    assert (Submission.objects.count(), GradingJob.objects.count(), StoredFile.objects.count()) == (
        0,
        0,
        files,
    )


def test_not_before_it_opens(learner, exercise):
    refused = refusal(learner, exercise, at=OPENS - timedelta(seconds=1))
    assert (refused.code, refused.retry_at) == ("not_open_yet", OPENS)
    assert "Thu 19 Nov 2026, 12:00 UTC" in str(refused)


def test_the_sentence_tells_the_time_in_the_persons_zone(learner, exercise):
    learner.user.time_zone = "Asia/Tokyo"
    assert "21:00 JST" in str(refusal(learner, exercise, at=OPENS - timedelta(days=1)))


def test_until_the_last_moment_and_not_after_it(learner, exercise):
    hand_in(learner, exercise, at=CLOSES)
    refused = refusal(learner, exercise, notebook("later"), at=CLOSES + timedelta(microseconds=1))
    assert (refused.code, refused.retry_at) == ("closed", None)


def test_an_extension_opens_the_door_again(learner, exercise):
    until = CLOSES + timedelta(days=1)
    extend(enrolment=learner, exercise=exercise, until=until, by=None, at=NOW)
    assert hand_in(learner, exercise, at=until).effective_deadline == until
    assert refusal(learner, exercise, notebook("x"), at=until + timedelta(seconds=1)).code == "closed"


def test_a_retired_exercise_takes_nothing(learner, exercise):
    exercise.retired_at = NOW
    assert refusal(learner, exercise).code == "closed"


def test_an_exercise_without_a_date_in_the_cohort_is_not_open(learner, exercise):
    learner.cohort.schedule.all().delete()
    assert refusal(learner, exercise).code == "not_open_yet"


def test_a_person_who_was_put_out_hands_in_nothing(learner, exercise):
    learner.user.is_active = False
    assert refusal(learner, exercise).code == "not_enrolled"


def test_a_stranger_is_noted_down(exercise):
    user = make_user()
    assert refuse_stranger(user=user, exercise=exercise, at=NOW).code == "not_enrolled"
    assert AuditEvent.objects.get(actor=user).after["code"] == "not_enrolled"


def test_those_who_teach_may_try_before_it_opens(instructor, exercise):
    assert hand_in(instructor, exercise, at=OPENS - timedelta(days=1)).attempt_number == 1


def set_policy(cohort: Cohort, **policy) -> None:
    cohort.policy = policy
    cohort.save()


def test_the_number_of_attempts(learner, exercise):
    set_policy(learner.cohort, attempts_allowed=1)
    hand_in(learner, exercise)
    refused = refusal(learner, exercise, notebook("again"))
    assert (refused.code, refused.retry_at) == ("quota_used", None)
    assert str(refused) == "You have used your one attempt at this exercise."


def test_the_hour_and_the_day_roll_on(learner, exercise):
    set_policy(learner.cohort, per_hour=2, per_day=3)
    for minute in (0, 10):
        hand_in(learner, exercise, at=NOW + timedelta(minutes=minute), note=str(minute))
    refused = refusal(learner, exercise, notebook("c"), at=NOW + timedelta(minutes=20))
    assert (refused.code, refused.retry_at) == ("quota_used", NOW + timedelta(hours=1))
    hand_in(learner, exercise, at=NOW + timedelta(hours=1), note="d")
    refused = refusal(learner, exercise, notebook("e"), at=NOW + timedelta(hours=3))
    assert refused.retry_at == NOW + timedelta(days=1)


def test_the_cool_down(learner, exercise):
    set_policy(learner.cohort, cooldown_seconds=60)
    hand_in(learner, exercise)
    refused = refusal(learner, exercise, notebook("b"), at=NOW + timedelta(seconds=59))
    assert (refused.code, refused.retry_at) == ("cooling_down", NOW + timedelta(seconds=60))
    assert "in 1 second." in str(refused)
    hand_in(learner, exercise, note="b", at=NOW + timedelta(seconds=60))


@pytest.mark.parametrize("state", sorted(GradingJob.COSTS_NOTHING))
def test_what_failed_on_our_side_or_was_no_notebook_costs_no_attempt(learner, exercise, state):
    set_policy(learner.cohort, attempts_allowed=1)
    submission = hand_in(learner, exercise)
    GradingJob.objects.filter(submission=submission).update(state=state)
    assert hand_in(learner, exercise, note="again").attempt_number == 2


def test_the_name_of_the_file_is_made_harmless(learner, exercise):
    submission = receive(
        enrolment=learner,
        exercise=exercise,
        file_name="..\\a/b\0\n" + "x" * 300 + ".ipynb",
        content=notebook(),
        channel="api",
        at=NOW,
    )
    assert submission.file_name.endswith("x.ipynb")
    assert len(submission.file_name) <= 120
    assert submission.file_name.isprintable()


def test_a_broker_that_is_away_loses_nothing(learner, exercise, django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks(execute=True):
        submission = hand_in(learner, exercise)
    assert submission.job.state == "queued"
    assert "wake_up_lost" in caplog.text


def test_a_job_that_failed_thrice_keeps_the_submission(learner, exercise):
    job = hand_in(learner, exercise).job
    for number in (1, 2, 3):
        claim(job_id=job.pk, at=NOW, lease_seconds=60)
        fail(job=job, claim_number=number, reason="gone", at=NOW)
    assert Submission.objects.get().job.state == "platform_failed"
