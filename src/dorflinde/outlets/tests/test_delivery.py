"""Nobody is told twice and nobody forgotten, wherever the machine stops."""

import datetime
import email.utils
import logging
import smtplib
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import Settings

from dorflinde.accounts.models import User
from dorflinde.core import personal
from dorflinde.core.subjects import Ref
from dorflinde.feed.public import OutboxItem, tell_address, tell_followers, tell_person
from dorflinde.outlets import actions, tasks
from dorflinde.outlets.actions import delivery
from dorflinde.outlets.models import Letter, Notification
from dorflinde.places.models import Place
from dorflinde.trail.public import enter, follow

IDEA = Ref("test.idea", uuid.UUID("01900000-0000-7000-8000-000000000001"))


class Killed(BaseException):
    """The machine stops here: nothing in the house may catch it."""


@pytest.fixture
def followers(municipality: Place) -> list[User]:
    """Seven people who follow an idea; the fifth wants no mail."""
    enter(IDEA, place=municipality)
    people = [User.objects.create_user(f"p{number}@example.org", pseudonym=f"amsel_{number}") for number in range(7)]
    User.objects.filter(pk=people[4].pk).update(wants_mail=False)
    for person in people:
        follow(IDEA, person)
    return people


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an item need several transactions."""
    monkeypatch.setattr(delivery, "_BATCH", 3)


def tell(actor: User | None = None) -> OutboxItem:
    return tell_followers(IDEA, title="Die Bank steht", text="Am Ilzsteg.", url="/spur/1/", actor=actor)


def assert_everyone_was_told_once(people: list[User]) -> None:
    told = Counter(Notification.objects.values_list("user", flat=True))
    assert told == {person.pk: 1 for person in people}
    wanted = {person.email for person in people if person.wants_mail}
    received: dict[str, set[str]] = {}
    for letter in mail.outbox:
        received.setdefault(letter.to[0], set()).add(str(letter.extra_headers["Message-ID"]))
    assert set(received) == wanted
    assert {len(ids) for ids in received.values()} == {1}  # a repeat carries the same id and is recognised
    assert not Letter.objects.filter(sent_at__isnull=True).exists()
    assert not OutboxItem.objects.filter(handed_out_at__isnull=True).exists()


@contextmanager
def killed_at_statement(number: int) -> Iterator[list[int]]:
    """Stop at the given statement to the database; the list counts how many there were."""
    seen = [0]

    def stop(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            seen[0] += 1
            if seen[0] == number:
                raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(stop):
        yield seen


def test_one_round_tells_everyone(followers: list[User]) -> None:
    tell()
    assert actions.deliver_waiting() == actions.Delivery(handed_out=1, delivered=6, failed=0)
    for person in followers:
        person.refresh_from_db()
    assert_everyone_was_told_once(followers)
    assert actions.deliver_waiting() == actions.Delivery()


def test_wherever_it_stops_the_next_round_goes_on(followers: list[User]) -> None:
    """Kill at every single statement, each time with a new message, and let a later round finish."""
    tell()
    with killed_at_statement(0) as seen:
        actions.deliver_waiting()
    statements = seen[0]
    assert statements > 40
    for person in followers:
        person.refresh_from_db()
    for number in range(1, statements + 1):
        for table in (Notification, Letter, OutboxItem):
            table.objects.all().delete()
        mail.outbox.clear()
        tell()
        with pytest.raises(Killed), killed_at_statement(number):
            actions.deliver_waiting()
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
            actions.deliver_waiting()
        assert_everyone_was_told_once(followers)


class Dying(EmailBackend):
    """A mail server in front of which the machine stops, before or after the letter was taken."""

    before: int = 0
    after: int = 0
    count: int = 0

    def send_messages(self, messages: Any) -> int:
        Dying.count += 1
        if Dying.count == Dying.before:
            raise Killed
        sent = super().send_messages(messages)
        if Dying.count == Dying.after:
            raise Killed
        return int(sent)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", [1, 3, 6])
def test_stopping_at_the_mail_server_loses_no_letter(
    followers: list[User], settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str, number: int
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Dying"
    monkeypatch.setattr(Dying, "count", 0)
    monkeypatch.setattr(Dying, moment, number)
    tell()
    with pytest.raises(Killed):
        actions.deliver_waiting()
    assert actions.deliver_waiting().delivered == 6 - number  # the others need not wait
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
        actions.deliver_waiting()
    for person in followers:
        person.refresh_from_db()
    assert_everyone_was_told_once(followers)
    assert len(mail.outbox) == (7 if moment == "after" else 6)  # taken but not noted: comes again under its own id


class Refusing(EmailBackend):
    """A mail server that does not want to."""

    problem: Exception = smtplib.SMTPServerDisconnected("gone")

    def send_messages(self, messages: Any) -> int:
        raise self.problem


@pytest.mark.parametrize(
    "problem",
    [smtplib.SMTPServerDisconnected("gone"), ConnectionRefusedError("no"), ValueError("header"), TimeoutError()],
)
def test_a_letter_is_tried_again_with_growing_pauses_and_then_given_up(
    resident: User, settings: Settings, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "problem", problem)
    tell_person(resident, title="Hallo", text="", url="")
    tell_address("gast@example.org", title="Ihr Hinweis", text="")
    assert actions.deliver_waiting().failed == 2
    assert actions.deliver_waiting().failed == 0  # not before its time
    now, tries = timezone.now(), 2
    for minutes in (2, 8, 40, 170, 900, 1800, 9000):
        with time_machine.travel(now + datetime.timedelta(minutes=minutes)):
            tries += actions.deliver_waiting().failed
    assert tries == 12
    assert set(Letter.objects.values_list("attempts", "address")) == {(6, "")}  # the guest's address does not stay


def test_who_did_it_is_not_told(followers: list[User]) -> None:
    tell(actor=followers[3])
    actions.deliver_waiting()
    assert not Notification.objects.filter(user=followers[3]).exists()
    assert Notification.objects.count() == 6


def test_the_gone_and_the_locked_are_not_told(followers: list[User]) -> None:
    tell()
    followers[0].delete()
    User.objects.filter(pk=followers[1].pk).update(is_active=False)
    actions.deliver_waiting()
    assert Notification.objects.count() == 5


def test_who_leaves_in_between_is_not_written_to(followers: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    tell()
    monkeypatch.setattr(delivery, "_send_some", lambda: (0, 0, False))
    actions.deliver_waiting()
    monkeypatch.undo()
    followers[0].delete()
    User.objects.filter(pk=followers[1].pk).update(wants_mail=False)
    User.objects.filter(pk=followers[2].pk).update(is_active=False)
    assert actions.deliver_waiting().delivered == 3
    assert not Letter.objects.filter(sent_at__isnull=True).exists()


def test_those_who_begin_to_follow_halfway_change_nothing_for_the_others(
    followers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    tell()
    assert delivery._hand_out_part() == 0
    newcomer = User.objects.create_user("neu@example.org")
    follow(IDEA, newcomer)
    actions.deliver_waiting()
    assert Notification.objects.filter(user__in=followers).count() == 7


def test_a_place_is_told_through_its_people(
    resident: User, outsider: User, village: Place, municipality: Place
) -> None:
    User.objects.filter(pk=resident.pk).update(home=village)
    OutboxItem.objects.create(audience=OutboxItem.Audience.PLACE, place=municipality, title="Wasser abgestellt")
    actions.deliver_waiting()
    assert list(Notification.objects.values_list("user", flat=True)) == [resident.pk]


def test_what_concerns_one_person_goes_before_what_is_for_many(followers: list[User], resident: User) -> None:
    tell()
    tell_person(resident, title="Ihre Idee ist beantwortet", text="", url="")
    actions.deliver_waiting()
    assert mail.outbox[0].to == [resident.email]
    assert len(mail.outbox) == 7


def test_news_do_not_wait_for_a_long_post(
    followers: list[User], resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell()
    later = iter([lambda: tell_person(resident, title="Später", text="", url="")])
    send = delivery._send
    monkeypatch.setattr(delivery, "_send", lambda key, mail: (next(later, lambda: None)(), send(key, mail))[1])
    actions.deliver_waiting()
    assert "Später" in [letter.subject for letter in mail.outbox[:4]]  # came up while the first three were sent


def test_a_guest_gets_a_letter_and_the_address_goes(db: None) -> None:
    tell_address("gast@example.org", title="Ihr Hinweis\nist da", text="Danke.", url="/hinweis/")
    actions.deliver_waiting()
    letter = mail.outbox[0]
    assert letter.to == ["gast@example.org"]
    assert letter.subject == "Ihr Hinweis ist da"
    assert "http://localhost:8000/hinweis/" in letter.body
    assert "abstellen" not in letter.body
    assert OutboxItem.objects.get().address == ""
    assert Letter.objects.get().address == ""


def test_a_letter_says_what_where_why_and_how_to_stop(resident: User) -> None:
    tell_person(resident, title="Ihre Idee ist beantwortet", text="Die Bank kommt.", url="/spur/1/")
    actions.deliver_waiting()
    letter = mail.outbox[0]
    for words in [
        "Guten Tag linden_lena,",
        "Die Bank kommt.",
        "http://localhost:8000/spur/1/",
        "E-Mails abstellen: http",
    ]:
        assert words in letter.body
    link = str(letter.extra_headers["List-Unsubscribe"])
    assert link.startswith("<http://localhost:8000/mitteilungen/abstellen/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert email.utils.parseaddr(str(letter.extra_headers["Message-ID"]))[1]


def test_many_followers_cost_few_questions_at_a_time(
    municipality: Place, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(delivery, "_BATCH", 100)
    enter(IDEA, place=municipality)
    people = User.objects.bulk_create([User(email=f"p{number}@example.org", wants_mail=False) for number in range(250)])
    for person in people:
        follow(IDEA, person)
    tell()
    with django_assert_max_num_queries(45):
        actions.deliver_waiting()
    assert Notification.objects.count() == 250


# --- the loop -----------------------------------------------------------------------------------------------------------
def test_the_loop_survives_what_goes_wrong(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = threading.Event(), []

    def fail() -> actions.Delivery:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise OperationalError("database is locked")
        if len(rounds) == 2:
            raise RuntimeError("something nobody thought of")
        stop.set()
        return actions.Delivery()

    monkeypatch.setattr(tasks, "deliver_waiting", fail)
    monkeypatch.setattr(tasks, "_SHORTEST", 0.001)
    monkeypatch.setattr(tasks, "_LONGEST", 0.001)
    with caplog.at_level(logging.WARNING):
        tasks.run_forever(stop)
    assert len(rounds) == 3
    assert "database is locked" in caplog.text
    assert "something nobody thought of" in caplog.text


def test_the_loop_forgets_what_is_due(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, forgot = threading.Event(), []
    monkeypatch.setattr(personal, "_registered", {})
    personal.register(
        personal.PersonalData(name="things", title="Dinge", forget=lambda: forgot.append(1) or stop.set() or 1)
    )
    tasks.run_forever(stop)
    assert forgot == [1]


def test_old_messages_are_forgotten(resident: User) -> None:
    tell_person(resident, title="Alt", text="", url="")
    actions.deliver_waiting()
    assert actions.forget_what_is_due() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert actions.forget_what_is_due() == 1  # the letter
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91)):
        assert actions.forget_what_is_due() == 1  # the item of the outbox
    assert Notification.objects.filter(user=resident, item__isnull=True).exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=366)):
        assert actions.forget_what_is_due() == 1
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work(followers: list[User]) -> None:
    """Where rows can be locked, a second worker passes by what the first one holds."""
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("SQLite knows one writer at a time; shown on PostgreSQL")
    from django.db import transaction

    tell()
    other: list[actions.Delivery] = []
    with transaction.atomic():
        assert delivery._hand_out_part() == 0
        thread = threading.Thread(target=lambda: (other.append(actions.deliver_waiting()), connection.close()))
        thread.start()
        thread.join(timeout=20)
    assert other == [actions.Delivery()]
    actions.deliver_waiting()
    for person in followers:
        person.refresh_from_db()
    assert_everyone_was_told_once(followers)
