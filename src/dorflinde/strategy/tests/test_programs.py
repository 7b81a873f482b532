"""What happens in the plans is told to programs elsewhere: of what everyone may read, and nothing but where to read it."""

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from dorflinde.accounts.models import User
from dorflinde.core.dates import parse_plan_date
from dorflinde.outlets import actions as outlets
from dorflinde.outlets.models import Hook, HookEvent
from dorflinde.outlets.public import event_kinds
from dorflinde.outlets.tests.receiver import Receiver, documented_check
from dorflinde.places.models import Place
from dorflinde.strategy import actions
from dorflinde.strategy.actions.programs import Happened, tell_of
from dorflinde.strategy.models import Goal, Measure, Profile

Told = Callable[[], list[tuple[str, dict[str, Any]]]]


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A program that listens on this machine."""
    settings.HOOKS_MAY_CALL_LOOPBACK = True
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def hook(municipality: Place) -> Hook:
    """A program that hears of everything."""
    made = Hook(
        place=municipality, title="Landkreis", url="https://lk.example/", events=[kind.name for kind in event_kinds()]
    )
    outlets.add_hook(made, actor=None)
    return made


@pytest.fixture
def told(hook: Hook) -> Told:
    """What was told since the last look: (kind, data)."""

    def look() -> list[tuple[str, dict[str, Any]]]:
        found = list(HookEvent.objects.order_by("pk").values_list("kind", "data"))
        HookEvent.objects.all().delete()
        return found

    return look


def kinds(told: Told) -> list[str]:
    return [kind for kind, _data in told()]


def test_a_clerk_moves_a_measure_and_the_program_learns_it(
    client: Client, hook: Hook, receiver: Receiver, measure: Measure, clerk: User, settings: Settings
) -> None:
    """The whole way: a form of the workbench, the outbox, a signed call, and the address that says more."""
    settings.BASE_URL = "https://dorf.example"
    Hook.objects.update(url=receiver.url)
    HookEvent.objects.all().delete()
    client.force_login(clerk)
    answer = client.post(
        f"/werkstatt/perlesreut/massnahmen/{measure.public_id}/stand/", {"status": "active", "reason": "Es geht los"}
    )
    assert answer.status_code == 302
    outlets.call_waiting()
    ((headers, body),) = [one for one in receiver.received if b"measure.moved" in one[1]]
    is_genuine = documented_check()
    assert is_genuine(hook.secret, headers, body)
    assert not is_genuine(hook.secret, headers, body.replace(b"active", b"dropped"))
    data = json.loads(body)["data"]
    assert (data["before"], data["status"], data["municipality"]) == ("planned", "active", "perlesreut")
    assert Client().get(data["api_url"].removeprefix("https://dorf.example")).json()["status"] == "active"
    assert b"Es geht los" not in body


def test_every_address_told_answers_to_everyone(
    told: Told, client: Client, measure: Measure, settings: Settings
) -> None:
    settings.BASE_URL = "https://dorf.example"
    told()
    actions.change_measure(measure, profile(measure, title="Mitfahrbänke", start=parse_plan_date("2028")), actor=None)
    happened = told()
    assert {kind for kind, _data in happened} == {"measure.changed", "roadmap.changed"}
    for kind, data in happened:
        for name in ("url", "api_url"):
            path = data[name].removeprefix("https://dorf.example")
            assert client.get(path).status_code == 200, (kind, name, path)


def profile(measure: Measure, **said: Any) -> Profile:
    return dataclasses.replace(Profile.of(Measure.objects.with_profile().get(pk=measure.pk)), **said)


def test_what_changed_is_named_as_the_open_interface_names_it(told: Told, client: Client, measure: Measure) -> None:
    told()
    new = profile(
        measure, title="Mitfahrbänke", goal="Neu", lead="Bauamt", participants="Alle", cost_once=Decimal(5), cost_per_year=Decimal(1),
        staff_months=Decimal(2), priority="high", end=parse_plan_date("2029"), effort=2, benefit=4, risks="Regen", origin_text="Runde",
        medium="analogue",
    )  # fmt: skip
    actions.change_measure(measure, new, actor=None)
    (changed,) = [data["changed"] for kind, data in told() if kind == "measure.changed"]
    assert len(changed) == 14
    shown = client.get(f"/api/v1/measures/{measure.public_id}").json()
    assert set(changed) <= set(shown)
    assert "Bauamt" not in json.dumps(changed)


def test_one_save_changes_the_roadmap_once(told: Told, make_measure: Callable[..., Measure], measure: Measure) -> None:
    other = make_measure("Andere", number="M20")
    told()
    later = profile(measure, start=parse_plan_date("2028"), end=parse_plan_date("2029"))
    actions.change_measure(measure, later, actor=None, needs=[other])
    assert sorted(kinds(told)) == ["measure.changed", "measure.changed", "roadmap.changed"]


def test_of_internal_measures_nothing_is_told(told: Told, draft: Measure, clerk: User) -> None:
    assert told() == []
    actions.change_measure(draft, profile(draft, title="Anders", start=parse_plan_date("2028")), actor=None)
    actions.change_status(draft, "active", actor=clerk)
    actions.report_progress(draft, "Es geht voran", actor=clerk)
    actions.agree(draft, actor=clerk, effort=2, benefit=3)
    actions.add_part(draft, "meilenstein", {"title": "Antrag"}, actor=clerk)
    actions.delete_measure(draft, actor=clerk)
    assert told() == []


def test_publishing_and_taking_back_are_told(told: Told, draft: Measure, clerk: User) -> None:
    actions.show_measure_to(draft, "public", actor=clerk)
    assert kinds(told) == ["measure.published"]
    actions.show_measure_to(draft, "internal", actor=clerk)
    assert kinds(told) == ["measure.withdrawn"]
    actions.show_measure_to(draft, "public", actor=clerk)
    assert kinds(told) == ["measure.published"]
    actions.delete_measure(draft, actor=clerk)
    assert kinds(told) == ["measure.withdrawn"]


def test_a_finished_measure_moved_and_is_done(told: Told, measure: Measure, clerk: User) -> None:
    told()
    actions.change_status(measure, "done", actor=clerk)
    assert kinds(told) == ["measure.moved", "measure.finished"]


def test_milestones_stand_on_the_roadmap_and_tasks_do_not(told: Told, measure: Measure, clerk: User) -> None:
    told()
    actions.add_part(measure, "aufgabe", {"title": "Anrufen"}, actor=clerk)
    assert kinds(told) == []
    part = actions.add_part(measure, "meilenstein", {"title": "Antrag"}, actor=clerk)
    assert kinds(told) == ["measure.changed", "roadmap.changed"]
    actions.tick(part, actor=clerk)
    assert kinds(told) == ["measure.changed", "roadmap.changed"]


def test_nothing_is_told_of_a_switched_off_strategy(told: Told, measure: Measure, municipality: Place) -> None:
    told()
    municipality.modules_off = ["strategy"]
    municipality.save()
    measure.municipality.refresh_from_db()
    tell_of(measure, Happened.FINISHED)
    assert told() == []


def test_a_save_that_fails_tells_nothing(told: Told, measure: Measure, clerk: User) -> None:
    told()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.change_status(measure, "done", actor=clerk)
        _never = 1 / 0
    assert told() == []


def test_nobody_listens_and_nothing_is_kept(measure: Measure, clerk: User) -> None:
    actions.change_status(measure, "done", actor=clerk)
    assert not HookEvent.objects.exists()


def test_a_figure_of_a_goal_is_told(told: Told, field: Any, municipality: Place, clerk: User) -> None:
    goal = Goal(field=field, title="Weniger Auto")
    actions.save_goal(goal, actor=clerk, measures=[])
    indicator = goal.indicators.create(name="Fahrgäste", unit="Personen")
    told()
    actions.note_value(indicator, actor=clerk, value=Decimal(12), on=datetime.date(2026, 11, 1))
    ((kind, data),) = told()
    assert (kind, data["municipality"]) == ("indicator.value_added", "perlesreut")
    assert "12" not in {str(value) for value in data.values()}
