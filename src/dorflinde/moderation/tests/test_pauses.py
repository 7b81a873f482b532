"""Somebody may write nothing for a while: why, until when, and how to complain."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import forget_what_is_due, pause_person
from dorflinde.moderation.exports import rows_of_person
from dorflinde.moderation.models import Decision, Notice, WritingPause
from dorflinde.moderation.public import require_voice, screen

from .conftest import KIND

BECAUSE = {"days": "7", "ground": "rules", "reason": "Dreimal beleidigt, trotz Ermahnung."}


@pytest.fixture
def pause(municipality, resident, moderator, insult) -> WritingPause:
    """linden_lena pauses for a week."""
    return pause_person(resident, municipality, actor=moderator, days=7, ground="rules", reason="Beleidigungen.")


def told(user) -> list[str]:
    return list(OutboxItem.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True))


def test_a_moderator_gives_a_pause_from_a_contribution(client, notice, insult, moderator, resident, municipality):
    OutboxItem.objects.all().delete()
    client.force_login(moderator)
    page = client.get(f"/hinweis/{notice.public_id}/entscheidung/").content.decode()
    assert "/hinweis/pausen/neu/?sache=" in page
    assert "linden_lena" in client.get("/hinweis/pausen/neu/", {"sache": str(insult.ref)}).content.decode()
    client.post("/hinweis/pausen/neu/", {"sache": str(insult.ref), **BECAUSE})
    pause = WritingPause.objects.get()
    assert (pause.person, pause.place) == (resident, municipality)
    assert pause.until - pause.began_at == datetime.timedelta(days=7)
    assert told(resident) == ["Schreibpause in Perlesreut"]
    assert "linden_lena" in client.get("/hinweis/pausen/").content.decode()


def test_who_pauses_is_told_before_writing_and_keeps_the_text_when_already_typing(pause, municipality, resident):
    with pytest.raises(PermissionDenied, match="In Perlesreut haben Sie bis"):
        require_voice(resident, municipality)
    refusal = screen(resident, place=municipality, kind=KIND, text="Guten Tag").refusal
    assert "Schreibpause" in refusal


def test_a_pause_counts_here_and_not_next_door(pause, village, neighbour, resident, second_resident):
    assert screen(resident, place=village, kind=KIND, text="x").refusal
    assert not screen(resident, place=neighbour, kind=KIND, text="x").refusal
    assert not screen(second_resident, place=village, kind=KIND, text="x").refusal


def test_it_ends_by_itself(pause, municipality, resident, time_machine):
    time_machine.move_to(timezone.now() + datetime.timedelta(days=7, seconds=1))
    require_voice(resident, municipality)


def test_the_person_reads_why_and_complains_and_writes_again(client, pause, moderator, resident, municipality):
    notice = Notice.objects.get()
    client.force_login(resident)
    page = client.get(f"/hinweis/{notice.public_id}/begruendung/").content.decode()
    assert "Warum Sie eine Schreibpause haben" in page
    assert "Beleidigungen." in page
    assert "können Sie bis" in page
    client.post(f"/hinweis/{notice.public_id}/beschwerde/", {"text": "Das war ich nicht."})
    client.force_login(moderator)
    complaint = Decision.objects.get().complaints.get()
    client.post(f"/hinweis/{notice.public_id}/beschwerde/{complaint.pk}/", {"verdict": "turn", "answer": "Stimmt."})
    require_voice(resident, municipality)
    assert WritingPause.objects.get().lifted_by == moderator


def test_a_pause_given_by_a_slip_is_taken_back(client, pause, moderator, resident, municipality):
    client.force_login(moderator)
    client.post(f"/hinweis/gemeinsam/{Decision.objects.get().batch}/zurueck/")
    require_voice(resident, municipality)
    assert told(resident)[-1] == "Sie können wieder schreiben: Schreibpause in Perlesreut"
    assert not Notice.objects.waiting().exists()


def test_it_is_lifted_early(client, pause, moderator, resident, municipality):
    client.force_login(moderator)
    client.post(f"/hinweis/pausen/{pause.public_id}/aufheben/")
    require_voice(resident, municipality)
    assert client.post(f"/hinweis/pausen/{pause.public_id}/aufheben/").status_code == 404


@pytest.mark.parametrize("persona", ["clerk", "manager", "moderator"])
def test_those_who_work_for_the_place_do_not_pause(client, write, moderator, clerk, persona, request):
    thing = write("Von Amts wegen", author=request.getfixturevalue(persona))
    client.force_login(clerk if persona == "moderator" else moderator)
    assert client.post("/hinweis/pausen/neu/", {"sache": str(thing.ref), **BECAUSE}).status_code == 403
    assert not WritingPause.objects.exists()


@pytest.mark.parametrize(("persona", "status"), [("resident", 404), ("outsider", 404), ("clerk", 200)])
def test_only_moderators_of_the_place_give_one(client, write, second_resident, persona, status, request):
    thing = write("Etwas", author=second_resident)
    client.force_login(request.getfixturevalue(persona))
    assert client.get("/hinweis/pausen/neu/", {"sache": str(thing.ref)}).status_code == status


@pytest.mark.parametrize(
    "fields",
    [{"days": "3650"}, {"days": ""}, {"days": "x"}, {"reason": ""}, {"ground": "laune"}, {"reason": "x" * 4001}],
)
def test_a_pause_needs_a_term_a_ground_and_a_reason(client, insult, moderator, fields):
    client.force_login(moderator)
    sent = {"sache": str(insult.ref), **BECAUSE, **fields}
    assert client.post("/hinweis/pausen/neu/", sent).status_code == 200
    assert not WritingPause.objects.exists()


@pytest.mark.parametrize("thing", ["", "kaputt", "test.post:kaputt", "moderation.pause:%00"])
def test_a_pause_begins_at_a_contribution(client, moderator, thing):
    client.force_login(moderator)
    assert client.get("/hinweis/pausen/neu/", {"sache": thing}).status_code == 404


def test_it_is_handed_out_and_forgotten_in_time(pause, resident, time_machine):
    assert any("pause_at" in row for row in rows_of_person(resident))
    time_machine.move_to(timezone.now() + datetime.timedelta(days=7 + 366))
    assert forget_what_is_due() == 1
    assert Decision.objects.get().outcome == "pause"


def test_a_long_list_costs_few_questions(client, municipality, moderator, django_assert_max_num_queries):
    from dorflinde.accounts.models import User

    until = timezone.now() + datetime.timedelta(days=3)
    for number in range(30):
        person = User.objects.create_user(f"p{number}@example.org", pseudonym=f"person_{number}")
        WritingPause.objects.create(place=municipality, person=person, until=until)
    client.force_login(moderator)
    with django_assert_max_num_queries(12):
        client.get("/hinweis/pausen/")
