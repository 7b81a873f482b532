"""An opinion map from the first statement to what unites a village."""

import datetime
import random
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import puzzle
from dorflinde.moderation.models import Review
from dorflinde.participation import actions, queries
from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import Activity, Opinion, Project, Statement, Voice

TEXTS = [
    "Der Bus soll abends fahren.", "Wir brauchen mehr Parkplätze.", "Die Mitte wird autofrei.", "Ein Dorfladen hilft allen.",
    "Das Freibad bleibt offen.", "Tempo 30 im ganzen Ort.", "Mehr Bäume am Marktplatz.", "Neue Häuser nur im Ortskern.",
]  # fmt: skip


@pytest.fixture
def opinion_map(project: Project) -> Activity:
    """Eight statements on getting about."""
    cache.clear()
    made = actions.create_activity(
        project, "opinion_map", ActivityPlan(project.timetable[0], "Wie bewegen wir uns?"), actor=None
    )
    actions.add_statements(made, TEXTS, actor=None)
    return made


def address(name: str, opinion_map: Activity) -> str:
    return reverse(f"participation:{name}", args=["perlesreut", opinion_map.project.slug, opinion_map.slug])


def vote(client: Client, opinion_map: Activity, statement: Statement, word: str, **more: str) -> Any:
    return client.post(opinion_map.get_absolute_url(), {"aussage": str(statement.public_id), "stimme": word, **more})


def crowd(opinion_map: Activity, *sizes: int) -> None:
    """Groups that see the first statements against each other and the last two alike."""
    chance = random.Random(7)  # noqa: S311 - the same crowd each time
    statements = list(Statement.objects.of(opinion_map))
    for group, size in enumerate(sizes):
        for _number in range(size):
            voice = Voice.objects.create(activity=opinion_map)
            for at, statement in enumerate(statements):
                side = 1 if at >= 6 or at % len(sizes) == group else -1
                drawn = side if chance.random() < 0.93 else 0
                Opinion.objects.create(voice=voice, statement=statement, vote=drawn)


def test_a_person_votes_through_and_may_change_a_vote(client: Client, opinion_map: Activity, resident: User) -> None:
    client.force_login(resident)
    seen = []
    for number in range(len(TEXTS)):
        page = client.get(opinion_map.get_absolute_url())
        asked = page.context["standing"].next
        assert f"{number} von 8 Aussagen beantwortet" in page.content.decode()
        assert asked == client.get(opinion_map.get_absolute_url()).context["standing"].next, "a reload asks the same"
        seen.append(asked)
        vote(client, opinion_map, asked, "ja")
    assert len(set(seen)) == len(TEXTS)
    page = client.get(opinion_map.get_absolute_url()).content.decode()
    assert "Das waren alle Aussagen" in page and "Ihre 8 Antworten" in page
    again = client.get(opinion_map.get_absolute_url(), {"aussage": str(seen[0].public_id)})
    assert again.context["standing"].next == seen[0]
    vote(client, opinion_map, seen[0], "nein")
    assert Opinion.objects.get(statement=seen[0]).vote == Opinion.Vote.DISAGREE
    assert Opinion.objects.count() == 8


def test_who_is_not_signed_in_is_asked_to_before_voting(client: Client, opinion_map: Activity) -> None:
    page = client.get(opinion_map.get_absolute_url()).content.decode()
    assert "anmelden" in page and 'name="stimme"' not in page
    vote(client, opinion_map, Statement.objects.of(opinion_map)[0], "ja")
    assert not Opinion.objects.exists()


def test_where_a_project_takes_guests_nobody_votes_without_the_puzzle(client: Client, opinion_map: Activity) -> None:
    Project.objects.filter(pk=opinion_map.project_id).update(participants=Project.Participants.ANYONE)
    assert 'name="stimme"' in client.get(opinion_map.get_absolute_url()).content.decode()
    refused = vote(client, opinion_map, Statement.objects.of(opinion_map)[0], "ja").content.decode()
    assert "Schutz gegen Automaten" in refused
    assert not Opinion.objects.exists()
    first, second = Statement.objects.of(opinion_map)[:2]
    answer = vote(client, opinion_map, first, "ja", puzzle=puzzle.solve(puzzle.new_puzzle()))
    assert "mitmachen" in answer.cookies
    vote(client, opinion_map, second, "nein")
    vote(client, opinion_map, first, "nein")
    assert Voice.objects.get().opinions.count() == 2, "the same browser is the same voice"


@pytest.mark.parametrize("sent", [{"aussage": "x", "stimme": "ja"}, {"stimme": "ja"}, {"aussage": "01a21b54-b49e-7647-b852-850b47aa7154", "stimme": "ja"}])  # fmt: skip
def test_a_statement_that_is_not_there_gets_no_vote(
    client: Client, opinion_map: Activity, resident: User, sent: dict[str, str]
) -> None:
    client.force_login(resident)
    assert client.post(opinion_map.get_absolute_url(), sent).status_code == 404
    assert not Opinion.objects.exists()


def test_a_vote_that_is_none_is_refused_with_words(client: Client, opinion_map: Activity, resident: User) -> None:
    client.force_login(resident)
    page = vote(client, opinion_map, Statement.objects.of(opinion_map)[0], "vielleicht")
    assert "eine der drei Antworten" in page.content.decode()
    assert not Voice.objects.exists()


def test_an_own_statement_waits_for_the_town_hall_without_its_author(
    client: Client, opinion_map: Activity, resident: User, clerk: User
) -> None:
    client.force_login(resident)
    client.post(address("statement_new", opinion_map), {"text": "Der  Radweg soll beleuchtet sein."})
    made = Statement.objects.get(author=resident)
    assert made.text == "Der Radweg soll beleuchtet sein." and made.is_hidden
    assert Review.objects.get().subject_id == made.public_id
    assert made not in Statement.objects.of(opinion_map).shown()
    assert queries.standing_of(opinion_map, None).total == len(TEXTS)
    actions.restore_statement(made.public_id, actor=clerk)
    assert queries.standing_of(opinion_map, None).total == len(TEXTS) + 1
    client.force_login(clerk)
    assert resident.pseudonym not in client.get(address("statements", opinion_map)).content.decode()


def test_the_same_statement_is_not_there_twice(client: Client, opinion_map: Activity, resident: User) -> None:
    client.force_login(resident)
    page = client.post(address("statement_new", opinion_map), {"text": TEXTS[0]}).content.decode()
    assert "gibt es schon" in page and TEXTS[0] in page
    assert Statement.objects.count() == len(TEXTS)


def test_groups_what_unites_and_what_divides_are_named(client: Client, opinion_map: Activity) -> None:
    crowd(opinion_map, 14, 11)
    page = client.get(address("opinion_map", opinion_map))
    picture = page.context["picture"]
    assert picture.people == 25
    assert [group.size for group in picture.groups] == [14, 11]
    assert {line.text for line in picture.unites} == set(TEXTS[6:])
    assert {line.text for line in picture.divides} == set(TEXTS[:6])
    words = page.content.decode()
    assert "Gruppe A" in words and "Gruppe B: 11" in words, "the drawing has its words"
    table = client.get(address("statements_csv", opinion_map))
    lines = b"".join(table.streaming_content).decode().splitlines()
    assert len(lines) == 1 + len(TEXTS)


def test_small_groups_are_not_shown(client: Client, opinion_map: Activity) -> None:
    crowd(opinion_map, 14, 3)
    page = client.get(address("opinion_map", opinion_map))
    assert not page.context["picture"].groups
    assert not page.context["picture"].dots
    assert "mindestens 5 Menschen" in page.content.decode()


def test_fewer_than_five_people_show_nothing(client: Client, opinion_map: Activity) -> None:
    crowd(opinion_map, 4)
    page = client.get(address("opinion_map", opinion_map))
    assert page.context["picture"] is None
    assert "ab 5 Menschen" in page.content.decode()
    assert client.get(address("statements_csv", opinion_map)).status_code == 403


def test_the_map_follows_what_is_taken_off_and_brought_back(client: Client, opinion_map: Activity, clerk: User) -> None:
    crowd(opinion_map, 8, 8)
    client.force_login(clerk)
    gone = Statement.objects.of(opinion_map)[7]
    office = address("statements", opinion_map)
    for word, there in (("herausnehmen", False), ("zurueckholen", True)):
        client.post(office, {"aussage": str(gone.public_id), "was": word})
        shown = {line.text for line in client.get(address("opinion_map", opinion_map)).context["picture"].lines}
        assert (gone.text in shown) is there
    assert gone.opinions.count() == 16


def test_what_was_voted_on_keeps_its_words(client: Client, opinion_map: Activity, clerk: User, resident: User) -> None:
    first, second = Statement.objects.of(opinion_map)[:2]
    actions.vote_on(first, 1, person=resident)
    client.force_login(clerk)
    for statement in (first, second):
        client.post(
            address("statements", opinion_map),
            {"aussage": str(statement.public_id), "was": "umformulieren", "text": f"Neu: {statement.pk}"},
        )
    assert [one.text for one in Statement.objects.of(opinion_map)[:2]] == [TEXTS[0], f"Neu: {second.pk}"]


def test_too_long_a_line_is_named_and_nothing_is_written(client: Client, opinion_map: Activity, clerk: User) -> None:
    client.force_login(clerk)
    page = client.post(address("statements", opinion_map), {"texts": "Kurz genug.\n" + "x" * 161}).content.decode()
    assert "Zeile 2 ist zu lang" in page and "Kurz genug." in page
    assert Statement.objects.count() == len(TEXTS)


def test_deleting_an_account_takes_votes_along_while_people_vote_and_leaves_them_nameless_after(
    opinion_map: Activity, resident: User, second_resident: User
) -> None:
    statement = Statement.objects.of(opinion_map)[0]
    actions.vote_on(statement, 1, person=resident)
    actions.forget_person_on_maps(resident)
    assert not Voice.objects.exists()
    actions.vote_on(statement, -1, person=second_resident)
    phase = opinion_map.phase
    phase.starts_on, phase.ends_on = (timezone.localdate() - datetime.timedelta(days=days) for days in (9, 2))
    phase.save()
    actions.forget_person_on_maps(second_resident)
    assert [(voice.person, voice.opinions.count()) for voice in Voice.objects.all()] == [(None, 1)]


def test_whose_voice_it_was_is_forgotten_after_ninety_days(opinion_map: Activity, resident: User) -> None:
    actions.vote_on(Statement.objects.of(opinion_map)[0], 1, person=resident)
    assert actions.forget_voices() == 0
    phase = opinion_map.phase
    phase.starts_on, phase.ends_on = (timezone.localdate() - datetime.timedelta(days=days) for days in (120, 91))
    phase.save()
    assert actions.forget_voices() == 1
    assert Voice.objects.get().person is None


@pytest.mark.parametrize("people", [6, 24])
def test_the_page_costs_the_same_with_many(
    client: Client, opinion_map: Activity, resident: User, people: int, django_assert_max_num_queries: Any
) -> None:
    crowd(opinion_map, people)
    client.force_login(resident)
    with django_assert_max_num_queries(24):
        client.get(opinion_map.get_absolute_url())


def test_a_statement_in_a_private_project_shows_nowhere_else(opinion_map: Activity) -> None:
    said = Statement.objects.of(opinion_map)[0]
    assert queries.describe_statements([said.public_id])[said.public_id].is_public
    Project.objects.filter(pk=opinion_map.project_id).update(access=Project.Access.INVITED)
    assert not queries.describe_statements([said.public_id])[said.public_id].is_public
