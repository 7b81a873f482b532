"""The town hall's side of an opinion map: making statements, taking some off, taking the numbers along."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, exports, policies_opinion, queries
from dorflinde.participation.forms import StatementsForm
from dorflinde.participation.models import Activity, Statement
from dorflinde.places.public import at, open_municipality


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """List the statements of a map, add some, take one off or bring it back."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_opinion.editable_map(request.user, place, project, activity)
    is_adding = request.method == "POST" and "texts" in request.POST
    form = StatementsForm(request.POST if is_adding else None)
    if request.method == "POST" and not is_adding:
        _change(request, found)
        return redirect(_list_url(found))
    if is_adding and form.is_valid():
        made = actions.add_statements(found, form.cleaned_data["texts"], actor=request.user)
        words = ngettext("%(n)d Aussage steht jetzt da.", "%(n)d Aussagen stehen jetzt da.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect(_list_url(found))
    context = {
        "place": place, "project": found.project, "activity": found, "form": form,
        "statements": queries.statements_for_office(found), "people": queries.voices_on_maps([found]).get(found.pk, 0),
    }  # fmt: skip
    return render(request, "participation/opinion/statements.html", context)


@require_safe
def statements_csv(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponseBase:
    """Hand out how each statement was voted on, in all and by group; never who voted how."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_opinion.visible_map(request.user, place, project, activity)
    policies_opinion.require_map(request.user, found)
    response = StreamingHttpResponse(exports.statements_as_csv(queries.picture_of(found)), content_type="text/csv; charset=utf-8")  # fmt: skip
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-aussagen.csv"'
    return response


def _change(request: UserRequest, activity: Activity) -> None:
    statement = _asked_for(activity, request.POST)
    if request.POST.get("was") == "zurueckholen":
        actions.restore_statement(statement.public_id, actor=request.user)
        messages.success(request, _("Die Aussage steht wieder zur Abstimmung."))
    elif request.POST.get("was") == "umformulieren":
        form = StatementsForm({"texts": request.POST.get("text", "")})
        try:
            if not form.is_valid() or len(form.cleaned_data["texts"]) != 1:
                raise ValidationError(_("Bitte genau einen Satz mit höchstens 160 Zeichen."))
            actions.reword_statement(statement, form.cleaned_data["texts"][0], actor=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
    else:
        actions.hide_statement(statement.public_id, actor=request.user, reason=request.POST.get("grund", "")[:500])
        messages.success(request, _("Die Aussage ist herausgenommen. Die Stimmen zu ihr bleiben erhalten."))


def _asked_for(activity: Activity, sent: Any) -> Statement:
    try:
        return Statement.objects.of(activity).select_related("activity__project__place").get(public_id=sent.get("aussage", ""))  # fmt: skip
    except (ValidationError, Statement.DoesNotExist):
        raise Http404(_("Diese Aussage gibt es hier nicht (mehr).")) from None


def _list_url(activity: Activity) -> str:
    project = activity.project
    return reverse("participation:statements", args=[project.municipality.slug, project.slug, activity.slug])
