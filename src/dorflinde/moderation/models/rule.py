"""House rules a program can check: words, and links of those who are new."""

import datetime
from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from dorflinde.accounts.public import Actor, User
from dorflinde.core.screening import hosts_in, is_host_of, matches, plain
from dorflinde.places.public import Place

MOST_LINES = 200


class Rule(models.Model):
    """One rule of a place: what it looks for, and what then happens to a contribution."""

    class Kind(models.TextChoices):
        WORDS = "words", _("Wörter")
        LINKS = "links", _("Links")

    class Effect(models.TextChoices):
        HOLD = "hold", _("Der Beitrag wartet, bis ihn jemand angesehen hat.")
        REFUSE = "refuse", _("Der Beitrag geht nicht ab; wer schreibt, erfährt sofort, warum.")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    lines = models.TextField(blank=True)  # words: what is looked for; links: the hosts that are always allowed
    days = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(3650)]
    )  # links: how old an account must be
    effect = models.CharField(_("Was geschieht dann?"), max_length=8, choices=Effect)
    note = models.CharField(_("Hinweis für alle, die schreiben"), max_length=200, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Hausregel")
        verbose_name_plural = _("Hausregeln")
        indexes: ClassVar = [models.Index(fields=["place"], name="moderation_rule_place")]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_kind_display()}"

    @property
    def entries(self) -> list[str]:
        """The lines of the rule."""
        return [line for line in self.lines.splitlines() if line.strip()]

    @property
    def is_refusal(self) -> bool:
        """Tell whether what it finds does not go off at all."""
        return self.effect == self.Effect.REFUSE

    @property
    def summary(self) -> str:
        """What it looks for, in one line."""
        if self.kind == self.Kind.WORDS:
            return ", ".join(self.entries[:8]) + (" …" if len(self.entries) > 8 else "")
        if not self.days:
            return gettext("Links")
        return gettext("Links von Konten, die jünger als %(days)d Tage sind") % {"days": self.days}

    def finds(self, text: str, *, user: Actor, own_hosts: Iterable[str] = ()) -> str:
        """Return the first thing in a text that the rule is about, or an empty text."""
        if self.kind == self.Kind.WORDS:
            words = plain(text)
            return next((line.strip("*") for line in self.entries if matches(line, words)), "")
        if self._is_old_enough(user):
            return ""
        allowed = [*self.entries, *own_hosts]
        strange = (host for host in hosts_in(text) if not any(is_host_of(host, known) for known in allowed))
        return next(strange, "")

    def _is_old_enough(self, user: Actor) -> bool:
        if not self.days or not isinstance(user, User):
            return False
        return timezone.now() - user.date_joined >= datetime.timedelta(days=self.days)
