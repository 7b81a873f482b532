"""Ballots to print: an accessible PDF, each sheet with its own number and a way to the page online."""

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde import ui
from dorflinde.core.money import format_euro
from dorflinde.participation.models import Budget, sheet_code
from dorflinde.participation.queries.budget import choices_of, pots_of
from dorflinde.places.public import Place, places_of
from dorflinde.ui.clock import full_day

TEMPLATE = Path(__file__).with_name("sheet.typ")
_FONTS = Path(ui.__file__).parent / "static" / "ui" / "dist" / "print-fonts"
_STANDARDS: Any = ["a-2a", "ua-1"]


def sheets_as_pdf(budget: Budget, numbers: Iterable[int]) -> bytes:
    """Return one sheet for each number."""
    import typst  # a large compiler: only where a paper is really set

    day = timezone.localdate()
    data = json.dumps(_sheet(budget) | {"numbers": [sheet_code(number) for number in numbers]}, ensure_ascii=False)
    compiler = typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(_FONTS)] if _FONTS.is_dir() else [],
        ignore_system_fonts=True, sys_inputs={"sheet": _printable(data)},
    )  # fmt: skip
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    content = compiler.compile(format="pdf", pdf_standards=_STANDARDS, timestamp=midnight)
    if not isinstance(content, bytes):
        raise TypeError("typst gave no document")
    return content


def _sheet(budget: Budget) -> dict[str, Any]:
    project, day = budget.activity.project, timezone.localdate()
    url = f"{settings.BASE_URL}{budget.get_absolute_url()}"
    asks_home = any(pot.only_locals for pot in pots_of(budget))
    return {
        "title": budget.activity.title,
        "publisher": project.municipality.full_name,
        "language": (get_language() or settings.LANGUAGE_CODE)[:2],
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "how": how_on_paper(budget),
        "until": _("Bis %(day)s im Rathaus abgeben. Schreiben Sie keinen Namen darauf.")
        % {"day": full_day(budget.activity.phase.ends_on)},
        "qr": _qr(url),
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


def _qr(url: str) -> str:
    """Draw an address as a picture of its own, which the typesetter only knows by its namespace."""
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", scale=4, border=1)
    return out.getvalue().decode()


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


def _printable(data: str) -> str:
    """Let pictures („😀“) fall away: the faces of print do not have them, and an accessible PDF refuses gaps."""
    return "".join(sign if sign <= "\u024f" or sign in "–—‘’‚“”„•…€−\u202f·" else "" for sign in data)
