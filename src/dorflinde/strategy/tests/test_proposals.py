"""A proposal from asking to taking it back: it keeps what stands, explains what binds, and never says only that nothing fits."""

import datetime
import json
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dorflinde.audit.models import Record
from dorflinde.core.dates import Precision, parse_plan_date
from dorflinde.methods import planning
from dorflinde.strategy import actions, exports, queries
from dorflinde.strategy.models import Ceiling, Demand, Funding, FundingLine, Measure, Proposal, Takeover

TODAY = datetime.date(2027, 2, 10)
FEBRUARY_27 = 2027 * 12 + 1


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel(datetime.datetime(2027, 2, 10, 12, tzinfo=datetime.UTC), tick=True):
        yield


def address(name, *args):
    return reverse(f"workshop:{name}", args=["perlesreut", *args])


@pytest.fixture
def role(municipality):
    stretch = actions.Stretch(datetime.date(2027, 1, 1), None, 100)
    return actions.save_role(municipality, None, title="Bauamt", stretches=[stretch], actor=None)


@pytest.fixture
def plan(role, make_measure):
    """Three measures that need the same whole position: they cannot run at the same time."""
    made = []
    for number, benefit in ((1, 2), (2, 5), (3, 3)):
        measure = make_measure(f"Maßnahme {number}", start="03/2027", end="05/2027", benefit=benefit, status="planned")
        Demand.objects.create(measure=measure, role=role, months=3)
        made.append(measure)
    return made


def proposed(municipality, objective="benefit", seconds=60):
    # Far more than it takes: the calculation ends when it is proven, and no busy machine decides what comes out.
    return actions.calculate(actions.ask_for_proposal(municipality, objective=objective, seconds=seconds, actor=None))


def starts(proposal, *measures):
    return [proposal.result["starts"][str(measure.public_id)] for measure in measures]


# --- What is calculated with ------------------------------------------------------------------------------------------
def test_what_runs_or_is_held_stays_and_what_is_finished_is_not_asked(municipality, make_measure):
    runs = make_measure("Läuft", start="2026", end="2028", status="active")
    held = make_measure("Steht", start="06/2027", end="08/2027", status="planned")
    free = make_measure("Frei", start="06/2027", end="08/2027", needs=[runs])
    make_measure("Fertig", start="2025", status="done")
    make_measure("Verworfen", status="dropped")
    actions.pin(held, actor=None)
    problem = queries.plan_of(municipality, TODAY).problem
    tasks = {task.title.split(" ", 1)[1]: task for task in problem.tasks}
    assert set(tasks) == {"Läuft", "Steht", "Frei"}
    assert (tasks["Läuft"].pinned, tasks["Läuft"].duration) == (2026 * 12, 36)
    assert (tasks["Steht"].pinned, tasks["Frei"].pinned) == (2027 * 12 + 5, None)
    assert [(link.before, link.after) for link in problem.links] == [(str(runs.public_id), str(free.public_id))]
    assert not problem.faults()


def test_an_empty_municipality_has_a_plan_without_tasks(municipality):
    problem = queries.plan_of(municipality, TODAY).problem
    assert (problem.tasks, problem.faults()) == ((), [])
    assert not proposed(municipality).has_plan


def test_money_and_grants_bind_as_they_are_stated(municipality, make_measure):
    measure = make_measure(start="2027", cost_once=Decimal(1000), cost_per_year=Decimal("12.34"))
    Funding.objects.create(
        measure=measure,
        programme="LEADER",
        rate=60,
        notice_on=datetime.date(2027, 6, 30),
        ends_on=datetime.date(2028, 3, 31),
    )
    Funding.objects.create(
        measure=measure, programme="Nein", rate=40, stage="refused", ends_on=datetime.date(2027, 4, 1)
    )
    Ceiling.objects.create(municipality=municipality, year=2027, amount=Decimal("400.00"))
    problem = queries.plan_of(municipality, TODAY).problem
    (task,) = problem.tasks
    assert (task.cost, task.running, dict(problem.budgets)) == (40000, 1234, {2027: 40000})
    (grant,) = problem.grants
    assert (grant.not_before, grant.finish_by, grant.penalty) == (2027 * 12 + 5, 2028 * 12 + 2, 60000)
    found = proposed(municipality)
    assert starts(found, measure)[0] >= 2027 * 12 + 5  # nothing is spent before the notice


def test_measures_that_say_no_length_are_named(municipality, make_measure):
    vague = make_measure("Vage")
    made = queries.plan_of(municipality, TODAY)
    assert made.assumed_duration == [vague]
    assert made.problem.tasks[0].duration == 6


# --- Calculating ------------------------------------------------------------------------------------------------------
def test_a_proposal_fits_and_puts_the_greatest_benefit_first(municipality, plan):
    found = proposed(municipality)
    first, second, third = plan
    assert found.result["status"] == "optimal"
    assert starts(found, second, third, first) == [FEBRUARY_27, FEBRUARY_27 + 3, FEBRUARY_27 + 6]
    problem = queries.plan_of(municipality, TODAY).problem
    assert planning.check(problem, found.result["starts"]) == []
    reading = queries.read(found)
    why = {move.measure: move.why for move in reading.moves}
    assert "Bauamt ausgelastet" in why[third]
    assert any("Bauamt ist ausgelastet" in sentence for sentence in reading.binding)
    assert "beste Lösung" in reading.quality


def test_the_same_question_gets_the_same_answer(municipality, plan):
    assert proposed(municipality).result["starts"] == proposed(municipality).result["starts"]


def test_an_impossible_budget_is_explained_and_what_is_asked_for_is_enough(municipality, make_measure):
    measure = make_measure(start="03/2027", end="04/2027", cost_once=Decimal(5000))
    actions.pin(measure, actor=None)
    Ceiling.objects.create(municipality=municipality, year=2027, amount=Decimal(3000))
    found = proposed(municipality)
    assert found.result["status"] == "infeasible"
    reading = queries.read(found)
    sentences = " ".join(remedy.sentence for remedy in reading.remedies)
    assert "nicht alles zusammen" in reading.sentence
    assert "2.000\N{NO-BREAK SPACE}€" in sentences or "feste Termin" in sentences
    for one in found.result["relaxations"]:
        if one["kind"] == "budget":
            Ceiling.objects.filter(year=one["when"]).update(amount=Decimal(3000) + Decimal(one["amount"]) / 100)
        if one["kind"] == "pin":
            actions.unpin(measure, actor=None)
    assert proposed(municipality).result["status"] == "optimal"


def test_a_broken_calculation_says_so_and_changes_nothing(municipality, plan, monkeypatch):
    def broken(*args, **options):
        raise RuntimeError("solver")

    monkeypatch.setattr(planning, "propose", broken)
    found = proposed(municipality)
    assert "noch einmal" in found.failure
    assert not found.is_running
    assert not found.has_plan


def test_stopping_keeps_the_best_so_far(municipality, plan, clerk, monkeypatch):
    heard = []

    def patient(problem, *, report, **options):
        progress = planning.Progress(10, 5, 0.5, {}, 0.1)
        heard.append(report(progress))
        actions.stop(asked, actor=clerk)
        report.next_look = 0.0
        heard.append(report(progress))
        return planning.Proposal("feasible", 10, 5, 0.5, {task.id: task.planned for task in problem.tasks})

    monkeypatch.setattr(planning, "propose", patient)
    asked = actions.ask_for_proposal(municipality, objective="benefit", seconds=60, actor=clerk)
    found = actions.calculate(asked)
    assert heard == [True, False]
    assert found.has_plan
    assert Proposal.objects.get().progress["gap"] == 0.5
    assert Record.objects.filter(verb="strategy.proposal.stopped").count() == 1


def test_a_calculation_nobody_finishes_is_called_abandoned(municipality):
    asked = actions.ask_for_proposal(municipality, objective="benefit", seconds=10, actor=None)
    assert asked.is_running
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10)):
        assert asked.is_abandoned
        assert not asked.is_running


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_clerk_asks_reads_and_takes_over(desk, municipality, plan):
    response = desk.post(address("proposals"), {"objective": "benefit", "seconds": "10"})
    page = desk.get(response.url).content.decode()
    assert "Heute und nach dem Vorschlag" in page
    assert "Bauamt" in page
    first, second, third = plan
    desk.post(
        address("proposal_take_over", Proposal.objects.get().public_id),
        {"massnahme": [str(second.public_id), "x", str(first.public_id)]},
    )
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.start, second.end) == (parse_plan_date("02/2027"), parse_plan_date("04/2027"))
    assert third.start == parse_plan_date("03/2027")  # was not chosen
    assert "2 Termine sind übernommen" in desk.get(response.url).content.decode()
    takeover = Takeover.objects.get()
    desk.post(address("proposal_undo", Proposal.objects.get().public_id, takeover.pk))
    second.refresh_from_db()
    assert (second.start, second.end) == (parse_plan_date("03/2027"), parse_plan_date("05/2027"))
    desk.post(address("proposal_undo", Proposal.objects.get().public_id, takeover.pk))  # twice is once


def test_an_end_of_funding_that_must_be_kept_is_a_limit_and_not_a_price(municipality, make_measure):
    ends = {"ends_on": datetime.date(2027, 6, 30), "kind": "programme"}
    for number, deadline in (("M1", "firm"), ("M2", "")):
        line = FundingLine("LEADER", Decimal(50), deadline=deadline, **ends)
        make_measure(number=number, start="03/2027", end="05/2027", cost_once=Decimal(100), fundings=(line,))
    grants = queries.plan_of(municipality, TODAY).problem.grants
    assert [(grant.is_pinned, grant.penalty) for grant in grants] == [(True, 5000), (False, 5000)]


def test_taking_back_leaves_alone_what_was_changed_since(municipality, plan, clerk):
    found = proposed(municipality)
    first, second, _third = plan
    taken = actions.take_over(found, [str(first.public_id), str(second.public_id)], actor=clerk)
    changed = Measure.objects.get(pk=second.pk)
    actions.schedule(changed, parse_plan_date("Herbst 2029"), parse_plan_date("2030"), actor=clerk)
    assert actions.undo_takeover(taken, actor=clerk) == (1, 1)
    changed.refresh_from_db()
    assert changed.start == parse_plan_date("Herbst 2029")


def test_a_vague_date_that_holds_the_month_stays_vague(municipality, make_measure, clerk):
    measure = make_measure(start="Herbst 2027", end="laufend", status="planned")
    facts = {"duration": 2, "earliest": datetime.date(2027, 10, 1), "latest": None, "demands": {}, "ties": {}}
    actions.set_planning(measure, **facts, actor=clerk)
    assert actions.take_over(proposed(municipality), [str(measure.public_id)], actor=clerk) is None
    actions.set_planning(measure, **facts | {"earliest": datetime.date(2028, 2, 1)}, actor=clerk)
    actions.take_over(proposed(municipality), [str(measure.public_id)], actor=clerk)
    measure.refresh_from_db()
    assert (measure.start.precision, measure.start.first) == (Precision.MONTH, datetime.date(2028, 2, 1))
    assert measure.end == parse_plan_date("laufend")


def test_two_proposals_stand_side_by_side(desk, municipality, plan):
    first, second = proposed(municipality), proposed(municipality, "delay")
    keys = "&".join(f"vorschlag={one.public_id}" for one in (first, second))
    page = desk.get(f"{address('proposals_compared')}?{keys}&vorschlag=quatsch").content.decode()
    assert "Nutzen so früh wie möglich" in page
    assert "so nah wie möglich am heutigen Fahrplan" in page
    assert "Nichts zu vergleichen" in desk.get(address("proposals_compared")).content.decode()


def test_the_running_page_reloads_itself_when_it_is_done(desk, municipality, plan):
    asked = actions.ask_for_proposal(municipality, objective="benefit", seconds=10, actor=None)
    fragment = desk.get(asked.get_absolute_url(), headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "Es wird gerechnet" in fragment.content.decode()
    assert "HX-Refresh" not in fragment
    actions.calculate(asked)
    assert desk.get(asked.get_absolute_url(), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_proposal_asks_no_more_questions_for_more_measures(
    desk, municipality, plan, make_measure, role, django_assert_max_num_queries
):
    for number in range(25):
        measure = make_measure(f"Weitere {number}", start="2028", end="2028")
        Demand.objects.create(measure=measure, role=role, months=Decimal("0.1"))
    found = proposed(municipality)
    with django_assert_max_num_queries(16):
        desk.get(found.get_absolute_url())
    with django_assert_max_num_queries(22):
        desk.get(address("proposals"))


def test_machines_get_what_people_read(municipality, plan):
    found = proposed(municipality)
    told = json.loads(json.dumps(exports.proposal_document(found)))
    assert told["status"] == "optimal"
    moves = {move["measure"]: move for move in told["moves"]}
    assert (moves[plan[1].number]["from"], moves[plan[1].number]["to"]) == ("2027-03", "2027-02")
    assert told["conflicts"] == []
