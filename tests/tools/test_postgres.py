"""The throw-away PostgreSQL is there for the length of a block and gone after it, whatever happens."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import machine, postgres

pytestmark = pytest.mark.skipif(postgres.programs() is None, reason=machine.advice(machine.POSTGRESQL))

ROOT = Path(__file__).resolve().parents[2]
PLAY = """
import sys
from tools.postgres import cluster
with cluster() as server:
    print(server.folder, flush=True)
    sys.stdin.read()
"""


def test_it_answers_and_is_gone() -> None:
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    with postgres.cluster() as server:
        with psycopg.connect(server.address) as connection:
            assert connection.execute("select current_database()").fetchone() == (postgres.NAME,)
        assert "127.0.0.1" in server.address
    assert not server.folder.exists()


def test_it_is_gone_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), postgres.cluster() as server:
        1 / 0  # noqa: B018
    assert not server.folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_it_stops_when_we_are_killed() -> None:
    play = subprocess.Popen(
        [sys.executable, "-c", PLAY], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert play.stdout is not None
    folder = Path(play.stdout.readline().strip())
    server = int((folder / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    play.send_signal(signal.SIGKILL)
    play.communicate()
    until = time.monotonic() + 20
    while time.monotonic() < until and is_running(server):
        time.sleep(0.1)
    assert not is_running(server)
    subprocess.run(["/bin/rm", "-rf", str(folder)], check=True)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return (
        Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
    )
