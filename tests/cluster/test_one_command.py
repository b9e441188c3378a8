"""`make run` starts everything, shows three scores, and leaves nothing behind however it ends."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.demo import FILES, SAMPLES, Api, hand_in
from tests.cluster.site import Site, is_alive, wait_until

RETURN_SECONDS = 150  # a lease runs out, the reaper comes by, and the job is graded


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Site]]:
    sites: list[Site] = []

    def start_site() -> Site:
        site = Site(var=tmp_path / "var")
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
