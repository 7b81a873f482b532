"""What the workbenches of both municipalities hold in the permission matrix, a function a subject."""

import datetime
import io
from decimal import Decimal
from typing import Any

import docx
from django.utils import timezone

from dorflinde.core.dates import PlanDate, parse_plan_date
from dorflinde.core.subjects import Ref
from dorflinde.places.models import Place
from dorflinde.strategy import actions as strategy
from dorflinde.strategy.models import (
    FieldChange,
    Goal,
    GoalIndicator,
    Indicator,
    InventoryItem,
    Measure,
    Period,
    Profile,
    Resolution,
    Stakeholder,
    Strategy,
    VisionDraft,
    VoteRound,
)
from dorflinde.strategy.paper.template import check_template
from dorflinde.strategy.queries import calendar_address

from .cast import World, day, photo


def build(world: World) -> None:
    """Fill the workbench of both municipalities; what a subject adds has a function of its own."""
    _strategy(world)
    _delivery(world)
    _priorities(world)
    _stakeholders(world)
    _vision(world)
    _papers(world)
    _goals(world)
    _situation(world)
    _history(world)


def _strategy(world: World) -> None:
    here, there, idea = world.things["perlesreut"], world.things["ringelai"], world.things["grown_idea"]

    def measure(
        name: str, place: Place, title: str, *, origins: tuple[Ref, ...] = (), status: str = "planned", **said: Any
    ) -> Measure:
        profile = Profile(
            title=title, goal="Ohne Auto ans Ziel", start=parse_plan_date("2027"), end=parse_plan_date("2028"), **said
        )
        made = strategy.create_measure(place, profile, actor=None, status=status, origins=origins)
        world.things[name], world.keys[name] = made, made.public_id
        return made

    for name, place in (("field", here), ("their_field", there)):
        made = strategy.create_field(place, "Mobilität", description="Wie wir vorankommen", actor=None)
        world.things[name], world.keys[name] = made, made.public_id
    measure("measure", here, "Mitfahrbank am Markt", origins=(idea.ref,), field=world.things["field"])
    internal = measure("internal", here, "Vertrauliches Vorhaben", origins=(idea.ref,), visibility="internal")
    strategy.set_dependencies(world.things["measure"], [internal], actor=None)
    measure("their_measure", there, "Vorhaben von drüben")
    _plans(world)
    measure("their_internal", there, "Vertraulich von drüben", visibility="internal")


def _stakeholders(world: World) -> None:
    here, there = world.things["perlesreut"], world.things["ringelai"]
    for name, place in (("stakeholder", here), ("doomed_stakeholder", here), ("their_stakeholder", there)):
        made = strategy.save_stakeholder(Stakeholder(municipality=place, name=f"Heimlicher {name}"), actor=None)
        strategy.assess_stakeholder(made, actor=None, interest=4, influence=2)
        world.things[name], world.keys[name] = made, made.public_id


def _vision(world: World) -> None:
    plan = Strategy(place=world.things["perlesreut"], title="Digital daheim", starts_on=day(-100), ends_on=day(1000))
    made = strategy.save_strategy(plan, actor=None)
    for name in ("vision_draft", "doomed_draft"):
        draft = strategy.save_draft(VisionDraft(strategy=made, group=name, text="Nah beieinander"), actor=None)
        world.things[name], world.keys[name] = draft, draft.public_id
    version = strategy.save_version(made, actor=None, text="Nah beieinander", reason="Anfang")
    world.things["vision_version"], world.keys["vision_version"] = version, version.public_id


def _goals(world: World) -> None:
    for name, at in (("goal", "field"), ("doomed_goal", "field"), ("their_goal", "their_field")):
        made = strategy.save_goal(Goal(field=world.things[at], title=f"Ziel {name}"), actor=None)
        world.things[name], world.keys[name] = made, made.public_id
    for name in ("goal_indicator", "doomed_indicator"):
        indicator = strategy.save_indicator(GoalIndicator(goal=world.things["goal"], name=name), actor=None)
        world.things[name], world.keys[name] = indicator, indicator.public_id


def _situation(world: World) -> None:
    for prefix, slug in (("", "perlesreut"), ("their_", "ringelai")):
        place = world.things[slug]
        made = {
            "cycle": strategy.begin_cycle(place, title="Strategie", starts_on=day(-30), ends_on=day(1000), actor=None),
            "assessment": strategy.begin_assessment(place, held_on=day(-3), version=1, actor=None),
            "inventory_item": strategy.save_inventory_item(
                InventoryItem(municipality=place, title="Energieplan"), actor=None
            ),
            "swot_entry": strategy.add_swot_entry(place, side="1s", text="Gute Vereine", actor=None),
        }
        world.keys.update({f"{prefix}{name}": thing.public_id for name, thing in made.items()})


def _history(world: World) -> None:
    """One change of everything whose fields are remembered."""
    things = {name: world.things[name] for name in ("goal", "goal_indicator", "field")}
    things["cycle"] = Strategy.objects.get(public_id=world.keys["cycle"])
    things["goal"].responsible, things["goal_indicator"].unit, things["cycle"].adopted_by = "Bauamt", "im Jahr", "Rat"
    strategy.save_goal(things["goal"], actor=None)
    strategy.save_indicator(things["goal_indicator"], actor=None)
    strategy.save_strategy(things["cycle"], actor=None)
    strategy.change_field(things["field"], title="Mobilität", description="Mit Bus und Bank", order=1, actor=None)
    refs = {name: strategy.ref_of(thing) for name, thing in things.items()} | {"measure": world.things["measure"].ref}
    for name, ref in refs.items():
        world.keys[f"{name}_change"] = FieldChange.objects.of(ref)[0].public_id


def _plans(world: World) -> None:
    """Positions and proposals of both municipalities."""
    for name, place in (("", world.things["perlesreut"]), ("their_", world.things["ringelai"])):
        stretch = strategy.Stretch(day(0).replace(day=1), None, 50)
        role = strategy.save_role(place, None, title="Bauamt", stretches=[stretch], actor=None)
        proposal = strategy.ask_for_proposal(place, objective="benefit", seconds=1, actor=None)
        proposal.ended_at = timezone.now()  # calculated by nobody: the doors are what counts here
        proposal.save()
        takeover = proposal.takeovers.create(moves=[])
        world.things |= {f"{name}role": role, f"{name}proposal": proposal}
        world.keys |= {
            f"{name}role": role.public_id,
            f"{name}proposal": proposal.public_id,
            f"{name}takeover": takeover.pk,
        }


def _delivery(world: World) -> None:
    """A milestone, a figure with a value, and a reporting period here and at the neighbour's."""
    for prefix, place in (("", "perlesreut"), ("their_", "ringelai")):
        measure = world.things[f"{prefix}measure"]
        milestone = strategy.add_part(measure, "meilenstein", {"title": "Bank steht", "due": parse_plan_date("2028")}, actor=None)  # fmt: skip
        indicator = Indicator.objects.create(measure=measure, name="Fahrten", baseline="0", target="100")
        when = PlanDate.stored(day(-30), "month")
        assert when is not None
        figure = strategy.Figure(when, Decimal(12))
        value = strategy.record_value(indicator, figure, actor=None)
        period = strategy.create_period(
            Period(municipality=world.things[place], title="Herbst", first=day(-90), last=day(0), due_on=day(5)), actor=None
        )  # fmt: skip
        named = {"milestone": milestone, "indicator": indicator, "value": value, "period": period}
        world.keys |= {f"{prefix}{name}": thing.public_id for name, thing in named.items()}
    strategy.set_contact(world.things["measure"], "lead@example.org", actor=None)
    here = Period.objects.get(public_id=world.keys["period"])
    world.keys["lead_token"] = strategy.link_for(here, world.things["measure"]).split("/")[-2]
    strategy.share_calendar(world.things["measure"].municipality, actor=None)
    address = calendar_address(world.things["measure"].municipality)
    world.keys["calendar_token"] = address.rsplit("/", 1)[1].removesuffix(".ics")


def _priorities(world: World) -> None:
    """A vote, a workshop with a card, a kept view and a joint change, here and at the neighbours."""
    for prefix, name in (("", "perlesreut"), ("their_", "ringelai")):
        place, measure = world.things[name], world.things[f"{prefix}measure"]
        ends = timezone.now() + datetime.timedelta(days=9)
        vote = strategy.save_vote_round(
            VoteRound(municipality=place, title="Was zuerst?", closes_at=ends), [measure], actor=None
        )
        meeting = strategy.create_meeting(place, {"title": "Erste Werkstatt", "starts_at": ends}, [], actor=None)
        card = strategy.add_card(meeting, "Ein Bus am Abend", topic="Mobil", actor=None)
        strategy.publish_protocol(meeting, actor=None, is_public=True)
        closed = strategy.create_meeting(place, {"title": "Nur für uns", "starts_at": ends}, [], actor=None)
        wall = strategy.add_meeting_photo(closed, photo(), "Die Wand", actor=None)
        world.keys[f"{prefix}wall"] = wall.photo.name.removesuffix(".jpg").removeprefix("werkstatt/")
        view = strategy.save_view(place, "Alles", "", actor=world.people["manager"], is_shared=True)
        bulk = strategy.change_together(place, [measure], {"priority": "high"}, actor=None)
        made = {"vote": vote, "meeting": meeting, "card": card, "view": view, "bulk": bulk}
        world.things |= {f"{prefix}{key}": thing for key, thing in made.items()}
        world.keys |= {f"{prefix}{key}": thing.public_id for key, thing in made.items()}


def _papers(world: World) -> None:
    """Versions of the paper: one of the town hall's own, one that everyone may read, one to publish and take back, one decided."""
    plan = Strategy.objects.of(world.things["perlesreut"]).newest_first()[0]
    for name in ("paper", "public_paper", "doomed_paper", "decided_paper"):
        made = strategy.keep_paper(plan, actor=None, title=f"Fassung {name}")
        world.things[name], world.keys[name] = made, made.public_id
    strategy.publish_paper(world.things["public_paper"], actor=None)
    said = Resolution(version=world.things["decided_paper"], decided_on=day(-20), body="Gemeinderat", votes_yes=9)
    strategy.record_resolution(said, actor=None)
    sheet = io.BytesIO()
    docx.Document().save(sheet)
    own = check_template(sheet.getvalue())
    strategy.set_template(world.things["perlesreut"], own, "Briefbogen.docx", actor=None)
