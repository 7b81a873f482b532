"""What everyone reads of reports: a page of the list, what is similar nearby, what a report's page shows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dorflinde.core.geo import distance_km
from dorflinde.methods.similarity import Index
from dorflinde.places.public import Place
from dorflinde.reports.models import Category, Report, ReportQuerySet, Status, StatusChange

OPEN_ONES, SOLVED, CLOSED_ONES, ALL = "offen", "geloest", "geschlossen", "alle"  # as they stand in the address
PAGE_LENGTH = 30
_MOST_PINS = 300
_NEAR_KM = 0.5
_VERY_NEAR_KM = 0.15
_COMPARED = 200
_ALIKE, _ALIKE_NEARBY = 0.3, 0.12
_SHOWN = 4
_KM_A_DEGREE = 111.2


@dataclass(frozen=True)
class Wish:
    """Which reports somebody wants to see, as it stands in the address."""

    state: str = OPEN_ONES
    category: str = ""
    village: str = ""

    @property
    def state_in_address(self) -> str:
        """The state as the address names it; the usual one is not named."""
        return "" if self.state == OPEN_ONES else self.state

    def apply(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Return the reports that are wanted."""
        if self.state == SOLVED:
            reports = reports.filter(status=Status.SOLVED)
        elif self.state == CLOSED_ONES:
            reports = reports.filter(status__in=(Status.UNSOLVED, Status.REJECTED))
        elif self.state == OPEN_ONES:
            reports = reports.open()
        if self.category:
            reports = reports.filter(category__code=self.category)
        if self.village:
            reports = reports.filter(place__slug=self.village)
        return reports


@dataclass(frozen=True)
class Near:
    """A report that may be the same, and how far away it is (None where nobody knows)."""

    report: Report
    metres: int | None


def visible_at(municipality: Place, wish: Wish) -> ReportQuerySet:
    """Return what everyone may read in a municipality, newest first."""
    return wish.apply(Report.objects.visible().at(municipality)).for_lists().newest_first()


def categories_of(municipality: Place) -> list[Category]:
    """Return what can be reported in a municipality."""
    return list(Category.objects.of(municipality).offered())


def pins(reports: Iterable[Report], *, for_staff: bool = False) -> list[dict[str, Any]]:
    """Return where reports are, as the map shows them."""
    return [
        {
            "lat": report.lat, "lon": report.lon, "title": report.title, "tone": _tone(report),
            "url": report.desk_url if for_staff else report.get_absolute_url(),
            "note": f"{report.category.name} · {report.get_status_display()}",
        }
        for report in reports
        if report.pin
    ]  # fmt: skip


def on_the_map(reports: ReportQuerySet) -> list[dict[str, Any]]:
    """Return where the newest of many reports are."""
    return pins(reports.filter(lat__isnull=False)[:_MOST_PINS])


def changes_of(report: Report) -> list[StatusChange]:
    """Return how a report stood, the oldest first, as everyone reads it."""
    return list(report.changes.all())


def similar_nearby(
    municipality: Place,
    text: str,
    *,
    category: Category | None = None,
    pin: tuple[float, float] | None = None,
    without: int | None = None,
    for_staff: bool = False,
) -> list[Near]:
    """Return up to four open reports that may mean the same: of the same kind very near, or in similar words not far.

    Without a place on the map the words alone decide. `pin` is (lat, lon) in degrees.
    """
    reports = Report.objects.at(municipality).open().filter(duplicate__isnull=True)
    if without is not None:
        reports = reports.exclude(pk=without)
    reports = reports.select_related("publication", "hiding") if for_staff else reports.visible()
    if pin is not None:
        reports = reports.filter(Q(lat__isnull=True) | _around(pin))
    found = {report.pk: report for report in reports.for_lists().newest_first()[:_COMPARED]}
    words = Index((key, f"{report.title} {report.public_text}") for key, report in found.items())
    scores = {match.key: match.score for match in words.similar(text, limit=_COMPARED, at_least=_ALIKE_NEARBY)}
    near: list[tuple[float, Near]] = []
    for key, report in found.items():
        score = scores.get(key, 0.0)
        far = None if pin is None or report.pin is None else distance_km(pin[::-1], report.pin[::-1])
        is_same_kind = category is not None and report.category_id == category.pk
        if far is None:
            fits = score >= _ALIKE
        else:
            fits = far <= _NEAR_KM and (score > 0 or (is_same_kind and far <= _VERY_NEAR_KM))
        if fits:
            weight = score + 0.3 * is_same_kind + (0.0 if far is None else 0.5 * (1 - far / _NEAR_KM))
            near.append((-weight, Near(report, None if far is None else round(far * 1000, -1).__trunc__())))
    return [one for _weight, one in sorted(near, key=lambda pair: (pair[0], -pair[1].report.pk))[:_SHOWN]]


def _around(pin: tuple[float, float]) -> Q:
    lat, lon = pin
    high = _NEAR_KM / _KM_A_DEGREE
    wide = high / max(0.1, math.cos(math.radians(lat)))
    return Q(lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide))


def _tone(report: Report) -> str:
    return {Status.SOLVED: "done", Status.ACTIVE: "sun"}.get(Status(report.status), "")
