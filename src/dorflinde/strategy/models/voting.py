"""Dot votes: everyone has a few dots for the measures that matter to them, on the phone or on paper."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .measure import Measure


class VoteRoundQuerySet(models.QuerySet["VoteRound"]):
    """The vocabulary of dot votes."""

    def open_to_residents(self) -> Self:
        """Return the votes in which residents can stick their dots now, the one that ends first before the others."""
        now = timezone.now()
        running = self.filter(opens_at__lte=now, closes_at__gt=now, counted_at__isnull=True)
        return running.exclude(who=VoteRound.Who.STAFF).order_by("closes_at", "pk")


class VoteRound(models.Model):
    """A vote with dots; what people chose stays secret until it is counted."""

    class Who(models.TextChoices):
        STAFF = "staff", _("Rathaus und Gemeinderat")
        CODE = "code", _("wer einen Code bekommen hat")
        PUBLIC = "public", _("alle mit Konto oder Code")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="vote_rounds")
    title = models.CharField(_("Worum geht es?"), max_length=160)
    text = models.TextField(_("Erklärung für die Abstimmenden"), blank=True, max_length=2000)
    dots = models.PositiveSmallIntegerField(
        _("Punkte je Person"), default=5, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    most = models.PositiveSmallIntegerField(
        _("Höchstens auf eine Maßnahme"), default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    who = models.CharField(_("Wer darf abstimmen?"), max_length=6, choices=Who, default=Who.PUBLIC)
    opens_at = models.DateTimeField(_("Beginnt"), default=timezone.now)
    closes_at = models.DateTimeField(_("Endet"))
    measures = models.ManyToManyField(Measure, verbose_name=_("Maßnahmen zur Wahl"), related_name="vote_rounds")
    paper_people = models.PositiveIntegerField(_("Wie viele Menschen haben auf Papier abgestimmt?"), default=0)
    counted_at = models.DateTimeField(null=True, editable=False)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = VoteRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Punktabstimmung")
        verbose_name_plural = _("Punktabstimmungen")
        ordering: ClassVar = ["-opens_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="strategy_vote_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address at which people vote."""
        return reverse("strategy:vote", args=[self.municipality.slug, self.public_id])

    @property
    def is_open(self) -> bool:
        """Tell whether one can vote now."""
        return self.counted_at is None and self.opens_at <= timezone.now() < self.closes_at

    @property
    def state(self) -> str:
        """Say in one word for the page where the vote stands."""
        if self.counted_at:
            return "done"
        now = timezone.now()
        return "planned" if now < self.opens_at else "active" if now < self.closes_at else "late"

    @property
    def state_words(self) -> str:
        """Say where the vote stands."""
        words = {"done": _("ausgezählt"), "planned": _("beginnt noch"), "active": _("läuft"), "late": _("auszählen")}
        return str(words[self.state])

    @property
    def last_day(self) -> datetime.date:
        """The last day on which one can vote."""
        return timezone.localdate(self.closes_at)


class VoteCode(models.Model):
    """A code for one vote of one person, printed on a slip; nobody notes who got which."""

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("Code")
        verbose_name_plural = _("Codes")
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "code"], name="strategy_vote_code_once")]

    def __str__(self) -> str:
        return self.code


class Ballot(models.Model):
    """One person's dots; changeable until the end, nameless after the count."""

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    code = models.OneToOneField(VoteCode, null=True, blank=True, on_delete=models.SET_NULL, related_name="ballot")

    class Meta:
        verbose_name = _("Stimmzettel")
        verbose_name_plural = _("Stimmzettel")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "voter"], name="strategy_ballot_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}"


class Dots(models.Model):
    """The dots of one ballot for one measure."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="dots")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("Punkte")
        verbose_name_plural = _("Punkte")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "measure"], name="strategy_dots_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="strategy_dots_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.count}"


class PaperCount(models.Model):
    """The dots stuck on paper for one measure, counted on site."""

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="paper_counts")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("Punkte auf Papier")
        verbose_name_plural = _("Punkte auf Papier")
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "measure"], name="strategy_paper_count_once")]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.count}"
