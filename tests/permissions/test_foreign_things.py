"""A form sent by somebody who may send it, filled with keys of things that are not theirs to use."""

import pytest

from dorflinde.news.models import Article
from dorflinde.participation.models import Comment, Idea, Project
from dorflinde.strategy.models import Dependency, FieldOfAction, Measure
from dorflinde.trail.models import Follow, Link
from dorflinde.village.models import Post, Thanks

from .cast import World, day


def test_an_idea_stays_in_its_municipality(world: World) -> None:
    there = world.things["their_village"]
    project = world.things["project"]
    client = world.client("resident")
    for foreign in (there.public_id, there.pk, world.things["ringelai"].public_id):
        said = {"title": "Ein neuer Weg", "text": "Ein Weg am Bach.", "place": str(foreign)}
        client.post(f"/perlesreut/mitreden/{project.slug}/idee/", said)
    assert not Idea.objects.filter(title="Ein neuer Weg").exists()
    client.post(f"/perlesreut/mitreden/{project.slug}/idee/", said | {"place": str(world.things["village"].public_id)})
    assert Idea.objects.filter(title="Ein neuer Weg").exists()


def test_an_idea_takes_no_category_of_another_project(world: World) -> None:
    project, other = world.things["project"], Project.objects.get(slug=world.keys["second_project"])
    foreign = other.categories.create(name="Fremd", slug="fremd")
    said = {
        "title": "Ein neuer Weg",
        "text": "Ein Weg am Bach.",
        "category": foreign.slug,
        "place": str(world.things["perlesreut"].public_id),
    }
    world.client("resident").post(f"/perlesreut/mitreden/{project.slug}/idee/", said)
    assert not Idea.objects.filter(category=foreign).exists()


def test_a_reply_hangs_under_a_comment_of_the_same_idea(world: World) -> None:
    comment = world.things["comment"]
    address = f"/perlesreut/mitreden/ideen/{world.keys['grown_idea']}/kommentar/?auf={comment.public_id}"
    world.client("resident").post(address, {"text": "Fremd angehängt"})
    assert not Comment.objects.filter(parent=comment, text="Fremd angehängt").exists()
    address = f"/perlesreut/mitreden/ideen/{world.keys['idea']}/kommentar/?auf={comment.public_id}"
    world.client("resident").post(address, {"text": "Hier angehängt"})
    assert Comment.objects.filter(parent=comment, text="Hier angehängt").exists()


def test_a_project_stays_in_its_municipality(world: World) -> None:
    said = {
        "place": str(world.things["their_village"].public_id), "title": "Fremdes Vorhaben", "summary": "x", "participants": "everyone", "access": "public",
        "proof": "none",
        "phasen-TOTAL_FORMS": "1", "phasen-INITIAL_FORMS": "0", "phasen-0-kind": "ideas", "phasen-0-starts_on": day(1).isoformat(),
        "phasen-0-ends_on": day(5).isoformat(),
    }  # fmt: skip
    world.client("clerk").post("/perlesreut/mitreden/verwalten/neu/", said)
    assert not Project.objects.filter(title="Fremdes Vorhaben").exists()
    own = said | {"place": str(world.things["village"].public_id)}
    world.client("clerk").post("/perlesreut/mitreden/verwalten/neu/", own)
    assert Project.objects.filter(title="Fremdes Vorhaben").exists()


def test_a_post_stays_in_its_municipality(world: World) -> None:
    for place in ("ringelai", "their_village", "region"):
        said = {"channel": "plausch", "text": "Grüße von drüben", "place": world.things[place].pk}
        assert world.client("resident").post("/perlesreut/funk/neu/", said).status_code == 422
    assert not Post.objects.filter(text="Grüße von drüben").exists()
    world.client("resident").post("/perlesreut/funk/neu/", said | {"place": world.things["village"].pk})
    assert Post.objects.filter(text="Grüße von drüben").exists()


def test_nobody_thanks_follows_or_deletes_through_the_wrong_municipality(world: World) -> None:
    client = world.client("author")  # the author wrote it, but not there
    for address in ("dank/", "loeschen/", "erledigt/", ""):
        assert client.post(f"/perlesreut/funk/{world.keys['their_post']}/{address}", {"text": "x"}).status_code == 404
    assert Post.objects.filter(pk=world.things["their_post"].pk, closure__isnull=True).exists()
    assert not Thanks.objects.filter(post=world.things["their_post"]).exists()


def test_news_speak_for_own_senders_alone(world: World) -> None:
    for sender, village in (("their_hall", None), ("town_hall", "their_village")):
        said = {"sender": world.things[sender].pk, "title": "Fremde Meldung", "text": "x"}
        if village:
            said["village"] = world.things[village].pk
        assert world.client("editor").post("/perlesreut/neuigkeiten/schreiben/", said).status_code == 422
    assert not Article.objects.filter(title="Fremde Meldung").exists()
    own = said | {"sender": world.things["town_hall"].pk, "village": world.things["village"].pk}
    world.client("editor").post("/perlesreut/neuigkeiten/schreiben/", own)
    assert Article.objects.filter(title="Fremde Meldung").exists()


@pytest.mark.parametrize(
    ("name", "thing", "own"),
    [
        ("field", "their_field", "field"),
        ("lead_organisation", "their_hall", "town_hall"),
        ("needs", "their_measure", "measure"),
    ],
)
def test_a_measure_uses_nothing_of_the_neighbours(world: World, name: str, thing: str, own: str) -> None:
    said = {
        "number": "M77",
        "title": "Fremd verbunden",
        "visibility": "public",
        "status": "idea",
        "geld-TOTAL_FORMS": "0",
        "geld-INITIAL_FORMS": "0",
        "wirkung-TOTAL_FORMS": "0",
        "wirkung-INITIAL_FORMS": "0",
        name: world.things[thing].pk,
    }
    world.client("clerk").post("/werkstatt/perlesreut/massnahmen/neu/", said)
    assert not Measure.objects.filter(title="Fremd verbunden").exists()
    world.client("clerk").post("/werkstatt/perlesreut/massnahmen/neu/", said | {name: world.things[own].pk})
    assert Measure.objects.filter(title="Fremd verbunden").exists()


def test_a_measure_grows_from_nothing_hidden_foreign_or_unfit(world: World) -> None:
    measure = world.things["measure"]
    before = set(Link.objects.values_list("pk", flat=True))
    names = (
        "their_idea",
        "their_post",
        "hidden_idea",
        "withdrawn_idea",
        "draft_idea",
        "hidden_post",
        "hidden_comment",
        "internal",
        "article",
        "project",
    )
    for name in names:
        ref = world.things[name].ref
        world.client("clerk").post(
            f"/werkstatt/perlesreut/massnahmen/{measure.public_id}/urspruenge/", {"aus": str(ref)}
        )
        page = world.client("clerk").get(f"/werkstatt/perlesreut/massnahmen/neu/?aus={ref}")
        assert page.status_code == 200
    assert set(Link.objects.values_list("pk", flat=True)) == before
    address = f"/werkstatt/perlesreut/massnahmen/{measure.public_id}/urspruenge/"
    world.client("clerk").post(address, {"aus": str(world.things["idea"].ref)})
    assert Link.objects.count() == len(before) + 1


def test_measures_of_a_deleted_field_move_to_none_of_the_neighbours(world: World) -> None:
    address = f"/werkstatt/perlesreut/handlungsfelder/{world.keys['field']}/loeschen/"
    world.client("clerk").post(address, {"move_to": world.things["their_field"].pk})
    assert FieldOfAction.objects.filter(pk=world.things["field"].pk).exists()
    assert not Measure.objects.filter(
        municipality=world.things["perlesreut"], field=world.things["their_field"]
    ).exists()


def test_what_stays_inside_cannot_be_followed(world: World) -> None:
    for key in ("trail_of_internal", "trail_of_hidden_idea", "trail_of_draft_idea"):
        assert world.client("resident").post(f"/spur/{world.keys[key]}/folgen/").status_code == 404
    assert not Follow.objects.filter(user=world.people["resident"]).exists()
    assert Dependency.objects.filter(depends_on=world.things["internal"]).count() == 1  # nothing above has touched it
