"""A clone must work anywhere: no file names an index of packages or a path of somebody's machine."""

from __future__ import annotations

import re

import pytest

from tests.repository import ROOT, tracked_files

INDEX_ADDRESS = re.compile(
    rb"https?://[^\s\"'>)]{0,200}(?:/simple\b|//registry\.|/registry\b)|files\.pythonhosted|--(?:extra-)?index-url[ =]\S"
)
MACHINE_PATH = re.compile(rb"(?<![\w.])/(?:home(?!/(?:learner|alice)\b)|Users|work|root/\.pyenv)/[\w.-]+")
UNFINISHED = re.compile(rb"\b(?:TO" + rb"DO|FIX" + rb"ME|XX" + rb"X)\b")
VENDORED = "platform/assay/static/vendor"
GOLDEN = "tests/golden/"  # submissions that look around in a machine


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return {str(path): (ROOT / path).read_bytes() for path in tracked_files()}


def _places(contents: dict[str, bytes], pattern: re.Pattern[bytes]) -> list[str]:
    return [
        f"{name}: {found[0].decode(errors='replace')}"
        for name, text in contents.items()
        if (found := pattern.search(text))
    ]


def test_no_file_holds_the_address_of_a_package_index(contents):
    own = {name: text for name, text in contents.items() if name != "tests/test_repository.py"}
    assert not _places(own, INDEX_ADDRESS)


def test_no_file_holds_a_path_of_a_machine(contents):
    own = {
        name: text
        for name, text in contents.items()
        if not name.startswith((VENDORED, GOLDEN)) and name != "tests/test_repository.py"
    }
    assert not _places(own, MACHINE_PATH)


def test_no_file_is_left_unfinished(contents):
    own = {
        name: text
        for name, text in contents.items()
        if name.endswith((".py", ".html", ".css", ".js", ".toml")) and VENDORED not in name
    }
    assert not _places(own, UNFINISHED)


def test_every_requirement_is_pinned_with_a_hash(contents):
    locks = {
        name: text.decode()
        for name, text in contents.items()
        if re.fullmatch(r"(requirements|graders/environments/.*)/?\w*\.txt", name)
    }
    assert len(locks) >= 4
    for name, text in locks.items():
        pins = re.findall(r"^[A-Za-z0-9].*$", text, re.MULTILINE)
        assert pins and all("==" in pin and pin.endswith("\\") for pin in pins), name
        assert text.count("--hash=sha256:") >= len(pins), name


def test_it_works_on_planted_text():
    planted = {
        "a": b"see https://pypi.example/simple/numpy",
        "b": b"open /home/somebody/notes",
        "c": b"https://example.org/simply",
    }
    assert [place[0] for place in _places(planted, INDEX_ADDRESS)] == ["a"]
    assert [place[0] for place in _places(planted, MACHINE_PATH)] == ["b"]
