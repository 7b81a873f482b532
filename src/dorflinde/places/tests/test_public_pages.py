"""Kept public pages: fresh after every change, never mixed between languages or people, answered with 304."""

import uuid

import brotli
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.core.subjects import Ref
from dorflinde.feed.public import Sender, SenderKind, post
from dorflinde.places import middleware
from dorflinde.places.models import Place


def announce(place: Place, title: str) -> None:
    post(
        Ref("test.thing", uuid.uuid4()), place=place, channel="test", title=title, text="", url="/irgendwo/",
        sender=Sender(SenderKind.CLUB, "Verein"), actor=None,
    )  # fmt: skip


def test_a_second_reader_gets_the_kept_page(client: Client, municipality: Place) -> None:
    first = client.get("/perlesreut/")
    municipality.name = "Anders"
    municipality.save()  # a change that does not raise the edition is not seen: the page was kept
    second = client.get("/perlesreut/")
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert "s-maxage" in second["Cache-Control"]


def test_a_change_is_seen_at_once(
    client: Client, municipality: Place, django_capture_on_commit_callbacks: object
) -> None:
    client.get("/perlesreut/")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        announce(municipality, "Ganz frisch")
    assert "Ganz frisch" in client.get("/perlesreut/").content.decode()


def test_an_unchanged_page_is_answered_with_304(client: Client, municipality: Place) -> None:
    etag = client.get("/perlesreut/")["ETag"]
    again = client.get("/perlesreut/", headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == etag


def test_the_page_travels_compressed(client: Client, municipality: Place) -> None:
    plain = client.get("/perlesreut/")
    packed = client.get("/perlesreut/", headers={"accept-encoding": "br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content


def test_languages_are_kept_apart(client: Client, municipality: Place) -> None:
    german = client.get("/perlesreut/").content
    english = client.get("/perlesreut/", headers={"accept-language": "en"}).content
    assert b'lang="de"' in german
    assert b'lang="en"' in english


def test_signed_in_people_never_get_or_leave_a_kept_page(client: Client, municipality: Place, resident: User) -> None:
    client.force_login(resident)
    own = client.get("/perlesreut/")
    assert "linden_lena" in own.content.decode()
    assert not own.has_header("ETag")
    assert "linden_lena" not in Client().get("/perlesreut/").content.decode()


def test_the_store_lets_old_pages_go_when_it_is_full() -> None:
    store = middleware.PageStore(most_bytes=250)
    for number in range(4):
        page = middleware.Kept(until=float("inf"), etag=str(number), headers=(), plain=b"x" * 50, packed=b"x" * 50)
        store.put(("host", str(number), "de", 1), page)
    kept = [number for number in range(4) if store.get(("host", str(number), "de", 1))]
    assert kept == [2, 3]


def test_pages_that_set_a_cookie_are_not_kept(client: Client, municipality: Place) -> None:
    client.get("/konto/login/")
    assert not any("/konto/" in key[1] for key in middleware.store._pages)
