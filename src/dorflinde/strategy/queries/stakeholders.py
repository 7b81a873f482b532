"""Reads about those who have to do with the strategy: the grid, who moved, who is missing, who is to be spoken with when."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.core.dates import months_after
from dorflinde.places.public import Place
from dorflinde.strategy.models import Quadrant, Stakeholder, StakeholderAssessment, TypicalGroup

from .measures import own_cycle

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class StakeholderStanding:
    """A stakeholder with the assessment in force and what moved since an earlier one."""

    stakeholder: Stakeholder
    now: StakeholderAssessment | None
    before: StakeholderAssessment | None

    @property
    def movement(self) -> str:
        """What moved, in words: „Einfluss +1, Interesse −2“; nothing without an earlier assessment."""
        if self.now is None or self.before is None or self.now == self.before:
            return ""
        steps = (
            (_("Einfluss"), self.now.influence - self.before.influence),
            (_("Interesse"), self.now.interest - self.before.interest),
        )
        said = [f"{label} {step:+d}".replace("-", "−") for label, step in steps if step]
        if self.now.attitude != self.before.attitude and self.now.attitude:
            said.append(_("Haltung jetzt: %(attitude)s") % {"attitude": self.now.get_attitude_display()})
        return ", ".join(said) or _("unverändert")


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the grid."""

    interest: int
    influence: int
    quadrant: Quadrant
    standings: list[StakeholderStanding]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day on which somebody is to be spoken with."""

    day: datetime.date
    stakeholder: Stakeholder
    is_planned: bool  # written down; otherwise it follows from the rhythm


def stakeholders_of(place: Place) -> list[Stakeholder]:
    """Return the stakeholders of the cycle a municipality is in."""
    return list(Stakeholder.objects.of(place).in_cycle(own_cycle(place)).with_history())


def stakeholder_standings(
    stakeholders: Iterable[Stakeholder], since: datetime.date | None = None
) -> list[StakeholderStanding]:
    """Return where everyone stands, compared with a day or with the assessment before."""
    return [StakeholderStanding(one, one.latest, one.assessed_before(since)) for one in stakeholders]


def grid(rows: Sequence[StakeholderStanding]) -> list[list[Cell]]:
    """Return the squares of the grid, the greatest influence on top, interest growing to the right."""
    lines = []
    for influence in range(5, 0, -1):
        line = []
        for interest in range(1, 6):
            here = [row for row in rows if row.now and (row.now.interest, row.now.influence) == (interest, influence)]
            quadrant = StakeholderAssessment(interest=interest, influence=influence).quadrant
            line.append(Cell(interest, influence, quadrant, here))
        lines.append(line)
    return lines


def missing_groups(stakeholders: Iterable[Stakeholder]) -> list[TypicalGroup]:
    """Return the typical groups of a village for which nobody is noted yet."""
    present = {one.typical for one in stakeholders}
    return [group for group in TypicalGroup if group.value not in present]


def appointments(stakeholders: Iterable[Stakeholder]) -> list[tuple[datetime.date, list[Appointment]]]:
    """Return the coming months with whom to speak in each; what is overdue stands in the current month."""
    today = timezone.localdate()
    end = months_after(today.replace(day=1), MONTHS_AHEAD)
    months: dict[datetime.date, list[Appointment]] = {}
    for one in stakeholders:
        for number, day in enumerate(_days_of(one, end)):
            month = max(day, today).replace(day=1)
            months.setdefault(month, []).append(Appointment(day, one, number == 0))
    return [
        (month, sorted(rows, key=lambda row: (row.day, row.stakeholder.name))) for month, rows in sorted(months.items())
    ]


def _days_of(stakeholder: Stakeholder, end: datetime.date) -> list[datetime.date]:
    first, rhythm = stakeholder.next_contact_on, stakeholder.suggested_rhythm
    if first is None or first >= end:
        return []
    if not rhythm.isdigit():
        return [first]
    days, today = [first], timezone.localdate()
    # Counted from the first day, not from the last: the 31st stays the 31st after February.
    for number in range(1, MONTHS_AHEAD * 2):
        day = months_after(max(first, today), int(rhythm) * number)
        if day >= end:
            break
        days.append(day)
    return days
