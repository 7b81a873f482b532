"""What changes beside it must not take with it: goals, figures, ties, ideas, and money that was paid."""

import dataclasses
import datetime
from decimal import Decimal

import lxml.etree
import lxml.html
import pytest
import time_machine
from django.urls import reverse

from dorflinde.core.dates import PlanDate, Precision
from dorflinde.strategy import actions, queries
from dorflinde.strategy.forms import GoalForm
from dorflinde.strategy.models import Ceiling, Dependency, Goal, IndicatorLine, Measure, Profile, Status

TODAY = datetime.date(2027, 2, 10)


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel(datetime.datetime(2027, 2, 10, 12, tzinfo=datetime.UTC), tick=False):
        yield


def test_a_field_that_goes_takes_no_goal_with_it(desk, field, municipality):
    goal = actions.save_goal(Goal(field=field, title="Ohne Auto mobil"), actor=None)
    address = reverse("workshop:field_delete", args=["perlesreut", field.public_id])
    assert "1 Ziel zieht mit seinen Kennzahlen um." in desk.get(address).content.decode()
    assert desk.post(address, {"move_to": ""}).status_code == 200
    with pytest.raises(actions.FieldHasGoals):
        actions.delete_field(field, actor=None, move_to=None)
    other = actions.create_field(municipality, "Teilhabe", actor=None)
    desk.post(address, {"move_to": other.pk})
    goal.refresh_from_db()
    assert goal.field == other


def test_what_is_done_was_paid_from_the_same_ceiling(municipality, make_measure):
    Ceiling.objects.create(municipality=municipality, year=2027, amount=Decimal(100_000))
    done = {"start": "01/2027", "end": "01/2027", "status": "done", "cost_per_year": Decimal(1200)}
    make_measure("Fertig", number="M1", cost_once=Decimal(80_000), **done)
    make_measure("Verworfen", number="M2", start="2027", status="dropped", cost_once=Decimal(50_000))
    make_measure("Geplant", number="M3", start="06/2027", status="planned", cost_once=Decimal(60_000))
    table = queries.money_table(municipality, TODAY)
    assert table.own.by_year[2027] == Decimal(141_100)
    assert table.over(2027) == Decimal(41_100)
    assert queries.plan_of(municipality, TODAY).problem.budgets == {2027: 1_890_000}


def test_a_new_figure_does_not_inherit_what_another_one_counted(measure):
    def say(*names: str) -> None:
        stored = Measure.objects.with_profile().get(pk=measure.pk)
        lines = tuple(IndicatorLine(name=name) for name in names)
        actions.change_measure(stored, dataclasses.replace(Profile.of(stored), indicators=lines), actor=None)

    say("Besucher")
    figure = actions.Figure(PlanDate.stored(TODAY, Precision.DAY), Decimal(10))
    actions.record_value(measure.indicators.get(), figure, actor=None)
    say("Besucher im Monat")
    assert measure.indicators.get().values.count() == 1
    say("CO₂")
    assert measure.indicators.get().values.count() == 0


def test_ties_from_beginning_to_beginning_are_drawn_and_handed_out_as_such(desk, measure, make_measure):
    late = make_measure("Dorfladen", number="M18", start="Herbst 2027", end="2028", needs=[measure])
    Dependency.objects.filter(measure=late).update(kind=Dependency.Kind.START_START)
    page = lxml.html.document_fromstring(desk.get("/werkstatt/perlesreut/zeitachse/").content.decode())
    assert page.xpath("//polyline")
    assert not page.xpath("//polyline[contains(@class, 'roadmap-late')]")
    Dependency.objects.filter(measure=late).update(lag=2)
    root = lxml.etree.fromstring(desk.get("/werkstatt/perlesreut/ausgabe/xml/").content)
    tie = root.find(".//{*}PredecessorLink")
    assert (tie.findtext("{*}Type"), tie.findtext("{*}LinkLag")) == ("3", "192000")


def test_an_idea_that_was_taken_over_is_one_again_when_it_goes_back(municipality, make_measure, clerk):
    idea = make_measure("Dorfladen", number="M18", status="idea")
    proposal = actions.calculate(actions.ask_for_proposal(municipality, objective="benefit", seconds=20, actor=None))
    taken = actions.take_over(proposal, [str(idea.public_id)], actor=clerk)
    idea.refresh_from_db()
    assert idea.status == Status.PLANNED
    actions.undo_takeover(taken, actor=clerk)
    idea.refresh_from_db()
    assert (idea.status, idea.start) == (Status.IDEA, None)


def test_a_goal_keeps_a_measure_that_was_given_up(field, municipality, measure):
    goal = actions.save_goal(Goal(field=field, title="Ohne Auto mobil"), actor=None, measures=[measure])
    actions.change_status(measure, Status.DROPPED, actor=None, reason="Kein Geld")
    form = GoalForm(
        {"field": field.pk, "title": "Ohne Auto", "measures": [measure.pk]}, instance=goal, place=municipality
    )
    assert form.is_valid(), form.errors
    assert measure not in GoalForm(place=municipality).fields["measures"].queryset
