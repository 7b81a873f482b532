"""Money and people of a municipality, and what each measure needs of them."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, exports, policies, queries
from dorflinde.strategy.forms import CeilingsForm, PinForm, PlanningForm, RoleForm, Stretches
from dorflinde.strategy.models import Ceiling, StaffRole

from .frame import workbench_page

_YEARS = 6


@login_required
@require_safe
def money(request: UserRequest, municipality: str) -> HttpResponse:
    """Show what the measures cost by year and who pays, beside what the council allows."""
    place = policies.workbench(request, municipality)
    table = queries.money_table(place, timezone.localdate())
    return workbench_page(request, "money", place, tab="money", table=table, rows=_money_rows(table), over=_over(table))


@login_required
@require_safe
def money_file(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand the table out as a workbook the treasurer can go on calculating with."""
    place = policies.workbench(request, municipality)
    content = exports.money_workbook(place, queries.money_table(place, timezone.localdate()))
    response = HttpResponse(content, content_type=exports.FORMATS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="kosten-{place.slug}.xlsx"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def ceilings(request: UserRequest, municipality: str) -> HttpResponse:
    """Set what may be spent each year; a proposal can suggest by how much one would have to rise."""
    place = policies.editable_workbench(request, municipality)
    known = list(Ceiling.objects.filter(municipality=place.municipality))
    first = timezone.localdate().year
    years = sorted({*range(first, first + _YEARS), *(row.year for row in known if row.year >= first)})
    form = CeilingsForm(request.POST or None, years=years, known=known, initial=_raised(request, known))
    if request.method == "POST" and form.is_valid():
        actions.set_ceilings(place, form.wanted, actor=request.user)
        messages.success(request, _("Die Deckel sind gespeichert."))
        return redirect("workshop:money", place.slug)
    return workbench_page(request, "ceilings", place, tab="money", form=form, is_raised=bool(_raised(request, known)))


@login_required
@require_safe
def staff(request: UserRequest, municipality: str) -> HttpResponse:
    """Show each position by quarter: what is needed, what is there."""
    place = policies.workbench(request, municipality)
    return workbench_page(request, "staff", place, tab="staff", loads=queries.staff_loads(place, timezone.localdate()))


@login_required
@require_http_methods(["GET", "POST"])
def role_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Add a position."""
    return _role(request, policies.editable_workbench(request, municipality), None)


@login_required
@require_http_methods(["GET", "POST"])
def role(request: UserRequest, municipality: str, role: uuid.UUID) -> HttpResponse:
    """Change a position and how much of it there is when."""
    place = policies.editable_workbench(request, municipality)
    return _role(request, place, policies.editable_role(place, role))


@login_required
@require_http_methods(["GET", "POST"])
def role_delete(request: UserRequest, municipality: str, role: uuid.UUID) -> HttpResponse:
    """Remove a position no measure counts on."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_role(place, role)
    if request.method == "POST":
        try:
            actions.delete_role(found, actor=request.user)
        except actions.RoleInUse as problem:
            messages.error(request, str(problem))
            return redirect("workshop:role", place.slug, found.public_id)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("workshop:staff", place.slug)
    return workbench_page(
        request, "delete", place, heading=_("Stelle „%(title)s“ löschen?") % {"title": found.title},
        losses=[_("wann wie viel von ihr da ist")], action_label=_("Löschen"),
        cancel_url=reverse("workshop:role", args=[place.slug, found.public_id]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def planning(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Write down what a measure needs to be planned, and let its date stand or go."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    roles = StaffRole.objects.of(place).in_order()
    form = PlanningForm(request.POST or None, measure=found, roles=roles, facts=queries.facts_of(found))
    if form.is_valid():
        actions.set_planning(found, **form.said(), actor=request.user)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect("workshop:measure", place.slug, found.public_id)
    return workbench_page(
        request,
        "planning",
        place,
        tab="measures",
        measure=found,
        form=form,
        pin=queries.pin_of(found),
        pin_form=PinForm(),
    )


@login_required
@require_http_methods(["POST"])
def pin(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Let the date of a measure stand, or let it go again."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    form = PinForm(request.POST)
    if "loesen" in request.POST:
        actions.unpin(found, actor=request.user)
        messages.success(request, _("Vorschläge dürfen den Beginn wieder verschieben."))
    elif form.is_valid() and actions.pin(found, reason=form.cleaned_data["reason"], actor=request.user):
        messages.success(request, _("Der Termin steht fest: Kein Vorschlag verschiebt ihn."))
    else:
        messages.error(request, _("Ohne Beginn gibt es nichts festzuhalten. Bitte geben Sie zuerst einen Termin an."))
    return redirect("workshop:planning", place.slug, found.public_id)


def _role(request: UserRequest, place: Place, role: StaffRole | None) -> HttpResponse:
    form = RoleForm(request.POST or None, place=place, role=role, initial={"title": role.title if role else ""})
    stretches = Stretches(request.POST or None, prefix="anteil", initial=_stretches(role))
    if request.method == "POST" and all([form.is_valid(), stretches.is_valid()]):
        kept = [row.cleaned_data for row in stretches.forms if row.cleaned_data and row not in stretches.deleted_forms]
        parts = [actions.Stretch(row["first_month"], row["last_month"], row["percent"]) for row in kept]
        actions.save_role(place, role, title=form.cleaned_data["title"], stretches=parts, actor=request.user)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": form.cleaned_data["title"]})
        return redirect("workshop:staff", place.slug)
    return workbench_page(request, "role", place, tab="staff", form=form, stretches=stretches, role=role)


def _stretches(role: StaffRole | None) -> list[dict[str, Any]]:
    if role is None:
        return [{"first_month": timezone.localdate().replace(day=1)}]
    return [
        {"first_month": row.first_month, "last_month": row.last_month, "percent": row.percent}
        for row in role.capacities.all()
    ]


def _raised(request: UserRequest, known: list[Ceiling]) -> dict[str, Any]:
    """Return the ceiling a proposal asks for, filled in but not stored."""
    year, more = request.GET.get("jahr", ""), request.GET.get("mehr", "")
    amounts = {str(row.year): row.amount for row in known}
    if year not in amounts or not more.isdecimal() or len(more) > 12:
        return {}
    return {f"amount_{year}": amounts[year] + Decimal(more) / 100}


def _money_rows(table: queries.MoneyTable) -> list[tuple[queries.MoneyRow, list[Any], Any]]:
    """Return each source with its years and their sum."""
    return [(row, [row.by_year.get(year) for year in table.years], row.total(table.years)) for row in table.rows]


def _over(table: queries.MoneyTable) -> list[tuple[int, Any, Any]]:
    """Return for each year its ceiling and by how much it is exceeded."""
    return [
        (year, table.ceilings[year].amount if year in table.ceilings else None, table.over(year))
        for year in table.years
    ]
