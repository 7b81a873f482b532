"""The town hall's side: its list, one report with everything that can be done about it, the figures."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.desk.public import came_from_desk
from dorflinde.feed.public import Sender
from dorflinde.places.public import Place, at, places_of
from dorflinde.reports import actions, policies, queries
from dorflinde.reports.forms import HandoverForm, ListForm, MergeForm, NoteForm, StatusForm, VetForm
from dorflinde.reports.models import AnswerTemplate, Category, Report

from .reading import map_of

_ON_A_PAGE = 40
_LAST_PAGE = 1000


@login_required
@never_cache
@require_safe
def desk(request: UserRequest, municipality: str) -> HttpResponse:
    """List the reports of a municipality, what is due first on top, with the details of one beside it."""
    place = at(request, policies.open_office(request.user, municipality))
    form = ListForm(request.GET or None, categories=list(Category.objects.of(place)), places=places_of(place))
    reports = queries.worked_on(place, form.choice)
    number = _page_number(request)
    found = list(reports[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE + 1])  # one more tells whether it goes on
    shown = found[:_ON_A_PAGE]
    selected = _selected(request, place, shown)
    context: dict[str, Any] = {"place": place, "selected": selected, "level": 2}
    if "HX-Request" in request.headers and "auswahl" in request.GET:
        return render(request, "reports/parts/details.html", context) if selected else HttpResponse("")
    context |= {
        "form": form,
        "previous_url": _address(request, place, seite=number - 1) if number > 1 else "",
        "next_url": _address(request, place, seite=number + 1) if len(found) > _ON_A_PAGE else "",
        "rows": [(report, _address(request, place, auswahl=report.public_id), report == selected) for report in shown],
        "figures": queries.figures(place),
        "pins": queries.pins(shown, for_staff=True),
        **map_of(place),
    }
    return render(request, "reports/desk.html", context)


@login_required
@never_cache
@require_safe
def statistics(request: UserRequest, municipality: str) -> HttpResponse:
    """Show how many reports came, of which kind, and how long people waited."""
    place = at(request, policies.open_office(request.user, municipality))
    context = {"place": place, "figures": queries.with_times(place), "lines": queries.by_category(place)}
    return render(request, "reports/statistics.html", context)


@login_required
@never_cache
@require_safe
def case(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Show a report with everything that can be done about it."""
    return _case(request, _handled(request, municipality, key))


@login_required
@never_cache
@require_POST
def vet(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Let everyone read a report in vetted words, or take it off the page again."""
    found = _handled(request, municipality, key)
    if request.POST.get("take_off"):
        actions.unpublish_report(found, actor=request.user)
        messages.success(request, _("Die Meldung steht nicht mehr auf der Seite."))
        return redirect(found.desk_url)
    form = VetForm(request.POST, report=found)
    if not form.is_valid():
        return _case(request, found, vet=form)
    is_new = not found.is_published
    actions.publish_report(found, actor=request.user, **form.cleaned_data)
    if is_new:
        messages.success(request, _("Freigegeben. Alle können die Meldung lesen."))
    else:
        messages.success(request, _("Ihre Änderungen stehen auf der Seite."))
    return redirect(found.desk_url)


@login_required
@never_cache
@require_POST
def change_status(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Say where a report stands and why; the beginning of an answer can be put in without losing what was typed."""
    found = _handled(request, municipality, key)
    if template := request.POST.get("vorlage", ""):
        return _case(request, found, status=_with_template(request, found, template))
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _case(request, found, status=form)
    actions.change_status(found, actor=request.user, **form.cleaned_data)
    if found.is_published:
        messages.success(request, _("Ihre Antwort steht auf der Seite. Wer der Meldung folgt, bekommt Bescheid."))
    else:
        messages.success(request, _("Gespeichert. Wer gemeldet hat, bekommt Bescheid."))
    return redirect("desk:inbox" if came_from_desk(request) else found.desk_url)


@login_required
@never_cache
@require_POST
def note(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Write a word for the colleagues."""
    found = _handled(request, municipality, key)
    form = NoteForm(request.POST, auto_id="notiz-%s")
    if not form.is_valid():
        return _case(request, found, note=form)
    actions.add_note(found, actor=request.user, text=form.cleaned_data["text"])
    return redirect(f"{found.desk_url}#notizen")


@login_required
@never_cache
@require_POST
def hand_over(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Give a report to another office or to another municipality."""
    found = _handled(request, municipality, key)
    form = HandoverForm(request.POST, report=found, auto_id="weiter-%s")
    if not form.is_valid():
        return _case(request, found, handover=form)
    goal = form.cleaned_data["municipality"]
    try:
        actions.hand_over(
            found, actor=request.user, reason=form.cleaned_data["reason"], office=form.cleaned_data["office"], municipality=goal
        )  # fmt: skip
    except actions.MergeProblem as problem:
        form.add_error(None, str(problem))
        return _case(request, found, handover=form)
    if goal.slug != municipality:
        messages.success(
            request, _("Die Meldung liegt jetzt in %(place)s auf dem Schreibtisch.") % {"place": goal.name}
        )
        return redirect("reports:desk", municipality)
    messages.success(request, _("Weitergegeben an: %(office)s.") % {"office": found.office})
    return redirect(found.desk_url)


@login_required
@never_cache
@require_POST
def merge(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Make a report part of another one of the same thing, or part them again."""
    found = _handled(request, municipality, key)
    if request.POST.get("part"):
        actions.part(found, actor=request.user)
        messages.success(request, _("Die Meldung steht wieder für sich."))
        return redirect(found.desk_url)
    form = MergeForm(request.POST, report=found, auto_id="doppelt-%s")
    if form.is_valid():
        try:
            actions.merge_into(found, form.root, actor=request.user)
        except actions.MergeProblem as problem:
            form.add_error("reference", str(problem))
    if form.errors:
        return _case(request, found, merge=form)
    messages.success(request, _("Zusammengelegt. Wer das gemeldet hat, folgt jetzt der anderen Meldung."))
    return redirect(form.root.desk_url)


def _handled(request: UserRequest, municipality: str, key: uuid.UUID) -> Report:
    place = at(request, policies.open_reports(municipality))
    return policies.handled_report(request.user, place, key)


def _case(request: UserRequest, found: Report, **forms: Form) -> HttpResponse:
    place = found.municipality
    names = {attribute.code: attribute for attribute in found.category.attributes.all()}
    context = {
        "place": place,
        "report": found,
        "changes": queries.changes_of(found),
        "internal_notes": list(found.notes.select_related("author")),
        "handovers": list(found.handovers.select_related("from_municipality", "to_municipality", "actor")),
        "answers": [
            (names[code].description, names[code].in_words(answer))
            for code, answer in found.answers.items()
            if code in names
        ],
        "back": f"?{urlencode({'von': 'schreibtisch'})}" if came_from_desk(request) else "",
        "near": queries.similar_nearby(
            place,
            f"{found.title} {found.text}",
            category=found.category,
            pin=found.pin,
            without=found.pk,
            for_staff=True,
        ),
        "merged": list(Report.objects.filter(duplicate__root=found).for_lists()),
        "templates": list(AnswerTemplate.objects.filter(municipality=place)),
        "vet": forms.get("vet") or VetForm(report=found),
        "status": forms.get("status") or StatusForm(initial={"by": found.office or Sender.town_hall(place).name}),
        "note": forms.get("note") or NoteForm(auto_id="notiz-%s"),
        "handover": forms.get("handover") or HandoverForm(report=found, auto_id="weiter-%s"),
        "merge": forms.get("merge") or MergeForm(report=found, auto_id="doppelt-%s"),
        "open_part": next(iter(forms), ""),
        "way": [(_("Meldungen"), reverse("reports:desk", args=[place.slug])), (found.reference, "")],
        "pins": [{"lat": found.lat, "lon": found.lon, "title": found.title}] if found.pin else [],
        **map_of(place),
    }
    has_errors = any(form.errors for form in forms.values())
    return render(request, "reports/case.html", context, status=422 if has_errors else 200)


def _with_template(request: UserRequest, found: Report, pk: str) -> StatusForm:
    """Return what was typed with the beginning of an answer in front of it."""
    template = policies.own_template(found.municipality, int(pk) if pk.isdecimal() and len(pk) < 10 else 0)
    typed = request.POST.get("reason", "").strip()
    beginning = template.text
    text = typed if beginning.strip() in typed else f"{beginning}\n\n{typed}" if typed else beginning
    return StatusForm(initial={"status": template.status, "reason": text, "by": request.POST.get("by", "")})


def _selected(request: UserRequest, place: Place, shown: list[Report]) -> Report | None:
    try:
        wanted = uuid.UUID(request.GET.get("auswahl", ""))
    except ValueError:
        return shown[0] if shown else None
    here = next((report for report in shown if report.public_id == wanted), None)
    return here or Report.objects.at(place).complete().filter(public_id=wanted).first()


def _page_number(request: UserRequest) -> int:
    given = request.GET.get("seite", "")
    return max(1, min(int(given), _LAST_PAGE)) if given.isdecimal() and len(given) < 6 else 1


def _address(request: UserRequest, place: Place, **more: object) -> str:
    """Return the address of the list as it was narrowed down, with what is wanted of it now."""
    query = request.GET.copy()
    query.pop("auswahl", None)
    for name, value in more.items():
        query[name] = str(value)
    return f"{reverse('reports:desk', args=[place.slug])}?{query.urlencode()}"
