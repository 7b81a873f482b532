"""Runs the platform: static files once, web processes, and one process for background work; ends them together."""

import contextlib
import gc
import hashlib
import multiprocessing
import socket
import threading
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver

from dorflinde.core.env import EnvironmentProblem

Say = Callable[[str], None]
_MOST_CONNECTIONS = 2000


def refuse_taken_port(port: int) -> None:
    """Say at once, in words, that something else listens on the port."""
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise EnvironmentProblem(
                f"Port {port} is taken by another program. Choose another: --port {port + 1} (with make: PORT={port + 1})."
            ) from None


def serve(*, port: int, workers: int, host: str, say: Say) -> None:
    """Serve until stopped; web and background work live and end together."""
    collect_static(say)
    _share_memory()
    background = multiprocessing.get_context("fork").Process(target=work, kwargs={"say": say}, name="background")
    background.start()
    try:
        _web(port=port, workers=workers, host=host)
    finally:
        background.terminate()
        background.join(timeout=10)


def collect_static(say: Say) -> None:
    """Gather and compress style sheets, scripts and fonts; skipped while nothing changed."""
    stamp = settings.HOME / "static" / ".stamp"
    now = _static_state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    say("Gathering and compressing static files …")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now, encoding="ascii")


def apart(action: Callable[..., None], **words: Any) -> bool:
    """Do something large in a process of its own, so that the server does not keep its memory; tell whether it went well."""
    from django.db import connections

    connections.close_all()  # each process opens its own
    process = multiprocessing.get_context("fork").Process(target=action, kwargs=words)
    process.start()
    process.join()
    return process.exitcode == 0


def work(*, say: Say) -> None:
    """Deliver from the outbox and run background tasks until stopped."""
    from django.db import connections

    from dorflinde.outlets.public import call_programs_forever, run_forever

    connections.close_all()
    # The threads may be cut off at any point: deliveries are claimed and marked in transactions, so nothing is lost.
    for loop in (run_forever, call_programs_forever):
        threading.Thread(target=loop, args=(threading.Event(),), name=loop.__name__, daemon=True).start()
    with contextlib.suppress(SystemExit, KeyboardInterrupt):
        call_command("db_worker", interval=1, startup_delay=False, verbosity=0)


def _share_memory() -> None:
    """Load what every process needs once, before they part, and keep the collector from touching it.

    A forked process shares the pages of its parent until one of them writes to a page; the collector writes into
    every object that it visits. Frozen objects are never visited (CPython, gc.freeze).
    """
    get_resolver().url_patterns  # noqa: B018 - loads every view
    gc.collect()
    gc.freeze()


def _web(*, port: int, workers: int, host: str) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "dorflinde.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        backlog=_MOST_CONNECTIONS,
        blocking_threads=4,
        # Granian counts kept connections, not requests: at 64, the 65th phone in a hall waited until another went home.
        backpressure=_MOST_CONNECTIONS,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


def _static_state() -> str:
    """Return a digest of everything static files come from: installed packages and our own files."""
    state: list[Any] = sorted(f"{package.metadata['Name']}=={package.version}" for package in distributions())
    package = Path(settings.PACKAGE)
    for file in sorted(package.glob("*/static/**/*")):
        if file.is_file():
            stat = file.stat()
            state.append((str(file.relative_to(package)), stat.st_size, stat.st_mtime_ns))
    return hashlib.sha256(repr(state).encode()).hexdigest()
