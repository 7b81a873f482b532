"""Ballots of a citizens' budget: one for each person, on the screen or on paper, secret to everyone else."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .budget import Budget
from .budget_proposal import BudgetProposal

DAYS_WITH_NAME = 90  # after the count, so that people can read what their share paid for


class BallotQuerySet(models.QuerySet["Ballot"]):
    """The vocabulary of ballots."""

    def of(self, budget: Budget) -> Self:
        """Return the ballots of a budget."""
        return self.filter(budget=budget)

    def on_screen(self) -> Self:
        """Return what people gave by themselves."""
        return self.filter(sheet__isnull=True)

    def on_paper(self) -> Self:
        """Return what the town hall typed in."""
        return self.filter(sheet__isnull=False)

    def waiting_for_a_second_look(self) -> Self:
        """Return sheets that a second person has yet to compare."""
        return self.on_paper().filter(second_look__isnull=True)

    def counted(self, budget: Budget) -> Self:
        """Return what counts: what was typed in counts only once a second person has looked, where that is asked for."""
        found = self.of(budget).filter(is_void=False)
        if budget.needs_second_check:
            found = found.filter(Q(sheet__isnull=True) | Q(second_look__isnull=False))
        return found


class Ballot(models.Model):
    """What one person wants; theirs to change until the end, nameless some time after the count."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_ballots"
    )
    # Where the voter was at home, for pots of one village and for seeing whether every village has something of it.
    home = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True, default=timezone.now)
    sheet = models.PositiveIntegerField(null=True, blank=True)  # the number printed on it; nobody notes who got which
    is_void = models.BooleanField(default=False)  # a sheet that was blank or cannot be read: noted, not counted
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stimmzettel")
        verbose_name_plural = _("Stimmzettel")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "voter"], name="participation_ballot_once_a_person"),
            models.UniqueConstraint(fields=["budget", "sheet"], name="participation_ballot_once_a_sheet"),
            models.CheckConstraint(
                condition=Q(voter__isnull=True) | Q(sheet__isnull=True), name="participation_ballot_screen_or_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"

    @property
    def is_looked_at_twice(self) -> bool:
        """Tell whether a second person compared it with the sheet."""
        return hasattr(self, "second_look")


class BallotLine(models.Model):
    """One proposal on a ballot: a cross, its points, or its place; after the count also what the share paid for it."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="lines")
    proposal = models.ForeignKey(BudgetProposal, on_delete=models.CASCADE, related_name="lines")
    weight = models.PositiveSmallIntegerField(default=1)
    paid = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name = _("Zeile eines Stimmzettels")
        verbose_name_plural = _("Zeilen von Stimmzetteln")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "proposal"], name="participation_ballot_line_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="participation_ballot_line_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.weight}"


class SecondLook(models.Model):
    """A second person has compared a sheet with what was typed in."""

    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="second_look")
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Zweiter Blick")
        verbose_name_plural = _("Zweite Blicke")

    def __str__(self) -> str:
        return f"{self.ballot_id} ({self.looked_at:%d.%m.%Y})"


def nameless_since(now: datetime.datetime) -> datetime.datetime:
    """Return the moment before which a count must have ended for its ballots to lose their names."""
    return now - datetime.timedelta(days=DAYS_WITH_NAME)


# --- Numbers on sheets ----------------------------------------------------------------------------------------------
_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23, a prime: one wrong digit or two that changed places are noticed


def sheet_code(number: int) -> str:
    """Return the number as it is printed, with a letter that catches slips: „0042-W“."""
    return f"{number:04}-{_SIGNS[number % 23]}"


def read_sheet_code(text: str) -> int | None:
    """Return the number somebody typed, or None when letter and number do not fit; the dash may be missing."""
    plain = "".join(text.split()).replace("-", "").replace("–", "").upper()
    digits, letter = plain[:-1], plain[-1:]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        return None
    number = int(digits)
    return number if number and sheet_code(number).endswith(letter) else None
