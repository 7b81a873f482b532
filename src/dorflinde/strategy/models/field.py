"""The four to six subjects under which a municipality orders its measures."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.text import german_slug
from dorflinde.places.public import Place

COLOURS = 8  # roles of the palette, not colours: the theme decides what they look like


class FieldOfActionQuerySet(models.QuerySet["FieldOfAction"]):
    """The vocabulary of fields of action."""

    def of(self, place: Place) -> Self:
        """Return the fields of a municipality, or of all municipalities of a region."""
        if place.kind == Place.Kind.REGION:
            return self.filter(municipality__parent=place)
        return self.filter(municipality=place.municipality)

    def in_order(self) -> Self:
        """Return the fields as the municipality put them in order."""
        return self.order_by("order", "title", "pk")

    def with_counts(self) -> Self:
        """Return the fields with `count`, `done`, `active` and `planned`: how many public measures stand where."""
        public = Q(measures__visibility="public")
        return self.annotate(
            count=Count("measures", filter=public),
            done=Count("measures", filter=public & Q(measures__status="done")),
            active=Count("measures", filter=public & Q(measures__status="active")),
            planned=Count("measures", filter=public & Q(measures__status__in=["idea", "planned", "paused"])),
        )


class FieldOfAction(models.Model):
    """A Handlungsfeld: free per municipality, chosen from a menu of suggestions."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(
        Place, verbose_name=_("Gemeinde"), on_delete=models.PROTECT, related_name="fields_of_action"
    )
    title = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    description = models.TextField(_("Worum es geht"), blank=True)
    colour = models.PositiveSmallIntegerField(_("Farbe"), default=0)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = FieldOfActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="strategy_field_slug_once"),
            models.UniqueConstraint(fields=["municipality", "title"], name="strategy_field_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    # Filled by with_counts(): how many public measures stand under it.
    count: int

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the field; its address follows from the title the first time."""
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        wanted = german_slug(self.title, longest=70) or "feld"
        taken = set(FieldOfAction.objects.of(self.municipality).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
