"""From cells and tests to the cells of the exercise: each test cell where its question is checked last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from graders.importers.otter import cells as made
from graders.importers.otter.cells import Cell
from graders.importers.otter.model import Complain, Seeding, Tests, Told
from graders.importers.otter.points import manual_points, shared_out


@dataclass(kw_only=True)
class Assembly:
    """An exercise on its way. In `items` a text is the `grade_id` of a question that is checked there."""

    items: list[Cell | str] = field(default_factory=list)
    tests: dict[str, Tests] = field(default_factory=dict)
    seeding: Seeding | None = None
    told: Told = field(default_factory=Told)


def finished(assembly: Assembly, complain: Complain) -> list[Cell]:
    """All cells in order. Of several checks of a question the last one counts; one that is never checked comes at the end."""
    told = assembly.told
    places = {item: index for index, item in enumerate(assembly.items) if isinstance(item, str)}
    result: list[Cell] = []
    for index, item in enumerate(assembly.items):
        if not isinstance(item, str):
            result.append(item)
        elif item not in assembly.tests:
            told.left_out.append(f"the check of “{item}”: there are no tests of that name")
        elif places[item] == index:
            result.append(_test_cell(item, assembly, complain))
    for grade_id in assembly.tests:
        if grade_id not in places:
            result.append(_test_cell(grade_id, assembly, complain))
            told.for_a_person.append(
                f"“{grade_id}” was never checked in the notebook: its tests stand at the end."
            )
    return [*_first_cells(assembly), *result]


def _first_cells(assembly: Assembly) -> Iterator[Cell]:
    if assembly.seeding:
        yield made.seeding_cell(assembly.seeding)
    if any(case.examples for tests in assembly.tests.values() for case in tests.cases):
        yield made.helper_cell()


def _test_cell(grade_id: str, assembly: Assembly, complain: Complain) -> Cell:
    tests = assembly.tests[grade_id]
    try:
        if tests.suites:
            return made.suites_cell(grade_id, tests, _suite_points(tests))
        shares = shared_out(tests.points, [case.points for case in tests.cases])
    except ValueError as error:
        complain(tests.line, f"Question “{tests.name}”: {error}")
        return made.text_cell("")
    return made.test_cell(grade_id, tests, shares, assembly.seeding)


def _suite_points(tests: Tests) -> Decimal:
    """ok-client gives a test that says nothing of points none; there it stands for one question, worth 1."""
    if not any(suite.scored and suite.cases for suite in tests.suites):
        return Decimal(0)
    return Decimal(1) if tests.points is None else manual_points(tests.points)


def tell_of_tests(tests: Tests, told: Told) -> None:
    """What a person should know of the tests of one question."""
    hidden = sum(case.hidden for case in tests.cases)
    count = len(tests.cases)
    what = f"{count} case{'' if count == 1 else 's'}" + (f", {hidden} hidden" if hidden else "")
    told.carried.append(f"“{tests.name}”: {what}{', all or nothing' if tests.all_or_nothing else ''}")
    if any(case.hidden and case.failure_message for case in tests.cases):
        told.for_a_person.append(
            f"“{tests.name}” has messages at hidden cases: they are hints now, which learners see when such a case fails."
        )
    if tests.suites:
        told.for_a_person.append(
            f"“{tests.name}” has several suites, as ok-client has them: scored ones share its points, and each needs all its cases."
        )
    for case in tests.cases:
        if case.is_unrun:
            told.for_a_person.append(
                f"“{case.name}” was never run before the notebook was saved, so it is not known what it should show."
            )
