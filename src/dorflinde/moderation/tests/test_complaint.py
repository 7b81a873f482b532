"""Those concerned read the reasons, can complain, and a person looks again."""

import datetime
import re

import pytest
from django.utils import timezone

from dorflinde.accounts.models import Role
from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import AlreadyDecidedError, answer_complaint, complain, decide
from dorflinde.moderation.models import Complaint, Decision, Restriction
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


# --- The statement of reasons -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("guest", 302),
        ("resident", 200),
        ("second_resident", 200),
        ("moderator", 200),
        ("clerk", 200),
        ("outsider", 404),
        ("editor", 404),
        ("council", 404),
    ],
)
def test_only_those_concerned_read_the_reasons(client, removed, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(page_of(removed, "begruendung")).status_code == status


def test_the_author_reads_all_that_the_law_asks_for_and_not_who_reported(client, removed, resident):
    client.force_login(resident)
    text = words(client.get(page_of(removed, "begruendung")).content.decode())
    for part in (
        "Beleidigung, § 185 StGB.",
        "verstößt gegen ein Gesetz",
        "kein Programm",
        "beschweren",
        "Schlichtungsstelle",
        "Gericht",
    ):
        assert part in text
    assert "waldkauz_12" not in text
    assert "Das ist eine Beleidigung." not in text


def test_the_author_learns_nothing_of_a_notice_that_came_to_nothing(client, kept, resident):
    client.force_login(resident)
    assert client.get(page_of(kept, "begruendung")).status_code == 404


def test_a_reporter_without_an_account_reads_with_the_key_of_the_letter(client, nameless, notice):
    assert client.get(key_of(nameless)).status_code == 200
    assert "noch nicht entschieden" in client.get(key_of(nameless)).content.decode()
    wrong = f"{page_of(nameless, 'begruendung')}?schluessel={reporter_key(notice)}"
    assert client.get(wrong).status_code == 404
    assert client.get(f"{page_of(nameless, 'begruendung')}?schluessel=%C3%A4").status_code == 404


# --- Complaints -------------------------------------------------------------------------------------------------------
def test_the_author_complains_is_right_and_the_post_comes_back(
    client, removed, posts, resident, second_resident, clerk
):
    client.force_login(resident)
    response = client.post(page_of(removed, "beschwerde"), {"text": "Das war ein Zitat."}, follow=True)
    assert "Ihre Beschwerde ist angekommen." in response.content.decode()
    todo = Todo.objects.waiting().get()
    assert (todo.label, todo.title, todo.note) == (
        "Beschwerde",
        f"Beschwerde zu {removed.reference}",
        "Das war ein Zitat.",
    )
    client.force_login(clerk)
    html = client.get(page_of(removed)).content.decode()
    assert "Das war ein Zitat." in html
    complaint = Complaint.objects.get()
    client.post(
        page_of(removed, f"beschwerde/{complaint.pk}"), {"verdict": "turn", "answer": "Stimmt, es ist ein Zitat."}
    )
    assert posts.done == [("hide", removed.subject_id), ("restore", removed.subject_id)]
    assert not Restriction.objects.exists()
    assert [decision.outcome for decision in removed.decisions.order_by("pk")] == ["remove", "keep"]
    assert not Todo.objects.waiting().exists()
    assert told(resident) == [f"Antwort auf Ihre Beschwerde ({removed.reference})"]
    assert told(second_resident) == [f"Über Ihren Hinweis {removed.reference} ist entschieden"]
    client.force_login(resident)
    assert "Stimmt, es ist ein Zitat." in client.get(page_of(removed, "begruendung")).content.decode()


def test_a_complaint_can_be_refused(client, removed, posts, resident, moderator):
    complaint = complain(removed.decision, actor=resident, text="Nein!")
    client.force_login(moderator)
    client.post(page_of(removed, f"beschwerde/{complaint.pk}"), {"verdict": "stay", "answer": "Es bleibt dabei."})
    complaint.refresh_from_db()
    assert (complaint.is_upheld, complaint.answer, complaint.answered_by) == (False, "Es bleibt dabei.", moderator)
    assert posts.done == [("hide", removed.subject_id)]
    assert removed.decisions.count() == 1


def test_who_reported_complains_with_the_key_and_the_post_goes_after_all(
    client, nameless, posts, moderator, clerk, resident
):
    decide(nameless, actor=moderator, outcome="keep", ground="none", reason="Meinung.")
    OutboxItem.objects.all().delete()
    response = client.post(page_of(nameless, "beschwerde"), {"text": "Doch.", "schluessel": reporter_key(nameless)})
    assert response["Location"] == key_of(nameless)
    complaint = Complaint.objects.get()
    client.force_login(clerk)
    given = {"verdict": "turn", "answer": "Sie haben recht."}
    refused = client.post(page_of(nameless, f"beschwerde/{complaint.pk}"), given)
    assert "aria-invalid" in refused.content.decode()
    client.post(page_of(nameless, f"beschwerde/{complaint.pk}"), given | {"ground": "rules"})
    assert posts.done == [("hide", nameless.subject_id)]
    assert nameless.decisions.latest("pk").ground == "rules"
    assert told(resident) == ["Ihr Beitrag wurde entfernt: Der Wirt ist ein Gauner"]
    assert OutboxItem.objects.filter(address="geheim@example.org").count() == 1


@pytest.mark.parametrize(
    ("persona", "status"), [("guest", 302), ("outsider", 404), ("editor", 404), ("moderator", 200)]
)
def test_nobody_else_complains(client, removed, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.post(page_of(removed, "beschwerde"), {"text": "x"}).status_code == status
    assert not Complaint.objects.exists()


def test_one_complaint_waits_at_a_time(client, removed, resident):
    client.force_login(resident)
    for text in ("Erste.", "Zweite."):
        client.post(page_of(removed, "beschwerde"), {"text": text})
    assert Complaint.objects.get().text == "Erste."


def test_an_empty_complaint_is_asked_for_its_reason(client, removed, resident):
    client.force_login(resident)
    assert "aria-invalid" in client.post(page_of(removed, "beschwerde"), {"text": " "}).content.decode()


def test_after_six_months_it_is_over(client, removed, resident):
    Decision.objects.update(decided_at=timezone.now() - datetime.timedelta(days=200))
    client.force_login(resident)
    assert "Beschwerde absenden" not in client.get(page_of(removed, "begruendung")).content.decode()
    client.post(page_of(removed, "beschwerde"), {"text": "Zu spät."})
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(("persona", "status"), [("resident", 404), ("outsider", 404), ("editor", 404), ("clerk", 200)])
def test_only_moderators_answer(client, removed, resident, persona, status, request):
    complaint = complain(removed.decision, actor=resident, text="Nein!")
    client.force_login(request.getfixturevalue(persona))
    assert client.post(page_of(removed, f"beschwerde/{complaint.pk}"), {"verdict": "turn"}).status_code == status


def test_an_author_who_moderates_does_not_answer_their_own_complaint(client, removed, resident, municipality, posts):
    complaint = complain(removed.decision, actor=resident, text="Nein!")
    Role.objects.create(user=resident, kind=Role.Kind.CLERK, place=municipality)
    client.force_login(resident)
    response = client.post(
        page_of(removed, f"beschwerde/{complaint.pk}"), {"verdict": "turn", "answer": "Ich habe recht."}
    )
    assert response.status_code == 403
    assert posts.done == [("hide", removed.subject_id)]


def test_a_complaint_is_answered_once(removed, resident, moderator, clerk, client, notice, write):
    complaint = complain(removed.decision, actor=resident, text="Nein!")
    answer_complaint(complaint, actor=moderator, answer="Doch.", overturn=False)
    with pytest.raises(AlreadyDecidedError):
        answer_complaint(complaint, actor=clerk, answer="Nein.", overturn=True)
    client.force_login(clerk)
    assert client.post(page_of(removed, "beschwerde/999999"), {"verdict": "stay"}).status_code == 404
