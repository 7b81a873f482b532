"""The chapter on the roadmap: how far the measures are, the chart on pages of its own, and a table that says the same."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from dorflinde.methods.gantt import Chart, Row, Sizes, lay_out
from dorflinde.strategy.models import Horizon, Status
from dorflinde.strategy.paper.chart import Legend, draw, on_paper
from dorflinde.strategy.paper.colours import palette
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import due_words, lead, milestone_state, period, state
from dorflinde.strategy.paper.tree import Block, BulletList, Column, Figure, Heading, Paragraph, Run, Table, text

PAGE = Sizes(width=1180, lead=186, bar=24, gap=10)  # fits the height below on a page across, with letters of 8 points
TALLEST = 620
SHOWN = (Status.DONE, Status.ACTIVE, Status.PLANNED, Status.IDEA, Status.PAUSED)


def chapter(material: Material) -> Iterator[Block]:
    """Write the chapter."""
    yield Paragraph(text(sentence(material)), lead=True)
    yield from _standing(material)
    yield from _horizons(material)
    yield from _charts(material)
    yield from _table(material)
    yield from _milestones(material)
    yield from _dropped(material)


def sentence(material: Material) -> str:
    """Say in one sentence how far the roadmap is."""
    words = {
        "active": material.count(Status.ACTIVE),
        "total": len(material.measures),
        "done": material.count(Status.DONE),
    }
    return _("Von %(total)s Maßnahmen laufen %(active)s, fertig sind %(done)s.") % words


def legend() -> Legend:
    """What the chart says in words."""
    return Legend(
        statuses=[(status.value, str(status.label)) for status in SHOWN],
        needs=_("setzt voraus"),
        early=_("beginnt, bevor die andere fertig ist"),
        critical=_("entscheidet, wann alles fertig ist"),
        milestone=_("Meilenstein"),
    )


def _standing(material: Material) -> Iterator[Block]:
    columns = (Column(_("Handlungsfeld"), share=3), *(Column(str(status.label), number=True) for status in SHOWN))
    rows = [
        (
            field.title if field else _("Ohne Handlungsfeld"),
            *(str(sum(measure.status == status for measure in measures)) for status in SHOWN),
        )
        for field, measures in material.fields
    ]
    total = (_("Summe"), *(str(material.count(status)) for status in SHOWN))
    yield Table(_("Wie weit die Maßnahmen sind"), columns, (*rows, total), total=True)


def _horizons(material: Material) -> Iterator[Block]:
    yield Heading(2, _("Wann begonnen wird"))
    windows = material.windows
    items = []
    for horizon in Horizon:
        here = [measure for measure in material.measures if windows.horizon(measure.start) is horizon]
        if here:
            numbers = ", ".join(measure.number for measure in here)
            items.append((Run(f"{windows.label(horizon)}: ", strong=True), Run(numbers)))
    if items:
        yield BulletList(tuple(items))


def _charts(material: Material) -> Iterator[Block]:
    pages = list(_pages(material))
    first, last = material.window.first // 12, material.window.last // 12
    skin = on_paper(palette(material.place.hue))
    for number, chart in enumerate(pages, 1):
        words = {"first": first, "last": last, "number": number, "all": len(pages)}
        caption = _("Fahrplan %(first)s bis %(last)s") % words
        if len(pages) > 1:
            caption = _("Fahrplan %(first)s bis %(last)s, Blatt %(number)s von %(all)s") % words
        shown = ", ".join(lane.title for lane in chart.lanes)
        alt = _(
            "Balkenplan der Maßnahmen von %(first)s bis %(last)s in den Handlungsfeldern %(fields)s. "
            "Dieselben Angaben stehen in der Tabelle danach."
        ) % {**words, "fields": shown}
        svg = draw(chart, skin, legend())
        yield Figure(svg, alt, caption, wide=True)
    missing = [row.title for row in material.rows if row.start is None]
    if missing:
        yield Paragraph(text(_("Noch ohne Termin: %(which)s.") % {"which": "; ".join(missing)}))


def _pages(material: Material) -> Iterator[Chart]:
    """The chart in sheets that can be read: whole fields of action together, as many as fit on a page."""
    sheet: list[Row] = []
    for _field, measures in material.fields:
        keys = {str(measure.public_id) for measure in measures}
        rows = [row for row in material.rows if row.id in keys and row.start is not None]
        if sheet and rows and _lay_out([*sheet, *rows], material).height > TALLEST:
            yield _lay_out(sheet, material)
            sheet = []
        for row in rows:
            if sheet and _lay_out([*sheet, row], material).height > TALLEST:
                yield _lay_out(sheet, material)
                sheet = []
            sheet.append(row)
    if sheet:
        yield _lay_out(sheet, material)


def _lay_out(rows: Sequence[Row], material: Material) -> Chart:
    return lay_out(rows, material.window, today=material.today, today_label=_("heute"), sizes=PAGE)


def _table(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("Maßnahme"), share=2.6),
        Column(_("Handlungsfeld"), share=1.7),
        Column(_("Zeitraum"), share=1.9),
        Column(_("Stand")),
        Column(_("Federführung"), share=1.5),
    )
    rows = [
        (str(measure), field.title if field else "–", period(measure), state(measure), lead(measure))
        for field, measures in material.fields
        for measure in measures
    ]
    if rows:
        yield Table(_("Der Fahrplan als Tabelle"), columns, tuple(rows))


def _milestones(material: Material) -> Iterator[Block]:
    found = sorted(
        (stone.due_on or date.max, index, measure, stone)
        for index, (measure, stone) in enumerate(
            (measure, stone) for measure in material.measures for stone in measure.milestones.all()
        )
    )
    if not found:
        return
    yield Heading(2, _("Meilensteine"))
    columns = (
        Column(_("Meilenstein"), share=2.4),
        Column(_("Maßnahme"), share=2.2),
        Column(_("Bis wann"), share=1.4),
        Column(_("Stand"), share=1.1),
    )
    rows = [
        (stone.title, str(measure), due_words(stone), milestone_state(stone)) for _day, _index, measure, stone in found
    ]
    yield Table(_("Meilensteine der Maßnahmen"), columns, tuple(rows))


def _dropped(material: Material) -> Iterator[Block]:
    if not material.dropped:
        return
    yield Heading(2, _("Nicht weiter verfolgt"))
    rows = []
    for measure in material.dropped:
        reason = next((one.reason for one in measure.status_changes.all() if one.status == Status.DROPPED), "")
        rows.append((str(measure), reason or _("ohne Begründung")))
    yield Table(_("Verworfene Maßnahmen"), (Column(_("Maßnahme")), Column(_("Begründung"), share=1.6)), tuple(rows))
