"""What waits for whom in the town hall."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What waits for whom in the town hall."""

    name = "dorflinde.desk"
    verbose_name = _("Schreibtisch")
