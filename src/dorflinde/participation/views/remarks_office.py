"""The town hall's side of what people say: the draft, what waits for an answer, the answers."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.desk.public import came_from_desk
from dorflinde.feed.public import Sender
from dorflinde.participation import actions, policies_remarks, queries
from dorflinde.participation.forms import ClosingWordForm, DraftForm, RemarkAnswerForm
from dorflinde.participation.models import DEBATE, DOCUMENT, Activity, ClosingWord, Paragraph, Remark
from dorflinde.places.public import at, open_municipality

_A_PAGE = 25
_MOST_AT_ONCE = 100


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def document_text(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Write the draft or change it."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.editable_document(request.user, place, project, activity)
    paragraphs = list(Paragraph.objects.of(found).present())
    form = DraftForm(request.POST if request.method == "POST" else None, paragraphs=paragraphs)
    if form.is_valid():
        actions.set_text(found, form.cleaned_data["text"], actor=request.user)
        messages.success(request, _("Der Text steht da. Kommentare behalten den Wortlaut, zu dem sie geschrieben wurden."))  # fmt: skip
        return redirect(found.get_absolute_url())
    context = {
        "place": place, "project": found.project, "activity": found, "form": form,
        "number_of_remarks": Remark.objects.filter(activity=found).count(),
    }  # fmt: skip
    return render(request, "participation/document/text.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """List what waits for an answer, and answer several that want the same at once."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.editable_talk(request.user, place, project, activity)
    tops = Remark.objects.filter(activity=found).visible().on_top()
    chosen = _chosen(request, found) if request.method == "POST" else []
    form = RemarkAnswerForm(request.POST if request.method == "POST" else None, initial=_signed(found))
    if request.method == "POST" and not chosen:
        form.add_error(None, _("Bitte kreuzen Sie an, worauf Sie antworten."))
    if form.is_valid() and chosen:
        made = actions.answer_remarks(chosen, actor=request.user, **form.cleaned_data)
        words = ngettext("%(n)d Kommentar ist beantwortet.", "%(n)d Kommentare sind beantwortet.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect(_list_url(found))
    shows_all = bool(request.GET.get("alle")) or found.kind == DEBATE
    shown = tops if shows_all else tops.unanswered()
    page = Paginator(queries.in_order_of_draft(shown.complete()), _A_PAGE).get_page(request.GET.get("seite"))
    for one in page.object_list:
        one.activity = found
    context = {
        "place": place, "project": found.project, "activity": found, "form": form, "page": page, "chosen": chosen,
        "verdicts": queries.verdicts_of(found), "number": tops.count(), "shows_all": shows_all,
        "is_document": found.kind == DOCUMENT,
    }  # fmt: skip
    return render(request, "participation/remarks/office.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark_answer(
    request: UserRequest, municipality: str, project: str, activity: str, remark: uuid.UUID
) -> HttpResponse:
    """Answer one remark, or mend the answer."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_talk(request.user, place, project, activity)
    made = policies_remarks.answerable_remark(request.user, found, remark)
    before = made.answer if made.is_answered else None
    initial = {"verdict": before.verdict, "text": before.text, "by": before.by} if before else _signed(found)
    form = RemarkAnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.answer_remarks([made], actor=request.user, **form.cleaned_data)
        messages.success(request, _("Ihre Antwort steht beim Kommentar. Wer ihn geschrieben hat, bekommt Bescheid."))
        return redirect("desk:inbox" if came_from_desk(request) else _list_url(found))
    context = {"place": place, "project": found.project, "activity": found, "remark": made, "form": form}
    return render(request, "participation/remarks/answer.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def debate_summary(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Sum a debate up, or mend what was written."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.editable_debate(request.user, place, project, activity)
    before = ClosingWord.objects.filter(activity=found).first()
    initial = {"text": before.text, "by": before.by} if before else _signed(found)
    form = ClosingWordForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.sum_up(found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Die Zusammenfassung steht oben auf der Seite."))
        return redirect(found.get_absolute_url())
    context = {
        "place": place, "project": found.project, "activity": found, "form": form, "stances": queries.stances_of(found),
    }  # fmt: skip
    return render(request, "participation/debate/summary.html", context)


def _chosen(request: UserRequest, activity: Activity) -> list[Remark]:
    keys = []
    for key in request.POST.getlist("wort")[:_MOST_AT_ONCE]:
        try:
            keys.append(uuid.UUID(key))
        except ValueError:
            continue
    found = list(Remark.objects.filter(activity=activity, public_id__in=keys).visible().on_top().complete())
    for one in found:
        one.activity = activity
    return found


def _signed(activity: Activity) -> dict[str, str]:
    return {"by": Sender.town_hall(activity.project.place).name}


def _list_url(activity: Activity) -> str:
    project = activity.project
    return reverse("participation:remarks", args=[project.municipality.slug, project.slug, activity.slug])
