"""What became of it: the golden thread from idea to delivery."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import personal


class TrailConfig(AppConfig):
    """What became of it: the golden thread from idea to delivery."""

    name = "dorflinde.trail"
    verbose_name = _("Spur")

    def ready(self) -> None:
        """Say what the trail keeps about people."""
        from .exports import rows_of_person  # models can be asked from here on

        personal.register(
            personal.PersonalData(
                name="trail",
                title=_("Spur"),
                kept=(
                    personal.Kept(
                        _("welchen Ideen und Vorhaben Sie folgen"),
                        _("damit wir Ihnen sagen können, was daraus wurde; andere sehen nur die Anzahl"),
                        _("Ihre Einwilligung (Art. 6 Abs. 1 a DSGVO)"),
                        _("bis Sie nicht mehr folgen oder Ihr Konto löschen"),
                    ),
                ),
                export=rows_of_person,
            )
        )
