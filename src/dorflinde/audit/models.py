"""One chain of records for each municipality (and one for what belongs to none).

How long records stay: as long as the installation. They say what was done to public matters, so that a decision can be
traced years later, and they hold no personal data but the key of the account. When a person erases their account, the
account goes and with it the only way from the key to the person; the record keeps its number, its digest and its place
in the chain. Whoever must take a record out (a court says so) breaks the chain on purpose: `audit verify` names the place.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place


class Chain(models.Model):
    """The end of a chain; locked while a record is added, so that each record knows its predecessor."""

    place = models.OneToOneField(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=20, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("Protokollkette")
        verbose_name_plural = _("Protokollketten")

    def __str__(self) -> str:
        return self.name


class Record(models.Model):
    """One thing that was done; `digest` covers its content and the record before."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    # The account may go: then this is empty, and the key below leads nowhere any more.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="+",
    )
    actor_key = models.CharField(max_length=36, blank=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=36, blank=True)
    details = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Protokolleintrag")
        verbose_name_plural = _("Protokolleinträge")
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "number"], name="audit_number_once")]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}: {self.verb}"
