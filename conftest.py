"""What every test run of the house shares: no network but this machine, and uploads in a folder that goes away."""

import socket
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings as hypothesis_settings
from pytest_django import Settings

LOOPBACK = {"localhost", "127.0.0.1", "::1", ""}
PERMISSIONS = Path(__file__).parent / "tests" / "permissions"
PARTS = 16  # so many pieces the walk is dealt out in, for a handful of processes
_connect = socket.socket.connect

# No test of the house is judged by the clock: a busy machine is slow, not wrong.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


def _connect_on_this_machine(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
        raise AssertionError(f"A test asked for {address[0]}: tests stay on this machine.")
    _connect(self, address)


@pytest.hookimpl(trylast=True)  # after the order was shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what walks through one world, address by address: each page is then asked for once, by one process."""
    walks = [item for item in items if item.path.is_relative_to(PERMISSIONS)]
    others = [item for item in items if not item.path.is_relative_to(PERMISSIONS)]
    part_of = {item.nodeid: _part(item) for item in walks}
    for item in walks:
        item.add_marker(pytest.mark.xdist_group(f"permissions-{part_of[item.nodeid]}"))
    items[:] = [*others, *sorted(walks, key=lambda item: (part_of[item.nodeid], _address(item)))]


def _address(item: pytest.Item) -> str:
    call = getattr(item, "callspec", None)
    return str(getattr(call.params.get("row"), "address", "")) if call else ""


def _part(item: pytest.Item) -> int:
    return zlib.crc32(_address(item).encode()) % PARTS


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
