"""Stakeholders, vision and goals through their pages; what is noted about people never leaves the town hall."""

import datetime
import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies as st

from dorflinde.core import personal
from dorflinde.desk.models import Todo
from dorflinde.methods.word_changes import Change, compare_words
from dorflinde.participation.models import Project
from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import (
    FieldOfAction,
    Goal,
    GoalIndicator,
    Stakeholder,
    StakeholderContact,
    Strategy,
    VisionDraft,
    VisionVersion,
)

SECRET = "Gundula Geheim"
HOME = "/werkstatt/perlesreut/"


@pytest.fixture
def strategy(municipality):
    today = timezone.localdate()
    plan = Strategy(
        place=municipality, title="Digital daheim", starts_on=today - datetime.timedelta(days=900),
        ends_on=today + datetime.timedelta(days=900),
    )  # fmt: skip
    return actions.save_strategy(plan, actor=None)


@pytest.fixture
def person(municipality, strategy):
    made = actions.save_stakeholder(
        Stakeholder(
            municipality=municipality, strategy=strategy, name=SECRET, kind="office", contact_details="0170 geheim",
            next_contact_on=timezone.localdate(),
        ),
        actor=None,
    )  # fmt: skip
    actions.assess_stakeholder(made, actor=None, interest=2, influence=4, reason="grollt geheim")
    return made


def url(name, *args):
    return reverse(f"workshop:{name}", args=["perlesreut", *args])


# --- Stakeholders -----------------------------------------------------------------------------------------------------
def test_somebody_is_noted_judged_and_stands_in_the_grid(desk, strategy):
    posted = {"name": "Jugendtreff", "kind": "group", "typical": "youth", "interest": "5", "influence": "2"}
    desk.post(url("stakeholder_new"), posted)
    made = Stakeholder.objects.get()
    assert (made.strategy, made.latest.quadrant.value) == (strategy, "inform")
    text = desk.get(url("stakeholders")).content.decode()
    assert "Jugendtreff" in text
    assert "?gruppe=youth" not in text  # no longer missing
    assert "?gruppe=farmers" in text
    again = desk.post(url("stakeholder_new"), posted).content.decode()
    assert "steht schon in der Liste" in again


def test_a_move_in_the_grid_is_a_judgement_and_keeps_the_attitude(desk, person):
    actions.assess_stakeholder(person, actor=None, interest=2, influence=4, attitude="critical")
    answer = desk.post(url("stakeholder_move", person.public_id), {"interest": "4", "influence": "5"})
    assert "Interesse 4, Einfluss 5, eng einbinden" in answer.content.decode()
    person.refresh_from_db()
    assert (person.latest.interest, person.latest.influence, person.latest.attitude) == (4, 5, "critical")
    assert person.assessments.count() == 1  # the same day corrects itself
    assert desk.post(url("stakeholder_move", person.public_id), {"interest": "6", "influence": "5"}).status_code == 422


def test_movement_is_told_since_the_last_time_and_since_a_day(municipality, person):
    today = timezone.localdate()
    actions.assess_stakeholder(person, actor=None, interest=1, influence=5, on=today - datetime.timedelta(days=60))
    actions.assess_stakeholder(person, actor=None, interest=5, influence=1, on=today - datetime.timedelta(days=200))
    one = queries.stakeholders_of(municipality)
    assert queries.stakeholder_standings(one)[0].movement == "Einfluss −1, Interesse +1"
    assert (
        queries.stakeholder_standings(one, today - datetime.timedelta(days=100))[0].movement
        == "Einfluss +3, Interesse −3"
    )


def test_a_contact_settles_the_to_do_and_the_next_follows_from_the_grid(desk, person):
    assert Todo.objects.waiting().get().due_on == timezone.localdate()
    desk.post(url("stakeholder_contact", person.public_id), {"on": str(timezone.localdate()), "note": "Gut."})
    person.refresh_from_db()
    assert person.next_contact_on == actions.next_contact(person, timezone.localdate())
    assert person.next_contact_on > timezone.localdate() + datetime.timedelta(days=80)  # satisfied every three months
    assert Todo.objects.waiting().get().due_on == person.next_contact_on


def test_the_plan_goes_month_by_month_and_into_a_table(desk, person):
    months = queries.appointments(queries.stakeholders_of(person.municipality))
    assert len(months) == 4
    assert [month for month, _rows in months] == sorted(month for month, _rows in months)
    person.name = '=HYPERLINK("x")'
    person.save()
    table = desk.get(url("participation_plan_csv")).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in table
    assert "zufriedenstellen" in table


@pytest.mark.parametrize("persona", ["guest", "resident", "council", "editor", "moderator", "outsider"])
def test_nobody_but_the_town_hall_reads_about_people(client, request, person, persona):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    pages = [url("stakeholders"), url("participation_plan"), url("participation_plan_csv"), url("index"), url("vision")]
    pages += [url(name, person.public_id) for name in ("stakeholder", "stakeholder_export", "stakeholder_delete")]
    for address in pages:
        assert SECRET not in client.get(address).content.decode()


def test_nothing_public_tells_of_people(desk, client, person, measure):
    actions.record_contact(person, actor=None, on=timezone.localdate(), note="Sagt geheim etwas")
    files = [desk.get(url("export", form)).content for form in ("csv", "jsonld")]
    client.logout()
    pages = ["/perlesreut/", "/perlesreut/fahrplan/", "/perlesreut/fahrplan/ziele/", "/perlesreut/suche/?suche=Gundula"]
    pages += ["/perlesreut/fahrplan/strategiepapier/", "/perlesreut/fahrplan/strategiepapier/html/"]
    for content in [*files, *(client.get(page).content for page in pages)]:
        text = content.decode()
        for words in ("geheim", "Gundula Geheim"):
            assert words not in text


def test_neither_desk_nor_audit_outlives_a_name(person):
    from dorflinde.audit.models import Record

    assert SECRET not in "".join(f"{todo.title}{todo.note}" for todo in Todo.objects.all())
    assert all("Geheim" not in json.dumps(record.details) for record in Record.objects.all())


def test_a_named_person_gets_everything_and_is_erased(desk, person):
    actions.record_contact(person, actor=None, on=timezone.localdate(), note="Unter vier Augen")
    told = json.loads(desk.get(url("stakeholder_export", person.public_id)).content)
    assert told["contact_details"] == "0170 geheim"
    assert told["contacts"][0]["note"] == "Unter vier Augen"
    assert told["assessments"][0]["reason"] == "grollt geheim"
    desk.post(url("stakeholder_delete", person.public_id))
    assert not Stakeholder.objects.exists()
    assert not StakeholderContact.objects.exists()
    assert not Todo.objects.exists()


def test_what_is_judged_about_people_is_forgotten_a_year_after_the_strategy(strategy, person, settings):
    settings.STAKEHOLDER_MONTHS = 12
    club = Stakeholder(
        municipality=person.municipality, strategy=strategy, name="Schützen", kind="organisation", brings="Wollen das Heim",
        tone="derb", contact_details="0171", next_contact_on=timezone.localdate(),
    )  # fmt: skip
    actions.save_stakeholder(club, actor=None)
    actions.assess_stakeholder(club, actor=None, interest=2, influence=4, reason="alter Streit")
    for one in (person, club):
        actions.record_contact(one, actor=None, on=timezone.localdate(), note="Unter vier Augen")
    strategy.ends_on = timezone.localdate() - datetime.timedelta(days=360)
    strategy.save()
    personal.forget_what_is_due()
    person.refresh_from_db()
    assert person.contact_details
    strategy.ends_on = timezone.localdate() - datetime.timedelta(days=370)
    strategy.save()
    assert personal.forget_what_is_due()["strategy"] > 0
    left = Stakeholder.objects.get()
    assert (left.name, left.brings, left.tone, left.contact_details, left.next_contact_on) == (
        "Schützen",
        "",
        "",
        "",
        None,
    )
    assert (left.contacts.get().note, left.assessments.get().reason, left.assessments.get().influence) == ("", "", 4)
    assert not Todo.objects.exists()
    assert personal.forget_what_is_due()["strategy"] == 0


# --- Vision -----------------------------------------------------------------------------------------------------------
def test_two_drafts_become_one_vision(desk, strategy):
    for group in ("Tisch 1", "Tisch 2"):
        posted = {"group": group, "source": "paper", "written_on": "2026-01-05", "text": f"Gedanke von {group}"}
        desk.post(url("vision_draft_new"), posted)
    assert VisionDraft.objects.count() == 2
    assert "Gedanke von Tisch 2" in desk.get(url("vision")).content.decode()
    desk.post(url("vision"), {"text": "Wir bleiben hier.", "reason": "Anfang"})
    desk.post(url("vision"), {"text": "Wir bleiben gern hier.", "reason": "wärmer"})
    first, second = VisionVersion.objects.order_by("number")
    text = desk.get(url("vision_version", second.public_id)).content.decode()
    assert "<ins>" in text
    assert "gern" in text
    for version in (second, first):  # the second adoption takes the first one's place
        desk.post(url("vision_adoption", version.public_id))
        strategy.refresh_from_db()
        assert strategy.vision == version.text
    assert [one.is_adopted for one in VisionVersion.objects.order_by("number")] == [True, False]


def test_a_version_is_opened_once_and_its_comments_are_counted(desk, clerk, resident, strategy):
    from dorflinde.participation.public import post_idea

    version = actions.save_version(strategy, actor=None, text="Wir bleiben hier.", reason="Anfang")
    until = str(timezone.localdate() + datetime.timedelta(days=20))
    for _twice in range(2):
        desk.post(url("vision_opening", version.public_id), {"until": until})
    project = Project.objects.get()
    assert project.text == "Wir bleiben hier."
    post_idea(project, actor=resident, title="Mir fehlt der Bus", text="Abends vor allem.")
    text = desk.get(url("vision")).content.decode()
    assert "1 Rückmeldung" in text
    assert project.get_absolute_url() in text


def test_without_participation_nobody_is_asked(desk, municipality, strategy):
    version = actions.save_version(strategy, actor=None, text="Wir bleiben hier.", reason="Anfang")
    assert "Rückmeldungen sammeln" in desk.get(url("vision")).content.decode()
    municipality.modules_off = ["participation"]
    municipality.save()
    assert "Rückmeldungen sammeln" not in desk.get(url("vision")).content.decode()
    desk.post(url("vision_opening", version.public_id), {"until": str(timezone.localdate() + datetime.timedelta(9))})
    assert not Project.objects.exists()


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_give_back_both_texts(old, new):
    parts = compare_words(old, new)
    assert "".join(part.text for part in parts if part.change != Change.ADDED) == old
    assert "".join(part.text for part in parts if part.change != Change.REMOVED) == new


# --- Fields and goals -------------------------------------------------------------------------------------------------
def test_fields_are_ordered_by_button_and_by_hand(desk, municipality):
    actions.add_fields(municipality, ["A", "B", "C"], actor=None)
    a, b, c = FieldOfAction.objects.in_order()
    desk.post(url("field_order"), {"hoch": str(c.public_id)})
    assert [one.title for one in FieldOfAction.objects.in_order()] == ["A", "C", "B"]
    desk.post(url("field_order"), {"feld": [str(b.public_id), "unfug", str(a.public_id)]})
    assert [one.title for one in FieldOfAction.objects.in_order()] == ["B", "A", "C"]


def test_a_goal_with_a_figure_is_seen_by_everyone(desk, client, field, measure, draft):
    posted = {
        "field": field.pk,
        "title": "Abends heim ohne Auto",
        "due": "Ende 2028",
        "measures": [measure.pk, draft.pk],
    }
    desk.post(url("goal_new"), posted)
    goal = Goal.objects.get()
    desk.post(
        url("goal_indicator_new", goal.public_id),
        {"name": "Fahrten", "direction": "up", "baseline": "1.000", "target": "3.000"},
    )
    figure = GoalIndicator.objects.get()
    desk.post(url("goal_value", figure.public_id), {"value": "1.500", "on": str(timezone.localdate())})
    client.logout()
    text = client.get("/perlesreut/fahrplan/ziele/").content.decode()
    for words in ("Abends heim ohne Auto", "Ende 2028", "25 % des Wegs", "Mitfahrbank"):
        assert words in text
    assert "Noch geheim" not in text  # a measure only the town hall may see


def test_what_nobody_works_towards_is_named(desk, field, measure):
    bare = actions.save_goal(Goal(field=field, title="Ganz allein"), actor=None)
    text = desk.get(url("goals")).content.decode()
    assert "Ziele ohne Maßnahme" in text
    assert "Maßnahmen ohne Ziel" in text
    actions.save_goal(bare, actor=None, measures=[measure])
    text = desk.get(url("goals")).content.decode()
    assert "Ziele ohne Maßnahme" not in text
    assert "Maßnahmen ohne Ziel" not in text


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "reached"),
    [
        ("up", 0, 10, 5, 50), ("down", 40, 4, 22, 50), ("down", 40, 4, 2, 100), ("up", 5, 5, 5, 100), ("up", 5, 5, 4, 0),
        ("up", None, 5, 4, None), ("up", 10, 20, 3, 0),
    ],
)  # fmt: skip
def test_how_far_a_figure_is(field, direction, baseline, target, value, reached):
    goal = actions.save_goal(Goal(field=field, title="Ziel"), actor=None)
    made = GoalIndicator(goal=goal, name="Zahl", direction=direction, baseline=baseline, target=target)
    figure = actions.save_indicator(made, actor=None)
    actions.note_value(figure, actor=None, value=Decimal(value), on=timezone.localdate())
    assert GoalIndicator.objects.get().reached == reached


@pytest.mark.parametrize(
    ("name", "most"), [("stakeholders", 20), ("participation_plan", 20), ("vision", 20), ("goals", 20)]
)
def test_lists_cost_the_same_however_many(
    desk, strategy, field, municipality, django_assert_max_num_queries, name, most
):
    for number in range(15):
        one = Stakeholder(
            municipality=municipality, strategy=strategy, name=f"Nr. {number}", next_contact_on=timezone.localdate()
        )
        actions.assess_stakeholder(actions.save_stakeholder(one, actor=None), actor=None, interest=3, influence=3)
        actions.save_version(strategy, actor=None, text=f"Text {number}", reason="neu")
        goal = actions.save_goal(Goal(field=field, title=f"Ziel {number}"), actor=None)
        actions.save_indicator(GoalIndicator(goal=goal, name="Zahl"), actor=None)
    with django_assert_max_num_queries(most):
        assert desk.get(url(name)).status_code == 200
