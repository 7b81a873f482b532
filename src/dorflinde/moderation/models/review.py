"""What waits until somebody has looked at it: because the place wants it so, or because a rule found something."""

import datetime
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import name_of
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .notice import TIME_TO_TAKE_BACK, Decision

DAYS_TO_LOOK = 2


class Checkpoint(models.Model):
    """At this place contributions of this kind wait for a look; deleting the row lets them through again."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Freigabe-Pflicht")
        verbose_name_plural = _("Freigabe-Pflichten")
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "kind"], name="moderation_checkpoint_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}"


class ReviewQuerySet(models.QuerySet["Review"]):
    """The vocabulary of reviews."""

    def waiting(self) -> Self:
        """Return what nobody has looked at yet."""
        return self.filter(clearance__isnull=True)

    def admitted(self) -> Self:
        """Return what was let through."""
        return self.filter(clearance__isnull=False, clearance__decision__isnull=True)

    def about(self, thing: Ref) -> Self:
        """Return the reviews of one thing."""
        return self.filter(subject_kind=thing.kind, subject_id=thing.id)

    def oldest_first(self) -> Self:
        """Return them in the order in which they came in."""
        return self.order_by("submitted_at", "pk")


class Review(models.Model):
    """A contribution is stored and nobody sees it but its author, until the moderation lets it through or refuses it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = models.TextField(_("Warum es wartet"))
    submitted_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("Freigabe")
        verbose_name_plural = _("Freigaben")
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id"], name="moderation_review_subject"),
            models.Index(fields=["place", "submitted_at"], name="moderation_review_place"),
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def ref(self) -> Ref:
        """Names the thing that waits."""
        return Ref(self.subject_kind, self.subject_id)

    @property
    def author_name(self) -> str:
        """The name others see."""
        return name_of(self.author)

    @property
    def due_on(self) -> datetime.date:
        """By when somebody should have looked."""
        return timezone.localdate(self.submitted_at) + datetime.timedelta(days=DAYS_TO_LOOK)


class Clearance(models.Model):
    """Somebody has looked: let through, or refused with a decision that can be complained about."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="clearance")
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="clearance")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    batch: "models.UUIDField[uuid.UUID | None, uuid.UUID | None]" = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("Blick auf einen Beitrag")
        verbose_name_plural = _("Blicke auf Beiträge")
        indexes: ClassVar = [models.Index(fields=["batch"], name="moderation_clearance_batch")]

    def __str__(self) -> str:
        return f"{self.review}: {self.decided_at:%d.%m.%Y}"

    @property
    def is_refusal(self) -> bool:
        """Tell whether it was not let through."""
        return self.decision_id is not None

    @property
    def may_be_taken_back(self) -> bool:
        """Tell whether a slip can still be undone; a refusal is taken back as the decision it is."""
        return not self.is_refusal and timezone.now() < self.decided_at + TIME_TO_TAKE_BACK
