"""The days of fundings come to the desk in time, once, and to whoever subscribed to their calendar."""

import datetime

import icalendar
import pytest
from django.urls import reverse

from dorflinde.desk.models import Todo
from dorflinde.strategy import actions, queries, tasks
from dorflinde.strategy.models import CalendarShare, DeadlineNotice, Funding

TODAY = datetime.date(2027, 2, 10)


@pytest.fixture
def funding(make_measure):
    return Funding.objects.create(
        measure=make_measure("Dorfhalle", number="M1", start="2027"), programme="LEADER", stage="granted",
        ends_on=datetime.date(2027, 5, 10), proof_by=datetime.date(2027, 8, 1), earmarked_until=datetime.date(2027, 4, 1),
    )  # fmt: skip


def waiting():
    return [(todo.label, todo.title, todo.due_on) for todo in Todo.objects.waiting().filter(label="Förderfrist")]


def test_a_day_comes_to_the_desk_three_months_before_and_only_once(municipality, funding):
    assert actions.remind_of_deadlines(municipality, TODAY - datetime.timedelta(days=1)) == 0
    assert actions.remind_of_deadlines(municipality, TODAY) == 1
    assert waiting() == [("Förderfrist", "Förderung endet: M1 Dorfhalle", datetime.date(2027, 5, 10))]
    assert actions.remind_of_deadlines(municipality, TODAY) == 0
    todo = Todo.objects.waiting().get(label="Förderfrist")
    assert todo.action_url.endswith("/bearbeiten/#geld") or "#geld" in todo.action_url
    assert "LEADER" in todo.note
    assert (
        actions.remind_of_deadlines(municipality, datetime.date(2027, 9, 1)) == 0
    )  # what has passed is not asked for anew
    assert len(waiting()) == 1


def test_a_day_that_moves_or_is_done_with_leaves_the_desk(municipality, funding):
    actions.remind_of_deadlines(municipality, TODAY)
    Funding.objects.update(ends_on=datetime.date(2027, 4, 30))
    assert actions.remind_of_deadlines(municipality, TODAY) == 1
    assert [due for _label, _title, due in waiting()] == [datetime.date(2027, 4, 30)]
    Funding.objects.update(stage="refused")
    assert actions.remind_of_deadlines(municipality, TODAY) == 0
    assert (waiting(), DeadlineNotice.objects.count()) == ([], 0)


def test_an_application_waits_until_it_is_handed_in(municipality, make_measure):
    funding = Funding.objects.create(measure=make_measure(), programme="Neu", apply_by=datetime.date(2027, 3, 1))
    actions.remind_of_deadlines(municipality, TODAY)
    assert waiting()[0][1].startswith("Antrag stellen")
    funding.stage = "applied"
    funding.save()
    actions.remind_of_deadlines(municipality, TODAY)
    assert waiting() == []


def test_the_town_hall_chooses_how_long_before(desk, municipality, funding):
    assert desk.post(reverse("workshop:reminders", args=["perlesreut"]), {"months": "6"}).status_code == 302
    assert queries.deadline_months(municipality) == 6
    assert actions.remind_of_deadlines(municipality, TODAY) == 2  # the end, and the proof of use in August
    actions.set_warning_months(municipality, [9], actor=None)
    assert queries.deadline_months(municipality) == 6
    page = desk.post(reverse("workshop:reminders", args=["perlesreut"]), {"months": "99"}).content.decode()
    assert 'value="99"' in page
    assert "6 Monate vorher" in page


def test_the_round_of_the_day_reminds(municipality, funding):
    day = datetime.date.today() + datetime.timedelta(days=20)  # noqa: DTZ011  # whatever day it is
    Funding.objects.update(ends_on=day)
    tasks.round_of_the_day()
    assert [due for _label, _title, due in waiting()] == [day]


def test_the_calendar_is_subscribed_to_by_a_secret_address_that_can_be_closed(desk, client, municipality, funding):
    Funding.objects.update(ends_on=datetime.date(2099, 5, 10), proof_by=None, earmarked_until=datetime.date(2110, 1, 1))
    page, share = (
        reverse("workshop:reminders", args=["perlesreut"]),
        reverse("workshop:reminders_share", args=["perlesreut"]),
    )
    assert ".ics" not in desk.get(page).content.decode().replace("kalender.ics", "")
    desk.post(share)
    address = queries.calendar_address(municipality)
    assert address in desk.get(page).content.decode()
    client.logout()
    answer = client.get(address)
    assert answer["Cache-Control"] == "private, no-store"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["summary"]).split(":")[0] for event in events] == ["Förderung endet", "Zweckbindung endet"]
    assert client.get(address.replace("perlesreut", "ringelai")).status_code == 404
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404
    CalendarShare.objects.all().delete()
    assert client.get(address).status_code == 404


def test_a_new_address_closes_the_old_one(desk, client, municipality):
    share = reverse("workshop:reminders_share", args=["perlesreut"])
    desk.post(share)
    first = queries.calendar_address(municipality)
    desk.post(share)
    assert client.get(first).status_code == 404
    assert client.get(queries.calendar_address(municipality)).status_code == 200
    desk.post(share, {"schliessen": "1"})
    assert queries.calendar_address(municipality) == ""
