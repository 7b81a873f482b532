"""Reading the talk: everyone, newest first, never an empty page."""

import datetime

import pytest
from django.utils import timezone

from dorflinde.core import subjects
from dorflinde.village import actions
from dorflinde.village.models import Channel

CAST = ["guest", "resident", "second_resident", "clerk", "moderator", "outsider", "operator"]


def sign_in(client, request, persona):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))


@pytest.mark.parametrize("persona", CAST)
def test_everyone_reads(client, post, persona, request):
    sign_in(client, request, persona)
    for url in ("/perlesreut/funk/", "/perlesreut/funk/suche/", post.get_absolute_url()):
        page = client.get(url)
        assert page.status_code == 200
        assert "Wer fährt am Donnerstag früh nach Passau?" in page.content.decode()
    assert "Wer fährt" not in client.get("/perlesreut/funk/biete/").content.decode()


def test_addresses_that_are_none(client, post, neighbour):
    assert client.get("/perlesreut/funk/geheim/").status_code == 404
    assert client.get(f"/ringelai/funk/{post.public_id}/").status_code == 404
    assert client.get("/perlesreut/funk/?ort=nirgends").status_code == 404
    assert client.get("/perlesreut/funk/?ab=unsinn").status_code == 200


def test_a_talk_that_is_switched_off_does_not_exist(client, post, municipality):
    municipality.modules_off = ["village"]
    municipality.save()
    for url in ("/perlesreut/funk/", "/perlesreut/funk/neu/", post.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_the_newest_stands_first_and_nothing_is_ranked(client, municipality, resident, second_resident):
    old = actions.publish_post(
        municipality, actor=resident, channel=Channel.TALK, text="Alt", at=timezone.now() - datetime.timedelta(days=1)
    )
    actions.thank(old, actor=second_resident)
    actions.reply(old, actor=second_resident, text="Ja!")
    actions.publish_post(municipality, actor=resident, channel=Channel.TALK, text="Neu")
    text = client.get("/perlesreut/funk/").content.decode()
    assert text.index(">Neu<") < text.index(">Alt<")


def test_a_quiet_channel_shows_the_neighbours_labelled(client, post, neighbour):
    text = client.get("/ringelai/funk/suche/").content.decode()
    assert "gerade still" in text
    assert "Aus der Nachbarschaft" in text and "Wer fährt" in text and "Perlesreut" in text
    assert "Aus der Nachbarschaft" not in client.get("/ringelai/funk/biete/").content.decode()


def test_a_village_has_its_own_view(client, post, municipality, village, resident):
    actions.publish_post(village, actor=resident, channel=Channel.TALK, text="Nur im Dorf")
    text = client.get("/perlesreut/funk/?ort=niederperlesreut").content.decode()
    assert "Nur im Dorf" in text and "Wer fährt" not in text
    assert "Nur im Dorf" in client.get("/perlesreut/funk/").content.decode()


def test_what_has_run_out_leaves_the_lists_and_keeps_its_address(client, post, time_machine):
    time_machine.move_to(timezone.now() + datetime.timedelta(days=61), tick=False)
    assert "Wer fährt" not in client.get("/perlesreut/funk/").content.decode()
    assert "Abgelaufen" in client.get(post.get_absolute_url()).content.decode()


def test_talk_never_runs_out(municipality, resident):
    assert actions.publish_post(municipality, actor=resident, channel=Channel.TALK, text="x").expires_at is None


@pytest.mark.parametrize("persona", ["guest", "second_resident"])
def test_a_long_list_asks_no_more_questions(client, municipality, village, resident, second_resident, persona, request, django_assert_max_num_queries):  # fmt: skip
    for count in range(25):
        one = actions.publish_post(
            village if count % 2 else municipality, actor=resident, channel=Channel.TALK, text=f"Beitrag {count}",
            at=timezone.now() - datetime.timedelta(minutes=count),
        )  # fmt: skip
        actions.reply(one, actor=second_resident, text="Ja")
        actions.thank(one, actor=second_resident)
    sign_in(client, request, persona)
    with django_assert_max_num_queries(7):  # signed in, one is for the roles: has the person a desk?
        text = client.get("/perlesreut/funk/").content.decode()
    assert text.count("<article") == 20
    assert "1 Antwort" in text
    next_url = text.split('rel="next" href="')[1].split('"')[0]
    rest = client.get(f"/perlesreut/funk/{next_url}").content.decode()
    assert rest.count("<article") == 5


def test_a_post_asks_no_more_questions_for_more_replies(client, post, second_resident, django_assert_max_num_queries):
    for count in range(12):
        actions.reply(post, actor=second_resident, text=f"Antwort {count}")
    with django_assert_max_num_queries(5):
        text = client.get(post.get_absolute_url()).content.decode()
    assert "12 Antworten" in text


def test_an_anonymous_reader_gets_no_cookie_and_a_page_that_is_kept(client, post):
    for url in ("/perlesreut/funk/", post.get_absolute_url()):
        answer = client.get(url)
        assert not answer.cookies
        assert "ETag" in answer.headers


def test_text_cannot_become_markup(client, municipality, resident):
    nasty = actions.publish_post(
        municipality,
        actor=resident,
        channel=Channel.TALK,
        text="<script>alert(1)</script>\n<img src=x onerror=alert(2)>",
    )
    actions.reply(nasty, actor=resident, text="<b>x</b> https://example.org/?a=1&b=2")
    text = client.get(nasty.get_absolute_url()).content.decode()
    assert "<script>alert" not in text and "<img src=x" not in text and "<b>x</b>" not in text
    assert 'rel="nofollow"' in text


def test_everything_can_be_reported(client, post, second_resident):
    answer = actions.reply(post, actor=second_resident, text="Ich!")
    text = client.get(post.get_absolute_url()).content.decode()
    assert f"sache=village.post%3A{post.public_id}" in text
    assert f"sache=village.reply%3A{answer.public_id}" in text


def test_a_measure_can_grow_from_a_post(post, municipality):
    subject = subjects.subject("village.post")
    assert subject.may_be_origin
    [found] = subject.suggestions(municipality.pk, "Klinikum")
    assert found.ref == post.ref
    assert found.author_name == "linden_lena"


@pytest.mark.parametrize(
    ("text", "headline", "rest"),
    [
        ("Kurz", "Kurz", ""),
        ("Kopf\nRumpf", "Kopf", "Rumpf"),
        ("\n\n Kopf \n\nRumpf\n", "Kopf", "Rumpf"),
        ("w " * 80, None, ("w " * 80).strip()),
    ],
)
def test_the_first_line_is_the_headline(municipality, resident, text, headline, rest):
    post = actions.publish_post(municipality, actor=resident, channel=Channel.TALK, text=text)
    assert headline is None or post.headline == headline
    assert len(post.headline) <= 90
    assert post.rest == rest
