"""What the town hall reads of reports: its list, the figures, what stands behind one report."""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone

from dorflinde.places.public import Place
from dorflinde.reports.models import CLOSED, OPEN, Report, ReportQuerySet, Source, Status

VET, LATE = "pruefen", "ueberfaellig"
_DAYS_OF_FIGURES = 365


@dataclass(frozen=True)
class Choice:
    """What of the town hall's list somebody wants to see, as it stands in the address."""

    state: str = "offen"
    category: str = ""
    village: str = ""
    office: str = ""
    words: str = ""

    def apply(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Return the reports that are wanted."""
        today = timezone.localdate()
        if self.state == VET:
            reports = reports.open().filter(publication__isnull=True)
        elif self.state == LATE:
            answered = Q(answered_at__isnull=False, solve_due_on__lt=today)
            reports = reports.open().filter(answered | Q(answered_at__isnull=True, answer_due_on__lt=today))
        elif self.state in Status.values:
            reports = reports.filter(status=self.state)
        elif self.state == "offen":
            reports = reports.open()
        if self.category:
            reports = reports.filter(category__code=self.category)
        if self.village:
            reports = reports.filter(place__slug=self.village)
        if self.office:
            reports = reports.filter(office=self.office)
        for word in self.words.split()[:5]:
            reports = reports.filter(
                Q(title__icontains=word)
                | Q(text__icontains=word)
                | Q(address__icontains=word)
                | Q(office__icontains=word)
            )
        return reports


@dataclass
class Figures:
    """How much waits, and how long people waited for an answer and a solution lately."""

    waiting: int = 0
    late: int = 0
    to_vet: int = 0
    answer_days: float | None = None
    solve_days: float | None = None
    by_status: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class CategoryFigures:
    """One line of the statistics."""

    name: str
    number: int
    open: int
    solved: int
    answer_days: float | None
    solve_days: float | None


def worked_on(municipality: Place, choice: Choice) -> ReportQuerySet:
    """Return the reports of a municipality as the town hall lists them: what is due first on top, finished ones by age."""
    reports = choice.apply(Report.objects.at(municipality).filter(duplicate__isnull=True)).for_lists()
    is_open = Case(When(status__in=OPEN, then=Value(0)), default=Value(1))
    due = Case(When(answered_at__isnull=True, then=F("answer_due_on")), default=F("solve_due_on"))
    return (
        reports.select_related("publication", "hiding")
        .annotate(is_over=is_open, due=due)
        .order_by("is_over", "due", "-created_at", "-pk")
    )


def figures(municipality: Place) -> Figures:
    """Count what waits in a municipality, with one question however much it is."""
    today = timezone.localdate()
    own = Report.objects.at(municipality).filter(duplicate__isnull=True).order_by()
    late = Q(answered_at__isnull=False, solve_due_on__lt=today) | Q(answered_at__isnull=True, answer_due_on__lt=today)
    found = Figures()
    rows = own.values("status").annotate(
        number=Count("pk"), late=Count("pk", filter=late), to_vet=Count("pk", filter=Q(publication__isnull=True))
    )
    for row in rows:
        found.by_status[row["status"]] = row["number"]
        if row["status"] in OPEN:
            found.waiting += row["number"]
            found.late += row["late"]
            found.to_vet += row["to_vet"]
    return found


def with_times(municipality: Place) -> Figures:
    """Count what waits, and say how long people waited for an answer and a solution in the last year."""
    found, rows = figures(municipality), _times(Report.objects.at(municipality).filter(duplicate__isnull=True))
    found.answer_days = _median([answered - created for _name, _status, created, answered, _end in rows if answered])
    found.solve_days = _median(
        [end - created for _name, status, created, _answered, end in rows if end and status == Status.SOLVED]
    )
    return found


def by_category(municipality: Place) -> list[CategoryFigures]:
    """Return the statistics of the last year, a line for each category, the most reported first."""
    own = Report.objects.at(municipality).filter(duplicate__isnull=True)
    rows: dict[str, list[tuple[str, str, datetime, datetime | None, datetime | None]]] = defaultdict(list)
    for row in _times(own):
        rows[row[0]].append(row)
    lines = [
        CategoryFigures(
            name,
            len(told),
            sum(status not in CLOSED for _name, status, *_rest in told),
            sum(status == Status.SOLVED for _name, status, *_rest in told),
            _median([answered - created for _n, _s, created, answered, _e in told if answered]),
            _median([end - created for _n, status, created, _a, end in told if end and status == Status.SOLVED]),
        )
        for name, told in rows.items()
    ]
    return sorted(lines, key=lambda line: (-line.number, line.name))


def _times(reports: ReportQuerySet) -> list[tuple[str, str, datetime, datetime | None, datetime | None]]:
    since = timezone.now() - timedelta(days=_DAYS_OF_FIGURES)
    rows = reports.filter(created_at__gte=since).order_by()
    told = rows.values_list("category__name", "status", "created_at", "answered_at", "closed_at", "source")
    return [  # how long people waited on another server is no time of this town hall
        (name, status, created, *((None, None) if source == Source.PULLED else (answered, end)))
        for name, status, created, answered, end, source in told
    ]


def _median(waits: list[timedelta]) -> float | None:
    return statistics.median(wait / timedelta(days=1) for wait in waits) if waits else None
