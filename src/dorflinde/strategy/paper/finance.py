"""The chapter on money: what is known by field, by year and by who pays, and what nobody has priced yet."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro, format_number
from dorflinde.strategy.paper.costs import by_source, by_year
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.tree import Block, Callout, Column, Heading, Paragraph, Table, text


def chapter(material: Material) -> Iterator[Block]:
    """Write the chapter."""
    once = sum((measure.cost_once or Decimal(0) for measure in material.measures), Decimal(0))
    yearly = sum((measure.cost_per_year or Decimal(0) for measure in material.measures), Decimal(0))
    words = {"once": _euro(once), "yearly": _euro(yearly)}
    yield Paragraph(
        text(
            _("Bisher sind einmalige Kosten von %(once)s und laufende Kosten von %(yearly)s im Jahr beziffert.") % words
        ),
        lead=True,
    )
    unpriced = [m for m in material.measures if m.cost_once is None and m.cost_per_year is None]
    if unpriced:
        sentence = ngettext(
            "%(count)s Maßnahme ist noch nicht beziffert: %(which)s.",
            "%(count)s Maßnahmen sind noch nicht beziffert: %(which)s.",
            len(unpriced),
        )
        which = ", ".join(measure.number for measure in unpriced)
        yield Callout("", (text(sentence % {"count": len(unpriced), "which": which}),))
    yield from _by_field(material)
    yield from _by_year(material)
    yield from _by_source(material)


def _by_field(material: Material) -> Iterator[Block]:
    yield Heading(2, _("Nach Handlungsfeldern"))
    rows = []
    totals = [Decimal(0), Decimal(0), Decimal(0)]
    for field, measures in material.fields:
        sums = [
            sum((getattr(measure, name) or Decimal(0) for measure in measures), Decimal(0))
            for name in ("cost_once", "cost_per_year", "staff_months")
        ]
        totals = [before + more for before, more in zip(totals, sums, strict=True)]
        rows.append((field.title if field else _("Ohne Handlungsfeld"), str(len(measures)), *_money_row(sums)))
    columns = (
        Column(_("Handlungsfeld"), share=2.6),
        Column(_("Maßnahmen"), number=True, share=1.1),
        Column(_("Einmalig"), number=True, share=1.3),
        Column(_("Im Jahr"), number=True, share=1.2),
        Column(_("Personenmonate"), number=True, share=1.4),
    )
    total = (_("Summe"), str(len(material.measures)), *_money_row(totals))
    yield Table(_("Kosten und Personal nach Handlungsfeldern"), columns, (*rows, total), total=True)


def _by_year(material: Material) -> Iterator[Block]:
    yield Heading(2, _("Nach Jahren"))
    yield Paragraph(
        text(
            _(
                "Einmalige Kosten stehen in den Jahren, für die sie genannt sind, sonst im Jahr, in dem eine Maßnahme "
                "beginnt. Laufende Kosten zählen nach dem Ende einer Maßnahme bis zum Ende des Fahrplans (%(year)s), "
                "wenn sie nicht für ein Jahr genannt sind."
            )
            % {"year": material.window.last // 12}
        )
    )
    years = by_year(material.measures, material.window.last // 12)
    rows = [
        (
            str(year.number) if year.number is not None else _("ohne Termin, im Jahr"),
            _euro(year.once),
            _euro(year.running),
            _euro(year.total),
        )
        for year in years
    ]
    totals = [sum((getattr(year, name) for year in years), Decimal(0)) for name in ("once", "running", "total")]
    columns = (
        Column(_("Jahr"), share=1.4),
        Column(_("Einmalig"), number=True),
        Column(_("Laufend"), number=True),
        Column(_("Zusammen"), number=True),
    )
    total = (_("Summe"), *map(_euro, totals))
    yield Table(_("Kosten nach Jahren"), columns, (*rows, total), total=True)


def _by_source(material: Material) -> Iterator[Block]:
    yield Heading(2, _("Wer die einmaligen Kosten trägt"))
    sources = by_source(
        material.measures, own=_("eigene Mittel der Kommunen"), open_programme=_("Förderprogramm noch offen")
    )
    rows = [(source.name, str(len(source.measures)), _euro(source.amount)) for source in sources]
    columns = (
        Column(_("Quelle"), share=3),
        Column(_("Maßnahmen"), number=True),
        Column(_("Betrag"), number=True, share=1.3),
    )
    priced = {number for source in sources for number in source.measures}
    total = (_("Summe"), str(len(priced)), _euro(sum((source.amount for source in sources), Decimal(0))))
    yield Table(_("Einmalige Kosten nach Quellen"), columns, (*rows, total), total=True)


def _money_row(sums: list[Decimal]) -> tuple[str, str, str]:
    once, yearly, months = sums
    return _euro(once), _euro(yearly), format_number(months, get_language() or "de")


def _euro(amount: Decimal) -> str:
    return format_euro(amount, get_language() or "de")
