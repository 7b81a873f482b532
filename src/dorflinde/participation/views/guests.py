"""Taking part without an account: the puzzle, the mark in the browser, the proof of residence, the way to an account."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, UserRequest, allow
from dorflinde.core.puzzle import new_puzzle
from dorflinde.participation import actions, policies, queries
from dorflinde.participation.forms import ResidenceForm
from dorflinde.participation.models import GuestPass, Project
from dorflinde.places.public import at, open_municipality

COOKIE = "mitmachen"
_SALT = "dorflinde.participation.guest"
_SECONDS = 365 * 24 * 3600
_TRIES_AN_HOUR = 20
_PUZZLES_AN_HOUR = 600  # from one address: a whole village may share one
_ADMISSIONS_A_DAY = 200  # a school behind one address


@dataclass(frozen=True)
class Participant:
    """Who takes part: an account, or a mark in a browser, or nobody yet."""

    user: User | None = None
    guest: GuestPass | None = None
    token: str = ""  # what the browser has still to be given
    problem: str = ""  # why a guest was not let in

    def __bool__(self) -> bool:
        return self.user is not None or self.guest is not None

    def remember(self, response: HttpResponseBase) -> HttpResponseBase:
        """Give the browser its word, so that it is known when it comes back."""
        if self.token:
            response.set_signed_cookie(
                COOKIE, self.token, salt=_SALT, max_age=_SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS
            )
        return response


def participant_of(request: HttpRequest, project: Project) -> Participant:
    """Return who is known to take part in this project so far."""
    if isinstance(request.user, User):
        return Participant(user=request.user)
    return Participant(guest=queries.guest_with(project, token_of(request)))


def admit(request: HttpRequest, project: Project, *, most: int = _ADMISSIONS_A_DAY) -> Participant:
    """Return who takes part now; a guest who comes for the first time has solved the puzzle of the form."""
    found = participant_of(request, project)
    if found:
        return found
    if not allow(request, "guests", limit=most, seconds=24 * 3600):
        return replace(
            found,
            problem=_(
                "Von diesem Anschluss kamen heute schon viele Teilnahmen. Bitte melden Sie sich an oder versuchen Sie es morgen."
            ),
        )
    try:
        actions.spend_puzzle(request.POST.get("puzzle", ""))
    except ValidationError as problem:
        return replace(found, problem=problem.messages[0])
    token = token_of(request) or actions.new_token()
    return Participant(guest=actions.admit_guest(project, token), token=token)


def token_of(request: HttpRequest) -> str:
    """Return the word this browser keeps; one that was made up counts as none."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=_SALT) or "")


@never_cache
@require_safe
def puzzle(request: HttpRequest, municipality: str) -> HttpResponse:
    """Hand out a puzzle for a form without an account."""
    at(request, open_municipality(municipality, module="participation"))
    if not allow(request, "puzzles", limit=_PUZZLES_AN_HOUR, seconds=3600):
        return HttpResponse(status=429)
    return JsonResponse(new_puzzle())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def residence(request: HttpRequest, municipality: str, project: str) -> HttpResponseBase:
    """Let somebody show that they live here, with what the project asks for."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_project(request.user, place, project)
    who = participant_of(request, found)
    if policies.has_proved(who.user, who.guest, found):
        return redirect(_next(request, found))
    form = ResidenceForm(request.POST if request.method == "POST" else None, project=found)
    if form.is_valid() and (who := _prove(request, found, form)) and not form.errors:
        messages.success(request, _("Danke, das genügt."))
        return who.remember(redirect(_next(request, found)))
    context = {
        "place": place, "project": found, "form": form, "next": _next(request, found),
        "needs_puzzle": not who and policies.takes_guests(found), "needs_account": not who and not policies.takes_guests(found),
    }  # fmt: skip
    return who.remember(render(request, "participation/residence.html", context))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_move(request: UserRequest, municipality: str) -> HttpResponseBase:
    """Take along into an account what was done without one."""
    place = at(request, open_municipality(municipality, module="participation"))
    guests = queries.guests_with(token_of(request))
    if request.method != "POST":
        context = {"place": place, "numbers": queries.numbers_of_guests(guests)}
        return render(request, "participation/guest_move.html", context)
    moved = actions.move_to_account(guests, request.user)
    words = ngettext(
        "%(n)d Beitrag gehört jetzt zu Ihrem Konto.", "%(n)d Beiträge gehören jetzt zu Ihrem Konto.", moved
    )
    messages.success(request, words % {"n": moved})
    response = redirect("participation:index", place.slug)
    response.delete_cookie(COOKIE)
    return response


def account_url(project: Project) -> str:
    """Return the address at which a guest gets an account and takes everything along."""
    goal = reverse("participation:guest_move", args=[project.municipality.slug])
    return f"{reverse('account_login')}?{urlencode({'next': goal})}"


def _prove(request: HttpRequest, project: Project, form: ResidenceForm) -> Participant:
    if not allow(request, "residence codes", limit=_TRIES_AN_HOUR, seconds=3600):
        form.add_error("word", _("Das waren viele Versuche. Bitte warten Sie eine Stunde, oder fragen Sie im Rathaus."))
        return participant_of(request, project)
    who = admit(request, project) if policies.takes_guests(project) else participant_of(request, project)
    if not who:
        form.add_error(None, who.problem or _("Bitte melden Sie sich zuerst an."))
        return who
    try:
        actions.prove_residence(project, form.cleaned_data["word"], user=who.user, guest=who.guest)
    except ValidationError as problem:
        form.add_error("word", problem)
    return who


def _next(request: HttpRequest, project: Project) -> str:
    goal = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(goal, allowed_hosts=None) and goal.startswith("/")
    return goal if is_ours else project.get_absolute_url()
