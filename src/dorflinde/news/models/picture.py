"""Pictures of the news: washed of place and person when they arrive, with the name of who made them."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from dorflinde.core.images import ImageProblem, clean_photo

CARD = "fill-640x360"  # lists and the square
WIDTHS = ("width-480", "width-960")  # the article itself, as large as the screen needs
_LONGEST_SIDE = 2000


class Picture(AbstractImage):
    """A picture in the editors' library; the file that is kept holds no EXIF, no GPS and no hidden data."""

    credit = models.CharField(
        _("Urheber und Lizenz"), max_length=200, blank=True,
        help_text=_("Wer hat das Bild gemacht, und wie darf es verwendet werden? Zum Beispiel: Musikverein, CC BY 4.0"),
    )  # fmt: skip

    admin_form_fields = (
        "title", "file", "description", "credit", "collection",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")

    def clean(self) -> None:
        """Refuse a file that cannot be shown while someone can still choose another one."""
        super().clean()
        try:
            self._wash()
        except ImageProblem as problem:
            raise ValidationError({"file": str(problem)}) from problem

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the picture; a file that has just arrived is washed first, whichever way it came."""
        self._wash()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile[bytes]:
        """Compute one size; the library would leave its scratch file open until it is swept up."""
        made = super().generate_rendition_file(filter, source=source)
        try:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)
        finally:
            made.close()

    def _wash(self) -> None:
        arrived = self.file and not self.file._committed and not getattr(self.file.file, "is_washed", False)
        if not arrived:
            return
        self.file.file.seek(0)
        name = PurePath(self.file.name).with_suffix(".jpg").name
        washed = ContentFile(clean_photo(self.file.file.read(), longest_side=_LONGEST_SIDE), name=name)
        washed.is_washed = True  # type: ignore[attr-defined]  # so that clean() and save() do the work once
        self.file = washed
        self._set_image_file_metadata()


class PictureRendition(AbstractRendition):
    """A picture in one of the sizes pages use."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("Bildgröße")
        verbose_name_plural = _("Bildgrößen")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="news_rendition_once")
        ]
