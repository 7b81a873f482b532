"""A throw-away PostgreSQL: made in a temporary folder, listening on this machine only, gone when the block ends."""

import atexit
import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.processes import die_with_parent, free_port

NAME = "dorflinde"
START_SECONDS = 60
# Speed over safety: nobody will ever read this database again.
UNSAFE_AND_FAST = [
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
]


class PostgresProblem(Exception):
    """The cluster did not come up; the message holds what it said."""


@dataclass(frozen=True)
class Cluster:
    """A running server and its one database."""

    address: str
    folder: Path


def programs() -> Path | None:
    """The newest folder on this machine that holds PostgreSQL's server programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*debian, *on_path] if (folder / "initdb").exists()), None)


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a fresh server for the length of a with-block; it stops even when this process is killed."""
    binaries = programs()
    if binaries is None:
        raise PostgresProblem("PostgreSQL's server programs are not on this machine.")
    user = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="dorflinde-postgres-"))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    server: subprocess.Popen[bytes] | None = None

    def clean_up() -> None:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(clean_up)
    try:
        password = secrets.token_hex(16)
        _make(binaries, folder, password, user)
        port = free_port()
        server = _start(binaries, folder, port, user)
        _wait_for(binaries, server, port, folder, password)
        yield Cluster(f"postgresql://{NAME}:{password}@127.0.0.1:{port}/{NAME}", folder)
    finally:
        clean_up()
        atexit.unregister(clean_up)


def _make(binaries: Path, folder: Path, password: str, user: pwd.struct_passwd | None) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    if user:
        os.chown(secret, user.pw_uid, user.pw_gid)
    # C.UTF-8 sorts alike on every machine; a collation that matters to readers is asked for by the query.
    command: list[str | Path] = [
        binaries / "initdb",
        "--pgdata",
        folder / "data",
        "--username",
        NAME,
        "--pwfile",
        secret,
    ]
    command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_as(user))
    if made.returncode:
        raise PostgresProblem(made.stderr.strip() or made.stdout.strip())


def _start(binaries: Path, folder: Path, port: int, user: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "max_connections=50"]
    options += UNSAFE_AND_FAST
    command = [str(binaries / "postgres"), "-D", str(folder / "data")]
    command += [word for option in options for word in ("-c", option)]
    log = (folder / "server.log").open("wb")
    with log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C at the terminal reaches us first; we stop the server in good order
            preexec_fn=die_with_parent(signal.SIGQUIT),
            **_as(user),
        )


def _wait_for(binaries: Path, server: subprocess.Popen[bytes], port: int, folder: Path, password: str) -> None:
    create = [str(binaries / "createdb"), "--host", "127.0.0.1", "--port", str(port), "--username", NAME, NAME]
    environment = {**os.environ, "PGPASSWORD": password}
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if subprocess.run(create, env=environment, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.2)
    raise PostgresProblem((folder / "server.log").read_text(encoding="utf-8", errors="replace").strip())


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)  # PostgreSQL's "immediate": there is nothing to save
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as the account its package made, or as nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresProblem("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
