"""Counting a citizens' budget: frozen, explained, told, and counted again by anyone with the same outcome."""

import datetime
import json
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry
from dorflinde.participation import actions, exports, queries, tasks
from dorflinde.participation.models import Ballot, BallotLine, Budget, BudgetProposal, Lot, Tally
from dorflinde.places.models import Place
from dorflinde.project import command
from dorflinde.trail.models import Step

from . import budgets
from .conftest import Plan

# Six want what the many want, four the garden: equal shares buy A, C and G, the majority buys A, B and C.
COSTS = (400, 400, 200, 400)
FIRST_BEFORE_SECOND = 0  # the lot that decides between two that cost the same
BALLOTS = [{1: 1, 2: 1, 3: 1}] * 6 + [{4: 1}] * 4


def person(number: int, home: Place | None = None) -> User:
    return User.objects.create_user(f"p{number}@example.org", pseudonym=f"person_{number}", home=home)


def counted(set_up: Plan, ballots: list[dict[int, int]], *costs: int, amount: int = 1000, **rules: object) -> Budget:
    """A budget people have voted in, and counted."""
    budget = voted(set_up, ballots, *costs, amount=amount, **rules)
    tasks.count_budget.call(actions.ask_for_count(budget, actor=None).pk)
    return queries.budget_of(budget.activity)


def voted(set_up: Plan, ballots: list[dict[int, int]], *costs: int, amount: int = 1000, **rules: object) -> Budget:
    budget = budgets.make(set_up, "count", **rules)
    Lot.objects.create(budget=budget, seed=FIRST_BEFORE_SECOND)
    proposals = {one.number: one for one in budgets.admit(budgets.pot(budget, amount), *costs)}
    for number, ballot in enumerate(ballots):
        lines = {proposals[key]: weight for key, weight in ballot.items()}
        actions.vote(budget, lines, actor=person(number, budget.activity.project.place))
    return budget


def winners(budget: Budget) -> list[int]:
    (result,) = queries.results_of_budget(budget)
    return [winner.proposal.number for winner in result.winners]


def test_every_group_gets_its_part_and_everybody_reads_why(client: Client, set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS, completion="none")
    assert sorted(winners(budget)) == [1, 3, 4]
    page = client.get(budget.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "10 Menschen haben abgestimmt: 10 online, 0 auf Papier." in page
    assert "3 Vorhaben kommen, für 1.000 € von 1.000 €" in page
    assert "niemand gab mehr als 100 € dafür." in page
    assert "das reicht dafür nicht" in page
    assert "jede Stimme mit einem Anteil von 100 €" in page


def test_the_other_rule_stands_beside_it(client: Client, set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS, completion="none")
    page = client.get(budget.url("budget_compare")).content.decode().replace("\xa0", " ")
    assert "10 von 10 bekommen mindestens einen ihrer Wünsche" in page
    assert "6 von 10 bekommen mindestens einen ihrer Wünsche" in page
    assert "Nur bei „Gleiche Anteile“: Vorhaben zu 400" in page
    (result,) = queries.results_of_budget(budget)
    assert [proposal.number for proposal in result.only_here] == [4]
    assert [proposal.number for proposal in result.only_there] == [2]
    assert (result.better, result.worse, result.same) == (4, 6, 0)
    assert [(row.name, row.voters, row.here, row.other) for row in result.villages] == [("Perlesreut", 10, 100, 60)]


def test_by_majority_nobody_has_a_share(client: Client, set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS, rule="greedy")
    assert sorted(winners(budget)) == [1, 2, 3]
    client.force_login(User.objects.get(pseudonym="person_0"))
    assert "nach der Mehrheit" in client.get(budget.url("budget_share")).content.decode()
    assert not BallotLine.objects.filter(paid__gt=0).exists()


def test_voters_read_what_their_own_share_paid_for_and_nobody_elses(client: Client, set_up: Plan, clerk: User) -> None:
    budget = counted(set_up, BALLOTS, *COSTS, completion="none")
    assert client.get(budget.url("budget_share")).status_code == 302
    client.force_login(User.objects.get(pseudonym="person_0"))
    page = client.get(budget.url("budget_share")).content.decode().replace("\xa0", " ")
    assert "standen 3 Vorhaben, 2 davon kommen" in page
    assert "Ihr Anteil betrug 100 €. Davon haben Sie 100 € ausgegeben, übrig blieben 0 €." in page
    assert "66,67 €" in page
    assert "Das wollten Sie und 5 andere Menschen." in page
    client.force_login(clerk)
    assert "Hier ist kein Stimmzettel von Ihnen" in client.get(budget.url("budget_share")).content.decode()


def test_shares_add_up_to_what_the_winners_cost(set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS, completion="none")
    for winner in queries.results_of_budget(budget)[0].winners:
        paid = sum(BallotLine.objects.filter(proposal=winner.proposal).values_list("paid", flat=True))
        assert abs(paid - winner.cost) < 0.001


def test_of_an_either_or_one_wins_and_the_other_says_so(client: Client, set_up: Plan) -> None:
    budget = budgets.make(set_up, "count")
    pot = budgets.pot(budget, 2000)
    rivals = budgets.admit(pot, 400, 300)
    actions.save_group(pot, "Eine Wiese", rivals, actor=None)
    for number in range(3):
        actions.vote(budget, dict.fromkeys(rivals, 1), actor=person(number))
    tasks.count_budget.call(actions.ask_for_count(budget, actor=None).pk)
    budget = queries.budget_of(budget.activity)
    assert len(winners(budget)) == 1
    assert "Es schließt sich mit" in client.get(budget.get_absolute_url()).content.decode()


def test_pots_are_counted_apart_and_a_pot_nobody_voted_on_keeps_its_money(client: Client, set_up: Plan) -> None:
    budget = budgets.make(set_up, "count")
    one, other, unwanted = (budgets.pot(budget, 100, title=title) for title in ("Eins", "Zwei", "Drei"))
    lines = [budgets.admit(pot, 60, title=pot.title)[0] for pot in (one, other, unwanted)]
    actions.vote(budget, {lines[0]: 1, lines[1]: 1}, actor=person(1))
    actions.vote(budget, {lines[0]: 1}, actor=person(2))
    tasks.count_budget.call(actions.ask_for_count(budget, actor=None).pk)
    found = queries.results_of_budget(queries.budget_of(budget.activity))
    assert [(result.voters, len(result.winners)) for result in found] == [(2, 1), (1, 1), (0, 0)]
    assert [line.paid for line in BallotLine.objects.filter(ballot__voter__pseudonym="person_1")] == [30, 60]
    page = client.get(budget.get_absolute_url()).content.decode()
    assert "Über diesen Topf hat niemand abgestimmt" in page


def test_a_count_is_frozen_with_its_rules(set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS, completion="none")
    seed = Lot.objects.get().seed
    assert budget.tally.rules == {
        "rule": "equal-shares", "utility": "cost", "completion": "none", "ties": ["min-cost", "max-votes", "lot"], "seed": seed,
    }  # fmt: skip
    before = budget.tally.pots
    again = actions.ask_for_count(budget, actor=None)
    tasks.count_budget.call(again.pk)
    assert Tally.objects.get().pots == before
    with pytest.raises(ValidationError):
        actions.vote(budget, {BudgetProposal.objects.get(number=1): 1}, actor=person(99))


def test_what_breaks_off_says_so_and_can_be_asked_for_again(client: Client, clerk: User, set_up: Plan) -> None:
    budget = voted(set_up, BALLOTS, *COSTS)
    client.force_login(clerk)
    with patch("dorflinde.participation.actions.counting.equal_shares.count", side_effect=ZeroDivisionError):
        client.post(budget.url("budget_count"))
    assert "Die Auszählung ist abgebrochen" in client.get(budget.url("budget_count")).content.decode()
    assert "zählt aus" in client.get(budget.get_absolute_url()).content.decode(), "no half result is shown"
    client.post(budget.url("budget_count"))
    assert queries.budget_of(budget.activity).is_counted


def test_the_clerk_counts_and_everyone_is_told(client: Client, clerk: User, resident: User, set_up: Plan) -> None:
    budget = budgets.make(set_up, "count")
    pot = budgets.pot(budget, 100)
    plan = actions.ProposalPlan(pot=pot, title="Lenas Bank", text="x", place=pot.place)
    bank = actions.propose(budget, plan, actor=resident)
    actions.value_proposal(bank, actions.Verdict(is_feasible=True, cost=80), actor=None)
    actions.vote(budget, {bank: 1}, actor=person(1))
    tasks.look_after_budgets()
    todo = Todo.objects.waiting().get(kind="count")
    client.force_login(clerk)
    assert "1 Mensch hat abgestimmt" in client.get(todo.action_url).content.decode()
    assert client.post(todo.action_url)["Location"] == todo.action_url
    assert client.get(todo.action_url)["Location"] == budget.get_absolute_url()
    assert not Todo.objects.waiting().filter(kind="count").exists()
    assert "Lenas Bank" in Entry.objects.get(subject_kind="participation.activity").text
    assert Step.objects.get(kind="won").title == "Gewählt: „Lenas Bank“ wird umgesetzt"
    assert Record.objects.filter(verb="participation.budget.counted").exists()


@pytest.mark.parametrize("stage", ["propose", "vote"])
def test_nobody_counts_before_the_vote_is_over(client: Client, clerk: User, set_up: Plan, stage: str) -> None:
    budget = budgets.make(set_up, stage)
    budgets.admit(budgets.pot(budget, 500), 100)
    client.force_login(clerk)
    assert client.post(budget.url("budget_count")).status_code == 403
    assert not Tally.objects.exists()
    for name in ("budget_compare", "budget_share"):
        assert client.get(budget.url(name)).status_code == 404


def test_without_ballots_there_is_nothing_to_count(client: Client, clerk: User, set_up: Plan) -> None:
    budget = budgets.make(set_up, "count")
    budgets.admit(budgets.pot(budget, 500), 100)
    client.force_login(clerk)
    page = client.post(budget.url("budget_count"), follow=True).content.decode()
    assert "Es gibt keine Stimmzettel" in page


KINDS: list[tuple[str, dict[str, Any], list[dict[int, int]]]] = [
    ("approval", {}, BALLOTS),
    (
        "approval",
        {"utility": "cardinality", "completion": "add1"},
        [{1: 1, 2: 1}, {2: 1, 3: 1}, {3: 1}, {4: 1}, {4: 1}],
    ),
    (
        "approval",
        {"utility": "effort", "completion": "add1u"},
        [{1: 1, 2: 1}, {2: 1, 3: 1}, {3: 1}, {4: 1}, {4: 1}],
    ),
    ("approval", {"ties": "lot", "completion": "utilitarian"}, [{1: 1}, {2: 1}, {4: 1}]),
    ("approval", {"rule": "greedy", "ties": "lot"}, [{1: 1}, {2: 1}, {4: 1}]),
    ("points", {"completion": "add1u"}, [{1: 7, 2: 3}, {2: 5, 3: 5}, {4: 10}, {3: 1, 4: 9}]),
    ("ranking", {"completion": "add1"}, [{1: 1, 4: 2}, {4: 1, 3: 2, 2: 3}, {2: 1}, {3: 1, 1: 2}]),
    ("basket", {"completion": "none"}, [{1: 1, 2: 1, 3: 1}, {3: 1, 4: 1}, {4: 1}]),
]


@pytest.mark.parametrize(("kind", "rules", "ballots"), KINDS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_console_counts_the_published_file_to_the_same_winners(
    client: Client,
    set_up: Plan,
    tmp_path: Path,
    capsys: Any,
    kind: str,
    rules: dict[str, Any],
    ballots: list[dict[int, int]],
) -> None:
    budget = counted(set_up, ballots, *COSTS, ballot_kind=kind, publishes_ballots=True, **rules)
    answer = client.get(budget.url("budget_ballots", budget.pots.get().public_id))
    file = tmp_path / "stimmen.pb"
    file.write_bytes(answer.content)
    meta = dict(line.split(";", 1) for line in answer.content.decode().partition("PROJECTS")[0].splitlines()[1:])
    arguments = ["dorflinde", "budget", "count", str(file), "--json"]
    for name in ("rule", "utility", "completion", "ties", "seed", "increment"):
        arguments += [f"--{name}", meta[name]]
    capsys.readouterr()
    with patch.object(sys, "argv", arguments):
        try:
            command.main()
        except SystemExit as end:
            assert not end.code
    told = json.loads(capsys.readouterr().out)
    assert [int(number) for number in told["winners"]] == winners(budget)
    assert told["voters"] == len(ballots)
    assert told["lot"] == budget.tally.pots[str(budget.pots.get().public_id)]["lot"]


def test_the_file_names_nobody_and_follows_no_order(set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS)
    text = exports.ballots_as_pb(budget, budget.pots.get())
    assert "person_" not in text
    assert "@" not in text
    assert not [str(ballot.public_id) for ballot in Ballot.objects.all() if str(ballot.public_id) in text]
    votes = [line.split(";")[1] for line in text.partition("VOTES")[2].strip().splitlines()[1:]]
    assert sorted(votes) == sorted(["1,2,3"] * 6 + ["4"] * 4)


def test_unpublished_ballots_are_for_the_town_hall_alone(
    client: Client, clerk: User, resident: User, set_up: Plan
) -> None:
    budget = counted(set_up, BALLOTS, *COSTS)
    address = budget.url("budget_ballots", budget.pots.get().public_id)
    client.force_login(resident)
    assert client.get(address).status_code == 403
    client.force_login(clerk)
    assert client.get(address).status_code == 200


def test_some_time_after_the_count_nobody_knows_whose_ballot_it_was(set_up: Plan) -> None:
    budget = counted(set_up, BALLOTS, *COSTS)
    assert tasks.look_after_budgets() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91), tick=False):
        assert tasks.look_after_budgets() == 10
    assert not Ballot.objects.filter(voter__isnull=False).exists()
    assert Ballot.objects.of(budget).count() == 10, "they stay counted"


def test_the_page_of_a_result_asks_a_fixed_number_of_questions(
    client: Client, set_up: Plan, django_assert_max_num_queries: Any
) -> None:
    budget = counted(set_up, [dict.fromkeys(range(1, 25), 1)] * 3, *range(10, 40))
    with django_assert_max_num_queries(16):
        assert client.get(budget.get_absolute_url()).status_code == 200
