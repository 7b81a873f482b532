"""What the editorial library publishes stands on the square exactly once, and leaves it again."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dorflinde.accounts.actions.people import delete_account
from dorflinde.audit.models import Record
from dorflinde.core import subjects
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.news import actions, public, queries
from dorflinde.news.models import Article, NewsIndex, Picture
from dorflinde.places.models import Place


def entries_of(article: Article) -> list[Entry]:
    return list(Entry.objects.filter(subject_kind="news.article", subject_id=article.public_id))


def a_draft(place: Place, organisation: object, **fields: object) -> Article:
    index = actions.index_of(place)
    draft = Article(title="Entwurf", slug="entwurf", organisation=organisation, lead="Bald.", live=False, **fields)
    index.add_child(instance=draft)
    return draft


def test_a_published_article_stands_in_the_stream_under_its_sender(article, municipality, town_hall):
    [entry] = entries_of(article)
    assert entry.title == "Größe zählt: der neue Dorfladen"
    assert entry.text == "Ab Januar wird umgebaut."
    assert entry.url == "/perlesreut/neuigkeiten/groesse-zaehlt-der-neue-dorfladen/"
    assert (entry.sender_kind, entry.sender_name, entry.organisation) == ("hall", "Markt Perlesreut", town_hall)
    assert entry.published_at == article.first_published_at
    assert entry.municipality == municipality


def test_publishing_again_keeps_one_entry_at_its_old_time(article):
    article.title = "Neuer Titel"
    article.save_revision().publish()
    [entry] = entries_of(article)
    assert entry.title == "Neuer Titel"
    assert entry.published_at == article.first_published_at


def test_announcing_twice_changes_nothing(article):
    actions.announce_article(article, actor=None)
    actions.announce_article(article, actor=None)
    assert len(entries_of(article)) == 1


def test_saving_a_draft_of_a_published_article_changes_nothing_in_public(client, article):
    article.title = "Noch geheim"
    article.save_revision()
    assert "Noch geheim" not in client.get(article.get_absolute_url()).content.decode()
    assert entries_of(article)[0].title != "Noch geheim"


def test_unpublishing_withdraws(article):
    article.unpublish()
    assert entries_of(article) == []
    assert Record.objects.filter(verb="news.article.withdrawn").count() == 1
    article.save_revision().publish()
    assert len(entries_of(article)) == 1


def test_deleting_withdraws(article):
    article.delete()
    assert Entry.objects.count() == 0


def test_a_scheduled_article_appears_once_when_its_hour_comes(client, municipality, town_hall, time_machine):
    draft = a_draft(municipality, town_hall, go_live_at=timezone.now() + datetime.timedelta(hours=2))
    draft.save_revision().publish()
    assert entries_of(draft) == []
    assert client.get("/perlesreut/neuigkeiten/entwurf/").status_code == 404
    public.publish_due()
    assert entries_of(draft) == []
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=3), tick=False)
    public.publish_due()
    public.publish_due()
    assert len(entries_of(draft)) == 1
    assert client.get("/perlesreut/neuigkeiten/entwurf/").status_code == 200


def test_the_queue_waits_for_the_hour(
    municipality, town_hall, settings, time_machine, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    hour = timezone.now() + datetime.timedelta(hours=2)
    draft = a_draft(municipality, town_hall, go_live_at=hour)
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    waiting = DBTaskResult.objects.get(task_path="dorflinde.news.tasks.publish_due")
    assert waiting.run_after == hour + datetime.timedelta(seconds=1)
    time_machine.move_to(hour + datetime.timedelta(seconds=2), tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        waiting.task.call()
    assert len(entries_of(draft)) == 1


def test_what_a_crash_left_unannounced_is_made_up_for(article):
    Entry.objects.all().delete()
    public.publish_due()
    public.publish_due()
    assert len(entries_of(article)) == 1


def test_an_article_that_has_run_out_leaves(client, municipality, town_hall, time_machine):
    draft = a_draft(municipality, town_hall, expire_at=timezone.now() + datetime.timedelta(hours=2))
    draft.save_revision().publish()
    assert len(entries_of(draft)) == 1
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=3), tick=False)
    call_command("publish_scheduled")
    assert entries_of(draft) == []
    assert client.get("/perlesreut/neuigkeiten/entwurf/").status_code == 404


def test_an_article_that_moves_speaks_for_its_new_municipality(article, neighbour):
    article.move(actions.index_of(neighbour), pos="last-child")
    moved = Article.objects.get(pk=article.pk)
    assert moved.municipality == neighbour
    [entry] = entries_of(moved)
    assert entry.municipality == neighbour
    assert entry.url.startswith("/ringelai/")


def test_an_old_address_leads_to_the_new_one(client, article, django_capture_on_commit_callbacks):
    old = article.get_absolute_url()
    article.slug = "dorfladen"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    answer = client.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == "/perlesreut/neuigkeiten/dorfladen/"


def test_the_library_knows_our_addresses(article, settings):
    index = NewsIndex.objects.get()
    assert article.url == article.get_absolute_url()
    assert article.full_url == f"{settings.BASE_URL}{article.get_absolute_url()}"
    assert index.url == "/perlesreut/neuigkeiten/"


def test_moderation_hides_and_restores(client, article, moderator):
    subject = subjects.subject("news.article")
    subject.hide(article.public_id, actor=moderator, reason="Falsches Bild")
    subject.hide(article.public_id, actor=moderator, reason="Falsches Bild")
    assert client.get(article.get_absolute_url()).status_code == 404
    assert entries_of(article) == []
    assert subjects.describe(article.ref).is_public is False
    article.save_revision().publish()  # an editor who does not know
    assert entries_of(article) == []
    subject.restore(article.public_id, actor=moderator)
    assert client.get(article.get_absolute_url()).status_code == 200
    assert len(entries_of(article)) == 1


def test_a_picture_loses_what_it_knows_about_place_and_device(municipality, town_hall, photo):
    actions.publish_article(
        municipality, organisation=town_hall, title="Bild", lead="Seht.", paragraphs=[], at=timezone.now(), picture=photo,
        alt="Ein Feld", credit="Rathaus, CC BY 4.0",
    )  # fmt: skip
    picture = Picture.objects.get()
    with picture.file.open() as file:
        content = file.read()
    assert b"Telefonbauer" not in content and b"Exif" not in content
    assert (picture.width, picture.height) == (900, 600)
    for size in picture.renditions.all():
        with size.file.open() as file:
            assert b"Telefonbauer" not in file.read()
    entry = Entry.objects.get()
    assert entry.picture_url.endswith(".jpg")
    assert entry.picture_alt == "Ein Feld"


def test_publishing_a_reviewed_article_clears_the_desk_and_tells_the_writer(
    municipality, reporter, club, editor, mailoutbox
):
    article = actions.write_article(
        municipality, actor=reporter, organisation=club, title="Probe", text="Am Freitag.", publish=False
    )
    todo = Todo.objects.waiting().get()
    assert (todo.office, todo.place, todo.label) == ("editorial", municipality, "Neuigkeit")
    assert todo.action_url == f"/redaktion/pages/{article.pk}/edit/"
    actions.sync_editors(municipality)
    article.current_workflow_state.current_task_state.approve(user=editor)
    assert not Todo.objects.waiting().exists()
    assert len(entries_of(article)) == 1
    assert OutboxItem.objects.get(recipient=reporter).title == "Ihre Neuigkeit ist erschienen: Probe"


def test_a_returned_article_tells_the_writer_why(municipality, reporter, club, editor, mailoutbox):
    article = actions.write_article(
        municipality, actor=reporter, organisation=club, title="Probe", text="Am Freitag.", publish=False
    )
    article.current_workflow_state.current_task_state.reject(user=editor, comment="Bitte die Uhrzeit ergänzen.")
    assert not Todo.objects.waiting().exists()
    assert OutboxItem.objects.get(recipient=reporter).text == "Bitte die Uhrzeit ergänzen."
    assert entries_of(article) == []


@pytest.mark.parametrize("words", ["dorfladen", "Größe"])
def test_pickers_find_articles_by_their_title(article, municipality, words):
    [found] = subjects.subject("news.article").suggestions(municipality.pk, words)
    assert found.ref == article.ref


def test_who_leaves_takes_the_name_along_and_leaves_the_text(client, municipality, reporter, club, editor, mailoutbox):
    article = actions.write_article(
        municipality, actor=reporter, organisation=club, title="Probe", text="Am Freitag.", publish=False
    )
    published = actions.write_article(
        municipality, actor=reporter, organisation=club, title="Fest", text="Am Samstag.", publish=True
    )
    [newest, _older] = queries.rows_of_person(reporter)
    assert (newest["title"], newest["is_published"], newest["sender"]) == ("Fest", True, "Musikverein")
    delete_account(reporter)
    article.refresh_from_db()
    assert article.owner is None
    assert client.get(published.get_absolute_url()).status_code == 200
