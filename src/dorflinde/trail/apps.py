"""What became of it: the golden thread from idea to delivery."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    """What became of it: the golden thread from idea to delivery."""

    name = "dorflinde.trail"
    verbose_name = _("Spur")
