"""What stands in the way of `make run` is said in a sentence, before anything is set up."""

from __future__ import annotations

import socket

import pytest

from scripts import preflight
from scripts.preflight import Address
from scripts.steps import StepFailed


def test_it_works(monkeypatch):
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "8123")
    address = Address.from_environment()
    assert (address.host, address.port, address.url) == ("0.0.0.0", 8123, "http://127.0.0.1:8123")


@pytest.mark.parametrize("port", ["", "eighty", "0", "65536", "-1"])
def test_a_port_that_is_none(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(StepFailed, match="PORT must be a number"):
        Address.from_environment()


def test_a_port_in_use():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(StepFailed, match=f"choose another port:  make run PORT={port + 1}"):
            preflight.require_free(Address(host="127.0.0.1", port=port))
    preflight.require_free(Address(host="127.0.0.1", port=port))


def test_a_host_that_is_none():
    with pytest.raises(StepFailed, match=r"Cannot listen on no-such-host\.invalid"):
        preflight.require_free(Address(host="no-such-host.invalid", port=8000))


def test_a_machine_without_user_namespaces(monkeypatch):
    monkeypatch.setattr(preflight, "_can_unshare", lambda: False)
    with pytest.raises(StepFailed, match=r"sysctl -w kernel.unprivileged_userns_clone=1"):
        preflight.require_namespaces()
