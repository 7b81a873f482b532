"""What must be done before anything else: a second factor for staff, a name before the first contribution."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .actions.drafts import held_back, keep_draft
from .models import User
from .policies import KEEPS_NOTHING, lacks_second_factor, needs_introduction

_OPEN = ("/konto/", "/static/", "/media/", "/sprache/")
_OF_STAFF = ("/konto/rollen/", "/konto/orte/")  # an account's own pages are needed to set the factor up; these are not
_NO_CONTRIBUTION = (*_OPEN, "/mitteilungen/", "/redaktion/")


class StaffSecondFactor:
    """Where the platform is deployed, leads staff without a second factor to setting one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if (
            isinstance(user, User)
            and (not request.path.startswith(_OPEN) or request.path.startswith(_OF_STAFF))
            and lacks_second_factor(user)
        ):
            messages.info(
                request, _("Mit Ihrer Rolle brauchen Sie einen zweiten Schutz. Bitte richten Sie ihn jetzt ein.")
            )
            return redirect(reverse("mfa_index"))
        return self.get_response(request)


class NameFirst:
    """Holds back what a person without a name sends, until they have chosen one; what was typed is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if (
            request.method != "POST"
            or not isinstance(user, User)
            or request.path.startswith(_NO_CONTRIBUTION)
            or not needs_introduction(user)
            or _keeps_nothing(request.path_info)
        ):
            return self.get_response(request)
        keep_draft(request, held_back(request.path))
        goal = f"{reverse('accounts:welcome')}?{urlencode({'next': _page_of(request)})}"
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": goal})
        return redirect(goal)


def _keeps_nothing(path: str) -> bool:
    """Tell whether what is sent to this address is looked up and not kept."""
    try:
        return bool(getattr(resolve(path).func, KEEPS_NOTHING, False))
    except Resolver404:
        return False


def _page_of(request: HttpRequest) -> str:
    """Return the page the form stood on, where there is one to go back to."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else request.path
