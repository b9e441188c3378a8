"""Before anything is set up: can this machine build a jail, and is the address free?

    python3.11 -m scripts.preflight

Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from dataclasses import dataclass

from scripts.steps import StepFailed, stop_with

CLONE_NEWUSER = 0x10000000
CLONE_NEWNS = 0x00020000
NO_NAMESPACES = """\
Assay grades every notebook in a jail made of Linux user namespaces, and this machine does not let this user make one.
What to do, as root, whichever fits:
  a switch of the kernel is off        sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000
  AppArmor forbids it (Ubuntu 23.10+)  sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
  this is a container                  start it with graders/environments/ml-base/seccomp.json as its seccomp profile
                                       and an unmasked /proc (see the sandbox service in docker-compose.yml)
Then run the same command again. `make setup && .venv/bin/graders doctor` says more about what works here."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the site listens, as `HOST` and `PORT` say."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Address:
        """Read `HOST` and `PORT`; raise `StepFailed` where the port is no port."""
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise StepFailed(f"PORT must be a number from 1 to 65535, and is {port!r}.")
        return cls(host=os.environ.get("HOST", "127.0.0.1"), port=int(port))

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
        return f"http://{anywhere.get(self.host, self.host)}:{self.port}"


def require_namespaces() -> None:
    """Raise `StepFailed` with what to do where user namespaces are not available."""
    if not _can_unshare():
        raise StepFailed(NO_NAMESPACES)


def require_free(address: Address) -> None:
    """Raise `StepFailed` where something listens at the address already, or nobody can."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
    except OSError as error:
        raise StepFailed(
            f"Cannot listen on {address.host} port {address.port}: {error.strerror}.\n"
            f"Stop the program that uses it, or choose another port:  make run PORT={address.port + 1}"
        ) from error


def _can_unshare() -> bool:
    """Try it in a child: a process cannot leave a user namespace again."""
    child = os.fork()
    if child == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        os._exit(0 if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 else 1)
    return os.waitpid(child, 0)[1] == 0


def main() -> int:
    """Exit code 0 where `make run` can go on."""
    try:
        require_namespaces()
        require_free(Address.from_environment())
    except StepFailed as error:
        return stop_with(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
