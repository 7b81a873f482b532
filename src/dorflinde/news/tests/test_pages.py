"""Reading the news: for everyone, with the sender always visible and the imprint at hand."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.news import actions
from dorflinde.news.models import Article
from dorflinde.places.models import Organisation, Place

CAST = ["guest", "resident", "clerk", "editor", "outsider", "manager", "operator"]


def sign_in(client: Client, request: pytest.FixtureRequest, persona: str) -> None:
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))


@pytest.mark.parametrize("persona", CAST)
def test_everyone_reads_list_and_article(client, article, persona, request):
    sign_in(client, request, persona)
    assert "der neue Dorfladen" in client.get("/perlesreut/neuigkeiten/").content.decode()
    page = client.get("/perlesreut/neuigkeiten/groesse-zaehlt-der-neue-dorfladen/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Markt Perlesreut" in text
    assert "<li>Brot</li>" in text
    assert "/hinweis/?adresse=" in text


def test_the_imprint_is_one_click_away(client, article, town_hall):
    text = client.get(article.get_absolute_url()).content.decode()
    assert f'href="{town_hall.get_absolute_url()}"' in text


@pytest.mark.parametrize("persona", CAST)
def test_a_draft_does_not_exist_for_anybody(client, article, persona, request):
    article.unpublish()
    sign_in(client, request, persona)
    assert client.get(article.get_absolute_url()).status_code == 404
    assert "der neue Dorfladen" not in client.get("/perlesreut/neuigkeiten/").content.decode()


def test_an_article_of_the_next_town_is_not_found_here(client, article, neighbour):
    assert client.get(f"/ringelai/neuigkeiten/{article.slug}/").status_code == 404


def test_news_that_are_switched_off_do_not_exist(client, article, municipality):
    municipality.modules_off = ["news"]
    municipality.save()
    assert client.get("/perlesreut/neuigkeiten/").status_code == 404
    assert client.get(article.get_absolute_url()).status_code == 404
    assert client.get("/perlesreut/neuigkeiten/feed.rss").status_code == 404


def test_an_official_notice_says_that_it_is_a_courtesy_copy(client, municipality, town_hall):
    notice = actions.publish_article(
        municipality, organisation=town_hall, title="Sitzung des Marktrats", lead="Am Dienstag.", paragraphs=[],
        at=timezone.now(), is_official_notice=True,
    )  # fmt: skip
    assert (
        "Diese Nachricht ersetzt keine amtliche Bekanntmachung"
        in client.get(notice.get_absolute_url()).content.decode()
    )


def test_what_is_invented_says_so(client, municipality, town_hall):
    sample = actions.publish_article(
        municipality, organisation=town_hall, title="Erfunden", lead="Alles.", paragraphs=[], at=timezone.now(), is_sample=True,
    )  # fmt: skip
    assert "Beispiel" in client.get(sample.get_absolute_url()).content.decode()


def test_the_list_is_filtered_by_sender_and_village(client, article, municipality, village, club):
    actions.publish_article(
        municipality, organisation=club, title="Probe für alle", lead="Im Pfarrsaal.", paragraphs=[], at=timezone.now(),
        village=village,
    )  # fmt: skip
    by_club = client.get("/perlesreut/neuigkeiten/?absender=musikverein").content.decode()
    assert "Probe für alle" in by_club and "Dorfladen" not in by_club
    for_village = client.get("/perlesreut/neuigkeiten/?ort=niederperlesreut").content.decode()
    assert "Probe für alle" in for_village and "Dorfladen" in for_village
    assert client.get("/perlesreut/neuigkeiten/?absender=niemand").status_code == 404
    assert client.get("/perlesreut/neuigkeiten/?ort=nirgends").status_code == 404
    assert client.get("/perlesreut/neuigkeiten/?seite=unsinn").status_code == 200


def test_an_empty_list_shows_the_neighbours(client, article, neighbour):
    text = client.get("/ringelai/neuigkeiten/").content.decode()
    assert "Hier ist noch nichts erschienen" in text
    assert "der neue Dorfladen" in text and "Perlesreut" in text


def test_text_from_a_person_cannot_become_markup(client, municipality, town_hall):
    nasty = actions.publish_article(
        municipality, organisation=town_hall, title="<b>x</b>", lead="<script>alert(1)</script>",
        paragraphs=["<script>alert(2)</script>", "- <img src=x onerror=alert(3)>"], at=timezone.now(),
    )  # fmt: skip
    text = client.get(nasty.get_absolute_url()).content.decode()
    assert "<script>alert" not in text and "<img src=x" not in text


def make_many(municipality: Place, senders: list[Organisation], photo: bytes, number: int) -> None:
    for count in range(number):
        actions.publish_article(
            municipality, organisation=senders[count % len(senders)], title=f"Nachricht {count}", lead="Kurz.",
            paragraphs=["Lang."], at=timezone.now() - datetime.timedelta(hours=count), picture=photo, alt="Ein Bild",
        )  # fmt: skip


def test_a_long_list_asks_no_more_questions(
    client, municipality, village, town_hall, club, neighbour, photo, django_assert_max_num_queries
):
    make_many(municipality, [town_hall, club], photo, 14)
    with django_assert_max_num_queries(10):
        text = client.get("/perlesreut/neuigkeiten/").content.decode()
    assert text.count("<article") == 12
    assert "?seite=2" in text


def test_an_article_asks_few_questions(client, municipality, town_hall, club, photo, django_assert_max_num_queries):
    make_many(municipality, [town_hall, club], photo, 5)
    article = Article.objects.first()
    with django_assert_max_num_queries(11):
        assert client.get(article.get_absolute_url()).status_code == 200


def test_an_anonymous_reader_gets_no_cookie_and_a_page_that_is_kept(client, article):
    first = client.get(article.get_absolute_url())
    assert not first.cookies
    assert "ETag" in first.headers
    assert client.get(article.get_absolute_url(), headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_short_form_has_an_address_that_no_article_takes(municipality, town_hall):
    taken = actions.publish_article(
        municipality, organisation=town_hall, title="Schreiben", lead="x", paragraphs=[], at=timezone.now()
    )
    assert taken.get_absolute_url() != reverse("news:write", args=["perlesreut"])
