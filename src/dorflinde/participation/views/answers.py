"""The town hall answers."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.desk.public import came_from_desk
from dorflinde.feed.public import Sender
from dorflinde.participation import actions, policies, queries
from dorflinde.participation.forms import TEMPLATES, AnswerForm
from dorflinde.participation.models import Answer, Idea
from dorflinde.places.public import at, open_municipality


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Answer an idea officially; a ready-made beginning can be put in without losing what was typed."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.answerable_idea(request.user, place, public_id)
    template = request.POST.get("vorlage", "")
    if template in Answer.Status.values:
        return _page(request, found, AnswerForm(initial=_with_template(request, template)))
    form = AnswerForm(request.POST or None, initial={"by": Sender.town_hall(found.place).name})
    if not form.is_valid():
        return _page(request, found, form)
    actions.answer_idea(found, actor=request.user, **form.cleaned_data)
    messages.success(request, _("Ihre Antwort steht auf der Seite. Wer der Idee folgt, bekommt Bescheid."))
    return redirect("desk:inbox" if came_from_desk(request) else found.get_absolute_url())


def _with_template(request: UserRequest, template: str) -> dict[str, Any]:
    """Return what was typed with the beginning for a state put in front of it."""
    typed = request.POST.get("text", "").strip()
    beginning = str(TEMPLATES[Answer.Status(template)])
    text = typed if beginning.strip() in typed else f"{beginning}\n\n{typed}" if typed else beginning
    return {"status": template, "text": text, "by": request.POST.get("by", "")}


def _page(request: UserRequest, idea: Idea, form: AnswerForm) -> HttpResponse:
    context = {
        "place": idea.project.municipality,
        "idea": idea,
        "project": idea.project,
        "form": form,
        "templates": Answer.Status.choices,
        "answers": list(idea.answers.order_by("-at", "-pk")),
        "voices": queries.voices_on([idea], request.user)[idea.pk],
    }
    return render(request, "participation/answer.html", context)
