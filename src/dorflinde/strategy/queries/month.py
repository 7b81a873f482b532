"""One month of the delivery as the council should hear of it, also looked back at later.

What was moved, reached or decided carries its day. Whether a measure was red on a day follows from the same facts as its health
(:mod:`.health`), as they stood then; the planned dates are those of today, for nobody keeps the older ones.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    Blocker,
    Decision,
    Funding,
    Health,
    Measure,
    Milestone,
    PaperVersion,
    ProgressNote,
    Resolution,
    Status,
    StatusChange,
)
from dorflinde.ui.clock import full_day

from .health import with_delivery
from .money import YearMoney, money_of_year

SOON = timedelta(days=60)  # what falls due so soon after the month stands in it
MONEY_SOON = timedelta(days=90)
LONG_BEFORE = timedelta(days=183)  # so long before a funding ends somebody should have settled what comes after
_RED = frozenset({Health.LATE, Health.STUCK})
_COUNCIL = re.compile(r"\b(?:\w*gemeinderat|marktrat|stadtrat|rat|\w*ausschuss|council)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Red:
    """A measure that is red, since when, and why."""

    measure: Measure
    since: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month, as far as the reader may know; ``day`` is its last day, or today while it runs."""

    place: Place
    first: date
    day: date
    is_internal: bool
    measures: Sequence[Measure]
    moves: Sequence[StatusChange | ProgressNote]
    decisions: Sequence[Decision]
    resolutions: Sequence[Resolution]
    reached: Sequence[Milestone]
    due: Sequence[Milestone]
    reddened: Sequence[Red]
    still_red: Sequence[Red]
    begins: Sequence[Measure]
    money: YearMoney
    payments: Sequence[tuple[date, str, Funding]]
    asks: Sequence[str]

    @property
    def moved(self) -> int:
        """How many measures moved."""
        return len({move.measure_id for move in self.moves})


def month_of_delivery(place: Place, first: date, today: date, *, is_internal: bool) -> Month:
    """Return the month that begins on a day; without `is_internal` only what everyone may read."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    day = min(last, today)
    measures = _measures(place, is_internal=is_internal)
    known = [
        measure for measure in measures if timezone.localdate(measure.created_at) <= day or status_on(measure, day)
    ]
    red = {measure.pk: red_on(measure, day, is_internal=is_internal) for measure in known}
    before = {one.pk for one in known if red_on(one, first - timedelta(days=1), is_internal=is_internal)}
    stones = [stone for measure in known for stone in measure.milestones.all()]
    versions = PaperVersion.objects.of(place).defer("tree")
    decisions = [one for measure in known for one in measure.decisions.all() if _within(one.decided_on, first, day)]
    return Month(
        place=place, first=first, day=day, is_internal=is_internal, measures=known,
        moves=_moves(known, first, day),
        decisions=[one for one in decisions if one.is_public or is_internal],
        resolutions=[version.decided for version in versions if version.decided and _within(version.decided.decided_on, first, day)],
        reached=[stone for stone in stones if stone.is_done and _within(timezone.localdate(stone.tick.at), first, day)],
        due=sorted(
            (stone for stone in stones if _is_due(stone, day) and not (_is_late(stone, day) and red[stone.measure_id])),
            key=lambda stone: (stone.due_on or day, stone.measure.sort_key),
        ),
        reddened=[found for measure in known if measure.pk not in before and (found := red[measure.pk])],
        still_red=[found for measure in known if measure.pk in before and (found := red[measure.pk])],
        begins=[measure for measure in known if _begins_soon(measure, day)],
        money=money_of_year(place, [one for one in known if one.status != Status.DROPPED], first.year),
        payments=_payments(known, first, day),
        asks=list(_asks(known, [v for v in versions if v.published_at or is_internal], day, is_internal=is_internal)),
    )  # fmt: skip


def status_on(measure: Measure, day: date) -> str:
    """Return how far a measure was on a day; nothing when nobody had said anything yet."""
    said = (change for change in measure.status_changes.all() if timezone.localdate(change.at) <= day)
    newest = max(said, key=lambda change: (change.at, change.pk), default=None)
    return newest.status if newest else ""


def red_on(measure: Measure, day: date, *, is_internal: bool) -> Red | None:
    """Return why a measure was red on a day, if it was: late or standing still."""
    status = status_on(measure, day)
    if status in {"", Status.DONE, Status.DROPPED}:
        return None
    said = [row for row in measure.assessments.all() if _held(row.at, row.withdrawn_at, row.until, day)]
    if said:
        newest = max(said, key=lambda row: row.pk)
        return Red(measure, timezone.localdate(newest.at), (newest.reason,)) if newest.health in _RED else None
    found = [*_standing_still(measure, status, day, is_internal=is_internal), *_overdue(measure, status, day)]
    if not found:
        return None
    return Red(measure, min(since for since, _why in found), tuple(why for _since, why in found))


def _measures(place: Place, *, is_internal: bool) -> list[Measure]:
    here = Measure.objects.of(place)
    found = with_delivery((here if is_internal else here.public()).by_number())
    return list(found.select_related("continuation").prefetch_related("decisions", "costs"))


def _moves(measures: Sequence[Measure], first: date, day: date) -> list[StatusChange | ProgressNote]:
    moves: list[StatusChange | ProgressNote] = []
    for measure in measures:
        moves += [*measure.status_changes.all(), *measure.notes.all()]
    moves = [move for move in moves if _within(timezone.localdate(move.at), first, day)]
    return sorted(moves, key=lambda move: (move.at, move.measure.sort_key))


def _standing_still(measure: Measure, status: str, day: date, *, is_internal: bool) -> Iterator[tuple[date, str]]:
    if status == Status.PAUSED:
        change = max(
            (one for one in measure.status_changes.all() if timezone.localdate(one.at) <= day), key=lambda one: (one.at, one.pk)
        )  # fmt: skip
        why = _("ruht: %(reason)s") % {"reason": change.reason} if change.reason else _("ruht")
        yield timezone.localdate(change.at), why
    for blocker in measure.blockers.all():
        if _is_blocking(blocker, day):
            words = {"title": blocker.title, "day": full_day(blocker.since)}
            said = (
                _("seit %(day)s hängt es an: %(title)s") if is_internal else _("wartet seit %(day)s auf eine Klärung")
            )
            yield blocker.since, said % words


def _overdue(measure: Measure, status: str, day: date) -> Iterator[tuple[date, str]]:
    language = get_language() or "de"
    planned = []
    if status in {Status.PLANNED, Status.ACTIVE}:
        planned.append((measure.end, _("sollte fertig sein: %(when)s")))
    if status == Status.PLANNED:
        planned.append((measure.start, _("sollte begonnen haben: %(when)s")))
    for when, missed in planned:
        if when is not None and when.last is not None and when.last < day:
            yield when.last + timedelta(days=1), missed % {"when": when.in_words(language)}
    for stone in measure.milestones.all():
        due = stone.due
        if due is not None and due.last is not None and due.last < day and not _was_reached(stone, day):
            words = {"title": stone.title, "when": due.in_words(language)}
            yield due.last + timedelta(days=1), _("Meilenstein überfällig: %(title)s (%(when)s)") % words


def _is_due(stone: Milestone, day: date) -> bool:
    """Tell whether a milestone was open on a day and due by then or soon after."""
    if stone.due is None or stone.due.last is None or _was_reached(stone, day):
        return False
    return status_on(stone.measure, day) not in {Status.DONE, Status.DROPPED} and stone.due.last <= day + SOON


def _is_late(stone: Milestone, day: date) -> bool:
    return stone.due is not None and stone.due.last is not None and stone.due.last < day


def _begins_soon(measure: Measure, day: date) -> bool:
    begin = measure.start.first if measure.start else None
    return status_on(measure, day) == Status.PLANNED and begin is not None and day <= begin <= day + SOON


def _was_reached(stone: Milestone, day: date) -> bool:
    return stone.is_done and timezone.localdate(stone.tick.at) <= day


def _is_blocking(blocker: Blocker, day: date) -> bool:
    return blocker.since <= day and not (blocker.is_done and timezone.localdate(blocker.tick.at) <= day)


def _held(at: datetime, withdrawn: datetime | None, until: date | None, day: date) -> bool:
    over = withdrawn is not None and timezone.localdate(withdrawn) <= day
    return timezone.localdate(at) <= day and not over and (until is None or until >= day)


def _within(when: date | None, first: date, day: date) -> bool:
    return when is not None and first <= when <= day


def _payments(measures: Sequence[Measure], first: date, day: date) -> list[tuple[date, str, Funding]]:
    """Return grants of the month and the days that follow soon; what is still to be applied for is asked of the council."""
    found = []
    for measure in measures:
        if measure.status == Status.DROPPED:
            continue
        for funding in measure.fundings.all():
            if funding.stage == Funding.Stage.GRANTED and _within(funding.notice_on, first, day):
                found.append((funding.notice_on or day, _("bewilligt"), funding))
            for when, what in _dates(funding):
                if day < when <= day + MONEY_SOON:
                    found.append((when, what, funding))
    return sorted(found, key=lambda row: (row[0], row[2].measure.sort_key, row[1]))


def _dates(funding: Funding) -> Iterator[tuple[date, str]]:
    if funding.stage == Funding.Stage.REFUSED:
        return
    if funding.ends_on:
        yield funding.ends_on, _("Förderung endet")
    if funding.proof_by:
        yield funding.proof_by, _("Verwendungsnachweis abgeben")


def _asks(
    measures: Sequence[Measure], versions: Sequence[PaperVersion], day: date, *, is_internal: bool
) -> Iterator[str]:
    """Return what only the council can do now."""
    waiting = next((version for version in versions if version.day <= day), None)
    if waiting and not (waiting.decided and waiting.decided.decided_on <= day):
        words = {"number": waiting.number, "title": waiting.title}
        yield _("Über das Strategiepapier beschließen: Fassung %(number)s, „%(title)s“.") % words
    for measure in measures:
        if status_on(measure, day) not in {Status.DONE, Status.DROPPED}:
            yield from _asks_about(measure, day, is_internal=is_internal)


def _asks_about(measure: Measure, day: date, *, is_internal: bool) -> Iterator[str]:
    for blocker in measure.blockers.all():
        if _is_blocking(blocker, day) and _COUNCIL.search(blocker.who_can_solve):
            words = {"measure": measure, "title": blocker.title}
            yield (_("%(measure)s: klären, woran es hängt: %(title)s.") if is_internal else _("%(measure)s: eine Klärung herbeiführen.")) % words  # fmt: skip
    for funding in measure.fundings.all():
        words = {"measure": measure, "programme": funding}
        if (
            funding.apply_by
            and funding.stage in {"", Funding.Stage.IDEA}
            and day < funding.apply_by <= day + MONEY_SOON
        ):
            yield _("%(measure)s: über den Antrag an %(programme)s bis %(day)s entscheiden.") % (words | {"day": full_day(funding.apply_by)})  # fmt: skip
        if funding.ends_on and day < funding.ends_on <= day + LONG_BEFORE and not _goes_on(measure):
            yield _("%(measure)s: regeln, wie es nach dem Ende der Förderung am %(day)s weitergeht.") % (words | {"day": full_day(funding.ends_on)})  # fmt: skip
    has_lead = bool(measure.lead or measure.lead_organisation_id)
    if measure.start and not has_lead and _begins_soon(measure, day):
        when = measure.start.in_words(get_language() or "de")
        yield _("%(measure)s: jemanden bestimmen, der federführend ist; Beginn: %(when)s.") % {"measure": measure, "when": when}  # fmt: skip


def _goes_on(measure: Measure) -> bool:
    sheet = getattr(measure, "continuation", None)
    return sheet is not None and bool(sheet.owner_after) and sheet.is_paid
