"""Inventory, strengths and weaknesses, and the baseline as lists for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.cells import inert
from dorflinde.places.public import Place
from dorflinde.strategy.models import Assessment, InventoryItem, SheetAnswer, StepMark, SwotEntry
from dorflinde.strategy.queries.baseline import results


def export_inventory(place: Place) -> bytes:
    """Write down what the municipality has."""
    rows = InventoryItem.objects.of(place).in_order()
    return _csv(
        [_("Art"), _("Name"), _("Jahr"), _("Wer kennt sich aus?"), _("Adresse im Netz"), _("Was folgt daraus?")],
        ([str(row.get_kind_display()), row.title, row.year, row.responsible, row.link, row.follows] for row in rows),
    )


def export_swot(place: Place) -> bytes:
    """Write down strengths, weaknesses, opportunities and risks."""
    rows = SwotEntry.objects.of(place).kept().in_order()
    return _csv(
        [_("Liste"), _("In einem Satz"), _("Woher stammt das?")],
        ([str(row.get_side_display()), row.text, row.origin] for row in rows),
    )


def export_assessment(assessment: Assessment) -> bytes:
    """Write down what an assessment says, question by question; what nobody said stays empty."""
    rows = (
        [one.dimension.title, row.question.text, row.today, row.target, row.gap or None, row.lowest, row.highest, row.voices]
        for one in results(assessment)
        for row in one.questions
    )  # fmt: skip
    return _csv(
        [
            _("Bereich"), _("Frage"), _("heute"), _("Ziel"), _("Abstand"), _("niedrigste Antwort"), _("höchste Antwort"),
            _("Antworten"),
        ],
        rows,
    )  # fmt: skip


def rows_of_respondent(user: User) -> list[dict[str, Any]]:
    """Return what a person answered, said about steps, and wrote into inventory and lists."""
    answers = SheetAnswer.objects.filter(sheet__respondent=user).select_related("sheet__assessment__municipality")
    return [
        *(
            {"kind": "baseline", "assessment": str(one.sheet.assessment), "question": one.question, "today": one.today,
             "target": one.target, "evidence": one.evidence, "comment": one.comment}
            for one in answers
        ),
        *(
            {"kind": "step", "step": one.step, "state": one.kind, "note": one.note, "at": one.at.isoformat()}
            for one in StepMark.objects.filter(marked_by=user)
        ),
        *({"kind": "inventory", "title": one.title} for one in InventoryItem.objects.filter(created_by=user)),
        *({"kind": "swot", "text": one.text} for one in SwotEntry.objects.filter(created_by=user)),
    ]  # fmt: skip


def _csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(["" if cell is None else inert(_said(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _said(cell: object) -> str:
    return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)
