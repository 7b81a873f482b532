"""The page under which a municipality's articles hang; it carries who may edit there."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page

from dorflinde.places.public import Place


class NewsIndex(Page):
    """The news of one municipality; made by an action, never by hand."""

    place = models.OneToOneField(Place, verbose_name=_("Gemeinde"), on_delete=models.PROTECT, related_name="+")
    # Members follow from the roles of the accounts (actions.sync_editors); nobody is put into a group by hand.
    editors = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+", editable=False)
    reporters = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+", editable=False)
    pictures = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+", editable=False)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.Article"]
    is_creatable = False
    content_panels = Page.content_panels
    promote_panels: list[Any] = []
    preview_modes: list[Any] = []

    class Meta:
        verbose_name = _("Neuigkeiten einer Gemeinde")
        verbose_name_plural = _("Neuigkeiten der Gemeinden")

    def get_url_parts(self, request: Any = None) -> tuple[Any, str, str]:
        """Return the address of our own list page, so that „live ansehen“ leads there."""
        wagtails = super().get_url_parts(request)
        site = wagtails[0] if wagtails else None
        return site, settings.BASE_URL, reverse("news:index", args=[self.place.slug])
