"""News can be switched off where a municipality publishes elsewhere."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules, subjects


class NewsConfig(AppConfig):
    """News of town hall, clubs and citizen reporters."""

    name = "dorflinde.news"
    verbose_name = _("Neuigkeiten")

    def ready(self) -> None:
        """Bring the news into „Mehr“ and the composer, and listen to the editorial library."""
        from dorflinde.accounts.public import Kept, register_personal_data

        from . import actions, publishing, queries

        modules.register(
            modules.Module(
                name="news",
                title=_("Neuigkeiten"),
                more=(modules.Nav(_("Neuigkeiten"), "news", "news:index", 15),),
                composer=(
                    modules.ComposerKind(
                        _("Neuigkeit"), _("Für Rathaus, Vereine und Betriebe: einmal schreiben, alle erreichen"), "news",
                        "news:write", 60,
                    ),
                ),
                staff=(modules.Nav(_("Redaktion"), "news", "news:editorial", 50),),
            )
        )  # fmt: skip
        subjects.register(
            subjects.Subject(
                kind="news.article",
                label=_("Neuigkeit"),
                describe=queries.describe,
                icon="news",
                hide=actions.hide_article,
                restore=actions.restore_article,
                suggestions=queries.suggestions,
            )
        )
        register_personal_data(
            "news",
            title=_("Neuigkeiten"),
            export=queries.rows_of_person,
            kept=(
                Kept(
                    _("wer eine Neuigkeit geschrieben, geprüft oder geändert hat (nur die Redaktion sieht das)"),
                    _("damit nachvollziehbar ist, wer im Namen einer Organisation spricht"),
                    _("öffentliche Aufgabe und Pressearbeit (Art. 6 Abs. 1 e DSGVO)"),
                    _("bis Sie das Konto löschen; der Text bleibt unter dem Namen der Organisation"),
                ),
            ),
        )
        publishing.connect()
