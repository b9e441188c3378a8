"""Pools whose jails run the source that a test hands them: the walls alone, without the notebook runner."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
from ast import literal_eval
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import graders
from graders.pool import environments
from graders.pool.connection import Connection

ORDINARY_UID = 61234
_PROBE = Path(__file__).with_name("probe")
_ORDINARY = Path(__file__).with_name("ordinary.py")
_SECONDS = 90.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What both jails said, value by value, and how they ended."""

    learner: list[Any]
    test: list[Any]
    ended: dict[str, Any]

    @property
    def how(self) -> str:
        return self.ended["learner"]["how"]

    @property
    def detail(self) -> str:
        return self.ended["learner"]["detail"]


@dataclass(kw_only=True)
class Pool:
    """A server process of a test and its socket."""

    socket: Path
    server: subprocess.Popen[str]
    user: str
    lines: list[str] = field(default_factory=list)
    listener: threading.Thread | None = None

    def run(
        self,
        learner: str,
        *,
        test: str = "",
        limits: Mapping[str, float] = {},
        public: Mapping[str, bytes] = {},
        hidden: Mapping[str, bytes] = {},
    ) -> Outcome:
        """Run one source in a learner's jail and one in a test's jail, and wait for both."""
        work = {f"work/{name}": content for name, content in public.items()}
        secret = {f"hidden/{name}": content for name, content in hidden.items()}
        with Connection(self.socket) as connection, _Pipe() as learner_out, _Pipe() as test_out:
            jobs = [job(learner, work), job(test, work | secret)]
            connection.grade(
                limits=dict(limits),
                learner_job=jobs[0],
                test_job=jobs[1],
                learner_out=learner_out.write_end,
                test_out=test_out.write_end,
            )
            for descriptor in jobs:
                os.close(descriptor)
            said = [learner_out.lines(), test_out.lines()]
            ended = {"event": ""}
            while ended["event"] != "ended":
                ended = connection.receive(timeout_seconds=_SECONDS)
        return Outcome(learner=said[0](), test=said[1](), ended=ended)

    def is_well(self) -> bool:
        """Whether the next honest submission is served as if nothing had happened."""
        outcome = self.run("say(6 * 7)", test="say('tested')")
        return outcome.learner == [42] and outcome.test == ["tested"] and outcome.how == "exited"

    def zygote(self) -> int:
        """The zygote's process id."""
        relay = children(self.server.pid)
        while relay and "zygote.main" not in Path(f"/proc/{relay[0]}/cmdline").read_text():
            relay = children(relay[0])
        return relay[0]


class _Pipe:
    """Read by a thread, because whoever runs in the jail must never wait for the test."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()

    def __enter__(self) -> _Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        for end in (self.read_end, self.write_end):
            if end >= 0:
                os.close(end)

    def lines(self):
        """Start reading; the result is a function that waits for the end and returns the values."""
        os.close(self.write_end)
        content = io.BytesIO()
        source = os.fdopen(self.read_end, "rb")
        self.read_end = self.write_end = -1

        def read() -> None:
            with source:
                content.write(source.read(1 << 26))

        thread = threading.Thread(target=read)
        thread.start()

        def finish() -> list[Any]:
            thread.join()
            return [_value(line) for line in content.getvalue().decode(errors="replace").splitlines()]

        return finish


def _value(line: str) -> Any:
    try:
        return literal_eval(line)
    except (ValueError, SyntaxError):
        return line


def job(source: str, files: Mapping[str, bytes]) -> int:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, text in {"job.json": json.dumps({"source": source}).encode(), **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
    descriptor = os.memfd_create("job")
    os.write(descriptor, content.getvalue())
    return descriptor


@contextmanager
def engine(*, light: bool = False) -> Iterator[Path]:
    """A copy of the engine in which the probe stands in for the notebook runner; anybody may read it.

    A `light` one imports no libraries, so its pools start in a second.
    """
    folder = Path(tempfile.mkdtemp(prefix="assay-walls-"))
    try:
        folder.chmod(0o755)
        source = Path(graders.__file__).parent
        shutil.copytree(source, folder / "graders", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("cells.py", "tests.py"):
            shutil.copy(_PROBE / name, folder / "graders" / "runner" / name)
        if light:
            settings = folder / "graders" / "environments" / "ml-base" / "environment.toml"
            settings.write_text('preload = ["json"]\n')
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def start(*, engine: Path, ordinary: bool, jobs: int = 2) -> Iterator[Pool]:
    """A pool run by this user, or, where that is root, by an ordinary one."""
    folder = Path(tempfile.mkdtemp(prefix="assay-pool-"))
    words = ["--environment", "ml-base", "--socket", str(folder / "pool.sock"), "--jobs", str(jobs)]
    command = [sys.executable, "-P", "-m", "graders.pool.serve", *words]
    if ordinary and os.getuid() == 0:
        os.chown(folder, ORDINARY_UID, ORDINARY_UID)
        command = [sys.executable, str(_ORDINARY), str(ORDINARY_UID), *_needed(), "--", *command]
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(engine),
        "ASSAY_DATA_DIR": str(environments.data_folder()),
        "ASSAY_TEST_SECRET": "a variable of the host",
    }
    server = subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/"
    )
    pool = Pool(
        socket=folder / "pool.sock", server=server, user="ordinary" if ordinary or os.getuid() else "root"
    )
    try:
        _wait_until_ready(pool)
        yield pool
    finally:
        if server.poll() is None:
            server.terminate()
        server.wait()
        if pool.listener:
            pool.listener.join()
        shutil.rmtree(folder)


def _needed() -> list[str]:
    found = environments.locate(name="ml-base")
    places = {sys.prefix, sys.base_prefix, str(found.base), str(found.folder)}
    return sorted(places | {str(Path(place).resolve()) for place in places})


def _wait_until_ready(pool: Pool) -> None:
    assert pool.server.stdout is not None
    for line in pool.server.stdout:
        pool.lines.append(line)
        if "ready after" in line:
            pool.listener = threading.Thread(target=_listen, args=(pool,))
            pool.listener.start()
            return
    raise AssertionError("the pool did not start:\n" + "".join(pool.lines))


def _listen(pool: Pool) -> None:
    assert pool.server.stdout is not None
    with pool.server.stdout as lines:
        pool.lines.extend(lines)


def children(pid: int) -> list[int]:
    return [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent(stat) == pid]


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return -1
