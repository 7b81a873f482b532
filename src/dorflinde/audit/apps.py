"""The audit trail is part of the ground and cannot be switched off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import personal


class AuditConfig(AppConfig):
    """Who did what, when."""

    name = "dorflinde.audit"
    verbose_name = _("Protokoll")

    def ready(self) -> None:
        """Say what the records keep about people."""
        from .exports import rows_of_person  # models can be asked from here on

        personal.register(
            personal.PersonalData(
                name="audit",
                title=_("Protokoll"),
                kept=(
                    personal.Kept(
                        _("was Sie wann geändert haben, ohne den Inhalt"),
                        _(
                            "damit sich nachweisen lässt, wie eine Entscheidung zustande kam, und niemand etwas unbemerkt ändert"
                        ),
                        _("öffentliche Aufgabe der Gemeinde (Art. 6 Abs. 1 e DSGVO)"),
                        _("auf Dauer; mit Ihrem Konto geht jeder Weg vom Eintrag zu Ihnen"),
                    ),
                ),
                export=rows_of_person,
            )
        )
