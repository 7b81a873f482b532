"""RSS and Atom hold to their formats and say who speaks."""

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from dorflinde.news import actions

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def awkward(municipality, club, village):
    """An article whose words would break a careless feed."""
    return actions.publish_article(
        municipality, organisation=club, title='Müller & Söhne: „<b>frei</b>"', lead="A < B & C", paragraphs=[],
        at=timezone.now(), village=village, is_sample=True,
    )  # fmt: skip


def test_rss_is_valid(client, article, awkward):
    answer = client.get("/perlesreut/neuigkeiten/feed.rss")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert not answer.cookies
    root = ElementTree.fromstring(answer.content)
    assert (root.tag, root.attrib["version"]) == ("rss", "2.0")
    channel = root.find("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name)
    newest, older = channel.findall("item")
    assert newest.findtext("title") == awkward.title
    assert newest.findtext("description") == "A < B & C"
    assert newest.findtext("link") == f"http://testserver{awkward.get_absolute_url()}"
    assert newest.findtext("guid") == f"urn:uuid:{awkward.public_id}"
    assert newest.find("guid").attrib["isPermaLink"] == "false"
    assert newest.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Musikverein"
    assert [one.text for one in newest.findall("category")] == ["Niederperlesreut", "Beispiel"]
    assert older.findtext("pubDate")


def test_atom_is_valid(client, article, awkward):
    answer = client.get("/perlesreut/neuigkeiten/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "subtitle"):
        assert root.findtext(f"{ATOM}{name}")
    assert {link.attrib["rel"] for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}
    first = root.find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == f"urn:uuid:{awkward.public_id}"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "Musikverein"
    assert first.findtext(f"{ATOM}published") and first.findtext(f"{ATOM}updated")


def test_feeds_hold_only_what_is_published(client, article):
    article.unpublish()
    assert b"Dorfladen" not in client.get("/perlesreut/neuigkeiten/feed.rss").content


def test_feeds_ask_few_questions(client, article, awkward, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/perlesreut/neuigkeiten/feed.atom")


def test_the_list_names_the_feeds_for_readers(client, article):
    text = client.get("/perlesreut/neuigkeiten/").content.decode()
    assert 'type="application/rss+xml"' in text and "/perlesreut/neuigkeiten/feed.atom" in text
