"""What carrying out a measure is made of: milestones, tasks, risks, decisions, and what stands in the way."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.dates import PlanDate
from dorflinde.core.ids import uuid7

from .measure import Measure

GRAVE = 15  # likelihood × impact from which a risk endangers the measure


class Milestone(models.Model):
    """A point that can be reached and seen."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("Meilenstein"), max_length=200)
    due_on = models.DateField(_("bis wann"), null=True, blank=True)
    due_precision = models.CharField(max_length=8, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering: ClassVar = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> PlanDate | None:
        """When it should be reached, as exact as it was said."""
        return PlanDate.stored(self.due_on, self.due_precision)

    @property
    def is_done(self) -> bool:
        """Tell whether somebody ticked it off."""
        return _is_ticked(self)

    @property
    def is_overdue(self) -> bool:
        """Tell whether its whole time has passed and it is still open: „2026“ is overdue from the first day of 2027."""
        return not self.is_done and _has_passed(self.due)


class Task(models.Model):
    """Something one person has to do."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("Aufgabe"), max_length=200)
    responsible = models.CharField(_("wer"), max_length=120, blank=True)
    due_on = models.DateField(_("bis wann"), null=True, blank=True)
    due_precision = models.CharField(max_length=8, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Arbeitsschritt")
        verbose_name_plural = _("Arbeitsschritte")
        ordering: ClassVar = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> PlanDate | None:
        """When it should be done, as exact as it was said."""
        return PlanDate.stored(self.due_on, self.due_precision)

    @property
    def is_done(self) -> bool:
        """Tell whether somebody ticked it off."""
        return _is_ticked(self)

    @property
    def is_overdue(self) -> bool:
        """Tell whether its whole time has passed and it is still open."""
        return not self.is_done and _has_passed(self.due)


class Risk(models.Model):
    """What may go wrong, how likely and how bad that is, and what is done about it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="risk_rows")
    title = models.CharField(_("Was könnte schiefgehen?"), max_length=200)
    likelihood = models.PositiveSmallIntegerField(
        _("wie wahrscheinlich"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    impact = models.PositiveSmallIntegerField(_("wie schlimm"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    mitigation = models.CharField(_("was wir dagegen tun"), max_length=300, blank=True)
    owner = models.CharField(_("wer darauf achtet"), max_length=120, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Risiko")
        verbose_name_plural = _("Risiken")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5)), name="strategy_risk_one_to_five"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def weight(self) -> int:
        """Likelihood times impact: 1 to 25."""
        return self.likelihood * self.impact

    @property
    def is_grave(self) -> bool:
        """Tell whether it endangers the measure."""
        return self.weight >= GRAVE


class Decision(models.Model):
    """What was decided about a measure, by whom, when, and where it is written down."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="decisions")
    title = models.CharField(_("Was wurde beschlossen?"), max_length=300)
    decided_by = models.CharField(_("von wem"), max_length=120, blank=True)
    decided_on = models.DateField(_("am"), null=True, blank=True)
    reference = models.CharField(_("Aktenzeichen oder Fundstelle"), max_length=200, blank=True)
    is_public = models.BooleanField(_("öffentlich zeigen"), default=False)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering: ClassVar = [models.F("decided_on").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return self.title


class Blocker(models.Model):
    """What stops a measure, since when, and who could help."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="blockers")
    title = models.CharField(_("Woran hängt es?"), max_length=200)
    since = models.DateField(_("seit"), default=timezone.localdate)
    who_can_solve = models.CharField(_("wer es lösen kann"), max_length=120, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Hindernis")
        verbose_name_plural = _("Hindernisse")
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        """Tell whether it was solved."""
        return _is_ticked(self)


class Tick(models.Model):
    """A milestone was reached, a task done, a blocker solved: who said so and when; deleting the row opens it again."""

    milestone = models.OneToOneField(Milestone, null=True, on_delete=models.CASCADE, related_name="tick")
    task = models.OneToOneField(Task, null=True, on_delete=models.CASCADE, related_name="tick")
    blocker = models.OneToOneField(Blocker, null=True, on_delete=models.CASCADE, related_name="tick")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Erledigt")
        verbose_name_plural = _("Erledigtes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(milestone__isnull=False, task__isnull=True, blocker__isnull=True)
                | Q(milestone__isnull=True, task__isnull=False, blocker__isnull=True)
                | Q(milestone__isnull=True, task__isnull=True, blocker__isnull=False),
                name="strategy_tick_for_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.milestone or self.task or self.blocker)


class Health(models.TextChoices):
    """How a measure is going, beside where it is."""

    ON_TRACK = "good", _("im Plan")
    AT_RISK = "risk", _("gefährdet")
    LATE = "late", _("verspätet")
    STUCK = "stuck", _("steht still")


class HealthAssessmentQuerySet(models.QuerySet["HealthAssessment"]):
    """The vocabulary of assessments."""

    def in_force(self) -> Self:
        """Return what holds today: not withdrawn, not run out; the newest first."""
        today = timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), withdrawn_at__isnull=True).order_by("-pk")


class HealthAssessment(models.Model):
    """Somebody said by hand how a measure is going, and why; it holds until a day or until it is withdrawn."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="assessments")
    health = models.CharField(_("Lage"), max_length=5, choices=Health)
    reason = models.CharField(_("Warum?"), max_length=300)
    until = models.DateField(_("gilt bis"), null=True, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = HealthAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einschätzung")
        verbose_name_plural = _("Einschätzungen")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_health_display()}: {self.reason}"

    @property
    def is_in_force(self) -> bool:
        """Tell whether it holds today."""
        return self.withdrawn_at is None and (self.until is None or self.until >= timezone.localdate())


def _is_ticked(row: models.Model) -> bool:
    return bool(row.pk) and hasattr(row, "tick")


def _has_passed(due: PlanDate | None) -> bool:
    return due is not None and due.last is not None and due.last < timezone.localdate()
