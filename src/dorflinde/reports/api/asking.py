"""What a request of a program names: a municipality, a key, dates, a place on the map."""

import datetime
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from dorflinde.accounts.public import allow
from dorflinde.places.public import Place, find_municipality, municipalities
from dorflinde.reports.models import ApiKey, Report
from dorflinde.reports.policies import MODULE, key_digest

from .answers import Refusal, refused

View = Callable[..., HttpResponse]
_READS_A_MINUTE = 600
MOST_DAYS = 90


def open311(*methods: str) -> Callable[[View], View]:
    """Make a view answer programs: no session, no cookie, every web page may ask, mistakes as the standard says them."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, form: str = "json", **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in {*methods, "OPTIONS"}:
                    raise Refusal(405, _("Diese Adresse kennt diese Methode nicht."))
                if not allow(request, "open311", limit=_READS_A_MINUTE, seconds=60):
                    raise Refusal(429, _("Das waren viele Anfragen. Bitte warten Sie eine Minute."))
                response = (
                    HttpResponse(status=204)
                    if request.method == "OPTIONS"
                    else view(request, *args, form=form, **kwargs)
                )
            except Refusal as refusal:
                response = refused(refusal, form)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Allow-Methods"] = ", ".join((*methods, "OPTIONS"))
            response["Cache-Control"] = "no-cache"
            if response.status_code == 405:
                response["Allow"] = ", ".join((*methods, "OPTIONS"))
            return response

        # A program has a key instead of a token, and no session that somebody else could use.
        return csrf_exempt(answer) if "POST" in methods else answer

    return wrap


def served() -> list[Place]:
    """Return the municipalities that take reports."""
    return [place for place in municipalities() if place.has_module(MODULE)]


def jurisdiction(given: str) -> Place | None:
    """Return the municipality that is named by its slug or official key; None where none is named."""
    name = word(given)
    if not name:
        return None
    try:
        place = find_municipality(name)
    except Place.DoesNotExist:
        place = None
    if place is None or not place.has_module(MODULE):
        raise Refusal(404, _("Diese Gemeinde gibt es hier nicht: %(name)s") % {"name": name[:80]})
    return place


def key_of(request: HttpRequest) -> ApiKey:
    """Return the key of a program; 403 without a right one."""
    given = word(request.POST.get("api_key") or request.GET.get("api_key") or "")
    key = ApiKey.objects.select_related("municipality__parent").filter(key=key_digest(given)).first() if given else None
    if key is None:
        raise Refusal(403, _("Der api_key fehlt oder stimmt nicht. Das Rathaus vergibt ihn."))
    return key


def known_report(name: str) -> Report:
    """Return the report of this number, wherever it lies; 404 for an unknown one."""
    try:
        key = uuid.UUID(name)
    except ValueError:
        key = None
    report = Report.objects.complete().filter(public_id=key, hiding__isnull=True).first() if key else None
    if report is None or not report.municipality.has_module(MODULE):
        raise Refusal(404, _("Diese Meldung gibt es hier nicht: %(name)s") % {"name": name[:80]})
    return report


def span(request: HttpRequest) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the days that are asked for, 90 at most; without any the last 90."""
    begin, end = moment(request, "start_date"), moment(request, "end_date")
    most = datetime.timedelta(days=MOST_DAYS)
    if end is None:
        end = min(begin + most, timezone.now()) if begin else timezone.now()
    begin = begin or end - most
    if end - begin > most + datetime.timedelta(days=1):
        raise Refusal(400, _("Zwischen start_date und end_date dürfen höchstens 90 Tage liegen."))
    return begin, end


def moment(request: HttpRequest, name: str) -> datetime.datetime | None:
    """Return a date-time of the request (W3C, with offset; a day alone is its beginning)."""
    given = word(request.GET.get(name, "")).replace(" ", "+")  # a plus that nobody escaped
    if not given:
        return None
    try:
        day = parse_date(given)
        found = datetime.datetime.combine(day, datetime.time()) if day else parse_datetime(given)
        if found is None:
            raise ValueError
        aware = timezone.make_aware(found) if timezone.is_naive(found) else found
        aware.astimezone(datetime.UTC) - datetime.timedelta(days=MOST_DAYS)  # days that no calendar of ours reaches
        aware.astimezone(datetime.UTC) + datetime.timedelta(days=MOST_DAYS)
    except (ValueError, OverflowError):
        raise Refusal(400, _("%(name)s ist kein Datum wie 2026-11-27T10:00:00+01:00.") % {"name": name}) from None
    return aware


def number(request: HttpRequest, name: str, *, least: int, most: int, usual: int) -> int:
    """Return a whole number of the request."""
    given = word(request.GET.get(name, ""))
    if not given:
        return usual
    if not given.isascii() or not given.isdecimal() or len(given) > 6 or not least <= int(given) <= most:
        raise Refusal(
            400, _("%(name)s muss eine Zahl von %(least)d bis %(most)d sein.") % {"name": name, "least": least, "most": most}
        )  # fmt: skip
    return int(given)


def word(given: str) -> str:
    """Return a word without the one character that PostgreSQL keeps in no text."""
    return given.replace("\0", "").strip()
