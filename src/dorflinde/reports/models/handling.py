"""What the town hall does with a report: vet, answer, note, hand over, put together."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .report import Report, Status


class Publication(models.Model):
    """A report was vetted and stands on the page: who let it there and when; deleting the row takes it off."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="publication")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Veröffentlichung einer Meldung")
        verbose_name_plural = _("Veröffentlichungen von Meldungen")

    def __str__(self) -> str:
        return f"{self.report} ({self.published_at:%d.%m.%Y})"


class StatusChange(models.Model):
    """A report stands elsewhere now, and why; everyone reads it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="changes")
    status = models.CharField(_("Stand"), max_length=8, choices=Status)
    reason = models.TextField(_("Begründung"), max_length=2000)
    by = models.CharField(_("Wer antwortet?"), max_length=150, blank=True)  # an office, never a person
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_by_reporter = models.BooleanField(default=False)
    external_id = models.CharField(max_length=100, blank=True, editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Änderung des Stands")
        verbose_name_plural = _("Änderungen des Stands")
        ordering = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="reports_status_has_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["-at"], name="reports_changed_at")]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_status_display()}"


class InternalNote(models.Model):
    """A word between colleagues, or what a reporter added; nobody else reads it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_by_reporter = models.BooleanField(default=False)
    text = models.TextField(_("Notiz"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("interne Notiz")
        verbose_name_plural = _("interne Notizen")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report} ({self.at:%d.%m.%Y})"


class Handover(models.Model):
    """A report went to another office or to another municipality, and why."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="handovers")
    from_municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    from_office = models.CharField(max_length=120, blank=True)
    to_office = models.CharField(max_length=120, blank=True)
    reason = models.TextField(_("Warum?"), max_length=1000)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Weitergabe einer Meldung")
        verbose_name_plural = _("Weitergaben von Meldungen")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.to_office or self.to_municipality}"


class Duplicate(models.Model):
    """A report says what another one says already; its page leads there. Deleting the row parts them again."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="duplicate")
    root = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="duplicates")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("doppelte Meldung")
        verbose_name_plural = _("doppelte Meldungen")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(report=models.F("root")), name="reports_no_duplicate_of_itself")
        ]

    def __str__(self) -> str:
        return f"{self.report} → {self.root}"


class ReportHiding(models.Model):
    """Moderation took a report off the page: who, when, why; deleting the row brings it back."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="hiding")
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ausgeblendete Meldung")
        verbose_name_plural = _("ausgeblendete Meldungen")

    def __str__(self) -> str:
        return f"{self.report} ({self.hidden_at:%d.%m.%Y})"


class AnswerTemplate(models.Model):
    """The beginning of an answer that is often needed."""

    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("Name der Vorlage"), max_length=80)
    status = models.CharField(_("Stand"), max_length=8, choices=Status)
    text = models.TextField(_("Text"), max_length=2000)

    class Meta:
        verbose_name = _("Antwortvorlage")
        verbose_name_plural = _("Antwortvorlagen")
        ordering = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "title"], name="reports_template_title_once")
        ]

    def __str__(self) -> str:
        return self.title


class ApiKey(models.Model):
    """A program that may send reports; we keep a keyed hash of its word alone."""

    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Welches Programm?"), max_length=80)
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Schlüssel für Programme")
        verbose_name_plural = _("Schlüssel für Programme")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
