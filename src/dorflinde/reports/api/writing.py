"""What programs send: requests, and updates to them. A key is asked for; the town hall looks before anybody else reads it."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dorflinde.accounts.public import allow
from dorflinde.core.geo import is_inside
from dorflinde.core.images import ImageProblem, clean_photo
from dorflinde.moderation.public import screen
from dorflinde.places.public import Place
from dorflinde.reports.actions import Told, add_from_reporter, file_report, furnish, say_still_there
from dorflinde.reports.forms import is_near, plain, question_field
from dorflinde.reports.models import REPORT, Category, Source

from . import asking, reading
from .answers import REQUESTS, UPDATES, Refusal, several

_LONGEST = 4000
_REPORTS_AN_HOUR = 300
_ATTRIBUTE = re.compile(r"attribute\[([-\w]{1,40})\](\[\])?")
_REOPENS = {"open", "reopened"}


@asking.open311("GET", "HEAD", "POST")
def requests(request: HttpRequest, *, form: str) -> HttpResponse:
    """List requests, or take one."""
    if request.method != "POST":
        return reading.list_requests(request, form=form)
    place = _place(request)
    category = _category(request, place)
    told = _told(request, place, category)
    if refusal := screen(request.user, place=place, kind=REPORT, text=f"{told.text}\n{told.address}").refusal:
        raise Refusal(400, refusal)
    filed = file_report(told, actor=None, source=Source.OPEN311, external=("", "", _media(request)))
    notice = _("Das Rathaus sieht sich die Meldung an, bevor alle sie lesen.")
    row = {"service_request_id": str(filed.public_id), "service_notice": notice, "account_id": None}
    return several([row], REQUESTS, form)


@asking.open311("GET", "HEAD", "POST")
def updates(request: HttpRequest, *, form: str) -> HttpResponse:
    """List updates, or take one: what a reporter adds is for the town hall, „open“ opens a closed request again."""
    if request.method != "POST":
        return reading.list_updates(request, form=form)
    key = asking.key_of(request)
    report = asking.known_report(asking.word(request.POST.get("service_request_id", "")))
    if report.municipality_id != key.municipality_id:
        raise Refusal(403, _("Der api_key gehört zu einer anderen Gemeinde."))
    text = asking.word(request.POST.get("description", ""))
    if len(text) > _LONGEST:
        raise Refusal(400, _("description darf höchstens 4000 Zeichen haben."))
    if asking.word(request.POST.get("status", "")).lower() in _REOPENS and report.is_closed:
        made = say_still_there(report, actor=None, text=text[:2000]).public_id
    elif text:
        add_from_reporter(report, text=text[:2000])
        made = report.public_id
    else:
        raise Refusal(400, _("Es fehlt description oder ein anderer status."))
    return several([{"update_id": str(made)}], UPDATES, form)


def _place(request: HttpRequest) -> Place:
    """Return the municipality a program may send to."""
    key = asking.key_of(request)
    given = request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id") or ""
    named = asking.jurisdiction(given)
    if named is not None and named.pk != key.municipality_id:
        raise Refusal(403, _("Der api_key gehört zu einer anderen Gemeinde."))
    if not key.municipality.has_module("reports"):
        raise Refusal(404, _("Diese Gemeinde nimmt hier keine Meldungen entgegen."))
    if not allow(request, "open311 reports", limit=_REPORTS_AN_HOUR, seconds=3600):
        raise Refusal(429, _("Das waren viele Meldungen. Bitte warten Sie eine Stunde."))
    return key.municipality


def _category(request: HttpRequest, place: Place) -> Category:
    code = asking.word(request.POST.get("service_code", ""))
    if not code:
        raise Refusal(400, _("service_code fehlt."))
    if not Category.objects.filter(municipality=place).exists():
        furnish(place)
    found = Category.objects.of(place).offered().filter(code=code).first()
    if found is None:
        raise Refusal(404, _("Diesen service_code gibt es hier nicht: %(code)s") % {"code": code[:80]})
    return found


def _told(request: HttpRequest, place: Place, category: Category) -> Told:
    sent = request.POST
    text = asking.word(sent.get("description", ""))
    if len(text) > _LONGEST:
        raise Refusal(400, _("description darf höchstens 4000 Zeichen haben."))
    address = asking.word(sent.get("address_string", "") or sent.get("address_id", ""))[:200]
    lat, lon = _coordinate(request, "lat", 90), _coordinate(request, "long", 180)
    if (lat is None) != (lon is None) or (lat is None and not address):
        raise Refusal(400, _("Der Ort fehlt: lat und long, address_string oder address_id."))
    if lat is not None and lon is not None and not is_near(place, lat=lat, lon=lon):
        raise Refusal(400, _("lat und long liegen weit außerhalb von %(place)s.") % {"place": place.name})
    email = asking.word(sent.get("email", ""))
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Refusal(400, _("email ist keine E-Mail-Adresse.")) from None
    return Told(
        category=category, text=text or category.name, place=_village(place, lat, lon), address=address, lat=lat, lon=lon,
        photo=_photo(request), answers=_answers(request, category), email=email[:254],
    )  # fmt: skip


def _coordinate(request: HttpRequest, name: str, most: int) -> float | None:
    given = asking.word(request.POST.get(name, ""))
    if not given:
        return None
    try:
        found = float(given)
    except ValueError:
        found = float("nan")
    if not -most <= found <= most:
        raise Refusal(400, _("%(name)s ist keine Zahl zwischen -%(most)d und %(most)d.") % {"name": name, "most": most})
    return found


def _village(place: Place, lat: float | None, lon: float | None) -> Place:
    """Return the village a point lies in, if its boundary is known; else the municipality."""
    if lat is None or lon is None:
        return place
    villages = Place.objects.filter(parent=place, boundary__isnull=False).select_related("parent")
    return next((one for one in villages if one.boundary and is_inside(one.boundary, lon=lon, lat=lat)), place)


def _answers(request: HttpRequest, category: Category) -> dict[str, Any]:
    """Return the answers to what the service asks; what it does not ask is left out."""
    given: dict[str, list[str]] = {}
    for name, values in request.POST.lists():
        if match := _ATTRIBUTE.fullmatch(name):
            given.setdefault(match[1], []).extend(asking.word(str(value)) for value in values)
    answers: dict[str, Any] = {}
    for attribute in category.attributes.filter(is_asked=True):
        field = question_field(attribute)
        values = given.get(attribute.code, [])
        try:
            answer = field.clean(values if isinstance(field, forms.MultipleChoiceField) else (values or [""])[0])
        except ValidationError as problem:
            said = f"attribute[{attribute.code}]: {problem.messages[0]}"
            raise Refusal(400, said) from None
        if answer not in (None, "", []):
            answers[attribute.code] = plain(answer)
    return answers


def _photo(request: HttpRequest) -> bytes | None:
    """Return a photo that was sent along."""
    for name in ("media", "photo", "photo1"):
        if upload := request.FILES.get(name):
            try:
                return clean_photo(upload.read())
            except ImageProblem as problem:
                raise Refusal(400, f"{name}: {problem}") from None
    return None


def _media(request: HttpRequest) -> str:
    """Return where a photo lies that was not sent along: the town hall gets the address, nothing is fetched from there."""
    given = asking.word(request.POST.get("media_url", ""))
    try:
        is_address = urlsplit(given).scheme in {"http", "https"} and bool(urlsplit(given).hostname)
    except ValueError:
        is_address = False
    if given and (not is_address or len(given) > 500):
        raise Refusal(400, _("media_url ist keine Adresse im Internet."))
    return given
