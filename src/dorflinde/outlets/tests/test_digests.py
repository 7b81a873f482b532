"""Many messages in one letter: on the right day by the clocks of the place, nothing lost, nothing twice, nothing empty."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.accounts.public import set_mail
from dorflinde.core import subjects
from dorflinde.core.subjects import Ref
from dorflinde.feed.public import tell_followers, tell_person
from dorflinde.moderation.actions import decide, take_notice
from dorflinde.outlets import actions
from dorflinde.outlets.models import Digest, DigestLine, Letter, Notification, Rhythm
from dorflinde.places.models import Place
from dorflinde.trail.public import enter, follow
from dorflinde.village import public as village

from .test_delivery import Killed, killed_at_statement

BERLIN = ZoneInfo("Europe/Berlin")
DAILY, WEEKLY = Rhythm.Kind.DAILY, Rhythm.Kind.WEEKLY
WEDNESDAY = datetime.datetime(2026, 11, 18, 15, tzinfo=BERLIN)
RHYTHM = "/mitteilungen/per-mail/"
IDEA = Ref("test.quiet_idea", uuid.UUID("01900000-0000-7000-8000-000000000009"))


def at(year: int, month: int, day: int, hour: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, tzinfo=BERLIN)


def tell(person: User, *titles: str) -> None:
    for title in titles:
        tell_person(person, title=title, text="Am Ilzsteg.", url="/spur/1/")


@pytest.fixture
def wednesday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock


@pytest.mark.parametrize(
    ("kind", "weekday", "hour", "moment", "following"),
    [
        (DAILY, 4, 7, at(2026, 11, 18, 6), at(2026, 11, 18, 7)),
        (DAILY, 4, 7, at(2026, 11, 18, 7), at(2026, 11, 19, 7)),
        (WEEKLY, 4, 7, at(2026, 11, 18, 6), at(2026, 11, 20, 7)),
        (WEEKLY, 4, 7, at(2026, 11, 20, 7), at(2026, 11, 27, 7)),
        (DAILY, 4, 7, at(2026, 3, 28, 12), at(2026, 3, 29, 7)),  # the night in which clocks go forward
        (DAILY, 4, 7, at(2026, 10, 24, 12), at(2026, 10, 25, 7)),  # and back
        (WEEKLY, 6, 18, at(2026, 10, 18, 18), at(2026, 10, 25, 18)),
        (WEEKLY, 0, 7, at(2026, 12, 28, 7), at(2027, 1, 4, 7)),
    ],
)
def test_the_next_digest_comes_by_the_clocks_of_the_place(
    kind: str, weekday: int, hour: int, moment: datetime.datetime, following: datetime.datetime
) -> None:
    assert Rhythm(kind=kind, weekday=weekday, hour=hour).following(moment) == following


def test_messages_wait_for_the_day_and_go_in_one_letter(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, WEEKLY, weekday=Rhythm.FRIDAY, hour=7)
    tell(resident, "Die Bank steht", "Ihre Idee ist beantwortet")
    actions.deliver_waiting()
    assert Notification.objects.count() == 2, "in the app at once"
    wednesday.move_to(at(2026, 11, 20, 6))
    actions.deliver_waiting()
    assert mail.outbox == []
    wednesday.move_to(at(2026, 11, 20, 7))
    actions.deliver_waiting()
    actions.deliver_waiting()
    (letter,) = mail.outbox
    assert letter.subject == "2 Mitteilungen: Die Bank steht und mehr"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = str(letter.alternatives[0][0])
    for body in (letter.body, html):
        for words in (
            "Die Bank steht",
            "Ihre Idee ist beantwortet",
            "http://localhost:8000/spur/1/",
            "jede Woche am Freitag",
            "http://localhost:8000/mitteilungen/per-mail/",
            "/mitteilungen/abstellen/",
        ):
            assert words in body
    assert '<html lang="de">' in html
    wednesday.move_to(at(2026, 11, 27, 8))
    actions.deliver_waiting()
    assert len(mail.outbox) == 1, "with nothing new there is no letter"
    assert Digest.objects.count() == 1


def test_words_of_people_stay_words_in_the_letter(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, DAILY, hour=7)
    tell(resident, "<script>alert(1)</script> & mehr\nzweite Zeile")
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(days=1))
    actions.deliver_waiting()
    (letter,) = mail.outbox
    assert "<script>" not in str(letter.alternatives[0][0])
    assert "<script>alert(1)</script> & mehr zweite Zeile" in letter.body, "plain text needs no signs of its own"
    assert "\n" not in letter.subject


def test_what_was_read_in_the_app_does_not_come_again(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, DAILY, hour=7)
    tell(resident, "Gelesen", "Neu")
    actions.deliver_waiting()
    actions.mark_read(Notification.objects.get(title="Gelesen"))
    wednesday.shift(datetime.timedelta(days=1))
    actions.deliver_waiting()
    assert [letter.subject for letter in mail.outbox] == ["Neu"]
    actions.mark_all_read(resident)
    tell(resident, "Auch gelesen")
    actions.deliver_waiting()
    actions.mark_all_read(resident)
    wednesday.shift(datetime.timedelta(days=1))
    actions.deliver_waiting()
    assert len(mail.outbox) == 1, "an empty digest is not sent"


def test_a_long_time_off_is_made_up_for_in_one_letter(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, DAILY, hour=7)
    tell(resident, *(f"Sache {number}" for number in range(45)))
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(days=5))
    actions.deliver_waiting()
    (letter,) = mail.outbox
    assert "und 5 weitere Mitteilungen" in letter.body
    assert Rhythm.objects.get().next_at == at(2026, 11, 24, 7)


def test_at_once_again_brings_what_waits(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, WEEKLY)
    tell(resident, "Wartet")
    actions.deliver_waiting()
    actions.set_rhythm(resident, "at_once")
    tell(resident, "Sofort")
    actions.deliver_waiting()
    assert sorted(letter.subject for letter in mail.outbox) == ["Sofort", "Wartet"]
    DigestLine.objects.update(digest=None)  # as if it had been written while somebody chose anew
    actions.deliver_waiting()
    assert len(mail.outbox) == 3
    assert not DigestLine.objects.waiting().exists()


def test_who_switches_letters_off_gets_none(client: Client, resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, DAILY, hour=18)
    tell(resident, "Eins")
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(hours=4))
    actions.deliver_waiting()
    link = str(mail.outbox[0].extra_headers["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")
    assert Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(resident, "Zwei")
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(days=2))
    actions.deliver_waiting()
    assert len(mail.outbox) == 1
    assert not DigestLine.objects.waiting().exists()
    resident.refresh_from_db()
    set_mail(resident, on=True)
    tell(resident, "Drei")
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(days=1))
    actions.deliver_waiting()
    assert [letter.subject for letter in mail.outbox] == ["Eins", "Drei"], "what was told meanwhile is not made up for"


def test_wherever_it_stops_the_digest_goes_once(resident: User, wednesday: time_machine.Traveller) -> None:
    """Kill at every single statement of the round that makes and sends the digest, and let a later round finish."""

    def prepare() -> None:
        for table in (Letter, Digest, DigestLine, Notification):
            table.objects.all().delete()
        wednesday.move_to(WEDNESDAY)
        actions.set_rhythm(resident, DAILY, hour=7)
        tell(resident, "Eins", "Zwei")
        actions.deliver_waiting()
        wednesday.move_to(at(2026, 11, 19, 7))
        mail.outbox.clear()

    prepare()
    with killed_at_statement(0) as seen:
        actions.deliver_waiting()
    assert seen[0] > 12
    for number in range(1, seen[0] + 1):
        prepare()
        with pytest.raises(Killed), killed_at_statement(number):
            actions.deliver_waiting()
        wednesday.shift(datetime.timedelta(minutes=2))
        actions.deliver_waiting()
        ids = {str(letter.extra_headers["Message-ID"]) for letter in mail.outbox}
        assert len(ids) == 1, f"killed at statement {number}"  # a repeat carries the same id and is recognised
        assert all("Eins" in letter.body and "Zwei" in letter.body for letter in mail.outbox)


@pytest.fixture
def quiet_idea(municipality: Place) -> Iterator[set[int]]:
    """Something only those in this set may hear of."""
    allowed: set[int] = set()
    subjects.register(
        subjects.Subject(
            kind=IDEA.kind, label="Idee", icon="idea", describe=lambda ids: {},
            hearers=lambda _id, people: people & allowed,
        )
    )  # fmt: skip
    enter(IDEA, place=municipality)
    yield allowed
    subjects._registry.subjects.pop(IDEA.kind)


def test_followers_of_what_became_private_hear_nothing_more(
    resident: User, second_resident: User, quiet_idea: set[int]
) -> None:
    for person in (resident, second_resident):
        follow(IDEA, person)
    quiet_idea.add(resident.pk)
    tell_followers(IDEA, title="Unter uns", text="", url="/spur/1/", actor=None)
    assert actions.deliver_waiting().delivered == 1
    assert [letter.to for letter in mail.outbox] == [[resident.email]]
    assert list(Notification.objects.values_list("user", flat=True)) == [resident.pk]


def test_a_digest_leaves_out_what_became_private_while_it_waited(
    resident: User, quiet_idea: set[int], wednesday: time_machine.Traveller
) -> None:
    follow(IDEA, resident)
    quiet_idea.add(resident.pk)
    actions.set_rhythm(resident, DAILY, hour=7)
    tell_followers(IDEA, title="Unter uns", text="", url="/spur/1/", actor=None)
    actions.deliver_waiting()
    quiet_idea.clear()
    wednesday.shift(datetime.timedelta(days=1))
    actions.deliver_waiting()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"kind": "daily", "weekday": "4", "hour": "12"}, (True, "daily", 12)),
        ({"kind": "weekly", "weekday": "1", "hour": "18"}, (True, "weekly", 18)),
        ({"kind": "at_once"}, (True, None, None)),
        ({"kind": "never"}, (False, None, None)),
    ],
)
def test_everyone_chooses_how_often(client: Client, resident: User, sent: dict[str, str], kept: Any) -> None:
    client.force_login(resident)
    assert client.post(RHYTHM, sent)["Location"] == RHYTHM
    resident.refresh_from_db()
    rhythm = Rhythm.objects.filter(user=resident).first()
    assert (resident.wants_mail, rhythm and rhythm.kind, rhythm and rhythm.hour) == kept
    assert client.get(RHYTHM).status_code == 200


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "hourly"}, {"kind": "daily", "hour": "3"}, {"kind": "weekly", "weekday": "9"}]
)
def test_what_cannot_be_chosen_comes_back(client: Client, resident: User, sent: dict[str, str]) -> None:
    client.force_login(resident)
    assert "kern-error" in client.post(RHYTHM, sent).content.decode()
    assert not Rhythm.objects.exists()


def test_old_digests_are_forgotten(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, DAILY, hour=18)
    tell(resident, "Alt")
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(hours=4))
    actions.deliver_waiting()
    wednesday.shift(datetime.timedelta(days=31))
    actions.forget_what_is_due()
    assert not Digest.objects.exists()
    assert not DigestLine.objects.exists()
    assert timezone.now().tzinfo is not None


@pytest.mark.parametrize("what_happens", ["hidden", "deleted"])
def test_what_was_taken_off_since_it_was_collected_is_in_no_digest(
    resident: User,
    outsider: User,
    clerk: User,
    municipality: Place,
    wednesday: time_machine.Traveller,
    what_happens: str,
) -> None:
    actions.set_rhythm(resident, DAILY, hour=7)
    post = village.publish_post(municipality, actor=resident, channel="plausch", text="Wer hat den Schlüssel gefunden?")
    answer = village.reply(post, actor=outsider, text="Du Depp, such selber.")
    tell(resident, "Die Bank steht")
    actions.deliver_waiting()
    assert DigestLine.objects.filter(user=resident).count() == 2
    if what_happens == "hidden":
        insult = subjects.describe(answer.ref)
        assert insult is not None
        notice = take_notice(insult, category="rules", explanation="Frech.", is_good_faith=True, actor=None, email="a@example.org")  # fmt: skip
        decide(notice, actor=clerk, outcome="remove", ground="rules", reason="Freundlich bleiben.")
    else:
        answer.delete()
    wednesday.shift(datetime.timedelta(days=1))
    actions.deliver_waiting()
    letter = next(one for one in mail.outbox if one.to == [resident.email])
    assert "Die Bank steht" in letter.body
    assert "Depp" not in letter.body and "Depp" not in letter.alternatives[0][0]


def test_long_words_and_many_messages_stay_inside_the_letter(resident: User, wednesday: time_machine.Traveller) -> None:
    actions.set_rhythm(resident, WEEKLY, weekday=Rhythm.FRIDAY, hour=7)
    tell(resident, *["Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3] * 45)
    wednesday.move_to(at(2026, 11, 20, 8))
    actions.deliver_waiting()
    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    assert html.count("<li>") == 40 and "und 5 weitere Mitteilungen" in html
    assert len(letter.subject) < 140 and "\n" not in letter.subject
