"""Moderation takes an article off the page and brings it back."""

import uuid

from django.db import transaction

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.news.models import Article, Hiding

from .articles import announce_article, withdraw_article


@transaction.atomic
def hide_article(public_id: uuid.UUID, *, actor: Actor, reason: str) -> None:
    """Take an article off the page; hiding twice changes nothing."""
    article = Article.objects.get(public_id=public_id)
    _hiding, created = Hiding.objects.get_or_create(
        article=article, defaults={"hidden_by": actor if isinstance(actor, User) else None, "reason": reason}
    )
    if created:
        withdraw_article(article, actor=actor)
        record("news.article.hidden", article.ref, actor=actor, place=article.municipality)


@transaction.atomic
def restore_article(public_id: uuid.UUID, *, actor: Actor) -> None:
    """Bring an article back as it is now."""
    article = Article.objects.get(public_id=public_id)
    gone, _each = Hiding.objects.filter(article=article).delete()
    if gone:
        announce_article(article, actor=actor)
        record("news.article.restored", article.ref, actor=actor, place=article.municipality)
