"""The editorial pages: whoever comes in has the rights of today's roles, and a policy of their own holds."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.defaults import permission_denied

from dorflinde.accounts.public import User

from .actions import sync_editor

# The narrowest the editor works with. Styles may stand in the page, because the text editor sets them on what it
# draws. Nothing is asked from third parties; frames are the editor's own previews.
_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
# Wagtail starts its calendars and choosers by one line in the page: a known name, called with plain JSON. Such a line
# is let through by its hash; every other script in the page stays forbidden.
_STARTER = re.compile(rb"<script>((?:new [A-Za-z]+Chooser|init[A-Za-z]+Chooser)\(([^<>]*)\);)</script>")
# Documents are handed out under the same first word, to everyone who may read them.
_FOR_READERS = re.compile(r"documents/(\d+/|authenticate_with_password/)")


class EditorialPages:
    """Stands before everything under /redaktion/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        response = self._answer(request)
        scripts = "".join(f" 'sha256-{digest}'" for digest in sorted(set(starters(response))))
        response["Content-Security-Policy"] = _POLICY.format(scripts=scripts)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            sync_editor(request.user)
            # Led to the sign-in page they would be sent straight back here, and round and round.
            is_document = _FOR_READERS.match(request.path.removeprefix(reverse("wagtailadmin_home")))
            if not is_document and not request.user.has_perm("wagtailadmin.access_admin"):
                return permission_denied(request, PermissionDenied())
        return self.get_response(request)


def starters(response: HttpResponseBase) -> Iterator[str]:
    """Yield the hash of each line in the page that only starts one of the editor's own controls."""
    if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return
    for line, arguments in _STARTER.findall(response.content):
        try:
            json.loads(b"[" + arguments + b"]")
        except ValueError:
            continue
        yield base64.b64encode(hashlib.sha256(line).digest()).decode()
