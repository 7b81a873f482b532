"""Signing in and keeping the account safe: the sign-in library's forms in our words."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts import actions
from dorflinde.accounts.models import User

_EMAIL = {"email": _("E-Mail-Adresse"), "login": _("E-Mail-Adresse")}
_PASSWORDS = {
    "password": _("Passwort"),
    "oldpassword": _("Bisheriges Passwort"),
    "password1": _("Neues Passwort"),
    "password2": _("Neues Passwort noch einmal"),
}
_PASSWORD_HELP = _("Mindestens 10 Zeichen. Ein ganzer Satz ist leicht zu merken und schwer zu erraten.")


def _dress(form: forms.Form) -> None:
    """Give the fields our labels; what stands in a field before one types only confuses."""
    for name, label in (_EMAIL | _PASSWORDS).items():
        if name in form.fields:
            form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    if "password1" in form.fields:
        form.fields["password1"].help_text = _PASSWORD_HELP
    for name in ("password", "oldpassword"):
        if name in form.fields:
            form.fields[name].help_text = ""


def _dress_code(form: forms.Form, label: Any, help_text: Any = "") -> None:
    """Give the field for a code what phones need: number keys, and the code from the mail above them."""
    form.fields["code"].label, form.fields["code"].help_text = label, help_text
    form.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class SignInForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the e-mail address; who is new gets an account when the code has been typed in."""

    _user: User | None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)
        self.fields["email"].help_text = _("Wir schicken Ihnen einen Code. Ein Passwort brauchen Sie nicht.")

    def clean_email(self) -> str:
        """Return the address; its account, if need be a new and empty one, waits for the code."""
        email: str = super().clean_email()  # counts the attempts before anything is written
        user: User | None = self._user or User.objects.filter(email=email.lower()).first()
        if user is None or user.is_active:
            self._user = actions.open_account(user.email if user else email)
        return email


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the code from the mail."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code aus der E-Mail"), _("Bindestriche können Sie weglassen."))


class PasswordSignInForm(LoginForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """The small second way in, for those who have set a password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)

    def _setup_password_field(self) -> None:
        """Keep the field that allauth takes out where signing in works by code."""


class ChangeEmailForm(AddEmailForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the new address; it counts when the code sent there has been typed in."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)
        self.fields["email"].label = _("Neue E-Mail-Adresse")


class ConfirmEmailForm(ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the code sent to the new address."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code aus der E-Mail"), _("Bindestriche können Sie weglassen."))


class NewPasswordForm(SetPasswordForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Sets a first password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Changes the password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks where to send the link for a new password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class PasswordFromLinkForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Sets a new password after the link from the mail."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class ConfirmWithPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks once more who is there."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the code of the authenticator app, or one of the recovery codes."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code aus der App oder Wiederherstellungscode"))


class ConfirmWithSecondFactorForm(ReauthenticateWithCodeForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the code of the authenticator app once more."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code aus der App oder Wiederherstellungscode"))


class AuthenticatorAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the first code of an authenticator app."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code aus der App"), _("Sechs Ziffern, alle 30 Sekunden neue."))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Names a new passkey; browser and device do the rest."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name des Passkeys")
        self.fields["name"].help_text = _("Damit Sie ihn wiedererkennen, zum Beispiel „Mein Telefon“.")
        self.fields["passwordless"].label = _("Damit auch ohne Code anmelden")
        self.fields["passwordless"].help_text = _("Ihr Gerät fragt dann nach Finger, Gesicht oder PIN.")
        self.fields["passwordless"].initial = True


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Renames a passkey."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name des Passkeys")
