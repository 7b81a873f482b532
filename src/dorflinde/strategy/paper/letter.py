"""The monthly letter to the council: what is asked, what is done, what is late and why, what comes next, and the money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro
from dorflinde.core.text import excerpt
from dorflinde.strategy.models import Milestone, ProgressNote, Status, StatusChange
from dorflinde.strategy.paper.content import words_of_writers
from dorflinde.strategy.paper.profile import due_words, tied
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
from dorflinde.strategy.queries import Month
from dorflinde.ui.clock import full_day

_LONGEST = 240  # characters of a report: the letter is read at one go


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter: a table, or one sentence where there is nothing to tell."""

    title: str
    caption: str
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
        red = ngettext(
            "%(count)s Maßnahme ist neu spät oder steht still.",
            "%(count)s Maßnahmen sind neu spät oder stehen still.",
            count,
        )
        said.append(red % {"count": count})
    return " ".join(said)


def sections(month: Month) -> Iterator[Section]:
    """Return the parts of the letter that tell what happened and what comes, in order."""
    yield _done(month)
    yield _red(month)
    yield _moved(month)
    yield _next(month)


def costs(month: Month) -> list[Fact]:
    """Return what the year of the letter costs as planned, and who bears it."""
    money = month.money
    facts = [
        (_("Einmalige Kosten %(year)s") % {"year": money.year}, _euro(money.once)),
        (_("Laufende Kosten %(year)s") % {"year": money.year}, _euro(money.running)),
        (_("Fördermittel und Dritte %(year)s") % {"year": money.year}, _euro(money.once - money.own_once)),
        (_("Eigene Mittel %(year)s") % {"year": money.year}, _euro(money.own)),
    ]
    if month.is_internal and money.ceiling is not None:
        facts.append((_("Haushaltsdeckel %(year)s") % {"year": money.year}, _euro(money.ceiling)))
    if count := money.unpriced:
        measures = ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", count) % {"count": count}
        facts.append((_("Noch nicht beziffert"), measures))
    return [Fact(label, text(value)) for label, value in facts]


def payments(month: Month) -> Section:
    """Return grants of the month, and the ends and proofs of fundings that come soon."""
    columns = (
        Column(_("Wann")), Column(_("Maßnahme"), share=2), Column(_("Förderung"), share=1.6), Column(_("Was"), share=1.4),
    )  # fmt: skip
    rows = tuple((_day(day), str(funding.measure), str(funding), what) for day, what, funding in month.payments)
    nothing = _("Keine Förderung ist neu bewilligt, und in den nächsten drei Monaten endet keine.")
    return Section(_("Geld"), _("Bewilligungen und Fristen"), nothing, columns, rows)


def _blocks(month: Month) -> Iterator[Block]:
    yield Heading(1, _("Auf einen Blick"))
    yield Paragraph(text(summary(month)), lead=True)
    yield Heading(1, _("Worum der Rat gebeten wird"))
    if month.asks:
        yield BulletList(tuple(text(tied(ask)) for ask in month.asks))
    else:
        yield Paragraph(text(nothing_asked()))
    for section in sections(month):
        yield Heading(1, section.title)
        yield _body(section)
    money = payments(month)
    yield Heading(1, money.title)
    yield Facts(tuple(costs(month)), paired=True)
    yield _body(money)


def _body(section: Section) -> Block:
    if not section.rows:
        return Paragraph(text(section.nothing))
    return Table(section.caption, section.columns, tuple(tuple(map(tied, row)) for row in section.rows))


def nothing_asked() -> str:
    """Say that nothing is asked."""
    return _("In diesem Monat muss der Rat nichts entscheiden.")


def _done(month: Month) -> Section:
    paper = _("Strategiepapier")
    rows = [
        *((timezone.localdate(stone.tick.at), str(stone.measure), _("Meilenstein: %(title)s") % {"title": stone.title}) for stone in month.reached),
        *((timezone.localdate(move.at), str(move.measure), str(move.get_status_display())) for move in month.moves if _ends(move)),
        *((one.decided_on or month.first, str(one.measure), _decision(one.title, one.decided_by, one.reference)) for one in month.decisions),
        *((one.decided_on, paper, _decision(one.version.title, one.body, one.votes, one.reference)) for one in month.resolutions),
    ]  # fmt: skip
    columns = (Column(_("Wann")), Column(_("Worum es geht"), share=2), Column(_("Was"), share=3))
    told = tuple((_day(day), about, what) for day, about, what in sorted(rows))
    nothing = _("In diesem Monat ist nichts beschlossen und kein Meilenstein erreicht.")
    return Section(_("Was geschafft ist"), _("Beschlüsse und Meilensteine"), nothing, columns, told)


def _decision(title: str, *said: str) -> str:
    known = ", ".join(part for part in said if part)
    return _("Beschluss: %(title)s") % {"title": title} + (f" ({known})" if known else "")


def _red(month: Month) -> Section:
    columns = (Column(_("Maßnahme"), share=2), Column(_("Seit"), share=1.2), Column(_("Warum"), share=2.8))
    new = [
        (str(red.measure), _("%(day)s, neu") % {"day": _day(red.since)}, "; ".join(red.reasons))
        for red in month.reddened
    ]
    still = [(str(red.measure), _day(red.since), "; ".join(red.reasons)) for red in month.still_red]
    nothing = _("Keine Maßnahme ist spät, und keine steht still.")
    return Section(
        _("Was spät ist oder stillsteht"), _("Maßnahmen mit ihrem Grund"), nothing, columns, tuple(new + still)
    )


def _moved(month: Month) -> Section:
    rows = []
    for move in month.moves:
        if _ends(move):
            continue
        what = str(move.get_status_display()) if isinstance(move, StatusChange) else _("Zwischenstand")
        words = move.reason if isinstance(move, StatusChange) else move.text
        rows.append(
            (_day(timezone.localdate(move.at)), str(move.measure), what, excerpt(words, longest=_LONGEST) or "–")
        )
    columns = (
        Column(_("Wann")), Column(_("Maßnahme"), share=1.8), Column(_("Was")), Column(_("In Worten"), share=2.4),
    )  # fmt: skip
    nothing = _("In diesem Monat hat niemand berichtet.")
    return Section(_("Woran gearbeitet wird"), _("Berichte aus den Maßnahmen"), nothing, columns, tuple(rows))


def _ends(move: StatusChange | ProgressNote) -> TypeGuard[StatusChange]:
    return isinstance(move, StatusChange) and move.status == Status.DONE


def _next(month: Month) -> Section:
    due = [
        (stone.due_on or month.day, due_words(stone), str(stone.measure), _overdue(stone.title) if _is_late(stone, month.day) else stone.title)
        for stone in month.due
    ]  # fmt: skip
    begins = [
        (measure.start.first or month.day, measure.start.in_words(get_language() or "de"), str(measure), _("beginnt"))
        for measure in month.begins
        if measure.start
    ]
    columns = (Column(_("Wann"), share=1.2), Column(_("Maßnahme"), share=2), Column(_("Was"), share=2.8))
    rows = tuple((when, measure, what) for _first, when, measure, what in sorted(due + begins))
    nothing = _("In den nächsten zwei Monaten ist kein Meilenstein fällig, und keine Maßnahme beginnt.")
    return Section(
        _("Was als Nächstes kommt"), _("Meilensteine und Beginn in den nächsten zwei Monaten"), nothing, columns, rows
    )


def _is_late(stone: Milestone, day: date) -> bool:
    return stone.due is not None and stone.due.last is not None and stone.due.last < day


def _overdue(title: str) -> str:
    return _("%(title)s (überfällig)") % {"title": title}


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def _euro(amount: Decimal) -> str:
    return format_euro(amount, get_language() or "de")
