"""The square is the heart of every municipality and cannot be switched off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules, personal


class FeedConfig(AppConfig):
    """What everyone sees: the stream of a place and the outbox behind it."""

    name = "dorflinde.feed"
    verbose_name = _("Dorfplatz")

    def ready(self) -> None:
        """Put the square first in the navigation; say what the stream keeps about people."""
        from .actions import forget_person, rename_person  # models can be asked from here on

        personal.register(
            personal.PersonalData(
                name="feed",
                title=_("Dorfplatz"),
                kept=(
                    personal.Kept(
                        _("Ihr Name im Ort an dem, was Sie veröffentlicht haben"),
                        _("damit bei jedem Beitrag steht, von wem er ist"),
                        _("Ihre Einwilligung (Art. 6 Abs. 1 a DSGVO): Sie veröffentlichen selbst"),
                        _("bis der Beitrag verschwindet; mit dem Konto geht Ihr Name"),
                    ),
                ),
                erase=forget_person,
                rename=rename_person,
            )
        )
        modules.register(
            modules.Module(
                name="feed",
                title=_("Dorfplatz"),
                is_switchable=False,
                nav=(modules.Nav(_("Platz"), "home", "feed:square", 10),),
            )
        )
