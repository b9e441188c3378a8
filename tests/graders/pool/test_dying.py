"""Whatever of a pool dies, the others hear of it and no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graders.pool.connection import Connection, PoolUnavailable
from tests.graders.walls import pools

pytestmark = pytest.mark.slow

BUSY = "say('here')\nimport time; time.sleep(30)"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_zygote_that_dies_or_sticks_is_heard_of_and_started_again(own_pool, number):
    with ThreadPoolExecutor() as threads:
        under_way = threads.submit(own_pool.run, BUSY, test=BUSY)
        family = _wait_for(lambda: len(family_of(own_pool)) >= 7 and family_of(own_pool))
        os.kill(own_pool.zygote(), number)
        with pytest.raises(PoolUnavailable):
            under_way.result()
    _wait_for(own_pool.is_well)
    assert not [pid for pid in family[1:] if _lives(pid)]


def test_a_zygote_that_sticks_while_it_starts_is_given_up(light_engine, tmp_path):
    """The control: with time enough it would have started."""
    settings = light_engine / "graders" / "pool" / "serve.py"
    whole = settings.read_text()
    settings.write_text(
        whole.replace("_START_SECONDS = 300.0", "_START_SECONDS = -1.0").replace(
            "_PULSE_SECONDS = 3.0", "_PULSE_SECONDS = 0.0"
        )
    )
    try:
        server = _serve(light_engine, tmp_path / "pool.sock")
    finally:
        settings.write_text(whole)

    assert "the zygote does not answer" in server.communicate()[0]
    assert server.returncode == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_server_is_the_end_of_all(light_engine, number):
    with pools.start(engine=light_engine, ordinary=False) as pool, ThreadPoolExecutor() as threads:
        under_way = threads.submit(pool.run, BUSY, test=BUSY)
        family = _wait_for(lambda: len(family_of(pool)) >= 7 and family_of(pool))
        pool.server.send_signal(number)
        with pytest.raises(PoolUnavailable):
            under_way.result()
        assert pool.server.wait() == (-number if number == signal.SIGKILL else 0)
        _wait_for(lambda: not [pid for pid in family if _lives(pid)])
        assert pool.socket.exists() == (number == signal.SIGKILL)


def test_the_socket_of_a_killed_server_is_replaced(light_engine, tmp_path):
    path = tmp_path / "pool.sock"
    server = _serve(light_engine, path)
    server.kill()
    server.communicate()
    assert path.exists()
    server = _serve(light_engine, path)
    with Connection(path) as connection:
        assert connection.ping(timeout_seconds=10)["event"] == "pong"
    server.terminate()
    server.communicate()


def test_a_second_pool_at_the_same_socket_is_refused(own_pool, light_engine):
    second = _serve(light_engine, own_pool.socket)
    assert "another pool serves there" in second.communicate()[0]
    assert second.returncode == 1
    assert own_pool.is_well()


def test_a_file_that_is_no_socket_is_left_alone(light_engine, tmp_path):
    path = tmp_path / "grades.csv"
    path.write_text("precious")
    server = _serve(light_engine, path)
    assert "not a socket" in server.communicate()[0]
    assert path.read_text() == "precious"


def test_only_the_owner_may_use_the_socket(own_pool):
    assert own_pool.socket.stat().st_mode & 0o777 == 0o600


OWNER = """
    import sys, time
    from graders.pool.launchers import start_pool
    with start_pool(environment="ml-base") as pool:
        print(pool.socket, flush=True)
        time.sleep(60)
"""


def test_a_private_pool_ends_with_its_owner_however_that_ends(light_engine):
    owner = subprocess.Popen(
        [sys.executable, "-P", "-c", textwrap.dedent(OWNER)],
        env={**os.environ, "PYTHONPATH": str(light_engine)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    assert Path(owner.stdout.readline().strip()).is_socket()
    family = family_below(owner.pid)
    assert len(family) == 3  # server, relay, zygote
    owner.kill()
    owner.communicate()
    _wait_for(lambda: not [pid for pid in family if _lives(pid)])


def family_of(pool) -> list[int]:
    return [pool.server.pid, *family_below(pool.server.pid)]


def family_below(pid: int) -> list[int]:
    found = pools.children(pid)
    for child in found:
        found += pools.children(child)
    return found


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_for(condition, seconds: float = 30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if result := condition():
                return result
        except (PoolUnavailable, OSError, IndexError):
            pass
        time.sleep(0.02)  # nobody tells of the end of a process that is not our child
    raise AssertionError("it did not happen in time")


def _serve(engine, path) -> subprocess.Popen[str]:
    """A server that is ready, or has ended."""
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "graders.pool.serve", "--environment", "ml-base", "--socket", str(path)],
        env={**os.environ, "PYTHONPATH": str(engine)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def ready() -> bool:
        try:
            with Connection(path):
                return True
        except PoolUnavailable:
            return server.poll() is not None

    _wait_for(ready)
    return server
