"""Who may read and write the news; the doors to articles."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import EDITORIAL, Actor, User, has_role
from dorflinde.places.public import Organisation, Place, open_municipality

from .models import Article, senders_for

__all__ = ["may_edit", "may_write", "open_news", "publishes_at_once", "senders_for", "shown_article"]


def open_news(slug: str) -> Place:
    """Return the municipality of this address; 404 where the news are switched off."""
    return open_municipality(slug, module="news")


def shown_article(place: Place, slug: str) -> Article:
    """Return the article everyone may read; drafts, scheduled and hidden ones do not exist for anybody."""
    articles = (
        Article.objects.shown()
        .at(place)
        .select_related("organisation__place__parent", "municipality__parent", "village__parent")
    )
    try:
        article: Article = articles.prefetch_related("picture__renditions").get(slug=slug)
    except Article.DoesNotExist:
        raise Http404(_("Diese Neuigkeit gibt es nicht oder nicht mehr.")) from None
    return article


def may_write(user: Actor, place: Place) -> bool:
    """Tell whether the person writes for any organisation of the municipality."""
    return senders_for(user, place).exists()


def may_edit(user: Actor, article: Article) -> bool:
    """Tell whether the person may open the article in the editorial pages."""
    if not isinstance(user, User):
        return False
    return has_role(user, EDITORIAL, article.municipality) or (
        article.owner_id == user.pk
        and senders_for(user, article.municipality).filter(pk=article.organisation_id).exists()
    )


def publishes_at_once(user: User, organisation: Organisation) -> bool:
    """Tell whether what the person writes appears without a review: the editors', and a sender's own with an imprint."""
    if has_role(user, EDITORIAL, organisation.place):
        return True
    own = Q(user=user, kind__in=list(EDITORIAL))
    return organisation.has_imprint and organisation.roles.filter(own).exists()


def require_editor(user: Actor, place: Place) -> None:
    """Refuse (403) who neither edits here nor writes for an organisation of the municipality."""
    if not may_write(user, place) and not has_role(user, EDITORIAL, place):
        raise PermissionDenied
