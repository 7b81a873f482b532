"""The square is the heart of every municipality and cannot be switched off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules


class FeedConfig(AppConfig):
    """What everyone sees: the stream of a place and the outbox behind it."""

    name = "dorflinde.feed"
    verbose_name = _("Dorfplatz")

    def ready(self) -> None:
        """Put the square first in the navigation."""
        modules.register(
            modules.Module(
                name="feed",
                title=_("Dorfplatz"),
                is_switchable=False,
                nav=(modules.Nav(_("Platz"), "home", "feed:square", 10),),
            )
        )
