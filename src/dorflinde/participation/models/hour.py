"""A live question hour in a hall: who asks what, who stands behind it, what comes on the podium, what was answered."""

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref

from .activity import Activity
from .guest import LETTERS, GuestPass

_CODE_LENGTH = 4


def new_hall_code() -> str:
    """Return a short word for the address on the screen of the hall; it opens nothing that is not open."""
    return "".join(secrets.choice(LETTERS) for _place in range(_CODE_LENGTH))


class QuestionHour(models.Model):
    """A question hour: its number grows with everything that changes, so that a phone asks only for what it has not seen."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="hour")
    code = models.CharField(max_length=8, unique=True, default=new_hall_code)
    version = models.PositiveBigIntegerField(default=1)
    paused_at = models.DateTimeField(null=True, blank=True)  # since when no more questions are taken
    podium = models.ForeignKey("HallQuestion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    people = models.PositiveIntegerField(default=0)  # how many took part, once nobody is known any more

    class Meta:
        verbose_name = _("Fragestunde")
        verbose_name_plural = _("Fragestunden")

    def __str__(self) -> str:
        return str(self.activity)

    def get_short_url(self) -> str:
        """Return the short address people type from the screen."""
        return reverse("hall", args=[self.code.lower()])


class HallModerator(models.Model):
    """Somebody who is not of the town hall leads through a question hour."""

    hour = models.ForeignKey(QuestionHour, on_delete=models.CASCADE, related_name="moderators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Moderation einer Fragestunde")
        verbose_name_plural = _("Moderationen von Fragestunden")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hour", "person"], name="participation_hall_moderator_once")
        ]

    def __str__(self) -> str:
        return f"{self.hour}: {self.person}"


class HallQuestionQuerySet(models.QuerySet["HallQuestion"]):
    """The vocabulary of questions from the hall."""

    def of(self, activity: Activity) -> Self:
        """Return the questions of an hour in the order in which they came."""
        return self.filter(activity=activity).order_by("pk")

    def complete(self) -> Self:
        """Fetch what is needed to tell where a question stands."""
        return self.select_related("hiding", "answer")

    def shown(self) -> Self:
        """Return what everyone reads by itself."""
        return self.filter(shown_at__isnull=False, hiding__isnull=True, merged_into__isnull=True)


class HallQuestion(models.Model):
    """A question from the hall, typed on a phone or spoken and typed in by the moderation."""

    LONGEST = 280

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hall_questions")
    text = models.CharField(_("Frage"), max_length=LONGEST)
    name = models.CharField(_("Name"), max_length=60, blank=True)  # as somebody wants to be read, mostly nothing
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_spoken = models.BooleanField(_("im Saal gestellt"), default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, blank=True)  # empty while the moderation has to look first
    why_held = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)  # its place on the shortlist
    # Its author and supporters stay with it: parted again, everything is as it was.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="gathered")
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    may_go = False  # whether its author may take it back: set where only they see it

    objects = HallQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frage aus dem Saal")
        verbose_name_plural = _("Fragen aus dem Saal")
        indexes: ClassVar = [models.Index(fields=["activity", "merged_into"], name="participation_hall_family")]

    def __str__(self) -> str:
        return self.text

    @property
    def ref(self) -> Ref:
        """Names the question for the ground services."""
        return Ref("participation.hall_question", self.public_id)

    @property
    def is_hidden(self) -> bool:
        """Tell whether the moderation took it off."""
        return hasattr(self, "hiding")

    @property
    def is_answered(self) -> bool:
        """Tell whether it was answered."""
        return hasattr(self, "answer")

    @property
    def is_waiting(self) -> bool:
        """Tell whether the moderation has not looked yet."""
        return self.shown_at is None and not self.is_hidden


class HallHiding(models.Model):
    """A question is taken off: who, when, why; deleting the row brings it back with its supporters."""

    question = models.OneToOneField(HallQuestion, on_delete=models.CASCADE, related_name="hiding")
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Verbergung einer Frage")
        verbose_name_plural = _("Verbergungen von Fragen")

    def __str__(self) -> str:
        return f"{self.question} ({self.hidden_at:%d.%m.%Y})"


class HallAnswer(models.Model):
    """A question was answered: in the hall, and in a few words for the record."""

    question = models.OneToOneField(HallQuestion, on_delete=models.CASCADE, related_name="answer")
    text = models.TextField(_("Antwort in wenigen Sätzen"), max_length=1000, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Antwort im Saal")
        verbose_name_plural = _("Antworten im Saal")

    def __str__(self) -> str:
        return self.text


class HallSupport(models.Model):
    """Somebody wants to hear the answer too: an account, a phone without one, and some time later nobody any more."""

    question = models.ForeignKey(HallQuestion, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Unterstützung einer Frage")
        verbose_name_plural = _("Unterstützungen von Fragen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person"], name="participation_hall_support_of_person_once"),
            models.UniqueConstraint(fields=["question", "guest"], name="participation_hall_support_of_guest_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(guest__isnull=True), name="participation_hall_support_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
