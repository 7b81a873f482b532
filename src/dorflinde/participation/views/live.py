"""What the phones, the desk and the screen of a question hour ask every few seconds: almost always „nothing new“ (304).

An hour has a number that grows with each change. Asking costs a look at that number, which each process reads a few times
a second; what it stands for is made once for each number, language and view, packed once, and handed to everybody.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

import brotli
import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import policies, policies_hall, queries
from dorflinde.participation.models import Activity
from dorflinde.places.public import at, open_municipality

_DOOR_SECONDS = 2.0  # how late a phone learns that its project was hidden or its hour ended
_MOST_KEPT = 64

Address = tuple[str, str, str]


@dataclass(frozen=True)
class _Door:
    until: float
    activity_id: int
    is_running: bool


_doors: dict[Address, _Door] = {}
_kept: OrderedDict[tuple[object, ...], tuple[bytes, bytes]] = OrderedDict()
_lock = threading.Lock()


@require_safe
def hour_live(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Hand out what a phone shows, if anything is new."""
    return _answer(request, (municipality, project, activity), "phone")


@require_safe
def hour_screen_live(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Hand out what the screen of the hall shows, if anything is new."""
    return _answer(request, (municipality, project, activity), "screen")


@login_required
@never_cache
@require_safe
def hour_desk_live(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Hand out what the desk shows, if anything is new; nobody but those who lead through the hour may ask."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.led_hour(request.user, place, project, activity)
    etag = f'W/"{queries.hour_version(found.pk)}-desk-{get_language()}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        context = {"place": place, "project": found.project, "activity": found, "hall": queries.hall_of(found)}
        response = render(request, "participation/hall/parts/desk.html", context)
    response["ETag"] = etag
    return response


@require_safe
def hour_screen(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Fill the screen of the hall: what is on the podium, what comes next, how to take part. Nothing on it is pressed."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.visible_hour(request.user, place, project, activity)
    short = f"{settings.BASE_URL}{found.hour.get_short_url()}"
    context = {
        "place": place, "project": found.project, "activity": found, "hall": queries.hall_of(found),
        "address": short.split("://", 1)[-1].rstrip("/"), "is_running": policies.is_running(found),
        "qr": mark_safe(segno.make(short, error="m").svg_inline(scale=4, border=2, omitsize=True, svgclass="qr", lineclass=None)),  # noqa: S308 - drawn by segno
    }  # fmt: skip
    response = render(request, "participation/hall/screen.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def forget() -> None:
    """Let go of everything kept; in a test one world follows another at the same address."""
    with _lock:
        _doors.clear()
        _kept.clear()
    queries.forget_versions()


def _answer(request: HttpRequest, address: Address, view: str) -> HttpResponse:
    door = _open(request, address)
    version = queries.hour_version(door.activity_id)
    etag = f'W/"{version}-{view}-{get_language()}-{door.is_running:d}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        plain, packed = _body(door, version, view)
        is_packed = "br" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(packed if is_packed else plain)
        if is_packed:
            response["Content-Encoding"] = "br"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
    return response


def _open(request: HttpRequest, address: Address) -> _Door:
    """Return what an address leads to; what everyone may see is looked up once in a while, not by every phone."""
    now = time.monotonic()
    door = _doors.get(address)
    if door is not None and now < door.until:
        return door
    municipality, project, activity = address
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.visible_hour(request.user, place, project, activity)
    door = _Door(now + _DOOR_SECONDS, found.pk, policies.is_running(found))
    with _lock:
        _doors.pop(address, None)
        if found.project.is_listed:
            if len(_doors) >= _MOST_KEPT:
                _doors.clear()
            _doors[address] = door
    return door


def _body(door: _Door, version: int, view: str) -> tuple[bytes, bytes]:
    key = (door.activity_id, door.is_running, version, view, get_language())
    with _lock:
        if (found := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return found
    activity = Activity.objects.select_related("project__municipality", "phase", "closure").get(pk=door.activity_id)
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity, "permit": door.is_running,
        "hall": queries.hall_of(activity), "is_running": door.is_running, "mine": (), "chosen": (),
    }  # fmt: skip
    plain = render_to_string(f"participation/hall/parts/{view}.html", context).encode()
    made = plain, brotli.compress(plain, quality=4)
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made
