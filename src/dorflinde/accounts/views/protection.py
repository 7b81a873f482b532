"""Setting up a second factor: who has just used a new one need not prove at once that they have it."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Connects an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go straight on to the recovery codes."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp", reauthenticated=True)
        return response


class SetUpPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Adds a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go straight on to the recovery codes."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="webauthn", reauthenticated=True)
        return response
