"""Reads across measures: the strategy in force, what the numbers say, what is missing, what comes next."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _

from dorflinde.core import subjects
from dorflinde.core.dates import PlanDate
from dorflinde.core.subjects import Description, ExpectedStep
from dorflinde.feed.public import Sender
from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    FieldOfAction,
    Horizon,
    Measure,
    MeasureQuerySet,
    Status,
    Strategy,
    Windows,
    windows_without_strategy,
)


def current_strategy(place: Place) -> Strategy | None:
    """Return the strategy in force here: the municipality's own, or its region's; the next one once its years begin."""
    region = place.region
    own = Strategy.objects.of(place).in_force_first(timezone.localdate()).first()
    if own is not None or region is None or region == place:
        return own
    return Strategy.objects.of(region).in_force_first(timezone.localdate()).first()


def own_cycle(place: Place) -> Strategy | None:
    """Return the cycle a municipality is in; a region's strategy is not its own."""
    return Strategy.objects.of(place).newest_first().first()


def windows_of(place: Place) -> Windows:
    """Return the windows by which the measures of a place are sorted into horizons."""
    strategy = current_strategy(place)
    return strategy.windows if strategy else windows_without_strategy()


@dataclass(frozen=True, slots=True)
class AllWindows:
    """The windows of every place at once, for lists that reach across municipalities; a municipality without a strategy has its region's."""

    known: dict[int, Windows]  # place → windows of its strategy in force
    usual: Windows

    def of(self, municipality: Place) -> Windows:
        """Return the windows of one municipality."""
        own = self.known.get(municipality.pk)
        return own or self.known.get(municipality.parent_id or 0) or self.usual

    def condition(self, horizon: Horizon) -> Q:
        """Return what the database must ask for to find the measures that start in this window of their own place."""
        elsewhere = ~Q(municipality__in=self.known)
        found = elsewhere & ~Q(municipality__parent__in=self.known) & self.usual.condition(horizon)
        for place, windows in self.known.items():
            here = Q(municipality=place) | (elsewhere & Q(municipality__parent=place))
            found |= here & windows.condition(horizon)
        return found


def all_windows() -> AllWindows:
    """Return the windows in force in each place, with one question."""
    in_force: dict[int, Windows] = {}
    for strategy in Strategy.objects.in_force_first(timezone.localdate()):
        in_force.setdefault(strategy.place_id, strategy.windows)
    return AllWindows(in_force, windows_without_strategy())


def horizon_of(measure: Measure, windows: Windows | None = None) -> Horizon:
    """Return the window in which a measure starts; give the windows when asking for many."""
    return (windows or windows_of(measure.municipality)).horizon(measure.start)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands in the roadmap of a place, counted."""

    total: int
    by_status: dict[str, int]
    late: int
    cost_once: Decimal
    cost_per_year: Decimal
    staff_months: Decimal
    unknown_cost: int

    @property
    def done(self) -> int:
        """How many are finished."""
        return self.by_status[Status.DONE]

    @property
    def active(self) -> int:
        """How many are under way."""
        return self.by_status[Status.ACTIVE]

    @property
    def waiting(self) -> int:
        """How many have not begun or rest."""
        return sum(self.by_status[status] for status in (Status.IDEA, Status.PLANNED, Status.PAUSED))


def numbers(measures: MeasureQuerySet) -> Numbers:
    """Count measures and add up what is known of their cost; dropped ones cost nothing."""
    counted = dict(measures.order_by().values_list("status").annotate(count=Count("pk")))
    sums = measures.shown_in_roadmap().aggregate(
        once=Sum("cost_once"), year=Sum("cost_per_year"), months=Sum("staff_months"),
        unknown=Count("pk", filter=Q(cost_once__isnull=True, cost_per_year__isnull=True)),
    )  # fmt: skip
    by_status = {status.value: counted.get(status.value, 0) for status in Status}
    return Numbers(
        total=sum(by_status.values()) - by_status[Status.DROPPED], by_status=by_status, late=measures.late().count(),
        cost_once=sums["once"] or Decimal(0), cost_per_year=sums["year"] or Decimal(0),
        staff_months=sums["months"] or Decimal(0), unknown_cost=sums["unknown"],
    )  # fmt: skip


# What a measure should say about itself before the council decides; the word stands in the address of the filtered table.
GAPS: dict[str, Q] = {
    "termin": Q(start_precision=""),
    "kosten": Q(cost_once__isnull=True, cost_per_year__isnull=True),
    "federfuehrung": Q(lead="", lead_organisation__isnull=True),
    "ziel": Q(goal=""),
    "handlungsfeld": Q(field__isnull=True),
    "kennzahl": Q(indicators__isnull=True),
    "prioritaet": Q(priority=""),
    "personal": Q(staff_months__isnull=True),
}


def gap_labels() -> dict[str, str]:
    """Return what each gap is called on the page."""
    return {
        "termin": _("ohne Termin"),
        "kosten": _("ohne Kosten"),
        "federfuehrung": _("ohne Federführung"),
        "ziel": _("ohne Ziel"),
        "handlungsfeld": _("ohne Handlungsfeld"),
        "kennzahl": _("ohne Kennzahl"),
        "prioritaet": _("ohne Priorität"),
        "personal": _("ohne Personalbedarf"),
    }


def gaps(measures: MeasureQuerySet) -> list[tuple[str, str, int]]:
    """Return (word for the address, label, number of measures) of everything that is still missing somewhere."""
    open_ones = measures.unfinished()
    counts = open_ones.aggregate(
        **{name: Count("pk", filter=condition, distinct=True) for name, condition in GAPS.items()}
    )
    return [(name, label, counts[name]) for name, label in gap_labels().items() if counts[name]]


def gaps_of(measure: Measure) -> list[str]:
    """Return the labels of what one measure does not say yet; its profile is loaded."""
    missing = {
        "termin": measure.start is None,
        "kosten": measure.cost_once is None and measure.cost_per_year is None,
        "federfuehrung": not measure.lead and measure.lead_organisation is None,
        "ziel": not measure.goal,
        "handlungsfeld": measure.field is None,
        "kennzahl": not measure.indicators.all(),
        "prioritaet": not measure.priority,
        "personal": measure.staff_months is None,
    }
    return [label for name, label in gap_labels().items() if missing[name]]


def coming_up(measures: MeasureQuerySet, *, most: int = 5) -> list[tuple[Measure, PlanDate, bool]]:
    """Return what begins (False) or should end (True) next, soonest first."""
    today = timezone.localdate()
    dated: list[tuple[datetime.date, Measure, PlanDate, bool]] = []
    for measure in measures.unfinished().for_list():
        planned = measure.end if measure.status == Status.ACTIVE else measure.start
        if planned is not None and planned.last is not None and planned.last >= today:
            dated.append((planned.last, measure, planned, measure.status == Status.ACTIVE))
    dated.sort(key=lambda row: (row[0], row[1].sort_key))
    return [(measure, planned, is_end) for _day, measure, planned, is_end in dated[:most]]


def possible_origins(place: Place, words: str, *, most: int = 40) -> list[tuple[str, list[Description]]]:
    """Return the public contributions from which a measure can grow, under the name of their kind, newest first."""
    groups = []
    for kind in subjects.all_subjects():
        if not kind.may_be_origin or kind.suggestions is None:
            continue
        found = [described for described in kind.suggestions(place.municipality.pk, words) if described.is_public]
        if found:
            found.sort(key=lambda described: described.created_at, reverse=True)
            groups.append((str(kind.label), found[:most]))
    return groups


def describe(public_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what feed, trail and moderation need to show measures."""
    measures = Measure.objects.filter(public_id__in=list(public_ids)).select_related("municipality__parent")
    return {measure.public_id: _described(measure) for measure in measures}


def suggestions(municipality_id: int, words: str) -> list[Description]:
    """Return public measures for a picker."""
    measures = Measure.objects.filter(municipality=municipality_id).public().matching(words).by_number()
    return [_described(measure) for measure in measures.select_related("municipality__parent")[:20]]


def expected_steps(public_id: uuid.UUID) -> list[ExpectedStep]:
    """Return what should happen next to a measure, for the grey end of its trail."""
    measure = Measure.objects.filter(public_id=public_id).first()
    if measure is None:
        return []
    steps = []
    if measure.start is not None and measure.status in {Status.IDEA, Status.PLANNED}:
        steps.append(_expected(_("Geplanter Beginn"), measure.start, measure.start.first))
    if (
        measure.end is not None
        and not measure.end.is_open
        and measure.status in {Status.IDEA, Status.PLANNED, Status.ACTIVE}
    ):
        steps.append(_expected(_("Soll fertig sein"), measure.end, measure.end.last))
    return steps


def describe_roadmap(public_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what the stream needs to show the roadmap of a municipality; its id is that of the place."""
    places = Place.objects.filter(public_id__in=list(public_ids), kind=Place.Kind.MUNICIPALITY).select_related("parent")
    return {place.public_id: _described_roadmap(place) for place in places}


def fields_with_measures(place: Place, measures: Sequence[Measure]) -> list[tuple[FieldOfAction | None, list[Measure]]]:
    """Return the measures sorted under their fields of action, those without a field last; empty fields are left out."""
    groups: dict[int | None, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(measure.field_id, []).append(measure)
    ordered: list[tuple[FieldOfAction | None, list[Measure]]] = [
        (field, groups[field.pk]) for field in FieldOfAction.objects.of(place).in_order() if field.pk in groups
    ]
    return [*ordered, (None, groups[None])] if None in groups else ordered


def _described(measure: Measure) -> Description:
    return Description(
        ref=measure.ref,
        title=str(measure),
        text=measure.goal or measure.description,
        url=measure.get_absolute_url(),
        place_id=measure.municipality_id,
        created_at=measure.created_at,
        is_public=measure.is_public,
        author_id=measure.created_by_id,
        author_name=Sender.town_hall(measure.municipality).name,
        label=_("Maßnahme"),
    )


def _expected(title: str, planned: PlanDate, day: datetime.date | None) -> ExpectedStep:
    return ExpectedStep(title=title, when=day, when_text=planned.in_words(get_language() or "de"))


def _described_roadmap(place: Place) -> Description:
    return Description(
        ref=subjects.Ref("strategy.roadmap", place.public_id), title=_("Fahrplan %(place)s") % {"place": place.name}, text="",
        url=reverse("strategy:roadmap", args=[place.slug]), place_id=place.pk,
        created_at=timezone.now(), is_public=True, label=_("Fahrplan"),
    )  # fmt: skip
