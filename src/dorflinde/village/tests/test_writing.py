"""Writing in the talk: with an account, without one, with a photo, and nothing typed is lost."""

import datetime
import re

import pytest
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.trail.models import Follow, Node
from dorflinde.village.models import Channel, Closure, Post, Reply, Thanks

NEW = "/perlesreut/funk/neu/"


def typed(municipality, **fields):
    return {
        "channel": "biete",
        "text": "Kinderfahrrad zu verschenken\n20 Zoll",
        "place": municipality.pk,
        "photo_alt": "",
        **fields,
    }


def test_a_resident_posts(client, municipality, resident):
    client.force_login(resident)
    answer = client.post(NEW, typed(municipality))
    post = Post.objects.get()
    assert answer["Location"] == post.get_absolute_url()
    assert (post.author, post.channel, post.place) == (resident, Channel.OFFER, municipality)
    assert post.expires_at - post.created_at == datetime.timedelta(days=60)
    entry = Entry.objects.get()
    assert (entry.sender_kind, entry.sender_name, entry.title, entry.text) == (
        "person",
        "linden_lena",
        "Kinderfahrrad zu verschenken",
        "20 Zoll",
    )
    assert (entry.label, entry.expires_at) == ("Biete", post.expires_at)
    assert Node.objects.filter(kind="village.post", subject_id=post.public_id).exists()
    assert Follow.objects.filter(user=resident).exists()
    assert Record.objects.filter(verb="village.post.published").count() == 1


def test_a_guest_writes_first_and_signs_in_then(client, municipality, resident, photo):
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, typed(municipality, photo=photo, photo_alt="Ein rotes Rad"))
    assert answer["Location"] == "/konto/login/?next=%2Fperlesreut%2Ffunk%2Fneu%2F"
    assert not Post.objects.exists()
    client.force_login(resident)
    sent = client.get(NEW)
    post = Post.objects.get()
    assert sent["Location"] == post.get_absolute_url()
    assert post.text.startswith("Kinderfahrrad")
    assert post.photo_alt == "Ein rotes Rad"
    assert post.photo_width == 1280
    client.get(NEW)
    assert Post.objects.count() == 1


def test_who_has_no_name_yet_chooses_one_first(client, municipality):
    nameless = User.objects.create_user("neu@example.org")
    client.force_login(nameless)
    assert client.post(NEW, typed(municipality))["Location"].startswith("/konto/willkommen/?next=")
    assert not Post.objects.exists()
    nameless.pseudonym = "neuling"
    nameless.save()
    client.get(NEW)
    assert Post.objects.get().author == nameless


def test_the_form_page_is_never_kept_for_others(client, municipality):
    client.get(NEW)
    again = client.get(NEW)  # now with the cookie of the form's guard
    assert "no-store" in again["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "   "}, "Was möchten Sie sagen?"),
        ({"channel": "laut"}, "Worum geht es?"),
        ({"text": "x" * 2001}, "Was möchten Sie sagen?"),
        ({"place": "999999"}, "Für welchen Ort?"),
    ],
)
def test_a_form_that_fails_keeps_what_was_typed(client, municipality, village, resident, fields, words):
    client.force_login(resident)
    answer = client.post(NEW, typed(municipality, **fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Post.objects.exists()


def test_a_photo_stays_when_its_description_was_forgotten(client, municipality, resident, photo):
    client.force_login(resident)
    answer = client.post(NEW, typed(municipality, photo=photo))
    text = answer.content.decode()
    assert "Bitte beschreiben Sie das Foto" in text
    assert "Ihr Foto ist noch da" in text
    client.post(NEW, typed(municipality, kept_photo="1", photo_alt="Ein Rad"))
    assert Post.objects.get().photo


def test_a_photo_loses_what_it_knows(client, municipality, resident, photo):
    client.force_login(resident)
    client.post(NEW, typed(municipality, photo=photo, photo_alt="Ein Rad"))
    post = Post.objects.get()
    with post.photo.open() as file:
        content = file.read()
    assert b"Telefonbauer" not in content and b"Exif" not in content
    assert Entry.objects.get().picture_alt == "Ein Rad"


def test_nobody_posts_into_a_place_of_others(client, municipality, neighbour, resident):
    client.force_login(resident)
    assert client.post(NEW, typed(municipality, place=neighbour.pk)).status_code == 422


def test_the_composer_leads_to_the_right_channel(client, municipality):
    chosen = re.findall(r"<input[^>]*checked[^>]*>", client.get(f"{NEW}?kanal=suche").content.decode())
    assert len(chosen) == 1
    assert 'value="suche"' in chosen[0]
    assert client.get(f"{NEW}?kanal=unsinn").status_code == 200


def test_too_many_posts_a_day_wait(client, municipality, resident):
    client.force_login(resident)
    for count in range(20):
        client.post(NEW, typed(municipality, text=f"Nummer {count}"))
    answer = client.post(NEW, typed(municipality, text="Einer zu viel"))
    assert answer.status_code == 422
    assert "Einer zu viel" in answer.content.decode()
    assert Post.objects.count() == 20


# --- Replies -----------------------------------------------------------------------------------------------------------
def test_a_reply_tells_the_author(client, post, second_resident, resident):
    client.force_login(second_resident)
    answer = client.post(post.get_absolute_url(), {"text": "Ich fahre um sieben."})
    reply = Reply.objects.get()
    assert answer["Location"] == f"{post.get_absolute_url()}#antwort-{reply.public_id}"
    told = OutboxItem.objects.get(recipient=resident)
    assert told.title == "waldkauz_12 hat Ihnen geantwortet: Wer fährt am Donnerstag früh nach Passau?"
    assert told.text == "Ich fahre um sieben."


def test_nobody_is_told_of_their_own_reply(client, post, resident):
    client.force_login(resident)
    client.post(post.get_absolute_url(), {"text": "Hat sich erledigt"})
    assert not OutboxItem.objects.exists()


def test_an_empty_reply_is_refused(client, post, resident):
    client.force_login(resident)
    assert client.post(post.get_absolute_url(), {"text": " "}).status_code == 422


def test_a_guest_is_led_to_the_sign_in(client, post):
    assert client.post(post.get_absolute_url(), {"text": "x"})["Location"].startswith("/konto/login/?next=")
    assert not Reply.objects.exists()


def test_a_reply_is_held_until_there_is_a_name(client, post):
    nameless = User.objects.create_user("neu@example.org")
    client.force_login(nameless)
    url = post.get_absolute_url()
    client.post(url, {"text": "Ich!"}, headers={"referer": f"http://testserver{url}"})
    assert not Reply.objects.exists()
    nameless.pseudonym = "neuling"
    nameless.save()
    client.get(url)
    assert Reply.objects.get().author == nameless


def test_one_deletes_only_ones_own_reply(client, post, second_resident, resident):
    client.force_login(second_resident)
    client.post(post.get_absolute_url(), {"text": "Ich fahre."})
    reply = Reply.objects.get()
    url = f"{post.get_absolute_url()}antworten/{reply.public_id}/loeschen/"
    client.force_login(resident)
    assert client.post(url).status_code == 403
    client.force_login(second_resident)
    assert "Ich fahre." in client.get(url).content.decode()
    client.post(url)
    assert not Reply.objects.exists()


# --- One's own posts -----------------------------------------------------------------------------------------------------
OWN = ["erledigt/", "bearbeiten/", "loeschen/"]


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize(("persona", "status"), [("second_resident", 403), ("clerk", 403), ("moderator", 403), ("outsider", 403), ("guest", 302)])  # fmt: skip
def test_only_the_author_touches_a_post(client, post, path, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.post(f"{post.get_absolute_url()}{path}", {"text": "Übernommen"}).status_code == status
    post.refresh_from_db()
    assert post.text.startswith("Wer fährt")
    assert not Closure.objects.exists()


def test_a_slip_is_mended_in_the_first_minutes(client, post, resident, time_machine):
    client.force_login(resident)
    url = f"{post.get_absolute_url()}bearbeiten/"
    assert client.get(url).status_code == 200
    client.post(url, {"text": "Wer fährt am Freitag?"})
    assert Entry.objects.get().title == "Wer fährt am Freitag?"
    assert "Vom Absender geändert" in client.get(post.get_absolute_url()).content.decode()
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=16), tick=False)
    client.force_login(resident)
    assert client.post(url, {"text": "zu spät"}).status_code == 403


def test_settled_and_opened_again(client, post, resident):
    client.force_login(resident)
    url = f"{post.get_absolute_url()}erledigt/"
    client.post(url)
    client.post(url)
    assert Closure.objects.get().closed_by == resident
    assert not Entry.objects.exists()
    assert "Wer fährt" not in client.get("/perlesreut/funk/").content.decode()
    assert "Erledigt" in client.get(post.get_absolute_url()).content.decode()
    client.post(url, {"reopen": "1"})
    assert not Closure.objects.exists()
    assert Entry.objects.get().published_at == post.created_at


def test_deleting_says_what_is_lost_and_takes_the_photo_along(client, municipality, resident, second_resident, photo, django_capture_on_commit_callbacks):  # fmt: skip
    client.force_login(resident)
    client.post(NEW, typed(municipality, photo=photo, photo_alt="Ein Rad"))
    post = Post.objects.get()
    client.force_login(second_resident)
    client.post(post.get_absolute_url(), {"text": "Nehme ich!"})
    client.force_login(resident)
    url = f"{post.get_absolute_url()}loeschen/"
    question = client.get(url).content.decode()
    assert "1 Antwort von anderen" in question and "das Foto" in question
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    assert not Post.objects.exists() and not Entry.objects.exists()
    assert not post.photo.storage.exists(post.photo.name)


def test_thanks_are_given_once_and_taken_back(client, post, second_resident):
    client.force_login(second_resident)
    url = f"{post.get_absolute_url()}dank/"
    client.post(url)
    client.post(url)
    assert Thanks.objects.count() == 1
    assert "1 Mensch sagt Danke" in client.get(post.get_absolute_url()).content.decode()
    client.post(url, {"take_back": "1"})
    assert not Thanks.objects.exists()
