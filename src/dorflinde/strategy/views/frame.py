"""The frame around every page of the workbench: its areas and their pages, and whether the reader may change things."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import policies


def workbench_page(
    request: UserRequest, template: str, place: Place, *, tab: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of the workbench; `tab` names the page it belongs to."""
    may_edit = policies.may_edit(request.user, place)
    frame = {"place": place, "may_edit": may_edit} | _ways(place, tab, may_edit=may_edit)
    return render(request, f"strategy/workshop/{template}.html", frame | context, status=status)


def _areas(*, may_edit: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the areas in the order of a strategy cycle: (label, [(name of the address, label of the page)]).

    A page without a label belongs to the area and is reached from another of its pages, with its filters.
    """
    measures = [("measures", _("Alle Maßnahmen")), ("board", ""), ("chart", ""), ("portfolio", "")]
    priorities = [("rating", _("Bewerten")), ("ratings", _("Ergebnis der Bewertung"))]
    priorities += [("weighing", _("Gewichten")), ("votes", _("Punkte vergeben"))]
    if may_edit:
        measures.append(("import", _("Liste einlesen")))
    people = [(_("Akteure"), [("stakeholders", _("Akteure")), ("participation_plan", _("Beteiligungsplan"))])]
    return [
        (_("Überblick"), [("index", _("Überblick")), ("cycles", _("Alle Strategien"))]),
        (
            _("Lage"),
            [("situation", _("Ausgangslage")), ("inventory", _("Bestand")), ("swot", _("Stärken und Schwächen"))],
        ),
        *(people if may_edit else []),  # what is noted about people is only for the town hall
        (
            _("Ziele"),
            [
                ("strategy", _("Strategie")),
                ("vision", _("Leitbild")),
                ("fields", _("Handlungsfelder")),
                ("goals", _("Ziele")),
            ],
        ),
        (_("Maßnahmen"), measures),
        (_("Auswählen"), priorities),
        (_("Werkstätten"), [("meetings", _("Werkstätten"))]),
        (_("Geld und Personal"), [("money", _("Geld")), ("staff", _("Personal")), ("reminders", _("Förderfristen"))]),
        (_("Fahrplan"), [("proposals", _("Vorschläge"))]),
        (_("Papier"), [("papers", _("Papier")), ("paper_texts", _("Texte")), ("council_letter", _("Ratsbrief"))]),
        (
            _("Umsetzung"),
            [("reports", _("Berichte")), ("indicators", _("Kennzahlen")), ("continuation", _("Verstetigung"))],
        ),
    ]


def _ways(place: Place, current: str, *, may_edit: bool) -> dict[str, list[tuple[str, str, bool]]]:
    """Return the areas as tabs and, where an area has several pages, the pages of the current one below them."""
    tabs, pages = [], []
    for label, names in _areas(may_edit=may_edit):
        links = [
            (words, reverse(f"workshop:{name}", args=[place.slug]), name == current) for name, words in names if words
        ]
        is_here = current in {name for name, _words in names}
        tabs.append((label, links[0][1], is_here))
        if is_here and len(links) > 1:
            pages = links
    return {"tabs": tabs, "pages": pages}
