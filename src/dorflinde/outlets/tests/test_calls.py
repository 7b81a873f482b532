"""Programs elsewhere are told at least once, provably by us, and never by a worker that was killed into silence."""

import base64
import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.core import outward
from dorflinde.desk.models import Todo
from dorflinde.outlets import actions, tasks
from dorflinde.outlets.actions import calls
from dorflinde.outlets.models import Hook, HookCall, HookEvent
from dorflinde.places.models import Place

from .receiver import Receiver, documented_check

is_genuine = documented_check()
DATA = {
    "id": "1",
    "municipality": "perlesreut",
    "url": "https://dorf.example/1/",
    "api_url": "https://dorf.example/api/1",
}


class Killed(BaseException):
    """The machine stops here: nothing in the house may catch it."""


def tell(place: Place, kind: str = "measure.changed", **more: Any) -> None:
    actions.tell_programs(place, kind, {**DATA, **more})


def after(**time: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(**time), tick=False)


def call() -> HookCall:
    return HookCall.objects.get()


def test_a_message_is_signed_after_the_standard(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    tell(municipality, changed=["title"])
    assert actions.call_waiting() == 1
    ((headers, body),) = receiver.received
    assert is_genuine(hook.secret, headers, body)
    assert headers["webhook-id"] == str(HookEvent.objects.get().public_id)
    assert headers["content-type"] == "application/json"
    assert receiver.messages == [
        {
            "type": "measure.changed",
            "timestamp": receiver.messages[0]["timestamp"],
            "data": {**DATA, "changed": ["title"]},
        }
    ]
    assert datetime.datetime.fromisoformat(receiver.messages[0]["timestamp"]).utcoffset() == datetime.timedelta(0)


@pytest.mark.parametrize(
    "alter",
    [
        lambda headers, body: (headers, body.replace(b"perlesreut", b"ringelai")),
        lambda headers, body: ({**headers, "webhook-id": "other"}, body),
        lambda headers, body: ({**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body),
        lambda headers, body: ({**headers, "webhook-signature": "v1," + base64.b64encode(bytes(32)).decode()}, body),
        lambda headers, body: ({**headers, "webhook-signature": ""}, body),
    ],
    ids=["body", "id", "timestamp", "signature", "no signature"],
)
def test_what_was_altered_on_the_way_is_noticed(
    hook: Hook, receiver: Receiver, municipality: Place, alter: Callable[[Any, bytes], tuple[dict[str, str], bytes]]
) -> None:
    tell(municipality)
    actions.call_waiting()
    ((headers, body),) = receiver.received
    assert is_genuine(hook.secret, headers, body)
    assert not is_genuine(hook.secret, *alter(headers, body))


def test_a_known_answer_of_the_standard() -> None:
    """The example of the specification's own libraries, so that recipe and code are not wrong alike."""
    known = Hook(secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = calls.signatures(known, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_for_a_day_both_keys_sign(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    old = hook.secret
    new = actions.change_key(hook, actor=None)
    tell(municipality)
    actions.call_waiting()
    assert all(is_genuine(key, *receiver.received[0]) for key in (old, new))
    with after(hours=25):
        tell(municipality)
        actions.call_waiting()
        assert is_genuine(new, *receiver.received[1])
        assert not is_genuine(old, *receiver.received[1])


def test_a_second_click_does_not_cut_off_the_key_in_use(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    used = hook.secret
    skipped, new = actions.change_key(hook, actor=None), actions.change_key(hook, actor=None)
    tell(municipality)
    actions.call_waiting()
    assert [is_genuine(key, *receiver.received[0]) for key in (used, skipped, new)] == [True, False, True]


def test_what_is_taken_back_is_not_told(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    with pytest.raises(Killed), transaction.atomic():
        tell(municipality)
        raise Killed
    assert actions.call_waiting() == 0
    assert not receiver.received


def test_only_who_listens_is_told(hook: Hook, receiver: Receiver, municipality: Place, neighbour: Place) -> None:
    tell(municipality, "paper.published")
    tell(neighbour)
    assert not HookEvent.objects.exists()
    with pytest.raises(KeyError):
        tell(municipality, "measure.misspelt")


def test_the_same_within_a_save_is_told_once(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    for _again in range(3):
        actions.tell_programs(municipality, "measure.changed", DATA, key="save-1")
    actions.call_waiting()
    assert receiver.kinds == ["measure.changed"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_worker_loses_nothing_and_repeats_under_the_same_id(
    hook: Hook, receiver: Receiver, municipality: Place, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    tell(municipality)
    send = outward.post

    def killed(*words: Any, **more: Any) -> outward.Reply:
        if moment == "after":
            send(*words, **more)
        raise Killed

    monkeypatch.setattr(outward, "post", killed)
    with pytest.raises(Killed):
        actions.call_waiting()
    monkeypatch.setattr(outward, "post", send)
    assert actions.call_waiting() == 0  # whoever else works does not double it while the first may be at it
    with after(minutes=2):
        assert actions.call_waiting() == 1
        assert actions.call_waiting() == 0
    assert len(receiver.received) == (2 if moment == "after" else 1)
    assert set(receiver.ids) == {str(HookEvent.objects.get().public_id)}
    assert call().done_at is not None


def test_a_failed_call_is_tried_again_later_each_time(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    receiver.answers, receiver.text = [500] * 3, b"broken"
    tell(municipality)
    waits: list[float] = []
    with time_machine.travel(timezone.now(), tick=False) as now:
        while call().done_at is None:
            assert actions.call_waiting() == 1
            waits.append((call().not_before - timezone.now()).total_seconds())
            assert actions.call_waiting() == 0
            now.shift(waits[-1] * 1.6)
    assert waits[0] < 60 < waits[1] < waits[2]
    assert (call().attempts, call().status, call().answer) == (4, 204, "")
    hook.refresh_from_db()
    assert (hook.failures, hook.rest_until) == (0, None)
    assert len(set(receiver.ids)) == 1


def test_a_program_that_fails_is_not_called_for_every_event(
    hook: Hook, receiver: Receiver, municipality: Place
) -> None:
    receiver.answers = [503]
    for _event in range(5):
        tell(municipality)
    assert actions.call_waiting() == 1
    assert actions.call_waiting() == 0
    with after(minutes=1):
        assert actions.call_waiting() == 5
    assert len(receiver.received) == 6


def test_one_message_it_never_takes_holds_up_no_other(
    hook: Hook, receiver: Receiver, municipality: Place, clerk: User
) -> None:
    receiver.refuses = lambda message: message["type"] == "measure.moved"
    tell(municipality, "measure.moved")
    with time_machine.travel(timezone.now(), tick=False) as now:
        for _time in range(12):
            tell(municipality)
            for _again in range(2):
                actions.call_waiting()
                now.shift(6 * 3600)
    moved = HookCall.objects.get(event__kind="measure.moved")
    assert moved.given_up_at is not None
    assert moved.attempts == calls.MOST_ATTEMPTS
    assert HookCall.objects.filter(event__kind="measure.changed", done_at__isnull=False).count() == 12
    hook.refresh_from_db()
    assert hook.is_on
    assert "andere kommen an" in Todo.objects.get().note


def give_up(receiver: Receiver, municipality: Place) -> None:
    receiver.answers = [500] * 40
    for _event in range(3):
        tell(municipality)
    with time_machine.travel(timezone.now(), tick=False) as now:
        for _while in range(24):
            actions.call_waiting()
            now.shift(4 * 3600)


def test_after_two_days_of_silence_the_office_is_told(
    hook: Hook, receiver: Receiver, municipality: Place, clerk: User
) -> None:
    give_up(receiver, municipality)
    hook.refresh_from_db()
    assert not hook.is_on
    assert "zwei Tage" in hook.off_reason
    assert len(receiver.received) == calls.MOST_ATTEMPTS
    assert not HookCall.objects.waiting().exists()
    todo = Todo.objects.get()
    assert (todo.title, todo.place) == ("Ein Programm wird nicht mehr benachrichtigt", municipality)
    assert todo.note.startswith("Landkreis: Die Gegenstelle hat zwei Tage lang")
    assert str(hook.public_id) in todo.action_url
    actions.switch_on(hook, actor=clerk)
    assert not Todo.objects.waiting().exists()


def test_a_program_that_says_it_is_gone_is_not_asked_again(
    hook: Hook, receiver: Receiver, municipality: Place, clerk: User
) -> None:
    receiver.answers = [410]
    tell(municipality)
    actions.call_waiting()
    hook.refresh_from_db()
    assert "nicht mehr gibt" in hook.off_reason
    tell(municipality)
    assert not HookCall.objects.waiting().exists()
    assert Record.objects.filter(verb="outlets.hook.switched_off").exists()


def test_redirects_lead_nowhere(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    inside = Receiver()
    receiver.answers, receiver.location = [307], inside.url
    tell(municipality)
    actions.call_waiting()
    assert not inside.received
    inside.close()
    assert (call().status, "leitet weiter" in call().problem) == (307, True)


def test_nobody_there_is_said_in_words(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    Hook.objects.update(url="http://127.0.0.1:9/")
    tell(municipality)
    actions.call_waiting()
    assert (call().status, call().done_at) == (None, None)
    assert "nicht zu erreichen" in call().problem


def test_an_answer_is_cut_off_and_readable(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    receiver.answers, receiver.text = [500], b"\x00<b>no\xff" * 4000
    tell(municipality)
    actions.call_waiting()
    assert len(call().answer) == 1000
    assert "\x00" not in call().answer


def test_a_call_that_hangs_ends(
    hook: Hook, receiver: Receiver, municipality: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()
    monkeypatch.setattr(receiver, "refuses", lambda _message: waiting.wait(20))
    monkeypatch.setattr(calls, "_SECONDS", 0.2)
    tell(municipality)
    actions.call_waiting()
    waiting.set()
    assert "Keine Antwort" in call().problem


def test_a_corrected_address_is_tried_at_once(hook: Hook, receiver: Receiver, municipality: Place) -> None:
    receiver.answers = [404]
    tell(municipality)
    actions.call_waiting()
    hook.refresh_from_db()
    actions.change_hook(hook, actor=None)
    assert actions.call_waiting() == 1
    assert call().done_at is not None


def test_a_hook_deleted_during_the_call_is_no_trouble(
    hook: Hook, receiver: Receiver, municipality: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(municipality)

    def deleted(*_words: Any, **_more: Any) -> outward.Reply:
        actions.delete_hook(Hook.objects.get(), actor=None)
        return outward.Reply(500, "")

    monkeypatch.setattr(outward, "post", deleted)
    assert actions.call_waiting() == 1
    assert not HookCall.objects.exists()


def test_what_programs_were_told_is_forgotten_after_a_month(
    hook: Hook, receiver: Receiver, municipality: Place
) -> None:
    tell(municipality)
    actions.call_waiting()
    with after(days=29):
        actions.forget_what_is_due()
        assert HookCall.objects.exists()
    with after(days=31):
        actions.forget_what_is_due()
        assert not HookEvent.objects.exists()
        assert not HookCall.objects.exists()


def test_two_workers_make_each_call_once(
    hook: Hook, receiver: Receiver, municipality: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looks while the first is in the middle of a call."""
    send, rounds = outward.post, []

    def meanwhile(*words: Any, **more: Any) -> outward.Reply:
        if not rounds:
            rounds.append(0)
            rounds[0] = actions.call_waiting()
        return send(*words, **more)

    monkeypatch.setattr(outward, "post", meanwhile)
    for _event in range(3):
        tell(municipality)
    assert actions.call_waiting() + rounds[0] == 3
    assert len(set(receiver.ids)) == len(receiver.ids) == 3


def test_the_loop_goes_on_after_trouble(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = threading.Event(), []

    def trouble() -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("database is locked")
        if len(rounds) == 2:
            raise RuntimeError("unexpected")
        stop.set()
        return 0

    monkeypatch.setattr(tasks, "call_waiting", trouble)
    monkeypatch.setattr(tasks, "_SHORTEST", 0.001)
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    tasks.call_programs_forever(stop)
    assert len(rounds) == 3
    assert "cannot be reached" in caplog.text
    assert connection.is_usable()
