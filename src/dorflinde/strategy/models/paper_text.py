"""What the town hall writes itself into the strategy paper, chapter by chapter."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .strategy import Strategy


class PaperText(models.Model):
    """Own words for one chapter: another heading, a text before what is generated, or that it is left out.

    No row means that the chapter is as the house writes it; taking own words back is a delete.
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="paper_texts", editable=False)
    chapter = models.SlugField(_("Kapitel"), max_length=30, editable=False)
    heading = models.CharField(_("Andere Überschrift"), max_length=120, blank=True)
    text = models.TextField(
        _("Eigener Text"), max_length=10000, blank=True,
        help_text=_("Steht vor dem, was aus den Angaben entsteht. Eine neue Zeile beginnt einen neuen Absatz."),
    )  # fmt: skip
    is_hidden = models.BooleanField(_("Dieses Kapitel weglassen"), default=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Eigener Text im Strategiepapier")
        verbose_name_plural = _("Eigene Texte im Strategiepapier")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "chapter"], name="strategy_paper_text_once")
        ]

    def __str__(self) -> str:
        return self.heading or self.chapter

    @property
    def is_usual(self) -> bool:
        """Tell whether it changes nothing."""
        return not (self.heading.strip() or self.text.strip() or self.is_hidden)
