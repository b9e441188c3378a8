"""Mutants: one slip each, where the learner writes, and text that is still Python."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.check.exercise.mutants import Mutant, cells_left_out, mutants_of
from graders.check.exercise.operators import OPERATORS, SETS, SETS_WORDS
from graders.exercise import read
from tests.graders import folders
from tests.repository import ROOT

SOURCE = """# %% nbgrader={{"grade_id": "answer", "solution": true}}
{answer}

# %% nbgrader={{"grade_id": "question", "grade": true, "points": 1}}
assert True
"""


@pytest.fixture
def mutants(tmp_path: Path):
    """The mutants of an exercise whose only answer cell holds the given text."""

    def made(answer: str) -> tuple[Mutant, ...]:
        (tmp_path / "exercise.toml").write_text('title = "x"\n')
        (tmp_path / "source.py").write_text(SOURCE.format(answer=answer))
        return mutants_of(read(tmp_path))

    return made


def changes(mutants: tuple[Mutant, ...], operator: str) -> list[str]:
    return [mutant.after for mutant in mutants if mutant.operator == operator]


@pytest.mark.parametrize(
    ("operator", "line", "after"),
    [
        ("comparison", "y = a < b", ["y = a <= b"]),
        ("comparison", "y = a in b", ["y = a not in b"]),
        ("arithmetic", "y = a + b * c", ["y = a - b * c", "y = a + b / c"]),
        ("arithmetic", "y = (a + b) * c", ["y = (a + b) / c", "y = (a - b) * c"]),
        ("arithmetic", "y = a - b ** c", ["y = a + b ** c", "y = a - b * c"]),
        ("arithmetic", "total += x", ["total -= x"]),
        ("logic", "y = a and b", ["y = a or b"]),
        ("logic", "y = not a", ["y = a"]),
        ("comparison", "y = 0 <= x < 1", ["y = 0 < x < 1", "y = 0 <= x <= 1"]),
        ("mask", "y = t[(a > b) & ~c]", ["y = t[(a > b) | ~c]", "y = t[(a > b) & c]"]),
        ("bound", "y = [f(i) for i in range(n)]", ["y = [f(i) for i in range(n - 1)]"]),
        ("bound", "y = range(1, len(x), 2)", ["y = range(1, len(x) - 1, 2)"]),
        ("bound", "y = x[:n]", ["y = x[:n - 1]"]),
        ("bound", "y = x[:5] + range(3)", []),
        ("arguments", "y = max(a, b)", []),
        ("arguments", "y = np.isclose(a, b, 1e-9)", ["y = np.isclose(b, a, 1e-9)"]),
        ("statement", "print(x.sort())", []),
        ("number", "plt.show(5)", []),
        ("number", "def f(x):\n    print(x[0])", ["print(x[1])"]),
        ("condition", "y = a if b else c", ["y = a if not b else c"]),
        ("number", "y = x[0]", ["y = x[1]"]),
        ("number", "y = 0.5", ["y = 1.0"]),
        ("truth", "y = f(reverse=True)", ["y = f(reverse=False)"]),
        ("sign", "y = -x", ["y = x"]),
        ("axis", "y = x.sum(axis=0)", ["y = x.sum(axis=1)"]),
        ("average", "y = f1_score(a, b, average='binary')", ["y = f1_score(a, b, average='macro')"]),
        ("keyword", "y = split(x, stratify=z)", ["y = split(x)"]),
        ("keyword", "y = Forest(n_jobs=2, max_iter=10)", []),
        ("seed", "y = Forest(random_state=0)", ["y = Forest()"]),
        ("arguments", "y = f(a, b, c)", ["y = f(b, a, c)"]),
        ("arguments", "y = f(a, a)", []),
        ("step", "y = make_pipeline(scale(), model())", ["y = make_pipeline(model())"]),
        ("step", "y = Pipeline([('s', scale()), ('m', model())])", ["y = Pipeline([('m', model())])"]),
        ("name", "y = x.mean()", ["y = x.median()"]),
        ("name", "y = max(x)", ["y = min(x)"]),
        ("copy", "y = x.copy()", ["y = x"]),
        ("statement", "x.sort()", ["pass"]),
        ("statement", "x = x.dropna()", ["pass"]),
        ("statement", "table['a'] = 1", ["pass"]),
        ("statement", "y = f(x)", []),
        ("sets", "fit(X_train); score(X_test)", ["fit(X_test); score(X_test)", "fit(X_train); score(X_train)"]),
    ],
)  # fmt: skip
def test_a_slip_happens_where_it_can(mutants, operator, line, after):
    assert changes(mutants(line), operator) == after


def test_a_result_can_be_lost_in_two_ways(mutants):
    made = mutants("def f(x):\n    return x + 1")
    assert changes(made, "result") == ["return 0"]
    assert changes(made, "return") == ["x + 1"]


def test_every_operator_is_tried_somewhere_here():
    tried = {
        mark.args[1][number][0]
        for mark in test_a_slip_happens_where_it_can.pytestmark
        for number in range(len(mark.args[1]))
    }
    tried |= {"result", "return", "jump"}
    assert tried == {operator.name for operator in OPERATORS} | {SETS}


def test_a_loop_can_end_early(mutants):
    assert changes(mutants("for x in y:\n    continue"), "jump") == ["break"]


def test_what_the_learner_is_given_is_left_alone(mutants):
    made = mutants("GIVEN = 1 + 2\n### BEGIN SOLUTION\ny = GIVEN * 2\n### END SOLUTION")
    assert {mutant.line for mutant in made} == {4 + 1 - 1}
    assert all("GIVEN = 1 + 2" in mutant.source for mutant in made)


def test_words_seeds_and_types_are_left_alone(mutants):
    text = 'def f(x: int = None) -> list[int]:\n    """Adds 1."""\n    raise ValueError(f"{x + 1} is wrong")'
    assert [mutant.operator for mutant in mutants(text)] == ["statement"]


def test_a_mutant_says_what_it_is(mutants):
    (made,) = mutants("y = a < b")
    assert (made.name, made.question, made.line) == (
        "answer: comparison: y = a < b -> y = a <= b",
        "question",
        2,
    )
    assert made.diff.splitlines()[1:] == ["-y = a < b", "+y = a <= b"]


def test_a_cell_with_magics_is_named(tmp_path):
    (tmp_path / "exercise.toml").write_text('title = "x"\n')
    (tmp_path / "source.py").write_text(SOURCE.format(answer="# %time y = 1").replace("# %time", "%time"))
    exercise = read(tmp_path)
    assert mutants_of(exercise) == ()
    assert [cell.grade_id for cell in cells_left_out(exercise)] == ["answer"]


def test_umlauts_before_the_slip_do_not_move_it(mutants):
    assert changes(mutants("größe, y = 'ä', a < b"), "comparison") == ["größe, y = 'ä', a <= b"]


def test_all_mutants_of_an_exercise_are_python_and_differ():
    made = mutants_of(read(folders.SQUARES))
    assert made
    assert len({mutant.source for mutant in made}) == len(made)
    assert len({mutant.name for mutant in made}) == len(made)
    assert all(ast.parse(mutant.source) for mutant in made)


@settings(max_examples=50, deadline=None)
@given(number=st.integers(-5, 5), spaces=st.integers(1, 4))
def test_one_slip_changes_one_line(tmp_path_factory, number, spaces):
    folder = tmp_path_factory.mktemp("exercise")
    (folder / "exercise.toml").write_text('title = "x"\n')
    answer = f"def f(x):\n{' ' * spaces}if x > {number} and x:\n{' ' * 2 * spaces}return (x + {number}) * 2\n{' ' * spaces}return -x"
    (folder / "source.py").write_text(SOURCE.format(answer=answer))
    for mutant in mutants_of(read(folder)):
        old, new = answer.split("\n"), mutant.source.split("\n")
        assert len(old) == len(new)
        assert sum(before != after for before, after in zip(old, new, strict=True)) == 1


def test_the_page_lists_every_operator():
    page = (ROOT / "docs/reference/check.md").read_text()
    table = page.partition("| Operator | What it does |\n|---|---|\n")[2].partition("\n\n")[0].split("\n")
    named = [(item.name, item.words) for item in OPERATORS] + [(SETS, SETS_WORDS)]
    assert table == [f"| `{name}` | {words} |" for name, words in named]


def test_what_is_not_changed_stands_as_it_was_written(mutants):
    (made,) = (each for each in mutants('y = table["a"] > 1e-9 if "b" in x else 0') if " >= " in each.after)
    assert made.after == 'y = table["a"] >= 1e-9 if "b" in x else 0'


def test_a_zero_is_no_lost_result(mutants):
    assert changes(mutants("def f(x):\n    if x:\n        return 0.0\n    return x"), "result") == [
        "return 0"
    ]
