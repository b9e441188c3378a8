"""What the client makes of a pool's words, true, broken or forged."""

from __future__ import annotations

import io
import json
import os
import tarfile
from dataclasses import replace

import pytest

from graders import exercise, release
from graders.pool.client import PoolClient
from graders.pool.sentences import NOTES
from graders.report import Ending, Progress, Verdict
from graders.runner.limits import CELL_LIMITS, CELL_REMARKS
from tests.graders import folders
from tests.graders.pool.scripted import Stage, Vanished, scripted_pool

COUNT = 7  # checks in the exercise


@pytest.fixture(scope="module")
def squares():
    return exercise.read(folders.SQUARES)


def passed(stage: Stage, verdict="passed", numbers=range(COUNT)):
    stage.tests({"event": "ready"})
    for number in numbers:
        stage.tests(
            {"event": "test_started", "test": number}, {"event": "test", "test": number, "verdict": verdict}
        )


def honest(stage: Stage) -> None:
    stage.say(event="forked")
    stage.learner(
        {"event": "cell_started", "position": 1}, {"event": "cell_done", "position": 1, "execution_count": 1}
    )
    passed(stage)
    stage.learner({"event": "finished"})
    stage.tests({"event": "finished"})
    stage.end()


def grade(squares, *scripts, steps=None, **greeting):
    with scripted_pool(*scripts, **greeting) as pool:
        report = PoolClient(pool.socket).grade(
            exercise=squares,
            file_name="mine.ipynb",
            content=release.notebook_bytes(squares),
            **({} if steps is None else {"on_progress": steps.append}),
        )
        return report, pool.requests


def content_of(descriptor):
    return os.pread(descriptor, 1 << 20, 0)


def verdicts(report):
    return [test.verdict for question in report.questions for test in question.tests][:COUNT]


def test_it_works(squares):
    steps: list[Progress] = []

    report, _ = grade(squares, honest, steps=steps)

    assert (report.ending, report.points, report.launcher) == (Ending.COMPLETED, 9.0, "scripted")
    assert (report.wall_seconds, report.cpu_seconds, report.peak_memory_mib) == (0.5, 0.25, 7.5)
    assert [step.stage for step in steps] == ["matched", "cell", *["test"] * COUNT]
    assert (steps[-1].done, steps[-1].total, steps[-1].passed) == (COUNT, COUNT, COUNT)


def test_a_bad_file_never_reaches_the_pool(squares, tmp_path):
    report = PoolClient(tmp_path / "nowhere").grade(exercise=squares, file_name="x", content=b"no")

    assert report.ending is Ending.INVALID_NOTEBOOK


def test_without_a_pool_it_is_our_fault(squares, tmp_path):
    report = PoolClient(tmp_path / "nowhere").grade(
        exercise=squares, file_name="x", content=release.notebook_bytes(squares)
    )

    assert report.ending is Ending.SANDBOX_FAILED
    assert "our fault" in report.message
    assert report.questions == ()


def test_the_reference_is_run_once_for_a_version(squares):
    with scripted_pool(honest) as pool:
        client = PoolClient(pool.socket)
        for _ in range(3):
            client.grade(exercise=squares, file_name="x", content=release.notebook_bytes(squares))

        assert pool.requests == 1 + 3


def test_a_prepared_version_needs_no_run_of_the_reference(squares):
    with scripted_pool(honest) as pool:
        client = PoolClient(pool.socket)
        client.prepare(exercise=squares)
        client.grade(exercise=squares, file_name="x", content=release.notebook_bytes(squares))

        assert pool.requests == 1 + 1


def test_shared_tests_are_marked_and_need_no_run_of_the_reference(squares):
    report, requests = grade(replace(squares, isolation="shared"), honest)

    assert (report.isolation, report.points, requests) == ("shared", 9.0, 1)
    assert "can read them and their data" in report.warnings[0]


def test_separate_tests_have_nothing_to_warn_of(squares):
    report, _ = grade(squares, honest)

    assert (report.isolation, report.warnings) == ("separate", ())


def test_limits_that_cells_met_are_noted_once_each(squares):
    def script(stage):
        stage.say(event="forked")
        for position, met in ((1, ["open_files", "rich_mib"]), (3, ["open_files", 7, [], "unheard-of"])):
            stage.learner({"event": "cell_done", "position": position, "met": met})
        stage.learner({"event": "cell_done", "position": 3, "met": ["tasks"]})
        honest(stage)

    report, _ = grade(squares, honest, script)

    assert report.notes == (
        "The notebook showed more than 4 MiB of plots and tables; what did not fit was left out.",
        "Cells 1 and 2 needed more than 256 open files at a time.",
    )


def test_there_is_a_sentence_for_each_limit_and_each_remark_of_a_cell():
    assert NOTES.keys() == set(CELL_LIMITS + CELL_REMARKS)


def test_a_reason_for_a_part_of_the_points_is_told_once(squares):
    def script(stage):
        stage.say(event="forked")
        stage.tests({"event": "ready"})
        texts = dict.fromkeys(("message", "reason"), "half of it")
        stage.tests({"event": "test", "test": 2, "verdict": "partial", "value": 0.5, **texts})
        stage.learner({"event": "finished"})
        stage.end()

    report, _ = grade(squares, honest, script)

    assert report.questions[1].tests[0].message == "half of it"


def test_what_the_tests_need_of_the_reference_is_told_to_them(squares):
    told = []

    def reference(stage):
        stage.tests({"event": "precedent", "test": 1, "need": "calls .push"})
        honest(stage)

    def run(stage):
        with tarfile.open(fileobj=io.BytesIO(content_of(stage.test_job))) as archive:
            described = archive.extractfile("job.json")
            assert described is not None
            told.append(json.load(described)["precedents"])
        honest(stage)

    grade(squares, reference, run)

    assert told == [{str(test): ["calls .push"] if test == 1 else [] for test in range(len(told[0]))}]


def test_a_reference_that_was_cut_short_is_run_again(squares):
    def cut_short(stage):
        stage.say(event="forked")
        stage.tests({"event": "ready"})
        stage.learner({"event": "finished"})
        stage.end()

    with scripted_pool(cut_short, honest, honest, honest, honest) as pool:
        client = PoolClient(pool.socket)
        for _ in range(3):
            client.grade(exercise=squares, file_name="x", content=release.notebook_bytes(squares))

        assert pool.requests == 2 + 2 + 1


def test_what_the_reference_changes_is_told_to_the_tests(squares):
    told = []

    def reference(stage):
        stage.tests({"event": "changed_argument", "function": "sort", "argument": 0})
        honest(stage)

    def run(stage):
        with tarfile.open(fileobj=io.BytesIO(content_of(stage.test_job))) as archive:
            described = archive.extractfile("job.json")
            assert described is not None
            told.append(json.load(described)["changed_arguments"])
        honest(stage)

    grade(squares, reference, run)

    assert told == [{"sort": [0]}]


def test_the_learners_job_holds_nothing_secret(squares):
    jobs: list[bytes] = []

    def keep(stage):
        jobs.extend(content_of(descriptor) for descriptor in (stage.learner_job, stage.test_job))
        honest(stage)

    grade(squares, honest, keep)

    for secret in (b"11,121", b"hidden/secret.csv", b"what is len", b"x * x"):
        assert secret not in jobs[0]
    assert b"11,121" in jobs[1], "the control: the test job does hold it"
    assert b"n\n1\n2" in jobs[0], "and public data goes to both"


def vanish(stage):
    stage.say(event="forked")
    raise Vanished


def test_a_pool_that_vanishes_is_asked_once_more(squares):
    report, requests = grade(squares, honest, vanish, honest)

    assert (report.ending, requests) == (Ending.COMPLETED, 3)


def test_a_pool_that_vanishes_twice_is_our_fault(squares):
    report, requests = grade(squares, honest, vanish)

    assert (report.ending, report.points, requests) == (Ending.SANDBOX_FAILED, 0.0, 3)


@pytest.mark.parametrize(
    ("learner", "ending"),
    [
        ({"how": "timed_out", "detail": "the run was stopped after 8 s"}, Ending.TIMED_OUT),
        ({"how": "timed_out", "detail": "…", "limit": "run_seconds"}, Ending.TIMED_OUT),
        ({"how": "timed_out", "detail": "…", "limit": "processor_seconds"}, Ending.TIMED_OUT),
        ({"how": "killed", "detail": "the process was ended by SIGSEGV"}, Ending.KILLED),
        ({"how": "exited", "detail": "the process ended before its work was done"}, Ending.KILLED),
    ],
)
def test_how_it_ended_is_not_how_good_it_was(squares, learner, ending):
    def script(stage):
        stage.say(event="forked")
        stage.learner({"event": "cell_started", "position": 3})
        passed(stage, numbers=range(2))
        stage.end(learner=learner)

    report, _ = grade(squares, honest, script)

    assert (report.ending, report.points) == (ending, 3.0)
    assert report.message.startswith("The ")
    assert "while cell 2 ran" in report.message
    assert verdicts(report) == [Verdict.PASSED] * 2 + [Verdict.NOT_REACHED] * 5


@pytest.mark.parametrize("jail", ["learner", "test"])
def test_a_jail_that_never_stood_is_our_fault(squares, jail):
    def script(stage):
        stage.end(**{jail: {"how": "failed_to_start", "detail": "no namespace"}})

    report, _ = grade(squares, honest, script)

    assert report.ending is Ending.SANDBOX_FAILED


def test_a_test_process_that_dies_costs_the_test_it_was_at(squares):
    def script(stage):
        stage.say(event="forked")
        passed(stage, numbers=range(2))
        stage.tests({"event": "test_started", "test": 2})
        stage.learner({"event": "finished"})
        stage.end(test={"how": "killed", "detail": "the process was ended by SIGSEGV"})

    report, requests = grade(squares, honest, script)

    assert requests == 2, "never a free second try"
    assert verdicts(report) == [Verdict.PASSED] * 2 + [Verdict.ERRORED] + [Verdict.NOT_REACHED] * 4


def test_the_learners_frames_decide_no_verdict(squares):
    def script(stage):
        stage.say(event="forked")
        stage.learner({"event": "test", "test": 0, "verdict": "passed", "value": 100}, {"event": "finished"})
        passed(stage, verdict="failed")
        stage.end()

    report, _ = grade(squares, honest, script)

    assert report.points == 0.0
    assert set(verdicts(report)) == {Verdict.FAILED}


def test_the_first_word_on_a_test_counts(squares):
    def script(stage):
        stage.say(event="forked")
        passed(stage, verdict="failed")
        passed(stage)
        stage.learner({"event": "finished"})
        stage.end()

    report, _ = grade(squares, honest, script)

    assert report.points == 0.0


@pytest.mark.parametrize(
    "junk", [b"\xff\xff\xff\xff", b"\0\0\0\2[]", b"\0\0\0\5oops!", b"\0\0\0\7" + b"[" * 7]
)
def test_a_learner_that_breaks_her_channel_loses_the_outputs_only(squares, junk):
    def script(stage):
        stage.say(event="forked")
        os.write(stage.learner_out, junk)
        passed(stage)
        stage.tests({"event": "finished"})
        stage.end()

    report, _ = grade(squares, honest, script)

    assert (report.ending, report.points) == (Ending.TOO_MUCH_OUTPUT, 9.0)


def test_a_flood_is_cut_off_and_costs_no_memory(squares):
    def script(stage):
        stage.say(event="forked")
        passed(stage)
        frames = [{"event": "output", "position": 1, "output": {"x": "y" * 1_000_000}}] * 1000
        with pytest.raises(BrokenPipeError):
            stage.learner(*frames)
        stage.end()

    report, _ = grade(squares, honest, script)

    assert report.ending is Ending.TOO_MUCH_OUTPUT


def test_hidden_tests_show_title_points_and_hint_only(squares):
    def script(stage):
        stage.say(event="forked")
        stage.tests({"event": "ready"})
        for number in range(COUNT):
            texts = dict.fromkeys(("message", "reason", "expected", "got", "traceback"), f"SECRET-{number}")
            stage.tests({"event": "test", "test": number, "verdict": "failed", **texts})
        stage.learner({"event": "finished"})
        stage.end()

    report, _ = grade(squares, honest, script)

    text = json.dumps(report.as_dict())
    visible = [number for number in range(COUNT) if f"SECRET-{number}" in text]
    assert visible == [0, 2, 3]
    assert "what is len([])?" in text


def test_outputs_are_made_anew_from_what_is_well_formed(squares):
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "a"},
        {"output_type": "stream", "name": "stdout", "text": "b", "extra": 1},
        {"output_type": "display_data", "data": {"text/plain": "c", "BAD KEY": "d", "image/png": 7}},
        {"output_type": "error", "ename": "E", "evalue": 1, "traceback": "no list"},
        {"output_type": "unheard-of"},
        "no output",
    ]

    def script(stage):
        stage.say(event="forked")
        for output in outputs:
            stage.learner({"event": "output", "position": 1, "output": output})
        stage.learner(
            {
                "event": "output",
                "position": 4,
                "output": {"output_type": "stream", "name": "stdout", "text": "FORGED"},
            },
            {"event": "output", "position": True, "output": outputs[0]},
            {"event": "finished"},
        )
        passed(stage)
        stage.end()

    report, _ = grade(squares, honest, script)

    cells = report.notebook["cells"]
    assert cells[1]["outputs"] == [
        {"output_type": "stream", "name": "stdout", "text": "ab"},
        {"output_type": "display_data", "data": {"text/plain": "c", "image/png": ""}, "metadata": {}},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": []},
    ]
    assert "FORGED" not in json.dumps(report.notebook), "position 4 is a test cell"


def test_the_executed_notebook_is_valid_and_shows_no_hidden_text(squares):
    import nbformat

    report, _ = grade(squares, honest)

    nbformat.validate(report.notebook)
    assert "secret" not in json.dumps(report.notebook)


def test_another_environment_is_our_fault(squares):
    report, requests = grade(squares, honest, environment="other")

    assert (report.ending, requests) == (Ending.SANDBOX_FAILED, 0)
    assert "the exercise asks for ml-base" in report.message


def test_a_refusal_by_the_pool_is_our_fault(squares):
    report, _ = grade(squares, honest, lambda stage: stage.say(event="refused", detail="no"))

    assert report.ending is Ending.SANDBOX_FAILED


def test_tars_are_read_to_the_end_only_by_the_jails(squares):
    """The job is a whole tar with job.json first."""
    from graders import notebook
    from graders.pool.jobs import job_descriptor, test_job

    job = test_job(squares, notebook.reference_plan(squares), None, observe=False)
    with job_descriptor(squares, job, hidden=True) as descriptor:
        content = content_of(descriptor)

    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        assert archive.getnames() == ["job.json", "work/data/numbers.csv", "hidden/secret.csv"]


def test_a_stub_left_as_it_is_is_told_kindly(squares):
    def script(stage):
        stage.say(event="forked")
        stage.tests(
            {"event": "ready"},
            {"event": "test", "test": 0, "verdict": "errored", "message": "NotImplementedError: "},
            {"event": "test", "test": 2, "verdict": "errored", "message": "NotImplementedError: of my own"},
        )
        stage.learner({"event": "finished"})
        stage.end()

    report, _ = grade(squares, honest, script)

    assert report.questions[0].tests[0].message.startswith("Not answered yet")
    assert report.questions[1].tests[0].message == "NotImplementedError: of my own"
