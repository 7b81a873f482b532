"""One entry, many outputs: in the app and by e-mail, from the feed's outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutletsConfig(AppConfig):
    """One entry, many outputs: in the app and by e-mail, from the feed's outbox."""

    name = "dorflinde.outlets"
    verbose_name = _("Ausgänge")

    def ready(self) -> None:
        """Say what is kept about people who are written to."""
        from dorflinde.accounts.public import Kept, register_personal_data

        from . import actions, exports

        basis = _("Nutzung des Kontos (Art. 6 Abs. 1 b DSGVO)")
        register_personal_data(
            "outlets",
            title=_("Mitteilungen"),
            export=exports.rows_of_person,
            forget=actions.forget_what_is_due,
            kept=(
                Kept(_("Mitteilungen an Sie und ob Sie sie geöffnet haben"), _("damit Sie erfahren, was aus einer Sache wurde"),
                     basis, _("ein Jahr, oder bis Sie das Konto löschen")),
                Kept(_("E-Mails an Sie: wann sie verschickt wurden"), _("damit keine verloren geht und keine doppelt kommt"),
                     basis, _("30 Tage")),
                Kept(_("wie oft wir Ihnen schreiben, und was für die nächste gesammelte E-Mail wartet"), _("damit Sie nicht mehr Post bekommen, als Sie möchten"),
                     basis, _("bis Sie es ändern; was wartet, bis es verschickt ist, längstens 90 Tage")),
                Kept(_("E-Mail-Adresse, die jemand ohne Konto für eine Antwort angibt"), _("die Antwort schicken"),
                     _("Einwilligung (Art. 6 Abs. 1 a DSGVO)"), _("bis die Antwort verschickt ist")),
            ),
        )  # fmt: skip
