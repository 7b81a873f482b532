"""How the sample's measures are carried out: what was reached, what stands in the way, what the leads say, and who goes on."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dorflinde.core.dates import PlanDate
from dorflinde.places.public import Place
from dorflinde.strategy import public as strategy

from .stage import Cast, at_noon

Measures = dict[str, strategy.Measure]
_SAMPLE = {"is_sample": True}
_FACTORS = ("communication", "effect", "technology", "responsibility", "financing")


def tell(place: Place, story: dict[str, Any], measures: Measures, cast: Cast) -> None:
    """Let leads note their parts, report twice, and say who goes on; what nobody provides for is warned of."""
    for one in story["delivery"]:
        _note(measures[one["measure"]], one, cast)
    said = story["assessed"]
    strategy.assess(measures[said["measure"]], said["health"], said["reason"], actor=cast.clerk)
    for one in story["period"]:
        _report(place, one, measures, cast)
    for one in story["continuation"]:
        _go_on(measures[one["measure"]], one, cast)
    strategy.warn(place)


def _note(measure: strategy.Measure, one: dict[str, Any], cast: Cast) -> None:
    """Write down milestones, tasks, blockers, risks, decisions and figures."""
    for title, days, is_reached in one.get("milestones", []):
        part = {"title": title, "due": _day(days)} | _SAMPLE
        _tick_if(is_reached, strategy.add_part(measure, "meilenstein", part, actor=cast.clerk), days, cast)
    for title, who, days, is_done in one.get("tasks", []):
        part = {"title": title, "responsible": who, "due": _day(days)} | _SAMPLE
        _tick_if(is_done, strategy.add_part(measure, "aufgabe", part, actor=cast.clerk), days, cast)
    for title, days, who, is_solved in one.get("blockers", []):
        part = {"title": title, "since": _on(days), "who_can_solve": who} | _SAMPLE
        _tick_if(is_solved, strategy.add_part(measure, "hindernis", part, actor=cast.clerk), days + 30, cast)
    for title, likelihood, impact, mitigation, owner in one.get("risks", []):
        part = {
            "title": title, "likelihood": likelihood, "impact": impact, "mitigation": mitigation, "owner": owner,
        } | _SAMPLE  # fmt: skip
        strategy.add_part(measure, "risiko", part, actor=cast.clerk)
    for title, who, days, reference, is_public in one.get("decisions", []):
        part = {
            "title": title, "decided_by": who, "decided_on": _on(days), "reference": reference, "is_public": is_public,
        } | _SAMPLE  # fmt: skip
        strategy.add_part(measure, "beschluss", part, actor=cast.clerk)
    for name, values in one.get("series", []):
        indicator = measure.indicators.get(name=name)
        for days_ago, value in values:
            when = PlanDate.stored(_on(-days_ago).replace(day=1), "month")
            if when is not None:
                figure = strategy.Figure(when, Decimal(value), note="Beispielwert")
                strategy.record_value(indicator, figure, actor=cast.clerk, is_sample=True)


def _tick_if(is_done: bool, part: Any, days: int, cast: Cast) -> None:
    if is_done:
        strategy.tick(part, actor=cast.clerk, at=at_noon(max(-days, 1)))


def _report(place: Place, one: dict[str, Any], measures: Measures, cast: Cast) -> None:
    """Let leads have said a word about a stretch of time; what is over is closed."""
    first, last = _on(-one["first_days_ago"]), _on(-one["last_days_ago"])
    due = _on(one["due_in_days"]) if "due_in_days" in one else last + datetime.timedelta(days=14)
    period = strategy.create_period(
        strategy.Period(
            municipality=place, title=f"{first:%d.%m.} bis {last:%d.%m.%Y} (Beispiel)", first=first, last=last, due_on=due,
            is_sample=True,
        ),
        actor=cast.clerk,
    )  # fmt: skip
    at = at_noon(one["reported_days_ago"])
    for update in one["updates"]:
        said = strategy.Said(
            update["health"], f"{update['text']} (Beispieltext)", progress=update["progress"], next_step=update["next"]
        )
        strategy.give_update(period, measures[update["measure"]], said, actor=cast.clerk, at=at, is_sample=True)
    for number in one.get("unchanged", []):
        strategy.say_unchanged(period, measures[number], actor=cast.clerk, at=at, is_sample=True)
    if one.get("is_closed"):
        strategy.freeze(period, actor=cast.clerk, at=at + datetime.timedelta(days=2))


def _go_on(measure: strategy.Measure, one: dict[str, Any], cast: Cast) -> None:
    """Say who carries a measure on, or that nobody has settled it."""
    if "funding_ends_in_days" in one:
        for funding in measure.fundings.all():
            funding.stage, funding.ends_on = "granted", _on(one["funding_ends_in_days"])
            funding.save(update_fields=["stage", "ends_on"])
    sheet = strategy.Continuation(
        measure=measure, owner_after=one.get("owner_after", ""), operation=one["operation"], paid_by=one.get("paid_by", ""),
        person=one.get("person", ""), documentation=one["documentation"], handover=one.get("handover", ""),
        documentation_url=one.get("documentation_url", ""),
        person_leaves_on=_on(one["leaves_in_days"]) if "leaves_in_days" in one else None,
        **dict(zip(_FACTORS, one["factors"], strict=True)), **_SAMPLE,
    )  # fmt: skip
    strategy.save_continuation(sheet, actor=cast.clerk)


def _on(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def _day(days: int) -> PlanDate | None:
    return PlanDate.stored(_on(days), "day")
