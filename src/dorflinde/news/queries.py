"""Reads of the news: a page of the list with its filters, what stands beside an article, what the ground services ask."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.subjects import Description
from dorflinde.places.public import Organisation, Place, without_module

from .models import Article
from .models.article import ArticleQuerySet
from .models.picture import CARD

PAGE_LENGTH = 12
_BESIDE = 3


def articles_of(place: Place, *, sender: Organisation | None = None, village: Place | None = None) -> ArticleQuerySet:
    """Return what everyone may read in a municipality, newest first, with what a list shows of it."""
    articles: ArticleQuerySet = Article.objects.shown().at(place)
    if sender is not None:
        articles = articles.filter(organisation=sender)
    if village is not None:
        # What is meant for the whole municipality concerns the village too.
        articles = articles.filter(Q(village=village) | Q(village__isnull=True))
    return articles.for_lists().newest_first()


def page_of(articles: ArticleQuerySet, number: str) -> Page[Article]:
    """Return one page of a list; a number that makes no sense leads to the nearest page there is."""
    return Paginator(articles, PAGE_LENGTH).get_page(number)


def senders_of(place: Place) -> list[Organisation]:
    """Return the organisations that have published here, by name."""
    published = Article.objects.shown().at(place).values("organisation")
    return list(Organisation.objects.filter(pk__in=published).order_by("name"))


def others_of(article: Article) -> list[Article]:
    """Return the newest other articles of the municipality."""
    return list(articles_of(article.municipality).exclude(pk=article.pk)[:_BESIDE])


def from_neighbours(place: Place, *, most: int = _BESIDE) -> list[Article]:
    """Return the newest articles of the neighbouring municipalities."""
    if place.parent_id is None:
        return []
    return list(
        Article.objects.shown()
        .around(place)
        .exclude(municipality__in=without_module("news"))
        .for_lists()
        .newest_first()[:most]
    )


def describe(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what articles show of themselves to feed, desk and moderation."""
    articles = (
        Article.objects.filter(public_id__in=list(ids))
        .for_lists()
        .select_related("organisation", "municipality", "village", "hiding")
    )
    return {article.public_id: _described(article) for article in articles}


def suggestions(municipality_id: int, words: str) -> list[Description]:
    """Return a few published articles whose title contains the words."""
    articles = Article.objects.shown().filter(municipality=municipality_id, title__icontains=words)
    return [_described(article) for article in articles.for_lists().newest_first()[:8]]


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return the articles someone wrote in the name of an organisation, newest first."""
    articles = Article.objects.filter(owner=user).select_related("organisation", "municipality").order_by("-pk")
    return [
        {
            "title": article.title,
            "url": article.get_absolute_url(),
            "sender": article.organisation.name,
            "is_published": article.live,
            "text": article.plain_text,
            "at": article.first_published_at.isoformat(timespec="seconds") if article.first_published_at else None,
        }
        for article in articles
    ]


def _described(article: Article) -> Description:
    picture = article.picture.get_rendition(CARD).url if article.picture else ""
    return Description(
        ref=article.ref,
        title=article.title,
        text=article.teaser,
        url=article.get_absolute_url(),
        place_id=article.place.pk,
        created_at=article.first_published_at or article.latest_revision_created_at,
        is_public=article.live and not hasattr(article, "hiding"),
        author_id=article.owner_id,
        author_name=article.organisation.name,
        label=_("Neuigkeit"),
        picture_url=picture,
    )
