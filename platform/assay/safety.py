"""What must not be true of a site that real people use; settings refuse to start with any of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
_SHORTEST_KEY = 32
_FEWEST_CHARACTERS = 10


def faults(
    *, is_demo: bool, is_debug: bool, secret_key: str, allowed_hosts: Sequence[str], pool_socket: str
) -> list[str]:
    """One sentence per fault; none for a demo on one machine."""
    found = []
    public = sorted(set(allowed_hosts) - _LOCAL_HOSTS)
    if is_debug and public:
        found.append(
            f"DEBUG shows secrets to visitors; it cannot be on while ALLOWED_HOSTS has {', '.join(public)}."
        )
    if is_demo:
        return found
    if len(secret_key) < _SHORTEST_KEY or len(set(secret_key)) < _FEWEST_CHARACTERS:
        found.append(f"SECRET_KEY must be random and have at least {_SHORTEST_KEY} characters.")
    if "insecure" in secret_key:
        found.append("SECRET_KEY is one of Django's examples; make your own with `openssl rand -hex 32`.")
    if not allowed_hosts:
        found.append("Set ALLOWED_HOSTS to the names under which people reach the site, separated by commas.")
    if "*" in allowed_hosts:
        found.append("ALLOWED_HOSTS must name the site's hosts; `*` would answer to any.")
    if is_debug:
        found.append("DEBUG cannot be on outside a demo.")
    if not pool_socket:
        found.append(
            "Set ASSAY_POOL_SOCKET to the socket of the sandbox (`graders pool serve`, or the service of docker-compose.yml)."
        )
    return found


def kept_key(file: Path) -> str:
    """The random key in `file`, which is made at the first call and readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48))
        try:
            os.link(scratch, file)  # fails where another process was faster: then its key holds
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return file.read_text().strip()
