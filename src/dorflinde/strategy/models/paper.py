"""Versions of the strategy paper: what stood in it on a day, who may read it, what the council said."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .strategy import Strategy


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    """The vocabulary of Word templates."""

    def in_use(self, place: Place) -> Self:
        """Return the template on which a place's paper is written today, if it has one of its own."""
        return self.filter(place=place, replaced_at__isnull=True)


class PaperTemplate(models.Model):
    """A municipality's own Word template, as it was given; one that a version was kept on stays for its sake."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    checksum = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    missing = models.JSONField(default=list)  # names of styles it lacks; the paper brings its own
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word-Vorlage")
        verbose_name_plural = _("Word-Vorlagen")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(replaced_at__isnull=True), name="strategy_one_template_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PaperVersionQuerySet(models.QuerySet["PaperVersion"]):
    """The vocabulary of versions."""

    def of(self, place: Place) -> Self:
        """Return the versions of a place's papers with their state, the newest first."""
        found = self.filter(strategy__place=place).select_related("strategy__place__parent", "made_by")
        return found.select_related("resolution", "opening").order_by("-strategy__starts_on", "-number")

    def public(self) -> Self:
        """Return the versions that everyone may read."""
        return self.filter(published_at__isnull=False)


class PaperVersion(models.Model):
    """The whole paper as it stood on one day; nothing that happens later changes it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="paper_versions", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(
        _("Name der Fassung"), max_length=120, help_text=_("Zum Beispiel: „Entwurf für den Gemeinderat“.")
    )
    note = models.TextField(_("Notiz für das Rathaus"), max_length=1000, blank=True)
    day = models.DateField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    tree = models.TextField(editable=False)  # text, not a JSON column: a database would order and round as it likes
    checksum = models.CharField(max_length=64, editable=False)
    template = models.ForeignKey(
        PaperTemplate, null=True, on_delete=models.PROTECT, related_name="versions", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung des Strategiepapiers")
        verbose_name_plural = _("Fassungen des Strategiepapiers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "number"], name="strategy_paper_number_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def decided(self) -> "Resolution | None":
        """What the council said about it, if it did."""
        return getattr(self, "resolution", None)

    @property
    def opened(self) -> "PaperOpening | None":
        """Where people can comment on it, if anywhere."""
        return getattr(self, "opening", None)

    @property
    def open_until(self) -> date | None:
        """Until when people can still comment."""
        opening = self.opened
        return opening.until if opening and opening.until >= timezone.localdate() else None


class Resolution(models.Model):
    """The council's decision on a version."""

    version = models.OneToOneField(PaperVersion, on_delete=models.CASCADE, related_name="resolution", editable=False)
    decided_on = models.DateField(_("Beschlossen am"))
    body = models.CharField(_("Wer hat beschlossen?"), max_length=120, default=_("Gemeinderat"))
    votes_yes = models.PositiveSmallIntegerField(_("Ja-Stimmen"), validators=[MinValueValidator(1)])
    votes_no = models.PositiveSmallIntegerField(_("Nein-Stimmen"), default=0)
    votes_abstained = models.PositiveSmallIntegerField(_("Enthaltungen"), default=0)
    reference = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    wording = models.TextField(_("Wortlaut des Beschlusses"), max_length=5000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")

    def __str__(self) -> str:
        return f"{self.body}, {self.votes}"

    @property
    def votes(self) -> str:
        """The votes as they are written: „14 : 2“."""
        return f"{self.votes_yes} : {self.votes_no}"


class PaperOpening(models.Model):
    """A version is open for comments; the thing opened belongs to another module and is known by its name only."""

    version = models.OneToOneField(PaperVersion, on_delete=models.CASCADE, related_name="opening")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    until = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Öffnung des Strategiepapiers")
        verbose_name_plural = _("Öffnungen des Strategiepapiers")

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def ref(self) -> Ref:
        """Names what was opened."""
        return Ref(self.subject_kind, self.subject_id)
