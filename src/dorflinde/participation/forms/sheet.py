"""Typing sheets in: the number of the sheet, then the numbers of what is on it; no mouse needed."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.actions import MOST_SHEETS, check_ballot
from dorflinde.participation.models import Budget, BudgetProposal, Pot, ResidenceCode, homes_of, read_sheet_code
from dorflinde.places.public import Place

Choices = Sequence[tuple[Pot, Sequence[BudgetProposal]]]
_MARK = re.compile(r"(\d{1,6})(?:[:=](\d{1,3}))?", re.ASCII)


class SheetForm(forms.Form):
    """A sheet as it lies on the table."""

    sheet = forms.CharField(
        label=_("Nummer des Zettels"), max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
        help_text=_("Oben rechts, mit dem Buchstaben: 0042-W"),
    )  # fmt: skip
    marks = forms.CharField(
        label=_("Was steht darauf?"), max_length=300,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}),
        error_messages={"required": _("Bitte geben Sie die Nummern ein, oder kreuzen Sie an, dass nichts zu lesen ist.")},
    )  # fmt: skip
    is_void = forms.BooleanField(label=_("Leer oder nicht lesbar"), required=False)

    def __init__(self, *args: Any, budget: Budget, choices: Choices, homes: Sequence[Place], **kwargs: Any) -> None:
        self.budget, self.choices = budget, choices
        self.proposals = {proposal.number: proposal for _pot, proposals in choices for proposal in proposals}
        super().__init__(*args, **kwargs)
        self.fields["marks"].help_text = _help(budget)
        self.fields["marks"].required = "is_void" not in self.data
        if self.takes_codes:
            self.fields["code"] = forms.CharField(
                label=_("Code für den Wohnsitz, wenn einer dabei ist"), max_length=20, required=False,
                widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
                help_text=_("Er ist damit verbraucht: Mit ihm stimmt niemand noch einmal online ab. Zu welchem Zettel er gehörte, merkt sich niemand."),
            )  # fmt: skip
        self.homes = {str(home.public_id): home for home in homes}
        if homes:
            self.fields["home"] = forms.ChoiceField(
                label=_("Zu Hause in"), required=False,
                choices=[("", _("nicht angekreuzt")), *((key, home.name) for key, home in self.homes.items())],
            )  # fmt: skip

    @property
    def takes_codes(self) -> bool:
        """Tell whether people show with a code where they live, which a sheet can use up."""
        return self.budget.activity.project.proof in ResidenceCode.Way.values

    def clean_sheet(self) -> int:
        """Read the number; the letter catches slips."""
        number = read_sheet_code(self.cleaned_data["sheet"])
        if number is None:
            raise ValidationError(
                _("Nummer und Buchstabe passen nicht zusammen. Bitte vergleichen Sie mit dem Zettel.")
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Read what is on it, and refuse what would not count."""
        cleaned = super().clean() or self.cleaned_data
        self.lines: dict[BudgetProposal, int] = {}
        if cleaned.get("is_void"):
            if cleaned.get("marks"):
                self.add_error("marks", _("Ein leerer oder nicht lesbarer Zettel hat keine Nummern."))
        elif "marks" in cleaned:
            try:
                self.lines = self._read(cleaned["marks"])
                pots = homes_of([pot for pot, _proposals in self.choices], self.home)
                check_ballot(self.budget, pots, self.lines)
            except ValidationError as problem:
                self.add_error("marks", problem)
        return cleaned

    @property
    def home(self) -> Place | None:
        """Return where the person who filled it in is at home, if the sheet says so."""
        return self.homes.get(self.cleaned_data.get("home", ""))

    def _read(self, text: str) -> dict[BudgetProposal, int]:
        lines: dict[BudgetProposal, int] = {}
        places: dict[int, int] = {}
        for word in re.split(r"[\s,;]+", text.strip()):
            found = _MARK.fullmatch(word)
            proposal = self.proposals.get(int(found[1])) if found else None
            if found is None or proposal is None:
                raise ValidationError(_("„%(word)s“ ist keine Nummer auf dem Stimmzettel.") % {"word": word[:20]})
            if proposal in lines:
                raise ValidationError(_("Die Nummer %(number)d steht zweimal da.") % {"number": proposal.number})
            places[proposal.pot_id] = places.get(proposal.pot_id, 0) + 1
            lines[proposal] = self._weight(found[2], places[proposal.pot_id], proposal)
        return lines

    def _weight(self, points: str | None, place: int, proposal: BudgetProposal) -> int:
        kinds = Budget.BallotKind
        if self.budget.ballot_kind == kinds.POINTS:
            if not points or not int(points):
                raise ValidationError(_("Zu Nummer %(number)d fehlen die Punkte.") % {"number": proposal.number})
            return int(points)
        if points is not None:
            raise ValidationError(_("Bei dieser Abstimmung gibt es keine Punkte: bitte nur die Nummern."))
        return place if self.budget.ballot_kind == kinds.RANKING else 1


class PrintForm(forms.Form):
    """How many sheets to print."""

    number = forms.IntegerField(label=_("Wie viele Zettel?"), min_value=1, max_value=MOST_SHEETS, initial=50)


def _help(budget: Budget) -> Any:
    kinds = Budget.BallotKind
    if budget.ballot_kind == kinds.POINTS:
        return _("Nummer und Punkte mit Doppelpunkt, dazwischen ein Leerzeichen: 3:5 7:2")
    if budget.ballot_kind == kinds.RANKING:
        return _("Die Nummern in der Reihenfolge der Plätze, dazwischen ein Leerzeichen: 7 3 12")
    return _("Die angekreuzten Nummern, dazwischen ein Leerzeichen: 3 7 12")
