"""How a vision comes about: drafts of the groups, versions of the common text, what is open for comments, what was adopted."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref

from .strategy import Strategy


class VisionDraft(models.Model):
    """What one group wrote about how they want to live here."""

    class Source(models.TextChoices):
        WORKSHOP = "workshop", _("Werkstatt")
        PAPER = "paper", _("Papierkarte")
        ONLINE = "online", _("online")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="vision_drafts", editable=False)
    group = models.CharField(
        _("Gruppe"), max_length=120, help_text=_("Der Name der Gruppe, keine Namen von Personen: „Tisch 2“, „Jugend“.")
    )
    text = models.TextField(_("Entwurf"), max_length=5000)
    source = models.CharField(_("Woher?"), max_length=10, choices=Source, default=Source.WORKSHOP)
    written_on = models.DateField(_("Wann?"), default=timezone.localdate)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Entwurf einer Gruppe")
        verbose_name_plural = _("Entwürfe der Gruppen")
        ordering: ClassVar = ["written_on", "pk"]

    def __str__(self) -> str:
        return self.group


class VisionVersionQuerySet(models.QuerySet["VisionVersion"]):
    """The vocabulary of versions."""

    def of(self, strategy: Strategy) -> Self:
        """Return the versions of one strategy's vision, the newest first, with who saved and adopted them."""
        return self.filter(strategy=strategy).select_related("saved_by", "adoption", "opening").order_by("-number")


class VisionVersion(models.Model):
    """One saved state of the common text: who, when, why."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="vision_versions", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    text = models.TextField(_("Gemeinsamer Text"), max_length=10000)
    reason = models.CharField(
        _("Was ist neu?"), max_length=200, help_text=_("Ein Satz, damit alle verstehen, warum der Text sich ändert.")
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VisionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung des Leitbilds")
        verbose_name_plural = _("Fassungen des Leitbilds")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "number"], name="strategy_vision_number_once")
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_adopted(self) -> bool:
        """Tell whether this text is the vision of the strategy."""
        return hasattr(self, "adoption")

    @property
    def opened(self) -> "VisionOpening | None":
        """Where people can comment on this version, if anywhere."""
        return getattr(self, "opening", None)


class VisionAdoption(models.Model):
    """A version became the vision; only one of a strategy is."""

    version = models.OneToOneField(VisionVersion, on_delete=models.CASCADE, related_name="adoption")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    adopted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Übernahme des Leitbilds")
        verbose_name_plural = _("Übernahmen des Leitbilds")

    def __str__(self) -> str:
        return f"{self.version_id} {self.adopted_at:%d.%m.%Y}"


class VisionOpening(models.Model):
    """A version is open for comments; the thing opened belongs to another module and is known by its name only."""

    version = models.OneToOneField(VisionVersion, on_delete=models.CASCADE, related_name="opening")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Öffnung des Leitbilds")
        verbose_name_plural = _("Öffnungen des Leitbilds")

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def ref(self) -> Ref:
        """Names what was opened."""
        return Ref(self.subject_kind, self.subject_id)
