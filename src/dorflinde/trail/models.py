"""Nodes stand for contributions and measures, links say what grew from what, steps say what happened when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place


class Node(models.Model):
    """One registered thing on the trail; its public id stands in the address /spur/<id>/."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Knoten der Spur")
        verbose_name_plural = _("Knoten der Spur")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "subject_id"], name="trail_node_once")]

    def __str__(self) -> str:
        return str(self.ref)

    def get_absolute_url(self) -> str:
        """Return the address of the trail page."""
        return reverse("trail:trail", args=[self.public_id])

    @property
    def ref(self) -> Ref:
        """Names the thing this node stands for."""
        return Ref(self.kind, self.subject_id)


class Link(models.Model):
    """Says how one thing came from another; read „source is … of target“, an adopted thing being the target.

    Time runs from source to target: idea → measure, idea → the idea it was merged into, answer → what it answers,
    measure → the measure a neighbour made after it.
    """

    class Kind(models.TextChoices):
        ORIGIN = "origin", _("Ursprung von")
        MERGED = "merged", _("aufgegangen in")
        ANSWERS = "answers", _("beantwortet")
        ADOPTED = "adopted", _("übernommen von")

    # Along these links one story goes on; an adopted measure has a story of its own, elsewhere.
    SAME_STORY: ClassVar = (Kind.ORIGIN, Kind.MERGED)

    source = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="links_on")
    target = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="links_back")
    kind = models.CharField(max_length=10, choices=Kind)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("Verbindung der Spur")
        verbose_name_plural = _("Verbindungen der Spur")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="trail_link_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="trail_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"


class Step(models.Model):
    """A dated knot: what happened to a thing, by whom (a role or pseudonym, never an e-mail address)."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Schritt der Spur")
        verbose_name_plural = _("Schritte der Spur")
        indexes: ClassVar = [models.Index(fields=["node", "at"], name="trail_step_order")]

    def __str__(self) -> str:
        return self.title


class Follow(models.Model):
    """Someone wants to know what becomes of a thing."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Folgen")
        verbose_name_plural = _("Folgen")
        constraints: ClassVar = [models.UniqueConstraint(fields=["node", "user"], name="trail_follow_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.node}"
