"""Right answers of many kinds pass their tests, whatever form they take; wrong ones fail, so that passing says something."""

from __future__ import annotations

import pytest

from graders.notebook import from_percent
from graders.report import Verdict
from tests.golden import corpus

LEAST_RIGHT_ANSWERS = 150


@pytest.fixture(scope="session")
def graded(answers_client, tmp_path_factory):
    """A function that grades all batches of one kind of a topic: (question, words, verdict, what was said)."""
    exercises = {
        topic: corpus.as_exercise(topic, tmp_path_factory.mktemp(topic)) for topic in corpus.topics()
    }

    def grade(topic: str, kind: str):
        for batch in corpus.batches(topic, kind):
            report = answers_client.grade(
                exercise=exercises[topic], file_name=f"{topic}.ipynb", content=from_percent(batch.content)
            )
            assert not report.ending.is_platform_fault, report.message
            for question in report.questions:
                if question.name in batch.judged:
                    said = "; ".join(test.message for test in question.tests)
                    yield question.name, batch.judged[question.name], question.verdict, said

    return grade


@pytest.mark.parametrize("topic", corpus.topics())
def test_right_answers_are_right(graded, topic):
    wrong = [each for each in graded(topic, "right") if each[2] is not Verdict.PASSED]

    assert wrong == []


@pytest.mark.parametrize("topic", corpus.topics())
def test_wrong_answers_fail(graded, topic):
    judged = list(graded(topic, "wrong"))

    assert [each for each in judged if each[2] is not Verdict.FAILED] == []


def test_the_corpus_is_large_enough_and_can_fail():
    asked = [question for topic in corpus.topics() for question in corpus.questions(topic)]

    assert sum(len(question.right) for question in asked) >= LEAST_RIGHT_ANSWERS
    assert [
        question.name for question in asked if not (question.test and question.right and question.wrong)
    ] == []
