"""What every test run of the house shares: no network but this machine, and uploads in a folder that goes away."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings as hypothesis_settings
from pytest_django import Settings

LOOPBACK = {"localhost", "127.0.0.1", "::1", ""}
_connect = socket.socket.connect

# No test of the house is judged by the clock: a busy machine is slow, not wrong.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


def _connect_on_this_machine(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
        raise AssertionError(f"A test asked for {address[0]}: tests stay on this machine.")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _connect_on_this_machine)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def uploads_go_away(settings: Settings, tmp_path: Path) -> None:
    """Keep a test's uploads out of the installation's folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
