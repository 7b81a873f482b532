"""The workbench of the municipality where the demo opens: workshops, ratings, votes, and how the measures are carried out. All invented."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone

from dorflinde.places.public import Place, find_municipality, raise_edition
from dorflinde.strategy import public as strategy

from . import carrying_out
from .stage import Cast, at_noon

STORY = Path(__file__).parent / "data" / "workbench.toml"
_STAGE = "perlesreut"
Measures = dict[str, strategy.Measure]


def tell(cast: Cast) -> None:
    """Let the workbench have been at work for a year."""
    place = find_municipality(_STAGE)
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    measures = {measure.number: measure for measure in strategy.Measure.objects.of(place).with_profile()}
    for workshop in story["workshop"]:
        _meet(place, workshop, measures, cast)
    _rate(place, story["ratings"], measures, cast)
    _weigh(place, story, measures, cast)
    for vote in story["vote"]:
        _vote(place, vote, measures, cast)
    carrying_out.tell(place, story, measures, cast)
    _write_on(place, measures, cast)
    raise_edition(place)


def _write_on(place: Place, measures: Measures, cast: Cast) -> None:
    """Let one measure begin later, and the paper have been written on since the council decided."""
    late = measures["M20"]
    if late.start is not None and late.end is not None:
        strategy.schedule(late, late.start.moved(4), late.end.moved(4), actor=cast.clerk, at=at_noon(21), tell=False)
    own = strategy.current_strategy(place)
    if own is not None:
        version = strategy.keep_paper(own, actor=cast.clerk, title="Fortschreibung, Entwurf (Beispiel)", at=at_noon(10))
        strategy.publish_paper(version, actor=cast.clerk, at=at_noon(9))


def _meet(place: Place, one: dict[str, Any], measures: Measures, cast: Cast) -> None:
    """Let people have met, put down their cards and read the protocol; some cards became the origin of a measure."""
    began = evening(one["days_ago"])
    said = {name: one[name] for name in ("title", "venue", "people", "groups", "summary")} | {"starts_at": began}
    agenda = strategy.agenda_of(one["template"])
    meeting = strategy.create_meeting(place, said, agenda, actor=cast.clerk, is_sample=True)
    cards = [
        (strategy.add_card(
            meeting, card["text"], topic=card["topic"], group=card["group"], count=card["count"], actor=cast.clerk,
            at=began + datetime.timedelta(minutes=60 + number),
        ), card.get("measure"))
        for number, card in enumerate(one["cards"])
    ]  # fmt: skip
    strategy.publish_protocol(meeting, actor=cast.clerk, is_public=True, at=began + datetime.timedelta(days=5))
    for card, number in cards:
        if number:
            strategy.add_origins(measures[number], [card.ref], actor=cast.clerk, at=began + datetime.timedelta(days=9))


def _rate(place: Place, one: dict[str, Any], measures: Measures, cast: Cast) -> None:
    """Let two people and three tables have rated, and the town hall have settled on most values."""
    round = strategy.open_rating_round(place, one["title"], actor=cast.clerk, is_sample=True)
    raters = [(cast.clerk, ""), (cast.manager, ""), *((cast.clerk, group) for group in one["groups"])]
    for number, said in one["said"].items():
        for (person, group), (effort, benefit) in zip(raters, said, strict=True):
            if effort and benefit:
                comment = one["comments"].get(number, "") if person == cast.manager else ""
                strategy.rate(
                    round, measures[number], actor=person, group=group, effort=effort, benefit=benefit, comment=comment
                )
    for number, (effort, benefit, note) in one["agreed"].items():
        strategy.agree(measures[number], actor=cast.clerk, effort=effort, benefit=benefit, note=note)


def _weigh(place: Place, story: dict[str, Any], measures: Measures, cast: Cast) -> None:
    """Let the town hall weigh by criteria, ask what works better by hand, and keep a short list."""
    lines = [strategy.CriterionLine(title, weight, question) for title, (weight, question) in story["criteria"].items()]
    criteria = strategy.set_criteria(place, lines, actor=cast.clerk, is_sample=True)
    for number, points in story["scores"].items():
        strategy.set_scores(measures[number], dict(zip(criteria, points, strict=True)), actor=cast.clerk)
    for number, (medium, reason) in story["medium"].items():
        strategy.check_medium(measures[number], actor=cast.clerk, answers={}, medium=medium, reason=reason)
    kept = story["shortlist"]
    strategy.save_view(place, kept["title"], kept["query"], actor=cast.clerk, is_shared=True)


def _vote(place: Place, one: dict[str, Any], measures: Measures, cast: Cast) -> None:
    """Let residents have stuck their dots, on the phone and on paper; what is over is counted."""
    now = timezone.now()
    round = strategy.VoteRound(
        municipality=place, title=one["title"], text=one["text"], is_sample=True,
        opens_at=now - datetime.timedelta(days=one["opened_days_ago"]),
        closes_at=now + datetime.timedelta(days=one.get("closes_in_days", 1)),
    )  # fmt: skip
    chosen = [measures[number] for number in one["measures"]]
    strategy.save_vote_round(round, chosen, actor=cast.clerk)
    voters = [person for person in cast.people.values() if person.home_id == place.pk][: one["voters"]]
    for number, person in enumerate(voters):
        first, second = chosen[number * number % len(chosen)], chosen[(number * 3 + 1) % len(chosen)]
        strategy.vote(round, {first: 3, second: 2} if first != second else {first: 3}, voter=person)
    if "paper" in one:
        counts = {measures[number]: count for number, count in one["paper"].items()}
        strategy.count_paper(round, one["paper_people"], counts, actor=cast.clerk)
    if "closed_days_ago" in one:
        round.closes_at = now - datetime.timedelta(days=one["closed_days_ago"])
        strategy.count_votes(round, actor=cast.clerk, at=round.closes_at + datetime.timedelta(days=1))
        strategy.save_vote_round(round, chosen, actor=cast.clerk)


def evening(days_ago: int) -> datetime.datetime:
    """Return half past six in the evening of a past day."""
    day = timezone.localtime() - datetime.timedelta(days=days_ago)
    return day.replace(hour=18, minute=30, second=0, microsecond=0)
