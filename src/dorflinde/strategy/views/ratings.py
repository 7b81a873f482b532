"""Rating effort and benefit by several people, looking at the spread, settling on a value."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import AgreementForm, MediumForm, RatingForm, RoundForm
from dorflinde.strategy.models import Measure, MeasureQuerySet, Medium, Rating, RatingRound

from .frame import workbench_page


@login_required
@require_safe
def rating(request: UserRequest, municipality: str) -> HttpResponse:
    """Show all measures with the own ratings; every answer is kept at once."""
    place = policies.workbench(request, municipality)
    group = request.GET.get("gruppe", "").strip()[:80] if policies.may_edit(request.user, place) else ""
    round = queries.open_round(place)
    mine = Rating.objects.filter(round=round, **({"group": group} if group else {"group": "", "rater": request.user}))
    said = {rating.measure_id: rating for rating in mine}
    rows = [(measure, said.get(measure.pk)) for measure in _measures(request, place)] if round else []
    done = sum(1 for _measure, kept in rows if kept and kept.effort and kept.benefit)
    return workbench_page(
        request, "rating", place, tab="rating", round=round, rows=rows, done=done, group=group, numbers=range(1, 6), form=RoundForm()
    )  # fmt: skip


@login_required
@require_http_methods(["POST"])
def rate(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Keep one rating; a script sends every change, without it there is a button."""
    place = policies.workbench(request, municipality)
    found = policies.visible_measure(request.user, place, measure)
    round = queries.open_round(place)
    form = RatingForm(request.POST)
    group = request.POST.get("gruppe", "").strip()[:80] if policies.may_edit(request.user, place) else ""
    if round is None or not form.is_valid():
        messages.error(
            request, _("Die Bewertung wurde nicht gespeichert: Die Runde ist beendet oder eine Angabe passt nicht.")
        )
        return redirect("workshop:rating", place.slug)
    actions.rate(round, found, actor=request.user, group=group, **form.cleaned_data)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    query = f"?{urlencode({'gruppe': group})}" if group else ""
    return redirect(f"{reverse('workshop:rating', args=[place.slug])}{query}#m-{found.public_id}")


@login_required
@require_http_methods(["POST"])
def rounds(request: UserRequest, municipality: str) -> HttpResponse:
    """Begin a round of ratings, or end the one that is open."""
    place = policies.editable_workbench(request, municipality)
    round = queries.open_round(place)
    if "beenden" in request.POST and round is not None:
        actions.close_rating_round(round, actor=request.user)
        messages.success(request, _("Die Runde ist beendet. Hier steht, was herauskam."))
        return redirect("workshop:ratings", place.slug)
    form = RoundForm(request.POST)
    if form.is_valid():
        actions.open_rating_round(place, form.cleaned_data["title"], actor=request.user)
        messages.success(request, _("Die Runde ist offen. Alle aus Rathaus und Gemeinderat können bewerten."))
    else:
        messages.error(request, _("Bitte geben Sie der Runde einen Namen."))
    return redirect("workshop:rating", place.slug)


@login_required
@require_safe
def ratings(request: UserRequest, municipality: str) -> HttpResponse:
    """Show mean, middle and spread of a round; what lies far apart comes first."""
    place = policies.workbench(request, municipality)
    rounds = list(RatingRound.objects.filter(municipality=place.municipality)[:20])
    chosen = next(
        (one for one in rounds if str(one.public_id) == request.GET.get("runde")), rounds[0] if rounds else None
    )
    rows = queries.rated(chosen, _measures(request, place)) if chosen else []
    people = len({row.group or row.rater_id or row.pk for one in rows for row in one.ratings})
    return workbench_page(
        request, "ratings", place, tab="ratings", round=chosen, rounds=rounds, rows=rows, people=people,
        wide=sum(one.is_wide for one in rows), numbers=range(1, 6),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def agreement(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Settle on effort and benefit, with everyone's words beside."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    round = queries.newest_round(place)
    rated = queries.rated(round, Measure.objects.filter(pk=found.pk))[0] if round else None
    suggested = {"effort": rated.effort.suggested, "benefit": rated.benefit.suggested} if rated else {}
    form = AgreementForm(request.POST or None, initial=suggested)
    if form.is_valid():
        actions.agree(found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("%(measure)s: Aufwand und Nutzen sind übernommen.") % {"measure": found})
        return redirect("workshop:ratings", place.slug)
    return workbench_page(
        request, "agreement", place, tab="ratings", measure=found, rated=rated, form=form,
        agreements=list(found.agreements.select_related("agreed_by")[:5]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def medium(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Ask in five plain questions whether a measure works better digitally, by hand, or both."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    last = found.medium_checks.first()
    initial = (last.answers | {"medium": last.medium, "reason": last.reason}) if last else {"medium": found.medium}
    form = MediumForm(request.POST or None, initial=initial)
    suggestion = ""
    if form.is_valid():
        suggestion = form.suggestion
        if form.cleaned_data["medium"] and "merken" in request.POST:
            actions.check_medium(
                found, actor=request.user, answers=form.answers, medium=form.cleaned_data["medium"],
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            messages.success(request, _("Festgehalten: %(medium)s.") % {"medium": found.get_medium_display()})
            return redirect("workshop:measure", place.slug, found.public_id)
        if "merken" in request.POST:
            form.add_error("medium", _("Bitte wählen Sie ein Ergebnis."))
    return workbench_page(
        request, "medium", place, tab="measures", measure=found, form=form,
        suggestion=Medium(suggestion).label if suggestion else "",
    )  # fmt: skip


def _measures(request: UserRequest, place: Place) -> MeasureQuerySet:
    return policies.visible_measures(request.user, place).unfinished().for_list().by_number()
