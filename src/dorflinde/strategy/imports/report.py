"""What reading a list came to."""

from dataclasses import dataclass, field
from typing import Any

from dorflinde.strategy.models import Measure, PlanningProfile, Profile

from .several import Tie


@dataclass(frozen=True, slots=True)
class Rejection:
    """A cell that cannot be taken over, and why; the row is counted as the spreadsheet counts it."""

    row: int
    column: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Return it for machines."""
        return {"row": self.row, "column": self.column, "reason": self.reason}


@dataclass(slots=True)
class PlannedRow:
    """What a good row would do: create a measure, bring one up to date, or nothing."""

    row: int
    profile: Profile
    field_title: str
    status: str | None  # nothing said: as it is
    progress: int | None
    needs: list[Tie] | None
    planning: PlanningProfile
    organisation: str  # the name of the one that leads, where it has to be entered first
    measure: Measure | None
    changed: list[str]  # German names of what the row changes in a known measure

    @property
    def kind(self) -> str:
        """Return created, updated or unchanged."""
        if self.measure is None:
            return "created"
        return "updated" if self.changed else "unchanged"

    @property
    def number(self) -> str:
        """The number the row names, if any."""
        return self.profile.number


@dataclass(slots=True)
class ImportReport:
    """How many measures were created, updated and left alone, and every cell that was refused."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # headings nobody knows
    planned: list[PlannedRow] = field(default_factory=list)
    is_written: bool = False

    @property
    def rejected_rows(self) -> int:
        """How many rows were refused."""
        return len({rejection.row for rejection in self.rejected})

    def as_dict(self) -> dict[str, Any]:
        """Return the report for machines, in the shape of the command line's contract."""
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [rejection.as_dict() for rejection in self.rejected],
            "ignored_columns": self.ignored,
            "written": self.is_written,
        }


class ImportProblem(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""

    def as_report(self) -> ImportReport:
        """Return it as a report that took nothing over; row 0 stands for the whole file."""
        return ImportReport(rejected=[Rejection(0, "", str(self))])
