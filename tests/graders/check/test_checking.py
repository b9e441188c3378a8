"""What the check finds, with a grader that is told what each text earns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graders.check.exercise import Checked, check
from graders.exercise import read
from graders.pool.fake import FakeGrader
from graders.report import Ending, PlatformError, Report, Verdict

SOURCE = """# %% [markdown]
# # Double

# %% nbgrader={"grade_id": "answer", "solution": true}
def double(values):
    ### BEGIN SOLUTION
    return [value * 2 for value in values]
    ### END SOLUTION

# %% nbgrader={"grade_id": "question", "grade": true, "points": 2}
# TEST "Seen" (1 point)
assert double([1]) == [2]
### BEGIN HIDDEN TESTS
# TEST "Unseen" (1 point)
assert double([0, 3]) == [0, 6]
### END HIDDEN TESTS
"""

Share = Callable[[str, int], float]


class Told:
    """Earns the share that `share` says for a text and an exercise's seed."""

    def __init__(self, share: Share) -> None:
        self._share = share

    def prepare(self, *, exercise) -> None:
        """There is nothing to learn."""

    def grade(self, *, exercise, file_name, content, on_progress=None) -> Report:
        share = self._share(content.decode(), exercise.seed)
        return FakeGrader(share=share).grade(exercise=exercise, file_name=file_name, content=content)


def honest(text: str, _seed: int = 0) -> float:
    """Full for the reference, half where the visible test alone is met, nothing otherwise."""
    if "NotImplementedError" in text:
        return 0.0
    if "return [value * 2 for" in text:
        return 1.0
    return 0.5 if "[2]  # half" in text else 0.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exercise.toml").write_text('title = "Double"\n')
    (tmp_path / "source.py").write_text(SOURCE)
    samples = tmp_path / "submissions"
    samples.mkdir()
    answer = '# %% nbgrader={"grade_id": "answer", "solution": true}\ndef double(values):\n    return '
    (samples / "right.py").write_text(answer + "[value * 2 for value in list(values)]\n")
    (samples / "half.py").write_text(answer + "[2]  # half\n")
    (samples / "wrong.py").write_text(answer + "[]\n")
    (samples / "expected.toml").write_text(
        '["right.py"]\npoints = 2\n["half.py"]\npoints = 1\nending = "completed"\n["wrong.py"]\npoints = 0\n'
    )
    return tmp_path


def checked(folder: Path, share: Share = honest) -> Checked:
    return check(read(folder), Told(share), jobs=2, on_progress=lambda stage, done, total: None)


def rules(found: Checked) -> list[str]:
    return [finding.rule for finding in found.findings]


def change(folder: Path, old: str, new: str, file: str = "source.py") -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))


def test_it_works(folder):
    found = checked(folder)
    assert (rules(found), found.is_fair, found.mutation_score) == ([], True, 1.0)
    assert [run.points for run in found.reference] == [2, 2, 2]
    assert {sample.name: sample.run.points for sample in found.samples} == {
        "right.py": 2,
        "half.py": 1,
        "wrong.py": 0,
    }


def test_progress_is_told_for_every_stage(folder):
    heard = []
    check(read(folder), Told(honest), jobs=2, on_progress=lambda *step: heard.append(step))
    for stage in ("reference", "release", "samples", "mutants"):
        counts = [done for name, done, _ in heard if name == stage]
        assert counts == list(range(len(counts)))


def test_a_reference_that_fails_is_unfair_and_nothing_is_mutated(folder):
    found = checked(folder, lambda text, seed: 0.5 if "value * 2 for" in text else 0.0)
    assert "reference_fails" in rules(found)
    assert not found.is_fair
    assert found.mutants == ()


def test_shared_mode_is_noted_as_something_that_can_be_forged(folder):
    (folder / "exercise.toml").write_text('title = "Double"\nisolation = "shared"\n')

    [finding] = checked(folder).findings

    assert (finding.rule, finding.severity, finding.place) == ("can_be_forged", "weak", "exercise.toml")
    assert "none of them needs to" in finding.sentence


def test_shared_mode_that_is_needed_is_noted_so(folder):
    (folder / "exercise.toml").write_text('title = "Double"\nisolation = "shared"\n')

    class NeedsIt(Told):
        def grade(self, *, exercise, file_name, content, on_progress=None) -> Report:
            if exercise.isolation == "separate":
                content = b"NotImplementedError" + content
            share = honest(content.decode())
            content = content.removeprefix(b"NotImplementedError")
            return FakeGrader(share=share).grade(exercise=exercise, file_name=file_name, content=content)

    found = check(read(folder), NeedsIt(honest), jobs=2, on_progress=lambda *_: None)

    assert [finding.sentence for finding in found.findings] == [
        "The tests share the learner's process: they need to, and a score can be forged."
    ]


def test_a_reference_that_differs_is_unfair(folder):
    answers = iter([1.0, 1.0, 0.5] + [1.0] * 99)
    found = checked(folder, lambda text, seed: next(answers) if "value * 2 for" in text else honest(text))
    assert "reference_differs" in rules(found)


def test_a_test_that_only_one_seed_passes_is_named(folder):
    found = checked(folder, lambda text, seed: honest(text) if seed == 0 else 0.5)
    assert [finding.place for finding in found.findings if finding.rule == "depends_on_seed"] == ["question"]
    assert "Unseen" in next(finding.sentence for finding in found.findings)


def test_a_release_that_earns_points_is_unfair(folder):
    found = checked(folder, lambda text, seed: 0.5 if "NotImplementedError" in text else honest(text))
    assert rules(found) == ["release_earns"]


@pytest.mark.parametrize(
    "line",
    [
        "points = 1.5",
        'points = 1\nending = "timed_out"',
        'points = 1\n["half.py".verdicts]\nquestion = "passed"',
    ],
)
def test_a_sample_that_differs_is_unfair(folder, line):
    change(folder, 'points = 1\nending = "completed"', line, "submissions/expected.toml")
    found = checked(folder)
    assert rules(found) == ["sample_differs"]
    assert "half.py" in found.findings[0].place


def test_missing_kinds_of_samples_are_named(folder):
    (folder / "submissions/expected.toml").write_text('["right.py"]\npoints = 2\n')
    for name in ("half.py", "wrong.py"):
        (folder / "submissions" / name).unlink()
    assert [finding.sentence for finding in checked(folder).findings] == [
        "Among the samples is missing: one that is partly right, one that earns nothing."
    ]


def test_a_mutant_that_nobody_notices_is_shown(folder):
    found = checked(folder, lambda text, seed: 1.0 if "value / 2" in text else honest(text))
    (survivor,) = found.survivors
    assert (survivor.mutant.operator, survivor.mutant.question) == ("arithmetic", "question")
    assert 0 < found.mutation_score < 1


def test_an_accepted_mutant_counts_neither_way(folder):
    def share(text, seed):
        return 1.0 if "value / 2" in text else honest(text)

    name = checked(folder, share).survivors[0].mutant.name
    (folder / "submissions/accepted.toml").write_text(f'["{name}"]\nreason = "It is right."\n')
    found = checked(folder, share)
    assert (found.survivors, found.mutation_score, rules(found)) == ((), 1.0, [])


def test_what_was_accepted_in_vain_is_named(folder):
    caught = checked(folder).mutants[0].mutant.name
    (folder / "submissions/accepted.toml").write_text(
        f'["{caught}"]\nreason = "x"\n["no such"]\nreason = "x"\n'
    )
    assert rules(checked(folder)) == ["accepted_unknown", "accepted_caught"]


def test_a_hidden_test_that_nothing_fails_is_named(folder):
    found = checked(folder, lambda text, seed: 1.0 if "NotImplementedError" not in text else 0.0)
    assert "nothing_fails" in rules(found)


def test_a_solution_that_stands_in_the_release_is_named(folder):
    change(folder, "# # Double", "# # Double\n#\n#     return [value * 2 for value in values]")
    found = checked(folder)
    assert rules(found) == ["secret_in_release"]
    assert found.findings[0].place == "source.py:9"


def test_an_assertion_of_a_hidden_test_that_is_public_is_named(folder):
    change(folder, "assert double([1]) == [2]", "assert double([0, 3]) == [0, 6]")
    assert rules(checked(folder)) == ["secret_in_release"]


def test_a_hidden_file_under_a_public_name_is_unfair(folder):
    for name in ("data", "hidden"):
        (folder / name).mkdir()
        (folder / name / f"{name}.csv").write_text("a\n1\n")
    assert rules(checked(folder)) == ["hidden_file_in_release"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("assert model.score(X, y) > 0.8", "learner_marks"),
        ("assert cross_val_score(model, X, y).mean() > 0.8", "learner_marks"),
        ("assert accuracy_score(y, model.predict(X)) > 0.8", None),
        ("assert double([0.15]) == [0.3]", "no_tolerance"),
        ("np.testing.assert_array_equal(double(x), np.array([0.1, 0.2]))", "no_tolerance"),
        ("assert double([0.5]) == [1.0]", None),
        ("assert abs(double([0.15])[0] - 0.3) < 1e-9", None),
        ("x = [0.1]\ndouble(x)\nassert x == [0.1]", None),
    ],
)
def test_what_the_text_of_a_test_shows(folder, line, rule):
    change(folder, "assert double([1]) == [2]", line)
    assert rules(checked(folder)) == ([rule] if rule else [])


def test_a_sandbox_that_fails_is_no_finding(folder):
    class Broken(Told):
        def grade(self, **what):
            return replace(super().grade(**what), ending=Ending.SANDBOX_FAILED, message="gone")

    with pytest.raises(PlatformError, match="gone"):
        check(read(folder), Broken(honest), jobs=1, on_progress=lambda *_: None)


@pytest.mark.parametrize(
    ("file", "text", "rule", "words"),
    [
        ("expected.toml", '["right.py"]\npoints = ', "bad_samples", "cannot be read"),
        ("expected.toml", '["gone.py"]\npoints = 1', "bad_samples", "“gone.py”, and there is no such file"),
        ("expected.toml", '["../source.py"]\npoints = 1', "bad_samples", "no such file beside it"),
        ("half.py", "\udcff", "bad_samples", "cannot be read"),
        ("accepted.toml", '["answer: x"]\n', "bad_samples", "without a `reason`"),
        ("more.py", "", "sample_unlisted", "nobody looks"),
    ],
)
def test_what_is_wrong_with_the_samples_is_named(folder, file, text, rule, words):
    (folder / "submissions" / file).write_text(text, errors="surrogateescape")
    found = [finding for finding in checked(folder).findings if finding.rule == rule]
    assert [words in finding.sentence for finding in found] == [True]


def test_mutants_end_at_their_first_failure_unless_a_test_would_seem_to_test_nothing(folder):
    """“Unseen” is failed only by a mutant that fails “Seen” as well: its first run does not get there."""
    (folder / "submissions/expected.toml").write_text('["right.py"]\npoints = 2\n')
    asked: list[bool] = []

    class First(Told):
        def grade(self, *, exercise, file_name, content, on_progress=None) -> Report:
            report = super().grade(exercise=exercise, file_name=file_name, content=content)
            if "mutant" in file_name:
                asked.append(exercise.stop_at_failure)
            return _without(report, "Unseen") if exercise.stop_at_failure else report

    found = check(read(folder), First(honest), jobs=1, on_progress=lambda *_: None)

    assert "nothing_fails" not in rules(found)
    assert asked == sorted(asked, reverse=True)
    assert set(asked) == {True, False}
    assert found.mutation_score == 1


def _without(report: Report, title: str) -> Report:
    """The test of that title was not reached."""
    questions = []
    for question in report.questions:
        tests = (
            replace(test, verdict=Verdict.NOT_REACHED) if test.title == title else test
            for test in question.tests
        )
        questions.append(replace(question, tests=tuple(tests)))
    return replace(report, questions=tuple(questions))
