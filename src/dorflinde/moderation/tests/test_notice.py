"""Anyone can report anything, with or without an account."""

import re
import uuid

import pytest

from dorflinde.audit.models import Record
from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.models import Notice
from dorflinde.moderation.public import take_notice
from dorflinde.moderation.queries import own_path
from dorflinde.places.models import Place

GIVEN = {
    "category": "illegal", "explanation": "Das ist eine Beleidigung.", "name": "Geheime Person",
    "email": "geheim@example.org", "is_good_faith": "on", "website": "",
}  # fmt: skip


def words(html: str) -> str:
    """What a reader reads: without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def address_of(thing) -> str:
    return f"/hinweis/?sache={thing.ref}&adresse={thing.url}"


def report(client, page, **more):
    response = client.post(page, GIVEN | more)
    assert response.status_code == 302, words(response.content.decode())
    return Notice.objects.latest("pk"), response


# --- The form ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("persona", ["guest", "resident", "clerk", "outsider", "moderator", "operator"])
def test_everyone_finds_the_form(client, insult, persona, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    html = client.get(address_of(insult)).content.decode()
    assert "Der Wirt ist ein Gauner" in html
    assert ("Ihre E-Mail-Adresse" in html) == (persona == "guest")


def test_a_guest_reports_and_gets_a_receipt(client, insult):
    notice, response = report(client, address_of(insult), address=f"{insult.url}#beitrag")
    assert re.fullmatch(r"H-[A-Z2-9]{8}", notice.reference)
    assert (notice.ref, notice.url, notice.reporter) == (insult.ref, f"{insult.url}#beitrag", None)
    receipt = client.get(response["Location"]).content.decode()
    assert notice.reference in receipt
    assert "Geheime Person" not in receipt
    assert "geheim@example.org" not in receipt
    item = OutboxItem.objects.get()
    assert (item.audience, item.address) == (OutboxItem.Audience.ADDRESS, "geheim@example.org")
    assert notice.reference in item.title
    assert "schluessel=" in item.url


def test_a_resident_reports_without_saying_who_they_are_again(client, insult, second_resident):
    client.force_login(second_resident)
    response = client.post(address_of(insult), {"category": "rules", "explanation": "So nicht.", "is_good_faith": "on"})
    assert response.status_code == 302
    notice = Notice.objects.get()
    assert (notice.reporter, notice.name, notice.email) == (second_resident, "", "")
    assert OutboxItem.objects.get().recipient == second_resident


def test_the_notice_lies_on_the_moderators_desk_and_in_the_log(client, insult, clerk):
    notice, _response = report(client, address_of(insult))
    todo = Todo.objects.get()
    assert (todo.office, todo.title, todo.note) == (
        "moderation", "Gemeldet: Der Wirt ist ein Gauner", f"einmal gemeldet · {notice.get_category_display()}",
    )  # fmt: skip
    assert todo.action_url == f"/hinweis/{notice.public_id}/entscheidung/"
    entry = Record.objects.get()
    assert (entry.verb, entry.details) == ("moderation.notice.taken", {"reference": notice.reference})
    client.force_login(clerk)
    assert "Gemeldet: Der Wirt ist ein Gauner" in client.get("/schreibtisch/").content.decode()


def test_a_second_notice_does_not_push_the_day_back(client, insult, time_machine):
    import datetime

    start = datetime.datetime(2026, 11, 4, 9, 0, tzinfo=datetime.UTC)
    time_machine.move_to(start, tick=False)
    first, _response = report(client, address_of(insult))
    time_machine.move_to(start + datetime.timedelta(days=1), tick=False)
    report(client, address_of(insult), category="rules")
    todo = Todo.objects.get()
    assert todo.due_on == datetime.date(2026, 11, 6)
    assert todo.action_url == f"/hinweis/{first.public_id}/entscheidung/"
    assert todo.note.startswith("2-mal gemeldet")


def test_violence_against_children_is_due_at_once(client, insult):
    report(client, address_of(insult), category="rules")
    report(client, address_of(insult), category="abuse", name="", email="")
    todo = Todo.objects.get()
    assert todo.is_overdue is False
    assert todo.due_on == Notice.objects.latest("pk").due_on


# --- What must be given -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("missing", ["category", "explanation", "name", "email", "is_good_faith"])
def test_what_the_law_asks_for_must_be_given_and_nothing_typed_is_lost(client, insult, missing):
    given = {key: value for key, value in GIVEN.items() if key != missing}
    response = client.post(address_of(insult), given)
    html = response.content.decode()
    assert response.status_code == 200
    assert "aria-invalid" in html
    assert not Notice.objects.exists()
    for key, value in given.items():
        if key in {"explanation", "name", "email"}:
            assert value in html


@pytest.mark.parametrize("category", ["abuse", "youth"])
def test_where_children_are_concerned_nobody_has_to_say_who_they_are(client, insult, category):
    notice, response = report(client, address_of(insult), category=category, name="", email="")
    assert notice.email == ""
    assert "können wir Ihnen nicht antworten" in client.get(response["Location"]).content.decode()
    assert not OutboxItem.objects.exists()


def test_a_program_that_fills_in_everything_is_stopped_and_a_person_only_sends_again(client, insult):
    response = client.post(address_of(insult), GIVEN | {"website": "https://werbung.example"})
    html = response.content.decode()
    assert "Das ist eine Beleidigung." in html
    assert "werbung.example" not in html
    assert not Notice.objects.exists()
    report(client, address_of(insult))


def test_too_many_notices_wait_and_keep_their_text(client, insult):
    for _number in range(10):
        report(client, address_of(insult))
    response = client.post(address_of(insult), GIVEN | {"explanation": "Der elfte Hinweis."})
    assert response.status_code == 429
    assert "Der elfte Hinweis." in response.content.decode()
    assert Notice.objects.count() == 10


# --- What it is about -------------------------------------------------------------------------------------------------
def test_the_address_alone_finds_the_thing(client, write):
    key = uuid.uuid4()
    thing = write("Gauner", key=key, url=f"/spur/{key}/")
    notice, _response = report(client, "/hinweis/", address=f"http://testserver/spur/{key}/?seite=2#unten")
    assert notice.ref == thing.ref
    assert notice.url == f"http://testserver/spur/{key}/?seite=2#unten"


def test_an_id_in_somebody_elses_address_does_not_mislead(client, insult):
    notice, _response = report(client, "/hinweis/", address=f"/spur/{insult.ref.id}/")
    assert notice.subject_kind == "moderation.page"
    assert notice.place.kind == Place.Kind.REGION


def test_the_form_shows_nothing_that_is_not_public(client, write):
    draft = write("Geheimer Entwurf", is_public=False)
    html = client.get(address_of(draft)).content.decode()
    assert "Geheimer Entwurf" not in html
    notice, _response = report(client, address_of(draft), address=draft.url)
    assert notice.subject_kind == "moderation.page"
    assert notice.place.slug == "perlesreut"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/perlesreut/", "perlesreut"),
        ("perlesreut/mitreden/?seite=2", "perlesreut"),
        ("http://testserver/perlesreut/neuigkeiten/fest/", "perlesreut"),
        ("/", "ilzer-land"),
        ("/gibt-es-nicht/", "ilzer-land"),
        ("https://anderswo.example/perlesreut/", "ilzer-land"),
        ("beispiel.de/seite", "ilzer-land"),
        ("javascript:alert(1)", "ilzer-land"),
        ("//boese.example/x", "ilzer-land"),
        ("irgendwas mit Ä und \x00 Leerzeichen", "ilzer-land"),
        ("http://[kaputt", "ilzer-land"),
        ("/perlesreut/" + "x" * 480, "perlesreut"),
    ],
)
def test_a_notice_is_always_accepted(client, municipality, moderator, manager, address, place):
    address = address.replace("\x00", "")
    notice, _response = report(client, "/hinweis/", address=address)
    assert (notice.subject_kind, notice.place.slug) == ("moderation.page", place)
    todo = Todo.objects.get()
    client.force_login(manager)
    html = client.get(f"/hinweis/{notice.public_id}/entscheidung/").content.decode()
    assert 'href="javascript:' not in html
    assert 'href="//boese' not in html
    assert 'href="https://anderswo' not in html
    assert client.get(f"/schreibtisch/?auswahl={todo.public_id}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "sache=quatsch&adresse=/perlesreut/",
        "sache=test.post:quatsch",
        "sache=un.bekannt:0&adresse=%00",
        "adresse=%F0%28",
    ],
)
def test_a_broken_link_still_shows_the_form(client, municipality, query):
    response = client.get(f"/hinweis/?{query}")
    assert response.status_code == 200
    assert "Was soll hier nicht stehen?" in response.content.decode()


def test_two_notices_on_one_page_are_about_one_thing(client, municipality):
    first, _response = report(client, "/hinweis/?adresse=/perlesreut/")
    second, _response = report(client, "/hinweis/", address="http://testserver/perlesreut/")
    assert first.ref == second.ref
    assert Todo.objects.count() == 1


def test_without_any_address_the_form_asks_for_it(client, municipality):
    html = client.get("/hinweis/").content.decode()
    assert 'type="hidden" name="address"' not in html
    assert client.post("/hinweis/", GIVEN).status_code == 200
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/a/b/", "/a/b/"), ("http://hier.example/a/", "/a/"), ("http://dort.example/a/", ""), ("a/b", "/a/b"),
        ("", ""), ("http://hier.example", "/"), ("mailto:a@b.c", ""), ("//hier.example/a", "/a"), ("///a", "/a"),
    ],
)  # fmt: skip
def test_only_addresses_of_our_own_become_paths(address, path):
    assert own_path(address, host="hier.example") == path


def test_the_receipt_of_an_unknown_notice_does_not_exist(client, municipality):
    assert client.get(f"/hinweis/{uuid.uuid4()}/erhalten/").status_code == 404


def test_nothing_of_the_form_is_kept_for_others(client, insult):
    assert "no-store" in client.get(address_of(insult))["Cache-Control"]


def test_features_may_take_notices_too(insult, second_resident):
    notice = take_notice(insult, category="rules", explanation="x", is_good_faith=True, actor=second_resident)
    assert notice.url == insult.url
