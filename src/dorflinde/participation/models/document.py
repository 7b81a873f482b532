"""A draft everyone reads paragraph by paragraph."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.core.ids import uuid7
from dorflinde.methods.paragraphs import Piece

from .activity import Activity


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    """The vocabulary of paragraphs."""

    def of(self, activity: Activity) -> Self:
        """Return the paragraphs of a draft in reading order; those that were taken out stand last."""
        return self.filter(activity=activity).order_by("removed_at", "position", "pk")

    def present(self) -> Self:
        """Return what the draft says now."""
        return self.filter(removed_at=None)


class Paragraph(models.Model):
    """A paragraph or a heading; taken out of the draft it stays as long as somebody said something about it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # people say „Absatz 4“; headings have none
    level = models.PositiveSmallIntegerField(default=0)  # of a heading, from 1 on
    text = models.TextField(gettext_lazy("Text"), max_length=6000)
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("Absatz")
        verbose_name_plural = gettext_lazy("Absätze")
        indexes: ClassVar = [models.Index(fields=["activity", "position"], name="participation_paragraph_order")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_heading(self) -> bool:
        """Tell whether it only says what follows."""
        return self.level > 0

    @property
    def is_removed(self) -> bool:
        """Tell whether it is no longer in the draft."""
        return self.removed_at is not None

    @property
    def name(self) -> str:
        """What people call it."""
        return _("Absatz %(number)d") % {"number": self.number} if self.number else _("gestrichener Absatz")

    @property
    def anchor(self) -> str:
        """Return the id it has on the page."""
        return f"absatz-{self.public_id}"

    @property
    def piece(self) -> Piece:
        """Return it as part of a plain text."""
        return Piece(self.text, self.level)
