"""Voting in a citizens' budget: four kinds of ballot, one for each person, changeable, secret, and gone when it should be."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.participation import actions, queries
from dorflinde.participation.models import Ballot, BallotLine, Budget, Lot
from dorflinde.places.models import Place

from . import budgets
from .conftest import Plan


def voting(set_up: Plan, *costs: int, amount: int = 1000, **rules: object) -> Budget:
    """A budget in which people vote now about things with these costs."""
    budget = budgets.make(set_up, "vote", **rules)
    budgets.admit(budgets.pot(budget, amount), *costs)
    return budget


def send(client: Client, budget: Budget, sent: dict[str, Any]) -> str:
    answer = client.post(budget.url("budget_ballot"), sent)
    return "" if answer.status_code == 302 else answer.content.decode()


def ballot(user: User) -> dict[int, int]:
    return {
        line.proposal.number: line.weight
        for line in BallotLine.objects.filter(ballot__voter=user).select_related("proposal")
    }


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("approval", {"v1": "on", "v3": "on"}, {1: 1, 3: 1}),
        ("points", {"v1": "7", "v2": "", "v3": "3"}, {1: 7, 3: 3}),
        ("ranking", {"rang": ["3", "1"]}, {3: 1, 1: 2}),
        ("basket", {"v1": "on", "v2": "on"}, {1: 1, 2: 1}),
    ],
)
def test_every_kind_of_ballot_is_kept_and_shown_again(
    client: Client, resident: User, set_up: Plan, kind: str, sent: dict[str, Any], kept: dict[int, int]
) -> None:
    budget = voting(set_up, 300, 500, 800, ballot_kind=kind)
    client.force_login(resident)
    assert send(client, budget, sent) == ""
    assert ballot(resident) == kept
    form = client.get(budget.url("budget_ballot")).context["form"]
    if kind == "ranking":
        assert form.order == ["3", "1"]
    else:
        assert {number: form[f"v{number}"].initial for number in kept} == kept


@pytest.mark.parametrize(
    ("kind", "rules", "sent", "words"),
    [
        ("approval", {"most": 1}, {"v1": "on", "v2": "on"}, "höchstens 1 Kreuz"),
        ("approval", {}, {}, "Noch ist nichts ausgewählt."),
        ("points", {"points": 5}, {"v1": "3", "v2": "3"}, "6 Punkte verteilt, Sie haben 5"),
        ("points", {}, {"v1": "-1"}, "kern-error"),
        ("points", {}, {"v1": "viele"}, "kern-error"),
        ("ranking", {}, {"rang": ["99"]}, "error-summary"),
        ("ranking", {}, {"rang": []}, "Noch ist nichts ausgewählt."),
        ("basket", {}, {"v1": "on", "v3": "on"}, "Es sind nur 1.000"),
    ],
)
def test_what_would_not_count_is_said_and_not_kept(
    client: Client, resident: User, set_up: Plan, kind: str, rules: dict[str, Any], sent: dict[str, Any], words: str
) -> None:
    budget = voting(set_up, 300, 500, 800, ballot_kind=kind, **rules)
    client.force_login(resident)
    assert words in send(client, budget, sent).replace("\xa0", " ")
    assert not Ballot.objects.exists()


def test_what_was_chosen_stands_there_still_when_something_is_wrong(
    client: Client, resident: User, set_up: Plan
) -> None:
    budget = voting(set_up, 300, 500, 800, ballot_kind="basket")
    client.force_login(resident)
    page = send(client, budget, {"v1": "on", "v3": "on"})
    assert page.count(" checked") == 2


def test_of_an_either_or_one_goes_into_the_basket(client: Client, resident: User, set_up: Plan) -> None:
    budget = budgets.make(set_up, "vote", ballot_kind="basket")
    pot = budgets.pot(budget, 1000)
    rivals = budgets.admit(pot, 300, 400)
    actions.save_group(pot, "Eine Wiese", rivals, actor=None)
    client.force_login(resident)
    assert "Davon kann nur eines in den Korb" in send(client, budget, {"v1": "on", "v2": "on"})
    assert send(client, budget, {"v1": "on"}) == ""


def test_without_javascript_the_order_is_made_by_buttons(client: Client, resident: User, set_up: Plan) -> None:
    budget = voting(set_up, 300, 500, 800, ballot_kind="ranking")
    client.force_login(resident)

    def press(step: str, order: list[str]) -> list[str]:
        answer = client.post(budget.url("budget_ballot"), {"rang": order, "schritt": step})
        assert answer.status_code == 200
        return list(answer.context["form"].order)

    order = press("rein:2", [])
    order = press("rein:3", order)
    order = press("rein:1", order)
    assert order == ["2", "3", "1"]
    assert press("hoch:1", order) == ["2", "1", "3"]
    assert press("runter:2", order) == ["3", "2", "1"]
    assert press("hoch:2", order) == order, "it is first already"
    assert press("raus:3", order) == ["2", "1"]
    assert press("rein:77", order) == order
    assert press("unsinn", order) == order
    assert not Ballot.objects.exists(), "nothing is given before it is sent"


def test_a_ballot_is_changed_and_counts_once(client: Client, resident: User, set_up: Plan) -> None:
    budget = voting(set_up, 300, 500)
    client.force_login(resident)
    send(client, budget, {"v1": "on"})
    send(client, budget, {"v2": "on"})
    assert ballot(resident) == {2: 1}
    assert queries.turnout_of(budget).voters == 1


def test_a_guest_fills_in_first_and_finds_it_again(client: Client, resident: User, set_up: Plan) -> None:
    budget = voting(set_up, 300, 500)
    answer = client.post(budget.url("budget_ballot"), {"v2": "on"})
    assert answer["Location"].startswith("/konto/login/")
    client.force_login(resident)
    page = client.get(budget.url("budget_ballot"))
    assert "Noch nicht abgegeben" in page.content.decode()
    assert page.context["form"]["v2"].value()
    assert not Ballot.objects.exists()


def test_nobody_else_sees_it(client: Client, clerk: User, resident: User, set_up: Plan) -> None:
    budget = voting(set_up, 300, 500)
    client.force_login(resident)
    send(client, budget, {"v1": "on"})
    assert resident.pk not in Record.objects.filter(verb="participation.budget.voted").values_list("actor", flat=True)
    client.force_login(clerk)
    for name in ("budget_office", "budget_ballot"):
        page = client.get(budget.url(name)).content.decode()
        assert resident.pseudonym not in page
        assert " checked" not in page


@pytest.mark.parametrize("stage", ["propose", "check", "count"])
def test_outside_the_days_of_the_vote_nothing_is_taken(
    client: Client, resident: User, set_up: Plan, stage: str
) -> None:
    budget = budgets.make(set_up, stage)
    budgets.admit(budgets.pot(budget, 500), 100)
    client.force_login(resident)
    assert client.post(budget.url("budget_ballot"), {"v1": "on"}).status_code == 403
    assert not Ballot.objects.exists()


def test_a_pot_of_one_village_is_decided_by_those_at_home_there(
    client: Client, resident: User, municipality: Place, set_up: Plan
) -> None:
    village = Place.objects.create(kind=Place.Kind.VILLAGE, parent=municipality, name="Waldenreut", slug="waldenreut")
    budget = budgets.make(set_up, "vote")
    budgets.admit(budgets.pot(budget, 500), 100)
    budgets.admit(budgets.pot(budget, 300, place=village, title="Für Waldenreut", only_locals=True), 200)
    client.force_login(resident)
    assert "Für Waldenreut" not in client.get(budget.url("budget_ballot")).content.decode()
    send(client, budget, {"v1": "on", "v2": "on"})
    assert ballot(resident) == {1: 1}, "what is not on one's ballot is not taken from a form that claims so"
    resident.home = village
    resident.save()
    send(client, budget, {"v1": "on", "v2": "on"})
    assert ballot(resident) == {1: 1, 2: 1}
    assert Ballot.objects.get().home == village


def test_the_first_ballot_has_the_lot_drawn_and_no_later_one_changes_it(
    client: Client, clerk: User, resident: User, set_up: Plan
) -> None:
    budget = voting(set_up, 300)
    client.force_login(resident)
    send(client, budget, {"v1": "on"})
    lot = Lot.objects.get()
    send(client, budget, {"v1": "on"})
    assert actions.draw_lot(budget, actor=clerk) == lot
    assert Lot.objects.get().seed == lot.seed
    assert str(lot.seed) in client.get(budget.get_absolute_url()).content.decode()


def test_what_ballots_rely_on_stays(resident: User, set_up: Plan) -> None:
    budget = voting(set_up, 300)
    proposal = budget.proposals.get()
    actions.vote(budget, {proposal: 1}, actor=resident)
    budget.completion = "none"
    with pytest.raises(ValidationError):
        actions.save_rules(budget, ["completion"], actor=None)
    with pytest.raises(ValidationError):
        budgets.pot(budget, 9999)
    with pytest.raises(ValidationError):
        budgets.admit(budget.pots.get(), 10)
    budget.refresh_from_db()
    assert budget.completion == "add1u"


def test_with_the_account_a_ballot_goes_while_people_vote_and_stays_nameless_afterwards(
    resident: User, municipality: Place, set_up: Plan
) -> None:
    running, over = voting(set_up, 300), budgets.make(set_up, "count", title="Vorbei")
    budgets.admit(budgets.pot(over, 500), 100)
    for budget in (running, over):
        actions.vote(budget, {budget.proposals.get(): 1}, actor=resident)
    assert {row["kind"] for row in queries.budget_rows_of_person(resident)} == {"budget_ballot"}
    actions.forget_person_in_budgets(resident)
    left = Ballot.objects.get()
    assert (left.budget, left.voter, left.changed_at) == (over, None, None)
    assert left.lines.count() == 1
