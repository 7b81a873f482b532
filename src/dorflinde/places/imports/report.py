"""What an import did, and every row it could not use with number, column and reason."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be used; row 0 means the file as a whole, row 1 its headings."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class PlacesReport:
    """How many municipalities are new, changed, the same; with one rejected row nothing is written."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)


class FileProblem(Exception):
    """The file cannot be read at all; the message says why."""
