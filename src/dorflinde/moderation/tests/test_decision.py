"""Decisions have reasons, are told to those concerned, and can be looked at again."""

import csv
import datetime
import io
import re

import pytest
from django.utils import timezone

from dorflinde.accounts.models import Role
from dorflinde.audit.models import Record
from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import AlreadyDecidedError, answer_complaint, complain, decide, forget_reporters
from dorflinde.moderation.models import Complaint, Decision, Notice, Restriction
from dorflinde.moderation.policies import reporter_key
from dorflinde.moderation.public import take_notice

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


@pytest.fixture
def removed(notice, moderator):
    """The notice was right: the post is gone."""
    decide(notice, actor=moderator, **REMOVE)
    OutboxItem.objects.all().delete()
    return notice


@pytest.fixture
def kept(notice, moderator):
    """The post stays."""
    decide(notice, actor=moderator, outcome="keep", ground="none", reason="Erlaubte Meinung.")
    OutboxItem.objects.all().delete()
    return notice


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
    [("guest", 302), ("resident", 403), ("editor", 403), ("clerk", 200), ("moderator", 200), ("manager", 200), ("operator", 200)],
)
def test_the_lists_open_for_moderators(client, notice, address, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(address).status_code == status


def test_a_neighbours_moderator_sees_none_of_ours(client, kept, outsider):
    client.force_login(outsider)
    for address in ("/hinweis/liste/", "/hinweis/liste/?stand=entschieden", "/hinweis/protokoll/", "/hinweis/protokoll.csv?gemeinde=perlesreut"):
        assert kept.reference not in client.get(address).content.decode()


# --- Deciding ---------------------------------------------------------------------------------------------------------
def test_what_is_removed_goes_off_the_page_and_everyone_concerned_learns_why(client, notice, posts, moderator, resident, second_resident):
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


def test_one_decision_counts_for_all_open_notices_and_each_is_told(client, notice, nameless, moderator, resident, second_resident):
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


# --- The statement of reasons -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("persona", "status"),
    [("guest", 302), ("resident", 200), ("second_resident", 200), ("moderator", 200), ("clerk", 200), ("outsider", 404), ("editor", 404), ("council", 404)],
)
def test_only_those_concerned_read_the_reasons(client, removed, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(page_of(removed, "begruendung")).status_code == status


def test_the_author_reads_all_that_the_law_asks_for_and_not_who_reported(client, removed, resident):
    client.force_login(resident)
    text = words(client.get(page_of(removed, "begruendung")).content.decode())
    for part in ("Beleidigung, § 185 StGB.", "verstößt gegen ein Gesetz", "kein Programm", "beschweren", "Schlichtungsstelle", "Gericht"):
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
def test_the_author_complains_is_right_and_the_post_comes_back(client, removed, posts, resident, second_resident, clerk):
    client.force_login(resident)
    response = client.post(page_of(removed, "beschwerde"), {"text": "Das war ein Zitat."}, follow=True)
    assert "Ihre Beschwerde ist angekommen." in response.content.decode()
    todo = Todo.objects.waiting().get()
    assert (todo.label, todo.title, todo.note) == ("Beschwerde", f"Beschwerde zu {removed.reference}", "Das war ein Zitat.")
    client.force_login(clerk)
    html = client.get(page_of(removed)).content.decode()
    assert "Das war ein Zitat." in html
    complaint = Complaint.objects.get()
    client.post(page_of(removed, f"beschwerde/{complaint.pk}"), {"verdict": "turn", "answer": "Stimmt, es ist ein Zitat."})
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


def test_who_reported_complains_with_the_key_and_the_post_goes_after_all(client, nameless, posts, moderator, clerk, resident):
    decide(nameless, actor=moderator, outcome="keep", ground="none", reason="Meinung.")
    OutboxItem.objects.all().delete()
    response = client.post(page_of(nameless, "beschwerde"), {"text": "Doch.", "schluessel": reporter_key(nameless)})
    assert response["Location"] == key_of(nameless)
    complaint = Complaint.objects.get()
    client.force_login(clerk)
    given = {"verdict": "turn", "answer": "Sie haben recht."}
    refused = client.post(page_of(nameless, f"beschwerde/{complaint.pk}"), given)
    assert "wogegen der Beitrag verstößt" in refused.content.decode()
    client.post(page_of(nameless, f"beschwerde/{complaint.pk}"), given | {"ground": "rules"})
    assert posts.done == [("hide", nameless.subject_id)]
    assert nameless.decisions.latest("pk").ground == "rules"
    assert told(resident) == ["Ihr Beitrag wurde entfernt: Der Wirt ist ein Gauner"]
    assert OutboxItem.objects.filter(address="geheim@example.org").count() == 1


@pytest.mark.parametrize(("persona", "status"), [("guest", 302), ("outsider", 404), ("editor", 404), ("moderator", 200)])
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
    response = client.post(page_of(removed, f"beschwerde/{complaint.pk}"), {"verdict": "turn", "answer": "Ich habe recht."})
    assert response.status_code == 403
    assert posts.done == [("hide", removed.subject_id)]


def test_a_complaint_is_answered_once(removed, resident, moderator, clerk, client, notice, write):
    complaint = complain(removed.decision, actor=resident, text="Nein!")
    answer_complaint(complaint, actor=moderator, answer="Doch.", overturn=False)
    with pytest.raises(AlreadyDecidedError):
        answer_complaint(complaint, actor=clerk, answer="Nein.", overturn=True)
    client.force_login(clerk)
    assert client.post(page_of(removed, "beschwerde/999999"), {"verdict": "stay"}).status_code == 404


# --- Lists and log ----------------------------------------------------------------------------------------------------
def test_the_list_shows_what_is_open_complained_of_and_decided(client, removed, write, moderator, resident):
    waiting = take_notice(write("Noch offen"), category="rules", explanation="x", is_good_faith=True, actor=None)
    complain(removed.decision, actor=resident, text="Nein!")
    client.force_login(moderator)
    texts = {state: client.get(f"/hinweis/liste/?stand={state}").content.decode() for state in ("", "beschwerden", "entschieden")}
    assert waiting.reference in texts[""]
    assert removed.reference not in texts[""]
    assert removed.reference in texts["beschwerden"]
    assert removed.reference in texts["entschieden"]
    assert "Offen 1 Beschwerden 1 Entschieden 1" in words(texts[""])


def test_the_log_goes_out_as_a_table_without_anyone_who_reported(client, nameless, notice, moderator):
    decide(nameless, actor=moderator, outcome="keep", ground="none", reason='=HYPERLINK("x"); "Zitat"')
    client.force_login(moderator)
    assert nameless.reference in client.get("/hinweis/protokoll/perlesreut/").content.decode()
    response = client.get("/hinweis/protokoll.csv?gemeinde=perlesreut")
    assert response["Content-Disposition"].startswith('attachment; filename="moderation-perlesreut-')
    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 3
    assert rows[0][0] == "Aktenzeichen"
    assert {row[0] for row in rows[1:]} == {nameless.reference, notice.reference}
    assert rows[1][9] == "'=HYPERLINK(\"x\"); \"Zitat\""
    for word in ("Geheime Person", "geheim@example.org", "waldkauz_12", "linden_lena", "moderatorin_mo", "So redet man nicht"):
        assert word not in text


@pytest.mark.parametrize("address", ["/hinweis/liste/", "/hinweis/liste/?stand=entschieden", "/hinweis/protokoll/"])
def test_long_lists_cost_no_more_questions_than_short_ones(client, write, moderator, address, django_assert_max_num_queries):
    for number in range(40):
        notice = take_notice(write(f"Beitrag {number}"), category="rules", explanation="x", is_good_faith=True, actor=None)
        if number % 2:
            decide(notice, actor=moderator, **REMOVE)
    client.force_login(moderator)
    with django_assert_max_num_queries(16):
        client.get(address)


def test_a_decision_page_with_many_notices_costs_few_questions(client, insult, moderator, django_assert_max_num_queries):
    notices = [take_notice(insult, category="rules", explanation="x", is_good_faith=True, actor=None) for _number in range(30)]
    client.force_login(moderator)
    with django_assert_max_num_queries(18):
        client.get(page_of(notices[0]))


# --- Forgetting -------------------------------------------------------------------------------------------------------
def test_who_reported_is_forgotten_when_nobody_can_complain_any_more(nameless, moderator):
    decide(nameless, actor=moderator, outcome="keep", ground="none", reason="x")
    assert forget_reporters() == 0
    Decision.objects.update(decided_at=timezone.now() - datetime.timedelta(days=200))
    assert forget_reporters() == 1
    nameless.refresh_from_db()
    assert (nameless.name, nameless.email, nameless.explanation) == ("", "", "So redet man nicht.")
    assert forget_reporters() == 0


def test_nobody_is_forgotten_while_something_is_open(nameless, moderator):
    assert forget_reporters(today=timezone.now() + datetime.timedelta(days=999)) == 0
    decision = decide(nameless, actor=moderator, outcome="keep", ground="none", reason="x")
    complain(decision, actor=None, text="Doch.")
    assert forget_reporters(today=timezone.now() + datetime.timedelta(days=999)) == 0
