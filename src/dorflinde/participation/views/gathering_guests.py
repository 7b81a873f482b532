"""Signing up to a meeting without an account, and cancelling with the link in the letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import User, allow
from dorflinde.participation import actions, policies_hall, queries
from dorflinde.participation.forms import GuestSignupForm
from dorflinde.participation.models import Activity
from dorflinde.places.public import at, open_municipality

from .drafts import say_it_is_closed
from .guests import admit, participant_of

_LETTERS_A_DAY = 60  # from one address of the net: a club may share one
_ATTEMPTS_A_DAY = (
    3  # with one mail address and to one meeting, from wherever: nobody fills the letterbox of another one
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_signup(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponseBase:
    """Put somebody without an account on the list, or show where they stand on it and let them cancel."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.visible_gathering(request.user, place, project, activity)
    if isinstance(request.user, User):
        return redirect(found.get_absolute_url())
    who, meeting = participant_of(request, found.project), found.gathering
    own = queries.own_line(meeting, guest=who.guest)
    if own is not None and "abmelden" in request.POST:
        return _cancelled(request, found, own)
    if own is not None:
        return _page(request, found, own=own)
    if not (permit := policies_hall.may_sign_up(request.user, found, meeting, who.guest)):
        return say_it_is_closed(request, "", found.project, permit)
    form = GuestSignupForm(request.POST if request.method == "POST" else None)
    needs_puzzle = not who
    if not form.is_valid() or not (who := admit(request, found.project)) or who.guest is None:
        return _page(request, found, form=form, needs_puzzle=needs_puzzle, problem=who.problem)
    if not allow(request, "signups of guests", limit=_LETTERS_A_DAY, seconds=24 * 3600):
        problem = _("Von diesem Anschluss kamen heute schon viele Anmeldungen. Bitte rufen Sie im Rathaus an.")
        return who.remember(_page(request, found, form=form, problem=problem))
    if not allow(form.cleaned_data["email"], f"signups {found.public_id}", limit=_ATTEMPTS_A_DAY, seconds=24 * 3600):
        form.add_error("email", _("Mit dieser Adresse wurde heute schon mehrmals angemeldet. Bitte rufen Sie im Rathaus an."))  # fmt: skip
        return who.remember(_page(request, found, form=form))
    actions.sign_up(meeting, guest=who.guest, **form.cleaned_data)
    # A known address is answered alike: nobody learns who is on the list.
    messages.success(request, _("Danke. Steht die Adresse noch nicht auf der Liste, schreiben wir Ihnen, auch mit dem Weg zum Abmelden."))  # fmt: skip
    return who.remember(redirect(found.get_absolute_url()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_cancel(request: HttpRequest, municipality: str, project: str, activity: str, key: str) -> HttpResponse:
    """Ask whoever comes from the letter once, then take them off the list."""
    place = at(request, open_municipality(municipality, module="participation"))
    signup = policies_hall.signup_opened_by(place, project, activity, key)
    meeting = signup.gathering.activity
    if request.method == "POST":
        actions.cancel_signup(signup)
        messages.success(request, _("Sie sind abgemeldet. Danke, dass Sie Bescheid gesagt haben."))
        return redirect(meeting.get_absolute_url())
    context = {
        "heading": _("Vom Treffen „%(title)s“ abmelden?") % {"title": meeting.title},
        "text": _("Ihr Platz wird frei, und wir vergessen Ihren Namen und Ihre Adresse."),
        "action_label": _("Ja, abmelden"),
        "cancel_url": meeting.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


def _cancelled(request: HttpRequest, activity: Activity, own: queries.Listed) -> HttpResponse:
    actions.cancel_signup(own.signup)
    messages.success(request, _("Sie sind abgemeldet."))
    return redirect(activity.get_absolute_url())


def _page(request: HttpRequest, activity: Activity, **more: object) -> HttpResponse:
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity,
        "gathering": activity.gathering, "view": queries.gathering_of(activity, None), **more,
    }  # fmt: skip
    return render(request, "participation/gathering/signup_guest.html", context)
