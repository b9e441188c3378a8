"""Notebooks that Otter released import its client: here it does no harm, and decides nothing."""

from __future__ import annotations


def test_it_works(forge):
    ran = forge.run(
        'import otter\ngrader = otter.Notebook("hw.ipynb")',
        'grader.check("q1")\ngrader.check_all()\ngrader.export(pdf=False, force_save=True)\ngrader.to_pdf()',
        "from otter import Notebook\nfrom otter.test_files import test_case\n@test_case(points=1)\ndef f(): return 3\nf()",
    )

    assert [ran.done(position)["status"] for position in range(3)] == ["ok", "ok", "ok"]
    assert ran.text(1).startswith("q1: tested outside this notebook")
    assert ran.outputs(2)[0]["data"]["text/plain"] == "3"


def test_other_modules_that_are_missing_stay_missing(forge):
    ran = forge.run("import otter.nothing_like_this", "import nothing_like_this")

    assert [ran.outputs(position)[0]["ename"] for position in range(2)] == ["ModuleNotFoundError"] * 2
