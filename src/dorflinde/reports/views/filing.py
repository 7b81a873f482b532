"""Reporting something: the form, what was reported nearby already, the questions of a category, the puzzle."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import TOWN_HALL, User, allow, has_role, is_within, keep_draft, keeps_nothing, take_draft
from dorflinde.core.puzzle import new_puzzle
from dorflinde.moderation.public import require_voice, screen
from dorflinde.places.public import Place, at, places_of
from dorflinde.reports import actions, policies, queries
from dorflinde.reports.forms import ReportForm
from dorflinde.reports.models import REPORT, Category, Report, Source
from dorflinde.reports.queries import Near

from .reading import map_of

_A_DAY = 24 * 3600
_REPORTS_A_DAY = 20  # of one account
_REPORTS_A_DAY_OF_AN_ADDRESS = 400  # a whole village may share one; the puzzle slows programs down
_PUZZLES_AN_HOUR = 600  # from one address: a whole village may share one


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, municipality: str) -> HttpResponse:
    """Take a report from anyone: no account is needed, an e-mail address is welcome."""
    place = at(request, policies.open_reports(municipality))
    draft = f"reports:{place.slug}"
    if request.method != "POST":
        require_voice(request.user, place)
    form = _form(request, place, draft)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, has_photo=_keep_photo(request, form, draft))
    told = form.told
    if not form.cleaned_data["seen_similar"]:
        pin = (told.lat, told.lon) if told.lat is not None and told.lon is not None else None
        if alike := queries.similar_nearby(place, told.text, category=told.category, pin=pin):
            return _page(request, form, has_photo=_keep_photo(request, form, draft), alike=alike, status=200)
    return _send(request, place, form, draft)


@keeps_nothing
@never_cache
@require_POST
def similar(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show what was reported nearby already while somebody fills in the form; nothing of it is kept."""
    place = at(request, policies.open_reports(municipality))
    category = Category.objects.of(place).filter(code=request.POST.get("category", "").replace("\0", "")).first()
    pin = _pin(request)
    text = request.POST.get("text", "")[:4000]
    alike = queries.similar_nearby(place, text, category=category, pin=pin) if text.strip() or pin else []
    return render(request, "reports/parts/similar.html", {"alike": alike})


@never_cache
@require_safe
def questions(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show what the chosen category asks."""
    place = at(request, policies.open_reports(municipality))
    chosen = request.GET.get("category", "").replace("\0", "")
    form = ReportForm(municipality=place, categories=_categories(place), has_account=True, initial={"category": chosen})
    return render(request, "reports/parts/questions.html", {"form": form})


@never_cache
@require_safe
def puzzle(request: HttpRequest, municipality: str) -> HttpResponse:
    """Hand out a puzzle for a report without an account."""
    at(request, policies.open_reports(municipality))
    if not allow(request, "puzzles", limit=_PUZZLES_AN_HOUR, seconds=3600):
        return HttpResponse(status=429)
    return JsonResponse(new_puzzle())


def _send(request: HttpRequest, place: Place, form: ReportForm, draft: str) -> HttpResponse:
    """File a valid report, or say which rule it breaks; a draft that arrived before leads to its report."""
    told, is_guest = form.told, not isinstance(request.user, User)
    source = Source.DESK if form.cleaned_data.get("taken_down") else Source.WEB
    counted = {"limit": _REPORTS_A_DAY_OF_AN_ADDRESS if is_guest else _REPORTS_A_DAY, "seconds": _A_DAY}
    if source == Source.WEB and not is_within(request, "reports", **counted):
        form.add_error(None, _("Das waren viele Meldungen für einen Tag. Bitte senden Sie diese morgen ab."))
    if refusal := screen(request.user, place=told.place, kind=REPORT, text=f"{told.text}\n{told.address}").refusal:
        form.add_error(None, refusal)
    if not form.is_valid():
        return _page(request, form, has_photo=_keep_photo(request, form, draft))
    puzzle = request.POST.get("puzzle", "")[:2000] or "none" if is_guest else ""
    try:
        filed = actions.file_report(told, actor=request.user, source=source, puzzle=puzzle)
    except actions.FiledAlready as known:
        return redirect(_follow(request, known.report))
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, form, has_photo=_keep_photo(request, form, draft))
    if source == Source.DESK:
        messages.success(request, _("Aufgenommen. Sie können die Meldung gleich prüfen und freigeben."))
        return redirect(filed.desk_url)
    allow(request, "reports", **counted)  # what was filed counts, and nothing else
    return redirect(_follow(request, filed))


def _follow(request: HttpRequest, filed: Report) -> str:
    """Return where whoever sent a report reads it: without an account, the key stands in the address."""
    if isinstance(request.user, User) or filed.author_id is not None:
        return filed.get_absolute_url()
    return policies.follow_url(filed)


def _form(request: HttpRequest, place: Place, draft: str) -> ReportForm:
    """Return the form as sent, as kept while somebody chose a name, or fresh."""
    user = request.user
    known: dict[str, Any] = {
        "municipality": place, "categories": _categories(place), "has_account": isinstance(user, User),
        "is_staff": has_role(user, TOWN_HALL, place),
    }  # fmt: skip
    if request.method == "POST":
        if not request.FILES and request.POST.get("kept_photo") and (kept := take_draft(request, f"{draft}:photo")):
            request.FILES.update(kept[1])
        return ReportForm(request.POST, request.FILES, **known)
    if isinstance(user, User) and (kept := take_draft(request, draft)):
        return ReportForm(kept[0], kept[1], **known)
    initial: dict[str, object] = {"category": request.GET.get("art", "")}
    home = user.home if isinstance(user, User) else None
    if home is not None and home in places_of(place):
        initial["place"] = home.pk
    return ReportForm(initial=initial, **known)


def _categories(place: Place) -> list[Category]:
    """Return what can be reported; a municipality that has set up nothing gets the usual things."""
    found = queries.categories_of(place)
    if not found and not Category.objects.filter(municipality=place).exists():
        actions.furnish(place)
        found = queries.categories_of(place)
    return found


def _page(
    request: HttpRequest, form: ReportForm, *, has_photo: bool = False, alike: list[Near] | None = None, status: int = 0
) -> HttpResponse:
    context = {
        "place": form.municipality, "form": form, "has_photo": has_photo, "alike": alike, "waits": bool(alike),
        "needs_puzzle": not isinstance(request.user, User), "writer": policies.writer_key(request.user), **map_of(form.municipality),
    }  # fmt: skip
    return render(request, "reports/new.html", context, status=status or (422 if form.errors else 200))


def _keep_photo(request: HttpRequest, form: ReportForm, draft: str) -> bool:
    """Keep a good photo over a form that has to come back: browsers do not send a file twice."""
    if "photo" not in request.FILES or "photo" in form.errors:
        return False
    keep_draft(request, f"{draft}:photo")
    return True


def _pin(request: HttpRequest) -> tuple[float, float] | None:
    try:
        lat, lon = float(request.POST.get("lat", "")), float(request.POST.get("lon", ""))
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None
