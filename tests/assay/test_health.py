"""`/healthz`: pages can be served while the database is there; what else is missing is said."""

from __future__ import annotations

import socket
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from assay import health

pytestmark = pytest.mark.django_db


class Kept:
    """As much of Redis as health asks for."""

    def __init__(self):
        self._values = {}

    def set(self, key, value, ex):
        self._values[key] = (value, ex)

    def exists(self, key):
        return key in self._values

    def ping(self):
        return True


def test_without_broker_and_pool_it_is_degraded(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "checks": {"database": "ok", "broker": "missing", "pool": "missing", "beat": "missing"},
    }
    assert "no-store" in response["Cache-Control"]


def test_a_pool_that_only_the_worker_reaches_is_there(client, monkeypatch, settings, tmp_path):
    """In containers the web server has no socket of the sandbox."""
    kept = Kept()
    monkeypatch.setattr(health.broker, "client", lambda: kept)
    settings.POOL_SOCKET = tmp_path / "pool.sock"
    health.note_beat()
    assert client.get("/healthz").json()["checks"]["pool"] == "missing"
    monkeypatch.setattr(health, "pool_answers", lambda _: True)
    health.note_beat()
    monkeypatch.setattr(health, "pool_answers", lambda _: False)
    assert client.get("/healthz").json()["status"] == "ok"


def test_without_the_database_it_is_down(client, monkeypatch):
    class Gone:
        @contextmanager
        def cursor(self):
            raise OperationalError
            yield

    monkeypatch.setattr(health, "connection", Gone())
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "down")


def test_a_pool_that_listens_is_there(tmp_path):
    path = tmp_path / "pool.sock"
    assert not health.pool_answers(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as pool:
        pool.bind(str(path))
        pool.listen()
        assert health.pool_answers(path)
    assert not health.pool_answers(path)
    assert not health.pool_answers(tmp_path / ("x" * 200))
