"""The page on which people vote with dots, and read the result."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, allow
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import DotsForm
from dorflinde.strategy.models import Ballot, VoteCode, VoteRound

_TRIES_AN_HOUR = 30


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, municipality: str, round: uuid.UUID) -> HttpResponse:
    """Let somebody with an account or a code give their dots, and change them until the end."""
    place = policies.public_place(request, municipality)
    found = policies.votable_round(request.user, place, round)
    if not found.is_open:
        result = queries.vote_result(found) if found.counted_at else None
        return _page(request, place, found, result=result, names_all=found.who == VoteRound.Who.STAFF)
    typed = (request.POST.get("code") or request.GET.get("code") or "").replace(" ", "").replace("-", "").upper()[:20]
    code, problem = _code(request, found, typed)
    by_account = not code and not typed and policies.may_vote_by_account(request.user, found)
    if code is None and not by_account:
        return _page(request, place, found, typed=typed, problem=problem, asks_for_code=True)
    ballot = _ballot(request, found, code)
    on_offer = found.measures.all() if found.who == VoteRound.Who.STAFF else found.measures.public()
    measures = list(on_offer.select_related("field").order_by("sort_key"))
    given = dict(ballot.dots.values_list("measure", "count")) if ballot else {}
    form = DotsForm(
        request.POST if "abgeben" in request.POST else None, measures=measures, most=found.most, given=given
    )
    if form.is_valid():
        try:
            actions.vote(found, form.dots, voter=None if code else _voter(request), code=code)
        except actions.VoteProblem as refused:
            form.add_error(None, str(refused))
        else:
            query = {"danke": "1"} | ({"code": code.code} if code else {})
            return redirect(f"{found.get_absolute_url()}?{urlencode(query)}")
    return _page(
        request, place, found, form=form, code=code, has_voted=ballot is not None,
        thanks=ballot is not None and "danke" in request.GET and not form.is_bound,
    )  # fmt: skip


def _page(request: HttpRequest, place: Place, round: VoteRound, **context: object) -> HttpResponse:
    crumbs = [
        (place.name, place.get_absolute_url()),
        (_("Fahrplan"), reverse("strategy:roadmap", args=[place.slug])),
        (_("Abstimmung"), ""),
    ]
    answer = render(request, "strategy/vote.html", {"place": place, "round": round, "crumbs": crumbs} | context)
    answer["Cache-Control"] = (
        "private, no-store"  # a ballot is nobody else's business, not even the next one's at this device
    )
    answer["Referrer-Policy"] = "same-origin"  # the code in the address stays here
    return answer


def _code(request: HttpRequest, round: VoteRound, typed: str) -> tuple[VoteCode | None, str]:
    """Return the code that was typed, or why it does not open the ballot."""
    if not typed:
        return None, ""
    found = VoteCode.objects.filter(round=round, code=typed).first()
    if found is not None:
        return found, ""
    if not allow(request, "vote codes", limit=_TRIES_AN_HOUR, seconds=3600):
        return None, _(
            "Das waren zu viele Versuche. Bitte probieren Sie es in einer Stunde wieder, oder fragen Sie im Rathaus."
        )
    return None, _("Diesen Code gibt es für diese Abstimmung nicht. Bitte vergleichen Sie ihn mit Ihrem Zettel.")


def _ballot(request: HttpRequest, round: VoteRound, code: VoteCode | None) -> Ballot | None:
    who = {"code": code} if code else {"voter": _voter(request)}
    return Ballot.objects.filter(round=round, **who).first()


def _voter(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@require_safe
def protocol(request: HttpRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Show everyone what was said in a workshop."""
    place = policies.public_place(request, municipality)
    found = policies.published_meeting(place, meeting)
    crumbs = [
        (place.name, place.get_absolute_url()),
        (_("Fahrplan"), reverse("strategy:roadmap", args=[place.slug])),
        (_("Werkstatt"), ""),
    ]
    return render(
        request, "strategy/protocol.html",
        {"place": place, "meeting": found, "crumbs": crumbs, "topics": queries.topics_of(found), "photos": found.photos.all()},
    )  # fmt: skip
