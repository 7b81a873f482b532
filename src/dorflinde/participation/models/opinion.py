"""An opinion map: short statements, and who agrees with which."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref

from .activity import Activity
from .guest import GuestPass


class StatementQuerySet(models.QuerySet["Statement"]):
    """The vocabulary of statements."""

    def of(self, activity: Activity) -> Self:
        """Return the statements of an opinion map in the order in which they were made."""
        return self.filter(activity=activity).order_by("pk")

    def shown(self) -> Self:
        """Return what people vote on."""
        return self.filter(hiding__isnull=True)

    def complete(self) -> Self:
        """Fetch what is needed to tell where a statement stands and who may see it."""
        return self.select_related("hiding", "activity__project__municipality", "activity__project__publication").defer(
            "activity__project__municipality__boundary"
        )


class Statement(models.Model):
    """One sentence people agree with or not; whose sentence it is, nobody reads."""

    LONGEST = 160  # one thought, read at a glance

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="statements")
    text = models.CharField(_("Aussage"), max_length=LONGEST)
    is_by_office = models.BooleanField(_("vom Rathaus"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aussage")
        verbose_name_plural = _("Aussagen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "text"], name="participation_statement_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def ref(self) -> Ref:
        """Names the statement for the ground services."""
        return Ref("participation.statement", self.public_id)

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation holds it back."""
        return hasattr(self, "hiding")


class StatementHiding(models.Model):
    """A statement is off the map: who, when, why; deleting the row brings it back with all its votes."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="hiding")
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Verbergung einer Aussage")
        verbose_name_plural = _("Verbergungen von Aussagen")

    def __str__(self) -> str:
        return f"{self.statement} ({self.hidden_at:%d.%m.%Y})"


class Voice(models.Model):
    """Somebody votes on an opinion map: an account, a guest, and some time after the end nobody any more."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Stimme auf einer Meinungskarte")
        verbose_name_plural = _("Stimmen auf Meinungskarten")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person"], name="participation_voice_of_person_once"),
            models.UniqueConstraint(fields=["activity", "guest"], name="participation_voice_of_guest_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(guest__isnull=True), name="participation_voice_of_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Opinion(models.Model):
    """What a voice thinks of a statement; without a time, which would only help to find out who it was."""

    class Vote(models.IntegerChoices):
        AGREE = 1, _("Stimme zu")
        PASS = 0, _("Weiß nicht")
        DISAGREE = -1, _("Stimme nicht zu")

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="opinions")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="opinions")
    vote = models.SmallIntegerField(choices=Vote)

    class Meta:
        verbose_name = _("Meinung zu einer Aussage")
        verbose_name_plural = _("Meinungen zu Aussagen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voice", "statement"], name="participation_opinion_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.vote}"
