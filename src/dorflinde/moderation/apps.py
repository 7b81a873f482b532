"""What may stay: notices from anyone, decisions with reasons."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules, personal, subjects
from dorflinde.core.modules import Module, Nav
from dorflinde.core.subjects import Subject


class ModerationConfig(AppConfig):
    """What may stay: notices from anyone, decisions with reasons."""

    name = "dorflinde.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Make pages known as things that can be reported, show moderators the way, say what is kept about people."""
        from .actions import forget_person, forget_what_is_due, lift_pause  # models can be asked from here on
        from .exports import rows_of_person
        from .models import PAUSE
        from .queries import PAGE, describe_pages, describe_pauses

        subjects.register(Subject(kind=PAGE, label=_("Seite"), describe=describe_pages, icon="link"))
        subjects.register(
            Subject(kind=PAUSE, label=_("Schreibpause"), describe=describe_pauses, icon="clock", restore=lift_pause)
        )
        modules.register(
            Module(
                name="moderation",
                title=_("Moderation"),
                is_switchable=False,
                staff=(Nav(_("Hinweise"), "flag", "moderation:notices", 80, start_name="moderation:notices"),),
            )
        )
        personal.register(
            personal.PersonalData(
                name="moderation",
                title=_("Moderation"),
                kept=(
                    personal.Kept(
                        _("Ihre Hinweise auf Beiträge; ohne Konto auch Name und E-Mail-Adresse"),
                        _(
                            "damit wir prüfen und Ihnen antworten können; wer den Beitrag schrieb, erfährt nicht, von wem der Hinweis kam"
                        ),
                        _("rechtliche Pflicht (Art. 6 Abs. 1 c DSGVO mit Art. 16 DSA)"),
                        _(
                            "Name und Adresse sechs Monate nach der Entscheidung; der Hinweis bleibt ohne sie als Nachweis"
                        ),
                    ),
                    personal.Kept(
                        _("Entscheidungen über Ihre Beiträge, Ihre Beschwerden und unsere Antworten"),
                        _("damit nachvollziehbar bleibt, was warum entfernt wurde"),
                        _("rechtliche Pflicht (Art. 6 Abs. 1 c DSGVO mit Art. 17 und 20 DSA)"),
                        _("auf Dauer; mit dem Konto geht Ihr Name"),
                    ),
                    personal.Kept(
                        _("ob ein Beitrag von Ihnen auf Freigabe wartet, und ob Sie eine Schreibpause haben"),
                        _("damit sich alle an die Regeln des Ortes halten"),
                        _("rechtliche Pflicht und öffentliche Aufgabe (Art. 6 Abs. 1 c und e DSGVO)"),
                        _("die Schreibpause bis ein Jahr nach ihrem Ende oder bis Sie das Konto löschen"),
                    ),
                ),
                export=rows_of_person,
                erase=forget_person,
                forget=forget_what_is_due,
            )
        )
