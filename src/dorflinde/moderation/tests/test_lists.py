"""What is open, what was decided, and what is forgotten in time."""

import csv
import datetime
import io
import re
import threading

import pytest
from django.db import connection
from django.utils import timezone

from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import AlreadyDecidedError, complain, decide, forget_person, forget_reporters
from dorflinde.moderation.exports import rows_of_person
from dorflinde.moderation.models import Decision
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


# --- Lists and log ----------------------------------------------------------------------------------------------------
def test_the_list_shows_what_is_open_complained_of_and_decided(client, removed, write, moderator, resident):
    waiting = take_notice(write("Noch offen"), category="rules", explanation="x", is_good_faith=True, actor=None)
    complain(removed.decision, actor=resident, text="Nein!")
    client.force_login(moderator)
    texts = {
        state: client.get(f"/hinweis/liste/?stand={state}").content.decode()
        for state in ("", "beschwerden", "entschieden")
    }
    assert waiting.reference in texts[""]
    assert removed.reference not in texts[""]
    assert removed.reference in texts["beschwerden"]
    assert removed.reference in texts["entschieden"]
    assert "Offen 1 Freigaben 0 Beschwerden 1 Entschieden 1" in words(texts[""])


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
    assert rows[1][9] == '\'=HYPERLINK("x"); "Zitat"'
    for word in (
        "Geheime Person",
        "geheim@example.org",
        "waldkauz_12",
        "linden_lena",
        "moderatorin_mo",
        "So redet man nicht",
    ):
        assert word not in text


@pytest.mark.parametrize("slug", ["", "nirgends", "%00", "%0D%0AX-Evil: 1", "../../x"])
def test_the_table_comes_for_any_address(client, kept, moderator, slug):
    client.force_login(moderator)
    response = client.get(f"/hinweis/protokoll.csv?gemeinde={slug}")
    assert response.status_code == 200
    assert "X-Evil" not in response.headers


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_the_same_moment_decide_once(notice, moderator, clerk):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for.")
    start, outcomes = threading.Barrier(2), []

    def judge(person) -> None:
        try:
            start.wait(timeout=10)
            decide(notice, actor=person, outcome="keep", ground="none", reason="x")
            outcomes.append("decided")
        except AlreadyDecidedError:
            outcomes.append("too late")
        finally:
            connection.close()

    judges = [threading.Thread(target=judge, args=[person]) for person in (moderator, clerk)]
    for judge_ in judges:
        judge_.start()
    for judge_ in judges:
        judge_.join(timeout=60)
    assert sorted(outcomes) == ["decided", "too late"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("address", ["/hinweis/liste/", "/hinweis/liste/?stand=entschieden", "/hinweis/protokoll/"])
def test_long_lists_cost_no_more_questions_than_short_ones(
    client, write, moderator, address, django_assert_max_num_queries
):
    for number in range(40):
        notice = take_notice(
            write(f"Beitrag {number}"), category="rules", explanation="x", is_good_faith=True, actor=None
        )
        if number % 2:
            decide(notice, actor=moderator, **REMOVE)
    client.force_login(moderator)
    with django_assert_max_num_queries(17):
        client.get(address)


def test_a_decision_page_with_many_notices_costs_few_questions(
    client, insult, moderator, django_assert_max_num_queries
):
    notices = [
        take_notice(insult, category="rules", explanation="x", is_good_faith=True, actor=None) for _number in range(30)
    ]
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


def test_everyone_can_take_along_what_they_reported_complained_of_and_decided(
    notice, nameless, moderator, resident, second_resident
):
    decision = decide(notice, actor=moderator, **REMOVE)
    complain(decision, actor=resident, text="Nein!")
    assert [row["reported"] for row in rows_of_person(second_resident)] == [notice.reference]
    assert [row["text"] for row in rows_of_person(resident)] == ["Nein!"]
    assert {row["decided"] for row in rows_of_person(moderator)} == {notice.reference, nameless.reference}
    assert "Geheime Person" not in str(rows_of_person(moderator))


def test_who_goes_is_forgotten_also_as_the_guest_they_once_were(nameless, second_resident):
    second_resident.email = "Geheim@Example.org"
    forget_person(second_resident)
    nameless.refresh_from_db()
    assert (nameless.name, nameless.email) == ("", "")
