"""Ways to have a pool: started here in namespaces or in a container, or found at a socket that exists already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graders.pool.launchers import external, private
from graders.pool.launchers.keeping import OnProgress, PoolNotStarted, ignore
from graders.report import PlatformError

__all__ = ["NAMES", "PoolNotStarted", "RunningPool", "UnknownLauncher", "start_pool"]

NAMES = ("namespaces", "docker", "external")


class UnknownLauncher(PlatformError):
    """There is no launcher of that name; the message names those there are."""

    code = "unknown_launcher"


@dataclass(frozen=True, kw_only=True)
class RunningPool:
    """A pool that answers at `socket`."""

    socket: Path
    launcher: str


@contextmanager
def start_pool(
    *,
    environment: str,
    launcher: str = "namespaces",
    jobs: int | None = None,
    on_progress: OnProgress = ignore,
) -> Iterator[RunningPool]:
    """A pool for as long as the block lasts; it is ready, or PlatformError says why not.

    `namespaces` starts one of our own, which takes a few seconds; `docker` starts one in a container; `external`
    takes the one whose socket `ASSAY_POOL_SOCKET` names. One that we started is started again when it dies.
    """
    if launcher == "external":
        yield RunningPool(socket=external.find(), launcher=launcher)
    elif launcher == "namespaces":
        with private.pool(environment=environment, jobs=jobs, on_progress=on_progress) as socket:
            yield RunningPool(socket=socket, launcher=launcher)
    elif launcher == "docker":
        from graders.pool.launchers import container  # Docker's library is not there inside the image

        with container.pool(environment=environment, jobs=jobs, on_progress=on_progress) as socket:
            yield RunningPool(socket=socket, launcher=launcher)
    else:
        raise UnknownLauncher(f"there is no launcher {launcher!r}; there is {', '.join(NAMES)}")
