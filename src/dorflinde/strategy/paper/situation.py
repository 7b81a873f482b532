"""Where the municipality stands: its baseline, its strengths and weaknesses, and the groups it has in view."""

from collections.abc import Iterator, Sequence

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_number
from dorflinde.strategy.models import HIGHEST, InventoryItem, SwotEntry
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import paragraphs
from dorflinde.strategy.paper.tree import Block, BulletList, Column, Heading, Inline, Paragraph, Run, Table, text
from dorflinde.strategy.queries import Baseline, widest_gaps
from dorflinde.ui.clock import full_day


def baseline(material: Material) -> Iterator[Block]:
    """What there is and how it was judged: in words, in figures, as a list."""
    place, strategy = material.place, material.strategy
    words = list(paragraphs(strategy.baseline if strategy else ""))
    if not (place.population or words or material.baseline or material.inventory):
        yield Paragraph(text(_("Die Ausgangslage ist noch nicht beschrieben.")))
        return
    if place.population:
        count = format_number(place.population, _tongue())
        sentence = _("%(place)s hat %(count)s Einwohnerinnen und Einwohner.")
        yield Paragraph(text(sentence % {"place": place.full_name, "count": count}))
    yield from words
    yield Heading(2, _("Wo wir stehen"))
    if material.baseline:
        yield from _assessed(material.baseline)
    else:
        yield Paragraph(text(_("Der Fragebogen zur Ausgangslage ist noch nicht gemeinsam beantwortet.")))
    if material.inventory:
        yield Heading(2, _("Was es schon gibt"))
        yield _inventory(material.inventory)


def _assessed(found: Baseline) -> Iterator[Block]:
    words = {"day": full_day(found.assessment.held_on), "highest": HIGHEST}
    sentence = _(
        "Am %(day)s wurde die Lage mit einem Fragebogen eingeschätzt: für jede Frage der Stand heute und das Ziel in zwei bis drei "
        "Jahren, von 1 (am Anfang) bis %(highest)s (vorbildlich)."
    )
    said = [sentence % words]
    if found.people > 1:
        people = ngettext("%(count)s Mensch hat geantwortet.", "%(count)s Menschen haben geantwortet.", found.people)
        said.append(people % {"count": found.people})
    yield Paragraph(text(" ".join(said)))
    yield Table(
        _("Ausgangslage nach Bereichen"),
        (
            Column(_("Bereich"), share=3),
            Column(_("Heute"), number=True),
            Column(_("Ziel"), number=True),
            Column(_("Abstand"), number=True),
        ),
        tuple(
            (one.dimension.title, _level(one.today), _level(one.target), _level(one.gap)) for one in found.dimensions
        ),
    )
    gaps = widest_gaps(found.dimensions)
    if gaps:
        yield Table(
            _("Wo bis zum Ziel am meisten fehlt"),
            (Column(_("Frage"), share=4), Column(_("Heute"), number=True), Column(_("Ziel"), number=True)),
            tuple((one.question.text, _level(one.today), _level(one.target)) for _side, one in gaps),
        )


def _inventory(items: Sequence[InventoryItem]) -> Table:
    columns = (
        Column(_("Was"), share=2), Column(_("Art"), share=1.3), Column(_("Jahr"), share=0.7),
        Column(_("Was daraus folgt"), share=2.6),
    )  # fmt: skip
    rows = tuple(
        (item.title, item.get_kind_display(), str(item.year) if item.year else "–", item.follows or "–") for item in items
    )  # fmt: skip
    return Table(_("Pläne, Beschlüsse, Projekte und Systeme"), columns, rows)


def swot(material: Material) -> Iterator[Block]:
    """The four lists as they were agreed on; without a line the chapter is left out."""
    for side in SwotEntry.Side:
        lines = [entry for entry in material.swot if entry.side == side]
        if lines:
            yield Heading(2, str(side.label))
            yield BulletList(tuple(_line(entry) for entry in lines))


def _line(entry: SwotEntry) -> Inline:
    origin = f" ({entry.origin})" if entry.origin else ""
    return (Run(f"{entry.text}{origin}"),)


def actors(material: Material) -> Iterator[Block]:
    """The groups the town hall has in view and the organisations in charge; what is noted about people stays inside."""
    leaders = dict.fromkeys(
        measure.lead_organisation.name for measure in material.measures if measure.lead_organisation is not None
    )
    if material.groups:
        yield Paragraph(text(_("Diese Gruppen im Ort haben wir bei der Strategie im Blick:")))
        yield BulletList(tuple(text(str(group.label)) for group in material.groups))
    if leaders:
        yield Paragraph(text(_("Diese Organisationen führen Maßnahmen an:")))
        yield BulletList(tuple(text(name) for name in sorted(leaders)))


def _level(value: float | None) -> str:
    return "–" if value is None else number_format(value, 1)


def _tongue() -> str:
    return get_language() or "de"
