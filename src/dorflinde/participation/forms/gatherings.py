"""The forms of a meeting: when, where and what; what was said; what stood on the wall."""

import datetime
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.core import voting
from dorflinde.participation.actions import AgendaPoint, GatheringPlan
from dorflinde.participation.models import Gathering
from dorflinde.ui.forms import DateTimeInput

from .fields import PHOTO_INPUT, PhotoField

_TIMED = re.compile(r"^(\d{1,2})[:.](\d{2})\s+(?:Uhr\s+)?(.+)$")
_MOST_POINTS, _LONGEST_POINT = 40, 200
_MOST_LINES, _SHORTEST_LINE, _LONGEST_LINE = 100, 3, 1000


class GatheringForm(forms.Form):
    """When and where people meet, what is on the agenda, and whether they sign up."""

    starts_at = forms.DateTimeField(label=_("Beginn"), widget=DateTimeInput)
    ends_at = forms.DateTimeField(label=_("Ende"), widget=DateTimeInput, required=False)
    venue = forms.CharField(label=_("Wo?"), max_length=200, required=False, help_text=_("Zum Beispiel: Gasthof Zur Linde, Marktplatz 3, barrierefrei"))  # fmt: skip
    agenda = forms.CharField(
        label=_("Tagesordnung"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ein Punkt je Zeile, mit Uhrzeit davor, wenn Sie mögen: 19:00 Begrüßung"),
    )  # fmt: skip
    takes_signups = forms.BooleanField(label=_("Mit Anmeldung"), required=False)
    seats = forms.IntegerField(label=_("Plätze"), min_value=1, max_value=10_000, required=False, help_text=_("Leer lassen, wenn alle Platz finden. Wer zu viel ist, kommt auf die Warteliste."))  # fmt: skip

    def __init__(self, sent: Mapping[str, Any] | None = None, *, gathering: Gathering) -> None:
        agenda = "\n".join(f"{item.at:%H:%M} {item.title}" if item.at else item.title for item in gathering.agenda.all())  # fmt: skip
        kept = {name: getattr(gathering, name) for name in ("starts_at", "ends_at", "venue", "takes_signups", "seats")}
        super().__init__(sent, initial={**kept, "agenda": agenda})
        self._gathering = gathering
        if votes := voting.to_choose(gathering.activity.project.municipality):
            self._ask_for_vote(gathering, votes)

    def _ask_for_vote(self, gathering: Gathering, votes: Sequence[voting.Vote]) -> None:
        choices = [("", _("keine")), *((str(vote.key), f"{vote.title} ({vote.state})") for vote in votes)]
        if gathering.vote and all(
            vote.key != gathering.vote for vote in votes
        ):  # counted, or for the staff only by now
            chosen = voting.find(gathering.activity.project.municipality, gathering.vote)
            choices.append((str(gathering.vote), chosen.title if chosen else _("wie bisher")))
        self.fields["vote"] = forms.TypedChoiceField(
            label=_("Punktabstimmung beim Treffen"), choices=choices, required=False, coerce=uuid.UUID, empty_value=None,
            initial=gathering.vote, help_text=_("Die Seite des Treffens führt zu ihr und zeigt nach der Auszählung das Ergebnis."),
        )  # fmt: skip
        self.fields["vote_point"] = forms.IntegerField(
            label=_("Zu welchem Punkt der Tagesordnung?"), min_value=1, max_value=_MOST_POINTS, required=False,
            initial=gathering.vote_point, help_text=_("Seine Nummer von oben; leer lassen, wenn sie zu keinem gehört."),
        )  # fmt: skip

    def clean_agenda(self) -> list[AgendaPoint]:
        """Return the points; one that is too long or at no time of day is named."""
        lines = [line.strip() for line in self.cleaned_data["agenda"].splitlines() if line.strip()]
        if len(lines) > _MOST_POINTS:
            raise ValidationError(_("Bitte höchstens %(n)d Punkte.") % {"n": _MOST_POINTS})
        return [_point(number, line) for number, line in enumerate(lines, start=1)]

    def clean(self) -> dict[str, Any]:
        """Check that it does not end before it begins."""
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("Das Ende liegt vor dem Beginn."))
        if (point := given.get("vote_point")) and point > len(given.get("agenda", [])):
            self.add_error("vote_point", _("So viele Punkte hat die Tagesordnung nicht."))
        return given

    def plan(self) -> GatheringPlan:
        """Return what was filled in; a vote that was not asked for stays."""
        kept = {name: getattr(self._gathering, name) for name in ("vote", "vote_point")}
        return GatheringPlan(**{**kept, **self.cleaned_data})


class SignupForm(forms.Form):
    """Somebody who called or came by."""

    name = forms.CharField(label=_("Wer hat sich gemeldet?"), max_length=80)


class GuestSignupForm(forms.Form):
    """Somebody without an account wants to come."""

    name = forms.CharField(
        label=_("Ihr Name"), max_length=80, help_text=_("Ihn sieht nur das Rathaus."),
        error_messages={"required": _("Bitte sagen Sie, wer kommt.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"), max_length=254,
        help_text=_("Dorthin kommt die Bestätigung mit dem Weg zum Abmelden. Am Tag nach dem Treffen löschen wir sie."),
    )  # fmt: skip


class MinutesForm(forms.Form):
    """What was said, and how many were there."""

    minutes = forms.CharField(label=_("Was besprochen wurde"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip
    came = forms.IntegerField(label=_("Wie viele Menschen waren da?"), min_value=0, max_value=100_000, required=False)


class GatheringPhotoForm(forms.Form):
    """A photo with words for those who do not see it."""

    photo = PhotoField(label=_("Foto"), widget=forms.FileInput(attrs=PHOTO_INPUT))
    alt = forms.CharField(label=_("Was ist zu sehen?"), max_length=200)


class TakeawaysForm(forms.Form):
    """What stood on the wall, one a line."""

    lines = forms.CharField(
        label=_("Ergebnisse eintippen"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Eine Zeile wird eine Idee dieser Beteiligung. Dabei steht, dass sie aus dem Treffen kommt."),
    )  # fmt: skip

    def clean_lines(self) -> list[str]:
        """Return the lines; one that is too short or too long is named."""
        found = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["lines"].splitlines() if line.strip()))  # fmt: skip
        if len(found) > _MOST_LINES:
            raise ValidationError(_("Bitte höchstens %(n)d Zeilen auf einmal.") % {"n": _MOST_LINES})
        for number, line in enumerate(found, start=1):
            if not _SHORTEST_LINE <= len(line) <= _LONGEST_LINE:
                words = _("Zeile %(number)d muss zwischen %(least)d und %(most)d Zeichen haben.")
                raise ValidationError(words % {"number": number, "least": _SHORTEST_LINE, "most": _LONGEST_LINE})
        return found


def _point(number: int, line: str) -> AgendaPoint:
    found = _TIMED.match(line)
    title, at = line, None
    if found:
        try:
            title, at = found[3].strip(), datetime.time(int(found[1]), int(found[2]))
        except ValueError:
            raise ValidationError(_("Zeile %(number)d: „%(time)s“ ist keine Uhrzeit.") % {"number": number, "time": f"{found[1]}:{found[2]}"}) from None  # fmt: skip
    if len(title) > _LONGEST_POINT:
        raise ValidationError(_("Zeile %(number)d ist zu lang: höchstens %(most)d Zeichen.") % {"number": number, "most": _LONGEST_POINT})  # fmt: skip
    return AgendaPoint(title, at)
