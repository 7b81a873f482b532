"""Taking part by program: with a key, through the same doors as on the pages, and never with more than its owner could do."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.actions import make_key, revoke_key
from dorflinde.accounts.models import AccessKey, User
from dorflinde.audit.models import Record
from dorflinde.moderation.actions import pause_person, set_checkpoints
from dorflinde.participation.models import Comment, Idea, Project
from dorflinde.places.models import Place

from .conftest import Plan

Ask = Callable[..., Any]
IDEA = {"title": "Eine Linde", "text": "Mit einer Bank darum."}


@pytest.fixture
def ask(client: Client) -> Ask:
    """Send JSON with somebody's key; the answer comes with its status."""

    def send(method: str, address: str, user: User, body: Any = None, scope: str = "take_part") -> Any:
        _key, secret = make_key(user, name="Probe", scope=scope, days=30)
        return getattr(client, method)(
            f"/api/v1{address}",
            data=b"" if body is None and method != "get" else body,
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}"},
        )

    return send


def test_an_idea_goes_from_a_program_to_the_page_and_back(
    ask: Ask, client: Client, project: Project, resident: User
) -> None:
    new = {**IDEA, "category": "jugend", "lat": 48.78, "lon": 13.44}
    posted = ask("post", f"/participations/{project.public_id}/ideas", resident, new)
    assert posted.status_code == 201
    assert posted.json()["is_waiting"] is False
    idea = Idea.objects.get()
    assert (idea.author, idea.category.slug, idea.pin) == (resident, "jugend", (48.78, 13.44))
    assert "Eine Linde" in client.get(posted.json()["url"]).content.decode()
    assert Record.objects.filter(verb="participation.idea.posted").exists()
    changed = ask("patch", f"/ideas/{idea.public_id}", resident, {"text": "Mit zwei Bänken.", "category": None})
    assert changed.status_code == 200
    idea.refresh_from_db()
    assert (idea.title, idea.text, idea.category, idea.lat) == ("Eine Linde", "Mit zwei Bänken.", None, 48.78)
    assert [row["title"] for row in ask("get", "/me/ideas", resident, scope="read").json()["items"]] == ["Eine Linde"]
    assert ask("delete", f"/ideas/{idea.public_id}", resident).status_code == 204
    assert client.get(f"/api/v1/ideas/{idea.public_id}").status_code == 404


def test_where_nothing_is_said_an_idea_does_not_tell_where_its_author_lives(
    ask: Ask, project: Project, resident: User, village: Place
) -> None:
    resident.home = village
    resident.save()
    assert ask("post", f"/participations/{project.public_id}/ideas", resident, IDEA).status_code == 201
    assert Idea.objects.get().place == project.place


def test_support_counts_once_and_can_be_taken_back(ask: Ask, idea: Idea, second_resident: User) -> None:
    address = f"/ideas/{idea.public_id}/support"
    for _twice in range(2):
        assert ask("put", address, second_resident).json() == {"supports": 1, "is_mine": True}
    for _twice in range(2):
        assert ask("delete", address, second_resident).json() == {"supports": 0, "is_mine": False}


def test_a_comment_and_a_reply(ask: Ask, idea: Idea, second_resident: User) -> None:
    address = f"/ideas/{idea.public_id}/comments"
    first = ask("post", address, second_resident, {"text": "Mit Ofen."}).json()
    reply = ask("post", address, second_resident, {"text": "Und Holz.", "reply_to": first["id"]})
    assert reply.status_code == 201
    assert Comment.objects.get(public_id=reply.json()["id"]).parent.text == "Mit Ofen."
    nowhere = ask("post", address, second_resident, {"text": "?", "reply_to": str(uuid.uuid4())})
    assert (nowhere.status_code, nowhere.json()["errors"][0]["where"]) == (422, "body.reply_to")


def test_the_town_hall_answers_with_a_key_made_for_it(ask: Ask, idea: Idea, clerk: User, resident: User) -> None:
    address, answer = f"/ideas/{idea.public_id}/answers", {"status": "planned", "text": "Im Haushalt 2028."}
    told = ask("post", address, clerk, answer, scope="staff")
    assert (told.status_code, told.json()["by"]) == (201, "Markt Perlesreut")
    idea.refresh_from_db()
    assert idea.latest_answer.status == "planned"
    assert ask("post", address, clerk, answer, scope="take_part").status_code == 403
    assert ask("post", address, resident, answer, scope="staff").status_code == 403  # a key makes nobody a clerk
    assert idea.answers.count() == 1


def test_a_neighbours_clerk_answers_nothing_here(ask: Ask, idea: Idea, outsider: User) -> None:
    answer = {"status": "rejected", "text": "Nein."}
    assert ask("post", f"/ideas/{idea.public_id}/answers", outsider, answer, scope="staff").status_code == 403
    assert not idea.answers.exists()


@pytest.mark.parametrize("broken", ["none", "unknown", "revoked", "ended", "closed", "cookie"])
def test_without_a_key_in_force_nothing_is_written(
    client: Client, idea: Idea, second_resident: User, broken: str
) -> None:
    key, secret = make_key(second_resident, name="Probe", scope="take_part", days=30)
    match broken:
        case "unknown":
            secret = "linde_geraten"
        case "revoked":
            revoke_key(key)
        case "ended":
            AccessKey.objects.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
        case "closed":
            User.objects.filter(pk=second_resident.pk).update(is_active=False)
        case "cookie":
            client.force_login(second_resident)
    headers = {} if broken in {"none", "cookie"} else {"authorization": f"Bearer {secret}"}
    response = client.put(f"/api/v1/ideas/{idea.public_id}/support", headers=headers)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert "Zugangsschlüssel" in response.json()["title"]
    idea.refresh_from_db()
    assert idea.support_count == 0


def test_a_key_for_reading_writes_nothing(ask: Ask, idea: Idea, second_resident: User) -> None:
    refused = ask("put", f"/ideas/{idea.public_id}/support", second_resident, scope="read")
    assert (refused.status_code, "Nur lesen" in refused.json()["detail"]) == (403, True)
    me = ask("get", "/me", second_resident, scope="read")
    assert (me.json()["name"], me.json()["scope"]) == ("waldkauz_12", "read")
    assert "no-store" in me["Cache-Control"]
    assert AccessKey.objects.filter(last_used_on=timezone.localdate()).exists()


def test_what_is_over_or_private_is_so_for_programs_too(ask: Ask, set_up: Plan, resident: User, clerk: User) -> None:
    over = set_up(("ideas", -9, -5), title="Vorbei")
    refused = ask("post", f"/participations/{over.public_id}/ideas", resident, IDEA)
    assert (refused.status_code, "gesammelt" in refused.json()["detail"]) == (403, True)
    private = set_up(("ideas", -5, 9), title="Nur für uns", access=Project.Access.INVITED)
    draft = set_up(("ideas", -5, 9), title="Entwurf", publish=False)
    for hidden in (private, draft):
        assert ask("post", f"/participations/{hidden.public_id}/ideas", clerk, IDEA, scope="staff").status_code == 404
    assert not Idea.objects.exists()


def test_nobody_changes_what_another_one_wrote(ask: Ask, idea: Idea, second_resident: User) -> None:
    for method, body in (("patch", {"title": "Meins"}), ("delete", None)):
        assert ask(method, f"/ideas/{idea.public_id}", second_resident, body).status_code == 403
    idea.refresh_from_db()
    assert idea.title == "Ein Wohnzimmer für alle"


def test_what_is_looked_at_first_waits_and_who_pauses_writes_nothing(
    ask: Ask, client: Client, project: Project, municipality: Place, second_resident: User, moderator: User
) -> None:
    address = f"/participations/{project.public_id}/ideas"
    set_checkpoints(municipality, {"participation.idea"}, actor=moderator)
    posted = ask("post", address, second_resident, IDEA)
    assert (posted.status_code, posted.json()["is_waiting"]) == (201, True)
    assert client.get(f"/api/v1{address}").json()["items"] == []
    assert [row["is_waiting"] for row in ask("get", "/me/ideas", second_resident).json()["items"]] == [True]
    pause_person(second_resident, municipality, actor=moderator, days=7, ground="rules", reason="Beleidigt.")
    refused = ask("post", address, second_resident, IDEA)
    assert (refused.status_code, "Schreibpause" in refused.json()["detail"]) == (403, True)
    assert Idea.objects.count() == 1


def test_ten_ideas_a_day_are_enough_for_a_program_too(ask: Ask, project: Project, resident: User) -> None:
    sent = [ask("post", f"/participations/{project.public_id}/ideas", resident, IDEA) for _number in range(11)]
    assert [answer.status_code for answer in sent] == [201] * 10 + [429]


@pytest.mark.parametrize(
    ("body", "where", "words"),
    [
        ({"title": "Nur das"}, "body.text", "Diese Angabe fehlt."),
        ({**IDEA, "title": "x" * 121}, "body.title", "zu lang"),
        ({**IDEA, "category": "gibtsnicht"}, "body.category", "Thema"),
        ({**IDEA, "place": "ringelai"}, "body.place", "in Perlesreut nicht"),
        ({**IDEA, "lat": 48.78}, "body.lat", "gehören zusammen"),
        ({**IDEA, "lat": 0, "lon": 0}, "body.lat", "weit außerhalb"),
        ({**IDEA, "author": "jemand"}, "body.author", "kennt die Schnittstelle nicht"),
        ({**IDEA, "text": "a\x00b"}, "body.text", "Null"),
        ({**IDEA, "text": "   "}, "body.text", "Bitte beschreiben Sie"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    ask: Ask, project: Project, resident: User, neighbour: Place, body: dict[str, Any], where: str, words: str
) -> None:
    refused = ask("post", f"/participations/{project.public_id}/ideas", resident, body)
    assert refused.status_code == 422
    (mistake,) = refused.json()["errors"]
    assert mistake["where"] == where
    assert words in mistake["message"]
    assert not Idea.objects.exists()


def test_what_is_no_json_is_a_problem_in_words(ask: Ask, project: Project, resident: User) -> None:
    refused = ask("post", f"/participations/{project.public_id}/ideas", resident, '{"title": "ohne Schluss')
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")


def test_an_office_without_its_second_factor_is_kept_out(ask: Ask, idea: Idea, clerk: User, settings: Any) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    refused = ask("put", f"/ideas/{idea.public_id}/support", clerk)
    assert (refused.status_code, "zweiten Schutz" in refused.json()["detail"]) == (403, True)


def test_who_never_said_a_name_is_led_to_the_page_first(ask: Ask, idea: Idea, second_resident: User) -> None:
    User.objects.filter(pk=second_resident.pk).update(pseudonym=None)
    assert ask("put", f"/ideas/{idea.public_id}/support", second_resident).status_code == 403
