"""The list of projects and the ideas of a project: order, search, filters, pages, map, cost."""

import datetime
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from dorflinde.accounts.models import User
from dorflinde.participation import actions, queries
from dorflinde.participation.models import Idea, Project, Support
from dorflinde.participation.models.idea import searchable
from dorflinde.places.models import Place

INDEX = "/perlesreut/mitreden/"


def titles(client: Client, project: Project, **query: str) -> list[str]:
    page = client.get(project.get_absolute_url(), query).content.decode()
    return re.findall(r'<h3><a class="quiet-link" href="[^"]+/ideen/[^"]+">([^<]+)</a></h3>', page)


@pytest.fixture
def three(project: Project, resident: User, clerk: User, village: Place) -> list[Idea]:
    """Three ideas of different age, place, topic, state and support."""
    topics = {category.slug: category for category in project.categories.all()}
    now = timezone.now()
    made = [
        actions.post_idea(project, actor=resident, title="Grüne Straße", text="Bäume in Töpfen", category=topics["begegnung"], at=now - datetime.timedelta(days=3)),
        actions.post_idea(project, actor=resident, title="Jugendraum", text="Ein Schlüssel für uns", category=topics["jugend"], place=village, lat=48.78, lon=13.44, at=now - datetime.timedelta(days=2)),
        actions.post_idea(project, actor=resident, title="Kino", text="Leinwand im Café", at=now - datetime.timedelta(days=1)),
    ]  # fmt: skip
    actions.support_idea(made[1], actor=resident)
    actions.answer_idea(made[1], actor=clerk, status="planned", text="Kommt.")
    return made


# --- Projects -------------------------------------------------------------------------------------------------------------
def test_projects_stand_under_now_soon_and_done(client: Client, set_up) -> None:
    set_up(("ideas", -9, 9), title="Läuft lange")
    set_up(("ideas", -9, 0), title="Endet heute")
    set_up(("ideas", 5, 9), title="Kommt noch")
    set_up(("ideas", -9, -5), title="Ist vorbei")
    set_up(("ideas", 0, 5), title="Ist ein Entwurf", publish=False)
    page = client.get(INDEX).content.decode()
    order = [page.index(words) for words in ("Endet heute", "Läuft lange", "Kommt noch", "Ist vorbei")]
    assert order == sorted(order)
    assert "Ist ein Entwurf" not in page


def test_a_pause_between_phases_still_counts_as_now(client: Client, set_up) -> None:
    set_up(("ideas", -9, -5), ("decision", 5, 9), title="Macht Pause")
    assert [card.project.title for card in queries.running_projects(Place.objects.get(slug="perlesreut"))] == [
        "Macht Pause"
    ]
    assert "Beraten und entscheiden" in client.get(INDEX).content.decode()


def test_an_empty_place_shows_its_neighbours(client: Client, set_up, neighbour: Place) -> None:
    set_up(("ideas", 0, 9), title="Was soll im Dorfzentrum stattfinden?", place=neighbour)
    page = client.get(INDEX).content.decode()
    assert "Gerade läuft in Perlesreut keine Beteiligung" in page
    assert "Was soll im Dorfzentrum stattfinden?" in page
    assert "Gemeinde Ringelai" in page
    neighbour.modules_off = ["participation"]
    neighbour.save()
    client.force_login(User.objects.create_user("a@example.org", pseudonym="a"))
    assert "Was soll im Dorfzentrum" not in client.get(INDEX).content.decode()


def test_a_place_with_enough_of_its_own_leaves_the_neighbours_out(client: Client, set_up, neighbour: Place) -> None:
    for number in range(3):
        set_up(("ideas", 0, 9), title=f"Eigenes {number}")
    set_up(("ideas", 0, 9), title="Von nebenan", place=neighbour)
    assert "Von nebenan" not in client.get(INDEX).content.decode()


def test_many_finished_projects_come_in_pages(client: Client, set_up) -> None:
    for number in range(11):
        set_up(("ideas", -50 - number, -40 - number), title=f"Alt {number:02}")
    first, second = (client.get(INDEX, {"seite": page}).content.decode() for page in ("1", "2"))
    assert "Alt 00" in first
    assert "Alt 10" not in first
    assert "Alt 10" in second
    assert client.get(INDEX, {"seite": "quatsch"}).status_code == 200


@pytest.mark.parametrize("number", [1, 6])
def test_the_index_costs_the_same_with_many_projects(
    client: Client, set_up, neighbour: Place, resident: User, django_assert_max_num_queries, number: int
) -> None:
    for n in range(number):
        for first, last in ((0, 9), (5, 9), (-9, -5)):
            set_up(("ideas", first, last), title=f"{first} {n}")
        set_up(("ideas", 0, 9), title=f"Nebenan {n}", place=neighbour)
    client.force_login(resident)
    with django_assert_max_num_queries(19):
        client.get(INDEX)
    client.logout()
    with django_assert_max_num_queries(17):
        client.get(INDEX)


def test_the_square_says_what_ends_first(rf, set_up, municipality: Place) -> None:
    from django.contrib.auth.models import AnonymousUser

    from dorflinde.participation.views.projects import square_card

    request = rf.get("/")
    request.user = AnonymousUser()
    assert square_card(request, municipality) is None
    set_up(("information", 0, 1), title="Nur zum Lesen")
    assert square_card(request, municipality) is None
    set_up(("ideas", 0, 9), title="Später")
    set_up(("comments", 0, 2), title="Bald")
    card = square_card(request, municipality)
    assert card is not None
    assert "Bald" in card
    assert "noch 2 Tage" in card


# --- Ideas ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Kino", "Jugendraum", "Grüne Straße"]),
        ({"sortierung": "unterstuetzt"}, ["Jugendraum", "Kino", "Grüne Straße"]),
        ({"suche": "STRASSE"}, ["Grüne Straße"]),
        ({"suche": "straße"}, ["Grüne Straße"]),
        ({"suche": "GRÜNE bäume"}, ["Grüne Straße"]),
        ({"suche": "gruene"}, ["Grüne Straße"]),
        ({"suche": "cafe"}, ["Kino"]),
        ({"suche": "kino baum"}, []),
        ({"suche": "%"}, []),
        ({"suche": "_"}, []),
        ({"thema": "jugend"}, ["Jugendraum"]),
        ({"stand": "planned"}, ["Jugendraum"]),
        ({"stand": "offen"}, ["Kino", "Grüne Straße"]),
        ({"ort": "niederperlesreut"}, ["Jugendraum"]),
        ({"ort": "niederperlesreut", "suche": "kino"}, []),
        (
            {"thema": "gibtesnicht", "stand": "quatsch", "sortierung": "x", "nach": "y", "vor": "z"},
            ["Kino", "Jugendraum", "Grüne Straße"],
        ),
    ],
)
def test_what_is_asked_for_stands_in_the_address(
    client: Client, project: Project, three: list[Idea], query: dict[str, str], expected: list[str]
) -> None:
    assert titles(client, project, **query) == expected


def test_the_form_shows_what_was_asked_for(client: Client, project: Project, three: list[Idea]) -> None:
    page = client.get(project.get_absolute_url(), {"suche": "grün", "thema": "begegnung"}).content.decode()
    assert 'value="grün"' in page
    assert '<option value="begegnung" selected>' in page
    assert "1 Idee gefunden" in page
    assert "Dazu steht noch nichts hier" in client.get(project.get_absolute_url(), {"suche": "xyz"}).content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=120), order=st.sampled_from(["", "neu", "unterstuetzt", "\0"]))
def test_no_search_breaks_the_page(client: Client, project: Project, three: list[Idea], words: str, order: str) -> None:
    found = queries.page_of_ideas(project, queries.Wish(words=words, order=order), user=three[0].author)
    assert {idea.pk for idea in found.ideas} <= {idea.pk for idea in three}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_address_breaks_the_page(client: Client, project: Project, three: list[Idea], words: str) -> None:
    query = dict.fromkeys(["suche", "thema", "stand", "ort", "sortierung", "nach", "vor", "ansicht"], words)
    assert client.get(project.get_absolute_url(), query).status_code == 200


@settings(max_examples=200)
@given(text=st.text(max_size=80), part=st.data())
def test_every_word_of_a_text_finds_it(text: str, part: st.DataObject) -> None:
    whole = searchable(text)
    assert searchable(whole) == whole
    assert "\0" not in whole
    words = text.split()
    if words:
        word = searchable(part.draw(st.sampled_from(words)))
        assert all(piece in whole for piece in word.split())


def test_the_map_shows_the_same_ideas_as_the_list_beside_it(
    client: Client, project: Project, three: list[Idea]
) -> None:
    page = client.get(project.get_absolute_url(), {"ansicht": "karte"}).content.decode()
    pins = json.loads(re.search(r'<script id="ideen-nadeln" type="application/json">(.*?)</script>', page).group(1))
    assert [(pin["title"], pin["lat"], pin["lon"]) for pin in pins] == [("Jugendraum", 48.78, 13.44)]
    for idea in three:
        assert f'<a href="{idea.get_absolute_url()}">{idea.title}</a>' in page
    assert page.count("ohne Nadel auf der Karte") == 2
    assert "ansicht=karte" not in titles(client, project, suche="kino")


def test_pages_lead_forth_and_back_without_losing_an_idea(client: Client, project: Project, resident: User) -> None:
    moment = timezone.now()
    made = [actions.post_idea(project, actor=resident, title=f"Idee {n:02}", text="…", at=moment) for n in range(45)]
    expected = [idea.title for idea in reversed(made)]  # all at the same moment: the younger row stands first
    seen, url, pages = [], f"{project.get_absolute_url()}?suche=idee", 0
    last_before = ""
    while url:
        page = client.get(url).content.decode()
        seen += re.findall(r">(Idee \d\d)</a></h3>", page)
        link = re.search(r'href="([^"]*nach=[^"]*)"', page)
        back = re.search(r'href="([^"]*vor=[^"]*)"', page)
        assert (back is not None) is (pages > 0)
        last_before = back.group(1).replace("&amp;", "&") if back else ""
        url = link.group(1).replace("&amp;", "&") if link else ""
        assert not url or "suche=idee" in url
        pages += 1
    assert (seen, pages) == (expected, 3)
    assert re.findall(r">(Idee \d\d)</a></h3>", client.get(last_before).content.decode()) == expected[20:40]


@pytest.mark.parametrize("order", ["neu", "unterstuetzt"])
def test_forth_and_back_meet_in_either_order(project: Project, resident: User, order: str) -> None:
    for n in range(9):
        idea = actions.post_idea(project, actor=resident, title=f"Idee {n}", text="…")
        Idea.objects.filter(pk=idea.pk).update(support_count=n // 3)
    wish = queries.Wish(order=order)
    first = queries.page_of_ideas(project, wish, user=resident, size=4)
    second = queries.page_of_ideas(project, wish, user=resident, size=4, after=first.after)
    back = queries.page_of_ideas(project, wish, user=resident, size=4, before=second.before)
    assert [idea.pk for idea in back.ideas] == [idea.pk for idea in first.ideas]
    assert not back.before
    third = queries.page_of_ideas(project, wish, user=resident, size=4, after=second.after)
    assert (len(third.ideas), third.after) == (1, "")
    assert len({idea.pk for page in (first, second, third) for idea in page.ideas}) == 9


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_of_ideas_costs_the_same_with_many(
    client: Client, project: Project, resident: User, second_resident: User, django_assert_max_num_queries, number: int
) -> None:
    for n in range(number):
        idea = actions.post_idea(project, actor=resident, title=f"Idee {n}", text="…", lat=48.78, lon=13.44)
        actions.comment_on_idea(idea, actor=second_resident, text="Ja")
    client.force_login(resident)
    for query in ({}, {"ansicht": "karte"}, {"suche": "idee", "sortierung": "unterstuetzt"}):
        with django_assert_max_num_queries(13):
            client.get(project.get_absolute_url(), query)


def test_ordered_lists_walk_along_an_index(project: Project) -> None:
    """A page must not cost more in a million ideas: the database reads an index and sorts nothing."""
    for order in ("neu", "unterstuetzt"):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            queries.page_of_ideas(project, queries.Wish(order=order), user=User(pk=1))
        sql = next(query["sql"] for query in caught if "ORDER BY" in query["sql"])
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = " ".join(str(row[-1]) for row in cursor.fetchall())
            assert "participation_newest" in plan or "participation_supported" in plan
            assert "TEMP B-TREE" not in plan


def test_who_supports_an_idea_sees_it_in_the_list(
    client: Client, project: Project, three: list[Idea], resident: User
) -> None:
    assert Support.objects.count() == 1
    client.force_login(resident)
    assert client.get(project.get_absolute_url()).content.decode().count("auch von Ihnen") == 1
