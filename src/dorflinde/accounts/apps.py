"""Accounts are part of the ground and cannot be switched off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, roles, consent."""

    name = "dorflinde.accounts"
    verbose_name = _("Konten")

    def ready(self) -> None:
        """Say what is kept about people who have an account."""
        from dorflinde.core.personal import Kept

        from . import actions, exports

        contract, consent = _("Nutzung des Kontos (Art. 6 Abs. 1 b DSGVO)"), _("Einwilligung (Art. 6 Abs. 1 a DSGVO)")
        exports.register_personal_data(
            "accounts",
            title=_("Konto"),
            forget=actions.forget_what_is_due,
            kept=(
                Kept(_("E-Mail-Adresse"), _("Anmelden mit Code, Nachrichten an Sie. Andere sehen sie nie."), contract,
                     _("bis Sie das Konto löschen; wird der Code nie eingegeben, einen Tag")),
                Kept(_("Name im Ort, Heimatort, Leseradius, Sprache"), _("damit andere Sie erkennen und Sie Nahes zuerst sehen"),
                     contract, _("bis Sie es ändern oder das Konto löschen")),
                Kept(_("Passkeys, zweite Faktoren, Wiederherstellungscodes, Passwort (unlesbar)"), _("sicher anmelden"),
                     contract, _("bis Sie sie entfernen")),
                Kept(_("Einwilligungen mit Fassung und Datum"), _("Nachweis"),
                     _("Nachweispflicht (Art. 7 Abs. 1 DSGVO)"), _("bis Sie das Konto löschen")),
                Kept(_("wessen Beiträge Sie für sich ausgeblendet haben"), _("damit Sie sie nicht mehr sehen; sonst erfährt es niemand"),
                     contract, _("bis Sie sie wieder einblenden oder eines der Konten gelöscht wird")),
                Kept(_("Rollen im Rathaus, in Redaktion oder Verein"), _("wer was darf"),
                     _("öffentliche Aufgabe (Art. 6 Abs. 1 e DSGVO)"), _("solange die Rolle besteht; wer sie vergab, drei Jahre")),
                Kept(_("Zugangsschlüssel für eigene Programme: Name, Umfang, Frist, letzter Tag der Benutzung, Schlüssel (unlesbar)"),
                     _("damit ein Programm in Ihrem Namen mitmachen kann und Sie sehen, was es gibt"), contract,
                     _("ein Jahr nach Ablauf oder Sperre, oder bis Sie das Konto löschen")),
                Kept(_("Sitzung (Cookie)"), _("angemeldet bleiben; Getipptes aufheben, bis Sie angemeldet sind"),
                     contract, _("bis zum Abmelden, höchstens zwei Wochen; Getipptes einen Tag")),
                Kept(_("Mitteilungen per E-Mail: ja oder nein"), _("damit Sie erfahren, was aus Ihrer Sache wurde"), consent,
                     _("bis Sie sie abstellen")),
            ),
        )  # fmt: skip
