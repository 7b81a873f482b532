"""How the sign-in library behaves in this house: signing in and registering are one step, an e-mail address is all it asks."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from dorflinde.places.public import the_region

from .actions.keys import revoke_all_keys
from .actions.people import confirm_address
from .models import User
from .policies import needs_introduction, serves_an_office

GOAL = "sign_in_goal"  # where to go after signing in: survives every detour a sign-in can take


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Signing in makes accounts, so the separate registration form stays closed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieses Konto ist gesperrt."),
        "duplicate_email": _("Diese E-Mail-Adresse gehört schon zu Ihrem Konto."),
        "email_password_mismatch": _(
            "E-Mail-Adresse oder Passwort stimmt nicht. Mit einem Code kommen Sie immer hinein."
        ),
        "email_taken": _("Zu dieser E-Mail-Adresse gibt es schon ein Konto."),
        "enter_current_password": _("Das bisherige Passwort stimmt nicht."),
        "incorrect_code": _("Dieser Code stimmt nicht."),
        "incorrect_password": _("Dieses Passwort stimmt nicht."),
        "invalid_or_expired_key": _("Dieser Link gilt nicht mehr."),
        "invalid_login": _("Diese Anmeldung hat nicht geklappt."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "too_many_login_attempts": _("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten."),
        "unknown_email": _("Zu dieser E-Mail-Adresse gibt es kein Konto."),
        "unverified_primary_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
        "same_as_current": _("Das ist schon Ihre Adresse."),
        "rate_limited": _("Das ging zu schnell. Bitte warten Sie einen Augenblick."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Close allauth's own registration page; the sign-in page makes accounts."""
        return False

    def get_login_stages(self) -> list[str]:
        """Leave out the second mail: who typed in the code has shown that the address is theirs."""
        stages: list[str] = super().get_login_stages()
        return [stage for stage in stages if not stage.endswith(".EmailVerificationStage")]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where the person wanted to go, else the desk of those who have one, else the square of their home."""
        goal = request.session.pop(GOAL, None)
        if goal:
            return str(goal)
        if isinstance(request.user, User) and serves_an_office(request.user):
            return reverse("desk:inbox")
        home = request.user.home if isinstance(request.user, User) else None
        return home.get_absolute_url() if home else settings.LOGIN_REDIRECT_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the account."""
        return reverse("accounts:me")

    def set_password(self, user: User, password: str) -> None:
        """Revoke the access keys with the password: who changes it may fear that somebody else was in."""
        had_one = user.has_usable_password()
        super().set_password(user, password)
        if had_one and (number := revoke_all_keys(user)):
            words = ngettext(
                "Mit dem Passwort ist auch Ihr Zugangsschlüssel gesperrt. Machen Sie bei Bedarf einen neuen.",
                "Mit dem Passwort sind auch Ihre %(n)d Zugangsschlüssel gesperrt. Machen Sie bei Bedarf neue.",
                number,
            )
            messages.info(self.request, words % {"n": number})

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Refuse the people of the sample anywhere but in the demo: everybody may read their password there."""
        if user.is_sample and not settings.DEMO:
            response: HttpResponse = self.respond_user_inactive(request, user)
            return response
        answer: HttpResponse | None = super().pre_login(request, user, **details)
        return answer

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Lead newcomers past the page on which they choose a name; nobody loses where they were going."""
        confirm_address(user)
        request.session.set_expiry(None)  # what was typed before kept the session short
        response: HttpResponse = super().post_login(request, user, **details)
        request.session.pop(GOAL, None)
        if needs_introduction(user):
            return HttpResponseRedirect(f"{reverse('accounts:welcome')}?{urlencode({'next': response['Location']})}")
        return response


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Second factors in our words, under the name of the region."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Mit zweitem Faktor lässt sich keine weitere Adresse eintragen."),
        "cannot_delete_authenticator": _("Diesen Schutz können Sie nicht entfernen."),
        "cannot_generate_recovery_codes": _(
            "Wiederherstellungscodes gibt es erst, wenn ein zweiter Faktor eingerichtet ist."
        ),
        "incorrect_code": _("Dieser Code stimmt nicht."),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def get_totp_issuer(self) -> str:
        """Return the name under which an authenticator app lists the account."""
        return f"Dorflinde {region.name}" if (region := the_region()) else "Dorflinde"

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Suggest a name for a new key."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
