"""Moderators of the place decide, with a reason that everyone concerned learns."""

import re

import pytest

from dorflinde.accounts.models import Role
from dorflinde.audit.models import Record
from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import AlreadyDecidedError, decide
from dorflinde.moderation.models import Decision, Notice, Restriction
from dorflinde.moderation.policies import reporter_key

REMOVE = {"outcome": "remove", "ground": "law", "reason": "Beleidigung, § 185 StGB."}
KEEP = {"outcome": "keep", "reason": "Erlaubte Meinung."}


def words(html: str) -> str:
    """What a reader reads: without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page_of(notice, name="entscheidung") -> str:
    return f"/hinweis/{notice.public_id}/{name}/"


def key_of(notice) -> str:
    return f"{page_of(notice, 'begruendung')}?schluessel={reporter_key(notice)}"


def told(user) -> list[str]:
    """The titles of what waits for someone in the outbox."""
    return list(OutboxItem.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True))


# --- Doors ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("guest", 302), ("resident", 404), ("second_resident", 404), ("editor", 404), ("council", 404), ("outsider", 404),
        ("clerk", 200), ("moderator", 200), ("manager", 200), ("operator", 200),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_moderators_of_the_place_decide(client, notice, persona, status, method, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert getattr(client, method)(page_of(notice)).status_code == status
    assert not Decision.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_decides_on_their_own_words_nor_learns_who_reported_them(client, notice, resident, municipality, method):
    Role.objects.create(user=resident, kind=Role.Kind.MODERATOR, place=municipality)
    client.force_login(resident)
    response = getattr(client, method)(page_of(notice), REMOVE)
    assert response.status_code == 403
    html = response.content.decode()
    assert "Das ist Ihr eigener Beitrag." in html
    assert "waldkauz_12" not in html
    assert not Decision.objects.exists()


@pytest.mark.parametrize("address", ["/hinweis/liste/", "/hinweis/protokoll/", "/hinweis/protokoll.csv", "/hinweis/liste/perlesreut/", "/hinweis/protokoll/perlesreut/"])  # fmt: skip
@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("guest", 302),
        ("resident", 403),
        ("editor", 403),
        ("clerk", 200),
        ("moderator", 200),
        ("manager", 200),
        ("operator", 200),
    ],
)
def test_the_lists_open_for_moderators(client, notice, address, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(address).status_code == status


def test_a_neighbours_moderator_sees_none_of_ours(client, kept, outsider):
    client.force_login(outsider)
    for address in (
        "/hinweis/liste/",
        "/hinweis/liste/?stand=entschieden",
        "/hinweis/protokoll/",
        "/hinweis/protokoll.csv?gemeinde=perlesreut",
    ):
        assert kept.reference not in client.get(address).content.decode()


# --- Deciding ---------------------------------------------------------------------------------------------------------
def test_what_is_removed_goes_off_the_page_and_everyone_concerned_learns_why(
    client, notice, posts, moderator, resident, second_resident
):
    client.force_login(moderator)
    html = client.get(page_of(notice)).content.decode()
    assert "Das ist eine Beleidigung." in html
    assert "das weiß doch jeder" in html
    response = client.post(page_of(notice), REMOVE, follow=True)
    assert "Entschieden. Alle Beteiligten erfahren, warum." in response.content.decode()
    assert posts.done == [("hide", notice.subject_id)]
    assert Restriction.objects.count() == 1
    assert told(resident) == ["Ihr Beitrag wurde entfernt: Der Wirt ist ein Gauner"]
    assert told(second_resident)[-1] == f"Über Ihren Hinweis {notice.reference} ist entschieden"
    assert not Todo.objects.waiting().exists()
    assert list(Record.objects.order_by("number").values_list("verb", flat=True)) == ["moderation.notice.taken", "moderation.notice.removed"]  # fmt: skip


def test_what_stays_is_not_told_to_its_author(client, notice, posts, clerk, resident, second_resident):
    client.force_login(clerk)
    client.post(page_of(notice), KEEP)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.ground, decision.decided_by) == ("keep", "none", clerk)
    assert posts.done == []
    assert told(resident) == []
    assert len(told(second_resident)) == 2
    assert not Todo.objects.waiting().exists()


@pytest.mark.parametrize("given", [{}, {"outcome": "remove", "reason": "x"}, {"outcome": "remove", "ground": "law"}, {"outcome": "keep"}, REMOVE | {"outcome": "quatsch"}])  # fmt: skip
def test_a_decision_needs_an_outcome_a_ground_and_a_reason(client, notice, moderator, given):
    client.force_login(moderator)
    response = client.post(page_of(notice), given)
    assert response.status_code == 200
    assert "aria-invalid" in response.content.decode()
    assert not Decision.objects.exists()


def test_a_reason_that_is_often_needed_fills_in_the_form(client, notice, moderator):
    client.force_login(moderator)
    html = client.get(f"{page_of(notice)}?vorlage=beleidigung").content.decode()
    assert re.search(r'value="remove"[^>]*checked', html)
    assert re.search(r"<textarea[^>]*>\s*Der Beitrag beleidigt eine Person", html)
    assert client.get(f"{page_of(notice)}?vorlage=quatsch").status_code == 200


def test_one_decision_counts_for_all_open_notices_and_each_is_told(
    client, notice, nameless, moderator, resident, second_resident
):
    client.force_login(moderator)
    html = client.get(page_of(notice)).content.decode()
    assert nameless.reference in html
    assert "geheim@example.org" not in html
    client.post(page_of(notice), REMOVE | {"with_others": "on"})
    assert Decision.objects.count() == 2
    assert len(told(resident)) == 1
    assert len(told(second_resident)) == 2
    item = OutboxItem.objects.filter(address="geheim@example.org").latest("pk")
    assert nameless.reference in item.title
    assert item.url == key_of(nameless)
    assert not Todo.objects.waiting().exists()


def test_the_other_notices_can_wait_and_the_desk_then_leads_to_them(client, notice, nameless, moderator):
    client.force_login(moderator)
    client.post(page_of(notice), KEEP)
    assert Decision.objects.get().notice == notice
    todo = Todo.objects.waiting().get()
    assert todo.action_url == page_of(nameless)
    assert todo.note.startswith("einmal gemeldet")


def test_two_moderators_do_not_decide_twice(client, notice, moderator, clerk):
    decide(notice, actor=moderator, **REMOVE)
    with pytest.raises(AlreadyDecidedError):
        decide(notice, actor=clerk, outcome="keep", ground="none", reason="Nein.")
    client.force_login(clerk)
    response = client.post(page_of(notice), KEEP, follow=True)
    assert "inzwischen schon jemand entschieden" in response.content.decode()
    assert Decision.objects.count() == 1


def test_a_thing_that_is_gone_is_decided_on_all_the_same(client, notice, posts, moderator):
    posts.found.clear()
    client.force_login(moderator)
    assert "Den Beitrag gibt es nicht mehr." in client.get(page_of(notice)).content.decode()
    client.post(page_of(notice), KEEP)
    assert Decision.objects.count() == 1


def test_a_page_cannot_be_hidden_from_here_and_says_so(client, municipality, moderator):
    client.post("/hinweis/?adresse=/perlesreut/", {"category": "youth", "explanation": "x", "is_good_faith": "on"})
    notice = Notice.objects.get()
    client.force_login(moderator)
    assert "lässt sich von hier aus nicht ausblenden" in client.get(page_of(notice)).content.decode()
    client.post(page_of(notice), REMOVE)
    assert Decision.objects.get().is_removal
