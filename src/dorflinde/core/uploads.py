"""Who may see an uploaded picture: the module it belongs to is asked, so that what is off the page is off the server, too."""

from collections.abc import Callable

_doors: dict[str, Callable[[str], bool]] = {}
_sealed: set[str] = set()


def guard(folder: str, is_shown: Callable[[str], bool]) -> None:
    """Let a module answer for the files of its folder; the same folder twice is a programming error."""
    if folder in _doors:
        raise ValueError(f"{folder} is guarded already")
    _doors[folder] = is_shown


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
