"""The strategy in easy words: written from the data by rules, one short statement a line, with what each word means."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_number
from dorflinde.strategy.models import FieldOfAction, Measure, Priority, Status
from dorflinde.strategy.paper.coming import next_steps
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import paragraphs
from dorflinde.strategy.paper.tree import Block, BulletList, Heading, Paragraph, Run, text
from dorflinde.ui.clock import full_day

KEY = "leicht"
_MOST, _MOST_STEPS = 5, 5
_TURN: dict[str, int] = {Status.ACTIVE: 0, Status.PLANNED: 1, Status.DONE: 2, Status.IDEA: 3, Status.PAUSED: 4}


def in_easy_words(material: Material) -> Iterator[Block]:
    """Write the summary; the town hall may put a text of its own in the place of the goals."""
    yield from _about(material)
    yield from _aims(material)
    yield from _plans(material)
    yield from _next(material)
    yield from _money(material)
    yield from _people(material)
    yield from _questions(material)


def _about(material: Material) -> Iterator[Block]:
    strategy = material.strategy
    yield Heading(1, _("Worum geht es?"))
    yield _line(_("Das ist der Plan von %(place)s.") % {"place": material.place.full_name})
    yield _line(_("Der Plan zeigt: Das wollen wir im Ort machen."))
    if strategy:
        words = {"first": strategy.starts_on.year, "last": strategy.ends_on.year}
        yield _line(_("Der Plan gilt von %(first)s bis %(last)s.") % words)
    if strategy and strategy.adopted_on:
        yield _line(_("Der Gemeinde-Rat hat Ja zum Plan gesagt."))
        yield _line(_("Das war am %(day)s.") % {"day": full_day(strategy.adopted_on)})
    else:
        yield _line(_("Der Gemeinde-Rat hat noch nicht über den Plan entschieden."))


def _aims(material: Material) -> Iterator[Block]:
    own = material.texts.get(KEY)
    goals = [goal.title for group in material.goals for goal in group.goals]
    yield Heading(1, _("Was wollen wir?"))
    if own and own.text:
        yield from paragraphs(own.text)
    elif goals:
        yield _line(_("Das sind unsere Ziele:"))
        yield BulletList(tuple(text(title) for title in goals))
    else:
        yield _line(_("Unsere Ziele stehen noch nicht fest."))


def _plans(material: Material) -> Iterator[Block]:
    yield Heading(1, _("Was machen wir?"))
    if not material.measures:
        yield _line(_("Wir haben noch keine Vorhaben."))
        return
    yield _line(_("Ein Vorhaben ist etwas, das wir machen wollen."))
    count = len(material.measures)
    yield _line(ngettext("Wir haben %(count)s Vorhaben.", "Wir haben %(count)s Vorhaben.", count) % {"count": count})
    for status, one, many in (
        (Status.ACTIVE, _("1 Vorhaben läuft gerade."), _("%(count)s Vorhaben laufen gerade.")),
        (Status.DONE, _("1 Vorhaben ist fertig."), _("%(count)s Vorhaben sind fertig.")),
    ):
        if number := material.count(status):
            yield _line(one if number == 1 else many % {"count": number})
    for field, here in material.fields:
        yield from _field(field, here)


def _field(field: FieldOfAction | None, here: Sequence[Measure]) -> Iterator[Block]:
    yield Heading(2, field.title if field else _("Andere Vorhaben"))
    chosen = sorted(here, key=lambda one: (_TURN.get(one.status, 5), one.priority != Priority.HIGH, one.sort_key))
    yield BulletList(tuple((Run(one.title, strong=True), Run(f": {_stand(one)}")) for one in chosen[:_MOST]))
    if len(chosen) > _MOST:
        yield _line(_("Und %(count)s mehr.") % {"count": len(chosen) - _MOST})


def _stand(measure: Measure) -> str:
    return {
        Status.IDEA: _("Das ist eine Idee."), Status.PLANNED: _("Das kommt noch."), Status.ACTIVE: _("Das läuft gerade."),
        Status.PAUSED: _("Das macht eine Pause."), Status.DONE: _("Das ist fertig."), Status.DROPPED: _("Das kommt nicht."),
    }[Status(measure.status)]  # fmt: skip


def _next(material: Material) -> Iterator[Block]:
    steps = next_steps(material, most=_MOST_STEPS)
    if not steps:
        return
    yield Heading(1, _("Was kommt als Nächstes?"))
    yield BulletList(
        tuple((Run(f"{step.when}: ", strong=True), Run(f"{step.measure.title}, {step.what}.")) for step in steps)
    )


def _money(material: Material) -> Iterator[Block]:
    once = sum((one.cost_once or Decimal(0) for one in material.measures), Decimal(0))
    yearly = sum((one.cost_per_year or Decimal(0) for one in material.measures), Decimal(0))
    yield Heading(1, _("Was kostet das?"))
    if not once and not yearly:
        yield _line(_("Das wissen wir noch nicht."))
        return
    if any(one.cost_once is None and one.cost_per_year is None for one in material.measures):
        yield _line(_("Wir kennen noch nicht alle Preise."))
    if once:
        yield _line(_("Alles zusammen kostet bis jetzt %(amount)s Euro.") % {"amount": _whole(once)})
    if yearly:
        yield _line(_("Dazu kommen in jedem Jahr %(amount)s Euro.") % {"amount": _whole(yearly)})


def _people(material: Material) -> Iterator[Block]:
    grown = sum(bool(material.origins.get(measure.ref)) for measure in material.measures)
    took_part = material.participation
    voters = sum(vote.people for vote in took_part.votes)
    lines = []
    if grown:
        lines.append(
            _said(
                grown,
                _("1 Vorhaben kommt von Menschen aus dem Ort."),
                _("%(count)s Vorhaben kommen von Menschen aus dem Ort."),
            )
        )
    if took_part.workshops:
        lines.append(_said(len(took_part.workshops), _("Es gab 1 Treffen."), _("Es gab %(count)s Treffen.")))
    if took_part.people:
        lines.append(_said(took_part.people, _("1 Mensch war da."), _("%(count)s Menschen waren da.")))
    if voters:
        lines.append(_said(voters, _("1 Mensch hat abgestimmt."), _("%(count)s Menschen haben abgestimmt.")))
    if lines:
        yield Heading(1, _("Wer hat mitgemacht?"))
        for words in lines:
            yield _line(words)


def _questions(material: Material) -> Iterator[Block]:
    address = f"{settings.BASE_URL}{reverse('strategy:paper', args=[material.place.slug])}"
    yield Heading(1, _("Haben Sie Fragen?"))
    yield _line(_("Fragen Sie im Rathaus."))
    yield _line(_("Dort hilft man Ihnen gern."))
    yield Paragraph((Run(_("Den ganzen Plan finden Sie hier: ")), Run(address, href=address)))
    if KEY not in material.texts:
        yield _line(_("Ein Computer hat diesen Text geschrieben."))
        yield _line(_("Noch hat ihn niemand geprüft."))


def _line(words: str) -> Paragraph:
    return Paragraph(text(words))


def _said(count: int, one: str, many: str) -> str:
    return one if count == 1 else many % {"count": count}


def _whole(amount: Decimal) -> str:
    return format_number(amount.to_integral_value(), get_language() or "de")
