"""The square of a municipality as everyone sees it."""

import datetime
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from dorflinde.core.subjects import Ref
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.feed.public import Sender, SenderKind, post, withdraw
from dorflinde.feed.queries import stream_page
from dorflinde.places.models import Organisation, Place


def say(place: Place, title: str, *, minutes_ago: int = 0, **fields: object) -> Entry:
    return post(
        Ref("test.thing", uuid.uuid4()), place=place, channel="test", title=title, text="Text dazu", url="/irgendwo/",
        sender=Sender(SenderKind.CLUB, "Musikverein"), actor=None,
        published_at=timezone.now() - datetime.timedelta(minutes=minutes_ago), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def test_guests_read_the_newest_first_with_its_sender(client: Client, municipality: Place) -> None:
    say(municipality, "Älter", minutes_ago=60)
    say(municipality, "Neuer", minutes_ago=5)
    page = client.get("/perlesreut/").content.decode()
    assert page.index("Neuer") < page.index("Älter")
    assert "Musikverein" in page


def test_an_unknown_municipality_is_not_found(client: Client, municipality: Place) -> None:
    assert client.get("/nirgendwo/").status_code == 404


def test_a_quiet_square_shows_neighbours_items_with_their_place(
    client: Client, municipality: Place, neighbour: Place
) -> None:
    say(neighbour, "Fest nebenan")
    page = client.get("/perlesreut/").content.decode()
    assert "Aus der Nachbarschaft" in page
    assert "Fest nebenan" in page
    assert "Ringelai" in page


def test_an_empty_region_still_has_a_page(client: Client, db: None) -> None:
    assert "Noch ist keine Gemeinde eingerichtet" in client.get("/").content.decode()


def test_paging_by_key_shows_every_entry_once(municipality: Place) -> None:
    moment = timezone.now()
    for number in range(45):
        say(municipality, f"Nummer {number}")
    Entry.objects.update(published_at=moment)  # the same moment for all: only the key can order them
    seen, cursor = [], ""
    for _turn in range(5):
        page = stream_page(municipality, cursor=cursor)
        seen += [entry.pk for entry in page.entries]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "cursor", ["nonsense", "2026-01-01_x", "_", "2026-01-01T00:00:00_5", "9" * 400, "2026-01-01T00:00:00+00:00_-1"]
)
def test_a_cursor_that_makes_no_sense_begins_at_the_top(client: Client, municipality: Place, cursor: str) -> None:
    say(municipality, "Oben")
    assert "Oben" in client.get("/perlesreut/", {"ab": cursor}).content.decode()


def test_what_ran_out_or_is_not_yet_due_is_not_shown(client: Client, municipality: Place) -> None:
    say(municipality, "Abgelaufen", expires_at=timezone.now() - datetime.timedelta(hours=1))
    say(municipality, "Morgen erst", minutes_ago=-60)
    page = client.get("/perlesreut/").content.decode()
    assert "Abgelaufen" not in page
    assert "Morgen erst" not in page


def test_pinned_items_stand_on_top_once(client: Client, municipality: Place) -> None:
    say(municipality, "Wichtig", minutes_ago=600, pinned_until=timezone.now() + datetime.timedelta(days=1))
    say(municipality, "Frisch")
    page = client.get("/perlesreut/").content.decode()
    assert page.index("Wichtig") < page.index("Frisch")
    assert page.count(">Wichtig<") == 1


def test_withdrawing_takes_a_thing_out_of_the_stream(
    client: Client, municipality: Place, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    entry = say(municipality, "Irrtum")
    assert "Irrtum" in client.get("/perlesreut/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw(entry.ref) == 1
    assert "Irrtum" not in client.get("/perlesreut/").content.decode()


def test_the_square_costs_the_same_number_of_queries_at_any_length(
    client: Client, resident: object, municipality: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(resident)  # type: ignore[arg-type]
    for number in range(40):
        say(municipality, f"Nummer {number}")
    with django_assert_max_num_queries(20):
        client.get("/perlesreut/")


@pytest.mark.parametrize("words", ["größe", "GRÖSSE", "groesse", "Größe"])
def test_search_finds_german_words_in_any_spelling(client: Client, municipality: Place, words: str) -> None:
    say(municipality, "Neue Größe der Mülltonnen")
    say(municipality, "Etwas anderes")
    page = client.get("/perlesreut/suche/", {"q": words}).content.decode()
    assert "Neue Größe der Mülltonnen" in page
    assert "Etwas anderes" not in page


def test_a_village_shows_only_its_own(client: Client, municipality: Place, village: Place) -> None:
    say(village, "Im Weiler")
    say(municipality, "Im Markt")
    page = client.get("/perlesreut/niederperlesreut/").content.decode()
    assert "Im Weiler" in page
    assert "Im Markt" not in page


def test_opening_hours_of_today_stand_on_the_square(
    client: Client, municipality: Place, town_hall: Organisation
) -> None:
    town_hall.opening_hours = {str(timezone.localdate().weekday()): "geöffnet bis 16 Uhr"}
    town_hall.save()
    assert "geöffnet bis 16 Uhr" in client.get("/perlesreut/").content.decode()


def test_posting_writes_no_message_by_itself(municipality: Place) -> None:
    say(municipality, "Nur im Strom")
    assert not OutboxItem.objects.exists()


def test_the_composer_and_the_more_page_lead_to_every_module(client: Client, municipality: Place) -> None:
    assert client.get("/perlesreut/neu/").status_code == 200
    assert client.get("/perlesreut/mehr/").status_code == 200
