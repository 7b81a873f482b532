"""What may stay: notices from anyone, decisions with reasons."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules, subjects
from dorflinde.core.modules import Module, Nav
from dorflinde.core.subjects import Subject


class ModerationConfig(AppConfig):
    """What may stay: notices from anyone, decisions with reasons."""

    name = "dorflinde.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Make pages known as things that can be reported, and show the town hall the way to the list of notices."""
        from .queries import PAGE, describe_pages  # models can be asked from here on

        subjects.register(Subject(kind=PAGE, label=_("Seite"), describe=describe_pages, icon="link"))
        modules.register(
            Module(
                name="moderation",
                title=_("Moderation"),
                is_switchable=False,
                staff=(Nav(_("Hinweise"), "flag", "moderation:notices", 80),),
            )
        )
