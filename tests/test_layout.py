"""The walls of the house (docs/decisions/0002) that import-linter cannot see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT, calls, imported_modules, python_files, tracked_files

RUNNER_MAY_IMPORT = {
    "IPython", "ipykernel", "matplotlib_inline", "nbformat", "traitlets", "numpy", "pandas", "scipy", "pyseccomp",
}  # fmt: skip


def test_platform_is_a_source_root_and_no_package():
    children = {path.name for path in (ROOT / "platform").iterdir() if path.name != "__pycache__"}
    assert children == {"assay"}, "a loose module in platform/ shadows Python's own platform"


@pytest.mark.parametrize(
    "start", [["-c"], ["-m", "pytest", "--version"], ["manage.py", "version"]], ids=lambda start: start[0]
)
def test_python_finds_its_own_platform_module_and_our_packages(start):
    code = "import platform, assay, graders; assert platform.system() == 'Linux'"
    command = [sys.executable, *start, *([code] if start == ["-c"] else [])]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_every_folder_of_tests_is_a_package():
    folders = {path.parent for path in python_files("tests") if path.name.startswith("test_")}
    lacking = [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()]
    assert not lacking, "without __init__.py two test files of one name collide"


def test_pytest_does_not_collect_the_content(pytestconfig):
    assert "exercises" in pytestconfig.getini("norecursedirs")


def test_both_sides_of_the_wall_can_import_the_contract():
    assert (ROOT / "graders/__init__.py").read_text().count("import") == 0
    assert {
        name.split(".")[0] for name in imported_modules(Path("graders/report.py"))
    } <= sys.stdlib_module_names


def test_the_runner_imports_only_what_every_environment_has():
    for path in python_files("graders/runner"):
        for name in imported_modules(path):
            top = name.split(".")[0]
            allowed = top in sys.stdlib_module_names | RUNNER_MAY_IMPORT
            assert allowed or name.startswith(("graders.runner", "graders.report")) or name == "graders", (
                f"{path} imports {name}"
            )


def test_only_settings_read_the_environment():
    readers = {
        path
        for path in python_files("platform")
        if {"os.getenv", "os.environ.get", "env.str"} & set(calls(path))
    }
    assert readers <= {Path("platform/assay/settings.py")}


def test_only_one_module_sends_tasks():
    senders = {"app.send_task", "current_app.send_task", "celery.send_task"}
    found = {
        path
        for path in python_files("platform")
        if any(call in senders or call.endswith((".delay", ".apply_async")) for call in calls(path))
    }
    assert found <= {Path("platform/assay/celery.py")}


def test_only_one_module_imports_docker():
    importers = {
        path
        for path in python_files("graders") + python_files("platform")
        if "docker" in imported_modules(path)
    }
    assert len(importers) <= 1


def test_nothing_large_is_tracked():
    large = [
        f"{path}: {(ROOT / path).stat().st_size // 1000} kB"
        for path in tracked_files()
        if (ROOT / path).stat().st_size > 1_000_000
    ]
    assert not large
