"""Making a key with which a program acts in one's name."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from dorflinde.accounts import policies
from dorflinde.accounts.models import AccessKey, User

MOST_KEYS = 10
DAYS = [(30, _("30 Tage")), (90, _("90 Tage")), (365, _("ein Jahr"))]


class KeyForm(forms.Form):
    """What a program may do in one's name, and for how long."""

    name = forms.CharField(
        label=_("Wofür ist der Schlüssel?"), max_length=60,
        help_text=_("Zum Beispiel „Website des Musikvereins“: daran erkennen Sie ihn wieder."),
        error_messages={"required": _("Bitte geben Sie dem Schlüssel einen Namen.")},
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("Was darf das Programm?"), widget=forms.RadioSelect, initial=AccessKey.Scope.READ,
        help_text=_("Nie mehr, als Sie auf den Seiten selbst dürfen."),
    )  # fmt: skip
    days = forms.TypedChoiceField(label=_("Wie lange gilt er?"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        scopes = [(one.value, one.label) for one in AccessKey.Scope]
        if not policies.is_staff_anywhere(user):
            scopes = [(value, label) for value, label in scopes if value != AccessKey.Scope.STAFF]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Refuse more keys than anybody keeps an eye on, and an office's key without its second factor."""
        if self.user.access_keys.in_force().count() >= MOST_KEYS:
            raise forms.ValidationError(
                gettext("Sie haben schon %(n)d Schlüssel. Bitte sperren Sie zuerst einen, den Sie nicht mehr brauchen.")
                % {"n": MOST_KEYS}
            )
        if policies.lacks_second_factor(self.user):
            raise forms.ValidationError(
                gettext(
                    "Mit Ihrer Rolle brauchen Sie zuerst einen zweiten Schutz: unter „Passkeys und zweiter Schutz“."
                )
            )
        return super().clean() or self.cleaned_data
