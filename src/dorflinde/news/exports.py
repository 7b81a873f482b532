"""News for feed readers: RSS 2.0 and Atom for each municipality."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from dorflinde.places.public import Place

from . import policies, queries
from .models import Article

_NEWEST = 30


class RssNews(Feed):  # type: ignore[type-arg]  # Django's class takes no parameters at run time
    """The newest articles of a municipality as RSS 2.0."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Place:
        """Return the municipality of this address."""
        return policies.open_news(kwargs["municipality"])

    def title(self, place: Place) -> str:
        """Return the name of the feed."""
        return _("Neuigkeiten aus %(place)s") % {"place": place.name}

    def link(self, place: Place) -> str:
        """Return the address of the same list for people."""
        return reverse("news:index", args=[place.slug])

    def description(self, place: Place) -> str:
        """Return what the feed is about."""
        words = _("Rathaus und Vereine aus %(place)s berichten.") % {"place": place.full_name}
        return f"{words} {_('Beispielregion: Alles hier ist erfunden.')}" if place.is_sample else words

    def items(self, place: Place) -> list[Article]:
        """Return the newest articles."""
        return list(queries.articles_of(place)[:_NEWEST])

    def item_title(self, item: Article) -> str:
        """Return the headline."""
        return str(item.title)

    def item_description(self, item: Article) -> str:
        """Return the lead; the text is read under its sender's name, on the page."""
        return item.teaser

    def item_link(self, item: Article) -> str:
        """Return the address of the article."""
        return item.get_absolute_url()

    def item_guid(self, item: Article) -> str:
        """Return a name that stays when the address changes."""
        return f"urn:uuid:{item.public_id}"

    def item_author_name(self, item: Article) -> str:
        """Return the sender."""
        return item.organisation.name

    def item_pubdate(self, item: Article) -> datetime.datetime:
        """Return when it first appeared."""
        at: datetime.datetime = item.first_published_at
        return at

    def item_updateddate(self, item: Article) -> datetime.datetime:
        """Return when it was last changed."""
        at: datetime.datetime = item.last_published_at
        return at

    def item_categories(self, item: Article) -> list[str]:
        """Return the village it is for, and whether it is invented."""
        return [*([item.village.name] if item.village else []), *([_("Beispiel")] if item.is_sample else [])]


class AtomNews(RssNews):
    """The same as Atom."""

    feed_type = Atom1Feed
    subtitle = RssNews.description
