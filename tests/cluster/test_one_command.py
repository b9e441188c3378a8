"""`make run` starts everything, shows three scores, and leaves nothing behind however it ends."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.debian import POSTGRESQL, REDIS, how_to_install, missing
from scripts.demo import FILES, SAMPLES, Api, hand_in
from scripts.postgres import private_cluster
from tests.cluster.site import Site, is_alive
from tests.waiting import wait_until

LACKING = missing([POSTGRESQL, REDIS])
RETURN_SECONDS = 150  # a lease runs out, the reaper comes by, and the job is graded


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    sites: list[Site] = []

    def start_site(**environment: str) -> Site:
        site = Site(var=tmp_path / "var", environment=environment)
        sites.append(site)
        site.wait_until_open()
        return site

    yield start_site
    for site in sites:
        site.clean_up()


def rows(var: Path, table: str) -> int:
    with sqlite3.connect(f"file:{var / 'assay.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute(f"select count(*) from {table}").fetchone()[0])


def expected_points() -> dict[str, float]:
    table = tomllib.loads((SAMPLES / "expected.toml").read_text())
    return {name: table[name]["points"] for name in FILES}


def test_it_works(start):
    site = start()
    assert {name: points for name, (points, _) in site.scores.items()} == expected_points()
    processes = site.processes()
    assert site.stop() == 0
    assert not [process for process in processes if is_alive(process)]


def test_a_killed_parent_leaves_no_process_and_loses_nothing(start):
    site = start()
    slow = (SAMPLES / "right.ipynb").read_text().replace("\r\n", "\n")
    notebook = json.loads(slow)
    notebook["cells"].append(
        {
            "cell_type": "code",
            "metadata": {},
            "source": "import time; time.sleep(2)",
            "outputs": [],
            "execution_count": None,
        }
    )
    token = json.loads((site.var / "demo.json").read_text())["token"]
    submission = hand_in(
        Api(url=site.url, token=token), file_name="slow.ipynb", content=json.dumps(notebook).encode()
    )

    processes = site.kill()
    assert len(processes) > 6
    wait_until(lambda: not any(is_alive(process) for process in processes), seconds=30)

    again = start()
    assert again.scores == site.scores
    api = Api(url=again.url, token=token)
    wait_until(
        lambda: api.get(f"/api/v1/submissions/{submission['id']}/")["points"] == 10,
        seconds=RETURN_SECONDS,
    )


def test_a_second_start_changes_nothing(start):
    site = start()
    tables = (
        "submissions_submission",
        "accounts_user",
        "catalog_exerciseversion",
        "cohorts_enrolment",
        "knox_authtoken",
    )
    before = {table: rows(site.var, table) for table in tables}
    site.stop()
    again = start()
    assert {table: rows(site.var, table) for table in tables} == before
    assert again.scores == site.scores


@pytest.fixture
def redis_url(tmp_path_factory) -> Iterator[str]:
    """A Redis of Debian's, on a private socket."""
    socket = tmp_path_factory.mktemp("redis") / "redis.sock"
    command = [
        "redis-server",
        "--port",
        "0",
        "--unixsocket",
        str(socket),
        "--unixsocketperm",
        "700",
        "--save",
        "",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as redis:
        wait_until(socket.exists)
        yield f"unix://{socket}"
        redis.terminate()


@pytest.mark.skipif(bool(LACKING), reason=how_to_install(LACKING))
def test_with_postgresql_and_redis_as_in_production(start, redis_url):
    with private_cluster() as database_url:
        site = start(DATABASE_URL=database_url, REDIS_URL=redis_url)
        assert {name: points for name, (points, _) in site.scores.items()} == expected_points()
        assert not (site.var / "assay.sqlite3").exists()
        assert not (site.var / "log" / "broker.log").exists()
        assert site.stop() == 0
