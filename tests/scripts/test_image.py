"""The wheels are gathered for every patch release that the image's Python may be."""

from __future__ import annotations

from scripts.image import PYTHONS, without_markers

LOCK = """\
plain==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via something
soupsieve==2.10 ; python_full_version < '3.11.5' \\
    --hash=sha256:bb
soupsieve==4.1.1 ; python_full_version >= '3.11.5' \\
    --hash=sha256:cc
colorama==0.4 ; sys_platform == 'win32' \\
    --hash=sha256:dd
"""
PLAIN = "plain==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\n"


def test_it_works():
    oldest, newest = (without_markers(LOCK, python=python) for python in PYTHONS)
    assert oldest == PLAIN + "soupsieve==2.10 \\\n    --hash=sha256:bb\n"
    assert newest == PLAIN + "soupsieve==4.1.1 \\\n    --hash=sha256:cc\n"
