"""Reporting something: with and without an account, with a photo, and nothing of it is public before a look."""

import io
from pathlib import Path

import pytest
from PIL import Image

from dorflinde.accounts.public import Consent, give_consent
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.reports.models import Category, Report, Source, Status
from dorflinde.reports.views import filing
from dorflinde.trail.models import Follow

from .conftest import HERE, LAMP, NEW, filed, publish, solved, typed

pytestmark = pytest.mark.django_db


def test_a_resident_reports_with_a_photo_and_follows_it(client, municipality, resident, photo):
    client.force_login(resident)
    answer = client.post(NEW, typed(municipality, photo=photo, lat=LAMP[0], lon=LAMP[1]))
    report = Report.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    assert (report.author, report.status, report.pin) == (resident, Status.NEW, LAMP)
    assert report.changes.get().reason.startswith("Eingegangen")
    assert Follow.objects.filter(user=resident).exists()
    todo = Todo.objects.waiting().get()
    assert (todo.kind, todo.place, todo.due_on) == ("vet", municipality, report.answer_due_on)
    assert not Entry.objects.exists()
    stored = Path(report.photo.path).read_bytes()
    assert not dict(Image.open(io.BytesIO(stored)).getexif())
    assert b"Telefonbauer" not in stored
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Danke, Ihre Meldung ist angekommen" in page


def test_a_guest_leaves_an_address_and_gets_a_link(client, municipality):
    answer = client.post(NEW, typed(municipality, email="gast@example.org", puzzle=solved(client)))
    report = Report.objects.get()
    assert (report.author, report.email) == (None, "gast@example.org")
    letter = OutboxItem.objects.get(address="gast@example.org")
    assert letter.url == answer["Location"]
    client.cookies.clear()
    assert client.get(report.get_absolute_url()).status_code == 404
    page = client.get(letter.url)
    assert "Die Lampe vor Haus 12 ist dunkel." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.get(f"{report.get_absolute_url()}?schluessel=erfunden").status_code == 404


def test_a_guest_without_a_puzzle_is_told_what_to_do_and_a_solution_counts_once(client, municipality):
    said = client.post(NEW, typed(municipality))
    assert said.status_code == 422
    assert "Schutz gegen Automaten" in said.content.decode()
    puzzle = solved(client)
    client.post(NEW, typed(municipality, puzzle=puzzle))
    again = client.post(NEW, typed(municipality, text="Noch eine Lampe flackert", puzzle=puzzle, seen_similar="on"))
    assert again.status_code == 422
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "was los ist"),
        ({"address": ""}, "wo das ist"),
        ({"category": "erfunden"}, "erfunden"),
        ({"lat": "52.5", "lon": "13.4"}, "weit außerhalb"),
        ({"photo": io.BytesIO(b"kein Bild")}, "kein Foto"),
        ({"email": "keine Adresse"}, "E-Mail"),
    ],
)
def test_mistakes_are_named_and_what_was_typed_stays(client, municipality, fields, words):
    said = client.post(NEW, typed(municipality, **fields))
    page = said.content.decode()
    assert said.status_code == 422
    assert words in page
    assert "Marktplatz 12" in page or "address" in fields
    assert not Report.objects.exists()


def test_a_photo_is_kept_while_the_form_comes_back(client, municipality, resident, photo):
    client.force_login(resident)
    said = client.post(NEW, typed(municipality, text="", photo=photo)).content.decode()
    assert 'name="kept_photo"' in said
    client.post(NEW, typed(municipality, kept_photo="yes"))
    assert Report.objects.get().photo


def test_what_was_written_without_network_keeps_its_time(client, municipality, resident):
    client.force_login(resident)
    client.post(NEW, typed(municipality, written_at="3026-01-01T10:00:00Z", text="Morgen kaputt"))
    assert Report.objects.get().written_at is None
    moment = Report.objects.get().created_at
    client.post(NEW, typed(municipality, written_at=moment.isoformat(), seen_similar="on"))
    assert Report.objects.newest_first()[0].written_at == moment


def test_a_draft_that_is_sent_twice_is_filed_once(client, municipality, resident):
    client.force_login(resident)
    said = typed(municipality, draft="0b9f5c1e-9a52-4c7e-8a35-0d3c1f6b7a11", seen_similar="on")
    first = client.post(NEW, said)
    assert client.post(NEW, said)["Location"] == first["Location"] == Report.objects.get().get_absolute_url()
    client.logout()
    again = client.post(NEW, said | {"puzzle": solved(client)})  # who signs in as nobody gets no key to it
    assert (again["Location"], Report.objects.count()) == (first["Location"], 1)
    guest = said | {"draft": "5f0d4cc5-6f2a-4c37-9a4e-5d2f0f9f6c22", "puzzle": solved(client)}
    filed_once = client.post(NEW, guest)["Location"]
    assert "schluessel=" in filed_once
    assert client.post(NEW, guest)["Location"] == filed_once
    client.post(NEW, said | {"draft": "unfug", "puzzle": solved(client)})
    assert Report.objects.count() == 3


def test_a_draft_knows_for_whom_it_was_written(client, municipality, resident, second_resident):
    written_for = [client.get(NEW).content.decode().partition('data-writer="')[2].partition('"')[0]]
    for person in (resident, second_resident):
        client.force_login(person)
        pages = [client.get(address).content.decode() for address in (NEW, HERE)]
        words = {page.partition('data-writer="')[2].partition('"')[0] for page in pages}
        assert len(words) == 1
        assert str(person.public_id) not in pages[0]
        written_for += words
    assert written_for[0] == ""
    assert len(set(written_for)) == 3


def test_a_category_asks_its_own_questions(client, municipality, resident, categories):
    client.force_login(resident)
    asked = client.get(f"{NEW}fragen/?category=strasse").content.decode()
    assert "Ist das gefährlich?" in asked
    categories["strasse"].attributes.update(is_required=True)
    missing = client.post(NEW, typed(municipality, category="strasse"))
    assert missing.status_code == 422
    client.post(NEW, typed(municipality, category="strasse", frage_gefahr="ja"))
    assert Report.objects.get().answers == {"gefahr": "ja"}


def test_similar_open_reports_nearby_are_shown_before_a_second_one(client, municipality, shown_lamp, resident):
    client.force_login(resident)
    again = typed(municipality, text="Vor Nr. 12 brennt die Laterne nicht", lat=LAMP[0] + 0.0005, lon=LAMP[1])
    said = client.post(NEW, again).content.decode()
    assert shown_lamp.get_absolute_url() in said
    assert "60 m entfernt" in said
    assert Report.objects.count() == 1
    live = client.post(
        f"{NEW}aehnlich/", {"text": "Laterne dunkel", "category": "strassenlampe", "lat": LAMP[0], "lon": LAMP[1]}
    )
    assert "gleich hier" in live.content.decode()
    client.post(NEW, {**again, "seen_similar": "on"})
    assert Report.objects.count() == 2


def test_similar_reports_show_nothing_that_was_not_vetted(client, municipality, lamp, resident):
    client.force_login(resident)
    live = client.post(f"{NEW}aehnlich/", {"text": "Lampe Haus 12", "lat": LAMP[0], "lon": LAMP[1]})
    assert "Lampe" not in live.content.decode()
    assert client.post(f"{NEW}aehnlich/", {"lat": "nan", "lon": "x", "text": "\0"}).status_code == 200


def test_the_list_shows_what_was_vetted_and_nothing_else(
    client, municipality, lamp, clerk, django_assert_max_num_queries
):
    for number in range(32):
        publish(filed(municipality, f"Lampe {number} ist dunkel", pin=LAMP), clerk, title=f"Lampe {number}")
    with django_assert_max_num_queries(12):
        page = client.get(HERE).content.decode()
    assert "Lampe 31" in page
    assert "Huber" not in page
    assert "seite=2" in page
    assert client.get(f"{HERE}?stand=geloest&art=\0&ort=x&seite=zz").status_code == 200


def test_switched_off_there_is_nothing(client, municipality, shown_lamp):
    municipality.modules_off = ["reports"]
    municipality.save()
    assert client.get(HERE).status_code == 404
    assert client.get(shown_lamp.get_absolute_url()).status_code == 404


def test_a_municipality_that_set_up_nothing_gets_the_usual_categories(client, municipality):
    page = client.get(NEW).content.decode()
    assert "Straßenlampe" in page
    assert Category.objects.of(municipality).count() == 10


def test_the_town_hall_takes_a_report_down_for_somebody(client, municipality, clerk, resident):
    client.force_login(clerk)
    answer = client.post(NEW, typed(municipality, taken_down="on", email="oma@example.org"))
    report = Report.objects.get()
    assert (report.source, report.author, report.email) == (Source.DESK, None, "oma@example.org")
    assert answer["Location"] == report.desk_url
    assert OutboxItem.objects.filter(address="oma@example.org").exists()
    client.force_login(resident)
    assert "aufgenommen" not in client.get(NEW).content.decode()
    client.post(NEW, typed(municipality, taken_down="on", text="Ein Baum liegt quer", category="gruen"))
    assert Report.objects.get(category__code="gruen").author == resident


def test_a_village_behind_one_address_and_the_counter_are_not_held_up(
    client, municipality, clerk, resident, monkeypatch
):
    monkeypatch.setattr(filing, "_REPORTS_A_DAY", 2)
    monkeypatch.setattr(filing, "_REPORTS_A_DAY_OF_AN_ADDRESS", 3)

    def sent(number, **more):
        return client.post(NEW, typed(municipality, text=f"Lampe {number}", seen_similar="on", **more)).status_code

    assert [sent(number) for number in range(4)] == [422] * 4  # without a puzzle nothing is filed, and nothing counts
    assert [sent(number, puzzle=solved(client)) for number in range(4)] == [302, 302, 302, 422]
    client.force_login(resident)
    assert [sent(number) for number in range(3)] == [302, 302, 422]
    client.force_login(clerk)
    assert [sent(number, taken_down="on") for number in range(5)] == [302] * 5


def test_a_look_up_asks_nobody_for_a_name(client, municipality, shown_lamp, resident):
    give_consent(resident, Consent.Purpose.TERMS, wording="1999-01")
    client.force_login(resident)
    live = client.post(f"{NEW}aehnlich/", {"text": "Lampe dunkel"}, headers={"HX-Request": "true"})
    assert "Lampe dunkel" in live.content.decode()
    assert client.post(NEW, typed(municipality))["Location"].startswith("/konto/willkommen/")


def test_who_comes_from_the_desk_goes_back_there(client, lamp, clerk):
    client.force_login(clerk)
    page = client.get(f"{lamp.desk_url}?von=schreibtisch").content.decode()
    address = f"{lamp.desk_url}stand/?von=schreibtisch"
    assert address in page
    said = {"status": "checked", "reason": "Gesehen.", "by": "Bauhof"}
    assert client.post(address, said)["Location"] == "/schreibtisch/"
