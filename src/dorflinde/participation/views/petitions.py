"""Petitions as people read, write, sign and change them, and as the town hall answers them."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, UserRequest, allow, needs_introduction, take_draft
from dorflinde.desk.public import came_from_desk
from dorflinde.feed.public import Sender
from dorflinde.moderation.public import require_voice, screen, standing_of
from dorflinde.participation import actions, policies, policies_petitions as doors, queries
from dorflinde.participation.forms import AnswerForm, PetitionForm, SignForm
from dorflinde.participation.models import Activity, Petition
from dorflinde.participation.policies_remarks import may_remark
from dorflinde.places.public import at, open_municipality

from .drafts import keep_photo, lead_first_to, recall_photo, say_it_is_closed
from .ideas import map_of
from .remarks import listed, write

_A_PAGE = 20
_PETITIONS_A_DAY = 10
_SIGNATURES_AN_HOUR = 60


@require_safe
def petitions_page(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """List what people propose, the most signed first."""
    page = Paginator(queries.petitions_of(activity, request.user), _A_PAGE).get_page(request.GET.get("seite"))
    own = queries.own_petitions(activity, request.user)
    for one in [*page.object_list, *own]:
        one.activity = activity
    context = _context(activity) | {
        "page": page, "own": own,
        "permit": policies.may_take_part(request.user, activity),
        "may_manage": policies.may_manage(request.user, activity.project.place),
    }  # fmt: skip
    return render(request, "participation/petition/page.html", context)


def petitions_card(request: HttpRequest, activity: Activity) -> SafeString | None:
    """Say on the project's page how much is proposed and what is signed most."""
    return queries.petitions_in_words(activity)


def petitions_result(activity: Activity) -> SafeString | None:
    """Show on the page of a project what was signed how often and what the town hall says."""
    found = list(queries.petitions_of(activity, AnonymousUser())[:_A_PAGE])
    if not found:
        return None
    for one in found:
        one.activity = activity
    return render_to_string("participation/petition/result.html", {"petitions": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_new(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take a petition; guests write first and sign in on sending."""
    found = _activity(request, municipality, project, activity)
    user, draft_name = request.user, f"participation.petition:{found.public_id}"
    if not (permit := policies.may_take_part(user, found)):
        return say_it_is_closed(request, draft_name, found.project, permit)
    if request.method == "POST":
        recall_photo(request, draft_name)
    else:
        require_voice(user, found.project.place)
    if isinstance(user, User) and needs_introduction(user):
        words = _("Ihr Vorschlag ist gespeichert. Es fehlt nur noch Ihr Name im Ort.")
        return lead_first_to("accounts:welcome", request, draft_name, words)
    draft = take_draft(request, draft_name) if request.method != "POST" and isinstance(user, User) else None
    sent = (request.POST, request.FILES) if request.method == "POST" else draft or ()
    form = PetitionForm(*sent, municipality=found.project.municipality)
    if request.method == "POST" and form.is_valid():
        if not isinstance(user, User):
            words = _("Ihr Vorschlag ist gespeichert. Noch kurz anmelden, dann geht es weiter.")
            return lead_first_to("account_login", request, draft_name, words)
        if made := _begin(user, found, form):
            return redirect(made.get_absolute_url())
    return _form_page(request, found, form, has_photo=form.is_bound and keep_photo(request, form, draft_name))


@never_cache
@require_safe
def petition(request: HttpRequest, municipality: str, project: str, activity: str, petition: uuid.UUID) -> HttpResponseBase:  # fmt: skip
    """Show a petition with its names and what the town hall says."""
    found = _activity(request, municipality, project, activity)
    if not isinstance(request.user, User) and doors.needs_account_to_read(found, petition):
        return redirect_to_login(request.get_full_path())
    made = doors.petition_of(request.user, found, petition)
    signature = queries.signature_of(made, request.user)
    context = _context(found) | {
        "petition": made, "answers": list(made.answers.select_related("organisation").order_by("-at", "-pk")),
        "wordings": list(made.wordings.order_by("-until", "-pk")), "names": queries.names_under(made),
        "permit": doors.may_sign(request.user, made), "signature": signature,
        "is_own": made.author_id == request.user.pk, "may_change": doors.may_change(request.user, made),
        "may_answer": doors.may_answer_petition(request.user, made),
        "form": SignForm(initial={"shows_name": signature.shows_name if signature else False}),
        "standing": standing_of(made.ref) if made.is_hidden else None, **map_of(found.project),
        "pins": [{"lat": made.lat, "lon": made.lon, "title": made.title}] if made.pin else [],
        "may_comment": may_remark(request.user, found, petition=made),
    }  # fmt: skip
    words = queries.readable_remarks(found, request.user).filter(petition=made).on_top()
    context |= listed(request, found, words, petition=made) | {"may_manage": False}  # nobody answers comments here
    return render(request, "participation/petition/petition.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_sign(request: UserRequest, municipality: str, project: str, activity: str, petition: uuid.UUID) -> HttpResponse:  # fmt: skip
    """Sign a petition, show or hide one's name, take it back; who comes from signing in confirms with one click."""
    found = _activity(request, municipality, project, activity)
    made = doors.petition_of(request.user, found, petition)
    if not (permit := doors.may_sign(request.user, made)):
        return say_it_is_closed(request, "", found.project, permit)
    if request.method != "POST":
        return redirect(f"{made.get_absolute_url()}#mitzeichnen")
    if not allow(request.user, "signatures", limit=_SIGNATURES_AN_HOUR, seconds=3600):
        messages.error(request, _("Das ging sehr schnell. Bitte warten Sie ein wenig und versuchen Sie es dann noch einmal."))  # fmt: skip
    elif request.POST.get("zurueck"):
        actions.withdraw_signature(made, actor=request.user)
        messages.success(request, _("Ihr Name steht nicht mehr darunter."))
    else:
        try:
            actions.sign(made, actor=request.user, shows_name=bool(request.POST.get("shows_name")))
            messages.success(request, _("Danke, Sie haben mitgezeichnet. Wir sagen Ihnen, was daraus wird."))
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
    return redirect(f"{made.get_absolute_url()}#mitzeichnen")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_edit(request: UserRequest, municipality: str, project: str, activity: str, petition: uuid.UUID) -> HttpResponse:  # fmt: skip
    """Let the author change the words as long as not enough have signed."""
    found = _activity(request, municipality, project, activity)
    made = doors.editable_petition(request.user, found, petition)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PetitionForm(*sent, municipality=found.project.municipality, petition=made)
    if form.is_valid():
        plan = form.plan()
        verdict = screen(request.user, place=found.project.place, kind="participation.petition", text=_words(plan))
        if verdict.refusal:
            form.add_error(None, verdict.refusal)
        elif verdict.why_held:
            form.add_error(None, _("So kann es nicht gleich dastehen: %(why)s") % {"why": verdict.why_held})
        else:
            try:
                is_told = actions.reword_petition(made, plan, actor=request.user)
            except ValidationError as problem:
                form.add_error(None, problem)
                return _form_page(request, found, form)
            words = _("Geändert. Wer schon mitgezeichnet hat, bekommt Bescheid.") if is_told else _("Geändert.")
            messages.success(request, words)
            return redirect(made.get_absolute_url())
    return _form_page(request, found, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_comment(request: HttpRequest, municipality: str, project: str, activity: str, petition: uuid.UUID) -> HttpResponseBase:  # fmt: skip
    """Take a word on a petition; guests write first and sign in on sending."""
    found = _activity(request, municipality, project, activity)
    if not isinstance(request.user, User) and doors.needs_account_to_read(found, petition):
        return redirect_to_login(request.get_full_path())
    made = doors.petition_of(request.user, found, petition)
    return write(request, found, template="participation/remarks/form.html", petition=made)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_withdraw(request: UserRequest, municipality: str, project: str, activity: str, petition: uuid.UUID) -> HttpResponse:  # fmt: skip
    """Let the author take a petition back, after asking once."""
    found = _activity(request, municipality, project, activity)
    made = doors.editable_petition(request.user, found, petition)
    if request.method != "POST":
        context = {
            "heading": _("„%(title)s“ zurückziehen?") % {"title": made.title},
            "text": _("Text und Foto verschwinden. Wer mitgezeichnet hat, bekommt Bescheid."),
            "action_label": _("Ja, zurückziehen"), "cancel_url": made.get_absolute_url(), "tone": "danger",
        }  # fmt: skip
        return render(request, "ui/confirm.html", context)
    try:
        actions.withdraw_petition(made, actor=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect(made.get_absolute_url())
    messages.success(request, _("Ihr Vorschlag ist zurückgezogen."))
    return redirect(found.get_absolute_url())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_answer(request: UserRequest, municipality: str, project: str, activity: str, petition: uuid.UUID) -> HttpResponse:  # fmt: skip
    """Answer a petition for the town hall."""
    found = _activity(request, municipality, project, activity)
    made = doors.answerable_petition(request.user, found, petition)
    initial = {"by": Sender.town_hall(found.project.place).name}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["status"].label = _("Wie steht es um den Vorschlag?")
    if form.is_valid():
        actions.answer_petition(made, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Ihre Antwort steht auf der Seite. Alle, die mitgezeichnet haben, bekommen Bescheid."))  # fmt: skip
        return redirect("desk:inbox" if came_from_desk(request) else made.get_absolute_url())
    return render(request, "participation/petition/answer.html", _context(found) | {"form": form, "petition": made})


def _activity(request: HttpRequest, municipality: str, project: str, activity: str) -> Activity:
    place = at(request, open_municipality(municipality, module="participation"))
    return doors.visible_petitions(request.user, place, project, activity)


def _context(activity: Activity) -> dict[str, object]:
    return {"place": activity.project.municipality, "project": activity.project, "activity": activity}


def _form_page(
    request: HttpRequest, activity: Activity, form: PetitionForm, *, has_photo: bool = False
) -> HttpResponse:
    context = _context(activity) | map_of(activity.project) | {
        "form": form, "petition": form.petition, "has_photo": has_photo,
    }  # fmt: skip
    return render(request, "participation/petition/form.html", context)


def _words(plan: actions.PetitionPlan) -> str:
    return "\n".join((*plan.words, plan.photo_alt))


def _begin(user: User, activity: Activity, form: PetitionForm) -> Petition | None:
    if not allow(user, "petitions", limit=_PETITIONS_A_DAY, seconds=24 * 3600):
        form.add_error(None, _("Das waren viele Vorschläge auf einmal. Bitte warten Sie bis morgen, Ihr Text bleibt hier stehen."))  # fmt: skip
        return None
    plan = form.plan()
    verdict = screen(user, place=activity.project.place, kind="participation.petition", text=_words(plan))
    if verdict.refusal:
        form.add_error(None, verdict.refusal)
        return None
    return actions.begin_petition(activity, plan, actor=user, why_held=verdict.why_held)
