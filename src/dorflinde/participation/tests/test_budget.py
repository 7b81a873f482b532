"""A citizens' budget before the vote: what can be done when, proposing, checking, pots."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.core import subjects
from dorflinde.desk.models import Todo
from dorflinde.participation import actions, policies_budget as policies
from dorflinde.participation.actions import Verdict
from dorflinde.participation.models import Budget, BudgetProposal, Stage
from dorflinde.places.models import Place
from dorflinde.trail.models import Step

from . import budgets
from .conftest import Plan, day

WORDS = {"title": "Eine Bank am Bach", "text": "Aus Lärche, mit Lehne.", "wished_cost": "1.200 €"}


@pytest.fixture
def proposing(set_up: Plan) -> Budget:
    """A budget of 10,000 € for which people propose."""
    budget = budgets.make(set_up, "propose")
    budgets.pot(budget, 10_000)
    return budget


def sent(budget: Budget, **more: Any) -> dict[str, Any]:
    pot = budget.pots.get()
    return {**WORDS, "pot": str(pot.public_id), "place": str(pot.place.public_id), **more}


def propose(client: Client, budget: Budget, **more: Any) -> BudgetProposal:
    client.post(budget.url("budget_propose"), sent(budget, **more))
    return BudgetProposal.objects.get()


@pytest.mark.parametrize("stage", ["coming", "propose", "check", "vote", "count"])
def test_what_can_be_done_follows_from_the_day(set_up: Plan, resident: User, stage: str) -> None:
    budget = budgets.make(set_up, stage)
    budgets.admit(budgets.pot(budget, 500), 100)
    assert budget.stage == Stage(stage)
    assert bool(policies.may_propose(resident, budget)) == (stage == "propose")
    assert bool(policies.may_vote(resident, budget)) == (stage == "vote")
    for permit in (policies.may_propose(resident, budget), policies.may_vote(resident, budget)):
        assert permit or permit.reason


def test_without_days_of_its_own_the_whole_phase_is_for_voting(set_up: Plan, resident: User) -> None:
    budget = budgets.make(set_up, "vote", proposals_until=None, voting_from=None)
    budgets.admit(budgets.pot(budget, 500), 100)
    budget.refresh_from_db()
    assert [(stage, first, last) for stage, first, last in budget.days] == [(Stage.VOTE, day(-9), day(9))]
    assert policies.may_vote(resident, budget)


def test_the_town_hall_makes_a_budget_and_its_pots(client: Client, clerk: User, set_up: Plan) -> None:
    project = set_up(("activities", 0, 30), ("decision", 31, 40))
    client.force_login(clerk)
    phase = project.timetable[0]
    made = client.post(
        f"{project.get_absolute_url()}bausteine/neu/budget/", {"title": "Unser Geld", "phase": str(phase.public_id)}
    )
    assert made["Location"] == f"{project.get_absolute_url()}unser-geld/haushalt/"
    budget = Budget.objects.get()
    page = client.get(made["Location"]).content.decode()
    assert "Neuer Topf" in page
    new = budget.url("budget_pot_new")
    assert (
        "Ein Topf ohne Geld"
        in client.post(
            new, {"title": "Für alle", "amount": "0", "place": str(project.place.public_id)}
        ).content.decode()
    )
    wrong = client.post(new, {"title": "Für alle", "amount": "viel", "place": str(project.place.public_id)})
    assert "kern-error" in wrong.content.decode()
    assert 'value="viel"' in wrong.content.decode(), "what was typed is kept"
    client.post(new, {"title": "Für alle", "amount": "12.500,50 €", "place": str(project.place.public_id)})
    assert budget.pots.get().cents == 1_250_050
    assert "12.500,50" in client.get(budget.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("until", "begin", "words"),
    [
        (-20, 5, "wählen Sie einen Tag darin"),
        (9, 9, "wenn keine Vorschläge mehr kommen"),
        (9, None, "ab wann abgestimmt"),
    ],
)
def test_days_out_of_order_are_refused(
    client: Client, clerk: User, proposing: Budget, until: int, begin: int | None, words: str
) -> None:
    client.force_login(clerk)
    rules = {
        "proposals_until": day(until).isoformat(), "voting_from": day(begin).isoformat() if begin else "",
        "ballot_kind": "approval", "points": "10", "rule": "greedy", "utility": "cost", "completion": "none", "ties": "lot",
    }  # fmt: skip
    assert words in client.post(proposing.url("budget_rules"), rules).content.decode()
    proposing.refresh_from_db()
    assert proposing.rule == "equal-shares"
    client.post(
        proposing.url("budget_rules"),
        {**rules, "proposals_until": day(5).isoformat(), "voting_from": day(8).isoformat()},
    )
    proposing.refresh_from_db()
    assert (proposing.rule, proposing.proposals_until, proposing.voting_from) == ("greedy", day(5), day(8))


def test_a_resident_proposes_and_the_town_hall_finds_it_on_its_desk(
    client: Client, resident: User, proposing: Budget
) -> None:
    client.force_login(resident)
    made = propose(client, proposing)
    assert (made.number, made.author, made.wished_cents) == (1, resident, 120_000)
    todo = Todo.objects.get(subject_id=made.public_id)
    assert (todo.action_url, todo.due_on) == (proposing.url("budget_valuation", made.public_id), day(19))
    page = client.get(proposing.get_absolute_url()).content.decode()
    assert "Eine Bank am Bach" in page
    assert "etwa 1.200" in page
    client.post(proposing.url("budget_propose"), sent(proposing, title="Noch eine Bank"))
    assert [one.number for one in BudgetProposal.objects.by_number()] == [1, 2]


def test_a_guest_writes_first_and_loses_nothing(client: Client, resident: User, proposing: Budget) -> None:
    answer = client.post(proposing.url("budget_propose"), sent(proposing))
    assert answer["Location"].startswith("/konto/login/")
    client.force_login(resident)
    assert "Aus Lärche, mit Lehne." in client.get(proposing.url("budget_propose")).content.decode()
    assert not BudgetProposal.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"text": " "}, {"pot": "unsinn"}, {"wished_cost": "zwölf"}, {"lat": "1", "lon": "1"}]
)
def test_a_proposal_that_cannot_be_comes_back_as_typed(
    client: Client, resident: User, proposing: Budget, wrong: dict[str, str]
) -> None:
    client.force_login(resident)
    page = client.post(proposing.url("budget_propose"), sent(proposing, **wrong)).content.decode()
    assert "error-summary" in page
    assert "Eine Bank am Bach" in page or "title" in wrong
    assert not BudgetProposal.objects.exists()


def test_a_pot_of_another_budget_is_none_of_this_one(
    client: Client, resident: User, set_up: Plan, proposing: Budget
) -> None:
    foreign = budgets.pot(budgets.make(set_up, "propose", title="Anderes Geld"), 100)
    client.force_login(resident)
    client.post(proposing.url("budget_propose"), sent(proposing, pot=str(foreign.public_id)))
    assert not BudgetProposal.objects.exists()
    client.post(proposing.url("budget_propose"), sent(proposing))
    proposal = BudgetProposal.objects.get()
    assert client.get(foreign.budget.url("budget_proposal", proposal.public_id)).status_code == 404


def test_the_verdict_is_told_to_the_author_and_settles_the_question(
    client: Client, clerk: User, resident: User, proposing: Budget
) -> None:
    client.force_login(resident)
    made = propose(client, proposing)
    client.force_login(clerk)
    check = proposing.url("budget_valuation", made.public_id)
    assert "braucht geschätzte Kosten" in client.post(check, {"is_feasible": "ja"}).content.decode()
    assert "warum das nicht geht" in client.post(check, {"is_feasible": "nein"}).content.decode()
    assert "mehr, als in" in client.post(check, {"is_feasible": "ja", "cost": "10.001"}).content.decode()
    client.post(
        check,
        {
            "is_feasible": "ja",
            "cost": "950",
            "running_cost": "20",
            "office": "Bauamt",
            "reason": "Der Platz gehört uns.",
        },
    )
    made = BudgetProposal.objects.whole().get()
    assert made.is_admitted
    assert (made.valuation.cents, made.valuation.running_cents, made.valuation.valued_by) == (95_000, 2000, clerk)
    step = Step.objects.get(kind="valued")
    assert "950" in step.text
    assert step.by == "Bauamt"
    assert not Todo.objects.waiting().exists()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Der Platz gehört uns." in page
    assert "Bauamt" in page
    client.post(check, {"is_feasible": "nein", "reason": "Doch nicht: Hochwasser."})
    assert not BudgetProposal.objects.whole().get().is_admitted


def test_its_author_changes_it_until_it_is_checked_and_takes_it_back_until_the_vote(
    client: Client, resident: User, outsider: User, proposing: Budget
) -> None:
    client.force_login(resident)
    made = propose(client, proposing)
    edit, back = (proposing.url(f"budget_proposal_{name}", made.public_id) for name in ("edit", "withdraw"))
    client.post(edit, sent(proposing, title="Zwei Bänke am Bach"))
    made.refresh_from_db()
    assert made.title == "Zwei Bänke am Bach"
    assert made.edited_at
    actions.value_proposal(made, Verdict(is_feasible=True, cost=Decimal(900)), actor=None)
    assert client.post(edit, sent(proposing)).status_code == 403
    client.force_login(outsider)
    assert client.post(back).status_code == 403
    client.force_login(resident)
    assert client.post(back).status_code == 302
    assert client.get(made.get_absolute_url()).status_code == 404
    made.refresh_from_db()
    assert made.text == ""
    assert made.title not in client.get(proposing.get_absolute_url()).content.decode()


def test_the_moderation_hides_and_restores(client: Client, clerk: User, resident: User, proposing: Budget) -> None:
    client.force_login(resident)
    made = propose(client, proposing)
    kind = subjects.subject("participation.budget_proposal")
    kind.hide(made.public_id, actor=clerk, reason="Werbung")
    assert "Werbung" in client.get(made.get_absolute_url()).content.decode(), "its author reads why"
    client.logout()
    assert client.get(made.get_absolute_url()).status_code == 404
    described = subjects.describe(made.ref)
    assert described is not None
    assert not described.is_public
    kind.restore(made.public_id, actor=clerk)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert Todo.objects.waiting().count() == 1, "it waits for its check again"


def test_an_either_or_names_its_rivals(client: Client, clerk: User, set_up: Plan, municipality: Place) -> None:
    budget = budgets.make(set_up, "check")
    pot, other = budgets.pot(budget, 900), budgets.pot(budget, 900, title="Für die Jugend")
    first, second = budgets.admit(pot, 300, 400)
    (stranger,) = budgets.admit(other, 100)
    client.force_login(clerk)
    new = budget.url("budget_group_new", pot.public_id)
    refused = client.post(new, {"title": "Eine Wiese", "proposals": [str(first.public_id)]}).content.decode()
    assert "mindestens zwei" in refused
    client.post(new, {"title": "Eine Wiese", "proposals": [str(first.public_id), str(stranger.public_id)]})
    assert not BudgetProposal.objects.filter(group__isnull=False).exists()
    client.post(new, {"title": "Eine Wiese", "proposals": [str(first.public_id), str(second.public_id)]})
    first.refresh_from_db()
    assert second.title in client.get(first.get_absolute_url()).content.decode()
    client.post(budget.url("budget_group", first.group.public_id), {"aufheben": "ja"})
    first.refresh_from_db()
    assert first.group is None


def test_a_pot_with_proposals_stays(client: Client, clerk: User, proposing: Budget) -> None:
    pot = proposing.pots.get()
    empty = budgets.pot(proposing, 100, title="Für später")
    budgets.admit(pot, 50)
    client.force_login(clerk)
    for one in (pot, empty):
        client.post(proposing.url("budget_pot_remove", one.public_id))
    assert list(proposing.pots.all()) == [pot]


def test_what_people_took_part_in_is_not_removed_and_an_empty_budget_is(
    resident: User, set_up: Plan, proposing: Budget
) -> None:
    plan = actions.ProposalPlan(pot=proposing.pots.get(), title="Bank", text="x", place=proposing.pots.get().place)
    actions.propose(proposing, plan, actor=resident)
    with pytest.raises(ValidationError):
        actions.remove_activity(proposing.activity, actor=None)
    other = budgets.make(set_up, "propose", title="Noch eines")
    budgets.admit(budgets.pot(other, 100), 50)
    actions.remove_activity(other.activity, actor=None)
    assert Budget.objects.get() == proposing


def test_a_template_takes_pots_and_rules_along_and_nothing_people_wrote(set_up: Plan) -> None:
    old = budgets.make(set_up, "propose", completion="none")
    budgets.admit(budgets.pot(old, 700), 100)
    new = budgets.make(set_up, "propose", title="Nächstes Jahr")
    actions.copy_budget(old.activity, new.activity)
    new.refresh_from_db()
    assert new.completion == "none"
    assert [pot.cents for pot in new.pots.all()] == [70_000]
    assert old.pots.get() != new.pots.get()
    assert not BudgetProposal.objects.of(new).exists()


def test_a_page_with_many_proposals_asks_no_more_than_one_with_few(
    client: Client, set_up: Plan, django_assert_max_num_queries: Any
) -> None:
    budget = budgets.make(set_up, "vote")
    pot = budgets.pot(budget, 9000)
    budgets.admit(pot, *range(100, 140))
    with django_assert_max_num_queries(14):
        assert "Vorhaben zu 139" in client.get(budget.get_absolute_url()).content.decode()
