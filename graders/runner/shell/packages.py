"""Installing nothing: `%pip`, `!pip`, `!apt`, `conda` print one line and the notebook goes on."""

from __future__ import annotations

import functools
import re
import shlex
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

MAGICS = ("pip", "conda", "mamba", "micromamba", "uv")

_INSTALLER = re.compile(
    r"^\s*(?:sudo\s+)?(?:[\w./{}-]*python[\d.]*\s+-m\s+)?(?:[\w./]*/)?"
    r"(?:pip[\d.]*|apt|apt-get|aptitude|conda|mamba|micromamba|uv|poetry)(?:\s|$)"
)


class PackageNote:
    """The line that says which packages there are. `tell` hears each time that it is shown."""

    def __init__(self, environment: str, packages: list[str], tell: Callable[[], None]) -> None:
        listed = ", ".join(packages) or "see the exercise's page"
        name = f" “{environment}”" if environment else ""
        self._line = f"Nothing was installed: packages come with the environment{name}. It has: {listed}."
        self._tell = tell

    def show(self, *_: Any) -> None:
        self._tell()
        print(self._line)  # noqa: T201 - the cell's output

    def magic(self) -> Callable[..., None]:
        """A line magic that shows the note."""

        def installer(line: str = "") -> None:
            self.show()

        return installer


def installs_packages(command: str) -> bool:
    """True for a shell command that wants to install something, or is about installed packages."""
    return bool(_INSTALLER.match(command))


def install_nothing_by_subprocess(note: PackageNote) -> None:
    """From here on `subprocess` shows the note in the place of an installer, and finds that all went well."""
    original = subprocess.Popen.__init__

    @functools.wraps(original)
    def start(self: Any, args: Any, *others: Any, **named: Any) -> None:
        if installs_packages(_as_command(args)):
            note.show()
            args = "true" if isinstance(args, str) else ["true"]
        original(self, args, *others, **named)

    subprocess.Popen.__init__ = start  # type: ignore[method-assign]


def _as_command(args: Any) -> str:
    if isinstance(args, str):
        return args
    words = args if isinstance(args, Sequence) and not isinstance(args, bytes) else ()
    return shlex.join(word for word in words if isinstance(word, str))
