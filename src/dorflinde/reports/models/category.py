"""What can be reported, as Open311 knows it: a service with its questions."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place

_DAYS = [MinValueValidator(1), MaxValueValidator(365)]


class CategoryQuerySet(models.QuerySet["Category"]):
    """The vocabulary of categories."""

    def of(self, municipality: Place) -> Self:
        """Return the categories of a municipality as people choose from them."""
        return self.filter(municipality=municipality).order_by("order", "name", "pk")

    def offered(self) -> Self:
        """Return those that new reports can have."""
        return self.filter(is_offered=True)


class Category(models.Model):
    """What a report is about: an Open311 service of a municipality, with its office and its deadlines."""

    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(_("Kürzel"), max_length=40)
    name = models.CharField(_("Name"), max_length=80)
    description = models.CharField(_("Was gehört dazu?"), max_length=200, blank=True)
    group = models.CharField(_("Gruppe"), max_length=60, blank=True)
    keywords = models.CharField(_("Stichwörter"), max_length=200, blank=True)
    office = models.CharField(_("Zuständige Stelle"), max_length=120, blank=True)
    days_to_answer = models.PositiveSmallIntegerField(_("Tage bis zur ersten Antwort"), default=3, validators=_DAYS)
    days_to_solve = models.PositiveSmallIntegerField(_("Tage bis zur Lösung"), default=28, validators=_DAYS)
    is_offered = models.BooleanField(_("kann gewählt werden"), default=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kategorie von Meldungen")
        verbose_name_plural = _("Kategorien von Meldungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "code"], name="reports_category_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Attribute(models.Model):
    """One more question that a category asks."""

    class Datatype(models.TextChoices):
        """The kinds of answers Open311 knows."""

        STRING = "string", _("ein kurzer Text")
        NUMBER = "number", _("eine Zahl")
        DATETIME = "datetime", _("Tag und Uhrzeit")
        TEXT = "text", _("ein langer Text")
        ONE = "singlevaluelist", _("eines aus einer Liste")
        SEVERAL = "multivaluelist", _("mehreres aus einer Liste")

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="attributes")
    code = models.SlugField(_("Kürzel"), max_length=40)
    description = models.CharField(_("Frage"), max_length=200)
    hint = models.CharField(_("Hinweis zur Antwort"), max_length=200, blank=True)
    datatype = models.CharField(_("Art der Antwort"), max_length=16, choices=Datatype, default=Datatype.STRING)
    is_asked = models.BooleanField(_("wird gefragt; sonst steht hier nur ein Hinweis"), default=True)
    is_required = models.BooleanField(_("muss beantwortet werden"), default=False)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=1)
    values = models.JSONField(_("Liste"), default=list, blank=True)  # [{"key": …, "name": …}]

    class Meta:
        verbose_name = _("Frage zu einer Kategorie")
        verbose_name_plural = _("Fragen zu Kategorien")
        ordering = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "code"], name="reports_attribute_code_once")
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers of a list."""
        return [(str(value["key"]), str(value["name"])) for value in self.values]

    def in_words(self, answer: object) -> str:
        """Return an answer as people read it."""
        names = dict(self.choices)
        answers = answer if isinstance(answer, list) else [answer]
        return ", ".join(names.get(str(one), str(one)) for one in answers)
