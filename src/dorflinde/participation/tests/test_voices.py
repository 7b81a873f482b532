"""Supporting and commenting."""

import pytest
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.core import subjects
from dorflinde.feed.models import OutboxItem
from dorflinde.participation import actions
from dorflinde.participation.models import Comment, Idea, Support
from dorflinde.trail.models import Step


def address(name: str, idea: Idea) -> str:
    return reverse(f"participation:{name}", args=["perlesreut", idea.public_id])


def test_one_person_counts_once_and_can_take_it_back(client: Client, idea: Idea, second_resident: User) -> None:
    client.force_login(second_resident)
    for _round in range(2):
        response = client.post(address("idea_support", idea))
        assert response["Location"] == f"{idea.get_absolute_url()}#unterstuetzen"
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "1 Person unterstützt das" in page
    assert 'aria-pressed="true"' in page
    client.post(address("idea_support", idea), {"zurueck": "ja"})
    client.post(address("idea_support", idea), {"zurueck": "ja"})
    assert "Noch ohne Unterstützung" in client.get(idea.get_absolute_url()).content.decode()
    assert not Support.objects.exists()


def test_support_answers_htmx_with_the_piece_of_the_page(client: Client, idea: Idea, second_resident: User) -> None:
    client.force_login(second_resident)
    piece = client.post(address("idea_support", idea), headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div class="row no-print" id="unterstuetzen">')
    assert "<html" not in piece
    assert "Sie unterstützen das" in piece


def test_a_guest_who_wants_to_support_signs_in_and_confirms(client: Client, idea: Idea, second_resident: User) -> None:
    page = client.get(idea.get_absolute_url()).content.decode()
    assert f"{reverse('account_login')}?next={address('idea_support', idea)}" in page
    client.force_login(second_resident)
    assert "unterstützen?" in client.get(address("idea_support", idea)).content.decode()
    assert not Support.objects.exists(), "looking changes nothing"


def test_who_supports_what_is_not_written_into_the_chain(idea: Idea, second_resident: User) -> None:
    actions.support_idea(idea, actor=second_resident)
    entry = Record.objects.get(verb="participation.idea.supported")
    assert (entry.actor, entry.actor_key, entry.details) == (None, "", {})


def test_at_some_numbers_the_trail_gets_a_knot_and_only_once(idea: Idea, second_resident: User) -> None:
    people = [User.objects.create_user(f"p{n}@example.org", pseudonym=f"p{n}") for n in range(25)]
    for person in people[:10]:
        actions.support_idea(idea, actor=person)
    actions.withdraw_support(idea, actor=people[9])
    actions.support_idea(idea, actor=people[9])
    assert [step.title for step in Step.objects.filter(kind="supported")] == ["Unterstützt von 10 Menschen"]
    for person in people[10:]:
        actions.support_idea(idea, actor=person)
    steps = [step.title for step in Step.objects.filter(kind="supported").order_by("pk")]
    assert steps == ["Unterstützt von 10 Menschen", "Unterstützt von 25 Menschen"]
    assert not OutboxItem.objects.exists(), "nobody is woken for that"


def test_a_comment_tells_the_author_and_a_reply_tells_both(
    client: Client, idea: Idea, resident: User, second_resident: User, council: User
) -> None:
    client.force_login(second_resident)
    response = client.post(address("comment_new", idea), {"text": "Bitte an die Stufen denken."})
    comment = Comment.objects.get()
    assert response["Location"] == f"{idea.get_absolute_url()}#kommentar-{comment.public_id}"
    assert [(item.recipient, item.url) for item in OutboxItem.objects.all()] == [(resident, comment.get_absolute_url())]
    client.force_login(council)
    client.post(f"{address('comment_new', idea)}?auf={comment.public_id}", {"text": "Die Rampe gibt es schon."})
    reply = Comment.objects.latest("pk")
    assert reply.parent == comment
    assert {item.recipient for item in OutboxItem.objects.filter(url=reply.get_absolute_url())} == {
        resident,
        second_resident,
    }


def test_nobody_is_told_about_their_own_words(idea: Idea, resident: User) -> None:
    comment = actions.comment_on_idea(idea, actor=resident, text="Noch etwas")
    actions.comment_on_idea(idea, actor=resident, text="Und noch etwas", reply_to=comment)
    assert not OutboxItem.objects.exists()


def test_a_reply_to_a_reply_stays_one_level_deep(client: Client, idea: Idea, resident: User) -> None:
    top = actions.comment_on_idea(idea, actor=resident, text="Oben")
    reply = actions.comment_on_idea(idea, actor=resident, text="Darunter", reply_to=top)
    client.force_login(resident)
    client.post(f"{address('comment_new', idea)}?auf={reply.public_id}", {"text": "Noch tiefer"})
    assert Comment.objects.latest("pk").parent == top


@pytest.mark.parametrize("key", ["quatsch", "00000000-0000-7000-8000-000000000000", ""])
def test_a_reply_to_nothing_is_a_comment(client: Client, idea: Idea, resident: User, key: str) -> None:
    client.force_login(resident)
    client.post(f"{address('comment_new', idea)}?auf={key}", {"text": "Ins Leere"})
    assert Comment.objects.get().parent is None


def test_a_guest_comments_signs_in_and_it_is_there(client: Client, idea: Idea, second_resident: User) -> None:
    top = actions.comment_on_idea(idea, actor=second_resident, text="Oben")
    url = f"{address('comment_new', idea)}?auf={top.public_id}"
    response = client.post(url, {"text": "Das hilft uns sehr."})
    assert response["Location"].startswith(reverse("account_login"))
    client.force_login(second_resident)
    client.get(url)
    comment = Comment.objects.latest("pk")
    assert (comment.text, comment.author, comment.parent) == ("Das hilft uns sehr.", second_resident, top)
    client.get(url)
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 1501, "nul\0"])
def test_a_comment_that_cannot_be_sent_stays_typed(client: Client, idea: Idea, resident: User, text: str) -> None:
    client.force_login(resident)
    response = client.post(address("comment_new", idea), {"text": text})
    assert response.status_code == 200
    assert "kern-error" in response.content.decode()
    assert not Comment.objects.exists()


def test_too_many_comments_wait_and_stay_typed(client: Client, idea: Idea, resident: User) -> None:
    client.force_login(resident)
    for number in range(30):
        client.post(address("comment_new", idea), {"text": f"Nummer {number}"})
    page = client.post(address("comment_new", idea), {"text": "Einer zu viel"}).content.decode()
    assert Comment.objects.count() == 30
    assert "Einer zu viel" in page


def test_moderation_hides_a_comment_with_its_replies_and_brings_it_back(
    client: Client, idea: Idea, resident: User, moderator: User, django_capture_on_commit_callbacks
) -> None:
    top = actions.comment_on_idea(idea, actor=resident, text="Etwas Böses")
    reply = actions.comment_on_idea(idea, actor=resident, text="Antwort darauf", reply_to=top)
    handled = subjects.subject("participation.comment")
    handled.hide(top.public_id, actor=moderator, reason="Beleidigung")
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Etwas Böses" not in page
    assert "Antwort darauf" not in page
    assert [subjects.describe(thing.ref).is_public for thing in (top, reply)] == [False, False]
    with django_capture_on_commit_callbacks(execute=True):  # kept pages are made anew
        handled.restore(top.public_id, actor=moderator)
    assert "Etwas Böses" in client.get(idea.get_absolute_url()).content.decode()
    assert subjects.describe(top.ref).is_public


def test_comments_can_be_found_as_origins(idea: Idea, resident: User) -> None:
    comment = actions.comment_on_idea(idea, actor=resident, text="Eine Rampe am Hof")
    handled = subjects.subject("participation.comment")
    assert handled.may_be_origin
    assert [told.ref for told in handled.suggestions(idea.project.municipality_id, "rampe hof")] == [comment.ref]
    assert handled.suggestions(idea.project.municipality_id, "100%") == []


def test_a_second_person_at_the_same_moment_is_counted(idea: Idea, resident: User, second_resident: User) -> None:
    stale = Idea.objects.get(pk=idea.pk)
    actions.support_idea(idea, actor=resident)
    actions.support_idea(stale, actor=second_resident)
    assert Idea.objects.get().support_count == 2
