"""What programs read: discovery, services with their questions, requests, tokens, updates."""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.places.public import Place, publisher_of, the_region
from dorflinde.reports.actions import usual_services
from dorflinde.reports.models import CLOSED, Attribute, Category, Report, ReportQuerySet, Status, StatusChange

from . import asking
from .answers import REQUESTS, SERVICES, UPDATES, Fields, Refusal, several, single

CHANGESET = "2026-11-27T00:00:00+01:00"
_SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
_MOST = 1000
# Statuses as FixMyStreet and others of its family agreed on beyond open and closed.
AS_UPDATE = {
    Status.NEW: "open",
    Status.CHECKED: "investigating",
    Status.ACTIVE: "in_progress",
    Status.SOLVED: "fixed",
    Status.UNSOLVED: "unable_to_fix",
    Status.REJECTED: "no_further_action",
}


@asking.open311("GET", "HEAD")
def discovery(request: HttpRequest, *, form: str) -> HttpResponse:
    """Say where the interface lies and in which formats it speaks."""
    region = the_region()
    publisher = publisher_of(region) if region else None
    contact = publisher.imprint_email if publisher else ""
    formats = ["text/xml", "application/json"]
    endpoint = {
        "specification": _SPECIFICATION,
        "url": request.build_absolute_uri(reverse("open311:root")).rstrip("/"),
        "changeset": CHANGESET,
        "type": "test" if settings.DEMO else "production",
        "formats": formats,
    }
    told = {
        "changeset": CHANGESET,
        "contact": contact or settings.DEFAULT_FROM_EMAIL,
        "key_service": _("Schlüssel zum Senden vergibt das Rathaus; lesen kann jedes Programm ohne."),
        "endpoints": [endpoint],
    }
    return single(told, "discovery", form)


@asking.open311("GET", "HEAD")
def services(request: HttpRequest, *, form: str) -> HttpResponse:
    """List what can be reported; without a municipality what any of them takes."""
    found = {category.code: (category, asked) for category, asked in reversed(_offers(request))}
    rows = [
        {
            "service_code": one.code,
            "service_name": one.name,
            "description": one.description,
            "metadata": bool(asked),
            "type": "realtime",
            "keywords": one.keywords,
            "group": one.group,
        }
        for one, asked in sorted(found.values(), key=lambda pair: (pair[0].order, pair[0].name))
    ]
    return several(rows, SERVICES, form)


@asking.open311("GET", "HEAD")
def definition(request: HttpRequest, code: str, *, form: str) -> HttpResponse:
    """Say what a service asks."""
    found = next((offer for offer in _offers(request) if offer[0].code == code), None)
    if found is None:
        raise Refusal(404, _("Diesen service_code gibt es hier nicht: %(code)s") % {"code": code[:80]})
    category, asked = found
    told = {"service_code": category.code, "attributes": [_attribute(one) for one in asked]}
    return single(told, "service_definition", form)


def list_requests(request: HttpRequest, *, form: str) -> HttpResponse:
    """List requests that were vetted: the last 90 days, or what is asked for."""
    reports = Report.objects.visible().filter(municipality__in=[place.pk for place in _where(request)])
    named = [asking.word(one) for one in request.GET.get("service_request_id", "").split(",") if one.strip()]
    reports = reports.filter(public_id__in=_keys(named[:_MOST])) if named else _narrowed(request, reports)
    size = asking.number(request, "page_size", least=1, most=_MOST, usual=_MOST)
    page = asking.number(request, "page", least=1, most=10_000, usual=1)
    found = reports.complete().prefetch_related("changes").newest_first()[(page - 1) * size : page * size]
    return several([fields_of(request, report) for report in found], REQUESTS, form)


@asking.open311("GET", "HEAD")
def one_request(request: HttpRequest, name: str, *, form: str) -> HttpResponse:
    """Show one request; of one nobody has vetted only that it is there and how it stands."""
    return several([fields_of(request, asking.known_report(name))], REQUESTS, form)


@asking.open311("GET", "HEAD")
def token(request: HttpRequest, name: str, *, form: str) -> HttpResponse:
    """Say the number of a request by its token; both are the same here, for numbers are given at once."""
    report = asking.known_report(name)
    return several([{"service_request_id": str(report.public_id), "token": str(report.public_id)}], REQUESTS, form)


def list_updates(request: HttpRequest, *, form: str) -> HttpResponse:
    """List what became of requests, the oldest first (extension of mySociety)."""
    begin, end = asking.span(request)
    visible = Report.objects.visible().filter(municipality__in=[place.pk for place in _where(request)])
    changes = StatusChange.objects.filter(report__in=visible, at__gte=begin, at__lte=end).exclude(status=Status.NEW)
    rows = [
        {
            "update_id": str(change.public_id),
            "service_request_id": str(change.report.public_id),
            "status": AS_UPDATE[Status(change.status)],
            "updated_datetime": _time(change.at),
            "description": change.reason,
            "media_url": "",
        }
        for change in changes.select_related("report").order_by("at", "pk")[:_MOST]
    ]
    return several(rows, UPDATES, form)


def fields_of(request: HttpRequest, report: Report) -> Fields:
    """Return a request as the standard names its fields; what nobody has vetted keeps its words to itself."""
    last = list(report.changes.all())[-1:]
    told: dict[str, Any] = {
        "service_request_id": str(report.public_id),
        "status": "closed" if report.status in CLOSED else "open",
        "status_notes": last[0].reason if last and report.is_visible else None,
        "service_name": report.category.name,
        "service_code": report.category.code,
        "description": None,
        "agency_responsible": report.office or report.municipality.full_name,
        "service_notice": None
        if report.is_visible
        else _("Das Rathaus sieht sich die Meldung an, bevor alle sie lesen."),
        "requested_datetime": _time(report.created_at),
        "updated_datetime": _time(report.updated_at),
        "expected_datetime": _day(report),
        "address": None,
        "address_id": None,
        "zipcode": report.municipality.postcode or None,
        "lat": None,
        "long": None,
        "media_url": None,
    }
    if report.is_visible:
        told |= {
            "description": report.public_text or report.title,
            "address": report.where,
            "lat": report.lat,
            "long": report.lon,
        }
        told["media_url"] = request.build_absolute_uri(report.photo.url) if report.shows_photo else None
    return told


def _where(request: HttpRequest) -> list[Place]:
    named = asking.jurisdiction(request.GET.get("jurisdiction_id", ""))
    return [named] if named else asking.served()


def _offers(request: HttpRequest) -> list[tuple[Category, list[Attribute]]]:
    """Return what can be reported, with its questions; of municipalities that have set up nothing the usual things."""
    places = _where(request)
    set_up = set(Category.objects.filter(municipality__in=places).values_list("municipality", flat=True))
    found = Category.objects.filter(municipality__in=places).offered().prefetch_related("attributes")
    offers = [(one, list(one.attributes.all())) for one in found.order_by("municipality__name", "order", "name", "pk")]
    return offers + (usual_services() if any(place.pk not in set_up for place in places) else [])


def _narrowed(request: HttpRequest, reports: ReportQuerySet) -> ReportQuerySet:
    begin, end = asking.span(request)
    reports = reports.filter(created_at__gte=begin, created_at__lte=end)
    if codes := [asking.word(one) for one in request.GET.get("service_code", "").split(",") if one.strip()]:
        reports = reports.filter(category__code__in=codes[:100])
    states = {asking.word(one).lower() for one in request.GET.get("status", "").split(",") if one.strip()}
    if states - {"open", "closed"}:
        raise Refusal(400, _("status ist open oder closed."))
    if states == {"open"}:
        reports = reports.open()
    elif states == {"closed"}:
        reports = reports.closed()
    return reports


def _keys(names: list[str]) -> list[uuid.UUID]:
    found = []
    for name in names:
        try:
            found.append(uuid.UUID(name))
        except ValueError:
            continue
    return found


def _attribute(one: Attribute) -> Fields:
    told: dict[str, Any] = {
        "variable": one.is_asked,
        "code": one.code,
        "datatype": one.datatype,
        "required": one.is_required,
        "datatype_description": one.hint or None,
        "order": one.order,
        "description": one.description,
    }
    if one.values:
        told["values"] = [{"key": key, "name": name} for key, name in one.choices]
    return told


def _time(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _day(report: Report) -> str | None:
    if report.due_on is None:
        return None
    noon = datetime.datetime.combine(report.due_on, datetime.time(12))
    return timezone.make_aware(noon).isoformat(timespec="seconds")
