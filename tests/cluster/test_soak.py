"""Nothing is left behind: after a thousand submissions, a third of them hostile, all is as it was."""

from __future__ import annotations

import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from graders.pool.client import PoolClient
from graders.pool.launchers import RunningPool, start_pool
from graders.pool.launchers.namespaces import POOL_UID
from tests.cluster.families import family
from tests.engine import needs_docker
from tests.golden import cases
from tests.waiting import wait_until

WARM_UP = 30
POOL_MIB = 16  # more of memory than this, after everything, would be growth
CLIENT_MIB = 48
# Attacks that are over in a moment: on files, descriptors, processes, sockets, the kernel, the protocol and the score.
HOSTILE = (
    "becomes-somebody-else", "closes-all-descriptors", "descriptor-flood", "disk-flood", "exits-hard", "forge-fake-answers",
    "forge-fake-reports", "forge-operators", "forge-patched-libraries", "forge-reads-hidden-data", "forge-shell-hooks",
    "forge-through-frames", "inode-flood", "kills-everything", "kills-itself", "leaves-a-daemon", "leaves-politely",
    "links-out-of-the-folder", "looks-around", "memory-by-memfd", "noise-on-stderr", "reaches-for-the-kernel", "replaces-itself",
    "segfault", "talks-over-sockets",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What is held by the pool and, for it, by this machine and by us."""

    processes: int
    descriptors: tuple[int, ...]
    mounts: tuple[int, ...]
    host_mounts: int
    sockets: int
    files: frozenset[str]
    client_descriptors: int


def holdings(pool: RunningPool) -> Holdings:
    processes = family(pool)
    return Holdings(
        processes=len(processes),
        descriptors=tuple(_count(Path(f"/proc/{process}/fd")) for process in processes[:3]),
        mounts=tuple(_lines(f"/proc/{process}/mountinfo") for process in processes[:3]),
        host_mounts=Path("/proc/self/mountinfo").read_text().count("assay-pool-"),
        sockets=Path("/proc/net/unix").read_text().count(str(pool.socket.parent)),
        files=frozenset(map(str, pool.socket.parent.iterdir())) | _left_for_everybody(),
        client_descriptors=_count(Path("/proc/self/fd")),
    )


def _left_for_everybody() -> frozenset[str]:
    """What the user that jails are, seen from outside, has made where everybody may."""
    return frozenset(
        str(path)
        for place in (tempfile.gettempdir(), "/dev/shm")
        for path in Path(place).iterdir()
        if path.lstat().st_uid == POOL_UID
    )


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


def _lines(path: str) -> int:
    return len(Path(path).read_text().splitlines())


def pool_mib(pool: RunningPool) -> float:
    """Proportional set size of server, relay and zygote."""
    return sum(_field(f"/proc/{process}/smaps_rollup", "Pss:") for process in family(pool)[:3]) / 1024


def client_mib() -> float:
    return _field("/proc/self/smaps_rollup", "Pss:") / 1024


def _field(path: str, name: str) -> int:
    return next(int(line.split()[1]) for line in Path(path).read_text().splitlines() if line.startswith(name))


def submissions(count: int) -> list[cases.Case]:
    """Two honest ones, then a hostile one."""
    known = {case.name: case for case in cases.all_cases()}
    hostile = cycle(known[name] for name in HOSTILE if name in known)
    return [known["all-right"] if number % 3 else next(hostile) for number in range(count)]


def grade_all(client: PoolClient, wanted: list[cases.Case]) -> Counter[str]:
    exercises = {case.expected["exercise"]: case.exercise for case in wanted}
    contents = {case.name: case.content for case in wanted}

    def grade(case: cases.Case) -> str:
        report = client.grade(
            exercise=exercises[case.expected["exercise"]],
            file_name=case.file.name,
            content=contents[case.name],
        )
        if case.name == "all-right":
            return "honest and right" if cases.is_right(report) else f"honest and wrong: {report.message}"
        return "hostile, and the platform failed" if report.ending.is_platform_fault else "hostile"

    with ThreadPoolExecutor(2) as threads:
        return Counter(threads.map(grade, wanted))


@pytest.mark.parametrize(
    ("launcher", "count"), [("namespaces", 1000), pytest.param("docker", 200, marks=needs_docker)]
)
def test_nothing_is_left_behind(launcher, count, record_property):
    with start_pool(environment="ml-base", launcher=launcher, jobs=2) as pool:
        client = PoolClient(pool.socket)
        grade_all(client, submissions(WARM_UP))
        before, pool_before, client_before = holdings(pool), pool_mib(pool), client_mib()

        found = grade_all(client, submissions(count))

        wait_until(lambda: holdings(pool) == before, seconds=20)
        grown = {"pool": pool_mib(pool) - pool_before, "client": client_mib() - client_before}
    record_property("grown_mib", grown)
    assert set(found) == {"honest and right", "hostile"}, found
    assert found["hostile"] >= count // 3
    assert grown["pool"] <= POOL_MIB, grown
    assert grown["client"] <= CLIENT_MIB, grown


def test_the_hostile_ones_are_there():
    names = {case.name for case in cases.all_cases()}

    assert names >= set(HOSTILE)
