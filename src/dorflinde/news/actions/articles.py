"""Articles are written, announced on the square when they are published, and withdrawn when they are not any more."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.core.text import german_slug
from dorflinde.feed import public as feed
from dorflinde.news.models import Article, NewsIndex, Picture, blocks_from_text
from dorflinde.news.models.article import KIND, RESERVED_SLUGS
from dorflinde.news.models.picture import CARD
from dorflinde.places.public import Organisation, Place, raise_edition

from .editors import index_of

_LONGEST_LEAD = 300
_MADE_UP_FOR = datetime.timedelta(days=1)


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def announce_article(article: Article, *, actor: Actor | None) -> None:
    """Put a published article into the stream exactly once; what stood there of it before is replaced."""
    is_new = feed.withdraw(article.ref) == 0
    if not Article.objects.shown().filter(pk=article.pk).exists():
        return
    article.make_sizes()
    picture = article.picture.get_rendition(CARD) if article.picture else None
    feed.post(
        article.ref,
        place=article.place,
        channel="news",
        title=article.title,
        text=article.teaser,
        url=article.get_absolute_url(),
        sender=feed.Sender.of(article.organisation),
        actor=article.owner,
        label=_("Bekanntmachung") if article.is_official_notice else _("Neuigkeit"),
        picture_url=picture.url if picture else "",
        picture_alt=article.picture_alt if picture else "",
        published_at=article.first_published_at,
        is_sample=article.is_sample,
    )
    record(
        "news.article.published" if is_new else "news.article.changed",
        article.ref,
        actor=actor,
        place=article.municipality,
    )


@transaction.atomic
def withdraw_article(article: Article, *, actor: Actor | None) -> None:
    """Take an article out of the stream; one that never stood there is no error."""
    if feed.withdraw(article.ref):
        record("news.article.withdrawn", article.ref, actor=actor, place=article.municipality)
    raise_edition(article.municipality)


@transaction.atomic
def write_article(
    place: Place,
    *,
    actor: User,
    organisation: Organisation,
    title: str,
    text: str,
    village: Place | None = None,
    picture: bytes | None = None,
    alt: str = "",
    credit: str = "",
    publish: bool,
) -> Article:
    """Write an article with the short form: published at once, or handed to the editors for review."""
    index = index_of(place)
    lead, rest = _lead_and_rest(text)
    article = _hang(
        index,
        Article(
            title=title, organisation=organisation, village=village, lead=lead, body=blocks_from_text(rest),
            picture=_keep_picture(index, picture, title=title, alt=alt, credit=credit, by=actor),
            picture_alt=alt if picture else "", owner=actor, live=False, is_sample=False,
        ),
    )  # fmt: skip
    with LogContext(user=actor):
        revision = article.save_revision(user=actor)
        if publish:
            revision.publish(user=actor, skip_permission_checks=True)  # policies.publishes_at_once has said yes
        else:
            article.get_workflow().start(article, actor)
    record("news.article.written", article.ref, actor=actor, place=index.place)
    article.refresh_from_db()
    return article


@transaction.atomic
def publish_article(
    place: Place,
    *,
    organisation: Organisation,
    title: str,
    lead: str,
    paragraphs: Iterable[str],
    at: datetime.datetime,
    village: Place | None = None,
    picture: bytes | None = None,
    alt: str = "",
    credit: str = "",
    is_official_notice: bool = False,
    is_sample: bool = False,
    actor: User | None = None,
) -> Article:
    """Publish a finished article that appeared at a given time (imports, sample region)."""
    index = index_of(place)
    article = _hang(
        index,
        Article(
            title=title, organisation=organisation, village=village, lead=lead, body=blocks_from_text(paragraphs),
            picture=_keep_picture(index, picture, title=title, alt=alt, credit=credit, by=actor),
            picture_alt=alt if picture else "", is_official_notice=is_official_notice, is_sample=is_sample,
            first_published_at=at, owner=actor, live=False,
        ),
    )  # fmt: skip
    article.save_revision(user=actor).publish()
    article.refresh_from_db()
    return article


def publish_due() -> None:
    """Publish what was scheduled for now and take off what has run out; made to be called every minute.

    The library publishes and tells us in two steps: what a crash between them left unannounced is made up for here.
    """
    call_command("publish_scheduled")
    fresh = Article.objects.shown().filter(last_published_at__gte=timezone.now() - _MADE_UP_FOR)
    articles = {article.public_id: article for article in fresh}
    announced = feed.Entry.objects.filter(subject_kind=KIND, subject_id__in=articles)
    for public_id in articles.keys() - set(announced.values_list("subject_id", flat=True)):
        announce_article(articles[public_id], actor=None)


def _lead_and_rest(text: str) -> tuple[str, list[str]]:
    """Split what was typed: a short first paragraph before others is the lead, the paragraphs are the text."""
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if len(paragraphs) > 1 and len(paragraphs[0]) <= _LONGEST_LEAD and "\n" not in paragraphs[0]:
        return paragraphs[0], paragraphs[1:]
    return "", paragraphs


def _hang(index: NewsIndex, article: Article) -> Article:
    article.slug = _free_slug(index, article.title)
    index.refresh_from_db()  # the tree counts children on the parent's row
    index.add_child(instance=article)
    return article


def _free_slug(index: NewsIndex, title: str) -> str:
    base = german_slug(title, longest=70) or "neuigkeit"
    taken = set(index.get_children().filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _keep_picture(
    index: NewsIndex, content: bytes | None, *, title: str, alt: str, credit: str, by: User | None
) -> Picture | None:
    if not content:
        return None
    return Picture.objects.create(
        title=title[:255], description=alt[:255], credit=credit, collection=index.pictures, uploaded_by_user=by,
        file=ContentFile(content, name=f"{german_slug(title, longest=40) or 'bild'}.jpg"),
    )  # fmt: skip
