"""The audit trail is part of the ground and cannot be switched off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who did what, when."""

    name = "dorflinde.audit"
    verbose_name = _("Protokoll")
