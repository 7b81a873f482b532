"""The columns of a measure list, under the many headings people give them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dorflinde.core.dates import FIRST_YEAR, LAST_YEAR
from dorflinde.core.text import german_slug

from .report import ImportProblem

# Our name → the heading we write ourselves, then what others call it. Compared without case, umlauts, blanks and signs.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("Nr.", "Nummer", "Lfd. Nr.", "Maßnahmennummer", "Maßnahmen-Nr.", "Kürzel", "Code", "ID", "No.", "No", "Number", "Kennung"),
    "title": ("Maßnahme", "Titel", "Maßnahmentitel", "Name der Maßnahme", "Bezeichnung", "Projekt", "Projekttitel", "Vorhaben", "Name",
              "Measure", "Title", "Project", "Action"),
    "field": ("Handlungsfeld", "Themenfeld", "Bereich", "Handlungsbereich", "Field of action", "Field", "Category", "Kategorie", "Thema"),
    "description": ("Kurzbeschreibung", "Beschreibung", "Inhalt", "Erläuterung", "Description", "Summary"),
    "goal": ("Ziel / Wirkung", "Ziel", "Ziele", "Wirkung", "Ziel und Wirkung", "Zielsetzung", "Nutzenbeschreibung", "Goal", "Goals",
             "Goal / effect", "Effect", "Objective"),
    "lead": ("Federführung", "Federführend", "Verantwortlich", "Verantwortliche Stelle", "Zuständig", "Zuständigkeit", "Träger", "Lead",
             "Responsible", "Owner", "Lead organisation", "Lead organization"),
    "lead_organisation": ("Organisation auf der Plattform", "Organisation on the platform"),
    "participants": ("Beteiligte", "Partner", "Mitwirkende", "Akteure", "Weitere Beteiligte", "Participants", "Partners", "Stakeholders"),
    "start": ("Beginn", "Start", "Anfang", "von", "Startdatum", "Umsetzungsbeginn", "Begin", "Start date", "From"),
    "end": ("Ende", "bis", "Enddatum", "Abschluss", "Fertigstellung", "Umsetzungsende", "End", "End date", "Until", "Finish"),
    "duration": ("Dauer in Monaten", "Dauer", "Laufzeit", "Laufzeit in Monaten", "Duration", "Duration in months"),
    "earliest": ("Beginn frühestens", "frühestens", "frühester Beginn", "Earliest start"),
    "latest": ("Beginn spätestens", "spätestens", "spätester Beginn", "Latest start"),
    "held": ("Termin steht fest", "fester Termin", "Fixtermin", "fixiert", "Fixed date", "Pinned"),
    "priority": ("Priorität", "Prio", "Prio.", "Dringlichkeit", "Wichtigkeit", "Priority"),
    "cost_once": ("Kosten einmalig", "Einmalige Kosten", "Kosten", "Gesamtkosten", "Investitionskosten", "Investition", "Budget",
                  "Kosten (einmalig)", "One-off cost", "One-off costs", "Cost", "Costs", "Cost once", "Investment"),
    "cost_per_year": ("Kosten laufend p. a.", "Laufende Kosten", "Kosten laufend", "Kosten im Jahr", "Jährliche Kosten", "Folgekosten",
                      "Betriebskosten", "Kosten pro Jahr", "Running cost", "Running costs", "Annual cost", "Annual costs", "Cost per year"),
    "programme": ("Förderprogramm", "Förderung", "Fördermittel", "Programm", "Funding programme", "Funding program", "Funding", "Grant"),
    "rate": ("Fördersatz", "Förderquote", "Förderanteil", "Funding rate", "Rate"),
    "amount": ("Förderbetrag", "Fördersumme", "Zuwendung", "Funding amount", "Grant amount"),
    "kind": ("Art der Förderung", "Funding kind"),
    "stage": ("Stand der Förderung", "Förderstand", "Funding status"),
    "apply_by": ("Antrag bis", "Antragsfrist", "Apply by", "Application deadline"),
    "notice_on": ("Bewilligung am", "Bewilligungsdatum", "Zuwendungsbescheid", "Notice of approval"),
    "proof_by": ("Verwendungsnachweis bis", "Verwendungsnachweis", "Proof of use by"),
    "earmarked_until": ("Zweckbindung bis", "Ende der Zweckbindung", "Zweckbindungsfrist", "Earmarked until"),
    "ends_on": ("Förderung endet am", "Förderende", "Funding ends", "Funding end"),
    "deadline": ("Förderende einhalten", "Funding end is"),
    "staff_months": ("Personenmonate", "PM", "Personalbedarf", "Personalaufwand", "Person-months", "Person months", "Staff months"),
    "demands": ("Personal nach Stellen", "Personenmonate nach Stellen", "Personalbedarf nach Stellen", "Staff by role"),
    "depends_on": ("abhängig von", "Abhängigkeit", "Abhängigkeiten", "Voraussetzung", "Voraussetzungen", "Vorgänger", "Depends on",
                   "Dependencies", "Predecessors"),
    "indicator": ("Indikator", "Kennzahl", "Messgröße", "Erfolgsindikator", "Indicator", "KPI", "Metric"),
    "baseline": ("Ausgangswert", "Istwert", "Basiswert", "Baseline", "Start value"),
    "target": ("Zielwert", "Sollwert", "Target", "Target value"),
    "current": ("heutiger Wert", "aktueller Wert", "Current value"),
    "unit": ("Einheit", "Unit"),
    "direction": ("Was ist besser?", "Richtung", "Direction"),
    "medium": ("digital / analog", "digital oder analog", "Digital/Analog", "Form", "Digital or analogue", "Digital / analogue", "Medium"),
    "status": ("Status", "Stand", "Umsetzungsstand", "Bearbeitungsstand", "State", "Progress status"),
    "progress": ("Fortschritt", "Fortschritt in Prozent", "Umsetzungsgrad", "Progress", "Completion"),
    "effort": ("Aufwand", "Effort"),
    "benefit": ("Nutzen", "Benefit"),
    "risks": ("Risiken", "Risiko", "Hemmnisse", "Risks", "Risk"),
    "origin_text": ("Herkunft", "Ursprung", "Quelle", "Entstanden aus", "Origin", "Source"),
    "visibility": ("Sichtbarkeit", "Visibility"),
}  # fmt: skip
FUNDING = (
    "programme",
    "rate",
    "amount",
    "kind",
    "stage",
    "apply_by",
    "notice_on",
    "ends_on",
    "proof_by",
    "earmarked_until",
    "deadline",
)
INDICATOR = ("indicator", "baseline", "target", "current", "unit", "direction")
PLANNING = ("duration", "earliest", "latest", "held", "demands")
YEARLY = {"once": "cost_once", "running": "cost_per_year"}  # „Kosten einmalig 2027“: what one year costs
_YEARLY_HEADINGS = {"once": "Kosten einmalig", "running": "Kosten laufend"}
REPEATED = frozenset(FUNDING + INDICATOR)  # a second payer stands in „Förderprogramm 2“
MONEY = frozenset({"cost_once", "cost_per_year", "amount", *YEARLY})
HEADING_ROWS = 20  # a title, a note and empty rows may stand above the headings
MOST_REPEATS = 9


@dataclass(frozen=True, slots=True)
class Column:
    """Where a part of the profile stands in the list, and what the list calls it."""

    index: int
    name: str
    repeat: int  # 0 for the first payer or figure, 1 for the second …; the year of a cost by years
    heading: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings of a list."""

    row: int  # counted from 0
    columns: tuple[Column, ...]
    ignored: tuple[str, ...]

    def heading(self, name: str) -> str:
        """Return what the list calls a column; our own word if it has none."""
        return next((column.heading for column in self.columns if column.name == name), heading_of(name))


def find_headings(rows: Sequence[Sequence[object]]) -> Headings:
    """Return the row that knows the most headings, a title among them; ImportProblem if there is none."""
    candidates = [_read_headings(number, row) for number, row in enumerate(rows[:HEADING_ROWS])]
    with_title = [found for found in candidates if any(column.name == "title" for column in found.columns)]
    if not with_title:
        raise ImportProblem(
            _(
                "In den ersten %(rows)s Zeilen steht keine Überschrift „Maßnahme“ oder „Titel“. Bitte geben Sie jeder Spalte eine Überschrift, zum Beispiel: Nr., Maßnahme, Handlungsfeld, Beginn, Ende, Priorität."
            )
            % {"rows": HEADING_ROWS}
        )
    return max(with_title, key=lambda found: (len(found.columns), -found.row))


def heading_of(name: str, repeat: int = 0) -> str:
    """Return the heading we write for a column."""
    if name in YEARLY:
        return f"{_YEARLY_HEADINGS[name]} {repeat or ''}".strip()
    return f"{HEADINGS[name][0]} {repeat + 1}" if repeat else HEADINGS[name][0]


def folded(heading: str) -> str:
    """Return a heading without what people write differently: case, umlauts, blanks, hyphens, dots."""
    return german_slug(heading, longest=200).replace("-", "")


def _read_headings(number: int, row: Sequence[object]) -> Headings:
    columns: list[Column] = []
    ignored: list[str] = []
    taken: set[tuple[str, int]] = set()
    for index, cell in enumerate(row):
        text = " ".join(str(cell).split()) if isinstance(cell, str) else ""
        if not text:
            continue
        found = _recognise(text)
        if found is None or found in taken:
            ignored.append(text[:60])
            continue
        taken.add(found)
        columns.append(Column(index, found[0], found[1], text[:60]))
    return Headings(number, tuple(columns), tuple(ignored))


_KNOWN = {folded(word): name for name, words in reversed(HEADINGS.items()) for word in words}


def _recognise(text: str) -> tuple[str, int] | None:
    # umlauts may have been typed as two letters or stand as one: both fold to the same
    bare = folded(
        unicodedata.normalize(
            "NFC", re.sub(r"\((?:in )?(?:€|eur|euro|%|pm|monate[n]?)\)", "", text, flags=re.IGNORECASE)
        )
    )
    if bare in _KNOWN:
        return _KNOWN[bare], 0
    of_a_year = re.fullmatch(r"([a-z]+)([0-9]{4})", bare)
    if of_a_year and FIRST_YEAR <= int(of_a_year[2]) <= LAST_YEAR:
        return next(
            ((name, int(of_a_year[2])) for name, whole in YEARLY.items() if _KNOWN.get(of_a_year[1]) == whole), None
        )
    again = re.fullmatch(r"([a-z]+)([2-9])", bare)
    if again and _KNOWN.get(again[1]) in REPEATED:
        return _KNOWN[again[1]], int(again[2]) - 1
    return None
