"""What stands in the paper of a municipality: built from the living data, readable by everyone, nothing internal."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core import subjects
from dorflinde.core.money import format_number
from dorflinde.places.public import Place
from dorflinde.strategy.models import Status, Strategy
from dorflinde.strategy.paper import finance, roadmap
from dorflinde.strategy.paper.material import Material, gather
from dorflinde.strategy.paper.profile import lead, paragraphs, profile
from dorflinde.strategy.paper.tree import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Words,
    text,
)
from dorflinde.trail.public import url_of
from dorflinde.ui.clock import full_day

_SHORT = 900  # characters


def build(place: Place, today: date, *, tells_decision: bool = True) -> tuple[Document, int]:
    """Return the paper of a municipality in the active language, and how many measures it describes.

    The cover of a version has its own line on the decision: `tells_decision` leaves out the one about the strategy.
    """
    material = gather(place, today)
    strategy = material.strategy
    years = strategy.years if strategy else str(today.year)
    document = Document(
        title=strategy.title if strategy else _("Digitalstrategie"),
        subtitle=_("Ziele, Maßnahmen und Fahrplan %(years)s") % {"years": years},
        place=place.full_name,
        language=get_language() or "de",
        day=today,
        words=Words(
            contents=_("Inhalt"), figure=_("Abbildung"), table=_("Tabelle"), page=_("Seite {page} von {pages}")
        ),
        blocks=tuple(_blocks(material)),
        kicker=_("Strategiepapier"),
        publisher=place.full_name,
        summary=_("Was %(place)s vorhat, warum, mit wem, für wie viel Geld und bis wann.") % {"place": place.full_name},
        keywords=(_("Strategie"), _("Fahrplan"), _("Maßnahmen"), place.name),
        cover=tuple(_cover(material, tells_decision=tells_decision)),
        hue=place.hue,
        sample=_("Enthält Beispieldaten: Texte, Zahlen und Termine sind erfunden.") if material.is_sample else "",
    )
    return document, len(material.measures)


def _cover(material: Material, *, tells_decision: bool) -> Iterator[str]:
    yield _("Stand: %(day)s") % {"day": full_day(material.today)}
    if tells_decision:
        yield _decision(material.strategy)
    yield _number_of_measures(len(material.measures))


def _decision(strategy: Strategy | None) -> str:
    if not strategy or not strategy.adopted_on:
        return _("Noch nicht beschlossen")
    words = {"day": full_day(strategy.adopted_on), "who": strategy.adopted_by or _("vom Gemeinderat")}
    return _("Beschlossen am %(day)s: %(who)s") % words


def _blocks(material: Material) -> Iterator[Block]:
    strategy = material.strategy
    if strategy and strategy.foreword.strip():
        yield Heading(1, _("Vorwort"), new_page=True)
        yield from paragraphs(strategy.foreword)
    yield from _how_it_came_about(material)
    yield from _where_we_stand(material)
    yield from _measures(material)
    yield from roadmap.chapter(material)
    yield from finance.chapter(material)
    yield from _delivery(material)


# ---- how it came about ----------------------------------------------------------------------------------------------


def _how_it_came_about(material: Material) -> Iterator[Block]:
    foreword = material.strategy.foreword.strip() if material.strategy else ""
    # A few lines of foreword do not get a page of their own.
    yield Heading(1, _("Wie dieses Papier entstand"), new_page=not 0 < len(foreword) < _SHORT)
    process = material.strategy.process if material.strategy else ""
    usual = _(
        "Dieses Papier wird aus den Angaben gesetzt, mit denen das Rathaus arbeitet. "
        "Es zeigt, was die Gemeinde vorhat, warum, mit wem und mit welchem Geld."
    )
    yield from paragraphs(process or usual)
    if material.is_sample:
        yield Callout(
            _("Beispieldaten"),
            (
                text(
                    _(
                        "Dieses Papier gehört zu einer Beispielregion. Kosten, Personenmonate, Ideen und Zielwerte sind erfunden."
                    )
                ),
            ),
            tone="sample",
        )
    yield Heading(2, _("Was aus der Bürgerschaft kam"))
    yield from _participation(material)


def _participation(material: Material) -> Iterator[Block]:
    total = sum(material.contributions.values())
    grown = [measure for measure in material.measures if material.origins.get(measure.ref)]
    if not total:
        yield Paragraph(text(_("Noch geht keine Maßnahme auf einen Beitrag aus der Bürgerschaft zurück.")))
        return
    sentence = ngettext(
        "%(count)s Beitrag wurde zum Ursprung einer Maßnahme.",
        "%(count)s Beiträge wurden zum Ursprung von Maßnahmen.",
        total,
    ) % {"count": total}
    share = ngettext(
        "%(count)s von %(all)s Maßnahmen geht auf solche Beiträge zurück.",
        "%(count)s von %(all)s Maßnahmen gehen auf solche Beiträge zurück.",
        len(grown),
    ) % {"count": len(grown), "all": len(material.measures)}
    yield Paragraph(text(f"{sentence} {share}"), lead=True)
    kinds = [
        (str(subjects.subject(kind).label), count)
        for kind, count in material.contributions.items()
        if subjects.known(kind)
    ]
    yield Table(
        _("Beiträge, aus denen Maßnahmen wurden"),
        (Column(_("Art"), share=3), Column(_("Anzahl"), number=True)),
        tuple((label, str(count)) for label, count in sorted(kinds, key=lambda kind: (-kind[1], kind[0]))),
    )
    rows = [
        (origin.title, origin.author_name or "–", str(measure))
        for measure in grown
        for origin in material.origins[measure.ref]
    ]
    if rows:
        yield Table(
            _("Vom Beitrag zur Maßnahme"),
            (Column(_("Beitrag"), share=2), Column(_("von")), Column(_("wurde zu"), share=2)),
            tuple(rows),
        )


# ---- where we stand and where we go ---------------------------------------------------------------------------------


def _where_we_stand(material: Material) -> Iterator[Block]:
    strategy = material.strategy
    yield Heading(1, _("Ausgangslage und Leitbild"), new_page=True)
    place = material.place
    if place.population or (strategy and strategy.baseline):
        yield Heading(2, _("Ausgangslage"))
    if place.population:
        yield Paragraph(
            text(
                _("%(place)s hat %(count)s Einwohnerinnen und Einwohner.")
                % {"place": place.full_name, "count": format_number(place.population, get_language() or "de")}
            )
        )
    if strategy and strategy.baseline:
        yield from paragraphs(strategy.baseline)
    yield Heading(2, _("Leitbild"))
    vision = strategy.vision if strategy else ""
    if vision.strip():
        first, *others = paragraphs(vision)
        yield Paragraph(first.runs, lead=True)
        yield from others
    else:
        yield Paragraph(text(_("Ein Leitbild ist noch nicht beschlossen.")))
    yield Heading(2, _("Handlungsfelder"))
    if not material.fields:
        yield Paragraph(text(_("Es gibt noch keine Handlungsfelder.")))
        return
    yield BulletList(
        tuple(
            text(f"{field.title if field else _('Ohne Handlungsfeld')}: {_number_of_measures(len(measures))}")
            for field, measures in material.fields
        )
    )


def _measures(material: Material) -> Iterator[Block]:
    yield Heading(1, _("Handlungsfelder und Maßnahmen"), new_page=True)
    if not material.measures:
        yield Paragraph(text(_("Es gibt noch keine Maßnahmen.")))
    for field, measures in material.fields:
        yield Heading(2, field.title if field else _("Ohne Handlungsfeld"))
        if field and field.description.strip():
            yield from paragraphs(field.description)
        for measure in measures:
            origins = material.origins.get(measure.ref, ())
            yield from profile(measure, origins, url_of(measure.ref) if origins else "")


# ---- delivery -------------------------------------------------------------------------------------------------------


def _delivery(material: Material) -> Iterator[Block]:
    yield Heading(1, _("Umsetzung und Verstetigung"), new_page=True)
    words = material.strategy.continuation if material.strategy else ""
    usual = _("Wie die Maßnahmen nach dem Ende der Förderung weitergehen, ist noch nicht beschrieben.")
    yield from paragraphs(words or usual)
    yield Heading(2, _("Wer federführend ist"))
    leaders: dict[str, list[str]] = {}
    for measure in material.measures:
        leaders.setdefault(lead(measure), []).append(measure.number)
    if leaders:
        yield Table(
            _("Federführung"),
            (Column(_("Wer")), Column(_("Maßnahmen"), share=2)),
            tuple(
                (who, ", ".join(numbers))
                for who, numbers in sorted(leaders.items(), key=lambda row: (-len(row[1]), row[0]))
            ),
        )
    ends = sorted(
        (funding.ends_on, measure, funding)
        for measure in material.measures
        if measure.status not in {Status.DONE, Status.DROPPED}
        for funding in measure.fundings.all()
        if funding.ends_on
    )
    yield Heading(2, _("Wann Förderungen enden"))
    if ends:
        yield Table(
            _("Ende von Förderungen"),
            (Column(_("Tag")), Column(_("Förderung"), share=2), Column(_("Maßnahme"), share=2)),
            tuple((full_day(day), str(funding), str(measure)) for day, measure, funding in ends),
        )
    else:
        yield Paragraph(text(_("Zu keiner Maßnahme ist das Ende einer Förderung vermerkt.")))


def _number_of_measures(count: int) -> str:
    return ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", count) % {"count": count}
