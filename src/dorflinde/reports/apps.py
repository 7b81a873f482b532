"""Reports can be switched off where a municipality has another way for them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules, subjects, uploads

TITLE = _("Sag’s uns")


class ReportsConfig(AppConfig):
    """Reports: what is broken or missing, and what became of it."""

    name = "dorflinde.reports"
    verbose_name = TITLE

    def ready(self) -> None:
        """Bring reports into navigation, composer, moderation, trail and the register of data."""
        from dorflinde.accounts.public import Kept, register_personal_data

        from . import actions, exports, policies, queries

        uploads.guard("melden", queries.is_photo_shown, may_read=policies.may_read_photo)
        modules.register(
            modules.Module(
                name="reports",
                title=TITLE,
                more=(modules.Nav(TITLE, "report", "reports:index", 40),),
                composer=(
                    modules.ComposerKind(
                        _("Problem melden"), _("Kaputt, gefährlich, verschmutzt: dem Rathaus sagen"), "report", "reports:new", 40
                    ),
                ),
                staff=(modules.Nav(_("Meldungen"), "report", "reports:desk", 45),),
            )
        )  # fmt: skip
        subjects.register(
            subjects.Subject(
                kind="reports.report",
                label=_("Meldung"),
                icon="report",
                from_words=_("Von der Meldung"),
                to_words=_("zur Meldung"),
                describe=queries.describe_reports,
                may_be_origin=True,
                expected_steps=queries.expected_steps,
                hide=actions.hide_report,
                restore=actions.restore_report,
                suggestions=queries.suggestions,
            )
        )
        register_personal_data(
            "reports",
            title=TITLE,
            export=exports.rows_of_person,
            erase=actions.erase_person,
            forget=actions.forget_what_is_due,
            kept=(
                Kept(
                    _("Ihre Meldungen mit Foto, Ort und Antworten auf Nachfragen; ohne Konto Ihre E-Mail-Adresse, wenn Sie eine angeben"),
                    _("damit das Rathaus das Gemeldete findet und Ihnen antworten kann; Ihr Name steht nicht auf der Seite"),
                    _("Aufgabe der Gemeinde (Art. 6 Abs. 1 e DSGVO), für die E-Mail-Adresse Ihre Einwilligung"),
                    _("E-Mail-Adresse und ursprünglicher Text bis 90 Tage nach dem Ende; der geprüfte Text bleibt ohne Namen"),
                ),
            ),
        )  # fmt: skip
