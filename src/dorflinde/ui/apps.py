"""The design system as an installed app: templates, tags, styles."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Knows how things look, never what they mean."""

    name = "dorflinde.ui"
    label = "ui"
    verbose_name = "Gestaltung"
