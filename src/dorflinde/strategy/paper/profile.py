"""The profile of one measure (Steckbrief) as blocks of the paper; what nobody has said yet is said in words."""

import re
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.dates import period_in_words
from dorflinde.core.money import format_euro, format_number, format_percent
from dorflinde.core.subjects import Description
from dorflinde.strategy.models import Decision, Funding, Indicator, Measure, Milestone
from dorflinde.strategy.paper.tree import Block, Fact, Facts, Heading, Inline, Paragraph, Run, text
from dorflinde.ui.clock import full_day


def profile(measure: Measure, origins: Sequence[Description], trail_url: str) -> Iterator[Block]:
    """Say everything about a measure; its profile is loaded, its origins are public."""
    yield Heading(3, measure.title, mark=measure.number)
    if measure.goal:
        yield Paragraph(text(measure.goal), lead=True)
    yield from paragraphs(measure.description)
    yield Facts(tuple(_at_a_glance(measure)), paired=True)
    yield Facts(tuple(_more(measure, origins, trail_url)))


def paragraphs(words: str) -> Iterator[Paragraph]:
    """The paragraphs of a longer text, as people separate them: by a new line."""
    for part in re.split(r"\s*\n\s*", words.strip()):
        if part:
            yield Paragraph(text(part))


def period(measure: Measure) -> str:
    """Start and end as one phrase whose dates are not torn apart at the end of a line."""
    return tied(period_in_words(measure.start, measure.end, get_language() or "de"))


def tied(words: str) -> str:
    """Keep the day and its month on one line."""
    return re.sub(r"(\d\.) (?=\w)", "\\1\N{NO-BREAK SPACE}", words)


def state(measure: Measure) -> str:
    """How far a measure is, with the share that is done if anyone has said."""
    if measure.status == "active" and measure.progress is not None:
        return f"{measure.get_status_display()}, {format_percent(measure.progress, _tongue())}"
    return measure.get_status_display()


def lead(measure: Measure) -> str:
    """Who is in charge, or that nobody is yet."""
    return measure.lead or (measure.lead_organisation.name if measure.lead_organisation else _("noch nicht benannt"))


def due_words(stone: Milestone) -> str:
    """Until when a milestone should be reached, as exact as it was said."""
    return stone.due.in_words(_tongue()) if stone.due else _("ohne Termin")


def milestone_state(stone: Milestone) -> str:
    """Whether a milestone was reached."""
    if stone.is_done:
        return _("erreicht")
    return _("überfällig") if stone.is_overdue else _("kommt noch")


def origin_sentence(origin: Description) -> str:
    """Name a contribution and who it came from: „Idee ‚Bänke für alle‘ von linden_lena“."""
    words = {"kind": origin.label, "title": origin.title, "name": origin.author_name}
    return _("%(kind)s „%(title)s“ von %(name)s") % words if origin.author_name else _("%(kind)s „%(title)s“") % words


def _at_a_glance(measure: Measure) -> Iterator[Fact]:
    unsaid = _("noch offen")
    months = measure.staff_months
    yield Fact(_("Stand"), text(state(measure)))
    yield Fact(_("Priorität"), text(measure.get_priority_display() or unsaid))
    yield Fact(_("Digital oder analog?"), text(measure.get_medium_display() or unsaid))
    yield Fact(_("Personal"), text(unsaid if months is None else person_months(months)))
    unpriced = _("noch nicht beziffert")
    once, yearly = measure.cost_once, measure.cost_per_year
    yield Fact(_("Kosten einmalig"), text(unpriced if once is None else format_euro(once, _tongue())))
    yield Fact(_("Kosten im Jahr"), text(unpriced if yearly is None else format_euro(yearly, _tongue())))
    funded = measure.funded
    yield Fact(_("davon gefördert"), text(unsaid if funded is None else format_euro(funded, _tongue())))
    own = measure.own_share if measure.fundings.all() else None  # who has named no payer has not said who pays
    yield Fact(_("Eigenanteil"), text(unsaid if own is None else format_euro(own, _tongue())))


def person_months(months: object) -> str:
    """An amount of work in words: „14 Personenmonate“."""
    count = format_number(months, _tongue())  # type: ignore[arg-type]  # a stored decimal
    return ngettext("%(count)s Personenmonat", "%(count)s Personenmonate", 1 if count == "1" else 2) % {"count": count}


def _more(measure: Measure, origins: Sequence[Description], trail_url: str) -> Iterator[Fact]:
    yield Fact(_("Zeitraum"), text(period(measure)))
    yield Fact(_("Federführung"), text(lead(measure)))
    yield Fact(_("Beteiligte"), text(measure.participants or _("noch niemand genannt")))
    fundings = list(measure.fundings.all())
    yield Fact(_("Finanzierung"), text("; ".join(map(_funding, fundings)) or _("noch offen")))
    needs = [str(dependency.depends_on) for dependency in measure.dependencies.all() if dependency.depends_on.is_public]
    yield Fact(_("Setzt voraus"), text("; ".join(needs) or _("keine andere Maßnahme")))
    indicators = list(measure.indicators.all())
    yield Fact(_("Gemessen an"), text("; ".join(map(_indicator, indicators)) or _("noch keine Kennzahl festgelegt")))
    if measure.effort or measure.benefit:
        yield Fact(_("Aufwand und Nutzen"), text(_ratings(measure)))
    yield Fact(_("Risiken"), text(measure.risks or _("noch keine genannt")))
    stones = [f"{stone.title} ({due_words(stone)}, {milestone_state(stone)})" for stone in measure.milestones.all()]
    if stones:
        yield Fact(_("Meilensteine"), text("; ".join(stones)))
    decisions = [_decision(decision) for decision in measure.decisions.all() if decision.is_public]
    if decisions:
        yield Fact(_("Beschlüsse"), text("; ".join(decisions)))
    notes = list(measure.notes.all())
    if notes:
        newest = notes[0]
        yield Fact(_("Zuletzt"), text(f"{full_day(newest.at)}: {newest.text}"))
    yield Fact(_("Ursprung"), _origins(measure, origins))
    if trail_url:
        yield Fact(_("Spur"), (Run(f"{settings.BASE_URL}{trail_url}", href=f"{settings.BASE_URL}{trail_url}"),))


def _decision(decision: Decision) -> str:
    said = [decision.decided_by, full_day(decision.decided_on) if decision.decided_on else "", decision.reference]
    told = ", ".join(part for part in said if part)
    return f"{decision.title} ({told})" if told else decision.title


def _funding(funding: Funding) -> str:
    parts = []
    if funding.rate is not None:
        parts.append(format_percent(funding.rate, _tongue()))
    if funding.amount is not None:
        parts.append(format_euro(funding.amount, _tongue()))
    if funding.stage:
        parts.append(funding.get_stage_display())
    if funding.apply_by:
        parts.append(_("Antrag bis %(day)s") % {"day": full_day(funding.apply_by)})
    if funding.ends_on:
        parts.append(_("endet am %(day)s") % {"day": full_day(funding.ends_on)})
    return f"{funding} ({', '.join(parts)})" if parts else str(funding)


def _indicator(indicator: Indicator) -> str:
    words = {"name": indicator.name, "from": indicator.baseline, "to": indicator.target}
    if indicator.baseline and indicator.target:
        sentence = _("%(name)s: von %(from)s auf %(to)s") % words
    elif indicator.target:
        sentence = _("%(name)s: Ziel %(to)s, Ausgangswert noch offen") % words
    else:
        sentence = _("%(name)s: Zielwert noch offen") % words
    return sentence + (_(", heute %(value)s") % {"value": indicator.current} if indicator.current else "")


def _ratings(measure: Measure) -> str:
    effort, benefit = measure.effort or _("offen"), measure.benefit or _("offen")
    return _("Aufwand %(effort)s, Nutzen %(benefit)s (1 klein, 5 groß)") % {"effort": effort, "benefit": benefit}


def _origins(measure: Measure, origins: Sequence[Description]) -> Inline:
    runs: list[Run] = []
    for origin in origins:
        runs += [Run("; ")] if runs else []
        runs.append(Run(origin_sentence(origin), strong=True))
    # What the sheet was filled with from a linked contribution is not said twice.
    lines = [line for line in measure.origin_text.splitlines() if not any(one.title in line for one in origins)]
    if told := "\n".join(lines).strip():
        runs.append(Run(f"; {told}" if runs else told))
    return tuple(runs) or text(_("aus der Verwaltung"))


def _tongue() -> str:
    return get_language() or "de"
