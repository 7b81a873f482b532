"""Programs we start and always stop again: free ports, a parent's death, memory in use."""

import ctypes
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

SET_PARENT_DEATH_SIGNAL = 1


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def die_with_parent(last_word: signal.Signals) -> Callable[[], None] | None:
    """For Popen's preexec_fn: on Linux the kernel sends the child this signal when we die without a word (kill -9)."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(SET_PARENT_DEATH_SIGNAL, last_word)


def family(process: int) -> list[int]:
    """A process and everything it started, as Linux tells it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        children.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [process]
    for member in found:
        found += children.get(member, [])
    return found


def resident_megabytes(process: int) -> float:
    """Memory of a process and all it started; what several of them share is counted once for each part they hold."""
    total = 0
    for member in family(process):
        try:
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024
