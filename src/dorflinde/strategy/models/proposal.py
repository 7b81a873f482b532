"""A proposal for the roadmap: what was asked, how far the calculation is, what came of it, what was taken over."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

PATIENCE = datetime.timedelta(minutes=3)  # beyond the time it was given: whoever calculates is gone


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """The vocabulary of proposals."""

    def of(self, place: Place) -> Self:
        """Return the proposals of a municipality."""
        return self.filter(municipality=place.municipality)

    def newest_first(self) -> Self:
        """Return the proposals, the latest first."""
        return self.order_by("-asked_at", "-pk")


class Proposal(models.Model):
    """A calculation that was asked for. Months are numbers (methods.gantt.month_of), measures stand by their public ids."""

    class Objective(models.TextChoices):
        BENEFIT = "benefit", _("Nutzen so früh wie möglich")
        BALANCE = "balance", _("Arbeit gleichmäßig verteilt")
        DELAY = "delay", _("so nah wie möglich am heutigen Fahrplan")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="proposals")
    objective = models.CharField(_("Worauf es ankommt"), max_length=8, choices=Objective, default=Objective.BENEFIT)
    seconds = models.PositiveSmallIntegerField(_("Höchstens so lange rechnen"), default=20)
    seed = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    progress = models.JSONField(default=dict)
    before = models.JSONField(default=dict)  # public id → month in which the measure was planned to begin, or null
    result = models.JSONField(default=dict)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        indexes: ClassVar = [models.Index(fields=["municipality", "-asked_at"], name="strategy_newest_proposals")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seconds__range=(1, 600)), name="strategy_proposal_takes_seconds"),
        ]

    def __str__(self) -> str:
        return f"{self.get_objective_display()}, {timezone.localtime(self.asked_at):%d.%m.%Y %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the address of the proposal's page."""
        return reverse("workshop:proposal", args=[self.municipality.slug, self.public_id])

    @property
    def is_running(self) -> bool:
        """Tell whether somebody still calculates."""
        return self.ended_at is None and not self.is_abandoned

    @property
    def is_abandoned(self) -> bool:
        """Tell whether nobody will finish it any more: the background worker was stopped on the way."""
        limit = datetime.timedelta(seconds=self.seconds) + PATIENCE
        return self.ended_at is None and timezone.now() - (self.begun_at or self.asked_at) > limit

    @property
    def has_plan(self) -> bool:
        """Tell whether there are start months to look at."""
        return bool(self.result.get("starts"))


class Takeover(models.Model):
    """Dates of a proposal were taken over into the roadmap; `moves` keeps what stood there before, so that it can be undone."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="takeovers")
    moves = models.JSONField(default=list)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Übernahme")
        verbose_name_plural = _("Übernahmen")
        ordering: ClassVar = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.proposal}: {len(self.moves)}"
