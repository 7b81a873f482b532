"""The forms of a question hour: its few options, a question, an answer, a poll, a moderator."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import User
from dorflinde.participation.models import HallPoll, HallQuestion

_SHORTEST = 5


class QuestionHourOptions(forms.Form):
    """Who looks at questions first, and who takes part."""

    approval = forms.ChoiceField(
        label=_("Wann sieht der Saal eine neue Frage?"), widget=forms.RadioSelect, initial="first",
        choices=[("first", _("Wenn die Moderation sie freigibt")), ("at_once", _("Sofort"))],
    )  # fmt: skip
    who = forms.ChoiceField(
        label=_("Wer fragt, unterstützt und stimmt ab?"), widget=forms.RadioSelect, initial="hall",
        choices=[
            ("hall", _("Alle, die dabei sind, ohne Konto")),
            ("project", _("Wer auch sonst in dieser Beteiligung mitmacht")),
        ],
    )  # fmt: skip


class AskForm(forms.Form):
    """A question from the phone."""

    text = forms.CharField(
        label=_("Ihre Frage"), max_length=HallQuestion.LONGEST, min_length=_SHORTEST, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Bitte schreiben Sie Ihre Frage.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Ihr Name, wenn Sie ihn nennen möchten"), max_length=60, required=False)


class SpokenForm(forms.Form):
    """A question somebody asked aloud."""

    text = forms.CharField(
        label=_("Was wurde gefragt?"), max_length=HallQuestion.LONGEST, min_length=_SHORTEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    name = forms.CharField(label=_("Wer fragt?"), max_length=60, required=False)


class HallPollForm(forms.Form):
    """A quick poll with its answers, one a line."""

    text = forms.CharField(label=_("Frage an den Saal"), max_length=HallPoll._meta.get_field("text").max_length)
    options = forms.CharField(
        label=_("Antworten"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Zwei bis sechs, eine je Zeile."),
    )  # fmt: skip
    shows_live = forms.BooleanField(label=_("Ergebnis schon während der Abstimmung zeigen"), required=False)

    def clean_options(self) -> list[str]:
        """Return the answers; too many, too few and too long ones are named."""
        found = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["options"].splitlines() if line.strip()))  # fmt: skip
        if not 2 <= len(found) <= 6:
            raise ValidationError(_("Bitte zwei bis sechs verschiedene Antworten, eine je Zeile."))
        for number, line in enumerate(found, start=1):
            if len(line) > 80:
                raise ValidationError(_("Antwort %(number)d ist zu lang: höchstens 80 Zeichen.") % {"number": number})
        return found


class ModeratorForm(forms.Form):
    """Whom the town hall lets lead through the hour."""

    pseudonym = forms.CharField(
        label=_("Name im Ort"), max_length=40, help_text=_("So, wie er im Konto steht. Die Person braucht ein Konto.")
    )

    def clean_pseudonym(self) -> User:
        """Return the person with this name."""
        found = User.objects.filter(pseudonym__iexact=self.cleaned_data["pseudonym"].strip(), is_active=True).first()
        if found is None:
            raise ValidationError(_("Unter diesem Namen kennen wir niemanden."))
        return found
