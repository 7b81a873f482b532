"""An article: who says it, what, where, and whether moderation took it off the page."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.core.text import excerpt, german_slug
from dorflinde.feed.public import Sender
from dorflinde.places.public import Organisation, Place, at

from .body import story
from .editing import ArticleForm
from .picture import CARD, WIDTHS, Picture

KIND = "news.article"
RESERVED_SLUGS = frozenset({"schreiben", "redaktion"})  # addresses of the module itself
_GERMAN_LETTERS = [("[äÄ]", "ae"), ("[öÖ]", "oe"), ("[üÜ]", "ue"), ("ß", "ss")]  # in addresses, as core.text does it


class ArticleQuerySet(PageQuerySet):
    """The vocabulary of the news."""

    def shown(self) -> Self:
        """Return what everyone may read: published and not taken off by moderation."""
        return self.filter(live=True, hiding__isnull=True)

    def at(self, municipality: Place) -> Self:
        """Return the articles of a municipality."""
        return self.filter(municipality=municipality)

    def around(self, municipality: Place) -> Self:
        """Return the articles of the other municipalities of the region."""
        return self.filter(municipality__parent=municipality.parent_id).exclude(municipality=municipality)

    def newest_first(self) -> Self:
        """Return the articles by the day they first appeared."""
        return self.order_by("-first_published_at", "-pk")

    def for_lists(self) -> Self:
        """Bring along what a line of a list shows, with a fixed number of questions."""
        pictures = Picture.objects.prefetch_renditions(CARD)
        return self.select_related("organisation", "municipality", "village").prefetch_related(
            models.Prefetch("picture", queryset=pictures)
        )


class Article(Page):
    """A piece of news under the name and imprint of its sender."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", editable=False)
    village = models.ForeignKey(
        Place, verbose_name=_("nur für diesen Ort"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("Absender"), on_delete=models.PROTECT, related_name="+",
        help_text=_("Der Name steht sichtbar über dem Text, das Impressum ist verlinkt."),
    )  # fmt: skip
    lead = models.TextField(
        _("Vorspann"),
        max_length=400,
        blank=True,
        help_text=_("Das Wichtigste in zwei, drei Sätzen: wer, was, wann, wo."),
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("Bild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField(
        _("Bildbeschreibung"), max_length=250, blank=True,
        help_text=_("Was ist zu sehen? Für alle, die das Bild nicht sehen können."),
    )  # fmt: skip
    body = story(verbose_name=_("Text"), blank=True)
    is_official_notice = models.BooleanField(
        _("gibt eine amtliche Bekanntmachung wieder"), default=False,
        help_text=_("Dann steht dabei: „Diese Nachricht ersetzt keine amtliche Bekanntmachung.“"),
    )  # fmt: skip
    is_sample = models.BooleanField(_("Beispiel"), default=False, editable=False)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    base_form_class = ArticleForm
    parent_page_types = ["news.NewsIndex"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["public_id", "is_sample"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("organisation"),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Bild über dem Text")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("village"), FieldPanel("is_official_notice")], heading=_("Einordnung")),
    ]
    promote_panels = [FieldPanel("slug", widget=SlugInput(formatters=_GERMAN_LETTERS))]

    class Meta:
        verbose_name = _("Neuigkeit")
        verbose_name_plural = _("Neuigkeiten")

    @property
    def ref(self) -> Ref:
        """Names the article for the ground services."""
        return Ref(KIND, self.public_id)

    @property
    def place(self) -> Place:
        """The village it is meant for, or the whole municipality."""
        return self.village or self.municipality

    @property
    def sender(self) -> Sender:
        """Who speaks, as the stream shows it."""
        return Sender.of(self.organisation)

    @property
    def teaser(self) -> str:
        """The lead, or the beginning of the text where there is none."""
        return self.lead or excerpt(self.plain_text, longest=280)

    @property
    def plain_text(self) -> str:
        """The words of the text without any marks."""
        words = [strip_tags(str(block.render())) for block in self.body if block.block_type != "picture"]
        return " ".join(" ".join(words).split())

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When it was last changed, if that was on a later day than it appeared; invented articles never were."""
        first, last = self.first_published_at, self.last_published_at
        if self.is_sample or not first or not last or timezone.localdate(last) <= timezone.localdate(first):
            return None
        changed: datetime.datetime = last
        return changed

    def clean(self) -> None:
        """Refuse addresses of the house and pictures without a description."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Diese Adresse ist vergeben. Bitte eine andere wählen.")})
        if self.picture is not None and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": _("Bitte beschreiben Sie das Bild in einem Satz.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the article; its municipality is always that of the page it hangs under."""
        if kwargs.get("update_fields") is None:
            self.municipality = self._municipality_above()
            self.slug = self.slug or self._get_autogenerated_slug(german_slug(self.title) or "neuigkeit")
        super().save(*args, **kwargs)

    def _municipality_above(self) -> Place:
        above: Place = self.get_parent().specific.place
        return above

    def get_url_parts(self, request: Any = None) -> tuple[Any, str, str]:
        """Return the address of our own page: Wagtail serves nothing to the public."""
        wagtails = super().get_url_parts(request)
        site = wagtails[0] if wagtails else None
        slug = self.municipality.slug if self.municipality_id else self._municipality_above().slug
        return site, settings.BASE_URL, reverse("news:article", args=[slug, self.slug or "entwurf"])

    def get_absolute_url(self) -> str:
        """Return the address of the article."""
        return reverse("news:article", args=[self.municipality.slug, self.slug])

    def serve_preview(self, request: Any, mode_name: str) -> TemplateResponse:
        """Show editors the public page as it will be."""
        at(request, self._municipality_above())
        self.municipality = self._municipality_above()
        return TemplateResponse(request, "news/article.html", {"article": self, "is_preview": True})

    def make_sizes(self) -> None:
        """Compute the sizes of its pictures once, so that no reader has to wait for them."""
        if self.picture is not None:
            self.picture.get_renditions(CARD, *WIDTHS)
        for block in self.body:
            if block.block_type == "picture":
                block.value["picture"].get_renditions(*WIDTHS)


class Hiding(models.Model):
    """Moderation took an article off the page: who, when, why; deleting the row brings it back."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="hiding")
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()

    class Meta:
        verbose_name = _("ausgeblendete Neuigkeit")
        verbose_name_plural = _("ausgeblendete Neuigkeiten")

    def __str__(self) -> str:
        return f"{self.article}: {self.hidden_at:%d.%m.%Y}"
