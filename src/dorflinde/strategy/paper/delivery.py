"""How the strategy is carried out: who is in charge, how one sees whether it works, and how it goes on afterwards."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _, ngettext

from dorflinde.core.money import format_number
from dorflinde.strategy.models import Continuation, Health, Measure, Status
from dorflinde.strategy.paper.aims import indicator_name, latest_words, value_words
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import lead, paragraphs, person_months
from dorflinde.strategy.paper.tree import Block, BulletList, Column, Heading, Paragraph, Run, Table, text
from dorflinde.strategy.queries import Standing, health_of, light_of
from dorflinde.ui.clock import full_day

_UNDER_WAY = frozenset({Status.ACTIVE, Status.PAUSED, Status.PLANNED})


# ---- organisation ----------------------------------------------------------------------------------------------------


def organisation(material: Material) -> Iterator[Block]:
    """Who leads what, and which positions of the town hall the work needs."""
    yield Heading(2, _("Wer federführend ist"))
    leaders: dict[str, list[str]] = {}
    for measure in material.measures:
        leaders.setdefault(lead(measure), []).append(measure.number)
    if not leaders:
        yield Paragraph(text(_("Es gibt noch keine Maßnahmen, für die jemand federführend wäre.")))
        return
    rows = sorted(leaders.items(), key=lambda row: (-len(row[1]), row[0]))
    yield Table(
        _("Federführung"),
        (Column(_("Wer")), Column(_("Maßnahmen"), share=2)),
        tuple((who, ", ".join(numbers)) for who, numbers in rows),
    )
    yield Heading(2, _("Welche Stellen daran arbeiten"))
    yield from _positions(material.measures)


def _positions(measures: Sequence[Measure]) -> Iterator[Block]:
    months: dict[str, Decimal] = {}
    numbers: dict[str, list[str]] = {}
    for measure in measures:
        for demand in measure.demands.all():
            title = demand.role.title
            months[title] = months.get(title, Decimal(0)) + demand.months
            numbers.setdefault(title, []).append(measure.number)
    known = sum((measure.staff_months for measure in measures if measure.staff_months is not None), Decimal(0))
    if known:
        sentence = _("Zusammen sind bisher %(months)s veranschlagt.")
        yield Paragraph(text(sentence % {"months": person_months(known)}))
    if not months:
        yield Paragraph(text(_("Welche Stelle wie viel Arbeit übernimmt, ist noch nicht festgelegt.")))
        return
    columns = (
        Column(_("Stelle"), share=2), Column(_("Personenmonate"), number=True, share=1.3), Column(_("Maßnahmen"), share=2),
    )  # fmt: skip
    rows = tuple((title, format_number(months[title]), ", ".join(numbers[title])) for title in sorted(months))
    yield Table(_("Arbeit nach Stellen"), columns, rows)


# ---- monitoring ------------------------------------------------------------------------------------------------------


def monitoring(material: Material) -> Iterator[Block]:
    """How often is reported, how the measures are going, and what the figures say: lights always with their word."""
    yield Heading(2, _("Wie berichtet wird"))
    yield Paragraph(text(_rhythm(material.reporting)))
    yield Heading(2, _("Wie es den Maßnahmen geht"))
    yield from _standings(material)
    yield Heading(2, _("Woran wir den Erfolg messen"))
    yield from _figures(material)


def _rhythm(months: int | None) -> str:
    if months is None:
        return _("In welchem Abstand die Federführenden berichten, ist noch nicht festgelegt.")
    sentence = ngettext(
        "Die Federführenden berichten jeden Monat: wie es läuft, was erreicht ist und was als Nächstes kommt.",
        "Die Federführenden berichten alle %(count)s Monate: wie es läuft, was erreicht ist und was als Nächstes kommt.",
        months,
    )
    return sentence % {"count": months}


def _standings(material: Material) -> Iterator[Block]:
    running = [measure for measure in material.measures if measure.status in _UNDER_WAY]
    rows = [(measure, health_of(measure, material.today, public=True)) for measure in running]
    if not rows:
        yield Paragraph(text(_("Noch ist keine Maßnahme unterwegs oder geplant.")))
        return
    counted: list[tuple[str, str]] = []
    for health in Health:
        number = sum(standing.health == health for _measure, standing in rows)
        counted.append((str(health.label), str(number)))
    silent = sum(standing.health is None for _measure, standing in rows)
    counted.append((_("noch ohne Termin"), str(silent)))
    columns = (Column(_("Lage"), share=2), Column(_("Maßnahmen"), number=True))
    yield Table(_("Lage der Maßnahmen, die geplant sind oder laufen"), columns, tuple(counted))
    worrying = [(measure, standing) for measure, standing in rows if standing.health not in {None, Health.ON_TRACK}]
    if worrying:
        yield _worries(worrying)


def _worries(rows: Sequence[tuple[Measure, Standing]]) -> Table:
    columns = (Column(_("Maßnahme"), share=2), Column(_("Lage")), Column(_("Warum"), share=2.6))
    told = tuple((str(measure), standing.label, standing.sentence) for measure, standing in rows)
    return Table(_("Was nicht nach Plan läuft"), columns, told)


def _figures(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("Kennzahl"), share=2.6), Column(_("Am Anfang"), number=True), Column(_("Zuletzt"), number=True, share=2),
        Column(_("Ziel"), number=True), Column(_("Stand in Worten"), share=1.6),
    )  # fmt: skip
    goals = [
        (indicator_name(one), value_words(one.baseline), latest_words(one), value_words(one.target), light_of(one).words)
        for group in material.goals for goal in group.goals for one in goal.indicators.all()
    ]  # fmt: skip
    if goals:
        yield Table(_("Kennzahlen der Ziele"), columns, tuple(goals))
    unsaid = _("offen")
    measures = [
        (
            f"{measure.number}: {one.name}", one.baseline or unsaid, one.current or "–", one.target or unsaid,
            light_of(one).words,
        )
        for measure in material.measures for one in measure.indicators.all()
    ]  # fmt: skip
    if measures:
        yield Table(_("Kennzahlen der Maßnahmen"), columns, tuple(measures))
    if not goals and not measures:
        yield Paragraph(text(_("Kennzahlen sind noch nicht festgelegt.")))


# ---- continuation ----------------------------------------------------------------------------------------------------


def continuation(material: Material) -> Iterator[Block]:
    """How the work goes on when projects and funding end; who it hangs on stays in the town hall."""
    words = material.strategy.continuation if material.strategy else ""
    usual = _("Wie die Maßnahmen nach dem Ende der Förderung weitergehen, ist noch nicht beschrieben.")
    yield from paragraphs(words or usual)
    sheets = [(measure, sheet) for measure in material.measures if (sheet := _sheet(measure)) is not None]
    if not sheets:
        return
    yield Heading(2, _("Was für die Zeit danach geregelt ist"))
    owned = sum(bool(sheet.owner_after) for _measure, sheet in sheets)
    paid = sum(sheet.is_paid for _measure, sheet in sheets)
    numbers = {"all": len(sheets), "owned": owned, "paid": paid}
    yield BulletList(
        (
            (
                Run(_("Wer weitermacht: "), strong=True),
                Run(_("bei %(owned)s von %(all)s Maßnahmen geregelt") % numbers),
            ),
            (
                Run(_("Laufender Betrieb: "), strong=True),
                Run(_("bei %(paid)s von %(all)s Maßnahmen gesichert") % numbers),
            ),
        )
    )
    columns = (
        Column(_("Maßnahme"), share=2.4),
        Column(_("Wer weitermacht"), share=1.3),
        Column(_("Laufender Betrieb"), share=1.4),
    )
    unsaid = _("noch offen")
    rows = tuple(
        (str(measure), _("geregelt") if sheet.owner_after else unsaid, sheet.get_operation_display() or unsaid)
        for measure, sheet in sheets
    )
    yield Table(_("Fortführung der Maßnahmen"), columns, rows)


def _sheet(measure: Measure) -> Continuation | None:
    found: Continuation | None = getattr(measure, "continuation", None)
    return found


def funding_ends(material: Material) -> Iterator[Block]:
    """The days on which fundings of unfinished measures end."""
    ends = sorted(
        (funding.ends_on, measure.sort_key, str(funding), str(measure))
        for measure in material.measures
        if measure.status not in {Status.DONE, Status.DROPPED}
        for funding in measure.fundings.all()
        if funding.ends_on
    )
    if not ends:
        yield Paragraph(text(_("Zu keiner Maßnahme ist das Ende einer Förderung vermerkt.")))
        return
    yield Table(
        _("Ende von Förderungen"),
        (Column(_("Wann")), Column(_("Förderung"), share=2), Column(_("Maßnahme"), share=2)),
        tuple((full_day(day), funding, measure) for day, _key, funding, measure in ends),
    )
