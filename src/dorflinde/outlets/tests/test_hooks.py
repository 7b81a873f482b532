"""The town hall connects a program: adds it, tries it out, sees what it answered, changes its key, switches it off, forgets it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.outlets import actions
from dorflinde.outlets.actions import MOST_HOOKS
from dorflinde.outlets.models import Hook, HookCall
from dorflinde.places.models import Place

from .receiver import Receiver, documented_check

PAGE = "/schreibtisch/anschluesse/perlesreut/"
SAID = {"title": "Website des Landkreises", "url": "https://landkreis.example/hook", "events": ["measure.moved"]}


def page(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def of(hook: Hook, word: str = "") -> str:
    return f"{PAGE}{hook.public_id}/{word}"


@pytest.fixture
def at_work(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def test_adding_shows_the_key_once(at_work: Client) -> None:
    answer = at_work.post(f"{PAGE}neu/", SAID)
    hook = Hook.objects.get()
    assert answer["Location"] == of(hook)
    assert (hook.title, hook.url, hook.events) == (SAID["title"], SAID["url"], SAID["events"])
    assert hook.secret.startswith("whsec_")
    assert hook.secret in page(at_work, of(hook))
    assert hook.secret not in page(at_work, of(hook))
    assert "no-store" in at_work.get(of(hook))["Cache-Control"]
    assert Record.objects.filter(verb="outlets.hook.added", subject_id=hook.public_id).exists()


@pytest.mark.parametrize(
    ("field", "said", "problem"),
    [
        ("url", "http://landkreis.example/", "Die Adresse muss mit https:// beginnen."),
        ("url", "https://127.0.0.1/", "nicht im öffentlichen Internet"),
        ("url", "https://[fd00::1]/", "nicht im öffentlichen Internet"),
        ("url", "https://169.254.169.254/latest/meta-data/", "nicht im öffentlichen Internet"),
        ("url", "https://metadata.google.internal/", "nicht im öffentlichen Internet"),
        ("url", "https://ich:geheim@landkreis.example/", "kein Passwort"),
        ("url", "landkreis", "muss mit https:// beginnen"),
        ("url", "https://landkreis.example/" + "x" * 500, "500"),
        ("url", "", "Bitte füllen Sie dieses Feld aus."),
        ("title", "", "Bitte füllen Sie dieses Feld aus."),
        ("title", "x" * 101, "100"),
        ("events", [], "Bitte wählen Sie etwas aus."),
        ("events", ["measure.secret"], "measure.secret"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept(at_work: Client, field: str, said: Any, problem: str) -> None:
    answer = at_work.post(f"{PAGE}neu/", SAID | {field: said})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert problem in shown
    assert (said if field == "title" else SAID["title"]) in shown
    assert not Hook.objects.exists()


def test_this_machine_is_called_only_if_the_operator_says_so(at_work: Client, settings: Settings) -> None:
    said = SAID | {"url": "http://127.0.0.1:8080/"}
    at_work.post(f"{PAGE}neu/", said)
    assert not Hook.objects.exists()
    settings.HOOKS_MAY_CALL_LOOPBACK = True
    at_work.post(f"{PAGE}neu/", said)
    assert Hook.objects.exists()


def test_a_municipality_has_only_so_many(at_work: Client, municipality: Place) -> None:
    for number in range(MOST_HOOKS):
        actions.add_hook(Hook(place=municipality, title=f"Nr. {number}", url=SAID["url"], events=[]), actor=None)
    assert "Mehr als 10 Anschlüsse" in at_work.post(f"{PAGE}neu/", SAID).content.decode()
    assert Hook.objects.count() == MOST_HOOKS


def test_a_trial_goes_out_and_its_answer_is_shown(at_work: Client, hook: Hook, receiver: Receiver) -> None:
    assert "Noch nichts" in page(at_work, of(hook))
    at_work.post(of(hook, "probe/"))
    assert "wartet" in page(at_work, of(hook))
    actions.call_waiting()
    shown = page(at_work, of(hook))
    assert "angekommen" in shown
    assert "204" in shown
    assert receiver.messages[0]["type"] == "test"
    assert receiver.messages[0]["data"] == {"municipality": "perlesreut"}
    assert documented_check()(hook.secret, *receiver.received[0])


def test_a_trial_that_fails_says_why_and_is_not_repeated(at_work: Client, hook: Hook, receiver: Receiver) -> None:
    receiver.answers, receiver.text = [500], b"<script>alert(1)</script> broken"
    at_work.post(of(hook, "probe/"))
    actions.call_waiting()
    shown = page(at_work, of(hook))
    assert "aufgegeben" in shown
    assert "500" in shown
    assert "&lt;script&gt;" in shown
    assert not HookCall.objects.waiting().exists()
    hook.refresh_from_db()
    assert hook.failures == 0


def test_too_many_trials_wait_an_hour(at_work: Client, hook: Hook) -> None:
    for _time in range(25):
        at_work.post(of(hook, "probe/"))
    assert HookCall.objects.count() == 20
    assert "warten Sie eine Stunde" in page(at_work, of(hook))


def test_a_new_key_is_shown_once_and_the_old_one_goes_on(at_work: Client, hook: Hook) -> None:
    old = hook.secret
    at_work.post(of(hook, "schluessel/"))
    hook.refresh_from_db()
    assert hook.secrets == [hook.secret, old]
    shown = page(at_work, of(hook))
    assert hook.secret in shown
    assert old not in shown
    assert hook.secret not in page(at_work, of(hook))


def test_changing_keeps_the_key(at_work: Client, hook: Hook) -> None:
    at_work.post(of(hook, "bearbeiten/"), SAID)
    changed = Hook.objects.get()
    assert (changed.title, changed.events, changed.secret) == (SAID["title"], SAID["events"], hook.secret)


def test_switched_off_it_hears_nothing_until_it_is_on_again(
    at_work: Client, hook: Hook, receiver: Receiver, municipality: Place
) -> None:
    actions.tell_programs(municipality, "measure.moved", {})
    at_work.post(of(hook, "schalten/"))
    assert "abgeschaltet" in page(at_work)
    actions.tell_programs(municipality, "measure.moved", {})
    at_work.post(of(hook, "probe/"))
    assert actions.call_waiting() == 0
    at_work.post(of(hook, "schalten/"))
    assert actions.call_waiting() == 0
    actions.tell_programs(municipality, "measure.moved", {})
    assert actions.call_waiting() == 1


def test_deleting_asks_first(at_work: Client, hook: Hook) -> None:
    assert "löschen?" in page(at_work, of(hook, "loeschen/"))
    assert Hook.objects.exists()
    at_work.post(of(hook, "loeschen/"))
    assert not Hook.objects.exists()


def test_the_last_calls_stand_on_top_with_few_questions(
    at_work: Client,
    hook: Hook,
    receiver: Receiver,
    municipality: Place,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _event in range(30):
        actions.tell_programs(municipality, "measure.changed", {})
    actions.tell_programs(municipality, "measure.moved", {})
    with django_assert_max_num_queries(12):
        shown = page(at_work, of(hook))
    rows = shown.split("<tbody>")[1]
    assert rows.count("<tr>") == 20
    assert rows.index("Der Stand einer Maßnahme") < rows.index("Eine Maßnahme hat sich geändert")
    with django_assert_max_num_queries(10):
        page(at_work)


def test_only_the_own_office_sees_them(
    client: Client, hook: Hook, resident: User, outsider: User, neighbour: Place
) -> None:
    for person, status in ((resident, 404), (outsider, 404)):
        client.force_login(person)
        assert [client.get(address).status_code for address in (PAGE, of(hook))] == [status, status]
        assert client.post(of(hook, "schluessel/")).status_code == status
    client.force_login(outsider)
    assert client.get(of(hook).replace("perlesreut", "ringelai")).status_code == 404


def test_one_municipality_is_entered_at_once_and_of_many_one_is_chosen(
    client: Client, clerk: User, manager: User, resident: User, neighbour: Place
) -> None:
    start = "/schreibtisch/anschluesse/"
    client.force_login(clerk)
    assert client.get(start)["Location"] == PAGE
    client.force_login(manager)
    assert "Ringelai" in page(client, start)
    client.force_login(resident)
    assert client.get(start).status_code == 403
