"""A meeting from the plan to what stood on the wall."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import personal
from dorflinde.feed.models import OutboxItem
from dorflinde.participation import actions, queries
from dorflinde.participation.actions import ActivityPlan, GatheringPlan
from dorflinde.participation.models import Activity, GatheringPhoto, Idea, Project, Signup


def in_days(number: int) -> datetime.datetime:
    return (timezone.localtime() + datetime.timedelta(days=number)).replace(hour=19, minute=0, second=0, microsecond=0)


@pytest.fixture
def meeting(project: Project) -> Activity:
    """A meeting in five days with one seat."""
    made = actions.create_activity(project, "meeting", ActivityPlan(project.timetable[0], "Dorfabend"), actor=None)
    plan = GatheringPlan(in_days(5), venue="Gasthof Zur Linde", takes_signups=True, seats=1)
    actions.plan_gathering(made.gathering, plan, actor=None)
    return made


def told() -> list[tuple[str, str]]:
    return [(str(item.recipient), item.title) for item in OutboxItem.objects.filter(audience="person").order_by("pk")]


def test_the_town_hall_plans_and_everyone_reads_and_takes_it_into_the_calendar(project: Project, clerk: User, client: Client) -> None:  # fmt: skip
    made = actions.create_activity(project, "meeting", ActivityPlan(project.timetable[0], "Dorfabend"), actor=None)
    assert "Dorfabend" not in Client().get(project.get_absolute_url()).content.decode(), "not announced before it has a day"  # fmt: skip
    assert Client().get(f"{made.get_absolute_url()}termin.ics").status_code == 404
    client.force_login(clerk)
    plan = f"{made.get_absolute_url()}treffen/"
    sent = {"starts_at": "2027-05-03T19:00", "ends_at": "2027-05-03T18:00", "agenda": "25:00 Begrüßung"}
    wrong = client.post(plan, sent).content.decode()
    assert "liegt vor dem Beginn" in wrong and "25:00“ ist keine Uhrzeit" in wrong
    sent |= {
        "ends_at": "2027-05-03T21:00",
        "agenda": "19:00 Begrüßung\n19.15 Uhr Tische\nAusklang",
        "venue": "Zur Linde",
    }
    assert client.post(plan, sent).status_code == 302
    page = Client().get(made.get_absolute_url()).content.decode()
    assert "3. Mai 2027" in page and "19:15" in page and "Ausklang" in page and "Kommen Sie einfach" in page
    assert 'value="2027-05-03T19:00"' in client.get(plan).content.decode(), "what was planned can be changed"
    calendar = Client().get(f"{made.get_absolute_url()}termin.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20270503T170000Z" in calendar.content and b"LOCATION:Zur Linde" in calendar.content  # fmt: skip


def test_who_is_too_many_waits_and_moves_up_when_somebody_cancels(meeting: Activity, resident: User, second_resident: User) -> None:  # fmt: skip
    first, second = Client(), Client()
    first.force_login(resident)
    second.force_login(second_resident)
    for client in (first, second, first):
        client.post(meeting.get_absolute_url(), {"anmelden": "ja"})
    assert Signup.objects.count() == 2, "twice is once"
    assert "Sie sind angemeldet." in first.get(meeting.get_absolute_url()).content.decode()
    assert "Warteliste (Nummer 2)" in second.get(meeting.get_absolute_url()).content.decode()
    first.post(meeting.get_absolute_url(), {"abmelden": "ja"})
    assert told() == [(str(second_resident), "Sie haben jetzt einen Platz: Dorfabend")]
    assert "Sie sind angemeldet." in second.get(meeting.get_absolute_url()).content.decode()


def test_without_an_account_nobody_signs_up_and_the_page_says_what_to_do(meeting: Activity) -> None:
    Client().post(meeting.get_absolute_url(), {"anmelden": "ja"})
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert not Signup.objects.exists() and "rufen Sie bitte im Rathaus an" in page and "Noch 1 Platz frei" in page


def test_once_it_has_begun_nobody_signs_up(meeting: Activity, resident: User, client: Client) -> None:
    client.force_login(resident)
    with time_machine.travel(in_days(5) + datetime.timedelta(minutes=1)):
        client.force_login(resident)
        client.post(meeting.get_absolute_url(), {"anmelden": "ja"})
    assert not Signup.objects.exists()


def test_the_list_is_for_the_town_hall_which_adds_who_called(meeting: Activity, resident: User, clerk: User, client: Client) -> None:  # fmt: skip
    actions.sign_up(meeting.gathering, person=resident)
    client.force_login(resident)
    names = f"{meeting.get_absolute_url()}treffen/anmeldungen/"
    assert client.get(names).status_code == 403
    client.force_login(clerk)
    client.post(names, {"name": "Frau Moser"})
    page = client.get(names).content.decode()
    assert str(resident.pseudonym) in page and "Frau Moser" in page and "Warteliste" in page
    called = Signup.objects.get(name="Frau Moser")
    assert called.entered_by == clerk
    assert client.post(names, {"streichen": "9999"}).status_code == 404
    client.post(names, {"streichen": str(called.pk)})
    assert Signup.objects.count() == 1
    assert str(resident.pseudonym) not in Client().get(meeting.get_absolute_url()).content.decode()


def test_who_has_a_seat_is_reminded_once_on_the_day_before(meeting: Activity, resident: User, second_resident: User) -> None:  # fmt: skip
    for person in (resident, second_resident):
        actions.sign_up(meeting.gathering, person=person)
    assert actions.remind_of_gatherings() == 0
    with time_machine.travel(in_days(4)):
        assert actions.remind_of_gatherings() == 1
        assert actions.remind_of_gatherings() == 0
    assert told() == [(str(resident), "Nicht vergessen: Dorfabend")]


def test_another_day_is_told_to_those_who_signed_up(meeting: Activity, resident: User) -> None:
    actions.sign_up(meeting.gathering, person=resident)
    meeting.gathering.refresh_from_db()
    plan = GatheringPlan(in_days(6), venue="Gasthof Zur Linde", takes_signups=True)
    actions.plan_gathering(meeting.gathering, plan, actor=None)
    actions.plan_gathering(meeting.gathering, plan, actor=None)
    assert told() == [(str(resident), "Anderer Termin oder Ort: Dorfabend")]


def test_minutes_photos_and_results_stay(meeting: Activity, clerk: User, client: Client, telling_photo: bytes, settings: Any, tmp_path: Any) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    client.force_login(clerk)
    after = f"{meeting.get_absolute_url()}treffen/nachher/"
    client.post(after, {"was": "protokoll", "minutes": "Wir haben viel gelacht.", "came": "23"})
    assert "Zeile 2 muss" in client.post(after, {"was": "ergebnisse", "lines": "Eine Bank\nx"}).content.decode()
    client.post(after, {"was": "ergebnisse", "lines": "Eine Bank am Bach\n\nMehr Bäume\nEine Bank am Bach"})
    upload = SimpleUploadedFile("wand.jpg", telling_photo, "image/jpeg")
    assert client.post(after, {"was": "foto", "photo": upload}).context["photo"].errors.keys() == {"alt"}
    upload.seek(0)
    client.post(after, {"was": "foto", "photo": upload, "alt": "Die Wand mit Karten"})
    page = Client().get(meeting.get_absolute_url()).content.decode()
    for words in ("Wir haben viel gelacht.", "23 Menschen waren da.", "Eine Bank am Bach", "Die Wand mit Karten"):
        assert words in page
    ideas = list(Idea.objects.order_by("pk"))
    assert [idea.title for idea in ideas] == ["Eine Bank am Bach", "Mehr Bäume"]
    assert ideas[0].author is None and ideas[0].author_name.startswith("aus dem Treffen am ")
    assert ideas[0].author_name in Client().get(ideas[0].get_absolute_url()).content.decode()
    photo = GatheringPhoto.objects.get()
    with photo.photo.open() as file:
        assert b"Fairphone" not in file.read()
    client.post(after, {"weg": str(photo.public_id)})
    assert not GatheringPhoto.objects.exists()
    assert queries.signups_of([meeting]) == {meeting.pk: 23}
    actions.close_activity(meeting, actor=None)
    assert "Wir haben viel gelacht." in client.get(meeting.project.get_absolute_url()).content.decode()


def test_a_copy_has_the_agenda_but_neither_day_nor_names(meeting: Activity, resident: User) -> None:
    actions.sign_up(meeting.gathering, person=resident)
    copy = actions.copy_project(meeting.project, title="Noch einmal", first_day=timezone.localdate(), actor=None)
    copied = Activity.objects.get(project=copy, kind="meeting").gathering
    assert (copied.venue, copied.seats, copied.starts_at) == ("Gasthof Zur Linde", 1, None)
    assert not copied.signups.exists()


def test_a_signup_goes_with_the_account_and_some_time_after_the_meeting(meeting: Activity, resident: User) -> None:
    hall = next(entry for entry in personal.all_registered() if entry.name == "hall")
    assert hall.export and hall.erase
    actions.sign_up(meeting.gathering, person=resident)
    assert [row["kind"] for row in hall.export(resident)] == ["signup"]
    hall.erase(resident)
    assert not Signup.objects.exists()
    actions.sign_up(meeting.gathering, name="Frau Moser")
    with time_machine.travel(in_days(120)):
        assert actions.forget_signups() == 1
