"""Who has to do with the strategy, how much weight and interest they have, and when the town hall last spoke with them."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation, Place

from .strategy import Strategy

_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]
HIGH = 3  # the middle counts as high: better one talk too many than someone overlooked


class Quadrant(models.TextChoices):
    """What follows from interest and influence; the words are the advice."""

    CLOSE = "close", _("eng einbinden")
    SATISFY = "satisfy", _("zufriedenstellen")
    INFORM = "inform", _("informieren")
    WATCH = "watch", _("im Blick behalten")


class TypicalGroup(models.TextChoices):
    """The groups a village should not forget, as a list to compare with."""

    YOUTH = "youth", _("Jugend")
    FAMILIES = "families", _("Familien")
    SINGLE_PARENTS = "single", _("Alleinerziehende")
    COMMUTERS = "commuters", _("Pendlerinnen und Pendler")
    SENIORS = "seniors", _("Ältere ohne Smartphone")
    NEWCOMERS = "newcomers", _("Neuzugezogene")
    REFUGEES = "refugees", _("Geflüchtete")
    DISABLED = "disabled", _("Menschen mit Behinderung")
    FARMERS = "farmers", _("Landwirtschaft")
    BUSINESSES = "businesses", _("Betriebe und Läden")
    CLUBS = "clubs", _("Vereine")
    RESCUE = "rescue", _("Feuerwehr und Rettung")
    CHURCHES = "churches", _("Kirchen")
    SCHOOLS = "schools", _("Schule und Kita")
    CARE = "care", _("Arztpraxis und Pflege")
    NEIGHBOURS = "neighbours", _("Nachbargemeinden")


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    """The vocabulary of stakeholders."""

    def of(self, place: Place) -> Self:
        """Return the stakeholders a municipality has written down."""
        return self.filter(municipality=place.municipality)

    def in_cycle(self, strategy: Strategy | None) -> Self:
        """Return the stakeholders of one strategy; without one, those noted before there was any."""
        return self.filter(strategy=strategy)

    def with_history(self) -> Self:
        """Return the stakeholders with all assessments and contacts, the newest first, and a fixed number of questions."""
        return self.select_related("organisation", "municipality__parent", "strategy").prefetch_related(
            "assessments", "contacts"
        )

    def over_since(self, day: datetime.date) -> Self:
        """Return those whose strategy ended before a day; those noted without one count from their making."""
        return self.filter(Q(strategy__ends_on__lt=day) | Q(strategy__isnull=True, created_at__date__lt=day))


class Stakeholder(models.Model):
    """An Akteur: a person in an office, a group or an organisation. Internal: it never leaves the town hall."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Person in einem Amt")
        GROUP = "group", _("Gruppe")
        ORGANISATION = "organisation", _("Verein, Betrieb, Einrichtung")

    class Channel(models.TextChoices):
        TALK = "talk", _("persönliches Gespräch")
        PHONE = "phone", _("Telefon")
        EVENT = "event", _("Treffen vor Ort")
        LETTER = "letter", _("Brief oder Aushang")
        MAIL = "mail", _("E-Mail")
        PLATFORM = "platform", _("Dorflinde und Gemeindeblatt")

    class Rhythm(models.TextChoices):
        MONTHLY = "1", _("jeden Monat")
        QUARTERLY = "3", _("alle drei Monate")
        HALF_YEARLY = "6", _("halbjährlich")
        YEARLY = "12", _("jährlich")
        ONCE = "once", _("einmal, bei Anlass")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", editable=False)
    strategy = models.ForeignKey(
        Strategy, null=True, on_delete=models.SET_NULL, related_name="stakeholders", editable=False
    )
    name = models.CharField(_("Name"), max_length=150)
    kind = models.CharField(_("Wer ist das?"), max_length=12, choices=Kind, default=Kind.GROUP)
    typical = models.CharField(
        _("Steht auch für"), max_length=12, choices=TypicalGroup, blank=True,
        help_text=_("Damit die Liste weiß, welche Gruppen im Ort schon dabei sind."),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("Eingetragene Organisation"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    brings = models.TextField(_("Was wollen sie, was bringen sie ein?"), max_length=2000, blank=True)
    channel = models.CharField(_("Auf welchem Weg?"), max_length=10, choices=Channel, blank=True)
    tone = models.CharField(
        _("In welchem Ton?"), max_length=200, blank=True, help_text=_("Zum Beispiel: kurz und praktisch, mit Zeit für Fragen.")
    )  # fmt: skip
    rhythm = models.CharField(_("Wie oft?"), max_length=4, choices=Rhythm, blank=True)
    responsible = models.CharField(_("Wer im Rathaus kümmert sich?"), max_length=150, blank=True)
    contact_details = models.TextField(
        _("Wie erreicht man sie?"), max_length=1000, blank=True,
        help_text=_("Telefon, E-Mail, gute Zeiten. Wird nach dem Ende der Strategie gelöscht."),
    )  # fmt: skip
    next_contact_on = models.DateField(_("Nächster Kontakt"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        verbose_name = _("Akteur")
        verbose_name_plural = _("Akteure")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "name"], name="strategy_stakeholder_once"),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=Q(strategy__isnull=True),
                name="strategy_stakeholder_once_before",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """Names the stakeholder for desk and audit; it is registered nowhere else, so that nothing shows it."""
        return Ref("strategy.stakeholder", self.public_id)

    @property
    def latest(self) -> "StakeholderAssessment | None":
        """The assessment in force."""
        return next(iter(self.assessments.all()), None)

    def assessed_before(self, day: datetime.date | None = None) -> "StakeholderAssessment | None":
        """Return the assessment in force on a day, or the one before the latest."""
        rows = list(self.assessments.all())
        if day is None:
            return rows[1] if len(rows) > 1 else None
        return next((row for row in rows if row.assessed_on <= day), None)

    @property
    def is_reached(self) -> bool:
        """Tell whether anyone has spoken with them yet."""
        return bool(self.contacts.all())

    @property
    def is_due(self) -> bool:
        """Tell whether the next contact should have happened by today."""
        return self.next_contact_on is not None and self.next_contact_on <= timezone.localdate()

    @property
    def suggested_rhythm(self) -> str:
        """How often one should speak with them: as written down, or as their place in the grid advises."""
        if self.rhythm:
            return self.rhythm
        return _USUAL_RHYTHM.get(self.latest.quadrant, "") if self.latest else ""


_USUAL_RHYTHM = {
    Quadrant.CLOSE: Stakeholder.Rhythm.MONTHLY,
    Quadrant.SATISFY: Stakeholder.Rhythm.QUARTERLY,
    Quadrant.INFORM: Stakeholder.Rhythm.QUARTERLY,
    Quadrant.WATCH: Stakeholder.Rhythm.YEARLY,
}


class StakeholderAssessment(models.Model):
    """How interest, influence and attitude were judged on a day; a row each, so that one sees what moved."""

    class Attitude(models.TextChoices):
        FOR = "for", _("dafür")
        OPEN = "open", _("offen")
        CRITICAL = "critical", _("skeptisch")
        AGAINST = "against", _("dagegen")

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="assessments")
    interest = models.PositiveSmallIntegerField(_("Interesse"), validators=_ONE_TO_FIVE)
    influence = models.PositiveSmallIntegerField(_("Einfluss"), validators=_ONE_TO_FIVE)
    attitude = models.CharField(_("Haltung"), max_length=8, choices=Attitude, blank=True)
    reason = models.CharField(_("Woran machen wir das fest?"), max_length=300, blank=True)
    assessed_on = models.DateField(default=timezone.localdate)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Einschätzung eines Akteurs")
        verbose_name_plural = _("Einschätzungen von Akteuren")
        ordering: ClassVar = ["-assessed_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stakeholder", "assessed_on"], name="strategy_assessed_once_a_day"),
            models.CheckConstraint(
                condition=Q(interest__range=(1, 5)) & Q(influence__range=(1, 5)), name="strategy_assessed_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interest}/{self.influence} ({self.assessed_on:%d.%m.%Y})"

    @property
    def quadrant(self) -> Quadrant:
        """The field of the grid they stand in."""
        if self.influence >= HIGH:
            return Quadrant.CLOSE if self.interest >= HIGH else Quadrant.SATISFY
        return Quadrant.INFORM if self.interest >= HIGH else Quadrant.WATCH


class StakeholderContact(models.Model):
    """The town hall has spoken with them; the note about it is personal data and goes with the retention."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField(_("Wann?"), default=timezone.localdate)
    note = models.TextField(_("Was wurde besprochen?"), max_length=2000, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Kontakt mit einem Akteur")
        verbose_name_plural = _("Kontakte mit Akteuren")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"
