"""What the money of a citizens' budget could be spent on, and what the town hall says to it."""

from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import name_of
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .budget import Budget, Pot, euros


class ExclusiveGroup(models.Model):
    """Of these proposals at most one can win: two ways to use one meadow."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    pot = models.ForeignKey(Pot, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(_("Warum schließen sie sich aus?"), max_length=120)

    class Meta:
        verbose_name = _("Entweder-oder")
        verbose_name_plural = _("Entweder-oder")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class BudgetProposalQuerySet(models.QuerySet["BudgetProposal"]):
    """The vocabulary of what people propose for a budget."""

    def of(self, budget: Budget) -> Self:
        """Return the proposals of a budget."""
        return self.filter(budget=budget)

    def visible(self) -> Self:
        """Return what everyone may see."""
        return self.filter(removal__isnull=True, budget__activity__project__publication__isnull=False)

    def remaining(self) -> Self:
        """Return what nobody took back or off the page."""
        return self.filter(removal__isnull=True)

    def admitted(self) -> Self:
        """Return what stands on the ballot."""
        return self.remaining().filter(valuation__is_feasible=True)

    def unchecked(self) -> Self:
        """Return what the town hall has not looked at yet."""
        return self.remaining().filter(valuation__isnull=True)

    def complete(self) -> Self:
        """Fetch what a card shows along with each."""
        return self.select_related("pot", "place", "author", "valuation", "group", "removal").defer("place__boundary")

    def whole(self) -> Self:
        """Fetch what a page of its own and its doors ask for."""
        way = "budget__activity__project"
        return (
            self.complete()
            .select_related(
                f"{way}__publication", f"{way}__place__parent__parent", f"{way}__municipality__parent",
                "budget__activity__phase", "budget__activity__closure", "budget__tally", "place__parent__parent",
            )
            .defer(f"{way}__municipality__boundary", f"{way}__place__boundary", "place__boundary")
        )  # fmt: skip

    def by_number(self) -> Self:
        """Return them as they stand on the ballot."""
        return self.order_by("number", "pk")


class BudgetProposal(models.Model):
    """Something the money of a pot could be spent on."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="proposals")
    pot = models.ForeignKey(
        Pot, verbose_name=_("Aus welchem Topf?"), on_delete=models.RESTRICT, related_name="proposals"
    )
    number = models.PositiveIntegerField()  # within the budget; what the ballot on paper says
    group = models.ForeignKey(
        ExclusiveGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    title = models.CharField(_("Ihr Vorschlag in einem Satz"), max_length=120)
    text = models.TextField(_("Was genau, und wofür?"), max_length=3000)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    wished_cents = models.PositiveBigIntegerField(_("Was würde es ungefähr kosten?"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_proposals"
    )
    is_by_office = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = BudgetProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag zum Bürgerhaushalt")
        verbose_name_plural = _("Vorschläge zum Bürgerhaushalt")
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="participation_budget_pin_whole",
            ),
            models.UniqueConstraint(fields=["budget", "number"], name="participation_budget_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return self.budget.url("budget_proposal", self.public_id)

    @property
    def ref(self) -> Ref:
        """Names the proposal for the ground services."""
        return Ref("participation.budget_proposal", self.public_id)

    @property
    def author_name(self) -> str:
        """The name others see: the town hall's own says so."""
        return str(_("Rathaus")) if self.is_by_office else name_of(self.author)

    @property
    def is_removed(self) -> bool:
        """Tell whether it is off the page."""
        return hasattr(self, "removal")

    @property
    def is_valued(self) -> bool:
        """Tell whether the town hall has said what it thinks of it."""
        return hasattr(self, "valuation")

    @property
    def is_admitted(self) -> bool:
        """Tell whether it stands on the ballot."""
        return not self.is_removed and self.is_valued and self.valuation.is_feasible

    @property
    def wished_cost(self) -> Decimal | None:
        """What its author thinks it costs, in euros."""
        return None if self.wished_cents is None else euros(self.wished_cents)

    @property
    def pin(self) -> tuple[float, float] | None:
        """Return (lat, lon) if someone put a pin on the map."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class Valuation(models.Model):
    """What the town hall says to a proposal: whether it can be done, what it costs, who looks after it."""

    proposal = models.OneToOneField(BudgetProposal, on_delete=models.CASCADE, related_name="valuation")
    is_feasible = models.BooleanField(_("Kann das umgesetzt werden?"))
    reason = models.TextField(_("Begründung"), max_length=2000, blank=True)
    cents = models.PositiveBigIntegerField(_("Kosten einmalig"), null=True, blank=True)
    running_cents = models.PositiveBigIntegerField(_("Folgekosten im Jahr"), default=0)
    office = models.CharField(_("Zuständig"), max_length=150, blank=True)
    valued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    valued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Prüfung eines Vorschlags")
        verbose_name_plural = _("Prüfungen von Vorschlägen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_feasible=False) | Q(cents__gt=0), name="participation_feasible_has_its_cost"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.is_feasible}"

    @property
    def cost(self) -> Decimal | None:
        """What it costs once, in euros."""
        return None if self.cents is None else euros(self.cents)

    @property
    def running_cost(self) -> Decimal:
        """What it costs every year, in euros."""
        return euros(self.running_cents)


class ProposalRemoval(models.Model):
    """A proposal went off the page: taken back by its author, or taken off by the moderation."""

    proposal = models.OneToOneField(BudgetProposal, on_delete=models.CASCADE, related_name="removal")
    is_by_moderation = models.BooleanField(default=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Rücknahme eines Vorschlags")
        verbose_name_plural = _("Rücknahmen von Vorschlägen")

    def __str__(self) -> str:
        return f"{self.proposal} ({self.removed_at:%d.%m.%Y})"


def next_number(budget: Budget) -> int:
    """Return the number the next proposal gets; numbers are never given twice."""
    last: int | None = BudgetProposal.objects.of(budget).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
