"""Saying something in an activity, standing behind what others said, taking one's own word back."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import User, UserRequest, allow, needs_introduction, take_draft
from dorflinde.moderation.public import pause_sentence, require_voice, screen
from dorflinde.participation import actions, policies, policies_remarks, queries
from dorflinde.participation.forms import RemarkForm
from dorflinde.participation.models import (
    DEBATE,
    DOCUMENT,
    PETITION,
    Activity,
    Paragraph,
    Petition,
    Remark,
    RemarkQuerySet,
)
from dorflinde.places.public import at, open_municipality

from .drafts import lead_first_to, say_it_is_closed
from .guests import account_url, admit, participant_of

_REMARKS_AN_HOUR = 60
_A_PAGE = 30
_SUPPORTS_AN_HOUR = 120


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark_new(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take a word on the whole, or a reply; guests write first and sign in on sending."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_words(request.user, place, project, activity)
    reply_to = policies_remarks.remark_to_reply(found, request.GET.get("auf", ""))
    if found.kind == PETITION and reply_to is None:
        raise Http404(_("Zum ganzen Baustein kann hier niemand etwas sagen, nur zu einem Vorschlag."))
    context = None
    if found.kind == DOCUMENT and reply_to is None:
        context = listed(request, found, queries.readable_remarks(found, request.user).filter(paragraph=None).on_top(), paragraph=None)  # fmt: skip
    return write(request, found, template="participation/remarks/form.html", reply_to=reply_to, context=context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark_support(
    request: HttpRequest, municipality: str, project: str, activity: str, remark: uuid.UUID
) -> HttpResponseBase:
    """Stand behind a remark or no longer; who comes here from signing in confirms with one click."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_words(request.user, place, project, activity)
    made = policies_remarks.remark_to_support(found, remark)
    if not isinstance(request.user, User) and not policies.takes_guests(found.project):
        return redirect_to_login(request.get_full_path())
    who = participant_of(request, found.project)
    if not (permit := policies.may_take_part(request.user, found, who.guest)):
        return say_it_is_closed(request, "", found.project, permit)
    if request.method == "POST" and not allow(who.user or request, "remark supports", limit=_SUPPORTS_AN_HOUR, seconds=3600):  # fmt: skip
        messages.error(request, _("Das ging sehr schnell. Bitte warten Sie ein wenig und versuchen Sie es dann noch einmal."))  # fmt: skip
        return redirect(made.get_absolute_url())
    if request.method == "POST" and (who := admit(request, found.project)):
        change = actions.leave_remark if request.POST.get("zurueck") else actions.support_remark
        change(made, actor=who.user, guest=who.guest)
        return who.remember(redirect(made.get_absolute_url()))
    context = {
        "place": found.project.municipality, "project": found.project, "activity": found, "remark": made,
        "problem": who.problem, "needs_puzzle": not who, "is_mine": queries.supports_remark(made, who.guest),
        "account_url": account_url(found.project) if who.user is None else "",
    }  # fmt: skip
    return render(request, "participation/remarks/support.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark_withdraw(
    request: UserRequest, municipality: str, project: str, activity: str, remark: uuid.UUID
) -> HttpResponse:
    """Take one's own word back, after asking once."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_words(request.user, place, project, activity)
    made = policies_remarks.withdrawable_remark(request.user, found, remark)
    if request.method != "POST":
        context = {
            "heading": _("Kommentar zurückziehen?"), "text": _("Er verschwindet ganz, mit allen Unterstützungen."),
            "action_label": _("Ja, zurückziehen"), "cancel_url": made.get_absolute_url(), "tone": "danger",
        }  # fmt: skip
        return render(request, "ui/confirm.html", context)
    goal = made.get_absolute_url().partition("#")[0]
    actions.withdraw_remark(made, actor=request.user)
    messages.success(request, _("Ihr Kommentar ist zurückgezogen."))
    return redirect(goal)


def listed(request: HttpRequest, activity: Activity, tops: RemarkQuerySet, **where: Any) -> dict[str, Any]:
    """Return a page of remarks with all a page shows about them; one's own that wait for a look stand on top."""
    user, asked = request.user, request.GET
    page = queries.page_of_remarks(
        queries.ordered(tops, asked.get("folge", "")), number=asked.get("seite"), beside=asked.get("beitrag", ""), size=_A_PAGE
    )  # fmt: skip
    waiting = queries.waiting_remarks(activity, user, parent=None, **where) if page.number == 1 else []
    return {
        "threads": queries.threads_for(activity, [*waiting, *page.object_list], user), "page": page,
        "may_manage": policies.may_manage(user, activity.project.place),
    }  # fmt: skip


def write(
    request: HttpRequest, activity: Activity, *, template: str, paragraph: Paragraph | None = None,
    petition: Petition | None = None, reply_to: Remark | None = None, context: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form of a remark and take what was sent; what was typed is kept on every way out."""
    user, about = request.user, paragraph or petition
    draft_name = f"participation.remark:{activity.public_id}:{about.public_id if about else ''}"
    permit = policies_remarks.may_remark(user, activity, paragraph, petition)
    if request.method == "POST" and not permit:
        return say_it_is_closed(request, draft_name, activity.project, permit)
    if request.method != "POST" and context is None:
        require_voice(user, activity.project.place)
    if request.method == "POST" and isinstance(user, User) and needs_introduction(user):
        words = _("Ihr Kommentar ist gespeichert. Es fehlt nur noch Ihr Name im Ort.")
        return lead_first_to("accounts:welcome", request, draft_name, words)
    draft = take_draft(request, draft_name) if request.method != "POST" and isinstance(user, User) else None
    sent = request.POST if request.method == "POST" else draft[0] if draft else None
    form = RemarkForm(
        sent, paragraph=None if reply_to else paragraph, with_stance=activity.kind == DEBATE and reply_to is None
    )
    if request.method == "POST" and form.is_valid():
        if not isinstance(user, User):
            words = _("Ihr Kommentar ist gespeichert. Noch kurz anmelden, dann geht er ab.")
            return lead_first_to("account_login", request, draft_name, words)
        if made := _say(request, user, activity, form, paragraph=paragraph, petition=petition, reply_to=reply_to):
            return redirect(made.get_absolute_url())
    page = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity, "permit": permit,
        "form": form, "reply_to": reply_to, "paragraph": paragraph, "petition": petition, "pause": pause_sentence(user, activity.project.place),
    }  # fmt: skip
    return render(request, template, page | (context or {}))


def _say(
    request: HttpRequest, user: User, activity: Activity, form: RemarkForm, **about: Any
) -> Remark | None:  # fmt: skip
    if not allow(user, "remarks", limit=_REMARKS_AN_HOUR, seconds=3600):
        form.add_error(None, _("Das waren viele Kommentare auf einmal. Bitte warten Sie eine Stunde, Ihr Text bleibt hier stehen."))  # fmt: skip
        return None
    given = form.cleaned_data
    words = "\n".join(filter(None, [given["text"], given.get("suggestion", "")]))
    verdict = screen(user, place=activity.project.place, kind="participation.remark", text=words)
    if verdict.refusal:
        form.add_error(None, verdict.refusal)
        return None
    made = actions.remark(activity, actor=user, why_held=verdict.why_held, **about, **given)
    if verdict.why_held:
        messages.success(request, _("Ihr Kommentar ist angekommen und wird geprüft. Sie bekommen Bescheid."))
    else:
        messages.success(request, _("Danke, Ihr Beitrag steht da."))
    return made
