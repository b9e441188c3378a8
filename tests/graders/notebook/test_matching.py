"""What learners and their tools do to a notebook by accident, and where each cell ends up."""

from __future__ import annotations

import copy
import json

import pytest

from graders import notebook
from graders.notebook import InvalidNotebook
from tests.graders import folders

ORDER = ["setup", "square", "square-tests", "mean", "mean-tests", "guess", "guess-tests", "words"]


def names(plan):
    """Marked cells by name, others by the first line of their text."""
    return [cell.grade_id or cell.source.split("\n")[0] for cell in plan.cells]


def marked(plan):
    return [cell.grade_id for cell in plan.cells if cell.grade_id]


def source_of(plan, grade_id):
    return next(cell.source for cell in plan.cells if cell.grade_id == grade_id)


def test_it_works_on_the_untouched_release(handed_out, plan):
    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert set(matched.matched.values()) == {"grade_id"}
    assert matched.notes == ()


def test_test_cells_are_numbered_stops_and_hold_the_released_text(handed_out, plan):
    stops = [cell for cell in plan(handed_out).cells if cell.stop is not None]

    assert [cell.stop for cell in stops] == [0, 1, 2]
    assert "HIDDEN" not in "".join(cell.source for cell in stops)


def test_without_metadata_ids_take_its_place(handed_out, plan, cell_of):
    cell_of(handed_out, "square")["source"] = "def square(x): return 7"
    for cell in handed_out["cells"]:
        cell["metadata"] = {}

    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert source_of(matched, "square") == "def square(x): return 7"
    assert matched.matched["square"] == "cell id"


def test_colab_keeps_the_id_in_the_metadata(handed_out, plan):
    for cell in handed_out["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}

    assert plan(handed_out).matched["square"] == "cell id"


def test_without_any_mark_neighbours_tell(handed_out, plan, cell_of):
    cell_of(handed_out, "mean")["source"] = "mean = (lambda values: 1"
    for cell in handed_out["cells"]:
        cell["metadata"] = {}
        del cell["id"]

    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert source_of(matched, "mean") == "mean = (lambda values: 1"
    assert "“words” had lost their marks and were recognised by their neighbours." in matched.notes[-1]


def test_without_neighbours_the_names_tell(plan):
    document = folders.notebook(folders.code("import numpy"), folders.code("def mean(values):\n    return 0"))

    matched = plan(document)

    assert matched.matched == {"square": "missing", "mean": "names", "guess": "missing", "words": "missing"}
    order = names(matched)
    assert order.index("mean") < order.index("mean-tests")


def test_two_answers_merged_into_one_cell_are_both_found(handed_out, plan, cell_of):
    mean = cell_of(handed_out, "mean")
    handed_out["cells"].remove(mean)
    cell_of(handed_out, "square")["source"] = "def square(x): return 1\n\ndef mean(values): return 0"

    matched = plan(handed_out)

    assert matched.matched["mean"] == "names"
    assert [name for name in marked(matched) if name.endswith("-tests")] == [
        "square-tests",
        "mean-tests",
        "guess-tests",
    ]


def test_the_last_of_several_copies_counts(handed_out, plan, cell_of):
    first = cell_of(handed_out, "square")
    second = copy.deepcopy(first)
    first["source"], second["source"] = "square = 1", "square = 2"
    handed_out["cells"].insert(handed_out["cells"].index(first) + 1, second)

    matched = plan(handed_out)

    assert source_of(matched, "square") == "square = 2"
    assert names(matched).index("square = 1") < names(matched).index("square")
    assert "is there 2 times; the last one counts" in matched.notes[0]


def test_extra_cells_run_where_they_stand(handed_out, plan, cell_of):
    place = handed_out["cells"].index(cell_of(handed_out, "square"))
    handed_out["cells"].insert(place, folders.code("before = 1"))
    handed_out["cells"].insert(place + 2, folders.code("after = 1"))

    order = names(plan(handed_out))

    place = order.index("square")
    assert order[place - 1 : place + 3] == ["before = 1", "square", "after = 1", "square-tests"]


def test_an_edited_test_cell_is_restored(handed_out, plan, cell_of):
    cell_of(handed_out, "square-tests")["source"] = "pass"

    matched = plan(handed_out)

    assert source_of(matched, "square-tests").startswith("assert square(2) == 4")
    assert matched.notes == (
        "The test cell “square-tests” had been edited; the original stands in its place.",
    )


def test_a_deleted_test_cell_comes_back_after_its_answer_and_helpers(handed_out, plan, cell_of):
    handed_out["cells"].remove(cell_of(handed_out, "square-tests"))
    place = handed_out["cells"].index(cell_of(handed_out, "square"))
    handed_out["cells"].insert(place + 1, folders.code("helper = 1"))

    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert names(matched)[place + 1 : place + 3] == ["helper = 1", "square-tests"]


@pytest.mark.parametrize("to", [0, 3, -1])
def test_a_moved_test_cell_goes_back(handed_out, plan, cell_of, to):
    tests = cell_of(handed_out, "square-tests")
    handed_out["cells"].remove(tests)
    handed_out["cells"].insert(to % (len(handed_out["cells"]) + 1), tests)

    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert matched.notes == (
        "The test cell “square-tests” had been moved; it was put back where it belongs.",
    )


def test_a_duplicated_test_cell_runs_once(handed_out, plan, cell_of):
    handed_out["cells"].append(copy.deepcopy(cell_of(handed_out, "square-tests")))
    stripped = copy.deepcopy(cell_of(handed_out, "mean-tests"))
    stripped["metadata"], stripped["id"] = {}, "another"
    handed_out["cells"].insert(1, stripped)

    assert marked(plan(handed_out)) == ORDER


def test_a_copied_test_cell_filled_with_own_code_still_runs(handed_out, plan, cell_of):
    own = copy.deepcopy(cell_of(handed_out, "square-tests"))
    own["source"], own["id"] = "def helper(value):\n    return [value] * 3", "another"
    handed_out["cells"].insert(1, own)

    assert "def helper(value):" in names(plan(handed_out))


def test_an_answer_turned_to_markdown_is_code_again(handed_out, plan, cell_of):
    answer = cell_of(handed_out, "square")
    answer["cell_type"] = "markdown"

    matched = plan(handed_out)

    assert next(cell for cell in matched.cells if cell.grade_id == "square").cell_type == "code"
    assert "it is code again" in matched.notes[0]


def test_a_text_answer_turned_to_code_does_not_run(handed_out, plan, cell_of):
    cell_of(handed_out, "words")["cell_type"] = "code"

    assert next(cell for cell in plan(handed_out).cells if cell.grade_id == "words").cell_type == "markdown"


def test_a_test_cell_marked_as_an_answer_stays_a_test(handed_out, plan, cell_of):
    cell_of(handed_out, "square-tests")["metadata"]["nbgrader"].update(grade=False, solution=True, points=300)

    assert [cell.stop for cell in plan(handed_out).cells if cell.grade_id == "square-tests"] == [0]


def test_answers_in_another_order_keep_it_and_tests_keep_theirs(handed_out, plan, cell_of):
    square, mean = cell_of(handed_out, "square"), cell_of(handed_out, "mean")
    cells = handed_out["cells"]
    first, second = cells.index(square), cells.index(mean)
    cells[first], cells[second] = mean, square

    order = marked(plan(handed_out))

    assert (
        order.index("mean") < order.index("square") < order.index("square-tests") < order.index("mean-tests")
    )


def test_a_locked_cell_is_restored(handed_out, plan, cell_of):
    cell_of(handed_out, "setup")["source"] = "numbers = [1]"

    assert "csv.DictReader" in source_of(plan(handed_out), "setup")


def test_ids_of_the_planned_cells_are_unique(handed_out, plan):
    handed_out["cells"] += [folders.code("x") | {"id": handed_out["cells"][3]["id"]} for _ in range(3)]

    ids = [cell.id for cell in plan(handed_out).cells]

    assert len(ids) == len(set(ids))


def test_another_exercise_is_refused(squares):
    document = folders.notebook(folders.text("# Other"), folders.code("print('hello')"))

    with pytest.raises(InvalidNotebook, match="No answer cell") as caught:
        notebook.check(exercise=squares, content=json.dumps(document).encode(), file_name="x.ipynb")

    assert caught.value.code == "no_answer_cell"


def test_a_missing_answer_loses_that_question_only(handed_out, plan, cell_of):
    handed_out["cells"].remove(cell_of(handed_out, "square"))

    matched = plan(handed_out)

    assert matched.matched["square"] == "missing"
    assert "square-tests" in marked(matched)
    assert "The answer cell “square” was not found." in matched.notes


def test_an_untouched_copy_does_not_undo_the_answer(handed_out, plan, cell_of):
    stub = copy.deepcopy(cell_of(handed_out, "square"))
    cell_of(handed_out, "square")["source"] = "def square(x): return x"
    handed_out["cells"].append(stub)
    handed_out["cells"].append({**stub, "metadata": {}, "id": "bare"})

    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert source_of(matched, "square") == "def square(x): return x"
    assert names(matched)[-1] == "words"
    assert "is there 2 times; the one with the answer counts" in matched.notes[0]


def test_a_copy_used_as_scratch_paper_runs_and_does_not_count(handed_out, plan, cell_of):
    answer = cell_of(handed_out, "square")
    scratch = {**copy.deepcopy(answer), "source": "square(3)"}
    answer["source"] = "def square(x): return x"
    handed_out["cells"].append(scratch)

    matched = plan(handed_out)

    assert source_of(matched, "square") == "def square(x): return x"
    assert names(matched)[-1] == "square(3)"


@pytest.mark.parametrize("below", [0, 1])
def test_an_answer_beside_an_untouched_stub_counts_in_its_place(handed_out, plan, cell_of, below):
    place = handed_out["cells"].index(cell_of(handed_out, "square"))
    handed_out["cells"].insert(place + below, folders.code("def square(x):\n    return x"))

    matched = plan(handed_out)

    assert marked(matched) == ORDER
    assert source_of(matched, "square") == "def square(x):\n    return x"
    assert matched.notes == (
        "The answer cell “square” was left as it was; your answer was found in another cell.",
    )


def test_half_an_answer_elsewhere_leaves_the_stub_alone(handed_out, plan):
    handed_out["cells"].append(folders.code("def mean(values): return 0"))

    assert plan(handed_out).matched["mean"] == "grade_id"


@pytest.mark.parametrize(("upper", "lower"), [("setup", "square"), ("square-tests", "mean")])
def test_an_answer_merged_into_a_restored_cell_is_found(handed_out, plan, cell_of, upper, lower):
    above, below = cell_of(handed_out, upper), cell_of(handed_out, lower)
    above["source"] = "".join(above["source"]) + f"\n\n{lower} = lambda x: x\n"
    handed_out["cells"].remove(below)

    matched = plan(handed_out)

    assert matched.matched[lower] == "names"
    order = names(matched)
    merged = next(index for index, cell in enumerate(matched.cells) if "lambda" in cell.source)
    assert merged < order.index(f"{lower}-tests")
    assert "What you had added to it ran before it." in " ".join(matched.notes)


def test_imports_added_to_a_locked_cell_run_before_the_original(handed_out, plan, cell_of):
    cell_of(handed_out, "setup")["source"] = "import math\nnumbers = [1]"

    matched = plan(handed_out)

    assert names(matched).index("import math") < names(matched).index("setup")


def test_code_that_is_text_now_is_found_by_its_names(handed_out, plan, cell_of):
    answer = cell_of(handed_out, "square")
    answer["source"] = "def square(x):\n    return x"
    for cell in handed_out["cells"]:
        cell["metadata"], cell["cell_type"] = {}, "markdown"
        del cell["id"]

    matched = plan(handed_out)

    assert [cell.cell_type for cell in matched.cells if cell.grade_id == "square"] == ["code"]


def test_several_missing_cells_make_one_note(handed_out, plan, cell_of):
    for name in ("square-tests", "mean-tests", "square", "guess"):
        handed_out["cells"].remove(cell_of(handed_out, name))

    assert plan(handed_out).notes == (
        "The answer cells “square” and “guess” were not found.",
        "The test cells “square-tests” and “mean-tests” were missing; they were put back from the course's copies.",
    )


def test_a_cell_between_the_same_neighbours_is_no_answer_where_another_is(handed_out, plan, cell_of):
    tests = cell_of(handed_out, "square-tests")
    answer = cell_of(handed_out, "square")
    answer["source"] = "def square(x):\n    return x"
    handed_out["cells"].remove(tests)
    handed_out["cells"].insert(handed_out["cells"].index(answer), tests)
    handed_out["cells"].insert(handed_out["cells"].index(tests), folders.code("1 + 1"))
    for cell in handed_out["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)

    assert source_of(plan(handed_out), "square") == "def square(x):\n    return x"
