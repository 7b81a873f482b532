"""The monthly letter to the council: what moved, what was decided and reached, what went red, money, and what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro
from dorflinde.core.text import excerpt
from dorflinde.strategy.models import Funding, Status, StatusChange
from dorflinde.strategy.paper.content import words_of_writers
from dorflinde.strategy.paper.costs import by_year
from dorflinde.strategy.paper.profile import due_words
from dorflinde.strategy.paper.timeline import rows_of, window_of
from dorflinde.strategy.paper.tree import (
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    text,
)
from dorflinde.strategy.queries import Month, Red
from dorflinde.ui.clock import full_day

_LONGEST = 240  # characters of a report: the letter is read at one go


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter: a table, or one sentence where there is nothing to tell."""

    title: str
    nothing: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def letter(month: Month) -> Document:
    """Return the letter in the active language."""
    place, name = month.place, name_of(month.first)
    said = [_("Stand: %(day)s") % {"day": full_day(month.day)}]
    if month.is_internal:
        said.insert(0, _("Nicht öffentlich, nur für Rat und Rathaus"))
    is_sample = place.is_sample or any(measure.is_sample for measure in month.measures)
    return Document(
        title=_("Brief an den Gemeinderat"),
        subtitle=name,
        place=place.full_name,
        language=get_language() or "de",
        day=month.day,
        words=words_of_writers(),
        blocks=tuple(_blocks(month)),
        kicker=_("Stand der Strategie"),
        publisher=place.full_name,
        summary=_("Was sich im %(month)s bei den Maßnahmen getan hat.") % {"month": name},
        keywords=(_("Strategie"), _("Gemeinderat"), place.name),
        cover=tuple(said),
        hue=place.hue,
        sample=_("Enthält Beispieldaten: Texte, Zahlen und Termine sind erfunden.") if is_sample else "",
        shape="letter",
    )


def name_of(first: date) -> str:
    """Name a month: „November 2026“."""
    return date_format(first, "F Y")


def summary(month: Month) -> str:
    """Say in one sentence what the month was like."""
    moved = ngettext(
        "Bei %(count)s von %(all)s Maßnahmen hat sich etwas bewegt.", "Bei %(count)s von %(all)s Maßnahmen hat sich etwas bewegt.",
        month.moved,
    )  # fmt: skip
    words = {"count": month.moved, "all": sum(one.status != Status.DROPPED for one in month.measures)}
    said = [moved % words if month.moved else _("In diesem Monat hat sich nichts bewegt.")]
    if count := len(month.reached):
        reached = ngettext("%(count)s Meilenstein ist erreicht.", "%(count)s Meilensteine sind erreicht.", count)
        said.append(reached % {"count": count})
    if count := len(month.reddened):
        red = ngettext("%(count)s Maßnahme ist rot geworden.", "%(count)s Maßnahmen sind rot geworden.", count)
        said.append(red % {"count": count})
    return " ".join(said)


def sections(month: Month) -> Iterator[Section]:
    """Return the parts of the letter that are tables, in order."""
    yield _moved(month)
    yield _decided(month)
    yield _reached(month)
    yield _due(month)
    yield _reds(
        _("Was rot geworden ist: verspätet oder steht still"), _("Keine Maßnahme ist neu rot geworden."), month.reddened
    )
    if month.still_red:
        yield _reds(_("Was weiterhin rot ist"), "", month.still_red)
    yield _money(month)


def costs(month: Month) -> list[Fact]:
    """Return what the year costs as planned, and what has been granted."""
    measures = [measure for measure in month.measures if measure.status != Status.DROPPED]
    rows = rows_of(measures, month.day, no_field="")
    years = by_year(measures, rows, window_of(rows, [month.first.year], month.day))
    year = next((one for one in years if one.number == month.first.year), None)
    shares = [
        funding.share_of(measure.cost_once)
        for measure in measures
        for funding in measure.fundings.all()
        if funding.stage == Funding.Stage.GRANTED
    ]
    granted = sum((share for share in shares if share is not None), Decimal(0))
    unpriced = sum(one.cost_once is None and one.cost_per_year is None for one in measures)
    return [
        Fact(_("Einmalige Kosten %(year)s") % {"year": month.first.year}, text(_euro(year.once if year else Decimal(0)))),
        Fact(_("Laufende Kosten %(year)s") % {"year": month.first.year}, text(_euro(year.running if year else Decimal(0)))),
        Fact(_("Bewilligte Förderung"), text(_euro(granted))),
        Fact(_("Noch nicht beziffert"), text(str(unpriced))),
    ]  # fmt: skip


def _blocks(month: Month) -> Iterator[Block]:
    yield Heading(1, _("Auf einen Blick"))
    yield Paragraph(text(summary(month)), lead=True)
    yield Heading(1, _("Worum der Rat gebeten wird"))
    if month.asks:
        yield BulletList(tuple(text(ask) for ask in month.asks))
    else:
        yield Paragraph(text(nothing_asked()))
    for section in sections(month):
        yield Heading(1, section.title)
        if section.rows:
            yield Table(section.title, section.columns, section.rows)
        else:
            yield Paragraph(text(section.nothing))
    yield Heading(1, _("Was die Maßnahmen kosten"))
    yield Facts(tuple(costs(month)), paired=True)


def nothing_asked() -> str:
    """Say that nothing is asked."""
    return _("In diesem Monat muss der Rat nichts entscheiden.")


def _moved(month: Month) -> Section:
    rows = []
    for move in month.moves:
        what = str(move.get_status_display()) if isinstance(move, StatusChange) else _("Zwischenstand")
        words = move.reason if isinstance(move, StatusChange) else move.text
        rows.append(
            (_day(timezone.localdate(move.at)), str(move.measure), what, excerpt(words, longest=_LONGEST) or "–")
        )
    columns = (
        Column(_("Wann")), Column(_("Maßnahme"), share=1.8), Column(_("Was")), Column(_("In Worten"), share=2.4),
    )  # fmt: skip
    return Section(_("Was sich bewegt hat"), _("In diesem Monat hat sich nichts bewegt."), columns, tuple(rows))


def _decided(month: Month) -> Section:
    rows = [
        (one.decided_on, str(one.measure), one.title, ", ".join(part for part in (one.decided_by, one.reference) if part))
        for one in month.decisions
    ] + [
        (
            one.decided_on, _("Strategiepapier"), _("Fassung %(number)s: %(title)s") % {"number": one.version.number, "title": one.version.title},
            ", ".join(part for part in (one.body, one.votes, one.reference) if part),
        )
        for one in month.resolutions
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[0] or month.first, row[1]))
    columns = (
        Column(_("Wann")), Column(_("Worum es geht"), share=1.8), Column(_("Beschluss"), share=2), Column(_("Wer"), share=1.3),
    )  # fmt: skip
    told = tuple((_day(day), about, title, who or "–") for day, about, title, who in rows)
    return Section(_("Was beschlossen wurde"), _("In diesem Monat ist kein Beschluss eingetragen."), columns, told)


def _reached(month: Month) -> Section:
    rows = sorted((timezone.localdate(stone.tick.at), str(stone.measure), stone.title) for stone in month.reached)
    columns = (Column(_("Wann")), Column(_("Maßnahme"), share=2), Column(_("Meilenstein"), share=2))
    told = tuple((_day(day), measure, title) for day, measure, title in rows)
    return Section(_("Was erreicht ist"), _("In diesem Monat ist kein Meilenstein erreicht."), columns, told)


def _due(month: Month) -> Section:
    columns = (
        Column(_("Bis wann"), share=1.2), Column(_("Maßnahme"), share=2), Column(_("Meilenstein"), share=2), Column(_("Stand")),
    )  # fmt: skip
    rows = tuple(
        (
            due_words(stone),
            str(stone.measure),
            stone.title,
            _("überfällig") if stone.due and stone.due.last and stone.due.last < month.day else _("kommt noch"),
        )
        for stone in month.due
    )
    return Section(
        _("Was als Nächstes fällig ist"), _("In den nächsten zwei Monaten ist kein Meilenstein fällig."), columns, rows
    )


def _reds(title: str, nothing: str, reds: Sequence[Red]) -> Section:
    columns = (Column(_("Maßnahme"), share=2), Column(_("Seit")), Column(_("Warum"), share=2.6))
    rows = tuple((str(red.measure), _day(red.since), "; ".join(red.reasons)) for red in reds)
    return Section(title, nothing, columns, rows)


def _money(month: Month) -> Section:
    columns = (
        Column(_("Wann")), Column(_("Maßnahme"), share=2), Column(_("Förderung"), share=1.6), Column(_("Was"), share=1.4),
    )  # fmt: skip
    rows = tuple((_day(day), str(funding.measure), str(funding), what) for day, what, funding in month.payments)
    return Section(_("Förderungen und Fristen"), _("In den nächsten drei Monaten läuft keine Frist ab."), columns, rows)


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def _euro(amount: Decimal) -> str:
    return format_euro(amount, get_language() or "de")
