"""Reads projects from files: PSPLIB's .sm, Patterson's .rcp, and JSON; what is wrong is told with its line."""

from pathlib import Path

from dorflinde.methods.scheduling.draft import Draft, Unreadable
from dorflinde.methods.scheduling.problem import Project
from dorflinde.methods.scheduling.reading_json import read_json
from dorflinde.methods.scheduling.reading_rcp import read_rcp
from dorflinde.methods.scheduling.reading_sm import read_sm

MOST_BYTES = 20_000_000
READERS = {".sm": read_sm, ".rcp": read_rcp, ".json": read_json}


def read_project(file: Path) -> Project:
    """Read a project by the ending of the file's name; raises Unreadable with a sentence for people."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise Unreadable(f"{file.name} ends neither in .sm nor in .rcp nor in .json.")
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise Unreadable(f"{file.name} cannot be read: {problem.strerror}.") from problem
    return parse_project(content, file.suffix.lower())


def parse_project(content: bytes, ending: str) -> Project:
    """Read a project from bytes: UTF-8 with or without a mark, else Latin-1; any kind of line end."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    draft: Draft = READERS[ending](text.replace("\r\n", "\n").replace("\r", "\n"))
    return draft.project()
