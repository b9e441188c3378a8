"""Master notebooks: the grammar of `otter assign`, every role of a cell, and all misuse with its place."""

from __future__ import annotations

import json

import pytest

from graders import exercise, release
from graders.importers import ImportFailed
from graders.importers.otter import import_otter
from graders.report import Visibility
from tests.graders.importers.otter.building import code, markdown, question, ran, raw, solution, write

SQUARE = solution("def square(x):\n    return x ** 2 # SOLUTION")
TESTS = (ran("square(3)", "9"), ran("# HIDDEN\nsquare(-2)", "4"))


def imported(tmp_path, *cells, **metadata):
    result = import_otter(write(tmp_path, *cells, **metadata), tmp_path / "out")
    return result, exercise.read(result.folder)


def problems(tmp_path, *cells):
    with pytest.raises(ImportFailed) as caught:
        import_otter(write(tmp_path, *cells), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    return [(problem.line, problem.sentence) for problem in caught.value.problems]


def by_id(read, grade_id):
    return next(cell for cell in read.cells if cell.grade_id == grade_id)


def test_it_works(tmp_path):
    result, read = imported(
        tmp_path, raw("# ASSIGNMENT CONFIG\nname: hw"), markdown("# Squares"), *question(*SQUARE, tests=TESTS)
    )

    first, second = by_id(read, "q1").parts
    assert read.title == "Squares"
    assert by_id(read, "q1-answer").released == "def square(x):\n    ..."
    assert (first.title, first.points, first.checks[0].visibility) == ("q1 - 1", 0.5, Visibility.VISIBLE)
    assert (second.title, second.points, second.checks[0].visibility) == ("q1 - 2", 0.5, Visibility.HIDDEN)
    assert "check_examples(('square(3)', '9'))" in first.checks[0].source
    assert "square(-2)" not in json.dumps(release.notebook(read))
    assert result.carried == ("“q1”: 2 cases, 1 hidden",)


def test_fenced_text_is_as_good_as_raw_cells(tmp_path):
    cells = [
        markdown("# Fenced\n```otter\n# ASSIGNMENT CONFIG\nname: hw\n```\nMore."),
        markdown(
            "```otter\n# BEGIN QUESTION\nname: q1\n```\n\nWhat is it?\n\n```otter\n# BEGIN SOLUTION\n```"
        ),
        code("x = 1 # SOLUTION"),
        markdown("```otter\n# END SOLUTION\n```\n```otter\n# BEGIN TESTS\n```"),
        ran("x", "1"),
        markdown("```otter\n# END TESTS\n```\n```otter\n# END QUESTION\n```"),
    ]

    _, read = imported(tmp_path, *cells)

    assert [cell.source for cell in read.cells if cell.cell_type == "markdown"] == [
        "# Fenced",
        "More.",
        "What is it?\n",
    ]
    assert by_id(read, "q1").points == 1


def test_settings_of_a_test(tmp_path):
    test = ran(
        '""" # BEGIN TEST CONFIG\nhidden: true\npoints: 2\nsuccess_message: Well done\nfailure_message: Think [again]\n'
        '""" # END TEST CONFIG\nsquare(0)',
        "0",
    )

    _, read = imported(tmp_path, *question(*SQUARE, tests=(test,)))

    [part] = by_id(read, "q1").parts
    assert (part.points, part.success, part.hint) == (2, "Well done", "Think (again)")
    assert part.checks[0].visibility is Visibility.HIDDEN


def test_all_or_nothing_and_lists_of_points(tmp_path):
    _, read = imported(
        tmp_path, *question(*SQUARE, settings="points: [1, 2]\nall_or_nothing: true", tests=TESTS)
    )

    cell = by_id(read, "q1")
    assert cell.all_or_nothing
    assert [part.points for part in cell.parts] == [1, 2]


def test_functions_that_raise(tmp_path):
    tests = (
        ran("def test_it(square, env):\n    assert square(3) == 9\n    return 1\ntest_it(square, globals())"),
        ran("# HIDDEN\ndef test_that(square, limit=3):\n    assert square(limit)"),
    )
    _, read = imported(
        tmp_path, raw("# ASSIGNMENT CONFIG\ntests:\n  ok_format: false"), *question(*SQUARE, tests=tests)
    )

    first, second = (part.checks[0].source for part in by_id(read, "q1").parts)
    assert first.rstrip().endswith("_ = test_it(square=square, env=globals())")
    assert second.rstrip().endswith("test_that(square=square, limit=globals().get('limit'))")
    assert not any(cell.grade_id == "otter-examples" for cell in read.cells)


def test_printed_lines_multiple_statements_and_empty_lines(tmp_path):
    test = ran("for i in range(2):\n    print(i)\n\nx: int = 3\nx", "3", "0\n\n1\n")

    _, read = imported(tmp_path, *question(*SQUARE, tests=(test,)))

    source = by_id(read, "q1").parts[0].checks[0].source
    assert "'''for i in range(2):\n    print(i)'''" in source
    assert "'x = 3'" in source
    assert "('x', '''0\n<BLANKLINE>\n1\n3''')" in source


def test_a_test_that_was_never_run_is_told(tmp_path):
    result, _ = imported(
        tmp_path, *question(*SQUARE, tests=(code("square(3)"), code("assert square(3) == 9")))
    )

    assert [line for line in result.for_a_person if "never run" in line] == [
        "“q1 - 1” was never run before the notebook was saved, so it is not known what it should show."
    ]


def test_prompt_and_solution_are_one_answer_where_learners_get_the_prompt_alone(tmp_path):
    cells = [raw("# BEGIN PROMPT"), code("x = ..."), raw("# END PROMPT")]
    cells += solution("# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION")

    _, read = imported(tmp_path, *question(*cells, tests=(ran("x", "1"),)))

    assert [cell.released for cell in read.cells if cell.kind.is_answered] == ["x = ..."]


def test_a_question_that_a_person_marks(tmp_path):
    cells = [
        markdown("Why?"),
        raw("# BEGIN PROMPT"),
        markdown("_Here._"),
        raw("# END PROMPT"),
        raw("# BEGIN SOLUTION"),
        markdown("Because."),
        raw("# END SOLUTION"),
    ]

    _, read = imported(tmp_path, *question(*cells, settings="manual: true\npoints: 3"))

    cell = by_id(read, "q1")
    assert (cell.kind, cell.points, cell.released) == ("manual", 3, "_Here._")
    assert "Because." in cell.source


def test_a_plot_that_a_person_marks(tmp_path):
    _, read = imported(
        tmp_path, *question(*solution("plot(x) # SOLUTION"), settings="manual: true\npoints: 2")
    )

    assert (by_id(read, "q1").cell_type, by_id(read, "q1").released) == ("code", "...")


def test_a_manual_answer_without_prompt_asks_to_type_here(tmp_path):
    cells = [raw("# BEGIN SOLUTION"), markdown("Because."), raw("# END SOLUTION")]

    _, read = imported(tmp_path, *question(*cells, settings="manual: true\npoints: 3"))

    assert by_id(read, "q1").released == "_Type your answer here, replacing this text._"


def test_otters_own_cells_and_lines_go(tmp_path):
    result, read = imported(
        tmp_path,
        code('# Initialize Otter\nimport otter\ngrader = otter.Notebook("hw.ipynb")'),
        code("import math\nimport otter"),
        code("# IGNORE\nx = 1"),
        code("y = 1 # IGNORE\nz = 2"),
        code("# BEGIN PLUGIN\nplugin: p.P\n# END PLUGIN"),
        *question(*SQUARE, tests=TESTS),
        code("grader.check_all()"),
        code("grader.export(\n    pdf=False,\n)"),
    )

    sources = [cell.source for cell in read.cells if cell.cell_type == "code" and not cell.grade_id]
    assert sources == ["import math", "z = 2"]
    assert any("the plugin in cell 5" in line for line in result.left_out)


def test_a_check_of_ones_own_moves_the_tests(tmp_path):
    _, read = imported(
        tmp_path,
        *question(*SQUARE, settings="check_cell: false", tests=TESTS),
        code("y = 1"),
        code('grader.check("q1")'),
    )

    assert [cell.grade_id or cell.source for cell in read.cells][-2:] == ["y = 1", "q1"]


def test_solutions_outside_of_blocks(tmp_path):
    cells = [code("x = 1 # SOLUTION"), *question(*SQUARE, tests=TESTS)]
    result, read = imported(tmp_path / "a", *cells)
    assert read.cells[1].source == "x = 1 # SOLUTION"
    assert any("Cell 1 has `# SOLUTION` outside" in line for line in result.for_a_person)

    config = raw("# ASSIGNMENT CONFIG\nstrip_solutions_from_all_cells: true")
    _, read = imported(tmp_path / "b", config, *cells)
    assert by_id(read, "solution-1").released == "x = ..."


@pytest.mark.parametrize(
    ("config", "lines"),
    [
        ("generate:\n  seed: 42", ["np.random.seed(42)", "random.seed(42)"]),
        (
            "seed:\n  variable: rng_seed\n  autograder_value: 7\n  student_value: 8",
            ['get_ipython().user_ns["rng_seed"] = 7'],
        ),
    ],
)
def test_seeds_are_set_before_each_cell(tmp_path, config, lines):
    result, read = imported(tmp_path, raw(f"# ASSIGNMENT CONFIG\n{config}"), *question(*SQUARE, tests=TESTS))

    seeding = by_id(read, "otter-seed").source
    assert all(line in seeding for line in lines)
    assert "pre_run_cell" in seeding
    assert any("another seed (8)" in line for line in result.for_a_person) == ("student" in config)


def test_files_lie_beside_the_notebook_or_are_hidden(tmp_path):
    tmp_path.joinpath("data").mkdir()
    tmp_path.joinpath("data", "a.csv").write_text("a")
    tmp_path.joinpath("b.csv").write_text("b")
    config = raw("# ASSIGNMENT CONFIG\nfiles: [data]\nautograder_files: [b.csv, ../c.csv, missing.csv]")

    result, read = imported(tmp_path, config, *question(*SQUARE, tests=TESTS))

    assert (read.public_files, read.hidden_files) == (("data/data/a.csv",), ("hidden/b.csv",))
    assert read.data_beside_notebook
    told = " ".join(result.for_a_person)
    assert "“../c.csv” lies outside" in told
    assert "“missing.csv” is not there" in told


def test_a_config_file_is_read_and_the_notebook_has_the_last_word(tmp_path):
    tmp_path.joinpath("config.yml").write_text("name: other\ngenerate:\n  seed: 5\n")
    config = raw("# ASSIGNMENT CONFIG\nconfig_file: config.yml\nname: mine")

    _, read = imported(tmp_path, config, *question(*SQUARE, tests=TESTS))

    assert read.title == "mine"
    assert "seed(5)" in by_id(read, "otter-seed").source


def test_every_other_setting_is_told(tmp_path):
    config = (
        "# ASSIGNMENT CONFIG\nrequirements: [scipy]\nexport_cell:\n  instructions: Send it.\nplugins: [p]\nnonsense: 1\n"
        "solutions_pdf: true\ngenerate:\n  points_possible: 10\n  score_threshold: 0.5\n  token: secret\n  show_hidden: true"
    )

    result, _ = imported(tmp_path, raw(config), *question(*SQUARE, tests=TESTS))

    left_out, person = " ".join(result.left_out), " ".join(result.for_a_person)
    assert all(
        f"`{key}`" in left_out for key in ("export_cell", "plugins", "nonsense", "solutions_pdf", "token")
    )
    assert all(word in person for word in ("scipy", "Send it.", "10 points", "share of 0.5"))
    assert "secret" not in left_out + person


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([raw("# BEGIN QUESTION\nname: q1")], "Cell 1: this question is never ended."),
        ([raw("# END QUESTION")], "Cell 1, line 1: A question ends that was not begun."),
        ([raw("# BEGIN TESTS")], "Cell 1, line 1: A tests block begins outside of a question."),
        (question(raw("# END TESTS")), "Cell 2, line 1: A tests block ends that was not begun."),
        (
            question(raw("# BEGIN SOLUTION"), raw("# BEGIN TESTS"), raw("# END SOLUTION")),
            "Cell 3, line 1: A tests block begins inside the solution block of cell 2.",
        ),
        (question(raw("# BEGIN SOLUTION")), "Cell 3, line 1: The solution block of cell 2 is not ended yet."),
        (
            [*question()[:1], *question(name="q2")],
            "Cell 2, line 1: A question begins inside the one begun in cell 1.",
        ),
        (question(name=""), "Cell 1: This question has no `name` with letters or digits."),
        ([*question(), *question()], "Cell 3: The name “q1” is used for a question before."),
        (question(settings="manual: maybe"), "Cell 1: `manual` must be true or false, but is 'maybe'."),
        (
            question(settings="points: two", tests=TESTS),
            "Question “q1”: `points` must be a number, a list of numbers or `each: number`, but is 'two'.",
        ),
        (question(settings="points: [1"), "Cell 1, line 3: This is not valid YAML"),
        (question(settings="- 1"), "This is not valid YAML"),
        (question(tests=(markdown("x"),)), "Cell 3, line 1: A tests block holds code cells alone."),
        (question(tests=(ran("x ="),)), "Cell 3, line 1: This test is not valid Python."),
        (
            question(tests=(ran("a = 1\n%time f()"),)),
            "Cell 3, line 2: This test is not valid Python (it holds a magic).",
        ),
        (question(tests=(ran("# only words"),)), "Cell 3, line 1: This test cell has no code."),
        (
            question(tests=(ran('""" # BEGIN TEST CONFIG\nx'),)),
            "Cell 3, line 1: `BEGIN TEST CONFIG` is never closed",
        ),
        (
            question(
                tests=(ran('""" # BEGIN TEST CONFIG\nhidden: no\nvisible: 1\n""" # END TEST CONFIG\nx', "1"),)
            ),
            "`visible` is not a setting of a test",
        ),
        (
            question(*SQUARE, raw("# BEGIN PROMPT"), code("x"), raw("# END PROMPT")),
            "A prompt stands before its solution, not after it.",
        ),
        (
            question(*solution("# END SOLUTION")),
            "Cell 3, line 1: `END SOLUTION` without a `BEGIN SOLUTION` before it.",
        ),
        ([*question(tests=TESTS), markdown("```otter\n# END")], "This ```otter block is never closed."),
        ([raw("# ASSIGNMENT CONFIG\nfiles: 3"), *question()], "`files` must be a list of file names."),
        ([raw("# ASSIGNMENT CONFIG\ngenerate:\n  seed: x"), *question()], "A seed is a whole number"),
    ],
)
def test_misuse_is_told_with_cell_and_line(tmp_path, cells, found):
    told = problems(tmp_path, *cells)

    assert any(found in sentence for _, sentence in told), told
    assert "A seed" in found or "files" in found or all(line > 0 for line, _ in told)


def test_all_misuse_is_told_at_once_with_lines_of_the_file(tmp_path):
    cells = [
        *question(settings="points: [1"),
        raw("# END SOLUTION"),
        *question(name="q2", tests=(ran("x ="),)),
    ]

    told = problems(tmp_path, *cells)

    lines = [line for line, _ in told]
    text = (tmp_path / "hw.ipynb").read_text().splitlines()
    assert len(told) == 3
    assert [text[line - 1].strip().strip(",") for line in lines[1:]] == [
        '"source": "# END SOLUTION"',
        '"source": "x ="',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a, *a]",
        "a: &a [1]\nb: *a",
        "a: !!python/object/apply:os.system [echo]",
        "a: !!python/name:os.system",
        "a: " + "[" * 100 + "]" * 100,
        "a: " + "x" * 70_000,
        "\x00",
        "a: b: c",
        "? [1, 2]\n: 3",
    ],
)
def test_hostile_settings_are_refused(tmp_path, text):
    cells = [raw(f"# ASSIGNMENT CONFIG\n{text}"), *question(tests=TESTS)]

    assert problems(tmp_path, *cells)


def test_odd_settings_are_harmless(tmp_path):
    result, _ = imported(tmp_path, raw("# ASSIGNMENT CONFIG\n? 3\n: x"), *question(tests=TESTS))

    assert "`3`: Otter has no such setting" in result.left_out
