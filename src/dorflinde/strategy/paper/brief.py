"""The strategy on one page: where to, what with, what it costs, what comes next."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro
from dorflinde.core.text import excerpt
from dorflinde.strategy.models import Measure, Priority, Status
from dorflinde.strategy.paper.coming import next_steps
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import paragraphs
from dorflinde.strategy.paper.tree import (
    Block,
    BulletList,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Run,
    Table,
    text,
)

KEY = "kurz"
MOST_MEASURES = 60  # as many can still be named on one page
_MOST_FIELDS, _MOST_GOALS, _MOST_STEPS = 12, 5, 5
_OWN, _VISION, _TITLE, _FIELD, _GOAL = 700, 420, 60, 44, 110  # characters


def one_page(material: Material) -> Iterator[Block]:
    """Write the page; whatever is too long for it is shortened, never the page made longer."""
    yield Heading(1, _("Wohin wir wollen"))
    yield from _where_to(material)
    yield Heading(1, _("Was wir vorhaben"))
    yield Facts(tuple(_numbers(material)), paired=True)
    chosen = _chosen(material)
    if chosen:
        yield _by_field(material, chosen)
    left = len(material.measures) - len(chosen)
    if left:
        sentence = ngettext(
            "%(count)s weitere Maßnahme steht im Strategiepapier.", "%(count)s weitere Maßnahmen stehen im Strategiepapier.", left,
        )  # fmt: skip
        yield Paragraph(text(sentence % {"count": left}))
    if steps := next_steps(material, most=_MOST_STEPS):
        yield Heading(1, _("Was als Nächstes kommt"))
        yield BulletList(
            tuple(
                (
                    Run(f"{step.when}: ", strong=True),
                    Run(f"{_title(step.measure)}, {excerpt(step.what, longest=_TITLE)}"),
                )
                for step in steps
            )
        )
    address = f"{settings.BASE_URL}{reverse('strategy:roadmap', args=[material.place.slug])}"
    yield Paragraph((Run(_("Alles Weitere und der Stand von heute: ")), Run(address, href=address)))


def _where_to(material: Material) -> Iterator[Block]:
    own = material.texts.get(KEY)
    if own and own.text:
        yield from paragraphs(excerpt(own.text, longest=_OWN))
        return
    vision = excerpt(material.strategy.vision, longest=_VISION) if material.strategy else ""
    yield Paragraph(text(vision or _("Ein Leitbild ist noch nicht beschlossen.")), lead=True)
    goals = [goal for group in material.goals for goal in group.goals][:_MOST_GOALS]
    if goals:
        yield BulletList(tuple(text(excerpt(goal.title, longest=_GOAL)) for goal in goals))


def _numbers(material: Material) -> Iterator[Fact]:
    once = sum((measure.cost_once or Decimal(0) for measure in material.measures), Decimal(0))
    yearly = sum((measure.cost_per_year or Decimal(0) for measure in material.measures), Decimal(0))
    unpriced = sum(one.cost_once is None and one.cost_per_year is None for one in material.measures)
    words = {
        "all": len(material.measures), "active": material.count(Status.ACTIVE), "done": material.count(Status.DONE),
    }  # fmt: skip
    yield Fact(_("Maßnahmen"), text(_("%(all)s, davon laufen %(active)s, fertig sind %(done)s") % words))
    grown = sum(bool(material.origins.get(measure.ref)) for measure in material.measures)
    share = {"grown": grown, "all": len(material.measures)}
    yield Fact(_("Aus Beiträgen"), text(_("%(grown)s von %(all)s Maßnahmen") % share))
    yield Fact(_("Kosten einmalig"), text(_euro(once)))
    cost = _euro(yearly)
    if unpriced:
        missing = ngettext(
            "%(count)s Maßnahme noch nicht beziffert", "%(count)s Maßnahmen noch nicht beziffert", unpriced
        )
        cost = f"{cost} ({missing % {'count': unpriced}})"
    yield Fact(_("Kosten im Jahr"), text(cost))


def _chosen(material: Material) -> Sequence[Measure]:
    """All measures, or those that matter most where there are too many for a page."""
    if len(material.measures) <= MOST_MEASURES:
        return material.measures
    turn = {Priority.HIGH: 0, Priority.MEDIUM: 1, Priority.LOW: 2}
    ordered = sorted(material.measures, key=lambda one: (one.status == Status.DONE, turn.get(Priority(one.priority), 3) if one.priority else 3))  # fmt: skip
    kept = {measure.pk for measure in ordered[:MOST_MEASURES]}
    return [measure for measure in material.measures if measure.pk in kept]


def _by_field(material: Material, chosen: Sequence[Measure]) -> Table:
    kept = {measure.pk for measure in chosen}
    rows: list[tuple[str, str, str]] = []
    fields = [
        (excerpt(field.title, longest=_FIELD) if field else _("Ohne Handlungsfeld"), [one for one in here if one.pk in kept])
        for field, here in material.fields
    ]  # fmt: skip
    fields = [(title, here) for title, here in fields if here]
    rest = [measure for _title, here in fields[_MOST_FIELDS:] for measure in here]
    for title, here in [*fields[:_MOST_FIELDS], *([(_("Weitere Handlungsfelder"), rest)] if rest else [])]:
        known = [one.cost_once for one in here if one.cost_once is not None]
        rows.append((title, "; ".join(map(_title, here)), _euro(sum(known, Decimal(0))) if known else _("offen")))
    columns = (
        Column(_("Handlungsfeld"), share=1.3),
        Column(_("Maßnahmen"), share=4),
        Column(_("Einmalig"), number=True, share=0.8),
    )
    return Table(_("Handlungsfelder mit ihren Maßnahmen"), columns, tuple(rows))


def _title(measure: Measure) -> str:
    return f"{measure.number} {excerpt(measure.title, longest=_TITLE)}"


def _euro(amount: Decimal) -> str:
    return format_euro(amount, get_language() or "de")
