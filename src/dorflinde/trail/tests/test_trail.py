"""The trail as residents meet it: what became of it, step by step."""

import datetime
import json
import re
import uuid

import pytest
from django.utils import timezone

from dorflinde.accounts.models import Role
from dorflinde.audit.models import Record
from dorflinde.core.subjects import ExpectedStep
from dorflinde.feed.models import OutboxItem
from dorflinde.places.models import Place
from dorflinde.trail.exports import rows_of_person
from dorflinde.trail.models import Follow, Link, Step
from dorflinde.trail.public import (
    LinkProblem,
    follow,
    follow_up,
    followers_of,
    latest_steps,
    link,
    offspring_of,
    origins_of,
    unlink,
    url_of,
)

from .conftest import MEASURE

DAY = datetime.timedelta(days=1)


def ago(days):
    return timezone.now() - days * DAY


def words(html: str) -> str:
    """What a reader reads: without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def read(client, ref) -> str:
    response = client.get(url_of(ref))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def thread(begin, things, clerk):
    """An idea that was answered, became a measure, was scheduled and begun."""
    idea = begin("Bänke, an denen man mitgenommen wird", days_ago=100, note="128 Unterstützungen")
    follow_up(
        idea,
        kind="answered",
        title="Beantwortet",
        text="Das ist machbar.",
        actor=clerk,
        by="Markt Perlesreut",
        at=ago(90),
    )
    measure = begin("Mitfahrbank", kind=MEASURE, days_ago=60)
    at = things.found[measure.id].created_at
    link(idea, measure, actor=clerk, at=at)
    follow_up(idea, kind="measure", title="Daraus wird eine Maßnahme", actor=clerk, by="Markt Perlesreut", at=at)
    follow_up(
        measure, kind="begun", title="Begonnen", text="Die erste Bank steht.", actor=clerk, by="Bauhof", at=ago(3)
    )
    things.next[measure.id] = [
        ExpectedStep("Rückblick", "Hat es geholfen?", when_text="Herbst 2027"),
        ExpectedStep("Fertig", when=timezone.localdate() + 30 * DAY),
    ]
    return idea, measure


# --- Reading ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("end", [0, 1], ids=["idea", "measure"])
def test_the_trail_tells_the_whole_story_from_either_end(client, thread, end):
    html = read(client, thread[end])
    text = words(html)
    assert "<h1>Von der Idee zur Maßnahme: Mitfahrbank</h1>" in html
    story = [
        "„Bänke, an denen man mitgenommen wird“", "von linden_lena", "128 Unterstützungen",
        "Beantwortet", "Das ist machbar.", "Daraus wird eine Maßnahme", "„Mitfahrbank“", "von Markt Perlesreut",
        "Begonnen", "Die erste Bank steht.", "von Bauhof", "Fertig", "Rückblick",
    ]  # fmt: skip
    position = text.index("Jeder Schritt mit Datum")
    for part in story:
        assert part in text[position:], f"{part} is missing or stands too early"
        position = text.index(part, position)


def test_what_one_action_wrote_in_several_places_is_one_knot(client, thread):
    html = read(client, thread[1])
    assert html.count('<li class="knot') == 6  # idea, answer, measure, begun; two to come
    assert html.count('class="knot now"') == 1
    assert html.count('class="knot next"') == 2
    assert words(html).count("Daraus wird eine Maßnahme") == 1


def test_the_step_that_stands_now_is_the_latest(client, thread):
    now = read(client, thread[0]).split('class="knot now"')[1].split("</li>")[0]
    assert "Begonnen" in now


def test_an_idea_on_its_own_asks_what_became_of_it(client, begin):
    assert "<h1>Was wurde aus „Radweg“?</h1>" in read(client, begin("Radweg"))


def test_an_answer_given_a_moment_later_keeps_its_own_knot(client, begin, clerk):
    idea = begin("Radweg", days_ago=0.01)
    follow_up(idea, kind="answered", title="Beantwortet", actor=clerk)
    assert read(client, idea).count('<li class="knot') == 2


def test_the_same_news_for_many_ideas_is_told_once(client, begin, things, clerk):
    ideas = [begin(f"Idee {number}", days_ago=50 - number) for number in range(3)]
    measure = begin("Mitfahrbank", kind=MEASURE, days_ago=10)
    at = things.found[measure.id].created_at
    for idea in ideas:
        link(idea, measure, actor=clerk, at=at)
        follow_up(idea, kind="measure", title="Daraus wird eine Maßnahme", text="Wir bauen.", actor=clerk, at=at)
    text = words(read(client, measure))
    assert text.count("Daraus wird eine Maßnahme") == 1
    assert text.count("Wir bauen.") == 1


def test_many_origins_share_a_knot_and_are_all_listed(client, begin, clerk):
    ideas = [begin(f"Karte {number}", days_ago=90 - number) for number in range(23)]
    measure = begin("Mitfahrbank", kind=MEASURE, days_ago=10)
    for idea in ideas:
        link(idea, measure, actor=clerk)
    html = read(client, measure)
    assert html.count('<li class="knot') == 5  # three cards, the rest together, the measure
    assert "20 weitere Beiträge" in html
    for number in range(23):
        assert f"Karte {number}<" in html


def test_what_is_not_public_is_left_out(client, thread, things):
    idea, measure = thread
    things.change(idea, is_public=False)
    html = read(client, measure)
    assert "Bänke" not in html
    assert "linden_lena" not in html
    assert "Das ist machbar." not in html
    assert client.get(url_of(idea)).status_code == 404
    assert client.get(f"{url_of(idea)}spur.json").status_code == 404
    things.remove(measure)
    assert client.get(url_of(measure)).status_code == 404


def test_a_later_thing_that_is_not_public_is_left_out_too(client, thread, things):
    idea, measure = thread
    things.change(measure, is_public=False)
    html = read(client, idea)
    assert "Mitfahrbank" not in html
    assert "Begonnen" not in html
    assert "Rückblick" not in html


def test_what_lies_ahead_is_not_told_as_done(client, begin, clerk):
    idea = begin("Radweg")
    follow_up(idea, kind="planned", title="Noch nicht geschehen", actor=clerk, at=timezone.now() + DAY)
    assert "Noch nicht geschehen" not in read(client, idea)


def test_an_unknown_trail_does_not_exist(client, municipality):
    assert client.get(f"/spur/{uuid.uuid4()}/").status_code == 404
    assert client.get("/spur/quatsch/").status_code == 404


def test_neighbours_who_adopt_a_measure_are_named_beside_it(client, thread, begin, neighbour, clerk):
    _idea, measure = thread
    theirs = begin("Mitfahrbank in Ringelai", kind=MEASURE, days_ago=5, place=neighbour)
    link(measure, theirs, kind=Link.Kind.ADOPTED, actor=clerk)
    follow_up(theirs, kind="begun", title="In Ringelai begonnen", actor=clerk)
    ours = words(read(client, measure))
    assert "Auch anderswo Mitfahrbank in Ringelai Maßnahme · Ringelai" in ours
    assert "In Ringelai begonnen" not in ours
    assert "Übernommen von Mitfahrbank Maßnahme · Perlesreut" in words(read(client, theirs))


def test_a_thing_that_answers_stands_on_the_line(client, thread, begin, clerk):
    idea, _measure = thread
    news = begin("So geht es weiter mit den Bänken", kind=MEASURE, days_ago=50, label="Artikel")
    link(news, idea, kind=Link.Kind.ANSWERS, actor=clerk, at=ago(50))
    assert "Artikel „So geht es weiter mit den Bänken“" in words(read(client, idea))


# --- Links ------------------------------------------------------------------------------------------------------------
def test_a_circle_is_refused(begin, clerk):
    first, second, third = begin("A"), begin("B"), begin("C")
    link(first, second, kind=Link.Kind.MERGED, actor=clerk)
    link(second, third, actor=clerk)
    for begin_, end in [(third, first), (first, first), (second, first)]:
        with pytest.raises(LinkProblem):
            link(begin_, end, actor=clerk)


def test_linking_twice_changes_nothing_and_can_be_taken_back(thread, clerk, municipality):
    idea, measure = thread
    number = Record.objects.count()
    link(idea, measure, actor=clerk)
    assert Link.objects.count() == 1
    assert Record.objects.count() == number
    assert [found.title for found in origins_of(measure)] == ["Bänke, an denen man mitgenommen wird"]
    assert [found.title for found in offspring_of(idea)] == ["Mitfahrbank"]
    unlink(idea, measure, actor=clerk)
    assert origins_of(measure) == []
    assert Record.objects.order_by("-number").first().verb == "trail.link.taken_back"


@pytest.mark.parametrize("deed", ["link", "follow_up"])
def test_a_change_makes_kept_pages_new(thread, begin, clerk, municipality, region, deed):
    idea, _measure = thread
    other = begin("Noch eine")
    before = [Place.objects.get(pk=place.pk).edition for place in (municipality, region)]
    if deed == "link":
        link(other, idea, kind=Link.Kind.MERGED, actor=clerk)
    else:
        follow_up(idea, kind="x", title="x", actor=clerk)
    after = [Place.objects.get(pk=place.pk).edition for place in (municipality, region)]
    assert after[0] > before[0]
    assert after[1] > before[1]


# --- Following --------------------------------------------------------------------------------------------------------
def test_following_and_leaving(client, thread, resident):
    _idea, measure = thread
    client.force_login(resident)
    assert "Spur folgen" in read(client, measure)
    html = client.post(f"{url_of(measure)}folgen/", follow=True).content.decode()
    assert "Sie folgen dieser Spur." in html
    assert "Nicht mehr folgen" in html
    assert "1 Mensch folgt ihr." in html
    client.post(f"{url_of(measure)}folgen/")
    assert Follow.objects.count() == 1
    html = client.post(f"{url_of(measure)}nicht-folgen/", follow=True).content.decode()
    assert "Sie folgen dieser Spur nicht mehr." in html
    assert not Follow.objects.exists()


def test_who_follows_the_idea_hears_of_the_measure_and_can_leave_there(client, thread, resident):
    idea, measure = thread
    follow(idea, resident)
    assert followers_of(measure) == [resident]
    client.force_login(resident)
    assert "Nicht mehr folgen" in read(client, measure)
    client.post(f"{url_of(measure)}nicht-folgen/")
    assert followers_of(measure) == []


def test_who_follows_the_first_measure_is_not_told_of_every_step_elsewhere(thread, begin, resident, neighbour, clerk):
    _idea, measure = thread
    theirs = begin("Mitfahrbank in Ringelai", kind=MEASURE, place=neighbour)
    link(measure, theirs, kind=Link.Kind.ADOPTED, actor=clerk)
    follow(measure, resident)
    assert followers_of(theirs) == []


def test_a_guest_reads_without_a_trace_and_is_led_to_the_sign_in(client, thread):
    idea, _measure = thread
    response = client.get(url_of(idea))
    assert not response.cookies
    html = response.content.decode()
    assert "Anmelden und folgen" in html
    assert "csrfmiddlewaretoken" not in html
    assert f"next={url_of(idea)}".replace("/", "%2F") in html
    assert client.post(f"{url_of(idea)}folgen/").status_code == 302
    assert not Follow.objects.exists()


@pytest.mark.parametrize("address", ["folgen/", "nicht-folgen/"])
def test_a_link_changes_nothing(client, thread, resident, address):
    client.force_login(resident)
    assert client.get(f"{url_of(thread[0])}{address}").status_code == 405


def test_a_hidden_thing_cannot_be_followed_but_left(client, thread, things, resident):
    idea, _measure = thread
    follow(idea, resident)
    things.change(idea, is_public=False)
    client.force_login(resident)
    assert client.post(f"{url_of(idea)}folgen/").status_code == 404
    client.post(f"{url_of(idea)}nicht-folgen/")
    assert not Follow.objects.exists()


def test_a_step_waits_in_the_outbox_for_those_who_follow(thread):
    idea, _measure = thread
    item = OutboxItem.objects.filter(title="Beantwortet").get()
    assert (item.audience, item.ref, item.url) == (OutboxItem.Audience.FOLLOWERS, idea, url_of(idea))


@pytest.mark.parametrize("persona", ["resident", "clerk", "outsider", "moderator", "manager"])
def test_everyone_reads_what_is_public(client, thread, persona, request):
    client.force_login(request.getfixturevalue(persona))
    assert "Mitfahrbank" in read(client, thread[0])


# --- The file ---------------------------------------------------------------------------------------------------------
def test_the_trail_goes_out_as_a_file(client, thread):
    idea, _measure = thread
    response = client.get(f"{url_of(idea)}spur.json")
    assert response["Content-Disposition"] == 'attachment; filename="spur-baenke-an-denen-man-mitgenommen-wird.json"'
    document = json.loads(response.content)
    assert set(document) == {"title", "address", "place", "things", "steps", "links", "expected"}
    assert document["title"] == "Von der Idee zur Maßnahme: Mitfahrbank"
    assert document["address"] == f"http://testserver{url_of(idea)}"
    assert [thing["title"] for thing in document["things"]] == ["Bänke, an denen man mitgenommen wird", "Mitfahrbank"]
    assert document["things"][0]["by"] == "linden_lena"
    assert [step["title"] for step in document["steps"]] == ["Beantwortet", "Daraus wird eine Maßnahme", "Begonnen"]
    first, second = (thing["id"] for thing in document["things"])
    assert [(link["from"], link["to"], link["kind"]) for link in document["links"]] == [(first, second, "origin")]
    assert document["expected"][1]["when_text"] == "Herbst 2027"
    assert "@" not in response.content.decode()


def test_the_file_leaves_out_what_is_hidden(client, thread, things):
    idea, measure = thread
    things.change(idea, is_public=False)
    text = client.get(f"{url_of(measure)}spur.json").content.decode()
    assert "Bänke" not in text
    assert "machbar" not in text
    assert json.loads(text)["links"] == []


def test_what_somebody_follows_is_handed_out_and_goes_with_them(thread, resident, clerk):
    idea, _measure = thread
    follow(idea, resident)
    assert [row["follows"] for row in rows_of_person(resident)] == ["Bänke, an denen man mitgenommen wird"]
    resident.delete()
    assert not Follow.objects.exists()
    assert Step.objects.get(title="Beantwortet").by == "Markt Perlesreut"


# --- Lists ------------------------------------------------------------------------------------------------------------
def test_the_newest_steps_of_a_place_leave_out_what_is_hidden(thread, things, municipality, neighbour, region):
    _idea, measure = thread
    assert [step.title for step in latest_steps(municipality)] == [
        "Begonnen",
        "Daraus wird eine Maßnahme",
        "Beantwortet",
    ]
    assert [step.title for step in latest_steps(region, most=1)] == ["Begonnen"]
    assert latest_steps(neighbour) == []
    things.change(measure, is_public=False)
    assert [step.title for step in latest_steps(municipality)] == ["Daraus wird eine Maßnahme", "Beantwortet"]


def test_all_trails_stand_on_one_page_by_time(client, thread, neighbour):
    text = words(client.get("/spur/").content.decode())
    assert text.index("Begonnen") < text.index("Daraus wird eine Maßnahme") < text.index("Beantwortet")
    assert "Hier hat sich noch nichts bewegt." in client.get("/spur/?gemeinde=ringelai").content.decode()
    assert "Begonnen" in client.get("/spur/?gemeinde=perlesreut&seite=x").content.decode()
    assert client.get("/spur/?gemeinde=nirgends").status_code == 404
    assert client.get("/spur/?gemeinde=%00").status_code in {200, 404}


# --- Size -------------------------------------------------------------------------------------------------------------
def test_a_long_story_costs_no_more_questions_than_a_short_one(
    client, begin, things, clerk, resident, django_assert_max_num_queries
):
    measure = begin("Mitfahrbank", kind=MEASURE, days_ago=10)
    for number in range(60):
        idea = begin(f"Idee {number}", days_ago=90 - number)
        link(idea, measure, actor=clerk)
        follow_up(idea, kind="answered", title=f"Antwort {number}", actor=clerk, tell=False)
        follow_up(measure, kind="step", title=f"Schritt {number}", actor=clerk, at=ago(9 - number / 10), tell=False)
    things.asked = 0
    with django_assert_max_num_queries(18):
        read(client, measure)
    assert things.asked == 2  # one question to each module
    client.force_login(resident)
    with django_assert_max_num_queries(22):
        read(client, measure)


def test_roles_make_no_difference_to_the_number_of_questions_of_the_list(
    client, thread, manager, django_assert_max_num_queries
):
    assert Role.objects.filter(user=manager).exists()
    client.force_login(manager)
    with django_assert_max_num_queries(14):
        client.get("/spur/")
