"""From a plan and what was heard of its run to the questions, the ending and the executed notebook of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from graders import scoring
from graders.exercise import Cell, CellKind, Exercise, Limits, check_points, check_title
from graders.notebook import Plan, PlannedCell
from graders.pool.jobs import NumberedCheck, numbered_checks
from graders.pool.running import Run
from graders.pool.sentences import FLOODED, ending_sentence
from graders.pool.transcript import CellRecord, TestOutcome
from graders.report import Ending, QuestionReport, TestReport, Verdict, Visibility

Outcomes = Mapping[int, TestOutcome]

_MARKED_BY_HAND = "Marked by a person"
_SIGNS = {
    Verdict.PASSED: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.FAILED: "✗",
    Verdict.ERRORED: "✗",
    Verdict.NOT_REACHED: "–",
}


def complete_outcomes(exercise: Exercise, run: Run) -> dict[int, TestOutcome]:
    """One outcome for every check: the one that was running when the test process died errored, others wait."""
    outcomes = {}
    for item in numbered_checks(exercise):
        if item.number in run.tests.outcomes:
            outcomes[item.number] = _kindly(run.tests.outcomes[item.number])
        elif item.number == run.tests.running and not run.tests.finished:
            outcomes[item.number] = TestOutcome(
                verdict=Verdict.ERRORED, message="The test was running when its process ended."
            )
        else:
            outcomes[item.number] = TestOutcome(
                verdict=Verdict.NOT_REACHED, message="The run ended before this test."
            )
    return outcomes


def _kindly(outcome: TestOutcome) -> TestOutcome:
    """A stub that was left as it is says so, instead of naming its exception."""
    if outcome.message.strip() not in ("NotImplementedError", "NotImplementedError:"):
        return outcome
    return replace(outcome, message="Not answered yet: the cell still raises NotImplementedError.")


def question_reports(
    exercise: Exercise, plan: Plan, outcomes: Outcomes
) -> tuple[tuple[QuestionReport, ...], Decimal]:
    """The questions in the order of the source, and their points, exact."""
    titles = {question.name: question.title for question in exercise.questions}
    reports, total = [], Decimal(0)
    for cell in exercise.cells:
        if cell.kind is CellKind.TEST:
            report, points = _tested(cell, titles[cell.grade_id], numbered_checks(exercise), outcomes)
        elif cell.kind in (CellKind.MANUAL, CellKind.TASK):
            report, points = _by_hand(cell, titles[cell.grade_id], plan), Decimal(0)
        else:
            continue
        reports.append(report)
        total += points
    return tuple(reports), total


def _tested(
    cell: Cell, title: str, checks: tuple[NumberedCheck, ...], outcomes: Outcomes
) -> tuple[QuestionReport, Decimal]:
    tests: list[TestReport] = []
    items = [[item for item in checks if item.part is part] for part in cell.parts]
    earned = [
        scoring.part_points([_scored(outcomes[item.number]) for item in of_part], part.points)
        for part, of_part in zip(cell.parts, items, strict=True)
    ]
    if cell.all_or_nothing and not _is_perfect(cell, outcomes, items, earned):
        earned = [Decimal(0)] * len(earned)
    for of_part, points_of_part in zip(items, earned, strict=True):
        tests += [_test_report(item, outcomes[item.number], points_of_part) for item in of_part]
    points = sum(earned, Decimal(0))
    verdict = scoring.question_verdict([test.verdict for test in tests], points, cell.points)
    report = QuestionReport(
        name=cell.grade_id,
        title=title,
        points=scoring.rounded(points),
        possible=scoring.rounded(cell.points),
        verdict=verdict,
        tests=tuple(tests),
    )
    return report, points


def _scored(outcome: TestOutcome) -> scoring.Outcome:
    return scoring.Outcome(verdict=outcome.verdict, value=outcome.value)


def _is_perfect(
    cell: Cell, outcomes: Outcomes, items: list[list[NumberedCheck]], earned: list[Decimal]
) -> bool:
    """Every test passed, and none gave less than all of its points."""
    verdicts = {outcomes[item.number].verdict for of_part in items for item in of_part}
    return verdicts <= {Verdict.PASSED} and earned == [part.points for part in cell.parts]


def _test_report(item: NumberedCheck, outcome: TestOutcome, earned: Decimal) -> TestReport:
    part, check = item.part, item.check
    possible = check_points(part, check)
    is_visible = check.visibility is Visibility.VISIBLE
    return TestReport(
        title=check_title(part, check),
        category=part.category,
        visibility=check.visibility,
        verdict=outcome.verdict,
        points=scoring.rounded(earned if possible else Decimal(0)),
        possible=scoring.rounded(possible),
        message=_message(item, outcome, earned) if is_visible else "",
        hint="" if outcome.verdict is Verdict.PASSED else part.hint,
        expected=outcome.expected if is_visible else "",
        got=outcome.got if is_visible else "",
        traceback=outcome.traceback if is_visible else "",
    )


def _message(item: NumberedCheck, outcome: TestOutcome, earned: Decimal) -> str:
    part = item.part
    if outcome.message or outcome.reason:
        return " ".join(dict.fromkeys(text for text in (outcome.message, outcome.reason) if text))
    if outcome.verdict is not Verdict.PASSED:
        return ""
    if earned < part.points and (len(part.checks) > 1 or item.cell.all_or_nothing):
        return "Passed; its points need the other checks as well."
    return part.success


def _by_hand(cell: Cell, title: str, plan: Plan) -> QuestionReport:
    """Points that a person still has to give; an answer left as it was released earns 0, as in nbgrader."""
    answer = next((planned.source for planned in plan.cells if planned.grade_id == cell.grade_id), "")
    is_answered = cell.kind is CellKind.TASK or answer.strip() not in ("", cell.released.strip())
    verdict = Verdict.AWAITING_MARKS if is_answered else Verdict.FAILED
    possible = scoring.rounded(cell.points)
    test = TestReport(
        title=_MARKED_BY_HAND,
        category="manual",
        verdict=verdict,
        points=0.0,
        possible=possible,
        message="" if is_answered else "There is no answer.",
    )
    return QuestionReport(
        name=cell.grade_id, title=title, points=0.0, possible=possible, verdict=verdict, tests=(test,)
    )


def ending_of(run: Run, limits: Limits) -> tuple[Ending, str]:
    """How the run ended and a sentence about it; the learner's jail decides, unless it or the other never stood."""
    learner, test = run.learner_jail, run.test_jail
    for jail in (learner, test):
        if jail.how == "failed_to_start":
            return Ending.SANDBOX_FAILED, f"The sandbox could not be built: {jail.detail}."
    if not run.tests.ready and learner.how in ("exited", "") and not run.tests.outcomes:
        return Ending.SANDBOX_FAILED, "The tests could not be started."
    if learner.how == "timed_out":
        return Ending.TIMED_OUT, ending_sentence(run, limits)
    if learner.how == "out_of_memory":
        return Ending.OUT_OF_MEMORY, ending_sentence(run, limits)
    if run.learner_overflowed:
        return Ending.TOO_MUCH_OUTPUT, FLOODED
    if learner.how == "killed" or not run.learner.finished:
        return Ending.KILLED, ending_sentence(run, limits)
    return Ending.COMPLETED, ""


def executed_notebook(exercise: Exercise, plan: Plan, run: Run, outcomes: Outcomes) -> dict[str, Any]:
    """The notebook as it ran, nbformat 4.5: released text at the test cells, and visible results only."""
    by_cell: dict[str, list[NumberedCheck]] = {}
    for item in numbered_checks(exercise):
        by_cell.setdefault(item.cell.grade_id, []).append(item)
    cells = [
        _executed_cell(
            cell, run.learner.cells.get(position, CellRecord()), by_cell.get(cell.grade_id, []), outcomes
        )
        for position, cell in enumerate(plan.cells)
    ]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _executed_cell(
    cell: PlannedCell, record: CellRecord, checks: list[NumberedCheck], outcomes: Outcomes
) -> dict[str, Any]:
    metadata = {"assay": {"question": cell.grade_id, "restored": cell.restored}} if cell.grade_id else {}
    executed: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell.id,
        "metadata": metadata,
        "source": cell.source,
    }
    if cell.attachments:
        executed["attachments"] = cell.attachments
    if cell.cell_type == "code":
        outputs = record.outputs if cell.stop is None else _visible_results(checks, outcomes)
        executed |= {"execution_count": record.execution_count, "outputs": outputs}
    return executed


def _visible_results(checks: list[NumberedCheck], outcomes: Outcomes) -> list[dict[str, Any]]:
    lines = [
        _result_line(item, outcomes[item.number])
        for item in checks
        if item.check.visibility is Visibility.VISIBLE
    ]
    return [{"output_type": "stream", "name": "stdout", "text": "".join(lines)}] if lines else []


def _result_line(item: NumberedCheck, outcome: TestOutcome) -> str:
    title = check_title(item.part, item.check)
    text = f": {outcome.message}" if outcome.message else ""
    return f"{_SIGNS[outcome.verdict]} {title} ({outcome.verdict.replace('_', ' ')}){text}\n"
