"""The desk as the town hall meets it: through the browser's door."""

import datetime
import re

import pytest
from django.utils import timezone

from dorflinde.accounts.models import Role
from dorflinde.audit.models import Record
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.desk.actions import forget_settled
from dorflinde.desk.exports import rows_of_person
from dorflinde.desk.models import Settlement, Todo
from dorflinde.desk.public import note_first_answer, settle

DAY = datetime.timedelta(days=1)
HTMX = {"HX-Request": "true"}


def page(client, address="/schreibtisch/", **more):
    response = client.get(address, **more)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """What a reader reads: without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def bikes(waiting):
    return waiting("Fahrradständer am Bahnhof", due_on=timezone.localdate() - 2 * DAY)


# --- Doors ------------------------------------------------------------------------------------------------------------
def test_a_guest_is_led_to_the_sign_in(client, municipality):
    response = client.get("/schreibtisch/")
    assert response.status_code == 302
    assert "next=/schreibtisch/" in response["Location"]


@pytest.mark.parametrize("persona", ["resident", "council"])
def test_who_serves_no_office_has_no_desk(client, persona, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get("/schreibtisch/").status_code == 403


@pytest.mark.parametrize(
    ("persona", "offices"),
    [
        ("clerk", {"hall", "moderation"}),
        ("moderator", {"moderation"}),
        ("editor", {"editorial"}),
        ("manager", {"hall", "moderation", "editorial", "region"}),
        ("operator", {"hall", "moderation", "editorial", "region"}),
        ("outsider", set()),
    ],
)
def test_everyone_sees_only_what_their_office_has_to_do(client, persona, offices, waiting, region, editor, request):
    for office in ("hall", "moderation", "editorial"):
        waiting(f"Sache für {office}", office=office)
    waiting("Sache für region", place=region, office="moderation")
    client.force_login(request.getfixturevalue(persona))
    html = page(client)
    assert {
        office for office in ("hall", "moderation", "editorial", "region") if f"Sache für {office}" in html
    } == offices


def test_without_an_editorial_team_the_clerk_sees_its_work(client, waiting, clerk):
    waiting("Herbstkonzert", office="editorial")
    client.force_login(clerk)
    assert "Herbstkonzert" in page(client)


def test_a_role_in_a_club_opens_no_desk(client, resident, municipality, club):
    Role.objects.create(user=resident, kind=Role.Kind.EDITOR, place=municipality, organisation=club)
    client.force_login(resident)
    assert client.get("/schreibtisch/").status_code == 403


@pytest.mark.parametrize(("persona", "status"), [("clerk", 200), ("manager", 200), ("outsider", 404), ("editor", 404), ("resident", 403)])  # fmt: skip
def test_one_to_do_opens_only_for_its_office(client, bikes, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(bikes.get_absolute_url()).status_code == status


@pytest.mark.parametrize("persona", ["outsider", "editor", "moderator"])
@pytest.mark.parametrize("deed", ["erledigt", "zurueck"])
def test_nobody_else_settles_or_undoes(client, bikes, persona, deed, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.post(f"{bikes.get_absolute_url()}{deed}/", {"outcome": "x"}).status_code == 404
    assert not Settlement.objects.exists()


# --- Greeting, figures, order -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("hour", "hello"), [(7, "Guten Morgen."), (14, "Guten Tag."), (19, "Guten Abend.")])
def test_the_desk_greets_by_the_time_of_day(client, clerk, waiting, hour, hello, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 4, hour, 30, tzinfo=timezone.get_default_timezone()))
    for number in range(6):
        waiting(f"Sache {number}")
    waiting("Lampe", due_on=timezone.localdate() - DAY)
    client.force_login(clerk)
    assert f"{hello} 7 Dinge warten, 1 eilt." in page(client)


def test_an_empty_desk_says_so(client, clerk):
    client.force_login(clerk)
    html = page(client)
    assert "Alles erledigt." in html
    assert html.count("<h1") == 1


def test_the_most_urgent_stands_first_with_its_due_day_in_words(client, clerk, waiting, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 4, 9, 0, tzinfo=datetime.UTC))  # a Wednesday
    today = timezone.localdate()
    rows = [
        ("irgendwann", None, "ohne Frist"),
        ("nächste Woche", today + 6 * DAY, "nächste Woche"),
        ("Freitag", today + 2 * DAY, "bis Freitag"),
        ("spät", today + 26 * DAY, "bis 30. November"),
        ("heute", today, "heute"),
        ("gestern", today - DAY, "seit gestern fällig"),
        ("lange", today - 5 * DAY, "5 Tage überfällig"),
        ("morgen", today + DAY, "bis morgen"),
        ("nächstes Jahr", today + 90 * DAY, "bis 2. Februar 2027"),
    ]
    for title, day, _due in rows:
        waiting(f"Sache {title}", due_on=day)
    client.force_login(clerk)
    text = words(page(client))
    ordered = ["lange", "gestern", "heute", "morgen", "Freitag", "nächste Woche", "spät", "nächstes Jahr", "irgendwann"]
    places = [text.rindex(f"Sache {title}") if title != "lange" else text.index("Sache lange") for title in ordered]
    assert places == sorted(places)
    for title, _day, due in rows:
        assert f"{due} Antwort auf Idee Sache {title}" in text


def test_the_figures_count_what_is_overdue_due_today_and_open(client, clerk, waiting):
    today = timezone.localdate()
    for day in (today - DAY, today, today, today + DAY, None):
        waiting("Sache", due_on=day)
    client.force_login(clerk)
    text = words(page(client))
    assert "1 überfällig 2 heute fällig 5 offen" in text
    assert "noch keine in 30 Tagen" in text
    assert page(client, "/schreibtisch/?faellig=ueberfaellig").count("data-desk-row") == 1
    assert page(client, "/schreibtisch/?faellig=heute").count("data-desk-row") == 2


def test_the_median_is_taken_from_the_last_thirty_days_of_the_own_place(client, clerk, municipality, neighbour):
    now = timezone.now()
    for days, ago, place in [(1, 2, municipality), (1.8, 3, municipality), (9, 4, municipality), (90, 40, municipality), (50, 1, neighbour)]:  # fmt: skip
        answered = now - ago * DAY
        note_first_answer(Ref("test.thing", uuid7()), place=place, asked_at=answered - days * DAY, answered_at=answered)
    client.force_login(clerk)
    assert "1,8 Tage bis zur ersten Antwort" in words(page(client))


def test_a_quick_town_hall_is_counted_in_hours(client, clerk, village):
    now = timezone.now()
    note_first_answer(Ref("test.thing", uuid7()), place=village, asked_at=now - datetime.timedelta(hours=5))
    client.force_login(clerk)
    assert "5 Stunden bis zur ersten Antwort" in words(page(client))


def test_a_question_dated_ahead_counts_as_answered_at_once(municipality):
    ref = Ref("test.thing", uuid7())
    note_first_answer(ref, place=municipality, asked_at=timezone.now() + DAY)
    note_first_answer(ref, place=municipality, asked_at=timezone.now() - DAY)


# --- Filters, details -------------------------------------------------------------------------------------------------
def test_the_areas_narrow_the_list_and_say_how_much_waits(client, clerk, waiting):
    waiting("Lampe dunkel", label="Meldung")
    waiting("Radweg")
    waiting("Bank")
    client.force_login(clerk)
    assert "Alle 3 Antwort auf Idee 2 Meldung 1" in words(page(client))
    html = page(client, "/schreibtisch/?bereich=Meldung")
    assert "Lampe dunkel" in html
    assert "Radweg" not in html
    assert "Hier wartet nichts." in page(client, "/schreibtisch/?bereich=Unbekannt")


def test_who_works_for_several_municipalities_chooses_one(client, manager, waiting, neighbour):
    waiting("Lampe in Perlesreut")
    waiting("Lampe in Ringelai", place=neighbour)
    client.force_login(manager)
    both = page(client)
    assert "Gemeinde wählen" in both
    assert "Lampe in Perlesreut" in both
    assert "Lampe in Ringelai" in both
    one = page(client, "/schreibtisch/?gemeinde=ringelai")
    assert "Lampe in Perlesreut" not in one
    assert "1 Ding wartet." in one


def test_the_clerk_of_one_municipality_is_not_asked_for_one(client, clerk, bikes):
    client.force_login(clerk)
    assert "Gemeinde wählen" not in page(client)


def test_the_details_tell_what_was_written_and_offer_the_next_step(client, clerk, bikes, waiting):
    other = waiting("Radweg")
    client.force_login(clerk)
    html = page(client)
    assert "Zehn überdachte Bügel für „Fahrradständer am Bahnhof“" in html
    assert "64 Unterstützungen" in html
    assert html.count(f'href="{bikes.address_from_desk}"') == 2
    chosen = page(client, f"/schreibtisch/?auswahl={other.public_id}")
    assert "Zehn überdachte Bügel für „Radweg“" in chosen


def test_htmx_gets_the_details_alone(client, clerk, bikes):
    client.force_login(clerk)
    html = page(client, f"/schreibtisch/?auswahl={bikes.public_id}", headers=HTMX)
    assert "<html" not in html
    assert "Zehn überdachte Bügel" in html
    assert "csrfmiddlewaretoken" in html


def test_what_a_colleague_settled_meanwhile_is_shown_as_settled(client, clerk, manager, bikes, waiting):
    waiting("Radweg")
    settle(bikes.ref, kind="answer", actor=manager, outcome="beantwortet")
    client.force_login(clerk)
    html = page(client, f"/schreibtisch/?auswahl={bikes.public_id}", headers=HTMX)
    assert "Fahrradständer am Bahnhof" in html
    assert "regio_rita" in html
    assert "Radweg" not in html


def test_an_empty_desk_has_no_details(client, clerk):
    client.force_login(clerk)
    assert page(client, f"/schreibtisch/?auswahl={uuid7()}", headers=HTMX) == ""


@pytest.mark.parametrize("query", ["auswahl=quatsch", "seite=abc", "seite=999", "erledigt=quatsch", "gemeinde=%00", "bereich=%F0", "faellig=nie"])  # fmt: skip
def test_a_broken_address_still_shows_the_desk(client, clerk, bikes, query):
    client.force_login(clerk)
    page(client, f"/schreibtisch/?{query}")


def test_a_thing_that_is_gone_can_still_be_put_away(client, clerk, bikes, things):
    things.clear()
    client.force_login(clerk)
    assert "Die Sache selbst gibt es nicht mehr." in page(client)


# --- Settling and undoing ---------------------------------------------------------------------------------------------
def test_settled_with_a_word_why_and_undone(client, clerk, bikes, waiting):
    waiting("Radweg")
    client.force_login(clerk)
    response = client.post(
        f"{bikes.get_absolute_url()}erledigt/", {"outcome": "am Telefon geklärt", "kept": "bereich=Antwort+auf+Idee"}
    )
    assert response.status_code == 302
    assert response["Location"] == f"/schreibtisch/?bereich=Antwort+auf+Idee&erledigt={bikes.public_id}"
    settlement = Settlement.objects.get()
    assert (settlement.settled_by, settlement.outcome, settlement.is_by_hand) == (clerk, "am Telefon geklärt", True)
    html = page(client, response["Location"])
    assert "„Fahrradständer am Bahnhof“ ist erledigt." in html
    assert f'action="{bikes.get_absolute_url()}zurueck/"' in html
    alone = words(page(client, bikes.get_absolute_url()))
    assert "am Telefon geklärt" in alone
    assert "Rückgängig" in alone

    response = client.post(f"{bikes.get_absolute_url()}zurueck/", follow=True)
    assert "„Fahrradständer am Bahnhof“ liegt wieder auf dem Schreibtisch." in response.content.decode()
    assert Todo.objects.waiting().count() == 2
    assert list(Record.objects.order_by("number").values_list("verb", flat=True)) == ["desk.todo.set_aside", "desk.todo.put_back"]  # fmt: skip


def test_without_a_word_nothing_is_settled_and_the_form_asks_for_it(client, clerk, bikes):
    client.force_login(clerk)
    response = client.post(f"{bikes.get_absolute_url()}erledigt/", {"outcome": " "})
    assert response.status_code == 200
    assert "Warum ist nichts mehr zu tun?" in response.content.decode()
    assert not Settlement.objects.exists()


def test_settling_twice_changes_nothing(client, clerk, manager, bikes):
    for person, outcome in [(clerk, "erledigt"), (manager, "zu spät")]:
        client.force_login(person)
        client.post(f"{bikes.get_absolute_url()}erledigt/", {"outcome": outcome})
    assert Settlement.objects.get().outcome == "erledigt"


def test_what_was_answered_cannot_be_undone_at_the_desk(client, clerk, bikes):
    settle(bikes.ref, kind="answer", actor=clerk, outcome="beantwortet")
    client.force_login(clerk)
    assert "Rückgängig" not in page(client, bikes.get_absolute_url())
    client.post(f"{bikes.get_absolute_url()}zurueck/")
    assert Settlement.objects.count() == 1


def test_undoing_does_not_put_the_same_question_on_the_desk_twice(client, clerk, bikes, municipality):
    client.force_login(clerk)
    client.post(f"{bikes.get_absolute_url()}erledigt/", {"outcome": "Irrtum"})
    Todo.objects.create(
        place=municipality, kind="answer", label="x", title="x", subject_kind=bikes.subject_kind,
        subject_id=bikes.subject_id, action_url="/x/", action_label="x",
    )  # fmt: skip
    client.post(f"{bikes.get_absolute_url()}zurueck/")
    assert Todo.objects.waiting().count() == 1


@pytest.mark.parametrize("address", ["erledigt/", "zurueck/"])
def test_a_link_changes_nothing(client, clerk, bikes, address):
    client.force_login(clerk)
    assert client.get(f"{bikes.get_absolute_url()}{address}").status_code == 405


# --- Asking -----------------------------------------------------------------------------------------------------------
def test_the_same_question_waits_once_and_is_brought_up_to_date(waiting, bikes, things):
    from dorflinde.desk.public import ask

    again = ask(
        bikes.ref, kind="answer", place=bikes.place, label="x" * 99, title="y" * 999, note="z" * 999,
        action_url="/neu/", action_label="w" * 99,
    )  # fmt: skip
    assert again == bikes
    assert (len(again.label), len(again.title), len(again.note), again.due_on) == (60, 200, 300, None)


def test_a_to_do_is_kept_in_the_language_of_the_house(bikes):
    from django.utils import translation
    from django.utils.translation import gettext_lazy

    from dorflinde.desk.public import ask

    with translation.override("en"):
        todo = ask(
            bikes.ref, kind="look", place=bikes.place, label=gettext_lazy("Monday"), title="x", action_url="/x/",
            action_label=gettext_lazy("Yes"),
        )  # fmt: skip
    assert (todo.label, todo.action_label) == ("Montag", "Ja")


# --- What is kept ---------------------------------------------------------------------------------------------------------
def test_what_was_settled_is_forgotten_after_a_year(client, clerk, bikes, waiting):
    other = waiting("Radweg")
    for todo in (bikes, other):
        settle(todo.ref, kind="answer", actor=clerk, outcome="beantwortet")
    still = waiting("Bank")
    Settlement.objects.filter(todo=bikes).update(settled_at=timezone.now() - 366 * DAY)
    assert rows_of_person(clerk)[0]["settled"] == "Fahrradständer am Bahnhof"
    assert forget_settled() == 1
    assert set(Todo.objects.all()) == {other, still}
    assert [row["outcome"] for row in rows_of_person(clerk)] == ["beantwortet"]


# --- Size -------------------------------------------------------------------------------------------------------------
def test_two_hundred_to_dos_cost_no_more_questions_than_two(
    client, manager, waiting, neighbour, django_assert_max_num_queries
):
    for number in range(100):
        waiting(f"Sache {number}", due_on=timezone.localdate() + (number % 20 - 5) * DAY)
        waiting(f"Nachbarsache {number}", place=neighbour, label=f"Bereich {number % 7}")
    client.force_login(manager)
    with django_assert_max_num_queries(16):
        html = page(client)
    assert html.count("data-desk-row") == 50
    assert "200 Dinge warten" in html
    assert "seite=4" in html
