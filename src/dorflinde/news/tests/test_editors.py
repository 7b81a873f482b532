"""Who may edit where follows from the roles, at once, and only under the own municipality."""

import base64
import hashlib
import io
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from dorflinde.accounts.models import Role, User
from dorflinde.news import actions, middleware
from dorflinde.news.models import Article, Picture

HOME = "/redaktion/"


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("resident", 403),
        ("council", 403),
        ("moderator", 403),
        ("clerk", 200),
        ("editor", 200),
        ("manager", 200),
        ("reporter", 200),
        ("operator", 200),
    ],
)
def test_only_those_with_a_role_come_in(client, article, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(HOME).status_code == status


def test_guests_are_led_to_the_sign_in_of_the_house(client):
    assert client.get(HOME)["Location"].startswith("/konto/login/?next=")
    assert (
        client.get("/redaktion/login/?next=/redaktion/images/")["Location"] == "/konto/login/?next=/redaktion/images/"
    )


@pytest.mark.parametrize(
    ("persona", "status"), [("clerk", 200), ("editor", 200), ("manager", 200), ("outsider", 302), ("reporter", 302)]
)
def test_an_editor_edits_only_at_home(client, article, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(f"/redaktion/pages/{article.pk}/edit/").status_code == status


def test_a_role_that_is_taken_away_ends_at_once(client, article, editor):
    client.force_login(editor)
    assert client.get(f"/redaktion/pages/{article.pk}/edit/").status_code == 200
    Role.objects.filter(user=editor).delete()
    assert client.get(f"/redaktion/pages/{article.pk}/edit/").status_code == 403
    assert editor.groups.count() == 0


def test_syncing_a_place_sets_exactly_the_members(municipality, editor, clerk, manager, outsider, reporter, resident):
    actions.sync_editors(municipality)
    index = actions.index_of(municipality)
    assert set(index.editors.user_set.all()) == {editor, clerk, manager}
    assert set(index.reporters.user_set.all()) == {reporter}
    index.editors.user_set.add(resident)
    actions.sync_editors(municipality)
    assert resident not in index.editors.user_set.all()


def test_a_reporter_adds_but_does_not_publish(municipality, reporter, article):
    actions.sync_editor(reporter)
    reporter = User.objects.get(pk=reporter.pk)
    index = actions.index_of(municipality)
    assert index.permissions_for_user(reporter).can_add_subpage()
    assert not index.permissions_for_user(reporter).can_publish_subpage()
    assert not article.permissions_for_user(reporter).can_edit()


def test_the_index_is_made_once(municipality, village):
    first = actions.index_of(municipality)
    assert actions.index_of(village) == first
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def form_data(index: object, **fields: str) -> dict[str, str]:
    return {
        "title": "Neu", "slug": "neu", "lead": "Kurz.", "picture": "", "picture_alt": "", "village": "",
        "body-count": "0", "go_live_at": "", "expire_at": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "0", **fields,
    }  # fmt: skip


def add(client: Client, index: object, **fields: str) -> object:
    return client.post(f"/redaktion/pages/add/news/article/{index.pk}/", form_data(index, **fields))


def test_an_editor_writes_and_publishes(client, municipality, town_hall, editor):
    index = actions.index_of(municipality)
    client.force_login(editor)
    assert client.get(f"/redaktion/pages/add/news/article/{index.pk}/").status_code == 200
    add(client, index, organisation=str(town_hall.pk), **{"action-publish": "1"})
    article = Article.objects.get()
    assert article.live and article.municipality == municipality
    assert client.get("/perlesreut/neuigkeiten/neu/").status_code == 200


def test_a_reporter_cannot_speak_for_the_town_hall(client, municipality, town_hall, club, reporter):
    index = actions.index_of(municipality)
    client.force_login(reporter)
    page = client.get(f"/redaktion/pages/add/news/article/{index.pk}/").content.decode()
    assert "Musikverein" in page and ">Markt Perlesreut<" not in page
    add(client, index, organisation=str(town_hall.pk))
    assert not Article.objects.exists()
    add(client, index, organisation=str(club.pk))
    assert Article.objects.get().live is False


def test_no_sender_publishes_without_an_imprint(client, municipality, town_hall, editor):
    town_hall.imprint_responsible = ""
    town_hall.save()
    index = actions.index_of(municipality)
    client.force_login(editor)
    answer = add(client, index, organisation=str(town_hall.pk), **{"action-publish": "1"})
    assert "noch kein vollständiges Impressum" in answer.content.decode()
    assert not Article.objects.exists()
    add(client, index, organisation=str(town_hall.pk))
    assert Article.objects.get().live is False


def test_reserved_addresses_are_refused(client, municipality, town_hall, editor):
    index = actions.index_of(municipality)
    client.force_login(editor)
    answer = add(client, index, organisation=str(town_hall.pk), slug="schreiben", **{"action-publish": "1"})
    assert "Diese Adresse ist vergeben" in answer.content.decode()


def test_an_uploaded_picture_is_washed(client, municipality, editor, photo):
    index = actions.index_of(municipality)
    client.force_login(editor)
    upload = io.BytesIO(photo)
    upload.name = "feld.jpg"
    client.post(
        "/redaktion/images/add/",
        {"title": "Feld", "file": upload, "collection": str(index.pictures_id), "description": "Ein Feld"},
    )
    picture = Picture.objects.get()
    with picture.file.open() as file:
        assert b"Telefonbauer" not in file.read()
    assert picture.collection == index.pictures


def test_a_file_that_is_no_picture_is_refused_kindly(client, municipality, editor):
    index = actions.index_of(municipality)
    client.force_login(editor)
    upload = io.BytesIO(b"%PDF-1.4")
    upload.name = "kein-bild.jpg"
    answer = client.post("/redaktion/images/add/", {"title": "x", "file": upload, "collection": str(index.pictures_id)})
    assert answer.status_code == 200
    assert not Picture.objects.exists()


def test_the_preview_shows_the_page_as_it_will_be(client, municipality, town_hall, editor, article):
    client.force_login(editor)
    url = f"/redaktion/pages/{article.pk}/edit/preview/"
    data = form_data(None, title="Nur Vorschau", slug=article.slug, organisation=str(town_hall.pk))
    assert client.post(url, data).json()["is_valid"] is True
    shown = client.get(url)
    assert shown.status_code == 200
    assert "Nur Vorschau" in shown.content.decode() and "Markt Perlesreut" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"


def test_a_new_article_can_be_previewed_before_it_is_saved(client, municipality, town_hall, editor):
    index = actions.index_of(municipality)
    client.force_login(editor)
    url = f"/redaktion/pages/add/news/article/{index.pk}/preview/"
    assert (
        client.post(url, form_data(None, title="Noch nicht da", organisation=str(town_hall.pk))).json()["is_valid"]
        is True
    )
    assert "Noch nicht da" in client.get(url).content.decode()


def test_the_editorial_pages_have_a_narrow_policy_of_their_own(client, article, editor):
    client.force_login(editor)
    policy = client.get(HOME)["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "'unsafe-eval'" not in policy
    assert "http:" not in policy and "https:" not in policy
    assert "'unsafe-inline'" not in client.get(article.get_absolute_url())["Content-Security-Policy"]


def test_who_is_refused_gets_a_page_with_a_policy(client, resident):
    client.force_login(resident)
    refused = client.get(HOME)
    assert refused.status_code == 403
    assert "script-src 'self';" in refused["Content-Security-Policy"]


def test_only_the_lines_that_start_the_editors_own_controls_may_run(client, article, editor):
    client.force_login(editor)
    page = client.get(f"/redaktion/pages/{article.pk}/edit/")
    [line] = re.findall(r"<script>(new ImageChooser[^<]*)</script>", page.content.decode())
    digest = base64.b64encode(hashlib.sha256(line.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>",
        '<script>initDateChooser("x", {"a": alert(1)});</script>',
        '<script>new ImageChooser("x");alert(1);</script>',
        "<script>initDateChooser(alert(1));</script>",
    ],
)
def test_a_line_that_does_more_is_not_let_through(line):
    assert list(middleware.starters(HttpResponse(line))) == []


@pytest.mark.parametrize(
    ("persona", "status"), [("guest", 302), ("resident", 403), ("outsider", 403), ("clerk", 302), ("reporter", 302)]
)
def test_the_way_from_the_desk_to_the_editorial_pages(client, municipality, persona, status, request):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    answer = client.get("/perlesreut/neuigkeiten/redaktion/")
    assert answer.status_code == status
    if persona in {"clerk", "reporter"}:
        assert answer["Location"] == f"/redaktion/pages/{actions.index_of(municipality).pk}/"


@pytest.mark.parametrize("persona", ["editor", "operator"])
@pytest.mark.parametrize("path", ["account/", "images/", "reports/locked/", "reports/workflow/", "pages/"])
def test_no_page_of_the_editorial_side_breaks(client, article, persona, path, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(f"{HOME}{path}", follow=True).status_code == 200
