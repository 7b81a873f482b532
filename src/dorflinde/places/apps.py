"""Places are the ground of the house and cannot be switched off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Region, municipality, village, organisations."""

    name = "dorflinde.places"
    verbose_name = _("Orte")
