"""What moderation takes off comes back whole; what a person leaves behind."""

import datetime

import pytest
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import subjects
from dorflinde.feed.models import Entry
from dorflinde.trail import actions as trail
from dorflinde.village import actions, exports
from dorflinde.village.models import Channel, Hiding, Post, Reply


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("guest", 404),
        ("second_resident", 404),
        ("outsider", 404),
        ("resident", 200),
        ("moderator", 200),
        ("clerk", 200),
    ],
)
def test_a_hidden_post_exists_only_for_its_author_and_the_moderators(client, post, moderator, persona, status, request):
    subjects.subject("village.post").hide(post.public_id, actor=moderator, reason="Werbung")
    assert "Wer fährt" not in client.get("/perlesreut/funk/").content.decode()
    assert not Entry.objects.exists()
    assert subjects.describe(post.ref).is_public is False
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    page = client.get(post.get_absolute_url())
    assert page.status_code == status
    if status == 200:
        assert "Werbung" in page.content.decode()


def test_a_hidden_post_takes_no_replies_and_no_edits(client, post, resident, moderator):
    actions.hide_post(post.public_id, actor=moderator, reason="x")
    client.force_login(resident)
    assert client.post(post.get_absolute_url(), {"text": "Doch!"}).status_code == 403
    assert client.post(f"{post.get_absolute_url()}bearbeiten/", {"text": "Doch!"}).status_code == 403


def test_a_post_comes_back(client, post, moderator):
    subject = subjects.subject("village.post")
    subject.hide(post.public_id, actor=moderator, reason="x")
    subject.hide(post.public_id, actor=moderator, reason="x")
    assert Hiding.objects.count() == 1
    subject.restore(post.public_id, actor=moderator)
    subject.restore(post.public_id, actor=moderator)
    assert "Wer fährt" in client.get("/perlesreut/funk/").content.decode()
    assert Entry.objects.count() == 1


def test_a_reply_goes_and_comes_back(client, post, second_resident, moderator):
    answer = actions.reply(post, actor=second_resident, text="Unsinn")
    client.force_login(second_resident)
    subject = subjects.subject("village.reply")
    subject.hide(answer.public_id, actor=moderator, reason="x")
    assert "Unsinn" not in client.get(post.get_absolute_url()).content.decode()
    assert subjects.describe(answer.ref).is_public is False
    subject.restore(answer.public_id, actor=moderator)
    assert "Unsinn" in client.get(post.get_absolute_url()).content.decode()
    assert subjects.describe(answer.ref).url.endswith(f"#antwort-{answer.public_id}")


def test_a_person_takes_everything_along(post, resident, second_resident):
    actions.reply(post, actor=second_resident, text="Ich")
    actions.thank(post, actor=second_resident)
    rows = exports.rows_of_person(resident)
    assert rows[0]["title"] == "Wer fährt am Donnerstag früh nach Passau?"
    assert [row["kind"] for row in exports.rows_of_person(second_resident)] == ["reply", "thanks"]


def test_an_erased_person_leaves_nothing_but_what_a_measure_grew_from(
    client, post, municipality, resident, second_resident
):
    other = actions.publish_post(municipality, actor=resident, channel=Channel.TALK, text="Nur Plausch")
    actions.reply(other, actor=second_resident, text="Ach")
    grown = actions.publish_post(municipality, actor=second_resident, channel=Channel.TALK, text="Daraus wurde etwas")
    trail.link(post.ref, grown.ref, actor=None)
    actions.erase_person(resident)
    User.objects.get(pk=resident.pk).delete()
    assert set(Post.objects.values_list("text", flat=True)) == {post.text, "Daraus wurde etwas"}
    assert not Reply.objects.exists()
    assert not Entry.objects.filter(sender_name="linden_lena").exists()
    page = client.get(post.get_absolute_url()).content.decode()
    assert "gelöschtes Konto" in page and "linden_lena" not in page
    assert "Daraus wurde etwas" in page
    assert "gelöschtes Konto" in client.get("/perlesreut/funk/").content.decode()


def test_what_ended_long_ago_is_forgotten(post, municipality, resident, time_machine):
    actions.publish_post(municipality, actor=resident, channel=Channel.TALK, text="Bleibt")
    assert actions.forget_what_is_due() == 0
    time_machine.move_to(timezone.now() + datetime.timedelta(days=60 + 366), tick=False)
    assert actions.forget_what_is_due() == 1
    assert Post.objects.get().text == "Bleibt"
