"""A live question hour from the first question on a phone to the record."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import personal, puzzle
from dorflinde.moderation.models import Rule
from dorflinde.participation import actions, queries
from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import Activity, GuestPass, HallPoll, HallQuestion, HallSupport, HallVote, Project
from dorflinde.participation.views import live


@pytest.fixture
def hour(project: Project, monkeypatch: pytest.MonkeyPatch) -> Activity:
    """A question hour in which the moderation looks first; nothing kept grows old, however slow the machine is."""
    cache.clear()
    monkeypatch.setattr("dorflinde.participation.queries.hour._VERSION_SECONDS", 600)
    monkeypatch.setattr("dorflinde.participation.views.live._DOOR_SECONDS", 600)
    live.forget()
    plan = ActivityPlan(project.timetable[0], "Jetzt red i", options={"approval": "first", "who": "hall"})
    return actions.create_activity(project, "question_hour", plan, actor=None)


@pytest.fixture
def question(hour: Activity) -> HallQuestion:
    return actions.note_question(hour, "Wann kommt der Radweg?", actor=None)


def phone(hour: Activity) -> Client:
    """A phone that has solved its puzzle by asking something."""
    client = Client()
    send(client, hour, text="Wer zahlt das alles?", puzzle=puzzle.solve(puzzle.new_puzzle()))
    return client


def send(client: Client, hour: Activity, **sent: Any) -> Any:
    return client.post(hour.get_absolute_url(), sent)


def at_desk(client: Client, hour: Activity, what: str, question: HallQuestion | None = None, **more: Any) -> Any:
    sent = {"was": what, **({"frage": str(question.public_id)} if question else {}), **more}
    return client.post(f"{hour.get_absolute_url()}pult/", sent, follow=True)


def shown(hour: Activity, client: Client | None = None) -> str:
    live.forget()  # no transaction ends in a test
    return (client or Client()).get(f"{hour.get_absolute_url()}stand/").content.decode()


def test_a_phone_without_an_account_asks_and_waits_for_the_moderation(
    hour: Activity, clerk: User, client: Client
) -> None:
    asker = phone(hour)
    made = HallQuestion.objects.get()
    assert made.guest is not None and made.person is None and made.is_waiting
    assert "Angekommen" in asker.get(hour.get_absolute_url()).content.decode()
    assert "Wer zahlt" not in shown(hour)
    client.force_login(clerk)
    at_desk(client, hour, "freigeben", made)
    assert "Wer zahlt das alles?" in shown(hour)
    assert "Steht auf der Liste" in asker.get(hour.get_absolute_url()).content.decode()


def test_without_the_puzzle_nobody_is_let_in(hour: Activity) -> None:
    page = send(Client(), hour, text="Wer zahlt das alles?").content.decode()
    assert "Schutz gegen Automaten" in page and "Wer zahlt das alles?" in page, "what was typed stays"
    assert not HallQuestion.objects.exists() and not GuestPass.objects.exists()


def test_a_phone_stands_behind_a_question_once_and_takes_it_back(hour: Activity, question: HallQuestion) -> None:
    guest = phone(hour)
    key = str(question.public_id)
    for _again in range(2):
        send(guest, hour, unterstuetzen=key)
    assert queries.hall_of(hour).open[0].supports == 1
    assert 'name="zuruecknehmen"' in guest.get(hour.get_absolute_url()).content.decode()
    assert 'name="zuruecknehmen"' not in shown(hour, guest), "the news are the same for everybody"
    send(guest, hour, zuruecknehmen=key)
    assert not HallSupport.objects.exists()


def test_merged_questions_count_everybody_once_and_keep_their_authors(hour: Activity, question: HallQuestion, clerk: User, client: Client) -> None:  # fmt: skip
    other = actions.note_question(hour, "Gibt es einen Radweg?", name="Herr Huber", actor=None)
    first, second = phone(hour), phone(hour)
    for guest, key in ((first, question), (first, other), (second, other)):
        send(guest, hour, unterstuetzen=str(key.public_id))
    client.force_login(clerk)
    at_desk(client, hour, "zusammenlegen", frage=[str(question.public_id), str(other.public_id)])
    asked = queries.hall_of(hour).open
    assert [(one.question, one.supports, one.names) for one in asked] == [(other, 2, ["Herr Huber"])]
    assert asked[0].gathered == [question]
    send(first, hour, zuruecknehmen=str(question.public_id))
    assert queries.hall_of(hour).open[0].supports == 1, "taken back wherever it was given"
    at_desk(client, hour, "trennen", question)
    assert {(one.question, one.supports) for one in queries.hall_of(hour).open} == {(other, 1), (question, 0)}


def test_from_the_shortlist_to_the_podium_to_the_record(hour: Activity, question: HallQuestion, clerk: User, client: Client) -> None:  # fmt: skip
    second = actions.note_question(hour, "Was kostet der Radweg?", actor=None)
    client.force_login(clerk)
    for one in (question, second):
        at_desk(client, hour, "merken", one)
    at_desk(client, hour, "hoch", second)
    assert [one.question for one in queries.hall_of(hour).shortlist] == [second, question]
    assert (
        "kommt bald dran" in shown(hour) and "kommt bald dran" in Client().get(hour.get_absolute_url()).content.decode()
    )
    at_desk(client, hour, "podium", second)
    screen = Client().get(f"{hour.get_absolute_url()}leinwand/").content.decode()
    assert "Jetzt auf dem Podium" in screen and "Als Nächstes" in screen and f"saal/{hour.hour.code.lower()}" in screen
    at_desk(client, hour, "beantwortet", second, antwort="Rund 200.000 Euro.")
    hall = queries.hall_of(hour)
    assert hall.podium is None and [one.question for one in hall.answered] == [second]
    actions.close_activity(hour, actor=None)
    record = Client().get(hour.get_absolute_url()).content.decode()
    assert "Rund 200.000 Euro." in record and "Offen geblieben" in record and "<form method" not in record.split("</header>")[-1].split("<footer")[0]  # fmt: skip
    board = Client().get(hour.project.get_absolute_url()).content.decode()
    assert "Rund 200.000 Euro." in board, "the page of the project shows what was answered"


def test_what_is_hidden_is_gone_for_all_but_its_author_who_reads_why(hour: Activity, clerk: User, client: Client) -> None:  # fmt: skip
    asker = phone(hour)
    made = HallQuestion.objects.get()
    client.force_login(clerk)
    assert "nennen Sie den Grund" in at_desk(client, hour, "ausblenden", made).content.decode()
    at_desk(client, hour, "podium", made)
    at_desk(client, hour, "ausblenden", made, grund="Beleidigt jemanden")
    assert "Wer zahlt" not in shown(hour)
    assert "Beleidigt jemanden" in asker.get(hour.get_absolute_url()).content.decode()
    assert send(asker, hour, unterstuetzen=str(made.public_id)).status_code == 404
    at_desk(client, hour, "zurueckholen", made)
    assert "Wer zahlt" in shown(hour)


def test_asking_again_costs_nothing_and_says_nothing_new(hour: Activity, question: HallQuestion, django_assert_num_queries: Any, django_capture_on_commit_callbacks: Any) -> None:  # fmt: skip
    client, url = Client(), f"{hour.get_absolute_url()}stand/"
    first = client.get(url)
    assert first.status_code == 200 and "session" not in first.cookies
    with django_assert_num_queries(0):
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with django_assert_num_queries(0):
        assert Client().get(url).content == first.content, "made once for everybody"
    queries.forget_versions()
    with django_assert_num_queries(1):
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        actions.stand_behind(question, guest=actions.admit_guest(hour.project, "a"))
    news = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert news.status_code == 200 and news["ETag"] != first["ETag"]
    actions.close_activity(hour, actor=None)
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=1)):
        live.forget()
        assert client.get(url, headers={"If-None-Match": news["ETag"]}).status_code == 200, "the end is news too"


def test_a_hall_is_read_with_as_many_queries_however_much_was_asked(hour: Activity, django_assert_max_num_queries: Any) -> None:  # fmt: skip
    guests = [actions.admit_guest(hour.project, f"{number}") for number in range(3)]
    for number in range(12):
        made = actions.note_question(hour, f"Frage {number}?", actor=None)
        for guest in guests:
            actions.stand_behind(made, guest=guest)
    with django_assert_max_num_queries(4):
        assert len(queries.hall_of(hour).open) == 12


def test_the_hall_votes_once_a_device_and_reads_the_result_when_it_is_closed(hour: Activity, clerk: User, client: Client) -> None:  # fmt: skip
    client.force_login(clerk)
    desk = f"{hour.get_absolute_url()}pult/"
    wrong = client.post(desk, {"was": "umfrage-neu", "umfrage-text": "Radweg?", "umfrage-options": "Ja\nJa"})
    assert "zwei bis sechs" in wrong.content.decode()
    client.post(desk, {"was": "umfrage-neu", "umfrage-text": "Soll der Radweg kommen?", "umfrage-options": "Ja\nNein"})
    poll = HallPoll.objects.get()
    assert "Soll der Radweg kommen?" not in shown(hour)
    at_desk(client, hour, "umfrage-auf", umfrage=str(poll.public_id))
    yes, no = poll.options.all()
    guest = phone(hour)
    send(guest, hour, wahl=str(no.pk))
    send(guest, hour, wahl=str(yes.pk))
    assert HallVote.objects.get().option == yes
    assert "100\xa0%" not in shown(hour) and "100 %" not in shown(hour)
    at_desk(client, hour, "umfrage-zu", umfrage=str(poll.public_id))
    assert "100 %" in shown(hour)
    assert "schon zu Ende" in send(guest, hour, wahl=str(no.pk)).content.decode()
    assert send(guest, hour, wahl="12345").status_code == 404


def test_only_the_town_hall_and_whom_it_named_sit_at_the_desk(hour: Activity, resident: User, clerk: User, client: Client) -> None:  # fmt: skip
    client.force_login(resident)
    assert client.get(f"{hour.get_absolute_url()}pult/").status_code == 403
    assert client.get(f"{hour.get_absolute_url()}pult/stand/").status_code == 403
    town_hall = Client()
    town_hall.force_login(clerk)
    moderation = f"{hour.get_absolute_url()}pult/moderation/"
    assert "kennen wir niemanden" in town_hall.post(moderation, {"pseudonym": "niemand"}).content.decode()
    town_hall.post(moderation, {"pseudonym": str(resident.pseudonym).upper()})
    assert client.get(f"{hour.get_absolute_url()}pult/").status_code == 200
    assert client.get(moderation).status_code == 403
    (row,) = queries.moderators_of(hour)
    town_hall.post(moderation, {"entlassen": str(row.pk)})
    assert client.get(f"{hour.get_absolute_url()}pult/").status_code == 403


def test_when_no_questions_are_taken_the_form_is_gone_and_supporting_goes_on(hour: Activity, question: HallQuestion) -> None:  # fmt: skip
    guest = phone(hour)
    actions.pause_asking(hour, actor=None)
    page = guest.get(hour.get_absolute_url()).content.decode()
    assert 'name="text"' not in page and "keine neuen Fragen" in page
    assert "keine neuen Fragen" in send(guest, hour, text="Noch schnell eine?").content.decode()
    send(guest, hour, unterstuetzen=str(question.public_id))
    assert HallSupport.objects.count() == 1 and HallQuestion.objects.filter(guest__isnull=False).count() == 1


def test_a_house_rule_holds_a_question_even_where_all_stand_there_at_once(hour: Activity, resident: User, client: Client) -> None:  # fmt: skip
    hour.options["approval"] = "at_once"
    hour.save()
    Rule.objects.create(place=hour.project.place, kind="words", lines="Depp", effect="hold")
    client.force_login(resident)
    send(client, hour, text="Wer ist der Depp hier?")
    send(client, hour, text="Wann wird gebaut?")
    assert {(one.text, one.is_waiting) for one in HallQuestion.objects.all()} == {("Wer ist der Depp hier?", True), ("Wann wird gebaut?", False)}  # fmt: skip


@pytest.mark.parametrize("sent", [{"unterstuetzen": "x"}, {"zuruecknehmen": "01a21b54-b49e-7647-b852-850b47aa7154"}, {"wahl": "9" * 30}])  # fmt: skip
def test_what_is_not_there_is_not_found(hour: Activity, resident: User, client: Client, sent: dict[str, str]) -> None:
    client.force_login(resident)
    assert send(client, hour, **sent).status_code == 404


def test_the_short_address_leads_to_the_hour_of_a_project_one_may_see(hour: Activity) -> None:
    short = f"/saal/{hour.hour.code.lower()}/"
    assert Client().get(short)["Location"] == hour.get_absolute_url()
    Project.objects.filter(pk=hour.project_id).update(access="invited")
    assert Client().get(short).status_code == 404
    live.forget()
    assert Client().get(f"{hour.get_absolute_url()}stand/").status_code == 404
    assert Client().get("/saal/zzzz9/").status_code == 404


def test_what_a_person_did_is_handed_out_moves_along_and_is_forgotten(hour: Activity, question: HallQuestion, resident: User) -> None:  # fmt: skip
    guest = actions.admit_guest(hour.project, "word")
    poll = actions.prepare_poll(hour, "Radweg?", ["Ja", "Nein"], actor=None)
    actions.open_poll(poll, actor=None)
    other = actions.ask(hour, "Wer zahlt?", name="Lena", guest=guest)
    for one in (question, other):
        actions.stand_behind(one, guest=guest)
    actions.vote_in_hall(poll.options.all()[0], guest=guest)
    assert queries.numbers_of_guests([guest]).in_halls == 4
    assert queries.people_in_halls([hour]) == {hour.pk: 1}
    assert actions.move_to_account([guest], resident) == 4
    hall = next(entry for entry in personal.all_registered() if entry.name == "hall")
    assert hall.export and hall.erase
    assert [row["kind"] for row in hall.export(resident)] == ["hall question", "hall support", "hall support", "hall vote"]  # fmt: skip
    actions.merge_questions([question, other], question, actor=None)
    hall.erase(resident)
    assert hall.export(resident) == []
    other.refresh_from_db()
    assert (other.name, other.text) == ("", "Wer zahlt?")
    assert queries.hall_of(hour).open[0].supports == 1, "who stood behind both counts once, with a name or without"
    assert queries.hall_of(hour).polls[0].votes == 1


def test_some_time_after_the_end_nobody_is_linked_and_the_numbers_stay(hour: Activity, question: HallQuestion) -> None:
    for word in ("a", "b"):
        actions.stand_behind(question, guest=actions.admit_guest(hour.project, word))
    assert actions.forget_halls() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=120)):
        assert actions.forget_halls() == 2
        actions.forget_guests()
    assert not HallSupport.objects.exclude(guest=None).exists()
    assert queries.hall_of(hour).open[0].supports == 2
    assert queries.people_in_halls([hour]) == {hour.pk: 2}


def test_a_phone_takes_its_own_question_back_until_it_is_answered(hour: Activity, question: HallQuestion) -> None:
    guest, other = phone(hour), phone(hour)
    mine = HallQuestion.objects.filter(guest__isnull=False).order_by("pk").first()
    assert mine is not None
    actions.let_through(mine, actor=None)
    send(other, hour, unterstuetzen=str(mine.public_id))
    actions.merge_questions([mine, question], mine, actor=None)
    key = str(mine.public_id)
    assert "Zurückziehen" in guest.get(hour.get_absolute_url()).content.decode()
    assert send(other, hour, zurueckziehen=key).status_code == 404, "somebody else's question"
    actions.put_on_podium(mine, actor=None)
    assert send(guest, hour, zurueckziehen=key).status_code == 403, "it is being answered"
    actions.clear_podium(hour, actor=None)
    send(guest, hour, zurueckziehen=key)
    assert not HallQuestion.objects.filter(pk=mine.pk).exists() and not HallSupport.objects.exists()
    question.refresh_from_db()
    assert question.merged_into is None, "what was merged into it stands by itself again"
    assert f"frage-{key}" not in other.get(hour.get_absolute_url()).content.decode()


def test_an_answered_question_stays_on_the_record(hour: Activity) -> None:
    guest = phone(hour)
    mine = HallQuestion.objects.get(guest__isnull=False)
    actions.answer_in_hall(mine, "Der Landkreis.", actor=None)
    assert send(guest, hour, zurueckziehen=str(mine.public_id)).status_code == 403
    assert HallQuestion.objects.filter(pk=mine.pk).exists()


def test_whoever_leads_releases_at_the_desk_what_a_house_rule_held(
    hour: Activity, resident: User, client: Client, clerk: User
) -> None:
    hour.options["approval"] = "at_once"
    hour.save()
    Rule.objects.create(place=hour.project.place, kind="words", lines="Depp", effect="hold")
    client.force_login(resident)
    send(client, hour, text="Wer ist der Depp hier?")
    held = HallQuestion.objects.get()
    assert at_desk(client, hour, "freigeben", held).status_code == 403, "who asks does not lead"
    client.force_login(clerk)
    desk = client.get(f"{hour.get_absolute_url()}pult/").content.decode()
    assert "Wartet auf Freigabe" in desk and held.text in desk and held.why_held in desk
    at_desk(client, hour, "freigeben", held)
    assert "Wer ist der Depp hier?" in Client().get(hour.get_absolute_url()).content.decode()
