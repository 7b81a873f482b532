"""Ballots on paper: printed with numbers, typed in by keyboard, none twice, counted together and told apart."""

import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st
from pypdf import PdfReader

from dorflinde.accounts.models import Role, User
from dorflinde.participation import actions, queries, tasks
from dorflinde.participation.models import (
    Ballot,
    BallotLine,
    Budget,
    Project,
    Residence,
    ResidenceCode,
    read_sheet_code,
    sheet_code,
)
from dorflinde.places.models import Place

from . import budgets
from .conftest import Plan


@given(st.integers(1, 999_999))
def test_the_letter_catches_one_wrong_digit_and_two_that_changed_places(number: int) -> None:
    code = sheet_code(number)
    assert read_sheet_code(code) == read_sheet_code(f" {code.lower().replace('-', '')} ") == number
    digits, letter = code.split("-")
    for at, digit in enumerate(digits):
        wrong = digits[:at] + str((int(digit) + 1) % 10) + digits[at + 1 :]
        assert read_sheet_code(f"{wrong}-{letter}") is None
        turned = digits[:at] + digits[at + 1 : at + 2] + digit + digits[at + 2 :]
        if turned != digits:
            assert read_sheet_code(f"{turned}-{letter}") is None


@given(st.text(max_size=20))
def test_no_text_is_more_than_a_number_or_none(text: str) -> None:
    found = read_sheet_code(text)
    assert found is None or found > 0


def with_paper(set_up: Plan, *costs: int, **rules: object) -> Budget:
    """A budget in which people vote now, with twenty sheets printed."""
    budget = budgets.make(set_up, "vote", **rules)
    budgets.admit(budgets.pot(budget, 1000), *costs)
    actions.print_sheets(budget, 20, actor=None)
    return budget


def type_in(client: Client, budget: Budget, sheet: str, marks: str, **more: Any) -> str:
    answer = client.post(budget.url("budget_sheets"), {"sheet": sheet, "marks": marks, **more})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_the_printed_sheets_have_numbers_costs_and_a_way_to_the_page(client: Client, clerk: User, set_up: Plan) -> None:
    budget = budgets.make(set_up, "vote")
    budgets.admit(budgets.pot(budget, 1000), 300, 500, title="Bank 😀 am Bach")
    client.force_login(clerk)
    answer = client.post(budget.url("budget_print"), {"number": "2"})
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    text = [page.extract_text() for page in reader.pages]
    assert len(text) == 2
    assert sheet_code(1) in text[0]
    assert sheet_code(2) in text[1]
    assert "am Bach zu 300" in text[0]
    assert "500" in text[0]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "readable by screen readers"
    client.post(budget.url("budget_print"), {"number": "3"})
    budget.refresh_from_db()
    assert budget.sheets_printed == 5


@pytest.mark.parametrize(
    ("kind", "marks", "kept"),
    [
        ("approval", "1 3", {1: 1, 3: 1}),
        ("approval", "3,1", {1: 1, 3: 1}),
        ("points", "1:7 3:3", {1: 7, 3: 3}),
        ("ranking", "3 1 2", {3: 1, 1: 2, 2: 3}),
        ("basket", "1 2", {1: 1, 2: 1}),
    ],
)
def test_every_kind_is_typed_in_by_numbers(
    client: Client, clerk: User, set_up: Plan, kind: str, marks: str, kept: dict[int, int]
) -> None:
    budget = with_paper(set_up, 300, 500, 800, ballot_kind=kind)
    client.force_login(clerk)
    assert type_in(client, budget, sheet_code(7), marks) == ""
    assert {line.proposal.number: line.weight for line in BallotLine.objects.select_related("proposal")} == kept
    ballot = Ballot.objects.get()
    assert (ballot.sheet, ballot.voter, ballot.entered_by, ballot.changed_at) == (7, None, clerk, None)


@pytest.mark.parametrize(
    ("kind", "sheet", "marks", "words"),
    [
        ("approval", "0007-A", "1", "passen nicht zusammen"),
        ("approval", sheet_code(21), "1", "nicht gedruckt"),
        ("approval", sheet_code(7), "1 99", "„99“ ist keine Nummer auf dem Stimmzettel"),
        ("approval", sheet_code(7), "1 1", "steht zweimal da"),
        ("approval", sheet_code(7), "eins", "„eins“ ist keine Nummer"),
        ("approval", sheet_code(7), "1:5", "gibt es keine Punkte"),
        ("approval", sheet_code(7), "", "Bitte geben Sie die Nummern ein"),
        ("points", sheet_code(7), "1", "fehlen die Punkte"),
        ("points", sheet_code(7), "1:6 2:6", "12 Punkte verteilt"),
        ("basket", sheet_code(7), "1 3", "Es sind nur"),
    ],
)
def test_slips_are_said_and_what_was_typed_stays(
    client: Client, clerk: User, set_up: Plan, kind: str, sheet: str, marks: str, words: str
) -> None:
    budget = with_paper(set_up, 300, 500, 800, ballot_kind=kind)
    client.force_login(clerk)
    page = type_in(client, budget, sheet, marks)
    assert words in page
    assert f'value="{sheet}"' in page
    assert not Ballot.objects.exists()


def test_a_sheet_counts_once_and_can_be_taken_back(client: Client, clerk: User, set_up: Plan) -> None:
    budget = with_paper(set_up, 300, 500)
    client.force_login(clerk)
    type_in(client, budget, sheet_code(7), "1")
    assert "ist schon eingegeben" in type_in(client, budget, sheet_code(7), "2")
    client.post(budget.url("budget_sheet_back", Ballot.objects.get().public_id))
    assert not Ballot.objects.exists()
    assert type_in(client, budget, sheet_code(7), "2") == ""


def test_a_blank_sheet_is_noted_and_not_counted(client: Client, clerk: User, resident: User, set_up: Plan) -> None:
    budget = with_paper(set_up, 300, 500)
    client.force_login(clerk)
    assert "hat keine Nummern" in type_in(client, budget, sheet_code(3), "1", is_void="on")
    type_in(client, budget, sheet_code(3), "", is_void="on")
    type_in(client, budget, sheet_code(4), "1 2")
    actions.vote(budget, {budget.proposals.first(): 1}, actor=resident)
    turnout = queries.turnout_of(budget)
    assert (turnout.screen, turnout.paper, turnout.void, turnout.voters) == (1, 1, 1, 2)
    assert "1 online, 1 auf Papier. 1 Zettel war leer" in client.get(budget.url("budget_sheets")).content.decode()


def test_a_ballot_from_the_screen_is_no_sheet(client: Client, clerk: User, resident: User, set_up: Plan) -> None:
    budget = with_paper(set_up, 300)
    own = actions.vote(budget, {budget.proposals.first(): 1}, actor=resident)
    client.force_login(clerk)
    for name in ("budget_sheet_back", "budget_sheet_look"):
        assert client.post(budget.url(name, own.public_id)).status_code == 404
    assert Ballot.objects.exists()


def test_where_two_look_a_sheet_counts_after_the_second(
    client: Client, clerk: User, municipality: Place, set_up: Plan
) -> None:
    budget = with_paper(set_up, 300, needs_second_check=True)
    client.force_login(clerk)
    type_in(client, budget, sheet_code(7), "1")
    sheet = Ballot.objects.get()
    look = budget.url("budget_sheet_look", sheet.public_id)
    assert "muss ihn jemand anderes" in client.post(look, follow=True).content.decode()
    assert (queries.turnout_of(budget).voters, queries.turnout_of(budget).waiting) == (0, 1)
    second = User.objects.create_user("zwei@example.org", pseudonym="zweite_vom_amt", home=municipality)
    Role.objects.create(user=second, kind=Role.Kind.CLERK, place=municipality)
    client.force_login(second)
    assert "Stimmt" in client.get(budget.url("budget_sheets")).content.decode()
    client.post(look)
    assert (queries.turnout_of(budget).voters, queries.turnout_of(budget).waiting) == (1, 0)


def test_a_sheet_that_waits_holds_the_count_up(client: Client, clerk: User, set_up: Plan) -> None:
    budget = budgets.make(set_up, "count", needs_second_check=True)
    (bank,) = budgets.admit(budgets.pot(budget, 500), 100)
    actions.print_sheets(budget, 1, actor=None)
    actions.enter_sheet(budget, 1, {bank: 1}, actor=None)
    client.force_login(clerk)
    page = client.post(budget.url("budget_count"), follow=True).content.decode()
    assert "wartet noch darauf" in page


def test_paper_and_screen_are_counted_together(client: Client, clerk: User, resident: User, set_up: Plan) -> None:
    budget = budgets.make(set_up, "count")
    first, second = budgets.admit(budgets.pot(budget, 500), 300, 250)
    actions.print_sheets(budget, 3, actor=None)
    actions.vote(budget, {first: 1}, actor=resident)
    for number in (1, 2):
        actions.enter_sheet(budget, number, {second: 1}, actor=clerk)
    tasks.count_budget.call(actions.ask_for_count(budget, actor=clerk).pk)
    budget = queries.budget_of(budget.activity)
    assert budget.tally.turnout == {"screen": 1, "paper": 2, "void": 0}
    assert [winner.proposal for winner in queries.results_of_budget(budget)[0].winners] == [second]
    assert (
        "3 Menschen haben abgestimmt: 1 online, 2 auf Papier." in client.get(budget.get_absolute_url()).content.decode()
    )
    client.force_login(clerk)
    assert client.post(budget.url("budget_sheets"), {"sheet": sheet_code(3), "marks": "1"}).status_code == 403


def test_a_pot_of_one_village_asks_where_people_are_at_home(
    client: Client, clerk: User, village: Place, set_up: Plan
) -> None:
    budget = budgets.make(set_up, "vote")
    budgets.admit(budgets.pot(budget, 500), 100)
    budgets.admit(budgets.pot(budget, 300, place=village, title="Fürs Dorf", only_locals=True), 200)
    actions.print_sheets(budget, 5, actor=None)
    client.force_login(clerk)
    assert "können Sie nicht abstimmen" in type_in(client, budget, sheet_code(1), "1 2")
    assert type_in(client, budget, sheet_code(1), "1 2", home=str(village.public_id)) == ""
    assert Ballot.objects.get().home == village


def test_nothing_is_printed_before_everything_is_checked(
    client: Client, clerk: User, resident: User, set_up: Plan
) -> None:
    budget = budgets.make(set_up, "check")
    pot = budgets.pot(budget, 1000)
    budgets.admit(pot, 300)
    actions.propose(budget, actions.ProposalPlan(pot=pot, title="Bank", text="x", place=pot.place), actor=resident)
    client.force_login(clerk)
    assert client.post(budget.url("budget_print"), {"number": "1"}).status_code == 403
    assert "prüfen Sie zuerst alle" in client.get(budget.url("budget_sheets")).content.decode()


def test_a_code_that_comes_with_a_sheet_is_used_up_and_votes_no_second_time(
    client: Client, clerk: User, resident: User, set_up: Plan
) -> None:
    budget = with_paper(set_up, 300)
    project = budget.activity.project
    client.force_login(clerk)
    page = client.get(budget.url("budget_sheets")).content.decode()
    assert 'name="code"' not in page and "kann niemand prüfen, ob jemand auch online abstimmt" in page
    Project.objects.filter(pk=project.pk).update(proof="desk")
    (code,) = actions.make_codes(project.municipality, 1, way="desk", actor=clerk)
    assert 'name="code"' in client.get(budget.url("budget_sheets")).content.decode()
    assert type_in(client, budget, sheet_code(1), "1", code=code.lower()) == ""
    again = type_in(client, budget, sheet_code(2), "1", code=code)
    assert "Wurde er schon benutzt, hat die Person vielleicht online abgestimmt." in again
    assert Ballot.objects.on_paper().count() == 1 and not ResidenceCode.objects.exists()
    client.force_login(resident)
    page = client.post(f"{project.get_absolute_url()}wohnsitz/", {"word": code}).content.decode()
    assert not Residence.objects.exists(), "with the code of a sheet nobody proves where they live"
