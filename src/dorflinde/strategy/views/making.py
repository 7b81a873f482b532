"""Making a measure, alone or from what residents said, and changing its whole sheet."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core.subjects import Description, Ref
from dorflinde.core.text import excerpt
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import MeasureSheet
from dorflinde.strategy.models import FieldOfAction, Measure
from dorflinde.trail import public as trail

from .frame import workbench_page

_PROBLEMS = {
    actions.NumberTaken: "number", actions.DependencyProblem: "needs", actions.OriginProblem: None,
    actions.Restricted: "visibility",
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Make a measure; `?aus=kind:id` names the contributions it grows from and fills the sheet."""
    place = policies.editable_workbench(request, municipality)
    origins = _origins(request, place)
    titled = {"title": request.GET["titel"][:200]} if "titel" in request.GET else {}
    initial = {"number": actions.next_number(place)} | titled | _first_words(origins)
    sheet = MeasureSheet(request.POST or None, place=place, initial=initial)
    if sheet.is_valid():
        measure = _create(request, place, sheet, origins)
        if measure is not None:
            messages.success(request, _created(measure, origins))
            return redirect("workshop:measure", place.slug, measure.public_id)
    keep = origins[0].ref if origins else "neu"  # what was typed about one idea must not turn up at another
    return workbench_page(request, "sheet", place, tab="measures", sheet=sheet, origins=origins, keep=keep)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Change what a measure says about itself."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    sheet = MeasureSheet(request.POST or None, place=place, measure=found)
    if sheet.is_valid() and _change(request, found, sheet):
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect("workshop:measure", place.slug, found.public_id)
    return workbench_page(
        request,
        "sheet",
        place,
        tab="measures",
        sheet=sheet,
        measure=found,
        keep=found.public_id,
        missing=queries.gaps_of(found),
    )


@login_required
@require_safe
def pick(request: UserRequest, municipality: str) -> HttpResponse:
    """Choose the contributions from which a new measure grows."""
    place = policies.editable_workbench(request, municipality)
    words = request.GET.get("suche", "")[:100]
    return workbench_page(
        request, "pick", place, tab="measures", words=words, offers=queries.possible_origins(place, words),
        chosen=request.GET.getlist("aus"),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def origins(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Add the contributions from which a measure grew, or take a mistaken one back."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    words = request.GET.get("suche", "")[:100]
    if request.method == "POST":
        _change_origins(request, found)
        return redirect("workshop:measure", place.slug, found.public_id)
    known = trail.origins_of(found.ref)
    linked = {origin.ref for origin in known}
    offered = [
        (kind, [one for one in here if one.ref not in linked]) for kind, here in queries.possible_origins(place, words)
    ]
    return workbench_page(
        request,
        "origins",
        place,
        tab="measures",
        measure=found,
        words=words,
        offers=[group for group in offered if group[1]],
        known=known,
    )


def _create(request: UserRequest, place: Place, sheet: MeasureSheet, origins: Sequence[Description]) -> Measure | None:
    said = sheet.form.cleaned_data
    try:
        with transaction.atomic():  # a new field of action comes with its measure or not at all
            return actions.create_measure(
                place, sheet.profile(_field(request, place, sheet)), actor=request.user, origins=[origin.ref for origin in origins],
                needs=list(said["needs"]), status=said["status"],
            )  # fmt: skip
    except (actions.NumberTaken, actions.DependencyProblem, actions.OriginProblem) as problem:
        sheet.form.add_error(_PROBLEMS[type(problem)], str(problem))
    return None


def _change(request: UserRequest, measure: Measure, sheet: MeasureSheet) -> bool:
    try:
        with transaction.atomic():
            profile = sheet.profile(_field(request, measure.municipality, sheet))
            actions.change_measure(measure, profile, actor=request.user, needs=list(sheet.form.cleaned_data["needs"]))
    except (actions.NumberTaken, actions.DependencyProblem, actions.Restricted) as problem:
        sheet.form.add_error(_PROBLEMS[type(problem)], str(problem))
        return False
    return True


def _change_origins(request: UserRequest, measure: Measure) -> None:
    if dropped := _refs(request.POST.getlist("weg")):
        for ref in dropped:
            actions.drop_origin(measure, ref, actor=request.user)
        messages.success(request, _("Die Verbindung ist gelöst."))
    try:
        added = actions.add_origins(measure, _refs(request.POST.getlist("aus")), actor=request.user)
    except (actions.OriginProblem, trail.LinkProblem) as problem:
        messages.error(request, str(problem))
    else:
        if added:
            messages.success(request, _("Verbunden. Alle, die den Beiträgen folgen, erfahren davon."))


def _field(request: UserRequest, place: Place, sheet: MeasureSheet) -> FieldOfAction | None:
    """Return the field of action that was chosen, or make the one that was typed."""
    if title := sheet.form.cleaned_data["new_field"]:
        return actions.field_named(place, title, actor=request.user)
    field: FieldOfAction | None = sheet.form.cleaned_data["field"]
    return field


def _origins(request: UserRequest, place: Place) -> list[Description]:
    """Return the contributions named in the address; what is gone or lies elsewhere is said and passed over."""
    found = []
    for ref in _refs(request.GET.getlist("aus")):
        try:
            found.append(actions.origin_at(place, ref))
        except actions.OriginProblem as problem:
            messages.warning(request, str(problem))
    return found


def _refs(words: Sequence[str]) -> list[Ref]:
    refs = []
    for word in words[:50]:
        kind, _sign, key = word.partition(":")
        try:
            refs.append(Ref(kind, uuid.UUID(key)))
        except ValueError:
            continue  # an address somebody shortened
    return list(dict.fromkeys(refs))


def _first_words(origins: Sequence[Description]) -> dict[str, str]:
    """Return what the contributions say already, as a start for the sheet."""
    if not origins:
        return {}
    # Whose it was, the trail says for as long as the person wants; a copy here would outlive the account.
    said = [f"{origin.label}: {origin.title}" for origin in origins]
    return {
        "title": excerpt(origins[0].title, longest=200),
        "description": "\n\n".join(origin.text for origin in origins if origin.text)[:10000],
        "origin_text": "\n".join(said)[:2000],
    }


def _created(measure: Measure, origins: Sequence[Description]) -> str:
    words = {"measure": str(measure)}
    if origins and measure.is_public:
        return _("%(measure)s ist angelegt. Alle, die den Beiträgen folgen, erfahren davon.") % words
    return _("%(measure)s ist angelegt.") % words
