"""The project's own entry among the installed apps: it carries nothing but the command line's set-up."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Wires, decides nothing."""

    name = "dorflinde.project"
    label = "project"
