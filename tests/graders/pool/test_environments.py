"""Environments are installed whole or not at all, once per lock."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from graders.pool import environments


@pytest.fixture
def definitions(tmp_path, monkeypatch):
    """One environment, `tiny`, which needs no package."""
    folder = tmp_path / "definitions"
    (folder / "tiny").mkdir(parents=True)
    (folder / "tiny" / "environment.toml").write_text('preload = ["json"]\n')
    (folder / "tiny" / "requirements.txt").write_text("# nothing\n")
    monkeypatch.setattr(environments, "DEFINITIONS", folder)
    monkeypatch.setenv("ASSAY_DATA_DIR", str(tmp_path / "data"))
    return folder


def test_it_works(definitions):
    lines: list[str] = []
    environment = environments.install(name="tiny", on_progress=lines.append)
    assert environments.locate(name="tiny") == environment
    assert environment.folder.name == f"tiny-{environment.definition.digest[:12]}"
    answer = subprocess.run([environment.python, "-c", "print(1)"], capture_output=True, check=True)
    assert answer.stdout == b"1\n"
    assert environment.packages == ()
    assert any("installing" in line for line in lines)


def test_a_second_time_changes_nothing(definitions):
    environment = environments.install(name="tiny", on_progress=lambda _: None)
    (environment.folder / "kept").touch()
    lines: list[str] = []
    assert environments.install(name="tiny", on_progress=lines.append) == environment
    assert lines == []
    assert (environment.folder / "kept").exists()


def test_an_interrupted_installation_starts_afresh(definitions):
    folder = environments.define(name="tiny").folder
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "half").touch()
    environment = environments.install(name="tiny", on_progress=lambda _: None)
    assert not (environment.folder / "lib" / "half").exists()


def test_a_package_that_cannot_be_had_leaves_no_environment(definitions, monkeypatch):
    for variable in ("PIP_NO_INDEX", "UV_NO_INDEX"):
        monkeypatch.setenv(variable, "1")
    requirements = definitions / "tiny" / "requirements.txt"
    requirements.write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(environments.EnvironmentFault, match="no-such-package"):
        environments.install(name="tiny", on_progress=lambda _: None)
    with pytest.raises(environments.EnvironmentFault, match="not installed"):
        environments.locate(name="tiny")


def test_another_lock_is_another_folder(definitions):
    before = environments.define(name="tiny").folder
    (definitions / "tiny" / "requirements.txt").write_text("# nothing else\n")
    assert environments.define(name="tiny").folder != before


def test_a_missing_environment_names_the_command(definitions):
    with pytest.raises(environments.EnvironmentFault, match=r"-m graders\.pool\.environments install tiny"):
        environments.locate(name="tiny")


def test_an_unknown_environment_names_those_there_are(definitions):
    with pytest.raises(environments.EnvironmentFault, match="there is tiny"):
        environments.define(name="ml-huge")


@pytest.mark.parametrize(
    ("uid", "expected"), [(0, "/var/lib/assay"), (1234, "/home/alice/.local/share/assay")]
)
def test_the_data_folder(monkeypatch, uid, expected):
    monkeypatch.delenv("ASSAY_DATA_DIR", raising=False)
    monkeypatch.setenv("HOME", "/home/alice")
    monkeypatch.setattr("os.getuid", lambda: uid)
    assert environments.data_folder() == Path(expected)


def test_the_command_line(definitions, capsys):
    assert environments.main(["status", "tiny"]) == 0
    assert environments.main(["install", "tiny"]) == 0
    assert environments.main(["status", "tiny"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "missing"
    assert lines[-1] == "installed"


def test_every_environment_of_the_repository_can_be_read():
    assert environments.names() == ("ml-base",)
    assert "numpy" in environments.define(name="ml-base").preload
