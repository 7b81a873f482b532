"""An article that waits for the editors lies on their desk, and its writer hears what became of it."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor
from dorflinde.desk import public as desk
from dorflinde.feed.public import tell_person
from dorflinde.news.models import Article

_REVIEW = "review"


@transaction.atomic
def ask_for_review(article: Article, *, actor: Actor | None) -> None:
    """Put an article on the desk of the editors."""
    note = _("von %(sender)s") % {"sender": article.organisation.name}
    if not article.organisation.has_imprint:
        note = _("von %(sender)s, das Impressum ist noch nicht vollständig") % {"sender": article.organisation.name}
    desk.ask(
        article.ref,
        kind=_REVIEW,
        place=article.municipality,
        label=_("Neuigkeit"),
        title=article.draft_title or article.title,
        note=note,
        action_url=reverse("wagtailadmin_pages:edit", args=[article.pk]),
        action_label=_("Prüfen"),
        office=desk.Todo.Office.EDITORIAL,
        is_sample=article.is_sample,
    )


def settle_review(article: Article, *, actor: Actor | None, outcome: str) -> None:
    """Take the article off the editors' desk; one that did not wait is no error."""
    waited = desk.settle(article.ref, kind=_REVIEW, actor=actor, outcome=outcome)
    if waited and article.live and article.owner is not None and article.owner != actor:
        tell_person(
            article.owner,
            title=_("Ihre Neuigkeit ist erschienen: %(title)s") % {"title": article.title},
            text=_("Die Redaktion hat sie veröffentlicht."),
            url=article.get_absolute_url(),
            actor=actor,
        )


@transaction.atomic
def give_back(article: Article, *, actor: Actor | None, comment: str) -> None:
    """Give an article back to its writer with what the editors would like to see changed."""
    desk.settle(article.ref, kind=_REVIEW, actor=actor, outcome=_("zurückgegeben"))
    if article.owner is not None and article.owner != actor:
        tell_person(
            article.owner,
            title=_("Bitte noch einmal ansehen: %(title)s") % {"title": article.draft_title or article.title},
            text=comment
            or _("Die Redaktion hat Ihre Neuigkeit zurückgegeben. Sie können sie ändern und noch einmal vorlegen."),
            url=reverse("wagtailadmin_pages:edit", args=[article.pk]),
            actor=actor,
        )
