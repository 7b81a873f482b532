"""Notices from anyone, decisions with their reasons, and the complaint path (DSA Art. 16, 17, 20)."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

DAYS_TO_DECIDE = 2
TIME_TO_TAKE_BACK = datetime.timedelta(hours=24)
COMPLAINT_DAYS = 183  # DSA Art. 20: at least six months


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The vocabulary of notices."""

    def waiting(self) -> Self:
        """Return what nobody has decided on yet; what the moderation began by itself is over once it is taken back."""
        over = Q(is_own_initiative=True, pk__in=Decision.objects.values("notice"))
        return self.exclude(over).exclude(pk__in=Decision.objects.in_force().values("notice"))

    def decided(self) -> Self:
        """Return what was decided on."""
        return self.filter(pk__in=Decision.objects.in_force().values("notice"))

    def about(self, thing: Ref) -> Self:
        """Return the notices on one thing."""
        return self.filter(subject_kind=thing.kind, subject_id=thing.id)

    def oldest_first(self) -> Self:
        """Return them in the order in which they came in."""
        return self.order_by("created_at", "pk")


class Notice(models.Model):
    """Someone says that something should not stay; the exact address is part of it (DSA Art. 16)."""

    class Category(models.TextChoices):
        ILLEGAL = "illegal", _("Das ist verboten (zum Beispiel Beleidigung, Hetze, Betrug)")
        PERSONAL = "personal", _("Hier stehen persönliche Angaben über jemanden")
        ABUSE = "abuse", _("Sexuelle Gewalt gegen Kinder oder Jugendliche")
        YOUTH = "youth", _("Das schadet Kindern oder Jugendlichen")
        COPYRIGHT = "copyright", _("Das Bild oder der Text gehört jemand anderem")
        RULES = "rules", _("Das verstößt gegen die Regeln des Ortes")
        OTHER = "other", _("Etwas anderes")

    # Who reports these need not say who they are: the first by DSA Art. 16 (2) c, the second so that children dare to.
    NAMELESS: ClassVar = (Category.ABUSE, Category.YOUTH)

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(_("Aktenzeichen"), max_length=16, unique=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    url = models.CharField(_("Adresse der Seite"), max_length=500)  # as it was given: never a link by itself
    category = models.CharField(_("Worum geht es?"), max_length=12, choices=Category)
    explanation = models.TextField(_("Begründung"))
    name = models.CharField(_("Ihr Name"), max_length=120, blank=True)
    email = models.EmailField(_("Ihre E-Mail-Adresse"), blank=True)
    is_good_faith = models.BooleanField(_("nach bestem Wissen"))
    is_own_initiative = models.BooleanField(_("von der Moderation selbst"), default=False)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis")
        verbose_name_plural = _("Hinweise")
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id"], name="moderation_subject"),
            models.Index(fields=["place", "created_at"], name="moderation_place_created"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def decision(self) -> "Decision | None":
        """The decision that holds: the latest, for a complaint may have turned the first; none once it was taken back."""
        holding = [decision for decision in self.decisions.all() if decision.is_in_force]
        return max(holding, key=lambda decision: decision.pk, default=None)

    @property
    def complaints(self) -> "list[Complaint]":
        """Every complaint about its decisions, oldest first; what was prefetched is used."""
        rows = [complaint for decision in self.decisions.all() for complaint in decision.complaints.all()]
        return sorted(rows, key=lambda complaint: complaint.pk)

    @property
    def due_on(self) -> datetime.date:
        """By when it should be decided; sexual violence against children at once."""
        days = 0 if self.category == self.Category.ABUSE else DAYS_TO_DECIDE
        return timezone.localdate(self.created_at) + datetime.timedelta(days=days)

    @property
    def ref(self) -> Ref:
        """Names the thing the notice is about."""
        return Ref(self.subject_kind, self.subject_id)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """The vocabulary of decisions."""

    def in_force(self) -> Self:
        """Return what nobody took back."""
        return self.filter(taken_back_at__isnull=True)


class Decision(models.Model):
    """What was decided on a notice, by whom, on which ground and why (DSA Art. 17); a complaint may bring a second one."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("bleibt stehen")
        REMOVE = "remove", _("wird entfernt")
        PAUSE = "pause", _("Schreibpause")

    class Ground(models.TextChoices):
        LAW = "law", _("verstößt gegen ein Gesetz")
        RULES = "rules", _("verstößt gegen die Regeln des Ortes")
        NONE = "none", _("kein Verstoß")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("Entscheidung"), max_length=8, choices=Outcome)
    ground = models.CharField(_("Grundlage"), max_length=8, choices=Ground)
    reason = models.TextField(_("Begründung"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    batch = models.UUIDField(null=True, editable=False)  # what was decided in one go is taken back in one go
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entscheidung")
        verbose_name_plural = _("Entscheidungen")
        indexes: ClassVar = [models.Index(fields=["batch"], name="moderation_batch")]

    def __str__(self) -> str:
        return f"{self.notice}: {self.get_outcome_display()}"

    @property
    def is_removal(self) -> bool:
        """Tell whether the thing goes off the page."""
        return self.outcome == self.Outcome.REMOVE

    @property
    def is_pause(self) -> bool:
        """Tell whether somebody may write nothing for a while."""
        return self.outcome == self.Outcome.PAUSE

    @property
    def is_restriction(self) -> bool:
        """Tell whether it takes something from somebody: then they read why and can complain."""
        return self.is_removal or self.is_pause

    @property
    def is_in_force(self) -> bool:
        """Tell whether nobody took it back."""
        return self.taken_back_at is None

    @property
    def may_be_taken_back(self) -> bool:
        """Tell whether a slip can still be undone: on the same day, and as long as nobody has complained."""
        in_time = self.batch is not None and timezone.now() < self.decided_at + TIME_TO_TAKE_BACK
        return self.is_in_force and in_time and not self.complaints.all()

    @property
    def may_be_complained_of(self) -> bool:
        """Tell whether the months are not over in which one can complain."""
        return timezone.now() < self.decided_at + datetime.timedelta(days=COMPLAINT_DAYS)


class Complaint(models.Model):
    """Someone concerned disagrees with a decision; it is looked at again by a person (DSA Art. 20)."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="complaints")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("Warum sehen Sie das anders?"))
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_upheld = models.BooleanField(_("war berechtigt"), default=False)

    class Meta:
        verbose_name = _("Beschwerde")
        verbose_name_plural = _("Beschwerden")

    def __str__(self) -> str:
        return f"{self.decision.notice}: {self.created_at:%d.%m.%Y}"


class Restriction(models.Model):
    """A thing is off the page; deleting the row (by a new decision) brings it back."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="restrictions")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Einschränkung")
        verbose_name_plural = _("Einschränkungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="moderation_restriction_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
