"""The documentation keeps up: every setting, command, target and link."""

from __future__ import annotations

import re
import subprocess
import textwrap

import pytest
from django.core.management import get_commands

from graders.exercise import read
from tests.repository import ROOT, tracked_files

PAGES = [path for path in tracked_files() if path.suffix == ".md" and path.parts[0] != "exercises"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _page(name: str) -> str:
    return (ROOT / "docs" / "reference" / f"{name}.md").read_text()


def _settings() -> list[str]:
    return re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", (ROOT / "platform/assay/settings.py").read_text())


def test_every_setting_is_documented():
    assert len(_settings()) > 8
    assert not [name for name in _settings() if f"`{name}`" not in _page("settings")]


def test_every_documented_setting_is_one():
    documented = re.findall(r"^\| `([A-Z_]+)`", _page("settings"), re.MULTILINE)
    engine = "".join(
        (ROOT / path).read_text()
        for path in tracked_files()
        if path.suffix == ".py" and path.parts[0] == "graders"
    )
    makefile = (ROOT / "Makefile").read_text()
    assert not [
        name for name in documented if name not in _settings() and name not in engine and name not in makefile
    ]


def test_every_management_command_is_documented():
    ours = [name for name, app in get_commands().items() if str(app).startswith("assay")]
    assert not [name for name in ours if f"manage.py {name}" not in _page("commands")]


def test_every_command_of_the_engine_is_documented():
    shown = subprocess.run(
        [str(ROOT / ".venv/bin/graders"), "--help"], capture_output=True, text=True, check=True
    ).stdout
    listed = re.findall(r"^    (\w+) {2,}", shown, re.MULTILINE)
    assert "grade" in listed
    assert not [name for name in listed if f"graders {name}" not in _page("commands")]


def test_every_target_is_documented():
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert not [name for name in targets if f"make {name}" not in _page("commands")]


@pytest.mark.parametrize("document", PAGES, ids=str)
def test_every_link_leads_somewhere(document):
    links = [link for link in LINK.findall((ROOT / document).read_text()) if "://" not in link]
    assert not [link for link in links if not (ROOT / document.parent / link).exists()]


def test_every_decision_is_listed():
    listed = (ROOT / "docs/decisions/README.md").read_text()
    assert not [path.name for path in (ROOT / "docs/decisions").glob("0*.md") if path.name not in listed]


@pytest.mark.parametrize("document", ["README.md", "docs/tutorial/first-exercise.md"])
def test_the_example_exercise_is_one(document, tmp_path):
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", (ROOT / document).read_text(), re.MULTILINE)
    source = next(textwrap.dedent(block).strip() for block in blocks if "# %%" in block)
    (tmp_path / "source.py").write_text(source + "\n")
    (tmp_path / "exercise.toml").write_text('title = "The mean, by hand"\n')
    exercise = read(tmp_path)
    assert [(question.name, float(question.points)) for question in exercise.questions] == [
        ("mean-test", 2.0)
    ]
