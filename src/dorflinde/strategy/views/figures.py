"""Indicators and their values over time, one by one and as lists."""

import csv
import io
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core.cells import inert
from dorflinde.core.money import format_number
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies
from dorflinde.strategy.forms import ValueForm, ValuesFileForm
from dorflinde.strategy.imports.figures import read_figures
from dorflinde.strategy.models import Indicator, IndicatorValue
from dorflinde.strategy.queries import light_of

from .frame import workbench_page
from .series import breaks, draw_series


@login_required
@require_safe
def indicators(request: UserRequest, municipality: str) -> HttpResponse:
    """List all figures of the municipality with their traffic light."""
    place = policies.workbench(request, municipality)
    rows = [(one, light_of(one)) for one in _here(place)]
    return workbench_page(request, "indicators", place, tab="indicators", rows=rows, form=ValuesFileForm())


@login_required
@require_http_methods(["GET", "POST"])
def indicator(request: UserRequest, municipality: str, indicator: uuid.UUID) -> HttpResponse:
    """Show one figure over time, and take a new value."""
    is_reading = request.method == "GET"
    place = (policies.workbench if is_reading else policies.editable_workbench)(request, municipality)
    found = get_object_or_404(_here(place), public_id=indicator)
    form = ValueForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        actions.record_value(found, actions.Figure(**said), actor=request.user)
        messages.success(request, _("Der Wert ist eingetragen."))
        return redirect("workshop:indicator", place.slug, found.public_id)
    values = list(found.values.all())
    return workbench_page(
        request, "indicator", place, tab="indicators", indicator=found, form=form, values=values, light=light_of(found),
        chart=draw_series(found, values), breaks=breaks(values),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def remove_value(request: UserRequest, municipality: str, value: uuid.UUID) -> HttpResponse:
    """Remove a wrong value, after naming it."""
    place = policies.editable_workbench(request, municipality)
    found = get_object_or_404(
        IndicatorValue.objects.filter(indicator__in=_here(place)).select_related("indicator__measure__municipality__parent"),
        public_id=value,
    )  # fmt: skip
    if request.method == "POST":
        actions.remove_value(found, actor=request.user)
        messages.success(request, _("Der Wert ist entfernt."))
        return redirect("workshop:indicator", place.slug, found.indicator.public_id)
    return workbench_page(
        request, "delete", place, tab="indicators", losses=[f"{found.when.in_words() if found.when else ''}: {format_number(found.value)}"],
        heading=_("Diesen Wert entfernen?"), action_label=_("Entfernen"),
        cancel_url=reverse("workshop:indicator", args=[place.slug, found.indicator.public_id]),
    )  # fmt: skip


@login_required
@require_POST
def read(request: UserRequest, municipality: str) -> HttpResponse:
    """Take a list of values; one row that cannot be read means that nothing is written."""
    place = policies.editable_workbench(request, municipality)
    form = ValuesFileForm(request.POST, request.FILES)
    rejected: list[tuple[int, str]] = []
    if form.is_valid():
        figures, rejected = read_figures(place, form.cleaned_data["file"].read(5_000_000))
        if not rejected:
            actions.record_values(figures, actor=request.user)
            words = ngettext("%(n)s Wert eingelesen.", "%(n)s Werte eingelesen.", len(figures))
            messages.success(request, words % {"n": len(figures)})
            return redirect("workshop:indicators", place.slug)
    rows = [(one, light_of(one)) for one in _here(place)]
    return workbench_page(
        request, "indicators", place, tab="indicators", rows=rows, form=form, rejected=rejected, status=422
    )


@login_required
@require_safe
def write(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand out all values as a list that can be read in again."""
    place = policies.workbench(request, municipality)
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(["Nr.", "Kennzahl", "Für wann", "Wert", "Einheit", "Quelle", "Anmerkung"])
    for one in _here(place):
        for value in one.values.all():
            when = value.when.in_words("de") if value.when else ""
            named = [inert(text) for text in (one.measure.number, one.name, when)]
            noted = [inert(text) for text in (value.unit, value.source, value.note)]
            rows.writerow([*named, format_number(value.value), *noted])
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kennzahlen-{place.slug}.csv"'
    return response


def _here(place: Place) -> QuerySet[Indicator]:
    return (
        Indicator.objects.filter(measure__municipality=place).select_related("measure__municipality__parent")
        .prefetch_related("values").order_by("measure__sort_key", "order", "pk")
    )  # fmt: skip
