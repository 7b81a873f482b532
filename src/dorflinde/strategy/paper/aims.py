"""Where the municipality wants to go: its vision, its goals by field of action, and the profiles of its measures."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_number
from dorflinde.strategy.models import Goal, GoalIndicator
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import paragraphs, profile
from dorflinde.strategy.paper.tree import Block, Column, Fact, Facts, Heading, Paragraph, Table, text
from dorflinde.trail.public import url_of
from dorflinde.ui.clock import full_day


def vision(material: Material) -> Iterator[Block]:
    """The vision; as long as there is none, that is said."""
    words = list(paragraphs(material.strategy.vision if material.strategy else ""))
    if not words:
        yield Paragraph(text(_("Ein Leitbild ist noch nicht beschlossen.")))
        return
    first, *others = words
    yield Paragraph(first.runs, lead=True)
    yield from others
    if number := material.participation.drafts:
        sentence = ngettext(
            "In das Leitbild floss der Entwurf einer Gruppe ein.",
            "In das Leitbild flossen die Entwürfe von %(count)s Gruppen ein.",
            number,
        )
        yield Paragraph(text(sentence % {"count": number}))


def goals(material: Material) -> Iterator[Block]:
    """Each field of action with what it is about, its goals, and the figures by which one will see them."""
    if not material.goals:
        yield Paragraph(text(_("Es gibt noch keine Handlungsfelder.")))
    number = 0
    counts = {field.pk if field else None: len(measures) for field, measures in material.fields}
    for group in material.goals:
        yield Heading(2, group.field.title)
        yield from paragraphs(group.field.description)
        said = [_("Dazu gehören: %(measures)s.") % {"measures": number_of_measures(counts.get(group.field.pk, 0))}]
        if not group.goals:
            said.append(_("Ziele sind noch nicht gesetzt."))
        yield Paragraph(text(" ".join(said)))
        for goal in group.goals:
            number += 1
            yield from _goal(goal, number, material)


def _goal(goal: Goal, number: int, material: Material) -> Iterator[Block]:
    yield Heading(3, goal.title, mark=_("Z%(number)s") % {"number": number})
    yield from paragraphs(goal.description)
    measures = ", ".join(measure.number for measure in material.towards.get(goal.pk, ()))
    due = goal.due.in_words(_tongue()) if goal.due else _("noch offen")
    yield Facts(
        (Fact(_("Bis wann"), text(due)), Fact(_("Maßnahmen"), text(measures or _("dafür ist noch nichts geplant"))))
    )
    indicators = list(goal.indicators.all())
    if not indicators:
        yield Paragraph(text(_("Woran man sieht, dass das Ziel erreicht ist, ist noch nicht festgelegt.")))
        return
    columns = (
        Column(_("Was wir zählen"), share=2.6), Column(_("Am Anfang"), number=True), Column(_("Zuletzt"), number=True, share=1.6),
        Column(_("Ziel"), number=True),
    )  # fmt: skip
    rows = tuple(
        (indicator_name(one), value_words(one.baseline), latest_words(one), value_words(one.target)) for one in indicators
    )  # fmt: skip
    yield Table(_("Kennzahlen zu „%(goal)s“") % {"goal": goal.title}, columns, rows)


def measures(material: Material) -> Iterator[Block]:
    """The profile of every measure under its field of action."""
    if not material.measures:
        yield Paragraph(text(_("Es gibt noch keine Maßnahmen.")))
    for field, here in material.fields:
        yield Heading(2, field.title if field else _("Ohne Handlungsfeld"))
        for measure in here:
            origins = material.origins.get(measure.ref, ())
            yield from profile(measure, origins, url_of(measure.ref) if origins else "")


def number_of_measures(count: int) -> str:
    """A number with its noun: „3 Maßnahmen“."""
    return ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", count) % {"count": count}


def indicator_name(indicator: GoalIndicator) -> str:
    """What is counted, in which unit."""
    return f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name


def latest_words(indicator: GoalIndicator) -> str:
    """The newest value with its day."""
    latest = indicator.latest
    if latest is None:
        return "–"
    return f"{value_words(latest.value)} ({full_day(latest.on)})"


def value_words(value: Decimal | None) -> str:
    """A figure, or that nobody knows it yet."""
    return _("offen") if value is None else format_number(value, _tongue())


def _tongue() -> str:
    return get_language() or "de"
