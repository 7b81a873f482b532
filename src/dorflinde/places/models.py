"""One table of places with three faces (region, municipality, village), and the organisations that publish in them."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.text import german_slug

# First words of an address that belong to the house: no place may be named so, neither a municipality
# (/konto/) nor a village beside the pages of its municipality (/perlesreut/fahrplan/).
RESERVED_SLUGS = frozenset(
    "admin api barrierefreiheit daten datenschutz dcat fahrplan fediverse funk grenze healthz hinweis impressum konto leer "
    "leichte-sprache manifest media mehr melden metrics mitreden mitteilungen neu neuigkeiten open311 organisationen orte "
    "raeume readyz redaktion regeln region robots schreibtisch saal spur sprache sta static suche termine ui werkstatt".split()
)


def check_slug_is_free(slug: str) -> None:
    """Refuse a slug that would hide one of the house's own addresses."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("„%(slug)s“ ist als Adresse schon vergeben."), params={"slug": slug})


class PlaceQuerySet(models.QuerySet["Place"]):
    """The vocabulary of places."""

    def within(self, place: "Place") -> Self:
        """Return the place itself and all that lies in it."""
        return self.filter(models.Q(pk=place.pk) | models.Q(parent=place.pk) | models.Q(parent__parent=place.pk))

    def by_name(self) -> Self:
        """Return the places in the order of a German register."""
        return self.order_by("name", "pk")


class Place(models.Model):
    """A region, a municipality or a village; the tree region > municipality > village is never deeper."""

    class Kind(models.TextChoices):
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Gemeinde")
        VILLAGE = "village", _("Ort")

    class Address(models.TextChoices):
        SIE = "sie", _("Sie")
        DU = "du", _("Du")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(_("Art"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", verbose_name=_("gehört zu"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("Name"), max_length=100)
    official_name = models.CharField(_("amtlicher Name"), max_length=150, blank=True)
    designation = models.CharField(_("Bezeichnung"), max_length=40, blank=True, help_text=_("Stadt, Markt, Gemeinde"))
    slug = models.SlugField(_("Adresse"), max_length=80, validators=[check_slug_is_free])
    ags = models.CharField(
        _("Gemeindeschlüssel (AGS)"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("acht Ziffern"))],
    )
    ars = models.CharField(
        _("Regionalschlüssel (ARS)"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$", _("zwölf Ziffern"))],
    )
    area_km2 = models.DecimalField(_("Fläche in km²"), max_digits=8, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("Einwohnerinnen und Einwohner"), null=True, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    lon = models.FloatField(_("Länge"), null=True, blank=True)
    lat = models.FloatField(_("Breite"), null=True, blank=True)
    boundary = models.JSONField(_("Grenze (GeoJSON)"), null=True, blank=True)
    boundary_source = models.CharField(_("Quelle der Grenze"), max_length=120, blank=True)
    arms_colours = models.JSONField(_("Farben des Wappens"), default=list, blank=True)
    hue = models.PositiveSmallIntegerField(
        _("Farbton"), default=150, validators=[MinValueValidator(0), MaxValueValidator(350)]
    )
    address_form = models.CharField(_("Anrede"), max_length=3, choices=Address, default=Address.SIE)
    introduction = models.TextField(_("Über den Ort"), blank=True)
    easy_language = models.TextField(_("Leichte Sprache"), blank=True)
    modules_off = models.JSONField(_("abgeschaltete Bereiche"), default=list, blank=True)
    edition = models.PositiveBigIntegerField(default=1, editable=False)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug"], condition=~models.Q(kind="village"), name="places_slug_of_municipality_once"
            ),
            models.UniqueConstraint(fields=["parent", "slug"], name="places_slug_in_parent_once"),
            models.UniqueConstraint(fields=["ags"], condition=~models.Q(ags=""), name="places_ags_once"),
            models.CheckConstraint(
                condition=models.Q(kind="village", parent__isnull=False) | ~models.Q(kind="village"),
                name="places_village_lies_in_municipality",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "name"], name="places_kind_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the place's page."""
        if self.kind == self.Kind.REGION:
            return reverse("home")
        if self.kind == self.Kind.VILLAGE:
            return reverse("feed:village", args=[self.municipality.slug, self.slug])
        return reverse("feed:square", args=[self.slug])

    @property
    def municipality(self) -> "Place":
        """The municipality this place is or lies in; a region has none and raises ValueError."""
        if self.kind == self.Kind.MUNICIPALITY:
            return self
        if self.kind == self.Kind.VILLAGE and self.parent is not None:
            return self.parent
        raise ValueError(f"{self} is not in a municipality")

    @property
    def region(self) -> "Place | None":
        """The region this place is or lies in, if any."""
        if self.kind == self.Kind.REGION:
            return self
        if self.kind == self.Kind.VILLAGE:
            return self.parent.parent if self.parent else None
        return self.parent

    @property
    def lineage(self) -> "list[Place]":
        """The place and everything it lies in, smallest first."""
        chain: list[Place] = [self]
        while chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        return chain

    @property
    def full_name(self) -> str:
        """Return the name with its designation: „Markt Perlesreut“."""
        return f"{self.designation} {self.name}".strip()

    def has_module(self, name: str) -> bool:
        """Tell whether the module is switched on here."""
        return name not in self.modules_off


class Face(models.Manager["Place"]):
    """Sees one kind of place alone."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> PlaceQuerySet:
        """Return the places of this kind."""
        return PlaceQuerySet(self.model, using=self._db).filter(kind=self.kind)


class Region(Place):
    """Municipalities that plan together."""

    objects: ClassVar[Face] = Face(Place.Kind.REGION)  # type: ignore[assignment]  # sees fewer rows, on purpose

    class Meta:
        proxy = True
        verbose_name = _("Region")
        verbose_name_plural = _("Regionen")


class Municipality(Place):
    """A Gemeinde with its official key: who decides, budgets and answers."""

    objects: ClassVar[Face] = Face(Place.Kind.MUNICIPALITY)  # type: ignore[assignment]  # sees fewer rows, on purpose

    class Meta:
        proxy = True
        verbose_name = _("Gemeinde")
        verbose_name_plural = _("Gemeinden")


class Village(Place):
    """An Ortsteil: the everyday unit in which people live."""

    objects: ClassVar[Face] = Face(Place.Kind.VILLAGE)  # type: ignore[assignment]  # sees fewer rows, on purpose

    class Meta:
        proxy = True
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """The vocabulary of organisations."""

    def of(self, place: Place) -> Self:
        """Return the organisations at home in the place or in one of its villages; a region's are its own alone."""
        if place.kind == Place.Kind.REGION:
            return self.filter(place=place)
        return self.filter(models.Q(place=place) | models.Q(place__parent=place))


class Organisation(models.Model):
    """A town hall, club, fire brigade, business or association that publishes under its own name and imprint."""

    class Kind(models.TextChoices):
        TOWN_HALL = "hall", _("Rathaus")
        CLUB = "club", _("Verein")
        FIRE_BRIGADE = "brigade", _("Feuerwehr")
        BUSINESS = "business", _("Betrieb")
        ASSOCIATION = "association", _("Verband")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="organisations")
    kind = models.CharField(_("Art"), max_length=12, choices=Kind)
    name = models.CharField(_("Name"), max_length=150)
    slug = models.SlugField(_("Adresse"), max_length=80)
    # Imprint: § 5 DDG and § 18 MStV ask for it of every publisher, at most two clicks away.
    imprint_address = models.TextField(_("Anschrift"), blank=True)
    imprint_represented_by = models.CharField(_("vertreten durch"), max_length=200, blank=True)
    imprint_responsible = models.CharField(
        _("verantwortlich für den Inhalt"),
        max_length=200,
        blank=True,
        help_text=_("Name und Anschrift (§ 18 Abs. 2 MStV)"),
    )
    imprint_email = models.EmailField(_("E-Mail"), blank=True)
    imprint_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    imprint_more = models.TextField(
        _("weitere Pflichtangaben"), blank=True,
        help_text=_("Aufsichtsbehörde, Register und Nummer, Umsatzsteuer-Nummer: was auf Sie zutrifft."),
    )  # fmt: skip
    website = models.URLField(_("Website"), blank=True)
    opening_hours = models.JSONField(_("Öffnungszeiten"), default=dict, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "slug"], name="places_organisation_slug_once")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the organisation; its address follows from the name the first time."""
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of its imprint."""
        if self.place.kind == Place.Kind.REGION:
            return reverse("places:imprint_region")
        return reverse("places:organisation", args=[self.place.municipality.slug, self.slug])

    def _free_slug(self) -> str:
        """Return an address no other organisation of the municipality has: two villages each have their fire brigade."""
        home = self.place if self.place.kind == Place.Kind.REGION else self.place.municipality
        taken = set(Organisation.objects.of(home).values_list("slug", flat=True))
        name = german_slug(self.name) or "organisation"
        wishes = [name, f"{name}-{self.place.slug}"[:80], *(f"{name}-{number}" for number in range(2, len(taken) + 3))]
        return next(wish for wish in wishes if wish not in taken)

    @property
    def has_imprint(self) -> bool:
        """Tell whether the imprint is complete enough to publish under."""
        return not self.missing_in_imprint

    @property
    def missing_in_imprint(self) -> "list[str]":
        """Return the names of the mandatory entries nobody has filled in yet."""
        mandatory = {
            _("Anschrift"): self.imprint_address,
            _("verantwortlich für den Inhalt"): self.imprint_responsible,
            _("E-Mail"): self.imprint_email,
        }
        return [str(name) for name, entry in mandatory.items() if not entry.strip()]
