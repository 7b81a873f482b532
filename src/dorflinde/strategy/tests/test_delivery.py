"""Carrying out: how it goes and why, values over time, reports, and what becomes of it afterwards."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from dorflinde.core.dates import parse_plan_date
from dorflinde.desk.models import Todo
from dorflinde.desk.public import ask
from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import Continuation, Funding, Health, Indicator, Measure, Period
from dorflinde.strategy.queries import light_of

TODAY = timezone.localdate


def health(measure):
    return queries.health_of(queries.with_delivery(Measure.objects.filter(pk=measure.pk)).get())


def test_a_clerk_notes_a_milestone_and_ticks_it_off(desk, measure):
    address = f"/werkstatt/perlesreut/massnahmen/{measure.public_id}/umsetzung/"
    desk.post(f"{address}meilenstein/", {"meilenstein-title": "Bank steht", "meilenstein-due": "2020"})
    milestone = measure.milestones.get()
    assert health(measure).health == Health.LATE
    assert "Bank steht" in desk.get(address).content.decode()
    desk.post(f"{address}meilenstein/{milestone.public_id}/haken/")
    assert health(measure).health == Health.ON_TRACK


def test_what_is_said_by_hand_holds_with_its_reason_until_it_is_withdrawn(measure, clerk):
    actions.assess(measure, Health.AT_RISK, "Die Lieferung stockt", actor=clerk)
    assert (health(measure).health, health(measure).sentence) == (Health.AT_RISK, "Die Lieferung stockt")
    actions.withdraw_assessment(measure, actor=clerk)
    assert health(measure).health == Health.ON_TRACK


def test_an_end_without_money_is_warned_of_once_and_can_be_settled(make_measure, municipality, clerk):
    measure = make_measure(status="active", start="2025")
    Funding.objects.create(measure=measure, ends_on=TODAY() + datetime.timedelta(days=80))
    assert (actions.warn(municipality), actions.warn(municipality)) == (1, 0)
    waiting = Todo.objects.waiting().filter(kind="continuation")
    assert waiting.count() == 1
    actions.save_continuation(Continuation(measure=measure, owner_after="Bauhof", operation="paid"), actor=clerk)
    assert waiting.count() == 0


@pytest.mark.parametrize("end", ["dropped", "deleted"])
def test_nothing_waits_about_a_measure_that_is_given_up_or_gone(measure, clerk, end):
    actions.change_status(measure, "active", actor=None)
    for kind in ("continuation", "funding.apply_by.1", "lead_update"):
        ask(
            measure.ref, kind=kind, place=measure.municipality, label="Frist", title="Wartet", action_url="/",
            action_label="Los",
        )  # fmt: skip
    assert Todo.objects.waiting().count() == 4
    if end == "dropped":
        actions.change_status(measure, "dropped", actor=clerk, reason="Kein Geld")
    else:
        actions.delete_measure(measure, actor=clerk)
    assert not Todo.objects.waiting().exists()


@pytest.mark.parametrize(
    ("baseline", "target", "current", "state"),
    [("", "10", "5", "grey"), ("10", "10", "10", "good"), ("10", "2", "12", "late"), ("10", "2", "1", "good")],
)
def test_a_traffic_light_never_divides_by_nothing(measure, baseline, target, current, state):
    one = Indicator.objects.create(measure=measure, name="x", baseline=baseline, target=target, current=current)
    assert light_of(one).state == state


def test_a_lead_without_an_account_reports_by_link_and_the_figure_follows(client, measure, municipality):
    period = actions.create_period(
        Period(municipality=municipality, title="Q", first=TODAY(), last=TODAY(), due_on=TODAY()), actor=None
    )
    one = Indicator.objects.create(measure=measure, name="Fahrten", baseline="0", target="100")
    actions.set_contact(measure, "lead@example.org", actor=None)
    link = actions.link_for(period, measure)
    said = {"health": "good", "text": "Läuft gut", "next_step": "", "blocker": "", "progress": "40", f"k{one.pk}": "55"}
    assert client.get(link).status_code == 200
    assert "Danke" in client.post(link, said).content.decode()
    one.refresh_from_db()
    assert one.current_value == Decimal(55)
    assert "Läuft gut" in client.get(measure.get_absolute_url()).content.decode()
    actions.set_contact(measure, "successor@example.org", actor=None)
    old = client.get(link)
    assert (old.status_code, "Dieser Link gilt nicht mehr" in old.content.decode()) == (404, True)
    link = actions.link_for(period, measure)
    assert client.get(link).status_code == 200
    actions.freeze(period, actor=None)
    assert client.get(link).status_code == 404


def test_the_same_stretch_again_corrects_a_value(measure):
    one = Indicator.objects.create(measure=measure, name="Fahrten")
    when = parse_plan_date("März 2026")
    for number in (3, 4):
        actions.record_value(one, actions.Figure(when, Decimal(number)), actor=None)
    assert [value.value for value in one.values.all()] == [4]


def test_the_only_value_that_was_wrong_goes_from_the_profile_and_words_by_hand_stay(measure):
    for written, left in (("", ""), ("rund 50", "rund 50")):
        one = Indicator.objects.create(measure=measure, name=f"Fahrten {written}", unit="Fahrten")
        actions.record_value(one, actions.Figure(parse_plan_date("2026"), Decimal(5000)), actor=None)
        assert one.current
        if written:
            one.current = written
            one.save()
        actions.remove_value(one.values.get(), actor=None)
        one.refresh_from_db()
        assert one.current == left


def test_a_value_typed_into_the_page_moves_the_light(desk, measure):
    one = Indicator.objects.create(measure=measure, name="Fahrten", baseline="0", target="20")
    actions.record_value(one, actions.Figure(parse_plan_date("2025"), Decimal(4)), actor=None)
    address = f"/werkstatt/perlesreut/kennzahlen/{one.public_id}/"
    assert "für wann" in desk.post(address, {"when": "", "value": "20"}).content.decode()
    assert "Ziel erreicht" in desk.post(address, {"when": "2026", "value": "20"}, follow=True).content.decode()
