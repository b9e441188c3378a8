"""The doctor says what works, and for what does not the very command."""

from __future__ import annotations

import subprocess

import pytest

from graders.pool import doctor, environments
from graders.pool.launchers import container


def _named(findings, name):
    return next(finding for finding in findings if finding.name == name)


def test_it_works_here():
    findings = doctor.examine()
    broken = {finding.name for finding in findings if not finding.works}
    assert broken <= {"launcher docker", "launcher external"}
    assert all(finding.remedy == "" for finding in findings if finding.works)


def test_a_missing_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSAY_DATA_DIR", str(tmp_path))
    findings = doctor.examine()
    finding = _named(findings, "environment ml-base")
    assert not finding.works
    assert "-m graders.pool.environments install ml-base" in finding.remedy
    assert "environment ml-base" in _named(findings, "launcher namespaces").remedy


def test_a_data_folder_that_a_jail_would_hide(monkeypatch):
    monkeypatch.setenv("ASSAY_DATA_DIR", "/tmp/assay")
    finding = _named(doctor.examine(), "data folder")
    assert not finding.works
    assert "ASSAY_DATA_DIR" in finding.remedy


@pytest.mark.parametrize(
    ("switch", "value", "command"),
    [
        ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
        (
            "kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
        ),
    ],
)
def test_a_switch_of_the_kernel_that_is_off(monkeypatch, switch, value, command):
    finding = _with_broken_namespaces(monkeypatch, {switch: value}, exit_code=1)
    assert finding.remedy == f"as root: {command}"
    assert finding.detail == "PermissionError: clone"


def test_no_more_namespaces_may_be_made(monkeypatch):
    answer = subprocess.CompletedProcess(
        [], 1, stdout="", stderr="OSError: [Errno 28] clone: No space left on device"
    )
    monkeypatch.setattr(doctor.subprocess, "run", lambda *_, **__: answer)

    assert doctor._namespaces().remedy == "as root: sysctl -w user.max_user_namespaces=15000"


def test_an_engine_that_does_not_answer(monkeypatch, tmp_path):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody.sock")
    finding = doctor._docker_launcher()

    assert not finding.works
    assert finding.detail.startswith("no Docker engine answers")
    assert finding.remedy.startswith("start it")


def test_an_engine_without_the_image(monkeypatch):
    def none(**_):
        raise container.EngineFault("the engine has no image assay/sandbox-ml-base; run: make image")

    monkeypatch.setattr(container, "usable_image", none)
    finding = doctor._docker_launcher()

    assert (finding.works, finding.remedy) == (False, "run: make image")


def test_an_engine_with_the_image(monkeypatch):
    monkeypatch.setattr(container, "usable_image", lambda **_: "sha256:0")

    assert doctor._docker_launcher().works


def test_namespaces_forbidden_by_a_container(monkeypatch):
    finding = _with_broken_namespaces(monkeypatch, {}, exit_code=1)
    assert "seccomp.json" in finding.remedy


def test_a_masked_proc(monkeypatch):
    finding = _with_broken_namespaces(monkeypatch, {}, exit_code=77)
    assert "MaskedPaths" in finding.remedy


def _with_broken_namespaces(monkeypatch, switches, exit_code):
    """The kernel's switches as given, and a trial that fails."""
    answer = subprocess.CompletedProcess([], exit_code, stdout="", stderr="…\nPermissionError: clone")
    monkeypatch.setattr(doctor.subprocess, "run", lambda *_, **__: answer)
    monkeypatch.setattr(doctor, "_read", lambda path: switches.get(str(path).removeprefix("/proc/sys/"), ""))
    return doctor._namespaces()


def test_a_missing_libseccomp(monkeypatch):
    answer = subprocess.CompletedProcess([], 1, stdout="", stderr="RuntimeError: Unable to find libseccomp")
    monkeypatch.setattr(doctor.subprocess, "run", lambda *_, **__: answer)
    finding = doctor._environment("ml-base")
    assert finding.remedy == "as root: apt-get install libseccomp2"


def test_a_python_that_cannot_be_read(monkeypatch):
    environments.locate(name="ml-base")
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    finding = doctor._environment("ml-base")
    assert not finding.works
    assert "where this user cannot read" in finding.detail + finding.remedy
