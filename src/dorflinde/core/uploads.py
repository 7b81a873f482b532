"""Who may see an uploaded picture: the module it belongs to is asked, so that what is off the page is off the server, too."""

from collections.abc import Callable
from typing import Any

_doors: dict[str, Callable[[str], bool]] = {}
_readers: dict[
    str, Callable[[Any, str], bool]
] = {}  # asked with the account: of what kind it is, lies above this floor
_sealed: set[str] = set()


def guard(folder: str, is_shown: Callable[[str], bool], *, may_read: Callable[[Any, str], bool] | None = None) -> None:
    """Let a module answer for the files of its folder; the same folder twice is a programming error.

    Who else may read what not everyone is shown, `may_read` tells; without it, that is whoever moderates anywhere.
    """
    if folder in _doors:
        raise ValueError(f"{folder} is guarded already")
    _doors[folder] = is_shown
    if may_read is not None:
        _readers[folder] = may_read


def seal(folder: str) -> None:
    """Hand out nothing of a folder at its address, to nobody: its module has a door of its own."""
    _sealed.add(folder)


def is_sealed(path: str) -> bool:
    """Tell whether the file of this path below the media folder is handed out by its module alone."""
    return path.split("/", 1)[0] in _sealed


def is_shown(path: str) -> bool:
    """Tell whether everyone may see the file of this path below the media folder; folders nobody guards are open."""
    door = _doors.get(path.split("/", 1)[0])
    return door is None or door(path)


def may_read(user: object, path: str, *, otherwise: bool) -> bool:
    """Tell whether a person may see a file that not everyone is shown; where its module does not say, `otherwise`."""
    reader = _readers.get(path.split("/", 1)[0])
    return otherwise if reader is None else reader(user, path)
