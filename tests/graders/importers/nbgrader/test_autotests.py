"""AUTOTEST lines become the assertions that nbgrader makes of them; the reference answers in the sandbox."""

from __future__ import annotations

import json

import pytest

from graders.exercise import read
from graders.importers import ImportFailed
from graders.importers.nbgrader import Options, import_nbgrader
from graders.importers.nbgrader.templates import fill
from graders.pool.fake import FakeGrader
from graders.report import Ending
from tests.graders.importers.nbgrader.building import AUTOTESTS, answer, cell, graded, write


class Kernel:
    """Runs the pieces here, as a kernel would: the tests' own code alone comes this way."""

    def __init__(self):
        self.runs = 0

    def prepare(self, *, exercise):
        """Nothing to learn."""

    def grade(self, *, exercise, file_name, content, on_progress=None):
        self.runs += 1
        names: dict = {}
        report = FakeGrader().grade(exercise=exercise, file_name=file_name, content=content)
        assert report.notebook
        for one in report.notebook["cells"]:
            if one["id"].startswith("piece-"):
                one["outputs"] = list(_run("".join(one["source"]), names))
        return report


def _run(source, names):
    try:
        try:
            code = compile(source.strip(), "<piece>", "eval")
        except SyntaxError:
            exec(source, names)
            return
        value = eval(code, names)
        if value is not None:
            text = value.__name__ if isinstance(value, type) else repr(value)
            yield {"output_type": "execute_result", "data": {"text/plain": text}}
    except Exception as error:
        yield {"output_type": "error", "ename": type(error).__name__, "evalue": str(error)}


def bring(tmp_path, *cells, templates=AUTOTESTS, grader=None, **options):
    write(tmp_path / "ps", "ps", *cells)
    if templates:
        (tmp_path / "ps" / "autotests.yml").write_text(templates)
    return import_nbgrader(
        tmp_path / "ps",
        tmp_path / "out",
        options=Options(**options),
        grader=grader or Kernel(),
        step=lambda *_: None,
    )


def test_it_works(tmp_path):
    kernel = Kernel()
    done = bring(
        tmp_path,
        answer("a", "u = [3, 1]\nr = 0.126"),
        graded("q", 2, "import math\n### AUTOTEST u; r;\nassert math"),
        grader=kernel,
    )

    assert read(tmp_path / "out").cells[1].source.splitlines() == [
        "import math",
        "from hashlib import sha1",
        'assert str(len(u)) == "2", "the \\"length\\" of u"',
        'assert str(u) == "[3, 1]", "the order of u"',
        "",
        'assert str(round(r, 2)) == "0.13", "rounded value of r"',
        "",
        "assert math",
        "print('Well done.')",
    ]
    assert kernel.runs == 2
    assert done.exercises[0].carried[-1] == "1 AUTOTEST line(s), as 3 assertion(s)"
    assert [one.public_files for one in [read(tmp_path / "out")]] == [()]


def test_hashed_answers_are_not_to_be_read(tmp_path):
    bring(tmp_path, answer("a", "name = 'Ada'"), graded("q", 1, "# HASHED AUTOTEST name"))
    source = read(tmp_path / "out").cells[1].source

    assert "sha1(str(name).encode" in source and "Ada" not in source


def test_what_stands_before_a_line_has_run_when_it_is_asked(tmp_path):
    bring(
        tmp_path,
        answer("a", "x = 1"),
        graded("q", 1, "x = x + 1\n### AUTOTEST x\nx = x * 10\n### AUTOTEST x"),
    )

    assert [line for line in read(tmp_path / "out").cells[1].source.splitlines() if "assert" in line] == [
        'assert str(x) == "2", "value of x"',
        'assert str(x) == "20", "value of x"',
    ]


def test_other_delimiters_for_autotests(tmp_path):
    from graders.importers.nbgrader import Delimiters

    bring(
        tmp_path, answer("a", "x = 1"), graded("q", 1, "## CHECK x"), delimiters=Delimiters(autotest="CHECK")
    )

    assert 'assert str(x) == "1"' in read(tmp_path / "out").cells[1].source


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            [cell("1 / 0"), graded("q", 1, "### AUTOTEST x")],
            "cell 1: AUTOTEST has to run the whole notebook.*ZeroDivisionError",
        ),
        ([answer("a", "x = 1"), graded("q", 1, "### AUTOTEST y")], r"cell 2: .*`type\(y\)` fails: NameError"),
    ],
)
def test_a_reference_that_fails_is_told_by_cell(tmp_path, cells, sentence):
    with pytest.raises(ImportFailed, match=sentence):
        bring(tmp_path, *cells)


def test_a_run_that_was_stopped_is_told(tmp_path):
    stopped = FakeGrader(ending=Ending.TIMED_OUT, message="The run was stopped after 600 s.")
    with pytest.raises(ImportFailed, match="stopped after 600 s"):
        bring(tmp_path, answer("a", "x = 1"), graded("q", 1, "### AUTOTEST x"), grader=stopped)


@pytest.mark.parametrize(
    ("templates", "sentence"),
    [
        ("", "AUTOTEST needs this file"),
        ("a: [", "no YAML"),
        ("python3: &a [*a]", "no YAML"),
        ("ir: {}", "nothing for the kernel"),
        ("python3: {dispatch: x}", "It lacks: normalize, check, templates"),
        (AUTOTESTS.replace("str({{snippet}})", "{% for x in y %}"), "uses more than"),
        (AUTOTESTS.replace("str({{snippet}})", "{{ x.__class__ }}"), "uses more than"),
        (AUTOTESTS.replace("- test:", "- tests:"), "entries with `test` and `fail`"),
    ],
)
def test_templates_that_cannot_be_used_are_told(tmp_path, templates, sentence):
    with pytest.raises(ImportFailed, match=sentence):
        bring(tmp_path, answer("a", "x = 1"), graded("q", 1, "### AUTOTEST x"), templates=templates)


def test_templates_are_filled_in_once():
    assert fill("{{ a }} {{b}} {{c}}", a="{{b}}", b="B") == "{{b}} B {{c}}"


def test_the_notebook_is_not_run_where_nothing_asks_for_it(tmp_path):
    kernel = Kernel()
    bring(tmp_path, answer("a", "x = 1"), graded("q", 1, "assert x"), grader=kernel)

    assert kernel.runs == 0
    assert json.loads((tmp_path / "out/source.ipynb").read_text())["nbformat_minor"] == 5
