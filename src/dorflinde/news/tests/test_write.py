"""The short form: who may, what becomes of it, and that nothing slips through."""

import io

import pytest
from PIL import Image

from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry
from dorflinde.news.models import Article, Picture

URL = "/perlesreut/neuigkeiten/schreiben/"


def sent(sender: object, **fields: object) -> dict[str, object]:
    return {"sender": sender.pk, "title": "Probe für alle", "text": "Am Freitag.\n\nUm acht im Pfarrsaal.\n\n- Noten\n- Stimme", "alt": "", "credit": "", "village": "", **fields}  # fmt: skip


@pytest.mark.parametrize("persona", ["guest", "resident", "outsider", "council"])
def test_who_may_not_write_reads_how_to_become_one_who_may(client, town_hall, persona, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    page = client.get(URL)
    assert page.status_code == 200
    assert "Wer hier schreibt" in page.content.decode()
    assert client.post(URL, sent(town_hall)).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("persona", ["clerk", "editor", "manager"])
def test_the_town_hall_publishes_at_once(client, municipality, village, town_hall, persona, request):
    client.force_login(request.getfixturevalue(persona))
    answer = client.post(URL, sent(town_hall))
    article = Article.objects.get()
    assert answer["Location"] == article.get_absolute_url() == "/perlesreut/neuigkeiten/probe-fuer-alle/"
    assert article.lead == "Am Freitag."
    assert [block.block_type for block in article.body] == ["paragraph", "list"]
    assert Entry.objects.get().sender_name == "Markt Perlesreut"


def test_a_club_with_an_imprint_publishes_under_its_own_name(client, reporter, club):
    client.force_login(reporter)
    client.post(URL, sent(club))
    assert Article.objects.get().live
    entry = Entry.objects.get()
    assert (entry.sender_kind, entry.sender_name) == ("club", "Musikverein")


def test_a_club_without_an_imprint_goes_to_the_editors_desk(client, reporter, club, mailoutbox):
    club.imprint_responsible = ""
    club.save()
    client.force_login(reporter)
    assert "noch nicht vollständig" in client.get(URL).content.decode()
    answer = client.post(URL, sent(club), follow=True)
    assert "Die Redaktion sieht sich Ihre Neuigkeit an" in answer.content.decode()
    article = Article.objects.get()
    assert not article.live
    assert client.get(article.get_absolute_url()).status_code == 404
    assert Todo.objects.waiting().get().note == "von Musikverein, das Impressum ist noch nicht vollständig"
    assert not Entry.objects.exists()


def test_nobody_speaks_for_a_sender_that_is_not_theirs(client, reporter, town_hall, club):
    client.force_login(reporter)
    assert client.post(URL, sent(town_hall)).status_code == 422
    assert not Article.objects.exists()


def test_a_picture_needs_a_description_and_keeps_no_secret(client, reporter, club, photo):
    client.force_login(reporter)
    answer = client.post(URL, sent(club, picture=named(photo, "probe.jpg")))
    assert "Bitte beschreiben Sie das Bild" in answer.content.decode()
    assert "Um acht im Pfarrsaal." in answer.content.decode()
    client.post(URL, sent(club, picture=named(photo, "probe.jpg"), alt="Die Kapelle"))
    assert Article.objects.get().picture_alt == "Die Kapelle"
    with Picture.objects.get().file.open() as file:
        assert b"Telefonbauer" not in file.read()


def test_what_is_no_picture_is_refused_in_words(client, reporter, club):
    client.force_login(reporter)
    answer = client.post(URL, sent(club, picture=named(b"%PDF-1.4", "x.jpg"), alt="x"))
    assert "Das ist kein Foto" in answer.content.decode()


def test_two_articles_with_one_title_have_two_addresses(client, reporter, club):
    client.force_login(reporter)
    client.post(URL, sent(club))
    client.post(URL, sent(club))
    assert sorted(Article.objects.values_list("slug", flat=True)) == ["probe-fuer-alle", "probe-fuer-alle-2"]


def test_a_village_can_be_named_only_within_the_municipality(client, clerk, town_hall, village, neighbour):
    client.force_login(clerk)
    client.post(URL, sent(town_hall, village=village.pk))
    assert Entry.objects.get().place == village
    assert client.post(URL, sent(town_hall, village=neighbour.pk)).status_code == 422
    assert Article.objects.count() == 1


def test_a_transparent_drawing_does_not_turn_black(client, clerk, town_hall):
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(out, "PNG")
    client.force_login(clerk)
    client.post(URL, sent(town_hall, picture=named(out.getvalue(), "wappen.png"), alt="Wappen"))
    with Picture.objects.get().file.open() as file:
        assert Image.open(file).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def named(content: bytes, name: str) -> io.BytesIO:
    upload = io.BytesIO(content)
    upload.name = name
    return upload
