"""The editorial pages: whoever comes in has the rights of today's roles, and a policy of their own holds."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from dorflinde.accounts.public import User

from .actions import sync_editor

# The narrowest the editor works with: scripts from this house alone and none in the page; styles may stand in
# the page, because the text editor sets them on what it draws. Nothing is asked from third parties.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


class EditorialPages:
    """Stands before everything under /redaktion/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        home = reverse("wagtailadmin_home")
        if not request.path.startswith(home):
            return self.get_response(request)
        if request.path == reverse("wagtailadmin_login"):  # people sign in at one place, without a password
            goal = request.GET.get("next", home)
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': goal})}")
        if isinstance(request.user, User):
            sync_editor(request.user)
        response = self.get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response
