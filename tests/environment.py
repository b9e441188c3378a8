"""A pytest plugin, loaded before Django reads its settings: the tests never touch a developer's `var/`."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:
    folder = tempfile.mkdtemp(prefix="assay-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["ASSAY_VAR_DIR"] = folder

os.environ["ASSAY_DEMO"] = "1"
for name in ("ALLOWED_HOSTS", "ASSAY_POOL_SOCKET", "DEBUG", "EMAIL_BACKEND", "REDIS_URL"):
    os.environ.pop(name, None)
