"""The talk can be switched off where a municipality has no one to look after it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dorflinde.core import modules, subjects, uploads


class VillageConfig(AppConfig):
    """Village talk: short posts from people to people in their place."""

    name = "dorflinde.village"
    verbose_name = _("Funk")

    def ready(self) -> None:
        """Bring the talk into navigation and composer, and its posts to moderation and trail."""
        from dorflinde.accounts.public import Kept, register_personal_data

        from . import actions, exports, queries

        uploads.guard("funk", queries.is_photo_shown)
        modules.register(
            modules.Module(
                name="village",
                title=_("Funk"),
                nav=(modules.Nav(_("Funk"), "talk", "village:index", 20),),
                composer=(
                    modules.ComposerKind(
                        _("Frage oder Plausch"), _("Etwas fragen, erzählen, auf etwas hinweisen"), "talk", "village:new", 10,
                        "?kanal=plausch",
                    ),
                    modules.ComposerKind(
                        _("Biete"), _("Verschenken, verleihen, mitnehmen, helfen"), "offer", "village:new", 20, "?kanal=biete"
                    ),
                    modules.ComposerKind(
                        _("Suche"), _("Leihen, mitfahren, Hilfe, Verlorenes"), "wanted", "village:new", 30, "?kanal=suche"
                    ),
                ),
            )
        )  # fmt: skip
        subjects.register(
            subjects.Subject(
                kind="village.post",
                label=_("Beitrag im Funk"),
                describe=queries.describe_posts,
                icon="talk",
                may_be_origin=True,
                hide=actions.hide_post,
                restore=actions.restore_post,
                can_wait=True,
                suggestions=queries.suggestions,
            )
        )
        subjects.register(
            subjects.Subject(
                kind="village.reply",
                label=_("Antwort im Funk"),
                describe=queries.describe_replies,
                icon="reply",
                hide=actions.hide_reply,
                restore=actions.restore_reply,
                can_wait=True,
                admit=actions.admit_reply,
            )
        )
        register_personal_data(
            "village",
            title=_("Funk"),
            export=exports.rows_of_person,
            erase=actions.erase_person,
            forget=actions.forget_what_is_due,
            kept=(
                Kept(
                    _("Beiträge und Antworten im Funk mit Ihrem Namen im Ort, und wem Sie Danke gesagt haben"),
                    _("damit andere sie lesen und antworten können"),
                    _("Nutzung des Kontos (Art. 6 Abs. 1 b DSGVO)"),
                    _(
                        "bis Sie den Beitrag oder das Konto löschen; Angebote und Gesuche höchstens ein Jahr nach ihrem Ende"
                    ),
                ),
            ),
        )
