"""Reads requests of other Open311 servers, in the dialects that are spoken: Cologne's, FixMyStreet's, XML and JSON."""

import datetime
import hashlib
import html
import json
import re
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import nh3
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.geo import distance_km, is_inside
from dorflinde.places.public import Place, Rejected, municipalities

from .actions import Told, change_status, file_report, publish_report, something_else
from .models import CLOSED, Category, Report, Source, Status, title_from

_MOST_BYTES = 20 * 1024 * 1024
_SECONDS = 30
_OFFSET = re.compile(r"([+-]\d{2})(\d{2})$")  # +0100 for +01:00
_NAMES = {  # what the standard calls it → what servers call it
    "id": ("service_request_id", "id", "request_id"),
    "notes": ("status_notes", "status_note"),
    "address": ("address", "address_string"),
    "lat": ("lat", "latitude"),
    "lon": ("long", "lon", "lng", "longitude"),
    "requested": ("requested_datetime", "created_at"),
    "updated": ("updated_datetime", "updated_at"),
    "office": ("agency_responsible", "agency_sent_to"),
}
_STATUSES = {
    "open": Status.NEW, "new": Status.NEW, "confirmed": Status.NEW, "received": Status.NEW, "reopened": Status.CHECKED,
    "investigating": Status.CHECKED, "planned": Status.CHECKED, "acknowledged": Status.CHECKED,
    "in_progress": Status.ACTIVE, "action_scheduled": Status.ACTIVE, "processing": Status.ACTIVE,
    "closed": Status.SOLVED, "fixed": Status.SOLVED, "done": Status.SOLVED, "resolved": Status.SOLVED,
    "unable_to_fix": Status.UNSOLVED, "no_further_action": Status.UNSOLVED, "duplicate": Status.UNSOLVED,
    "not_councils_responsibility": Status.REJECTED, "not_responsible": Status.REJECTED, "rejected": Status.REJECTED,
}  # fmt: skip


class PullProblem(ValueError):
    """Nothing could be read; the message says why."""


class _BadField(ValueError):
    """One field of a request cannot be taken."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass
class PullReport:
    """What reading did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True)
class Remote:
    """A request of another server in our words."""

    id: str
    status: Status
    notes: str
    code: str
    name: str
    title: str
    text: str
    address: str
    lat: float | None
    lon: float | None
    media: str
    requested: datetime.datetime
    updated: datetime.datetime | None = None  # many servers do not say

    @property
    def mark(self) -> str:
        """What changes when something happened there: pulled twice, the same changes nothing."""
        return hashlib.blake2b(f"{self.status}|{self.notes}".encode(), digest_size=16).hexdigest()


def pull(source: str, *, actor: User | None, municipality: Place | None = None, publish: bool = False) -> PullReport:
    """Read the requests of a server or a file; known ones are brought up to date, new ones go to the town hall's desk.

    Each goes to the municipality it lies in, or the nearest; with `publish` everyone reads them at once, for they
    were vetted there. Raises PullProblem when nothing could be read.
    """
    report = PullReport()
    known = municipalities() if municipality is None else [municipality]
    origin = _origin(source)
    for row, fields in enumerate(read_requests(_content(source)), start=1):
        try:
            remote = _remote(fields)
            with translation.override(settings.LANGUAGE_CODE):
                _take(remote, _place_of(remote, known), origin, actor, report, publish=publish)
        except _BadField as problem:
            report.rejected.append(Rejected(row, problem.column, str(problem)))
    return report


def read_requests(content: bytes) -> list[dict[str, Any]]:
    """Return the requests in an answer, whichever way they are wrapped; raises PullProblem for anything else."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise PullProblem(_("Die Antwort ist leer."))
    return _from_xml(start) if start.startswith(b"<") else _from_json(start)


def _from_json(content: bytes) -> list[dict[str, Any]]:
    try:
        told = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise PullProblem(_("Das ist weder JSON noch XML.")) from None
    for _depth in range(3):  # {"service_requests": {"request": […]}}
        if not isinstance(told, dict):
            break
        told = next((told[name] for name in ("service_requests", "requests", "request") if name in told), [told])
    if not isinstance(told, list):
        raise PullProblem(_("In der Antwort stehen keine Meldungen."))
    return [one if isinstance(one, dict) else {} for one in told]


def _from_xml(content: bytes) -> list[dict[str, Any]]:
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise PullProblem(_("Das XML lässt sich nicht lesen.")) from None
    found = [root] if root.tag == "request" else root.findall(".//request")
    if not found and root.tag not in {"service_requests", "requests"}:
        raise PullProblem(_("In der Antwort stehen keine Meldungen."))
    return [{child.tag: "".join(child.itertext()) for child in one} for one in found]


def _remote(fields: dict[str, Any]) -> Remote:
    def said(name: str) -> str:
        for key in _NAMES.get(name, (name,)):
            value = fields.get(key)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, str | int | float) and str(value).strip():
                return _whole(key, str(value)).replace("\0", "").strip()
        return ""

    number = said("id")
    if not number or len(number) > 100:
        raise _BadField("service_request_id", _("Die Nummer fehlt."))
    state = said("status").lower().replace(" ", "_").replace("-", "_")
    if state not in _STATUSES:
        raise _BadField("status", _("Diesen Stand kennt niemand: „%(status)s“") % {"status": state[:40]})
    text, title = words(said("description")), words(said("title"))
    if not (text or title or said("service_name")):
        raise _BadField("description", _("Es steht nirgends, worum es geht."))
    return Remote(
        id=number, status=_STATUSES[state], notes=words(said("notes"))[:2000], code=said("service_code"),
        name=words(said("service_name")), title=title[:120], text=(text or title or words(said("service_name")))[:4000],
        address=words(said("address"))[:200], lat=_degrees(said("lat"), "lat", 90), lon=_degrees(said("lon"), "long", 180),
        media=_address(said("media_url")), requested=_moment(said("requested")),
        updated=_moment(said("updated"), "updated_datetime") if said("updated") else None,
    )  # fmt: skip


def _whole(column: str, given: str) -> str:
    """Return text, or refuse it where half a sign (JSON can write one) could not be kept."""
    try:
        given.encode()
    except UnicodeEncodeError:
        raise _BadField(column, _("Darin stehen Zeichen, die es nicht gibt.")) from None
    return given


def words(markup: str) -> str:
    """Return text without the HTML that some servers put into it."""
    spaced = re.sub(r"<(?:br|/p|/li|/div)\b[^>]*>", "\n", markup, flags=re.IGNORECASE)
    bare = html.unescape(nh3.clean(spaced, tags=set()))
    return "\n".join(" ".join(line.split()) for line in bare.splitlines() if line.strip())


def _degrees(given: str, column: str, most: int) -> float | None:
    if not given:
        return None
    try:
        found = float(given.replace(",", "."))
    except ValueError:
        found = float("nan")
    if not -most <= found <= most:
        raise _BadField(column, _("„%(given)s“ ist keine Koordinate.") % {"given": given[:40]})
    return found


def _moment(given: str, column: str = "requested_datetime") -> datetime.datetime:
    try:
        found = parse_datetime(_OFFSET.sub(r"\1:\2", given))
    except ValueError:
        found = None
    if found is None:
        raise _BadField(column, _("„%(given)s“ ist kein Zeitpunkt.") % {"given": given[:40]})
    aware = timezone.make_aware(found) if timezone.is_naive(found) else found
    if not 1990 <= aware.year <= 2200:
        raise _BadField(column, _("„%(given)s“ ist kein Zeitpunkt.") % {"given": given[:40]})
    return min(aware, timezone.now())


def _address(given: str) -> str:
    try:
        parts = urlsplit(given)
    except ValueError:
        return ""
    return given if parts.scheme in {"http", "https"} and parts.hostname and len(given) <= 500 else ""


def _place_of(remote: Remote, known: list[Place]) -> Place:
    """Return the municipality a request lies in, else the nearest; without a point the one its address names."""
    if not known:
        raise _BadField("", _("Hier gibt es noch keine Gemeinde."))
    if len(known) == 1:
        return known[0]
    if remote.lat is None or remote.lon is None:
        for place in known:
            if (place.postcode and place.postcode in remote.address) or place.name in remote.address:
                return place
        raise _BadField("lat", _("Es steht nirgends, wo das ist. Nennen Sie die Gemeinde mit --municipality."))
    lon, lat = remote.lon, remote.lat
    inside = next((one for one in known if one.boundary and is_inside(one.boundary, lon=lon, lat=lat)), None)
    located = [one for one in known if one.lon is not None and one.lat is not None]
    if inside is None and not located:
        raise _BadField("lat", _("Von keiner Gemeinde ist bekannt, wo sie liegt."))
    return inside or min(located, key=lambda one: distance_km((one.lon or 0.0, one.lat or 0.0), (lon, lat)))


def _take(remote: Remote, place: Place, origin: str, actor: User | None, report: PullReport, *, publish: bool) -> None:
    known = Report.objects.complete().filter(external_source=origin, external_id=remote.id).first()
    if known is None:
        made = _create(remote, place, origin, actor)
        report.created += 1
        if publish:
            made = Report.objects.complete().get(pk=made.pk)
            publish_report(
                made, actor=actor, title=made.title, public_text=made.public_text, address=made.address, tell=False
            )
        if remote.status != Status.NEW:
            _stand(made, remote, actor, at=remote.updated or remote.requested)
        return
    marked = known.changes.exclude(external_id="").order_by("-pk").first()
    if marked is not None and marked.external_id == remote.mark:
        report.unchanged += 1
        return
    _stand(known, remote, actor, at=remote.updated or timezone.now())
    report.updated += 1


def _create(remote: Remote, place: Place, origin: str, actor: User | None) -> Report:
    told = Told(
        category=_category(remote, place), text=remote.text, place=place, title=remote.title or title_from(remote.text),
        address=remote.address, lat=remote.lat if remote.lon is not None else None,
        lon=remote.lon if remote.lat is not None else None,
    )  # fmt: skip
    made = file_report(
        told, actor=actor, source=Source.PULLED, external=(origin, remote.id, remote.media), at=remote.requested
    )
    made.changes.update(external_id=remote.mark)
    return made


def _stand(report: Report, remote: Remote, actor: User | None, *, at: datetime.datetime) -> None:
    """Say where a request stands there, at the time it was said there but never before what is known already."""
    status = Status.CHECKED if remote.status == Status.NEW and report.status in CLOSED else remote.status
    reason = remote.notes or _("So steht es auf dem Server, von dem die Meldung kommt.")
    moment = max(at, *report.changes.values_list("at", flat=True))
    change_status(report, actor=actor, status=status, reason=reason, external_id=remote.mark, at=moment)


def _category(remote: Remote, place: Place) -> Category:
    """Return our category of the same code or name, else „something else“."""
    other = something_else(place)
    own = list(Category.objects.of(place))
    wanted = remote.name.casefold()
    for fits in (
        lambda one: one.code == remote.code,
        lambda one: one.name.casefold() == wanted,
        lambda one: bool(wanted) and any(word and word in wanted for word in _known_words(one)),
    ):
        if found := next((one for one in own if fits(one)), None):
            return found
    return other


def _known_words(category: Category) -> list[str]:
    return [word.strip().casefold() for word in category.keywords.split(",") if len(word.strip()) > 3]


def _origin(source: str) -> str:
    """Return the name by which requests are known again: a server's address without what was asked, a file's whole path."""
    if "://" not in source:
        return f"file:{hashlib.blake2b(bytes(Path(source).resolve()), digest_size=16).hexdigest()}"
    parts = urlsplit(source)
    return f"{parts.scheme}://{parts.netloc}{parts.path}".removesuffix(".json").removesuffix(".xml")[:200]


def _content(source: str) -> bytes:
    """Return what a file or a server says; only the operator names one, so no address is off limits."""
    if "://" not in source:
        try:
            return Path(source).read_bytes()
        except OSError as problem:
            raise PullProblem(
                _("%(file)s lässt sich nicht lesen: %(why)s") % {"file": source, "why": problem.strerror}
            ) from problem
    if urlsplit(source).scheme not in {"http", "https"}:
        raise PullProblem(_("Die Adresse muss mit https:// beginnen."))
    address = f"{source}requests.json" if source.endswith("/") else source
    asked = urllib.request.Request(address, headers={"Accept": "application/json, text/xml", "User-Agent": "Dorflinde"})  # noqa: S310  # http and https alone, see above
    try:
        with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(_MOST_BYTES + 1)
    except (URLError, HTTPException, OSError, ValueError) as problem:
        raise PullProblem(_("%(address)s antwortet nicht: %(why)s") % {"address": address, "why": problem}) from problem
    if len(content) > _MOST_BYTES:
        raise PullProblem(_("Die Antwort ist größer als 20 MB."))
    return content
