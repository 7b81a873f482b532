"""For moderators: what waits for a look, one by one or many at once."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core import subjects
from dorflinde.desk.public import came_from_desk
from dorflinde.moderation import actions, policies, queries
from dorflinde.moderation.forms import TEMPLATES, RefusalForm
from dorflinde.moderation.models import Decision, Review
from dorflinde.places.public import at

from .deciding import chosen_template, refuse_own
from .ways import tabs, way

_ON_A_PAGE = 50


@login_required
@require_safe
@never_cache
def reviews(request: UserRequest) -> HttpResponse:
    """List what waits for a look at one's places, the oldest first."""
    reach = policies.moderated(request.user)
    page = Paginator(queries.reviews(reach), _ON_A_PAGE).get_page(request.GET.get("seite"))
    described = subjects.describe_all({one.ref for one in page.object_list})
    context = {
        "page": page,
        "rows": [(one, described.get(one.ref)) for one in page.object_list],
        "tabs": tabs(reach, "freigaben"),
        "batch": queries.just_admitted(request.user, request.GET.get("freigegeben", "")),
        "refused": queries.batch_of(request.user, request.GET.get("abgelehnt", "")),
        "way": way((_("Freigaben"), "")),
    }
    return render(request, "moderation/reviews.html", context)


@login_required
@require_safe
@never_cache
def review(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Show what waits, why it waits, and the two ways on."""
    try:
        found = policies.moderated_review(request.user, key)
    except policies.OwnContentError:
        return refuse_own(request)
    at(request, found.place)
    context = {
        "review": found,
        "thing": subjects.describe(found.ref),
        "is_waiting": not hasattr(found, "clearance"),
        "from_desk": came_from_desk(request),
        "may_pause": policies.may_pause(request.user, subjects.describe(found.ref)),
        "way": way((_("Freigaben"), reverse("moderation:reviews")), (_("Ansehen"), "")),
    }
    return render(request, "moderation/review.html", context)


@login_required
@require_POST
@never_cache
def admit(request: UserRequest) -> HttpResponse:
    """Let the chosen contributions through, or lead to the page that asks why not."""
    keys = request.POST.getlist("freigabe")[:_ON_A_PAGE]
    found = _chosen(request, keys)
    if not found:
        return redirect("moderation:reviews")
    if request.POST.get("was") == "ablehnen":
        query = urlencode([("freigabe", str(one.public_id)) for one in found])
        return redirect(f"{reverse('moderation:refuse')}?{query}")
    key = actions.admit(found, actor=request.user)
    if request.POST.get("von"):
        messages.success(request, _("Freigegeben. Wer den Beitrag geschrieben hat, bekommt Bescheid."))
        return redirect("desk:inbox")
    return redirect(f"{reverse('moderation:reviews')}?{urlencode({'freigegeben': str(key)})}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def refuse(request: UserRequest) -> HttpResponse:
    """Ask why the chosen contributions are not shown, then tell their authors."""
    keys = (request.POST if request.method == "POST" else request.GET).getlist("freigabe")[:_ON_A_PAGE]
    found = _chosen(request, keys)
    if not found:
        return redirect("moderation:reviews")
    form = RefusalForm(request.POST if request.method == "POST" else None, initial=chosen_template(request))
    if form.is_valid():
        key = actions.refuse(
            found, actor=request.user, ground=form.cleaned_data["ground"], reason=form.cleaned_data["reason"]
        )
        return redirect(f"{reverse('moderation:reviews')}?{urlencode({'abgelehnt': str(key)})}")
    described = subjects.describe_all({one.ref for one in found})
    context = {
        "rows": [(one, described.get(one.ref)) for one in found],
        "form": form,
        "templates": [one for one in TEMPLATES if one.outcome == Decision.Outcome.REMOVE],
        "template_query": urlencode([("freigabe", str(one.public_id)) for one in found]),
        "way": way((_("Freigaben"), reverse("moderation:reviews")), (_("Ablehnen"), "")),
    }
    return render(request, "moderation/refusal.html", context)


@login_required
@require_POST
@never_cache
def take_back_admission(request: UserRequest, batch: uuid.UUID) -> HttpResponse:
    """Undo what was let through in one go."""
    try:
        policies.own_admission(request.user, batch)
    except policies.OwnContentError:
        return refuse_own(request)
    try:
        number = actions.take_back_admission(batch, actor=request.user)
    except actions.TooLateToTakeBackError as problem:
        messages.warning(request, str(problem))
    else:
        words = ngettext(
            "Der Beitrag wartet wieder auf Freigabe.", "%(n)d Beiträge warten wieder auf Freigabe.", number
        )
        messages.success(request, words % {"n": number})
    return redirect("moderation:reviews")


def _chosen(request: UserRequest, keys: list[str]) -> list[Review]:
    """Return what somebody chose and may decide on; says what is left out."""
    found, own = policies.reviews_in_reach(request.user, keys)
    if own:
        words = ngettext("%(n)d Beitrag ist von Ihnen: Den gibt jemand anderes frei.",
                         "%(n)d Beiträge sind von Ihnen: Die gibt jemand anderes frei.", own)  # fmt: skip
        messages.warning(request, words % {"n": own})
    elif not found:
        messages.info(request, _("Kein wartender Beitrag ist ausgewählt."))
    return found
