"""For moderators: many notices decided in one go, something nobody has reported, a slip undone."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dorflinde.accounts.public import UserRequest
from dorflinde.core import subjects
from dorflinde.moderation import actions, policies, queries
from dorflinde.moderation.forms import TEMPLATES, DecisionForm, InterventionForm
from dorflinde.moderation.models import Decision
from dorflinde.places.public import Place, at

from .deciding import chosen_template, refuse_own
from .ways import way

_MOST = 50  # as many as stand on a page of the list


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def together(request: UserRequest) -> HttpResponse:
    """Decide on the chosen notices with one reason, after showing all of them once more."""
    keys = (request.POST if request.method == "POST" else request.GET).getlist("hinweis")[:_MOST]
    notices, own = policies.moderated_notices(request.user, keys)
    if own:
        words = ngettext("%(n)d Hinweis betrifft Ihren eigenen Beitrag und bleibt liegen: Darüber entscheidet jemand anderes.",
                         "%(n)d Hinweise betreffen Ihre eigenen Beiträge und bleiben liegen: Darüber entscheidet jemand anderes.", own)  # fmt: skip
        messages.warning(request, words % {"n": own})
    if not notices:
        messages.info(request, _("Kein offener Hinweis ist ausgewählt."))
        return redirect("moderation:notices")
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=chosen_template(request))
    if form.is_valid():
        given = form.cleaned_data
        batch = actions.decide_together(
            notices, actor=request.user, outcome=given["outcome"], ground=given["ground"], reason=given["reason"]
        )
        if batch.too_late:
            messages.warning(request, _("Über einen Teil hatte inzwischen schon jemand anderes entschieden."))
        return redirect(f"{reverse('moderation:notices')}?{urlencode({'entschieden': str(batch.key)})}")
    described = subjects.describe_all({one.ref for one in notices})
    context = {
        "rows": [(one, described.get(one.ref), queries.title_of(described.get(one.ref), one)) for one in notices],
        "form": form,
        "templates": TEMPLATES,
        "template_query": urlencode([("hinweis", str(one.public_id)) for one in notices]),
        "can_hide": all(_can_hide(one.subject_kind) for one in notices),
        "way": way((_("Hinweise"), reverse("moderation:notices")), (_("Gemeinsam entscheiden"), "")),
    }
    return render(request, "moderation/together.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def intervene(request: UserRequest) -> HttpResponse:
    """Take something off the page that nobody has reported, with a reason for whoever wrote it."""
    named = (request.POST if request.method == "POST" else request.GET).get("sache", "")
    try:
        thing = policies.touchable_thing(request.user, named)
    except policies.OwnContentError:
        return refuse_own(request)
    form = InterventionForm(request.POST if request.method == "POST" else None, initial=chosen_template(request))
    if form.is_valid():
        made = actions.intervene(
            thing, actor=request.user, ground=form.cleaned_data["ground"], reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Der Beitrag ist von der Seite genommen. Wer ihn geschrieben hat, erfährt, warum."))
        return redirect("moderation:decision", key=made.notice.public_id)
    at(request, Place.objects.select_related("parent__parent").get(pk=thing.place_id))
    context = {
        "thing": thing,
        "form": form,
        "templates": [one for one in TEMPLATES if one.outcome == Decision.Outcome.REMOVE],
        "template_query": urlencode({"sache": named}),
        "way": way((_("Hinweise"), reverse("moderation:notices")), (_("Beitrag entfernen"), "")),
    }
    return render(request, "moderation/intervention.html", context)


@login_required
@require_POST
@never_cache
def take_back(request: UserRequest, batch: uuid.UUID) -> HttpResponse:
    """Undo what was decided in one go."""
    try:
        decisions = policies.own_batch(request.user, batch)
    except policies.OwnContentError:
        return refuse_own(request)
    try:
        number = actions.take_back(batch, actor=request.user)
    except actions.TooLateToTakeBackError as problem:
        messages.warning(request, str(problem))
    else:
        words = ngettext("Die Entscheidung ist zurückgenommen. Der Hinweis ist wieder offen.",
                         "%(n)d Entscheidungen sind zurückgenommen. Die Hinweise sind wieder offen.", number)  # fmt: skip
        messages.success(request, words % {"n": number})
    if len(decisions) == 1:
        return redirect("moderation:decision", key=decisions[0].notice.public_id)
    return redirect("moderation:notices")


def _can_hide(kind: str) -> bool:
    return subjects.known(kind) and subjects.subject(kind).hide is not None
