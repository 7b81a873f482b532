"""What comes back: start months, how good they are, what binds them, and what would have to give way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dorflinde.methods.planning.problem import Grant

Objective = Literal["benefit", "balance", "delay"]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]
LimitKind = Literal["window", "earliest", "latest", "pin", "link", "capacity", "budget", "notice", "grant", "missing"]
RelaxationKind = Literal["window", "latest", "pin", "link", "capacity", "budget", "grant"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that binds: without it the ``tasks`` could start a month sooner.

    ``subject`` is the role (capacity), the task (earliest, latest, pin, notice, grant, window) or the task before
    (link, with ``other`` the task after); ``when`` the month, for a budget the year.
    """

    kind: LimitKind
    subject: str
    when: int | None
    tasks: tuple[str, ...]
    other: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A limit that a plan breaks, and by how much: cents (budget), hundredths (capacity), else months."""

    kind: LimitKind
    subject: str
    when: int | None
    amount: int
    tasks: tuple[str, ...]
    other: str = ""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One limit that gives way so that a plan exists.

    ``amount``: cents more (budget of the year ``when``), hundredths of a person-month more (capacity of the role
    ``subject`` in the month ``when``), else months: later than ``latest``, away from the pin, sooner than the link
    ``subject`` → ``other`` allows, later than the deadline of the grant or than the end of the window.
    """

    kind: RelaxationKind
    subject: str
    when: int | None
    amount: int
    other: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """A grant lost because the work ends ``months`` too late."""

    grant: Grant
    months: int
    penalty: int  # cents


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known while it computes; ``gap`` is the share of the objective that may still be gained (0 … 1)."""

    objective: int | None
    bound: int
    gap: float | None
    starts: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan. Lower ``objective`` is better, nothing lies below ``bound``.

    The objective counts points. benefit: months from ``first`` to the end of each task × its weight; balance: hundredths
    of a person-month above the average month, over roles and months; delay: months each task starts after its planned
    start (× weight, at least 1). To each comes the money of missed grants, ``cents_a_point`` cents a point.

    With ``status`` infeasible the ``relaxations`` say what must give way, and the starts hold under them, as good as the
    objective allows; ``is_smallest`` when it is proven that nothing smaller would do. Objective and bound are then those
    of the relaxed problem. With ``status`` unknown (no solver here, or too little time) they are only what the starts break.
    """

    status: Status
    objective: int | None
    bound: int
    gap: float | None
    starts: Mapping[str, int]
    missed: tuple[Missed, ...] = ()
    binding: tuple[Limit, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    is_smallest: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """What a plan needs: hundredths of a person-month by role and month, cents by year."""

    people: Mapping[str, Mapping[int, int]]
    money: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """``slack``: months each task could start later without moving the end of all; ``tasks``: those with none, by start."""

    tasks: tuple[str, ...]
    slack: Mapping[str, int]
