"""Following a submission: where it stands first, then each step, over one subscription for all."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async

from assay import broker
from assay.submissions.events import DONE, publish, subscribe
from assay.submissions.hub import Hub
from assay.submissions.models import GradingJob
from tests.assay.factories import hand_in

pytestmark = pytest.mark.django_db(transaction=True)
STEP = {"stage": "running", "step": "cell", "done": 7, "total": 19}


@pytest.fixture
def submission(learner, exercise):
    return hand_in(learner, exercise)


@sync_to_async
def set_state(state: str) -> None:
    GradingJob.objects.update(state=state)


async def next_of(follower):
    async with asyncio.timeout(10):
        return await anext(follower)


async def test_it_works(valkey, submission):
    follower = subscribe(submission.pk)
    assert await next_of(follower) == {"stage": "queued", "ahead": 0, "estimate_seconds": 1}

    await set_state("running")
    await asyncio.to_thread(publish, submission_id=submission.pk, event=STEP)
    assert await next_of(follower) == STEP

    await set_state("graded")
    await asyncio.to_thread(publish, submission_id=submission.pk, event=DONE)
    assert await next_of(follower) == DONE
    with pytest.raises(StopAsyncIteration):
        await next_of(follower)
    assert not Hub.of_running_loop().is_listening


async def test_who_comes_late_is_told_the_last_step(valkey, submission):
    await set_state("running")
    publish(submission_id=submission.pk, event=STEP)
    follower = subscribe(submission.pk)
    assert await next_of(follower) == STEP
    await follower.aclose()


async def test_a_finished_one_says_so_at_once(valkey, submission):
    await set_state("graded")
    assert [event async for event in subscribe(submission.pk)] == [DONE]


async def test_many_follow_over_one_subscription(valkey, submission):
    followers = [subscribe(submission.pk) for _ in range(20)]
    for follower in followers:
        await next_of(follower)
    await set_state("running")

    assert broker.client().pubsub_numpat() == 1
    publish(submission_id=submission.pk, event=STEP)

    assert [await next_of(follower) for follower in followers] == [STEP] * 20
    for follower in followers:
        await follower.aclose()


async def test_waiting_may_be_interrupted_for_a_heartbeat(valkey, submission):
    follower = subscribe(submission.pk)
    await next_of(follower)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await anext(follower)
    await set_state("running")
    publish(submission_id=submission.pk, event=STEP)
    assert await next_of(follower) == STEP
    await follower.aclose()


async def test_without_redis_every_change_of_state_still_arrives(submission):
    follower = subscribe(submission.pk)
    assert (await next_of(follower))["stage"] == "queued"
    await set_state("running")
    assert (await next_of(follower))["stage"] == "running"
    await set_state("graded")
    assert await next_of(follower) == DONE
    await follower.aclose()


async def test_another_submissions_steps_are_not_heard(valkey, submission, learner, exercise):
    other = await sync_to_async(hand_in)(learner, exercise, note="other")
    follower = subscribe(submission.pk)
    await next_of(follower)
    await set_state("running")
    publish(submission_id=other.pk, event={**STEP, "done": 1})
    publish(submission_id=submission.pk, event=STEP)
    assert await next_of(follower) == STEP
    await follower.aclose()
