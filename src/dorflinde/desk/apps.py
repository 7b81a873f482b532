"""What waits for whom in the town hall."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import personal


class DeskConfig(AppConfig):
    """What waits for whom in the town hall."""

    name = "dorflinde.desk"
    verbose_name = _("Schreibtisch")

    def ready(self) -> None:
        """Say what the desk keeps about people, and for how long."""
        from .actions import forget_settled  # models can be asked from here on
        from .exports import rows_of_person

        personal.register(
            personal.PersonalData(
                name="desk",
                title=_("Schreibtisch"),
                kept=(
                    personal.Kept(
                        _("wer im Rathaus was erledigt hat"),
                        _("damit die Kolleginnen und Kollegen wissen, was schon getan ist"),
                        _("öffentliche Aufgabe der Gemeinde (Art. 6 Abs. 1 e DSGVO)"),
                        _("ein Jahr nach der Erledigung"),
                    ),
                ),
                export=rows_of_person,
                forget=forget_settled,
            )
        )
