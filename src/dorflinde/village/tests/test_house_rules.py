"""The house rules of a place and the village talk: what goes off, what waits, what comes back typed."""

import pytest

from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.moderation.actions import admit, pause_person
from dorflinde.moderation.models import Checkpoint, Review, Rule
from dorflinde.village.models import Post, Reply

NEW = "/perlesreut/funk/neu/"


@pytest.fixture
def looked_at(municipality):
    """Posts and replies are looked at first."""
    for kind in ("village.post", "village.reply"):
        Checkpoint.objects.create(place=municipality, kind=kind)


@pytest.fixture
def no_credit(municipality):
    """A word that does not go off."""
    Rule.objects.create(place=municipality, kind="words", lines="kredit*", effect="refuse")


def words(municipality, text: str) -> dict[str, object]:
    return {"channel": "biete", "text": text, "place": municipality.pk}


def test_a_post_waits_until_it_is_let_through(client, looked_at, municipality, resident, second_resident, moderator):
    client.force_login(resident)
    page = client.post(NEW, words(municipality, "Äpfel zu verschenken"), follow=True).content.decode()
    assert "Ihr Beitrag ist angekommen und wird geprüft." in page
    post = Post.objects.get()
    assert not Entry.objects.exists()
    client.force_login(second_resident)
    assert client.get(post.get_absolute_url()).status_code == 404
    assert "Äpfel" not in client.get("/perlesreut/funk/").content.decode()
    admit(Review.objects.all(), actor=moderator)
    assert "Äpfel" in client.get("/perlesreut/funk/").content.decode()
    assert Entry.objects.exists()


def test_a_post_that_breaks_a_rule_comes_back_with_text_and_photo(client, no_credit, municipality, resident, photo):
    client.force_login(resident)
    sent = words(municipality, "Kredite!") | {"photo": photo, "photo_alt": "Ein Fahrrad"}
    page = client.post(NEW, sent).content.decode()
    assert "„kredit“ ist nach den Regeln von Perlesreut nicht erlaubt." in page
    assert "Kredite!" in page
    assert 'name="kept_photo"' in page
    assert not Post.objects.exists()


def test_a_rule_is_not_passed_by_mending_the_post(client, post, no_credit, resident):
    client.force_login(resident)
    page = client.post(f"{post.get_absolute_url()}bearbeiten/", {"text": "Kredite!"}).content.decode()
    assert "nicht erlaubt" in page
    Rule.objects.update(effect="hold")
    client.post(f"{post.get_absolute_url()}bearbeiten/", {"text": "Kredite!"})
    assert not Post.objects.shown().exists()
    assert not Entry.objects.exists()
    assert Review.objects.waiting().exists()


def test_a_reply_waits_and_tells_nobody_until_it_is_let_through(
    client, post, looked_at, resident, second_resident, moderator
):
    client.force_login(second_resident)
    page = client.post(post.get_absolute_url(), {"text": "Ich fahre mit."}, follow=True).content.decode()
    assert "Ich fahre mit." in page
    assert "wird geprüft" in page
    assert not OutboxItem.objects.filter(recipient=resident).exists()
    client.force_login(resident)
    assert "Ich fahre mit." not in client.get(post.get_absolute_url()).content.decode()
    admit(Review.objects.all(), actor=moderator)
    assert "Ich fahre mit." in client.get(post.get_absolute_url()).content.decode()
    assert OutboxItem.objects.get(recipient=resident).title.startswith("waldkauz_12 hat Ihnen geantwortet")


def test_deleting_what_waits_takes_it_off_the_desk(client, looked_at, post, municipality, resident):
    client.force_login(resident)
    client.post(NEW, words(municipality, "Äpfel"))
    client.post(post.get_absolute_url(), {"text": "Noch etwas."})
    assert Todo.objects.waiting().count() == 2
    held = Post.objects.get(text="Äpfel")
    client.post(f"{held.get_absolute_url()}loeschen/")
    answer = Reply.objects.get()
    client.post(f"{post.get_absolute_url()}antworten/{answer.public_id}/loeschen/")
    assert not Todo.objects.waiting().exists()


def test_who_pauses_finds_no_form(client, post, municipality, second_resident, moderator):
    pause_person(second_resident, municipality, actor=moderator, days=7, ground="rules", reason="Beleidigt.")
    client.force_login(second_resident)
    assert client.get(NEW).status_code == 403
    page = client.get(post.get_absolute_url()).content.decode()
    assert "eine Schreibpause" in page
    assert "data-keep" not in page
    assert "eine Schreibpause" in client.post(NEW, words(municipality, "Äpfel")).content.decode()
    client.post(post.get_absolute_url(), {"text": "Ich fahre mit."})
    assert not Reply.objects.exists()
    assert Post.objects.count() == 1
