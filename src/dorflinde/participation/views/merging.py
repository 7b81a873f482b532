"""The town hall lets ideas become one or several, and undoes it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, policies, queries
from dorflinde.participation.forms.merging import MergeForm, SplitForm
from dorflinde.places.public import at, open_municipality


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_merge(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Let other ideas become part of this one; those that say much the same stand on top."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.answerable_idea(request.user, place, public_id)
    words = (request.POST if request.method == "POST" else request.GET).get("q", "").replace("\0", "").strip()[:100]
    candidates = queries.like(found, words)
    form = MergeForm(request.POST if request.method == "POST" else None, candidates=candidates)
    if form.is_valid():
        given = form.cleaned_data
        try:
            mergers = actions.merge_ideas(found, given["others"], actor=request.user, reason=given["reason"])
        except actions.MergeProblem as problem:
            form.add_error(None, str(problem))
        else:
            names = ", ".join(f"„{merger.idea.title}“" for merger in mergers)
            messages.success(
                request,
                _("Jetzt eine gemeinsame Idee, mit %(names)s. Alle Beteiligten bekommen Bescheid.") % {"names": names},
            )
            return redirect(found.get_absolute_url())
    context = {"place": place, "idea": found, "project": found.project, "form": form, "words_typed": words}
    context["has_candidates"] = bool(candidates)
    return render(request, "participation/idea_merge.html", context)


@login_required
@never_cache
@require_POST
def idea_part(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Let an idea that became part of another stand for itself again."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.merged_idea(request.user, place, public_id)
    actions.part_again(found, actor=request.user)
    messages.success(request, _("„%(title)s“ steht wieder für sich.") % {"title": found.title})
    return redirect(found.get_absolute_url())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_split(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Take one or two parts of an idea out as ideas of their own."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.answerable_idea(request.user, place, public_id)
    form = SplitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        plans = [actions.PartPlan(title, text) for title, text in form.parts]
        try:
            ideas = actions.split_idea(found, plans, actor=request.user, reason=form.cleaned_data["reason"])
        except actions.MergeProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, _("Die neue Idee führt zurück zu der, aus der sie kommt. Wer ihr folgt, bekommt Bescheid.")
            )
            return redirect((ideas[0] if len(ideas) == 1 else found).get_absolute_url())
    context = {"place": place, "idea": found, "project": found.project, "form": form}
    return render(request, "participation/idea_split.html", context)


@login_required
@never_cache
@require_POST
def idea_unsplit(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Take a part back that was taken out by a slip."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.answerable_idea(request.user, place, public_id)
    origin = queries.origin_of(found)
    try:
        actions.undo_split(found, actor=request.user)
    except actions.MergeProblem as problem:
        messages.warning(request, str(problem))
        return redirect(found.get_absolute_url())
    messages.success(request, _("Der Teil ist zurückgenommen."))
    return redirect((origin or found.project).get_absolute_url())
