"""The continuation radar: what ends when, what is not provided for, and what knowledge leaves with whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    Continuation,
    Documentation,
    Funding,
    Level,
    Measure,
    Operation,
    Status,
    Warnings,
    months_until,
)

MONTHS = (12, 6, 3)


@dataclass(frozen=True, slots=True)
class Worry:
    """What ends next, in how many months, and what is still missing for going on."""

    ends_on: date | None
    months: int | None
    what_ends: str
    missing: tuple[str, ...]

    @property
    def is_worrying(self) -> bool:
        """Tell whether something ends and something is missing."""
        return self.ends_on is not None and bool(self.missing)

    @property
    def sentence(self) -> str:
        """Why it stands in the list, in one plain sentence."""
        if not self.missing:
            parts = [self.what_ends, _("für die Zeit danach ist gesorgt")]
        else:
            parts = [self.what_ends, *self.missing]
        return ", ".join(part for part in parts if part)


def continuation_of(measure: Measure) -> Continuation:
    """Return what is known of how a measure goes on; an empty sheet where nobody has said anything."""
    found: Continuation | None = getattr(measure, "continuation", None)
    return found or Continuation(measure=measure)


def worry_of(measure: Measure, today: date | None = None) -> Worry:
    """Return what ends next for a measure and what is not provided for."""
    today = today or timezone.localdate()
    sheet = continuation_of(measure)
    ends = sorted(_ends(measure, sheet), key=lambda end: end[0])
    coming = next((end for end in ends if end[0] >= today), ends[-1] if ends else None)
    months = months_until(coming[0], today) if coming else None
    return Worry(
        ends_on=coming[0] if coming else None,
        months=months,
        what_ends=_in_words(coming[1], coming[0], today) if coming else "",
        missing=tuple(_missing(sheet)),
    )


def worries(place: Place, today: date | None = None) -> list[tuple[Measure, Worry]]:
    """Return the measures that somebody must carry on, the most urgent first; ideas and dropped ones need nobody yet."""
    today = today or timezone.localdate()
    measures = (
        Measure.objects.of(place).exclude(status__in=[Status.IDEA, Status.DROPPED]).for_list()
        .select_related("continuation").prefetch_related("fundings").by_number()
    )  # fmt: skip
    rows = [(measure, worry_of(measure, today)) for measure in measures]
    return sorted(rows, key=lambda row: _urgency(row[1]))


def warning_months(place: Place) -> list[int]:
    """Return how many months ahead this municipality is warned."""
    chosen = Warnings.objects.filter(place=place.municipality).first()
    return [int(months) for months in chosen.months] if chosen and chosen.months else list(MONTHS)


def knowledge(place: Place) -> list[tuple[str, date | None, list[Continuation]]]:
    """Return for each person or post: when it ends, and what hangs on it."""
    sheets = (
        Continuation.objects.filter(measure__in=Measure.objects.of(place).exclude(status=Status.DROPPED))
        .exclude(Q(person="")).select_related("measure__municipality").order_by("measure__sort_key")
    )  # fmt: skip
    people: dict[str, list[Continuation]] = {}
    names: dict[str, str] = {}
    for sheet in sheets:
        key = sheet.person.strip().casefold()
        names.setdefault(key, sheet.person.strip())
        people.setdefault(key, []).append(sheet)
    rows = [
        (names[key], min((row.person_leaves_on for row in mine if row.person_leaves_on), default=None), mine)
        for key, mine in people.items()
    ]
    return sorted(rows, key=lambda row: (row[1] or date.max, row[0]))


def _ends(measure: Measure, sheet: Continuation) -> list[tuple[date, str]]:
    ends = [
        (funding.ends_on, "funding")
        for funding in measure.fundings.all()
        if funding.ends_on and funding.stage != Funding.Stage.REFUSED
    ]
    if sheet.person_leaves_on:
        ends.append((sheet.person_leaves_on, "person"))
    if measure.status == Status.ACTIVE and measure.end is not None and measure.end.last is not None:
        ends.append((measure.end.last, "project"))
    return ends


def _in_words(kind: str, day: date, today: date) -> str:
    months = months_until(day, today)
    if months < 0:
        return {
            "funding": _("Die Förderung ist zu Ende"), "person": _("Die Stelle ist zu Ende"), "project": _("Das Projekt ist zu Ende"),
        }[kind]  # fmt: skip
    when = ngettext("in %(n)s Monat", "in %(n)s Monaten", months) % {"n": months} if months else _("in diesem Monat")
    return {
        "funding": _("Förderung endet %(when)s"), "person": _("Stelle endet %(when)s"), "project": _("Projekt endet %(when)s"),
    }[kind] % {"when": when}  # fmt: skip


def _missing(sheet: Continuation) -> list[str]:
    missing = []
    if not sheet.owner_after:
        missing.append(_("niemand übernimmt"))
    if not sheet.is_paid:
        missing.append({
            Operation.UNPAID: _("Betrieb nicht bezahlt"), Operation.PARTLY: _("Betrieb nur teilweise bezahlt"),
        }.get(Operation(sheet.operation) if sheet.operation else Operation.FREE, _("Betrieb ungeklärt")))  # fmt: skip
    if sheet.person and sheet.documentation != Documentation.FULL:
        missing.append(_("Wissen hängt an: %(person)s") % {"person": sheet.person})
    return missing


def _urgency(worry: Worry) -> tuple[int, int, int]:
    return (0 if worry.is_worrying else 1, worry.months if worry.months is not None else 999, -len(worry.missing))


def factor_score(sheet: Continuation) -> int | None:
    """Return how many of ten points the five factors of success reach; nothing as long as none was rated."""
    known = [level for _name, level in sheet.levels if level is not None]
    return sum(known) if known else None


TOP_SCORE = 5 * Level.YES
