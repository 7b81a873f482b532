"""Ballots to print: an accessible PDF, each sheet with its own number and a way to the page online."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.core.money import format_euro
from dorflinde.participation.models import Budget, sheet_code
from dorflinde.participation.queries.budget import choices_of, pots_of
from dorflinde.places.public import Place, places_of
from dorflinde.ui.clock import full_day

from .printing import qr, set_in_print

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheets_as_pdf(budget: Budget, numbers: Iterable[int]) -> bytes:
    """Return one sheet for each number."""
    codes = [sheet_code(number) for number in numbers]
    return set_in_print(TEMPLATE, _sheet(budget) | {"numbers": codes}, timezone.localdate())


def _sheet(budget: Budget) -> dict[str, Any]:
    project = budget.activity.project
    url = f"{settings.BASE_URL}{budget.get_absolute_url()}"
    asks_home = any(pot.only_locals for pot in pots_of(budget))
    return {
        "title": budget.activity.title,
        "publisher": project.municipality.full_name,
        "how": how_on_paper(budget),
        "until": _("Bis %(day)s im Rathaus abgeben. Schreiben Sie keinen Namen darauf.")
        % {"day": full_day(budget.activity.phase.ends_on)},
        "qr": qr(url),
        "qr-alt": _("QR-Code, der zum Bürgerhaushalt im Netz führt"),
        "online": _("Alle Vorschläge im Netz. Bitte nur einmal abstimmen: hier oder dort."),
        "number": _("Zettel"),
        "home": _("Ich bin zu Hause in:") if asks_home else "",
        "homes": [place.name for place in places_of(project.municipality)] if asks_home else [],
        "marks": budget.counts_crosses,
        "foot": f"{project.municipality.full_name} · {url}",
        "pots": [
            {
                "title": pot.title,
                "amount": format_euro(pot.amount),
                "only": _("Nur wer in %(place)s zu Hause ist.") % {"place": pot.place.name} if pot.only_locals else "",
                "proposals": [
                    {
                        "number": str(proposal.number),
                        "title": proposal.title,
                        "note": " · ".join(
                            filter(None, [proposal.place.name, proposal.group.title if proposal.group else ""])
                        ),
                        "cost": format_euro(proposal.valuation.cost),
                    }
                    for proposal in proposals
                ],
            }
            for pot, proposals in choices_of(budget, None, all_pots=True)
        ],
    }


def how_on_paper(budget: Budget) -> str:
    """Say how one fills a sheet in."""
    kinds = Budget.BallotKind
    if budget.ballot_kind == kinds.POINTS:
        return ngettext(
            "Schreiben Sie in jedem Topf Punkte zu den Vorschlägen, zusammen höchstens %(n)d.",
            "Schreiben Sie in jedem Topf Punkte zu den Vorschlägen, zusammen höchstens %(n)d.",
            budget.points,
        ) % {"n": budget.points}
    if budget.ballot_kind == kinds.RANKING:
        return _("Schreiben Sie in jedem Topf 1 zu dem, was Ihnen am wichtigsten ist, dann 2 und so weiter.")
    if budget.ballot_kind == kinds.BASKET:
        return _("Kreuzen Sie an, was Sie kaufen würden. Zusammen darf es nicht mehr kosten, als im Topf ist.")
    if budget.most:
        return ngettext(
            "Kreuzen Sie in jedem Topf höchstens %(n)d Vorschlag an.",
            "Kreuzen Sie in jedem Topf höchstens %(n)d Vorschläge an.",
            budget.most,
        ) % {"n": budget.most}
    return _("Kreuzen Sie alles an, was Sie gut finden.")


def homes_to_choose(budget: Budget) -> list[Place]:
    """Return the places a sheet asks for, when some pot is only for one."""
    if not any(pot.only_locals for pot in pots_of(budget)):
        return []
    return places_of(budget.activity.project.municipality)
