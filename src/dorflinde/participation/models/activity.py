"""What people do in a phase beside ideas: a survey, an opinion map, a budget … – in German a „Baustein“."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.core.text import german_slug

from .project import Phase, Project

# Words of an address under …/mitreden/<project>/ that belong to the project itself.
RESERVED_ACTIVITY_SLUGS = frozenset(
    {
        "idee", "ideen", "bearbeiten", "veroeffentlichen", "zurueckziehen", "bausteine", "einladung", "einladungen",
        "ergebnis", "kopieren", "papier", "bericht", "folgen", "verwalten", "neu", "daten",
        "wohnsitz", "einbetten", "eingebettet",
    }
)  # fmt: skip


class ActivityQuerySet(models.QuerySet["Activity"]):
    """The vocabulary of activities."""

    def of(self, project: Project) -> Self:
        """Return the activities of a project."""
        return self.filter(project=project)

    def complete(self) -> Self:
        """Fetch what a card or a page shows along with each."""
        return self.select_related("phase", "closure")

    def in_order(self) -> Self:
        """Return them as they follow each other: by phase, then as the town hall put them."""
        return self.order_by("phase__starts_on", "position", "pk")


class Activity(models.Model):
    """One thing to take part in, open as long as its phase runs and nobody closed it early."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activities")
    # A phase that holds something cannot simply be taken out of the plan.
    phase = models.ForeignKey(Phase, verbose_name=_("Phase"), on_delete=models.RESTRICT, related_name="activities")
    kind = models.CharField(max_length=20)  # a key of formats.py
    title = models.CharField(_("Titel"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=80)
    text = models.TextField(_("Worum geht es dabei?"), max_length=3000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    options = models.JSONField(default=dict, blank=True)  # the few options a format may have
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baustein")
        verbose_name_plural = _("Bausteine")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "slug"], name="participation_activity_slug_once")
        ]
        indexes: ClassVar = [models.Index(fields=["project", "phase", "position"], name="participation_activity_order")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address where people take part."""
        return reverse("participation:activity", args=[self.project.municipality.slug, self.project.slug, self.slug])

    @property
    def ref(self) -> Ref:
        """Names the activity for the ground services."""
        return Ref("participation.activity", self.public_id)

    @property
    def is_closed(self) -> bool:
        """Tell whether it was ended before its phase."""
        return hasattr(self, "closure")

    def is_open(self, day: datetime.date) -> bool:
        """Tell whether people can take part on a day."""
        return self.project.is_published and not self.is_closed and self.phase.starts_on <= day <= self.phase.ends_on

    def is_coming(self, day: datetime.date) -> bool:
        """Tell whether it begins after a day."""
        return not self.is_closed and self.phase.starts_on > day

    def is_past(self, day: datetime.date) -> bool:
        """Tell whether it is over on a day, by its phase or because it was closed."""
        return self.is_closed or self.phase.ends_on < day


class ActivityClosure(models.Model):
    """An activity was ended early: who, when, why; deleting the row opens it again."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="closure")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("vorzeitiges Ende")
        verbose_name_plural = _("vorzeitige Enden")

    def __str__(self) -> str:
        return f"{self.activity} ({self.closed_at:%d.%m.%Y})"


def free_activity_slug(project: Project, title: str) -> str:
    """Return an address that no other activity of the project has and that the project does not need itself."""
    wanted = german_slug(title) or "baustein"
    taken = set(Activity.objects.of(project).filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= RESERVED_ACTIVITY_SLUGS
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := f"{wanted}-{number}" if number > 1 else wanted) not in taken
    )
