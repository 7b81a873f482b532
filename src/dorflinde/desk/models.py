"""What waits for an office of a municipality, and how it was settled."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

FROM_DESK = "schreibtisch"  # as it stands in the address


class TodoQuerySet(models.QuerySet["Todo"]):
    """The vocabulary of the desk."""

    def waiting(self) -> Self:
        """Return what is not settled yet."""
        return self.filter(settlement__isnull=True)

    def about(self, subject: Ref) -> Self:
        """Return what was asked about one thing."""
        return self.filter(subject_kind=subject.kind, subject_id=subject.id)

    def overdue(self) -> Self:
        """Return what should have been settled before today."""
        return self.filter(due_on__lt=timezone.localdate())

    def due_today(self) -> Self:
        """Return what should be settled today."""
        return self.filter(due_on=timezone.localdate())

    def most_urgent_first(self) -> Self:
        """Return the list as the desk shows it: by due day, then by age."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "created_at", "pk")


class Todo(models.Model):
    """One thing that waits for an office, with the next action as one link."""

    class Office(models.TextChoices):
        HALL = "hall", _("Verwaltung")
        EDITORIAL = "editorial", _("Redaktion")
        MODERATION = "moderation", _("Moderation")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    office = models.CharField(max_length=12, choices=Office, default=Office.HALL)
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    action_url = models.CharField(max_length=300)
    action_label = models.CharField(max_length=60)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        indexes: ClassVar = [
            models.Index(fields=["place", "due_on"], name="desk_place_due"),
            models.Index(fields=["subject_kind", "subject_id", "kind"], name="desk_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the to-do with all that is known about it."""
        return reverse("desk:todo", args=[self.public_id])

    @property
    def ref(self) -> Ref:
        """Names the thing that waits."""
        return Ref(self.subject_kind, self.subject_id)

    @property
    def address_from_desk(self) -> str:
        """Where the next action is done, with the word that leads back to the desk afterwards."""
        return f"{self.action_url}{'&' if '?' in self.action_url else '?'}von={FROM_DESK}"

    @property
    def is_overdue(self) -> bool:
        """Tell whether it should have been settled before today."""
        return self.due_on is not None and self.due_on < timezone.localdate()


class Settlement(models.Model):
    """A to-do is settled: who, when and how; deleting the row puts it back on the desk."""

    todo = models.OneToOneField(Todo, on_delete=models.CASCADE, related_name="settlement")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=200, blank=True)
    is_by_hand = models.BooleanField(default=False)  # set aside at the desk: only this can be undone there

    class Meta:
        verbose_name = _("Erledigung")
        verbose_name_plural = _("Erledigungen")
        indexes: ClassVar = [models.Index(fields=["settled_at"], name="desk_settled_at")]

    def __str__(self) -> str:
        return f"{self.todo} – {self.outcome}"


class Answered(models.Model):
    """When a contribution first got an answer: the figure „days until the first answer“ is taken from here."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("erste Antwort")
        verbose_name_plural = _("erste Antworten")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="desk_first_answer_once"),
            models.CheckConstraint(
                condition=Q(answered_at__gte=models.F("asked_at")), name="desk_answer_after_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
