"""Installing nothing: `%pip`, `!pip`, `!apt`, `conda` print one line and the notebook goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

MAGICS = ("pip", "conda", "mamba", "micromamba", "uv")

_INSTALLER = re.compile(
    r"^\s*(?:sudo\s+)?(?:[\w./{}]*python[\d.]*\s+-m\s+)?(?:[\w./]*/)?"
    r"(?:pip[\d.]*|apt|apt-get|aptitude|conda|mamba|micromamba|uv|poetry)(?:\s|$)"
)


class PackageNote:
    """The line that says which packages there are."""

    def __init__(self, environment: str, packages: list[str]) -> None:
        listed = ", ".join(packages) or "see the exercise's page"
        name = f" “{environment}”" if environment else ""
        self._line = f"Nothing was installed: packages come with the environment{name}. It has: {listed}."

    def show(self, *_: Any) -> None:
        print(self._line)  # noqa: T201 - the cell's output

    def magic(self) -> Callable[..., None]:
        """A line magic that shows the note."""

        def installer(line: str = "") -> None:
            self.show()

        return installer


def installs_packages(command: str) -> bool:
    """True for a shell command that wants to install something, or is about installed packages."""
    return bool(_INSTALLER.match(command))
