"""The one door through which the editorial library tells us that something was published.

STYLE forbids signals as control flow. Here there is no other way: pages are published by a person in the
editor, by a review, and by a schedule, and Wagtail's documented signals are the only place all three pass.
Nothing else hangs on signals; each receiver calls one action, and the actions may be called twice.
"""

from typing import Any

from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from dorflinde.accounts.public import User

from . import actions, tasks
from .models import Article


def connect() -> None:
    """Listen to the library; called once when the module is loaded."""
    page_published.connect(_published, sender=Article, dispatch_uid="news.published")
    page_unpublished.connect(_unpublished, sender=Article, dispatch_uid="news.unpublished")
    post_page_move.connect(_moved, sender=Article, dispatch_uid="news.moved")
    pre_delete.connect(_deleted, sender=Article, dispatch_uid="news.deleted")
    workflow_submitted.connect(_submitted, dispatch_uid="news.submitted")
    workflow_rejected.connect(_rejected, dispatch_uid="news.rejected")
    workflow_cancelled.connect(_cancelled, dispatch_uid="news.cancelled")


def _actor() -> User | None:
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


def _published(*, instance: Article, **_rest: Any) -> None:
    tasks.publish_at(instance.go_live_at)
    tasks.publish_at(instance.expire_at)
    if not instance.live:
        return  # only scheduled: Wagtail sends the signal again when the hour has come
    actions.announce_article(instance, actor=_actor())
    actions.settle_review(instance, actor=_actor(), outcome=_("veröffentlicht"))


def _unpublished(*, instance: Article, **_rest: Any) -> None:
    actions.withdraw_article(instance, actor=_actor())


def _moved(*, instance: Article, **_rest: Any) -> None:
    article = Article.objects.get(pk=instance.pk)
    article.save(update_fields=None, clean=False)  # the municipality follows the page it now hangs under
    if article.live:
        actions.announce_article(article, actor=_actor())


def _deleted(*, instance: Article, **_rest: Any) -> None:
    actions.withdraw_article(instance, actor=_actor())
    actions.settle_review(instance, actor=_actor(), outcome=_("gelöscht"))


def _submitted(*, instance: Any, user: User | None, **_rest: Any) -> None:
    if (article := _article_of(instance)) is not None:
        actions.ask_for_review(article, actor=user)


def _rejected(*, instance: Any, user: User | None, **_rest: Any) -> None:
    if (article := _article_of(instance)) is not None:
        comment = instance.current_task_state.comment if instance.current_task_state else ""
        actions.give_back(article, actor=user, comment=comment)


def _cancelled(*, instance: Any, user: User | None, **_rest: Any) -> None:
    if (article := _article_of(instance)) is not None:
        actions.settle_review(article, actor=user, outcome=_("zurückgezogen"))


def _article_of(workflow_state: Any) -> Article | None:
    page = workflow_state.content_object
    return Article.objects.filter(pk=page.pk).first() if page is not None else None
