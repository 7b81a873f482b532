"""Who has to do with the strategy: grid, list, one of them, what follows from it. Only for the town hall."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, exports, policies, queries
from dorflinde.strategy.forms import ContactForm, GridMoveForm, SinceForm, StakeholderAssessmentForm, StakeholderForm
from dorflinde.strategy.models import Quadrant, Stakeholder, TypicalGroup

from .frame import workbench_page


@login_required
@require_safe
def stakeholders(request: UserRequest, municipality: str) -> HttpResponse:
    """Show everyone in the grid of interest and influence, in a table, and who is missing."""
    place = policies.stakeholder_workbench(request, municipality)
    form = SinceForm(request.GET if "seit" in request.GET else None)
    since = form.cleaned_data["seit"] if form.is_valid() else None
    known = queries.stakeholders_of(place)
    rows = queries.stakeholder_standings(known, since)
    return workbench_page(
        request, "actors/index", place, tab="stakeholders",
        rows=rows, grid=queries.grid(rows), unplaced=[row for row in rows if row.now is None], form=form, since=since,
        missing=queries.missing_groups(known), unreached=[one for one in known if not one.is_reached],
        quadrants=_advice(), due=[one for one in known if one.is_due],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Write down somebody new, with a first judgement; `?gruppe=` takes a typical group that is missing."""
    place = policies.stakeholder_workbench(request, municipality)
    group = next((one for one in TypicalGroup if one.value == request.GET.get("gruppe")), None)
    initial = {"typical": group.value, "name": group.label} if group else {}
    form = StakeholderForm(request.POST or None, place=place, strategy=queries.own_cycle(place), initial=initial)
    judged = StakeholderAssessmentForm(request.POST or None)
    if form.is_valid() and judged.is_valid():
        made = actions.save_stakeholder(form.save(commit=False), actor=request.user)
        actions.assess_stakeholder(made, actor=request.user, **judged.cleaned_data)
        messages.success(request, _("„%(name)s“ steht jetzt im Raster.") % {"name": made.name})
        return redirect("workshop:stakeholders", place.slug)
    return workbench_page(
        request, "actors/form", place, tab="stakeholders", form=form, judged=judged, heading=_("Neuer Akteur"), keep="neu",
        back=reverse("workshop:stakeholders", args=[place.slug]),
    )  # fmt: skip


@login_required
@require_safe
def show(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Show what is noted about one of them."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    return workbench_page(
        request, "actors/one", place, tab="stakeholders", one=found, facts=_facts(found), now=found.latest,
        advice=dict(_advice()).get(found.latest.quadrant, "") if found.latest else "",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Change what is noted about one of them."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    form = StakeholderForm(request.POST or None, instance=found, place=place, strategy=found.strategy)
    if form.is_valid():
        saved = actions.save_stakeholder(form.save(commit=False), actor=request.user)
        messages.success(request, _("„%(name)s“ ist gespeichert.") % {"name": saved.name})
        return redirect("workshop:stakeholder", place.slug, saved.public_id)
    return _form_page(request, place, found, form, _("Angaben ändern"))


@login_required
@require_http_methods(["GET", "POST"])
def assess(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Judge interest, influence and attitude anew."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    last = found.latest
    initial = {"interest": last.interest, "influence": last.influence, "attitude": last.attitude} if last else {}
    form = StakeholderAssessmentForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.assess_stakeholder(found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Neu eingeschätzt. Die frühere Einschätzung bleibt zum Vergleich stehen."))
        return redirect("workshop:stakeholders", place.slug)
    return _form_page(request, place, found, form, _("Neu einschätzen"))


@login_required
@require_POST
def move(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Take a move in the grid by mouse or arrow keys."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    form = GridMoveForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Im Raster geht es von 1 bis 5."), status=422, content_type="text/plain; charset=utf-8")
    placed = actions.place_in_grid(found, actor=request.user, **form.cleaned_data)
    said = _("%(name)s: Interesse %(interest)s, Einfluss %(influence)s, %(advice)s") % {
        "name": found.name, "interest": placed.interest, "influence": placed.influence, "advice": placed.quadrant.label,
    }  # fmt: skip
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@login_required
@require_http_methods(["GET", "POST"])
def contact(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Note that somebody spoke with them."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        actions.record_contact(found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Notiert."))
        return redirect("workshop:stakeholder", place.slug, found.public_id)
    return _form_page(request, place, found, form, _("Kontakt festhalten"))


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Erase one of them with everything noted."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    if request.method == "POST":
        actions.delete_stakeholder(found, actor=request.user)
        messages.success(request, _("Alles zu „%(name)s“ ist gelöscht.") % {"name": found.name})
        return redirect("workshop:stakeholders", place.slug)
    judged, talks = len(found.assessments.all()), len(found.contacts.all())
    losses = [
        ngettext("%(n)s Einschätzung", "%(n)s Einschätzungen", judged) % {"n": judged},
        ngettext("%(n)s notierter Kontakt", "%(n)s notierte Kontakte", talks) % {"n": talks},
    ]
    return workbench_page(
        request, "delete", place, tab="stakeholders", losses=losses, action_label=_("Löschen"),
        heading=_("„%(name)s“ löschen?") % {"name": found.name},
        text=_("Alles, was hier notiert ist, geht endgültig. Auf Wunsch der Person ist das richtig."),
        cancel_url=reverse("workshop:stakeholder", args=[place.slug, found.public_id]),
    )  # fmt: skip


@login_required
@require_safe
def export(request: UserRequest, municipality: str, actor: uuid.UUID) -> HttpResponse:
    """Hand out everything that is kept of one of them, for a person who asks."""
    place = policies.stakeholder_workbench(request, municipality)
    found = policies.stakeholder(place, actor)
    return _file(exports.all_about(found), "application/json", f"auskunft-{found.public_id}.json")


@login_required
@require_safe
def plan(request: UserRequest, municipality: str) -> HttpResponse:
    """Show with whom to speak in which month, on which way and in which tone."""
    place = policies.stakeholder_workbench(request, municipality)
    known = queries.stakeholders_of(place)
    return workbench_page(
        request, "actors/plan", place, tab="participation_plan", months=queries.appointments(known),
        undated=[one for one in known if one.next_contact_on is None], has_any=bool(known),
    )  # fmt: skip


@login_required
@require_safe
def plan_csv(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand out the participation plan as a table."""
    place = policies.stakeholder_workbench(request, municipality)
    months = queries.appointments(queries.stakeholders_of(place))
    name = f"beteiligungsplan-{place.slug}-{timezone.localdate()}.csv"
    return _file(exports.plan_as_csv(months), "text/csv; charset=utf-8", name)


def _advice() -> list[tuple[Quadrant, str]]:
    """Return in plain words what to do in each field of the grid."""
    return [
        (Quadrant.CLOSE, _("Viel Einfluss, viel Interesse: früh fragen, mitentscheiden lassen, jeden Monat sprechen.")),
        (Quadrant.SATISFY, _("Viel Einfluss, wenig Interesse: kurz halten, vor Entscheidungen anrufen, nichts überraschend.")),
        (Quadrant.INFORM, _("Wenig Einfluss, viel Interesse: regelmäßig erzählen, was geschieht, und zum Mitmachen einladen.")),
        (Quadrant.WATCH, _("Wenig Einfluss, wenig Interesse: einmal im Jahr nachsehen, ob sich etwas geändert hat.")),
    ]  # fmt: skip


def _facts(found: Stakeholder) -> list[tuple[str, str]]:
    rhythm = Stakeholder.Rhythm(found.suggested_rhythm).label if found.suggested_rhythm else ""
    said = [
        (_("Wer"), found.get_kind_display()),
        (_("Steht auch für"), found.get_typical_display()),
        (_("Organisation"), found.organisation.name if found.organisation else ""),
        (_("Weg"), found.get_channel_display()),
        (_("Ton"), found.tone),
        (_("Wie oft"), str(rhythm)),
        (_("Wer im Rathaus"), found.responsible),
        (_("Erreichbar"), found.contact_details),
    ]
    return [(label, words) for label, words in said if words]


def _form_page(
    request: UserRequest,
    place: Place,
    found: Stakeholder,
    form: StakeholderForm | StakeholderAssessmentForm | ContactForm,
    heading: str,
) -> HttpResponse:
    return workbench_page(
        request, "actors/form", place, tab="stakeholders", form=form, heading=heading, one=found, keep=found.public_id,
        back=reverse("workshop:stakeholder", args=[place.slug, found.public_id]),
    )  # fmt: skip


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
