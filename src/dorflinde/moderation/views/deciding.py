"""For moderators: a notice with all that is needed to decide, and the second look after a complaint."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dorflinde.accounts.public import UserRequest
from dorflinde.core import subjects
from dorflinde.moderation import actions, policies, queries
from dorflinde.moderation.forms import TEMPLATES, AnswerForm, DecisionForm
from dorflinde.moderation.models import Decision, Notice
from dorflinde.places.public import Place, at

from .ways import way


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Show a notice with all that is needed to decide, and take the decision."""
    try:
        found = policies.moderated_notice(request.user, key)
    except policies.OwnContentError:
        return refuse_own(request)
    others = Notice.objects.waiting().about(found.ref).exclude(pk=found.pk).count()
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial=chosen_template(request), others=others
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide(
                found, actor=request.user, outcome=given["outcome"], ground=given["ground"], reason=given["reason"],
                with_others=given.get("with_others", True),
            )  # fmt: skip
        except actions.AlreadyDecidedError as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, _("Entschieden. Alle Beteiligten erfahren, warum."))
        return redirect("moderation:decision", key=key)
    return _show_decision(request, found, form)


@login_required
@require_POST
@never_cache
def answer(request: UserRequest, key: uuid.UUID, pk: int) -> HttpResponse:
    """Answer a complaint after a second look."""
    try:
        found = policies.open_complaint(request.user, key, pk)
    except policies.OwnContentError:
        return refuse_own(request)
    form = AnswerForm(request.POST, was_removed=found.decision.is_restriction)
    if not form.is_valid():
        return _show_decision(request, policies.moderated_notice(request.user, key), DecisionForm(), {pk: form})
    try:
        actions.answer_complaint(
            found, actor=request.user, answer=form.cleaned_data["answer"],
            overturn=form.cleaned_data["verdict"] == "turn", ground=form.cleaned_data.get("ground") or Decision.Ground.NONE,
        )  # fmt: skip
    except actions.AlreadyDecidedError as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("Die Antwort ist unterwegs."))
    return redirect("moderation:decision", key=key)


def _show_decision(
    request: UserRequest, found: Notice, form: DecisionForm, answers: dict[int, AnswerForm] | None = None
) -> HttpResponse:
    at(request, found.place)
    thing = subjects.describe(found.ref)
    others = Notice.objects.about(found.ref).exclude(pk=found.pk).prefetch_related("decisions").oldest_first()
    complaints = [
        (
            one,
            None
            if one.answered_at
            else (answers or {}).get(one.pk) or AnswerForm(was_removed=one.decision.is_restriction),
        )
        for one in found.complaints
    ]
    context = {
        "notice": found,
        "thing": thing,
        "title": queries.title_of(thing, found),
        "others": others,
        "decision": found.decision,
        "complaints": complaints,
        "form": form,
        "templates": TEMPLATES,
        "undo": _undoable(found),
        "may_pause": policies.may_pause(request.user, thing),
        "can_hide": subjects.known(found.subject_kind) and subjects.subject(found.subject_kind).hide is not None,
        "way": way((_("Hinweise"), _list_address(found.place)), (found.reference, "")),
        "is_abuse": found.category == Notice.Category.ABUSE,
    }
    return render(request, "moderation/decision.html", context)


def chosen_template(request: HttpRequest) -> dict[str, Any]:
    """Return the form as the chosen reason fills it in."""
    wanted = request.GET.get("vorlage", "")
    chosen = next((one for one in TEMPLATES if one.name == wanted), None)
    return {"outcome": chosen.outcome, "ground": chosen.ground, "reason": chosen.reason} if chosen else {}


def refuse_own(request: HttpRequest) -> HttpResponse:
    """Say that nobody decides on what they wrote themselves, and who can."""
    return render(request, "moderation/own.html", status=403)


def _list_address(place: Place) -> str:
    """Return the address of the list of a place's municipality, or of all notices where it has none."""
    return reverse("moderation:notices", args=[] if place.kind == Place.Kind.REGION else [place.municipality.slug])


def _undoable(found: Notice) -> Decision | None:
    """Return the decision that holds if it can still be taken back."""
    decision = found.decision
    return decision if decision is not None and decision.may_be_taken_back else None
