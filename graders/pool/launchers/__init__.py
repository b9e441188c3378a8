"""Ways to have a pool: started here in namespaces, or found at a socket that exists already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graders.pool.launchers import external, private
from graders.report import PlatformError

NAMES = ("namespaces", "external")

OnProgress = Callable[[str], None]


class UnknownLauncher(PlatformError):
    """There is no launcher of that name; the message names those there are."""

    code = "unknown_launcher"


@dataclass(frozen=True, kw_only=True)
class RunningPool:
    """A pool that answers at `socket`."""

    socket: Path
    launcher: str


def _ignore(_: str) -> None:
    """For callers that do not watch."""


@contextmanager
def start_pool(
    *,
    environment: str,
    launcher: str = "namespaces",
    jobs: int | None = None,
    on_progress: OnProgress = _ignore,
) -> Iterator[RunningPool]:
    """A pool for as long as the block lasts; it is ready, or PlatformError says why not.

    `namespaces` starts one of our own, which takes a few seconds; `external` takes the one whose socket
    `ASSAY_POOL_SOCKET` names.
    """
    if launcher == "external":
        yield RunningPool(socket=external.find(), launcher=launcher)
    elif launcher == "namespaces":
        with private.pool(environment=environment, jobs=jobs, on_progress=on_progress) as socket:
            yield RunningPool(socket=socket, launcher=launcher)
    else:
        raise UnknownLauncher(f"there is no launcher {launcher!r}; there is {', '.join(NAMES)}")
