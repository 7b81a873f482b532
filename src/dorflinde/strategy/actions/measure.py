"""Creates measures, alone or from what residents said, changes their profile, and removes them."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, Ref
from dorflinde.desk import public as desk
from dorflinde.feed import public as feed
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import Funding, Indicator, Measure, Profile, Status, StatusChange, YearCost
from dorflinde.trail import public as trail

from .announcement import (
    announce,
    house_language,
    keep_desk,
    say_farewell,
    say_what_it_became,
    show_measure_to,
    tell_move,
    title_of_growth,
)
from .dependency import set_dependencies
from .history import forget_history, one_save, profile_changes, remember
from .programs import Happened, tell_of, tell_of_change, tell_of_roadmap

ALIKE = 0.6  # of the letters of two names: enough for „Besucher“ and „Besucher im Monat“


class NumberTaken(ValueError):
    """Another measure of the municipality has this number; the message says so."""


class OriginProblem(ValueError):
    """A measure cannot grow from this; the message says why."""


@transaction.atomic
def create_measure(
    place: Place,
    profile: Profile,
    *,
    actor: Actor | None,
    origins: Sequence[Ref] = (),
    needs: Sequence[Measure] = (),
    status: str = Status.IDEA,
    progress: int | None = None,
    reason: str = "",
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    tell: bool = True,
    post: bool = True,
) -> Measure:
    """Create a measure; those who follow what it grew from are told, once each."""
    at = at or timezone.now()
    municipality = (
        Place.objects.select_for_update().select_related(None).get(pk=place.municipality.pk)
    )  # one number at a time
    described = [origin_at(municipality, ref) for ref in dict.fromkeys(origins)]
    measure = Measure(municipality=place.municipality, status=status, progress=progress, is_sample=is_sample)
    profile.write_on(measure)
    measure.number = profile.number or next_number(municipality)
    _check_number(measure)
    measure.created_by = actor if isinstance(actor, User) else None
    measure.created_at = measure.changed_at = at
    measure.save(force_insert=True)
    _write_lines(measure, profile)
    StatusChange.objects.create(
        measure=measure, status=status, progress=progress, reason=reason, changed_by=measure.created_by, at=at
    )
    trail.enter(measure.ref, place=measure.municipality, at=at)
    _link(measure, described, actor=actor, at=at)
    announce(measure, actor=actor, at=at, tell=tell, post=post)
    keep_desk(measure, actor=actor, at=at, outcome="", is_awaited=bool(described))
    if needs:
        set_dependencies(measure, needs, actor=actor)
    raise_edition(measure.municipality)
    audit.record(
        "strategy.measure.created", measure.ref, actor=actor, place=measure.municipality,
        details={"number": measure.number, "origins": [str(origin.ref) for origin in described]},
    )  # fmt: skip
    return measure


@one_save()
@transaction.atomic
def change_measure(
    measure: Measure,
    profile: Profile,
    *,
    actor: Actor | None,
    needs: Sequence[Measure] | None = None,
    at: datetime.datetime | None = None,
    tell: bool = True,
) -> list[str]:
    """Bring the profile up to date and return the names of what changed; a new date is told to the followers."""
    at = at or timezone.now()
    # before the measure itself is locked: the order of all measures of a municipality is locked in one order
    is_rewired = needs is not None and set_dependencies(measure, needs, actor=actor, at=at)
    stored = Measure.objects.select_for_update(of=("self",)).with_profile().get(pk=measure.pk)
    before = Profile.of(stored)
    changed = profile.changes(before)
    if not changed:
        return ["needs"] if is_rewired else []
    profile.write_on(measure)
    measure.status, measure.progress = stored.status, stored.progress
    measure.visibility, measure.announced_at = stored.visibility, stored.announced_at
    _check_number(measure)
    measure.changed_at = at
    # only what changed is written: someone may be moving the same measure at this moment
    measure.save(
        update_fields=[*Profile.columns(name for name in changed if name != "visibility"), "sort_key", "changed_at"]
    )
    if {"costs", "fundings", "indicators"} & set(changed):
        _write_lines(measure, profile)
    if {"start", "end"} & set(changed):
        _tell_dates(measure, before, actor=actor, at=at, tell=tell)
    show_measure_to(measure, profile.visibility, actor=actor)
    raise_edition(measure.municipality)
    remember(measure.ref, measure.municipality, profile_changes(before, profile), actor=actor, at=at)
    tell_of_change(measure, changed)
    if {"start", "end"} & set(changed):
        tell_of_roadmap(measure)
    audit.record(
        "strategy.measure.changed", measure.ref, actor=actor, place=measure.municipality, details={"changed": changed}
    )
    return [*changed, "needs"] if is_rewired else changed


@transaction.atomic
def add_origins(
    measure: Measure,
    origins: Sequence[Ref],
    *,
    actor: Actor | None,
    at: datetime.datetime | None = None,
    tell: bool = True,
) -> int:
    """Say that a measure also grew from these contributions; their followers are told. Returns how many were new."""
    at = at or timezone.now()
    known = {origin.ref for origin in trail.origins_of(measure.ref)}
    described = [origin_at(measure.municipality, ref) for ref in dict.fromkeys(origins) if ref not in known]
    _link(measure, described, actor=actor, at=at)
    if measure.is_public and measure.announced_at and described:
        say_what_it_became(measure, described, actor=actor, at=at)
        for person in {person for origin in described for person in trail.followers_of(origin.ref)} if tell else ():
            feed.tell_person(
                person, title=title_of_growth([origin.title for origin in described], measure), text=measure.title,
                url=trail.url_of(measure.ref), actor=actor,
            )  # fmt: skip
    if described:
        audit.record(
            "strategy.measure.origins_added", measure.ref, actor=actor, place=measure.municipality,
            details={"origins": [str(origin.ref) for origin in described]},
        )  # fmt: skip
    return len(described)


@transaction.atomic
def drop_origin(measure: Measure, origin: Ref, *, actor: Actor | None) -> None:
    """Take back that a measure grew from a contribution."""
    trail.unlink(origin, measure.ref)
    audit.record(
        "strategy.measure.origin_dropped",
        measure.ref,
        actor=actor,
        place=measure.municipality,
        details={"origin": str(origin)},
    )


@transaction.atomic
def delete_measure(measure: Measure, *, actor: Actor | None, reason: str = "") -> None:
    """Remove a measure that should never have been; one that is given up is dropped instead and stays to be read.

    Whoever was told of it is told that it is gone and why; the trails of its origins keep that as their last knot.
    """
    origins = trail.origins_of(measure.ref)
    if measure.is_public and measure.announced_at is not None:
        say_farewell(measure, origins, reason=reason, actor=actor)
    for origin in origins:
        trail.unlink(origin.ref, measure.ref)
    feed.withdraw(measure.ref)
    desk.settle_all(measure.ref, actor=actor, outcome=_("Maßnahme gelöscht"))
    if measure.is_public:
        tell_of(measure, Happened.WITHDRAWN)
    forget_history(measure.ref)
    raise_edition(measure.municipality)
    audit.record(
        "strategy.measure.deleted",
        measure.ref,
        actor=actor,
        place=measure.municipality,
        details={"number": measure.number},
    )
    measure.delete()


def origin_at(municipality: Place, ref: Ref) -> Description:
    """Return the contribution a measure may grow from; OriginProblem if it is none, is not public or lies elsewhere."""
    described = subjects.describe(ref)
    if described is None or not subjects.subject(ref.kind).may_be_origin or not described.is_public:
        raise OriginProblem(_("Diesen Beitrag gibt es nicht mehr, oder er ist nicht öffentlich."))
    if not Place.objects.within(municipality).filter(pk=described.place_id).exists():
        raise OriginProblem(_("Dieser Beitrag gehört zu einer anderen Gemeinde."))
    return described


def next_number(place: Place) -> str:
    """Return the number after the highest one in use, written as the municipality writes its numbers: M09 → M10."""
    last = Measure.objects.of(place).order_by("-sort_key").values_list("number", flat=True)
    counted = [found for number in last if (found := re.fullmatch(r"(\D*)(\d{1,9})", number))]
    if not counted:
        return "M01"
    prefix = counted[0][1]
    highest = max(int(found[2]) for found in counted if found[1] == prefix)
    return f"{prefix}{highest + 1:0{len(counted[0][2])}}"


def _check_number(measure: Measure) -> None:
    others = Measure.objects.of(measure.municipality).exclude(pk=measure.pk).values_list("number", flat=True)
    if measure.number.casefold() in {number.casefold() for number in others}:  # SQLite knows no capital umlauts
        raise NumberTaken(_("Die Nummer „%(number)s“ ist schon vergeben.") % {"number": measure.number})


def _link(measure: Measure, origins: Iterable[Description], *, actor: Actor | None, at: datetime.datetime) -> None:
    for origin in origins:
        place = Place.objects.select_related("parent__parent").get(pk=origin.place_id)
        trail.enter(origin.ref, place=place, at=origin.created_at)
        trail.link(origin.ref, measure.ref, kind=trail.Link.Kind.ORIGIN, actor=actor, at=at)


def _write_lines(measure: Measure, profile: Profile) -> None:
    """Write costs, payers and figures anew in their order; payers and figures that stay keep their identity."""
    measure.costs.all().delete()
    YearCost.objects.bulk_create(YearCost(measure=measure, **asdict(line)) for line in profile.costs)
    _write_rows(
        [asdict(line) for line in profile.fundings], list(measure.fundings.order_by("order", "pk")), Funding, measure
    )
    _write_rows(
        [asdict(line) for line in profile.indicators],
        list(measure.indicators.order_by("order", "pk")),
        Indicator,
        measure,
    )


def _write_rows(
    lines: Sequence[dict[str, Any]],
    stored: Sequence[Funding | Indicator],
    kind: type[Funding] | type[Indicator],
    measure: Measure,
) -> None:
    name = "programme" if kind is Funding else "name"
    left = list(stored)
    # By its name first, so that a line that goes takes only its own history with it; what was renamed keeps its place.
    known = {order: row for order, line in enumerate(lines) if (row := _named(left, name, line[name])) is not None}
    for order, line in enumerate(lines):
        row = known.get(order) or _renamed(left, name, line[name]) or kind(measure=measure)
        for column, value in line.items():
            setattr(row, column, value)
        row.order = order
        row.save()
    for row in left:
        row.delete()


def _named(rows: list[Funding | Indicator], column: str, name: str) -> Funding | Indicator | None:
    """Take the row of this name out of the list, if there is one."""
    found = next((row for row in rows if getattr(row, column) == name), None)
    if found is not None:
        rows.remove(found)
    return found


def _renamed(rows: list[Funding | Indicator], column: str, name: str) -> Funding | Indicator | None:
    """Take the next row out of the list that may go on under another name: never another figure's counted values."""
    for row in rows:
        is_alike = SequenceMatcher(None, getattr(row, column).casefold(), name.casefold()).ratio() >= ALIKE
        if is_alike or not (isinstance(row, Indicator) and row.values.exists()):
            rows.remove(row)
            return row
    return None


def _tell_dates(measure: Measure, before: Profile, *, actor: Actor | None, at: datetime.datetime, tell: bool) -> None:
    """Say the new dates in the words residents need: when it should begin, or when it should be finished."""
    if measure.status in {Status.DONE, Status.DROPPED}:
        return
    about_end = measure.status == Status.ACTIVE or measure.start == before.start
    if about_end and measure.end == before.end:
        return
    with house_language():
        title, text = _dates_in_words(measure, before, about_end=about_end)
    tell_move(measure, kind="scheduled", title=title, text=text, actor=actor, at=at, tell=tell)


def _dates_in_words(measure: Measure, before: Profile, *, about_end: bool) -> tuple[str, str]:
    shown = measure.end if about_end else measure.start
    names = {"title": measure.title, "when": shown.in_words() if shown else "", "period": measure.period}
    if shown is None:
        title = _("„%(title)s“ hat noch kein Ende") if about_end else _("„%(title)s“ hat noch keinen Termin")
    elif about_end:
        title = _("„%(title)s“ soll fertig sein: %(when)s")
    elif before.start is None:
        title = _("„%(title)s“ steht im Fahrplan: %(when)s")
    else:
        title = _("„%(title)s“ hat einen neuen Termin: %(when)s")
    text = _("Geplanter Zeitraum: %(period)s") % names if measure.start and measure.end else ""
    return title % names, text
