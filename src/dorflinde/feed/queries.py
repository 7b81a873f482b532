"""Reads of the stream: a page of a place, its neighbours' news when it is quiet, what happens today, a search."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.http import urlencode

from dorflinde.accounts.public import Actor, User
from dorflinde.core.geo import distance_km
from dorflinde.core.text import searchable
from dorflinde.places.public import Municipality, Organisation, Place

from .models import Entry

PAGE_LENGTH = 20
_QUIET = 6  # fewer entries than this, and neighbours' items fill the page


@dataclass(frozen=True)
class StreamPage:
    """One page of the stream and the address of the next."""

    pinned: list[Entry]
    entries: list[Entry]
    next_cursor: str

    @property
    def next_url(self) -> str:
        """The address of the next page, or an empty text on the last one."""
        return f"?{urlencode({'ab': self.next_cursor})}" if self.next_cursor else ""


def within_reach(user: Actor, place: Place) -> list[int]:
    """Return the keys of the other municipalities whose items a person reads along on the square of the own home."""
    home = user.home.municipality if isinstance(user, User) and user.home is not None else None
    if (
        not isinstance(user, User)
        or home != place
        or not user.reading_radius_km
        or place.lon is None
        or place.lat is None
    ):
        return []
    here = (place.lon, place.lat)
    others = Municipality.objects.exclude(pk=place.pk).values_list("pk", "lon", "lat")
    return [
        key
        for key, lon, lat in others
        if lon is not None and lat is not None and distance_km(here, (lon, lat)) <= user.reading_radius_km
    ]


def stream_page(
    place: Place, *, cursor: str = "", channel: str = "", reach: Collection[int] = (), muted: Iterable[int] = ()
) -> StreamPage:
    """Return one page of a place's stream, newest first, with the municipalities in reach, without people who are muted.

    A cursor that makes no sense begins at the top.
    """
    entries = Entry.objects.at(place)
    if reach:
        entries = entries | Entry.objects.filter(municipality__in=list(reach)).switched_on()
    entries = entries.current().unmuted(muted).select_related("organisation__place__parent", "place", "municipality")
    if channel:
        entries = entries.filter(channel=channel)
    position = _read_cursor(cursor)
    pinned = list(entries.pinned().newest_first()[:3]) if position is None else []
    if position is not None:
        entries = entries.before(*position)
    found = list(entries.newest_first()[: PAGE_LENGTH + 1])
    more = len(found) > PAGE_LENGTH
    shown = found[:PAGE_LENGTH]
    last = shown[-1] if shown and more else None
    on_top = {entry.pk for entry in pinned}
    return StreamPage(pinned, [entry for entry in shown if entry.pk not in on_top], _write_cursor(last) if last else "")


def from_neighbours(municipality: Place, page: StreamPage, *, muted: Iterable[int] = ()) -> list[Entry]:
    """Return neighbours' newest items for a page that would look empty; labelled as theirs on the page."""
    if len(page.entries) + len(page.pinned) >= _QUIET or municipality.parent_id is None:
        return []
    entries = Entry.objects.current().unmuted(muted).switched_on().filter(municipality__parent=municipality.parent_id)
    entries = entries.exclude(municipality=municipality).select_related("municipality", "organisation")
    return list(entries.newest_first()[:_QUIET])


def newest_of_region(*, most: int = 12, muted: Iterable[int] = ()) -> list[Entry]:
    """Return the newest items of all municipalities."""
    entries = Entry.objects.current().unmuted(muted).switched_on().select_related("municipality", "organisation")
    return list(entries.newest_first()[:most])


def search(place: Place, words: str, *, muted: Iterable[int] = ()) -> list[Entry]:
    """Return the newest entries in which every word occurs; short enough to read on one page."""
    entries = Entry.objects.at(place).current().unmuted(muted).select_related("organisation", "place")
    for word in searchable(words).split()[:8]:
        entries = entries.filter(searchable__contains=word)
    return list(entries.newest_first()[:50])


@dataclass(frozen=True)
class OpenToday:
    """An office and its hours of today."""

    organisation: Organisation
    hours: str


def open_today(municipality: Place) -> list[OpenToday]:
    """Return the opening hours that hold today; `opening_hours` maps weekday numbers („0“ is Monday) to text."""
    today = str(timezone.localdate().weekday())
    halls = Organisation.objects.of(municipality).filter(kind=Organisation.Kind.TOWN_HALL).order_by("name")
    return [OpenToday(hall, str(hall.opening_hours[today])) for hall in halls if hall.opening_hours.get(today)]


def _write_cursor(entry: Entry) -> str:
    return f"{entry.published_at.isoformat()}_{entry.pk}"


def _read_cursor(cursor: str) -> tuple[datetime.datetime, int] | None:
    moment, _, key = cursor.rpartition("_")
    try:
        at = datetime.datetime.fromisoformat(moment)
        pk = int(key)
    except ValueError:
        return None
    return (at, pk) if at.tzinfo is not None and 0 < pk < 2**63 else None
