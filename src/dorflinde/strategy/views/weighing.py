"""Weighted criteria, their points, and whether other weights would change the order; the portfolio of effort and benefit."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import CriterionLines, FilterForm, ThresholdForm
from dorflinde.strategy.models import Criterion, Score

from .frame import workbench_page


def suggested_criteria() -> list[dict[str, object]]:
    """Return the criteria most villages begin with."""
    return [
        {"title": _("Nutzen"), "weight": 3, "question": _("Wie viel haben die Menschen davon?")},
        {"title": _("Wenig Aufwand"), "weight": 2, "question": _("Wie leicht ist es zu schaffen?")},
        {"title": _("Dringlichkeit"), "weight": 2, "question": _("Was geschieht, wenn wir warten?")},
        {"title": _("Reichweite"), "weight": 1, "question": _("Wie viele Menschen erreicht es?")},
        {"title": _("Machbarkeit"), "weight": 2, "question": _("Haben wir Leute und Wissen dafür?")},
        {"title": _("Aussicht auf Förderung"), "weight": 1, "question": _("Gibt es ein passendes Programm?")},
        {"title": _("Verstetigung"), "weight": 2, "question": _("Läuft es weiter, wenn das Projekt endet?")},
    ]


@login_required
@require_safe
def weighing(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the weighted order and what would change it."""
    place = policies.workbench(request, municipality)
    measures = policies.visible_measures(request.user, place).unfinished().for_list().by_number()
    top = int(request.GET["vorne"]) if request.GET.get("vorne") in {"1", "3", "5", "10"} else 5
    return workbench_page(
        request, "weighing", place, tab="weighing", weighing=queries.weigh(place, measures, top=top), tops=(1, 3, 5, 10)
    )


@login_required
@require_http_methods(["GET", "POST"])
def criteria(request: UserRequest, municipality: str) -> HttpResponse:
    """Name the criteria and say how much each counts."""
    place = policies.editable_workbench(request, municipality)
    kept = list(Criterion.objects.filter(municipality=place))
    stored = {row.pk: row for row in kept}
    initial = [{"title": row.title, "weight": row.weight, "question": row.question, "pk": row.pk} for row in kept]
    lines = CriterionLines(request.POST or None, prefix="kriterium", initial=initial or suggested_criteria())
    if request.method == "POST" and lines.is_valid():
        said = [form.cleaned_data for form in lines.forms if form.cleaned_data and form not in lines.deleted_forms]
        try:
            with transaction.atomic():
                actions.set_criteria(
                    place,
                    [
                        actions.CriterionLine(one["title"], one["weight"], one["question"], stored.get(one["pk"]))
                        for one in said
                    ],
                    actor=request.user,
                )
        except IntegrityError:
            messages.error(request, _("Zwei Kriterien haben denselben Namen. Bitte benennen Sie eines um."))
        else:
            messages.success(request, _("Die Kriterien sind gespeichert."))
            return redirect("workshop:weighing", place.slug)
    return workbench_page(request, "criteria", place, tab="weighing", lines=lines, is_suggestion=not kept)


@login_required
@require_http_methods(["GET", "POST"])
def scores(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Say how well a measure does by each criterion."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    kept = dict(Score.objects.filter(measure=found).values_list("criterion", "points"))
    rows = [
        (one, kept.get(one.pk) or queries.suggested_points(found, one.title))
        for one in Criterion.objects.filter(municipality=place)
    ]
    if request.method == "POST":
        said = {one: request.POST.get(f"k{one.pk}", "") for one, _points in rows}
        points = {one: int(value) if value in {"1", "2", "3", "4", "5"} else None for one, value in said.items()}
        actions.set_scores(found, points, actor=request.user)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect("workshop:weighing", place.slug)
    return workbench_page(request, "scores", place, tab="weighing", measure=found, rows=rows, numbers=range(1, 6))


@login_required
@require_http_methods(["GET", "POST"])
def portfolio(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the measures by effort and benefit, with the same filters as table and board."""
    place = (
        policies.workbench(request, municipality)
        if request.method == "GET"
        else policies.editable_workbench(request, municipality)
    )
    form = ThresholdForm(request.POST or None, initial={"amount": queries.threshold_of(place)})
    if form.is_valid():
        actions.set_threshold(place, form.cleaned_data["amount"], actor=request.user)
        return redirect("workshop:portfolio", place.slug)
    filters = FilterForm(request.GET, place=place, windows=queries.windows_of(place))
    measures = filters.apply(policies.visible_measures(request.user, place).unfinished()).with_profile()
    chart = queries.lay_out(measures, queries.threshold_of(place))
    return workbench_page(
        request, "portfolio", place, tab="portfolio", filters=filters, chart=chart, form=form, numbers=range(1, 6),
        startable=[point for point in chart.points if point.is_startable], columns=[(n, 60 + n * 120 - 60, 20 + (6 - n) * 96 - 48) for n in range(1, 6)],
    )  # fmt: skip
