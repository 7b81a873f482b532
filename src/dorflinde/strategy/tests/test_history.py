"""What every field said before: kept whoever changes it and however, shown word by word, and brought back."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.actions import delete_account
from dorflinde.accounts.models import User
from dorflinde.core.dates import parse_plan_date
from dorflinde.places.models import Place
from dorflinde.strategy import actions, exports
from dorflinde.strategy.imports import import_measures
from dorflinde.strategy.models import (
    CostLine,
    FieldChange,
    FieldOfAction,
    FundingLine,
    Goal,
    GoalIndicator,
    IndicatorLine,
    Measure,
    Profile,
    Strategy,
)

TALK = "Wer wartet, wird mitgenommen."


def changes(thing: Any) -> list[tuple[str, Any, Any]]:
    """Return (field, old, new) of all that is remembered of a thing, oldest first."""
    ref = thing.ref if isinstance(thing, Measure) else actions.ref_of(thing)
    return list(FieldChange.objects.of(ref).order_by("pk").values_list("field", "old", "new"))


def address(measure: Measure, change: FieldChange | None = None) -> str:
    """Return the page with the history of a measure, or where one value is brought back."""
    args = [measure.municipality.slug, measure.public_id]
    return reverse("workshop:measure_restore", args=[*args, change.public_id]) if change else reverse("workshop:measure_history", args=args)  # fmt: skip


def bring_back(desk: Client, measure: Measure, field: str) -> str:
    """Press the button beside the newest change of a field; returns the page that follows."""
    change = FieldChange.objects.of(measure.ref).filter(field=field).newest_first()[0]
    response = desk.post(address(measure, change), follow=True)
    assert response.status_code == 200
    measure.refresh_from_db()
    return response.content.decode()


def say(measure: Measure, clerk: User | None, **said: Any) -> list[str]:
    """Change some of a profile."""
    stored = Measure.objects.with_profile().get(pk=measure.pk)
    return actions.change_measure(measure, replace(Profile.of(stored), **said), actor=clerk)


# --- kept, whatever way it came ---------------------------------------------------------------------------------------
def test_a_save_is_kept_field_by_field_under_one_name(measure: Measure, clerk: User) -> None:
    say(measure, clerk, title="Bank", cost_once=Decimal("12.5"), start=parse_plan_date("2028"), field=None)
    rows = FieldChange.objects.of(measure.ref)
    assert {row.field: (row.old, row.new) for row in rows} == {
        "title": ("Mitfahrbank", "Bank"),
        "cost_once": (None, "12.5"),
        "start": ({"first": "2027-09-01", "precision": "season"}, {"first": "2028-01-01", "precision": "year"}),
        "field": ({"id": str(FieldOfAction.objects.get().public_id), "title": "Mobilität"}, None),
    }
    assert {row.changed_by for row in rows} == {clerk}
    assert len({row.change_set for row in rows}) == 1


def test_making_a_measure_and_saving_the_same_again_is_no_change(measure: Measure) -> None:
    assert say(measure, None) == []
    assert changes(measure) == []


def test_a_change_of_dependencies_alone_is_a_change(measure: Measure, draft: Measure, clerk: User) -> None:
    before = measure.changed_at
    stored = Measure.objects.with_profile().get(pk=measure.pk)
    assert actions.change_measure(measure, Profile.of(stored), actor=clerk, needs=[draft]) == ["needs"]
    assert changes(measure) == [("needs", [], [{"id": str(draft.public_id), "title": "M17 Noch geheim"}])]
    measure.refresh_from_db()
    assert measure.changed_at > before
    assert actions.change_measure(measure, Profile.of(stored), actor=clerk, needs=[draft]) == []


def test_profile_and_dependencies_of_one_save_belong_together(measure: Measure, draft: Measure, clerk: User) -> None:
    stored = Measure.objects.with_profile().get(pk=measure.pk)
    said = actions.change_measure(measure, replace(Profile.of(stored), title="Bank"), actor=clerk, needs=[draft])
    assert said == ["title", "needs"]
    assert FieldChange.objects.values("change_set").distinct().count() == 1


def test_every_way_of_changing_a_measure_is_kept(
    measure: Measure, municipality: Place, field: FieldOfAction, clerk: User
) -> None:
    ways: dict[str, Callable[[], object]] = {
        "status": lambda: actions.change_status(measure, "active", actor=clerk),
        "progress": lambda: actions.report_progress(measure, "Es geht voran.", progress=40, actor=clerk),
        "end": lambda: actions.schedule(measure, measure.start, parse_plan_date("2029"), actor=clerk),
        "start": lambda: actions.shift(Measure.objects.get(pk=measure.pk), 12, actor=clerk),
        "lead": lambda: actions.change_together(municipality, [measure], {"lead": "Bauamt"}, actor=clerk),
        "priority": lambda: actions.change_line(
            measure, priority="high", start=measure.start, end=measure.end, status=measure.status, actor=clerk
        ),
        "effort": lambda: actions.agree(measure, effort=2, benefit=5, actor=clerk),
        "medium": lambda: actions.check_medium(measure, answers={}, medium="both", actor=clerk),
        "visibility": lambda: actions.show_measure_to(measure, "internal", actor=clerk),
        "field": lambda: actions.delete_field(field, move_to=None, actor=clerk),
    }
    for name, way in ways.items():
        measure.refresh_from_db()
        FieldChange.objects.all().delete()
        way()
        found = FieldChange.objects.of(measure.ref)
        assert name in {change.field for change in found}, name
        assert {change.changed_by for change in found} == {clerk}, name


def test_a_list_that_is_read_in_again_is_one_save(measure: Measure, municipality: Place, clerk: User) -> None:
    sheet = "Nr.;Maßnahme;Ziel;Status\nM16;Mitfahrbank am Markt;Ohne Auto ans Ziel;läuft\n".encode()
    report = import_measures(municipality, sheet, actor=clerk)
    assert report.updated == 1
    found = FieldChange.objects.of(measure.ref)
    assert {change.field for change in found} == {"title", "status"}
    assert len({change.change_set for change in found}) == 1


def test_a_proposal_that_is_taken_over_is_kept(measure: Measure, municipality: Place, clerk: User) -> None:
    key = str(measure.public_id)
    proposal = actions.ask_for_proposal(municipality, objective="benefit", seconds=1, actor=clerk)
    proposal.result = {"starts": {key: 2030 * 12}, "lengths": {key: 6}}
    proposal.save()
    taken = actions.take_over(proposal, [key], actor=clerk)
    assert taken is not None
    assert [name for name, _old, _new in changes(measure)] == ["start", "end"]
    actions.undo_takeover(taken, actor=clerk)
    assert len(changes(measure)) == 4


def test_a_new_value_of_a_series_changes_the_figure_of_the_profile(make_measure: Callable[..., Measure]) -> None:
    made = make_measure(indicators=(IndicatorLine("Fahrten", "0", "100"),))
    when = parse_plan_date("05.03.2026")
    assert when is not None
    actions.record_value(made.indicators.get(), actions.Figure(when, Decimal(12)), actor=None)
    ((name, old, new),) = changes(made)
    assert (name, old[0]["current"], new[0]["current"]) == ("indicators", "", "12")


def test_goals_figures_fields_and_the_strategy_remember_too(
    municipality: Place, field: FieldOfAction, measure: Measure, clerk: User
) -> None:
    goal = actions.save_goal(Goal(field=field, title="Ohne Auto"), actor=clerk)
    goal.title = "Ohne eigenes Auto"
    actions.save_goal(goal, measures=[measure], actor=clerk)
    assert [name for name, _old, _new in changes(goal)] == ["title", "measures"]
    figure = actions.save_indicator(GoalIndicator(goal=goal, name="Fahrten"), actor=clerk)
    figure.target = Decimal(9)
    actions.save_indicator(figure, actor=clerk)
    assert changes(figure) == [("target", None, "9.00")]
    actions.change_field(field, title="Unterwegs", description="", order=1, actor=clerk)
    assert changes(field) == [("title", "Mobilität", "Unterwegs")]
    plan = Strategy(
        place=municipality, title="Plan", starts_on=datetime.date(2027, 1, 1), ends_on=datetime.date(2030, 1, 1)
    )
    actions.save_strategy(plan, actor=clerk)
    version = actions.save_version(plan, text="Nah beieinander", reason="Anfang", actor=clerk)
    actions.adopt_version(version, actor=clerk)
    assert changes(plan) == [("vision", "", "Nah beieinander")]
    actions.delete_goal(goal, actor=clerk)
    assert changes(goal) == changes(figure) == []


def test_the_history_goes_with_the_measure_and_the_name_with_the_account(measure: Measure, clerk: User) -> None:
    say(measure, clerk, title="Bank")
    rows = [row for row in exports.rows_of_person(clerk) if row["kind"] == "change"]
    assert [(row["field"], row["before"], row["after"]) for row in rows] == [("title", "Mitfahrbank", "Bank")]
    delete_account(clerk)
    assert FieldChange.objects.get().changed_by is None
    actions.delete_measure(measure, actor=None)
    assert not FieldChange.objects.exists()


# --- shown ------------------------------------------------------------------------------------------------------------
def test_the_page_shows_words_who_and_when(desk: Client, measure: Measure, clerk: User) -> None:
    say(measure, clerk, description="Wer wartet, wird bald mitgenommen.")
    say(measure, clerk, description=TALK, cost_once=Decimal(1000))
    page = desk.get(address(measure)).content.decode()
    assert "rathaus_clara" in page
    assert '<del><span class="sr">[gestrichen:</span>bald' in page
    assert "1.000 €" in page.replace("\N{NO-BREAK SPACE}", " ")
    only = desk.get(f"{address(measure)}?feld=cost_once").content.decode()
    assert "bald" not in only
    assert "1.000" in only
    assert desk.get(f"{address(measure)}?feld=gibt-es-nicht&seite=99").status_code == 200


def test_the_measure_leads_to_its_history(desk: Client, measure: Measure) -> None:
    page = desk.get(reverse("workshop:measure", args=["perlesreut", measure.public_id])).content.decode()
    assert address(measure) in page
    assert "Noch hat sich nichts geändert" in desk.get(address(measure)).content.decode()


def test_a_long_history_asks_the_database_no_more(
    desk: Client, measure: Measure, clerk: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        say(measure, clerk, title=f"Bank {number}", field=None)
    with django_assert_max_num_queries(22):
        desk.get(address(measure))


# --- brought back -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("title", "Mitfahrbank", "Bank"),
        ("description", "Erste Zeile\nZweite „Zeile“", "Anders"),
        ("start", "3. Quartal 2027", "laufend"),
        ("start", "05.03.2027", "sofort"),
        ("end", None, "2029"),
        ("cost_once", Decimal("1234.56"), Decimal("9.00")),
        ("cost_per_year", None, Decimal("9.00")),
        ("staff_months", Decimal("2.50"), None),
        ("priority", "high", ""),
        ("effort", 4, None),
        ("medium", "", "both"),
        ("visibility", "internal", "public"),
        ("costs", (CostLine(2027, once=Decimal("100.00")), CostLine(2028, running=Decimal("9.50"))), ()),
        ("fundings", (FundingLine("LEADER", rate=Decimal("60.00"), apply_by=datetime.date(2027, 3, 1)),), ()),
        ("indicators", (IndicatorLine("Fahrten", "0", "100", "", "im Monat"), IndicatorLine("Wege")), (IndicatorLine("Wege"),)),
    ],
)  # fmt: skip
def test_a_former_value_comes_back_exactly(
    desk: Client, make_measure: Callable[..., Measure], clerk: User, name: str, old: Any, new: Any
) -> None:
    if name in {"start", "end"}:
        old, new = (parse_plan_date(said) for said in (old, new))
    made = make_measure(**{"title": "Mitfahrbank"} | {name: old})
    say(made, clerk, **{name: new})
    page = bring_back(desk, made, name)
    assert "ist wieder wie vorher" in page
    stored = Profile.of(Measure.objects.with_profile().get(pk=made.pk))
    assert getattr(stored, name) == old
    assert len(changes(made)) == 2  # there and back again, both are told


def test_status_progress_and_needs_come_back(desk: Client, measure: Measure, draft: Measure, clerk: User) -> None:
    actions.change_status(measure, "active", progress=30, actor=clerk)
    bring_back(desk, measure, "status")
    assert measure.status == "planned"
    actions.report_progress(measure, "Weiter", progress=60, actor=clerk)
    bring_back(desk, measure, "progress")
    assert measure.progress == 30
    actions.set_dependencies(measure, [draft], actor=clerk)
    actions.set_dependencies(measure, [], actor=clerk)
    bring_back(desk, measure, "needs")
    assert [row.depends_on for row in measure.dependencies.all()] == [draft]


def test_what_the_form_would_refuse_today_stays_and_says_why(
    desk: Client,
    measure: Measure,
    make_measure: Callable[..., Measure],
    field: FieldOfAction,
    draft: Measure,
    clerk: User,
) -> None:
    say(measure, clerk, field=None, number="M99", end=parse_plan_date("2040"), start=parse_plan_date("2035"))
    make_measure("Anders", number="M16")
    assert "Diese Nummer ist schon vergeben." in bring_back(desk, measure, "number")
    assert "Das Ende liegt vor dem Beginn." in bring_back(desk, measure, "end")
    say(measure, clerk, cost_once=Decimal(50), costs=(CostLine(2036, once=Decimal(50)),))
    say(measure, clerk, cost_once=Decimal(90))
    say(measure, clerk, costs=(CostLine(2036, once=Decimal(90)),))
    assert "ergäben zusammen mehr" in bring_back(desk, measure, "cost_once")
    actions.delete_field(field, move_to=None, actor=clerk)
    assert "„Mobilität“ gibt es nicht mehr." in bring_back(desk, measure, "field")
    actions.set_dependencies(measure, [draft], actor=clerk)
    actions.set_dependencies(measure, [], actor=clerk)
    actions.delete_measure(draft, actor=clerk)
    assert "„M17 Noch geheim“ gibt es nicht mehr." in bring_back(desk, measure, "needs")
    actions.change_status(measure, "dropped", reason="Zu teuer", actor=clerk)
    actions.change_status(measure, "planned", actor=clerk)
    assert "Bitte schreiben Sie kurz, warum." in bring_back(desk, measure, "status")
    assert (measure.number, measure.field, measure.status) == ("M99", None, "planned")


def test_what_stands_there_already_is_not_changed(desk: Client, measure: Measure, clerk: User) -> None:
    say(measure, clerk, title="Bank")
    bring_back(desk, measure, "title")
    first = FieldChange.objects.of(measure.ref).order_by("pk")[0]
    response = desk.post(address(measure, first), follow=True)
    assert "steht schon so da" in response.content.decode()
    assert len(changes(measure)) == 2


def test_goals_figures_fields_and_the_strategy_come_back(
    desk: Client, municipality: Place, field: FieldOfAction, measure: Measure, clerk: User
) -> None:
    goal = actions.save_goal(
        Goal(field=field, title="Ohne Auto", due=parse_plan_date("Ende 2028")), actor=clerk, measures=[measure]
    )
    figure = actions.save_indicator(GoalIndicator(goal=goal, name="Fahrten", target=Decimal("9.50")), actor=clerk)
    plan = Strategy(
        place=municipality, title="Plan", starts_on=datetime.date(2027, 1, 1), ends_on=datetime.date(2030, 1, 1)
    )
    actions.save_strategy(plan, actor=clerk)
    goal.title, goal.due, figure.target, plan.ends_on = "Neu", None, None, datetime.date(2031, 1, 1)
    actions.save_goal(goal, measures=[], actor=clerk)
    actions.save_indicator(figure, actor=clerk)
    actions.save_strategy(plan, actor=clerk)
    actions.change_field(field, title="Unterwegs", description="Wie wir fahren", order=3, actor=clerk)
    for kind, thing in (("goal", goal), ("goal_indicator", figure), ("field", field), ("strategy", plan)):
        for change in FieldChange.objects.of(actions.ref_of(thing)):
            args = ["perlesreut", thing.public_id, change.public_id]
            page = desk.post(reverse(f"workshop:{kind}_restore", args=args), follow=True).content.decode()
            assert "ist wieder wie vorher" in page, (kind, change.field)
        thing.refresh_from_db()
    assert (goal.title, goal.due, list(goal.measures.all())) == ("Ohne Auto", parse_plan_date("Ende 2028"), [measure])
    assert (figure.target, plan.ends_on) == (Decimal("9.50"), datetime.date(2030, 1, 1))
    assert (field.title, field.description, field.order) == ("Mobilität", "", 3)


# --- doors ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("persona", "read", "write"),
    [("clerk", 200, 302), ("manager", 200, 302), ("council", 200, 403), ("resident", 404, 404), ("outsider", 404, 404)],
)
def test_who_reads_and_who_brings_back(
    client: Client, measure: Measure, request: pytest.FixtureRequest, persona: str, read: int, write: int
) -> None:
    say(measure, None, title="Bank")
    client.force_login(request.getfixturevalue(persona))
    way_back = address(measure, FieldChange.objects.get())
    assert client.get(address(measure)).status_code == read
    assert client.post(way_back).status_code == write
    assert client.get(way_back).status_code == 405


def test_the_change_of_another_measure_is_not_brought_back(desk: Client, measure: Measure, draft: Measure) -> None:
    say(draft, None, title="Anders")
    assert desk.post(address(measure, FieldChange.objects.get())).status_code == 404
