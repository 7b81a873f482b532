"""What people take part in beside ideas: when it is open, where it stands, how the town hall looks after it."""

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.participation import actions, formats, policies
from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import RESERVED_ACTIVITY_SLUGS, Activity, Phase, Project, free_activity_slug

from . import probe as rows
from .conftest import day

LIST = "participation:activities"


def address(name: str, activity: Activity) -> str:
    return reverse(f"participation:{name}", args=["perlesreut", activity.project.slug, activity.slug])


def fresh(activity: Activity) -> Activity:
    found = Activity.objects.complete().get(pk=activity.pk)
    found.project = Project.objects.complete().get(pk=activity.project_id)
    return found


def test_its_page_is_made_by_its_format(client: Client, activity: Activity) -> None:
    assert activity.get_absolute_url() == "/perlesreut/mitreden/wohin-mit-der-alten-bank/wie-oft-fahren-sie-bus/"
    assert client.get(activity.get_absolute_url()).content.decode() == "Hier ist Wie oft fahren Sie Bus?"
    assert rows.started == [activity.pk], "the format laid out what it needs"


def test_the_words_of_the_project_itself_are_no_addresses_of_activities(activity: Activity) -> None:
    patterns = next(
        p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "participation"
    ).url_patterns
    words = {found[1] for p in patterns if (found := re.match(r"<slug:project>/([a-z]+)/", str(p.pattern)))}
    assert words
    assert words <= RESERVED_ACTIVITY_SLUGS
    assert free_activity_slug(activity.project, "Idee") == "idee-2"
    assert free_activity_slug(activity.project, "Wie oft fahren Sie Bus?") == "wie-oft-fahren-sie-bus-2"
    assert free_activity_slug(activity.project, "???") == "baustein"


@pytest.mark.parametrize(("days", "words"), [(-6, "beginnt am"), (10, "war bis zum")])
def test_it_is_open_as_long_as_its_phase_runs(activity: Activity, resident: User, days: int, words: str) -> None:
    assert policies.may_take_part(resident, fresh(activity))
    noon = timezone.make_aware(datetime.datetime.combine(day(days), datetime.time(12)))
    with time_machine.travel(noon, tick=False):
        permit = policies.may_take_part(resident, fresh(activity))
        assert not permit
        assert words in permit.reason
        with pytest.raises(PermissionDenied, match=words):
            policies.open_activity(resident, activity.project.municipality, activity.project.slug, activity.slug)


def test_an_early_end_is_a_row_and_can_be_taken_back(
    client: Client, clerk: User, resident: User, activity: Activity
) -> None:
    client.force_login(clerk)
    client.post(address("activity_close", activity))
    client.post(address("activity_close", activity))
    closed = fresh(activity)
    assert closed.closure.closed_by == clerk
    assert "ist seit dem" in policies.may_take_part(resident, closed).reason
    client.post(address("activity_reopen", activity))
    assert policies.may_take_part(resident, fresh(activity))


def test_what_is_not_ready_waits_for_the_town_hall(
    client: Client, clerk: User, resident: User, activity: Activity
) -> None:
    rows.missing[activity.pk] = "Es gibt noch keine Frage."
    assert policies.may_take_part(resident, fresh(activity)).reason == "Es gibt noch keine Frage."
    assert "Wie oft fahren Sie Bus?" not in client.get(activity.project.get_absolute_url()).content.decode()
    client.force_login(clerk)
    assert (
        "Es gibt noch keine Frage."
        in client.get(reverse(LIST, args=["perlesreut", activity.project.slug])).content.decode()
    )


def test_a_draft_is_there_for_the_town_hall_alone(
    client: Client, clerk: User, outsider: User, activity: Activity
) -> None:
    actions.unpublish_project(activity.project, actor=None)
    assert client.get(activity.get_absolute_url()).status_code == 404
    client.force_login(outsider)
    assert client.get(activity.get_absolute_url()).status_code == 404
    client.force_login(clerk)
    assert client.get(activity.get_absolute_url()).status_code == 200
    assert "Entwurf" in policies.may_take_part(clerk, fresh(activity)).reason


def test_an_activity_whose_format_is_not_installed_does_not_exist(client: Client, activity: Activity) -> None:
    Activity.objects.filter(pk=activity.pk).update(kind="gone")
    assert client.get(activity.get_absolute_url()).status_code == 404
    assert "Wie oft fahren Sie Bus?" not in client.get(activity.project.get_absolute_url()).content.decode()


def test_the_page_of_a_project_leads_to_what_is_open_and_names_the_rest(client: Client, activity: Activity) -> None:
    phases = activity.project.timetable
    for phase, title in ((phases[0], "War schon"), (phases[2], "Kommt noch")):
        actions.create_activity(activity.project, "probe", ActivityPlan(phase, title), actor=None)
    rows.people[activity.pk] = 12
    page = client.get(activity.project.get_absolute_url()).content.decode()
    now, later, past = page.index("Wie oft fahren Sie Bus?"), page.index("Was noch kommt"), page.index("Was schon war")
    assert now < later < page.index("Kommt noch") < past < page.index("War schon")
    assert page.count("Probieren") == 1, "only what is open has a button"
    assert "12 Menschen haben mitgemacht" in page
    assert "Noch ein Wort." in page
    assert "Ideen" not in page.partition("<main")[2].partition("</main")[0], "nobody is asked for ideas here"


def test_a_page_with_many_asks_the_database_no_more_than_one_with_few(
    client: Client, activity: Activity, django_assert_max_num_queries
) -> None:
    for number in range(12):
        actions.create_activity(
            activity.project, "probe", ActivityPlan(activity.phase, f"Baustein {number}"), actor=None
        )
    with django_assert_max_num_queries(12):
        assert "Baustein 11" in client.get(activity.project.get_absolute_url()).content.decode()


def test_the_town_hall_adds_changes_and_orders(client: Client, clerk: User, set_up, probe: None) -> None:
    project = set_up(("activities", 0, 9), ("decision", 10, 30))
    client.force_login(clerk)
    first, second = project.timetable
    assert "Nur ein Versuch." in client.get(f"{project.get_absolute_url()}bausteine/neu/").content.decode()
    new = f"{project.get_absolute_url()}bausteine/neu/probe/"
    sent = {"title": "Erstes", "text": "Kurz", "phase": str(first.public_id), "optionen-most": "3"}
    assert client.post(new, sent)["Location"] == f"{project.get_absolute_url()}bausteine/"
    client.post(new, {**sent, "title": "Zweites"})
    one, two = Activity.objects.in_order()
    assert (one.title, one.options, one.created_by) == ("Erstes", {"most": 3}, clerk)
    client.post(reverse(LIST, args=["perlesreut", project.slug]), {"runter": one.slug})
    assert [activity.title for activity in Activity.objects.in_order()] == ["Zweites", "Erstes"]
    client.post(reverse(LIST, args=["perlesreut", project.slug]), {"hoch": two.slug})
    assert [activity.title for activity in Activity.objects.in_order()] == ["Zweites", "Erstes"], (
        "it stood in front already"
    )
    client.post(address("activity_edit", one), {**sent, "title": "Umbenannt", "phase": str(second.public_id)})
    one.refresh_from_db()
    assert (one.title, one.phase, one.slug) == ("Umbenannt", second, "erstes"), "the address stays"


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"phase": "unsinn"}, {"optionen-most": "0"}, {"optionen-most": "x"}, {"text": "x" * 3001}]
)
def test_what_cannot_be_comes_back_as_typed(
    client: Client, clerk: User, activity: Activity, wrong: dict[str, str]
) -> None:
    client.force_login(clerk)
    sent = {
        "title": "Neuer Titel",
        "text": "Text",
        "phase": str(activity.phase.public_id),
        "optionen-most": "7",
        **wrong,
    }
    page = client.post(address("activity_edit", activity), sent).content.decode()
    assert "kern-error" in page
    assert "Neuer Titel" in page or "title" in wrong
    activity.refresh_from_db()
    assert activity.title == "Wie oft fahren Sie Bus?"


def test_a_phase_of_another_project_is_refused(set_up, activity: Activity) -> None:
    foreign = set_up(("activities", 0, 9), title="Etwas anderes").timetable[0]
    with pytest.raises(ValidationError):
        actions.update_activity(activity, ActivityPlan(foreign, "Verschoben"), actor=None)


def test_what_people_took_part_in_is_not_removed(client: Client, clerk: User, activity: Activity) -> None:
    client.force_login(clerk)
    rows.people[activity.pk] = 3
    page = client.post(address("activity_remove", activity), follow=True).content.decode()
    assert "3 Menschen mitgemacht" in page
    assert Activity.objects.exists()
    rows.people.clear()
    client.post(address("activity_remove", activity))
    assert not Activity.objects.exists()


def test_a_phase_keeps_what_lies_in_it_when_its_days_change(client: Client, clerk: User, activity: Activity) -> None:
    client.force_login(clerk)
    project = activity.project
    edit = reverse("participation:project_edit", args=["perlesreut", project.slug])
    form = client.get(edit).context["phases"]
    sent = {
        "place": str(project.place.public_id), "title": project.title, "summary": project.summary, "participants": "everyone", "access": "public",
        "proof": "none",
        "phasen-TOTAL_FORMS": "3", "phasen-INITIAL_FORMS": "3",
    }  # fmt: skip
    for number, phase in enumerate(form.initial):
        sent |= {f"phasen-{number}-{name}": str(value) for name, value in phase.items()}
    before = {phase.public_id for phase in Phase.objects.filter(project=project)}
    later = (day(9) + datetime.timedelta(days=1)).isoformat()
    client.post(edit, {**sent, "phasen-1-ends_on": later, "phasen-2-starts_on": day(12).isoformat()})
    activity.refresh_from_db()
    assert activity.phase.ends_on == day(10)
    assert {phase.public_id for phase in Phase.objects.filter(project=project)} == before
    refused = client.post(edit, {**sent, "phasen-1-DELETE": "on"})
    assert "liegt noch „Wie oft fahren Sie Bus?“" in refused.content.decode()
    assert Phase.objects.filter(project=project).count() == 3


def test_one_kind_is_registered_once(probe: None) -> None:
    with pytest.raises(ValueError, match="probe"):
        formats.register(rows.PROBE)
