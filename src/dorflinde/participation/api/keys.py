"""Who a program writes for: the owner of the key it brings, and never with more than the owner could do on the pages."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_noop
from ninja.security import HttpBearer

from dorflinde.accounts.public import AccessKey, User, allow, key_of, lacks_second_factor, needs_introduction, note_use
from dorflinde.core.api import TooMuch

_WRITES_A_MINUTE = 60


class KeyedRequest(HttpRequest):
    """A request whose key has been looked at: `user` is its owner."""

    user: User
    auth: AccessKey


class ByKey(HttpBearer):
    """Lets in who brings a key in force that reaches far enough."""

    openapi_description = gettext_noop("Ein Zugangsschlüssel aus „Mein Konto“: „Authorization: Bearer linde_…“")

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the key, and make its owner the one who acts."""
        key = key_of(token)
        if key is None:
            return None
        if not key.reaches(self.scope):
            words = _("Ihr Schlüssel reicht dafür nicht: Er ist gemacht für „%(scope)s“.")
            raise PermissionDenied(words % {"scope": key.get_scope_display()})
        if lacks_second_factor(key.user):
            raise PermissionDenied(_("Mit Ihrer Rolle brauchen Sie zuerst einen zweiten Schutz für Ihr Konto."))
        if needs_introduction(key.user):
            raise PermissionDenied(
                _("Bitte melden Sie sich einmal auf der Seite an: Dort fehlt noch etwas in Ihrem Konto.")
            )
        if not allow(key.user, "api by key", limit=_WRITES_A_MINUTE, seconds=60):
            raise TooMuch
        request.user = key.user
        note_use(key)
        return key


# One of each, so that the description of the interface names them once.
reading, taking_part, answering = (ByKey(scope) for scope in AccessKey.Scope.values)
