"""What people say about an idea; an answer to a comment is the deepest it goes."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import name_of
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref


class CommentQuerySet(models.QuerySet["Comment"]):
    """The vocabulary of comments."""

    def visible(self) -> Self:
        """Return what everyone may see: not hidden itself, and not under something hidden."""
        return self.filter(hiding__isnull=True, parent__hiding__isnull=True)


class Comment(models.Model):
    """A remark about an idea, or about another remark."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    idea = models.ForeignKey("participation.Idea", on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("Ihr Kommentar"), max_length=1500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    is_waiting = False  # for a look of the moderation: set where only the author sees it

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")
        indexes: ClassVar = [models.Index(fields=["idea", "created_at"], name="participation_comment_order")]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Return its place on the page of the idea."""
        return f"{self.idea.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Return the id it has on the page."""
        return f"kommentar-{self.public_id}"

    @property
    def ref(self) -> Ref:
        """Names the comment for the ground services."""
        return Ref("participation.comment", self.public_id)

    @property
    def author_name(self) -> str:
        """The name others see; an erased account leaves none."""
        return name_of(self.author)

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation took it off the page."""
        return hasattr(self, "hiding")
