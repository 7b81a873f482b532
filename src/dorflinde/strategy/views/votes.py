"""Dot votes for the town hall: prepare, print slips, type in paper, count."""

import uuid

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import CodesForm, PaperForm, VoteRoundForm
from dorflinde.strategy.models import VoteRound

from .frame import workbench_page


@login_required
@require_safe
def votes(request: UserRequest, municipality: str) -> HttpResponse:
    """List the dot votes."""
    place = policies.workbench(request, municipality)
    rounds = VoteRound.objects.filter(municipality=place).select_related("municipality")[:50]
    return workbench_page(request, "votes", place, tab="votes", rounds=rounds)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Prepare a dot vote."""
    place = policies.editable_workbench(request, municipality)
    return _edit(request, place, VoteRound(municipality=place))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """Change a dot vote that has not been counted."""
    place = policies.editable_workbench(request, municipality)
    return _edit(request, place, policies.editable_vote_round(place, round))


@login_required
@require_safe
def show(request: UserRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """Show how far a vote is, and the result once it is counted."""
    place = policies.workbench(request, municipality)
    found = policies.editable_vote_round(place, round)
    result = queries.vote_result(found) if found.counted_at else None
    return workbench_page(
        request, "vote", place, tab="votes", round=found, result=result, taken=found.ballots.count(),
        codes=found.codes.count(), address=request.build_absolute_uri(found.get_absolute_url()), measures=found.measures.count(),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def codes(request: UserRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """Make codes and show them as slips to print and cut."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_vote_round(place, round)
    form = CodesForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.make_codes(found, form.cleaned_data["number"], actor=request.user)
        except actions.VoteProblem as problem:
            form.add_error("number", str(problem))
        else:
            messages.success(request, ngettext("%(n)s Zettel ist fertig zum Drucken.", "%(n)s Zettel sind fertig zum Drucken.", len(made)) % {"n": len(made)})  # fmt: skip
            return redirect("workshop:vote_codes", place.slug, found.public_id)
    address = request.build_absolute_uri(found.get_absolute_url())
    free = found.codes.filter(ballot=None).order_by("pk")[:500]
    slips = [(code.code, mark_safe(_qr(f"{address}?code={code.code}"))) for code in free]  # noqa: S308  # drawn by segno
    return workbench_page(
        request, "codes", place, tab="votes", round=found, form=form, slips=slips, address=address.split("://", 1)[-1]
    )


@login_required
@require_http_methods(["GET", "POST"])
def paper(request: UserRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """Type in what was stuck on paper on site."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_vote_round(place, round)
    if found.counted_at:
        messages.info(request, _("Diese Abstimmung ist ausgezählt und bleibt, wie sie war."))
        return redirect("workshop:vote", place.slug, found.public_id)
    measures = list(found.measures.by_number())
    form = PaperForm(
        request.POST or None, measures=measures, most=100_000, given=dict(found.paper_counts.values_list("measure", "count")),
        initial={"people": found.paper_people},
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.count_paper(found, form.cleaned_data["people"], form.dots, actor=request.user)
        except actions.VoteProblem as problem:
            form.add_error("people", str(problem))
        else:
            messages.success(request, _("Die Punkte auf Papier sind eingetragen und zählen mit."))
            return redirect("workshop:vote", place.slug, found.public_id)
    return workbench_page(request, "paper_count", place, tab="votes", round=found, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def count(request: UserRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """End a vote and show its result, after saying what that means."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_vote_round(place, round)
    back = reverse("workshop:vote", args=[place.slug, found.public_id])
    if request.method == "POST":
        actions.count_votes(found, actor=request.user)
        return redirect(back)
    return workbench_page(
        request, "delete", place, heading=_("Abstimmung beenden und auszählen?"), action_label=_("Auszählen"), cancel_url=back,
        text=_("Danach sehen alle das Ergebnis, und niemand kann seine Punkte mehr ändern."), tone="main",
        losses=[_("die Verbindung zwischen Stimmzettel und Mensch: Niemand kann nachsehen, wer was gewählt hat")],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """Remove a vote after naming what is lost."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_vote_round(place, round)
    if request.method == "POST":
        actions.delete_vote_round(found, actor=request.user)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("workshop:votes", place.slug)
    taken, codes = found.ballots.count(), found.codes.count()
    losses = [_("alle Einstellungen der Abstimmung")]
    if taken:
        losses.append(ngettext("%(n)s abgegebener Stimmzettel", "%(n)s abgegebene Stimmzettel", taken) % {"n": taken})
    if codes:
        losses.append(ngettext("%(n)s Code", "%(n)s Codes", codes) % {"n": codes})
    return workbench_page(
        request, "delete", place, heading=_("„%(title)s“ löschen?") % {"title": found.title}, losses=losses,
        action_label=_("Endgültig löschen"), cancel_url=reverse("workshop:vote", args=[place.slug, found.public_id]),
    )  # fmt: skip


def _edit(request: UserRequest, place: Place, round: VoteRound) -> HttpResponse:
    if round.counted_at:
        messages.info(request, _("Diese Abstimmung ist ausgezählt und bleibt, wie sie war."))
        return redirect("workshop:vote", place.slug, round.public_id)
    form = VoteRoundForm(request.POST or None, instance=round, place=place)
    if form.is_valid():
        kept = actions.save_vote_round(form.save(commit=False), form.cleaned_data["measures"], actor=request.user)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": kept.title})
        return redirect("workshop:vote", place.slug, kept.public_id)
    return workbench_page(request, "vote_form", place, tab="votes", form=form, round=round if round.pk else None)


def _qr(address: str) -> str:
    return segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True, svgclass="qr", lineclass=None)
