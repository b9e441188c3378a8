"""Settings refuse to start what would not be safe."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assay.safety import faults, kept_key

GOOD: dict[str, Any] = {
    "is_demo": False,
    "is_debug": False,
    "secret_key": "qf7-lJ2mX9vRb4wT8zNc1kHs6yPd3gEa",
    "allowed_hosts": ["assay.example.org"],
    "pool_socket": "/run/assay/pool.sock",
}


def test_a_sound_site_starts():
    assert faults(**GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "a" * 64}, "SECRET_KEY"),
        ({"secret_key": "django-insecure-qf7lJ2mX9vRb4wT8zNc1kHs6yPd3gEa"}, "SECRET_KEY"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"is_debug": True, "allowed_hosts": ["localhost"]}, "DEBUG"),
        ({"is_debug": True, "is_demo": True}, "DEBUG"),
        ({"pool_socket": ""}, "ASSAY_POOL_SOCKET"),
    ],
)
def test_an_unsafe_one_does_not(wrong, word):
    assert any(word in fault for fault in faults(**{**GOOD, **wrong}))


def test_a_demo_on_one_machine_needs_nothing():
    demo: dict[str, Any] = {
        "is_demo": True,
        "is_debug": True,
        "secret_key": "x",
        "allowed_hosts": ["localhost"],
        "pool_socket": "",
    }
    assert faults(**demo) == []


def test_the_demos_key_is_random_private_and_kept(tmp_path):
    file = tmp_path / "var" / "secret-key"
    key = kept_key(file)
    assert len(key) >= 50
    assert kept_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert kept_key(tmp_path / "other") != key


def test_programs_that_start_together_get_one_key(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(kept_key, [tmp_path / "secret-key"] * 8))
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"ASSAY_DEMO": "0"}, "SECRET_KEY"),
        ({"SECRET_KEY": GOOD["secret_key"]}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": GOOD["secret_key"], "ALLOWED_HOSTS": "a.example.org", "DEBUG": "1"}, "DEBUG"),
        ({"SECRET_KEY": GOOD["secret_key"], "ALLOWED_HOSTS": "a.example.org"}, "ASSAY_POOL_SOCKET"),
        (
            {
                "SECRET_KEY": GOOD["secret_key"],
                "ALLOWED_HOSTS": "a.example.org",
                "ASSAY_POOL_SOCKET": "/run/assay/pool.sock",
            },
            "",
        ),
    ],
)
def test_the_settings_ask(environment, said, tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-c", "import assay.settings"],
        env={**kept, "ASSAY_VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode == 0) is (said == ""), ended.stderr
    assert said in ended.stderr
