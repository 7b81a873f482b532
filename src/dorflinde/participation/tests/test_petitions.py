"""Proposals that people sign: from the first names to the answer everyone is told of."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.models import User
from dorflinde.core import personal, subjects
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.moderation.models import Checkpoint
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan, PetitionPlan
from dorflinde.participation.forms import PetitionOptions
from dorflinde.participation.models import Activity, Petition, Project, Remark, Signature
from dorflinde.trail.public import Step, followers_of

PLAN = PetitionPlan("Ein Zebrastreifen vor der Schule", "Dort wird zu schnell gefahren.", "Der Rat stellt den Antrag.")


@pytest.fixture
def activity(project: Project) -> Activity:
    """Two first names, three for the town hall."""
    cache.clear()
    plan = ActivityPlan(project.timetable[0], "Ihre Vorschläge", options={"first": 2, "quorum": 3})
    return actions.create_activity(project, "proposal", plan, actor=None)


@pytest.fixture
def petition(activity: Activity, resident: User) -> Petition:
    """Not signed yet."""
    return actions.begin_petition(activity, PLAN, actor=resident)


@pytest.fixture
def signers() -> list[User]:
    """Three more people."""
    return [User.objects.create_user(f"p{n}@example.org", pseudonym=f"nachbar_{n}") for n in range(3)]


def told(petition: Petition, words: str) -> set[User]:
    """Those who hear of what happened last, each once."""
    item = OutboxItem.objects.get(subject_id=petition.public_id, title__contains=words)
    assert item.audience == OutboxItem.Audience.FOLLOWERS and item.url.startswith(petition.activity.get_absolute_url())
    return set(followers_of(petition.ref))


def new_address(activity: Activity) -> str:
    return reverse("participation:petition_new", args=["perlesreut", activity.project.slug, activity.slug])


def test_somebody_proposes_and_passes_the_address_on(
    client: Client, activity: Activity, resident: User, signers: list[User]
) -> None:
    client.force_login(resident)
    sent = {"title": PLAN.title, "text": PLAN.text, "change": PLAN.change}
    assert client.post(new_address(activity), sent | {"change": ""}).context["form"].errors
    url = client.post(new_address(activity), sent).url
    assert "Schicken Sie die Adresse dieser Seite" in client.get(url).content.decode()
    assert PLAN.title in client.get(activity.get_absolute_url()).content.decode(), "among one's own"
    client.logout()
    assert PLAN.title not in client.get(activity.get_absolute_url()).content.decode()
    assert reverse("account_login") in client.get(url).url
    client.force_login(signers[0])
    assert "Bis dahin liest ihn nur, wer die Adresse hat." in client.get(url).content.decode()


def test_the_first_names_publish_it_and_the_quorum_brings_it_to_the_desk(
    client: Client, petition: Petition, signers: list[User]
) -> None:
    shown = Entry.objects.filter(title=PLAN.title)
    for number, person in enumerate(signers):
        assert shown.exists() is (number >= 2)
        client.force_login(person)
        client.post(petition.url_of("petition_sign"), {"shows_name": "on"} if number == 0 else {})
    client.post(petition.url_of("petition_sign"))
    petition.refresh_from_db()
    assert (petition.signature_count, petition.quorum_at is None) == (3, False)
    assert Todo.objects.waiting().get(subject_id=petition.public_id).note == "3 Menschen haben mitgezeichnet"
    assert told(petition, "am Zug") == {petition.author, *signers}
    client.logout()
    page = client.get(petition.get_absolute_url()).content.decode()
    assert "nachbar_0" in page and "nachbar_1" not in page and "3 von 3 Mitzeichnungen" in page
    for person in signers[:2]:
        actions.withdraw_signature(petition, actor=person)
        actions.sign(petition, actor=person, shows_name=False)
    assert Step.objects.filter(kind="quorum").count() == 1, "reached once is reached"


def test_the_town_hall_answers_and_all_who_signed_are_told(
    client: Client, petition: Petition, signers: list[User], clerk: User
) -> None:
    for person in signers:
        actions.sign(petition, actor=person, shows_name=False)
    todo = Todo.objects.waiting().get(subject_id=petition.public_id)
    client.force_login(signers[0])
    sent = {"status": "planned", "text": "Der Antrag liegt beim Landkreis.", "by": "Bauamt"}
    assert client.post(todo.action_url, sent).status_code == 403
    client.force_login(clerk)
    assert client.post(todo.action_url, sent | {"status": "maybe"}).context["form"].errors
    client.post(todo.action_url, sent)
    assert not Todo.objects.waiting().filter(pk=todo.pk).exists()
    assert told(petition, "Antwort auf") == {petition.author, *signers}
    page = client.get(petition.activity.get_absolute_url()).content.decode()
    assert "vorgesehen" in page
    assert "Der Antrag liegt beim Landkreis." in client.get(petition.get_absolute_url()).content.decode()


def test_other_words_are_shown_and_those_who_signed_may_withdraw(
    client: Client, petition: Petition, resident: User, signers: list[User]
) -> None:
    actions.sign(petition, actor=signers[0], shows_name=False)
    client.force_login(resident)
    sent = {"title": PLAN.title, "text": "Dort wird viel zu schnell gefahren.", "change": PLAN.change}
    client.post(petition.url_of("petition_edit"), sent)
    assert told(petition, "Geändert") == {resident, signers[0]}
    client.post(petition.url_of("petition_edit"), sent)
    assert petition.wordings.count() == 1, "the same words are no change"
    client.force_login(signers[0])
    page = client.get(petition.get_absolute_url()).content.decode()
    assert re.search(r"<ins>[^/]*</span>\s*viel", page)
    client.post(petition.url_of("petition_sign"), {"zurueck": "ja"})
    petition.refresh_from_db()
    assert petition.signature_count == 0
    assert client.post(petition.url_of("petition_edit"), sent).status_code == 403


def test_once_enough_signed_the_words_stay(client: Client, petition: Petition, resident: User, signers: list[User]) -> None:  # fmt: skip
    for person in signers:
        actions.sign(petition, actor=person, shows_name=False)
    client.force_login(resident)
    for name in ("petition_edit", "petition_withdraw"):
        assert client.get(petition.url_of(name)).status_code == 403


def test_what_others_did_meanwhile_is_not_written_back(petition: Petition, resident: User, signers: list[User]) -> None:
    first, second = (Petition.objects.complete().get(pk=petition.pk) for _number in range(2))
    for person in signers[:2]:
        actions.sign(petition, actor=person, shows_name=False)
    other = replace(PLAN, text="Dort wird viel zu schnell gefahren.")
    assert first.signature_count == 0 and actions.reword_petition(first, other, actor=resident)
    petition.refresh_from_db()
    assert petition.signature_count == 2 and petition.published_at and petition.text == other.text
    assert told(petition, "Geändert")
    moved = replace(other, lat=48.78, lon=13.44)
    assert not actions.reword_petition(petition, moved, actor=resident), "nobody signed the pin"
    assert petition.wordings.count() == 1 and told(petition, "Geändert")
    actions.sign(petition, actor=signers[2], shows_name=False)
    for change in (lambda: actions.reword_petition(second, PLAN, actor=resident), lambda: actions.withdraw_petition(second, actor=resident)):  # fmt: skip
        with pytest.raises(ValidationError, match="genug Menschen"):
            change()
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.signature_count, stored.text, stored.pin) == (3, other.text, (48.78, 13.44))
    assert stored.quorum_at and not stored.withdrawn_at


def test_its_author_does_not_sign_and_may_take_it_back(client: Client, petition: Petition, resident: User, signers: list[User]) -> None:  # fmt: skip
    with pytest.raises(ValidationError):
        actions.sign(petition, actor=resident, shows_name=True)
    actions.sign(petition, actor=signers[0], shows_name=False)
    client.force_login(resident)
    client.post(petition.url_of("petition_withdraw"))
    petition.refresh_from_db()
    assert petition.text == "" and client.get(petition.get_absolute_url()).status_code == 404
    assert told(petition, "Zurückgezogen") == {resident, signers[0]}


def test_moderation_hides_it_and_brings_it_back_to_the_desk(petition: Petition, signers: list[User], clerk: User) -> None:  # fmt: skip
    for person in signers:
        actions.sign(petition, actor=person, shows_name=False)
    actions.hide_petition(petition.public_id, actor=clerk, reason="Beleidigung")
    described = subjects.describe(petition.ref)
    assert described is not None and not described.is_public
    assert not Entry.objects.filter(title=PLAN.title).exists() and not Todo.objects.waiting().filter(subject_id=petition.public_id).exists()  # fmt: skip
    actions.restore_petition(petition.public_id, actor=clerk)
    assert Entry.objects.filter(title=PLAN.title).exists() and Todo.objects.waiting().filter(subject_id=petition.public_id).exists()  # fmt: skip


def test_what_waits_for_a_look_nobody_signs(client: Client, activity: Activity, resident: User, signers: list[User]) -> None:  # fmt: skip
    Checkpoint.objects.create(place=activity.project.municipality, kind="participation.petition")
    client.force_login(resident)
    client.post(new_address(activity), {"title": PLAN.title, "text": PLAN.text, "change": PLAN.change})
    made = Petition.objects.get()
    assert "Wird geprüft" in client.get(made.get_absolute_url()).content.decode()
    client.force_login(signers[0])
    assert client.post(made.url_of("petition_sign")).status_code == 404


def test_a_person_takes_along_what_they_signed_and_the_number_stays(petition: Petition, resident: User, signers: list[User]) -> None:  # fmt: skip
    actions.sign(petition, actor=signers[0], shows_name=True)
    entry = next(one for one in personal.all_registered() if one.name == "petitions")
    assert entry.export is not None and entry.erase is not None
    assert [row["kind"] for row in entry.export(signers[0])] == ["signature"]
    assert [row["kind"] for row in entry.export(resident)] == ["petition"]
    for person in (signers[0], resident):
        entry.erase(person)
    petition.refresh_from_db()
    assert petition.author is None and petition.signature_count == 1
    assert not Signature.objects.filter(shows_name=True).exists()


@pytest.mark.parametrize(("first", "quorum"), [("5", "3"), ("-1", "3"), ("1", "0"), ("x", "3")])
def test_numbers_that_make_no_sense_are_refused(first: str, quorum: str) -> None:
    assert PetitionOptions({"first": first, "quorum": quorum}).errors


def test_a_list_asks_the_same_for_one_as_for_many(
    client: Client, activity: Activity, resident: User, signers: list[User], django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        made = actions.begin_petition(activity, PetitionPlan(f"Vorschlag {number}", "Text", "Tun"), actor=resident)
        for person in signers[:2]:
            actions.sign(made, actor=person, shows_name=False)
    client.force_login(resident)
    client.get(activity.get_absolute_url())
    with django_assert_max_num_queries(22):
        assert "Vorschlag 7" in client.get(activity.get_absolute_url()).content.decode()


# --- Comments, photo and pin, numbers that hold ---------------------------------------------------------------------------
def test_people_talk_about_a_proposal_and_stand_behind_what_others_say(
    client: Client, petition: Petition, resident: User, signers: list[User]
) -> None:
    asker, other = signers[:2]
    client.force_login(asker)
    assert client.post(petition.url_of("petition_comment"), {"text": ""}).context["form"].errors
    client.post(petition.url_of("petition_comment"), {"text": "Wer zahlt das Schild?"})
    said = Remark.objects.get(petition=petition)
    args = ["perlesreut", petition.activity.project.slug, petition.activity.slug]
    client.force_login(resident)
    client.post(reverse("participation:remark_new", args=args) + f"?auf={said.public_id}", {"text": "Der Landkreis."})
    client.force_login(other)
    client.post(reverse("participation:remark_support", args=[*args, said.public_id]))
    page = client.get(petition.get_absolute_url()).content.decode()
    assert "Wer zahlt das Schild?" in page and "Der Landkreis." in page and "1 Person unterstützt das" in page
    assert client.get(reverse("participation:remark_new", args=args)).status_code == 404, "only about a proposal"

    actions.hide_petition(petition.public_id, actor=resident, reason="Beleidigung")
    described = subjects.describe(said.ref)
    assert described is not None and not described.is_public
    assert client.post(reverse("participation:remark_support", args=[*args, said.public_id])).status_code == 404
    actions.restore_petition(petition.public_id, actor=resident)
    actions.withdraw_petition(petition, actor=resident)
    assert not Remark.objects.filter(petition=petition).visible().exists()


def test_what_waits_for_a_look_nobody_comments(client: Client, petition: Petition, resident: User, clerk: User) -> None:  # fmt: skip
    actions.hide_petition(petition.public_id, actor=clerk, reason="")
    client.force_login(resident)
    assert client.post(petition.url_of("petition_comment"), {"text": "Ich auch"}).status_code == 403
    assert not Remark.objects.exists()


def test_a_photo_and_a_pin_stand_beside_the_words_and_go_with_them(
    client: Client, activity: Activity, resident: User, telling_photo: bytes
) -> None:
    client.force_login(resident)
    words = {"title": PLAN.title, "text": PLAN.text, "change": PLAN.change}
    far = client.post(new_address(activity), words | {"lat": "54.3", "lon": "10.1"})
    assert "Die Nadel steckt weit außerhalb" in far.content.decode() and PLAN.text in far.content.decode()
    shown = {
        "photo": SimpleUploadedFile("weg.jpg", telling_photo, content_type="image/jpeg"),
        "photo_alt": "Die Straße vor der Schule",
    }
    kept = client.post(new_address(activity), words | shown | {"title": ""})
    assert "Ihr Foto haben wir behalten" in kept.content.decode()
    client.post(new_address(activity), words | {"photo_alt": shown["photo_alt"], "kept_photo": "yes", "lat": "48.78", "lon": "13.44"})  # fmt: skip
    made = Petition.objects.get()
    page = client.get(made.get_absolute_url()).content.decode()
    assert 'alt="Die Straße vor der Schule"' in page and made.photo.url in page and "Wo das ist" in page
    client.post(made.url_of("petition_edit"), words | {"without_photo": "on"})
    made.refresh_from_db()
    assert not made.photo and made.pin is None
    assert made.wordings.count() == 0, "nobody had signed"


def test_the_numbers_hold_once_somebody_signed(
    client: Client, petition: Petition, signers: list[User], clerk: User
) -> None:
    activity = petition.activity
    address = reverse("participation:activity_edit", args=["perlesreut", activity.project.slug, activity.slug])
    phase = str(activity.phase.public_id)
    sent = {"title": activity.title, "phase": phase, "text": "", "optionen-first": "2", "optionen-quorum": "4"}
    client.force_login(clerk)
    assert client.post(address, sent).status_code == 302, "nobody relies on them yet"
    actions.sign(petition, actor=signers[0], shows_name=False)
    refused = client.post(address, sent | {"optionen-quorum": "400"})
    assert "Wie viele es braucht, bleibt deshalb bis zum Ende so." in refused.content.decode()
    activity.refresh_from_db()
    assert activity.options["quorum"] == 4
    assert client.post(address, sent | {"title": "Anders genannt"}).status_code == 302, "its name may change"


def test_the_project_says_what_is_signed_most_and_what_came_of_it(
    client: Client, petition: Petition, signers: list[User], clerk: User
) -> None:
    for person in signers:
        actions.sign(petition, actor=person, shows_name=False)
    project = petition.activity.project
    assert "Am weitesten: „Ein Zebrastreifen vor der Schule“, 3 von 3" in client.get(project.get_absolute_url()).content.decode()  # fmt: skip
    actions.answer_petition(petition, actor=clerk, status="planned", text="Kommt im Mai.")
    actions.close_activity(petition.activity, actor=clerk)
    client.force_login(signers[0])
    page = client.get(project.get_absolute_url()).content.decode()
    assert "3 von 3 Mitzeichnungen" in page and "vorgesehen" in page
