"""Before the close no page, no answer of the API, no log and no file holds anything of the private rows.

The private value is made one that nothing else is, and looked for everywhere; the control finds it after the close.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from assay.accounts.tokens import create
from assay.submissions.models import Score
from tests.assay.factories import CLOSES, NOW, make_learner
from tests.assay.predictions.conftest import hand_in, predictions

PRIVATE = "0.9167"
AFTER = CLOSES + timedelta(minutes=1)


@pytest.fixture
def submission(learner, exercise):
    submission = hand_in(learner, exercise, predictions(private_errors=1))
    assert Score.objects.get().report["prediction"]["private"] == float(PRIVATE)
    return submission


def pages(cohort, exercise, submission):
    place = [cohort.slug, exercise.slug]
    return {
        "exercise": reverse("submissions:exercise", args=place),
        "result": reverse("submissions:result", args=[submission.pk]),
        "live": reverse("submissions:live", args=[submission.pk]),
        "download": reverse("submissions:download", args=[submission.pk]),
        "release": reverse("submissions:release", args=place),
        "board": reverse("leaderboard:predictions", args=place),
        "cohort board": reverse("leaderboard:board", args=[cohort.slug]),
        "course": reverse("cohorts:course", args=[cohort.slug]),
        "dashboard": reverse("progress:dashboard", args=[cohort.slug]),
    }


def addresses(cohort, exercise, submission):
    return {
        "submission": reverse("api:submission", args=[submission.pk]),
        "exercises": reverse("api:exercises"),
        "progress": reverse("api:progress"),
        "board": reverse("api:metric-board", args=[cohort.slug, exercise.slug]),
        "cohort board": reverse("api:leaderboard", args=[cohort.slug]),
    }


def read(client, wanted, **headers):
    answers = {name: client.get(address, **headers) for name, address in wanted.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(wanted, 200)
    return {name: answer.content.decode(errors="replace") for name, answer in answers.items()}


def everything(client, learner, exercise, submission, at):
    with time_machine.travel(at, tick=False):
        client.force_login(learner.user)
        shown = read(client, pages(learner.cohort, exercise, submission))
        client.logout()
        _, secret = create(user=learner.user, expires_at=at + timedelta(hours=1))
        headers = {"HTTP_AUTHORIZATION": f"Token {secret}"}
        return shown, read(client, addresses(learner.cohort, exercise, submission), **headers)


def test_nothing_before_the_close(client, learner, exercise, submission, caplog, capfd):
    shown, answers = everything(client, learner, exercise, submission, NOW)

    told = {**shown, **{f"api {name}": text for name, text in answers.items()}}
    assert [name for name, text in told.items() if PRIVATE in text or "0.65" in text] == []
    assert PRIVATE not in caplog.text + "".join(capfd.readouterr())
    assert '"private":null' in answers["submission"]


def test_the_control_finds_it_afterwards(client, learner, exercise, submission):
    shown, answers = everything(client, learner, exercise, submission, AFTER)

    assert {name for name, text in shown.items() if PRIVATE in text} == {
        "exercise",
        "result",
        "live",
        "board",
    }
    assert {name for name, text in answers.items() if PRIVATE in text} == {"submission", "board"}


def test_another_learner_sees_the_public_value_alone(client, learner, exercise, submission):
    other = make_learner(learner.cohort)
    client.force_login(other.user)
    with time_machine.travel(NOW, tick=False):
        board = client.get(reverse("leaderboard:predictions", args=[learner.cohort.slug, exercise.slug]))

    assert learner.alias in board.content.decode()
    assert PRIVATE not in board.content.decode()


def test_labels_are_in_no_answer(client, learner, exercise, submission):
    shown, answers = everything(client, learner, exercise, submission, AFTER)

    assert not [name for name, text in {**shown, **answers}.items() if "C03,yes" in text]
