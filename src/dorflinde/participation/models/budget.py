"""A citizens' budget: how it is voted on and counted, and its pots of money."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .activity import Activity

CENTS = 100


class Stage(models.TextChoices):
    """Where a budget stands on a day."""

    COMING = "coming", _("Beginnt noch")
    PROPOSE = "propose", _("Vorschlagen")
    CHECK = "check", _("Prüfen")
    VOTE = "vote", _("Abstimmen")
    COUNT = "count", _("Auszählen")
    RESULT = "result", _("Ergebnis")


class Budget(models.Model):
    """The rules of one citizens' budget; its days lie within the phase of its activity."""

    class BallotKind(models.TextChoices):
        APPROVAL = "approval", _("Kreuze: was ich gut finde")
        POINTS = "points", _("Punkte verteilen")
        RANKING = "ranking", _("Reihenfolge: das Liebste zuerst")
        BASKET = "basket", _("Einkaufskorb: nur so viel, wie Geld da ist")

    class Rule(models.TextChoices):
        EQUAL_SHARES = "equal-shares", _("Gleiche Anteile: Jede Stimme trägt gleich viel Geld bei")
        GREEDY = "greedy", _("Mehrheit: die meisten Stimmen zuerst, solange das Geld reicht")

    class Utility(models.TextChoices):
        COST = "cost", _("nach Geld: ein großes Vorhaben zählt mehr")
        CARDINALITY = "cardinality", _("nach Anzahl: jedes Vorhaben zählt gleich")
        EFFORT = "effort", _("nach Geld je Kopf: was sich viele teilen, zählt für jeden Einzelnen weniger")

    class Completion(models.TextChoices):
        ADD1U = "add1u", _("Anteile erhöhen, dann mit den meisten Stimmen auffüllen")
        ADD1 = "add1", _("Anteile erhöhen, solange das Geld reicht")
        UTILITARIAN = "utilitarian", _("mit den meisten Stimmen auffüllen")
        NONE = "none", _("gar nicht: der Rest bleibt im Haushalt")

    class Ties(models.TextChoices):
        CHEAPEST = "min-cost,max-votes,lot", _("das günstigere, dann das mit mehr Stimmen, dann das Los")
        MOST_VOTES = "max-votes,min-cost,lot", _("das mit mehr Stimmen, dann das günstigere, dann das Los")
        LOT = "lot", _("gleich das Los")

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="budget")
    ballot_kind = models.CharField(
        _("Wie wird abgestimmt?"), max_length=8, choices=BallotKind, default=BallotKind.APPROVAL
    )
    most = models.PositiveSmallIntegerField(
        _("Höchstens so viele Kreuze"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    points = models.PositiveSmallIntegerField(
        _("Punkte je Person"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    proposals_until = models.DateField(_("Vorschläge bis"), null=True, blank=True)
    voting_from = models.DateField(_("Abstimmung ab"), null=True, blank=True)
    rule = models.CharField(_("Wie wird ausgezählt?"), max_length=12, choices=Rule, default=Rule.EQUAL_SHARES)
    utility = models.CharField(_("Was zählt ein Kreuz?"), max_length=11, choices=Utility, default=Utility.COST)
    completion = models.CharField(
        _("Was geschieht mit dem Geld, das übrig bleibt?"),
        max_length=11,
        choices=Completion,
        default=Completion.ADD1U,
    )
    ties = models.CharField(_("Was entscheidet bei Gleichstand?"), max_length=22, choices=Ties, default=Ties.CHEAPEST)
    publishes_ballots = models.BooleanField(_("Stimmzettel ohne Namen veröffentlichen"), default=False)
    needs_second_check = models.BooleanField(_("Papier prüft eine zweite Person"), default=False)
    sheets_printed = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Bürgerhaushalt")
        verbose_name_plural = _("Bürgerhaushalte")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(proposals_until__isnull=True) | Q(voting_from__gt=F("proposals_until")),
                name="participation_budget_votes_after_proposals",
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        """Return the address everyone reads."""
        return self.activity.get_absolute_url()

    def url(self, name: str, *more: object) -> str:
        """Return the address of one of its pages."""
        project = self.activity.project
        return reverse(
            f"participation:{name}", args=[project.municipality.slug, project.slug, self.activity.slug, *more]
        )

    @property
    def is_counted(self) -> bool:
        """Tell whether there is a result."""
        return hasattr(self, "tally") and self.tally.is_done

    @property
    def counts_crosses(self) -> bool:
        """Tell whether a ballot says only yes to some."""
        return self.ballot_kind in {self.BallotKind.APPROVAL, self.BallotKind.BASKET}

    @property
    def counted_utility(self) -> str:
        """Return what a voter has from a winner, as the count knows it: points and places speak for themselves."""
        return str(self.utility) if self.counts_crosses else str(self.ballot_kind)

    def stage_on(self, day: datetime.date) -> Stage:
        """Return what can be done on a day; a result ends everything else."""
        if self.is_counted:
            return Stage.RESULT
        if self.activity.is_coming(day):
            return Stage.COMING
        if self.activity.is_past(day) or hasattr(self, "tally"):
            return Stage.COUNT
        if self.proposals_until and day <= self.proposals_until:
            return Stage.PROPOSE
        if self.voting_from and day < self.voting_from:
            return Stage.CHECK
        return Stage.VOTE

    @property
    def stage(self) -> Stage:
        """Return what can be done today."""
        return self.stage_on(timezone.localdate())

    @property
    def first_day_of_voting(self) -> datetime.date:
        """Return the day on which voting begins."""
        return self.voting_from or self.activity.phase.starts_on

    @property
    def days(self) -> list[tuple[Stage, datetime.date, datetime.date]]:
        """Return the stages that have days, each with its first and last."""
        phase, found = self.activity.phase, []
        begin = phase.starts_on
        if self.proposals_until:
            found.append((Stage.PROPOSE, begin, self.proposals_until))
            begin = self.proposals_until + datetime.timedelta(days=1)
        if self.voting_from and begin < self.voting_from:
            found.append((Stage.CHECK, begin, self.voting_from - datetime.timedelta(days=1)))
        found.append((Stage.VOTE, self.first_day_of_voting, phase.ends_on))
        return found


class Pot(models.Model):
    """An amount of money for a place; what wins in one pot takes nothing from another."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="pots")
    title = models.CharField(_("Name"), max_length=80)
    place = models.ForeignKey(Place, verbose_name=_("Für welchen Ort?"), on_delete=models.PROTECT, related_name="+")
    cents = models.PositiveBigIntegerField(_("Betrag"), validators=[MinValueValidator(1)])
    only_locals = models.BooleanField(_("Nur wer dort zu Hause ist, stimmt über diesen Topf ab"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Topf")
        verbose_name_plural = _("Töpfe")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="participation_pot_is_not_empty")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Decimal:
        """The money in it, in euros."""
        return euros(self.cents)

    def is_for(self, home: Place | None) -> bool:
        """Tell whether somebody with this home decides about it."""
        return not self.only_locals or (home is not None and self.place_id in {home.pk, home.parent_id})


def euros(cents: int) -> Decimal:
    """Return cents as euros."""
    return Decimal(cents) / CENTS


def in_cents(amount: Decimal) -> int:
    """Return euros as cents."""
    return int(amount * CENTS)


def homes_of(pots: Iterable[Pot], home: Place | None) -> list[Pot]:
    """Return the pots somebody with this home decides about."""
    return [pot for pot in pots if pot.is_for(home)]
