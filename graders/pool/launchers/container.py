"""A pool of the caller's own in a Docker container: a second wall around the jails, gone when the caller is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound, NotFound
from docker.types import LogConfig, Mount

from graders.pool import environments
from graders.pool.launchers.folders import LIFELINE, SOCKET, PoolFolder, is_abandoned, pool_folder
from graders.pool.launchers.keeping import OnProgress, kept
from graders.pool.launchers.namespaces import POOL_GID, POOL_UID
from graders.report import PlatformError

_ENGINE_FOLDER = Path(__file__).parents[2]
_ENGINE_PARTS = ("__init__.py", "report.py", "runner", "pool")
_ENVIRONMENT_LABEL = "assay.environment.digest"
_ENGINE_LABEL = "assay.engine.digest"
_LIFELINE_LABEL = "assay.pool.lifeline"
_ENGINE = "unix:///var/run/docker.sock"
_PLACE = "/run/assay"
_TASKS = 256  # of the pool itself; and for each of its jobs two jails with their processes and threads
_TASKS_PER_JOB = 512
_MEMORY_MIB = 1024
_MEMORY_MIB_PER_JOB = 2560
_SCRATCH = "size=64m,mode=1777"
_REMOVAL_SECONDS = 30
_LOG = LogConfig(type=LogConfig.types.JSON, config={"max-size": "1m", "max-file": "1"})
_BUILD = "run: make image"
# The server's pid 1; the shell is replaced by it.
_COMMAND = f'exec python3.11 -m graders.pool.serve --launcher docker --lifeline 3 "$@" 3<{_PLACE}/{LIFELINE}'


class EngineFault(PlatformError):
    """Docker cannot be used here, or its image is missing or old; the message says what to do."""

    code = "docker_fault"


@contextmanager
def pool(*, environment: str, jobs: int | None, on_progress: OnProgress) -> Iterator[Path]:
    """Start a container, wait until its pool is ready, yield the socket, remove the container."""
    image = usable_image(environment=environment)
    _remove_stale()
    # A root's pool has a user of its own here too; the socket belongs to whoever runs the pool.
    uid, gid = (os.getuid(), os.getgid()) if os.getuid() else (POOL_UID, POOL_GID)
    with pool_folder(uid=uid, gid=gid) as folder:
        order = _Order(
            environment=environment,
            image=image,
            folder=folder,
            user=f"{uid}:{gid}",
            jobs=jobs or len(os.sched_getaffinity(0)),
        )
        with kept(lambda: _Server(order), on_progress=on_progress):
            yield folder.socket


def image_name(*, environment: str) -> str:
    """The image that `make image` builds for an environment."""
    return f"assay/sandbox-{environment}"


def image_labels(*, environment: str) -> dict[str, str]:
    """What an image must be labelled with to be the one of these sources: digests of the lock and of the engine."""
    parts = [_ENGINE_FOLDER / name for name in _ENGINE_PARTS]
    files = [path for part in parts for path in ([part] if part.is_file() else sorted(part.rglob("*.py")))]
    files.append(environments.DEFINITIONS / environment / "environment.toml")
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(_ENGINE_FOLDER)}\0".encode() + path.read_bytes() + b"\0")
    lock = environments.define(name=environment).digest
    return {_ENVIRONMENT_LABEL: lock, _ENGINE_LABEL: digest.hexdigest()}


def usable_image(*, environment: str) -> str:
    """The id of the image that fits these sources; raises EngineFault with what to do where there is none."""
    wanted, name = image_labels(environment=environment), image_name(environment=environment)
    with _engine() as engine:
        try:
            image = engine.inspect_image(name)
        except ImageNotFound:
            raise EngineFault(f"the engine has no image {name}; {_BUILD}") from None
    found = image["Config"]["Labels"] or {}
    if found.get(_ENVIRONMENT_LABEL) != wanted[_ENVIRONMENT_LABEL]:
        raise EngineFault(f"the image {name} holds other packages than the lock of {environment}; {_BUILD}")
    if found.get(_ENGINE_LABEL) != wanted[_ENGINE_LABEL]:
        raise EngineFault(f"the image {name} holds another version of the engine; {_BUILD}")
    return str(image["Id"])


@contextmanager
def _engine() -> Iterator[docker.APIClient]:
    """A connection to an engine on this machine that maps no ids; its errors become sentences."""
    host = os.environ.get("DOCKER_HOST") or _ENGINE
    _reach(host)
    try:
        with contextlib.closing(docker.APIClient(base_url=host)) as client:
            _refuse_mapped_ids(client)
            yield client
    except APIError as error:
        raise EngineFault(f"the Docker engine refused: {error.explanation or error}") from error
    except (DockerException, OSError) as error:
        raise EngineFault(f"the Docker engine does not answer as it should: {error}") from error


def _reach(host: str) -> None:
    """Raise EngineFault where no engine of this machine listens at `host`, or not for this user."""
    if not host.startswith("unix://"):
        raise EngineFault(
            f"the engine at {host} is reached over a network, and the socket of a pool is not; "
            "use an engine on this machine, or the launcher namespaces"
        )
    with socket.socket(socket.AF_UNIX) as trial:
        try:
            trial.connect(host.removeprefix("unix://"))
        except PermissionError:
            raise EngineFault(
                "this user may not talk to the Docker engine; add the user to the group docker and log in again"
            ) from None
        except OSError as error:
            raise EngineFault(
                f"no Docker engine answers at {host} ({error.strerror}); start it (as root: systemctl start docker), "
                "or set DOCKER_HOST to its socket"
            ) from None


def _refuse_mapped_ids(client: docker.APIClient) -> None:
    options = _security_options(client)
    if "name=rootless" in options or "name=userns" in options:
        raise EngineFault(
            "this engine maps user ids, so nobody could use a pool's socket; use the launcher namespaces"
        )


def _security_options(client: docker.APIClient) -> str:
    return " ".join(client.info().get("SecurityOptions") or ())


def _remove_stale() -> None:
    """Containers whose owner is dead end by themselves; this takes those that could not."""
    with _engine() as engine:
        for found in engine.containers(all=True, filters={"label": _LIFELINE_LABEL}):
            if is_abandoned(Path(found["Labels"][_LIFELINE_LABEL])):
                _remove(engine, found["Id"])


def _remove(engine: docker.APIClient, container: str) -> None:
    with contextlib.suppress(NotFound):
        try:
            engine.remove_container(container, force=True, v=True)
        except APIError as error:
            if error.status_code != HTTPStatus.CONFLICT:
                raise
            engine.wait(container, timeout=_REMOVAL_SECONDS, condition="removed")  # somebody does it already


@dataclass(frozen=True, kw_only=True)
class _Order:
    """What a container is to be."""

    environment: str
    image: str
    folder: PoolFolder
    user: str
    jobs: int


def _settings(order: _Order) -> dict[str, Any]:
    words = ["--environment", order.environment, "--socket", f"{_PLACE}/{SOCKET}", "--jobs", str(order.jobs)]
    return {
        "image": order.image,
        "command": ["/bin/sh", "-c", _COMMAND, "pool", *words],
        "user": order.user,
        "name": f"assay-{order.folder.path.name}",
        "labels": {_LIFELINE_LABEL: str(order.folder.lifeline)},
    }


def _host_settings(order: _Order) -> dict[str, Any]:
    memory = f"{_MEMORY_MIB + order.jobs * _MEMORY_MIB_PER_JOB}m"
    return {
        "network_mode": "none",
        "ipc_mode": "none",
        "read_only": True,
        "cap_drop": ["ALL"],
        "pids_limit": _TASKS + order.jobs * _TASKS_PER_JOB,
        "mem_limit": memory,
        "memswap_limit": memory,
        "tmpfs": {"/tmp": _SCRATCH},  # noqa: S108 - the container's own
        "mounts": [Mount(_PLACE, str(order.folder.path), type="bind")],
        "auto_remove": True,
        "log_config": _LOG,
    }


def _security(engine: docker.APIClient, order: _Order) -> list[str]:
    profile = (environments.DEFINITIONS / order.environment / "seccomp.json").read_text()
    options = ["no-new-privileges:true", f"seccomp={profile}"]
    return [*options, "apparmor=unconfined"] if "name=apparmor" in _security_options(engine) else options


class _Server:
    """One container, from its start to its removal."""

    def __init__(self, order: _Order) -> None:
        with _engine() as engine:
            host = engine.create_host_config(**_host_settings(order), security_opt=_security(engine, order))
            # Jails mount a /proc of their own: the kernel forbids that while a part of the one around them is masked.
            host |= {"MaskedPaths": [], "ReadonlyPaths": []}
            self._container: str = engine.create_container(**_settings(order), host_config=host)["Id"]
            try:
                # before the start, or the words of one that ends at once would be lost
                self._output = engine.attach(self._container, stdout=True, stderr=True, stream=True)
                engine.start(self._container)
            except BaseException:
                _remove(engine, self._container)
                raise

    def lines(self) -> Iterator[str]:
        rest = b""
        response = vars(self._output)["_response"]  # closing the stream alone leaves its connection open
        with contextlib.closing(response):
            for chunk in self._output:
                *whole, rest = (rest + chunk).split(b"\n")
                yield from (line.decode(errors="replace") + "\n" for line in whole)
        if rest:
            yield rest.decode(errors="replace")

    def end(self) -> None:
        with _engine() as engine:
            _remove(engine, self._container)
