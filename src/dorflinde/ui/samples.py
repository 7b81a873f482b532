"""What the style page shows: invented words and numbers, long German ones among them."""

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.ui.forms import DateInput
from dorflinde.ui.icons import PATHS
from dorflinde.ui.layout import Crest, Language, Layout, Link, NavItem

GROUPS = [
    ("aktionen", _("Knöpfe und Marken"), [
        ("buttons", _("Knöpfe"), _("Ein Hauptknopf je Abschnitt. Mit Adresse wird daraus ein Verweis.")),
        ("buttons_more", _("Knöpfe mit Zustand"), _("Gedrückt, gesperrt, volle Breite, nur Zeichen, mit Rückfrage.")),
        ("tags", _("Marken"), _("Kurze Wörter auf getöntem Grund.")),
        ("status", _("Stände"), _("Wie weit etwas ist: Wort, Farbe und Zeichen zusammen.")),
        ("icons", _("Zeichen"), _("Raster 24, ein Strich. Ohne Beschriftung sind sie Schmuck.")),
    ]),
    ("menschen", _("Wer spricht, und wann"), [
        ("senders", _("Absender"), _("Immer sichtbar: Rathaus, Verein, Betrieb, Person, Region.")),
        ("crests", _("Wappen"), _("In den Farben des Ortes, sonst in denen seiner Gestaltung.")),
        ("when", _("Zeiten"), _("So, wie man sie sagt; die genaue Zeit steht dahinter.")),
    ]),
    ("karten", _("Karten und Hinweise"), [
        ("cards", _("Karten"), _("Was zusammengehört.")),
        ("alerts", _("Hinweise"), _("Was niemand übersehen darf.")),
        ("today", _("Heute im Ort"), _("Marke und Satz in zwei Spalten.")),
        ("empty", _("Noch nichts da"), _("Kein leerer Platz ohne nächsten Schritt.")),
        ("disclosure", _("Zum Aufklappen"), _("Für Nebensachen.")),
        ("dialog", _("Fenster"), _("Für eine Frage, die warten muss, bis sie beantwortet ist.")),
    ]),
    ("zahlen", _("Zahlen und Verlauf"), [
        ("meters", _("Anteile"), _("Balken und dieselben Zahlen in Worten.")),
        ("figures", _("Große Zahlen"), _("Oben auf dem Schreibtisch.")),
        ("facts", _("Angaben"), _("Was bekannt ist; Unbekanntes entfällt.")),
        ("table", _("Tabelle"), _("Zahlen rechtsbündig und in gleicher Breite.")),
        ("timeline", _("Spur"), _("Was wurde daraus: erledigt, jetzt, noch offen.")),
        ("steps", _("Schritte"), _("Wie weit man ist.")),
    ]),
    ("wege", _("Wege"), [
        ("breadcrumb", _("Brotkrumen"), _("Der Weg hierher.")),
        ("tabs", _("Ansichten"), _("Mehrere Ansichten derselben Sache, jede mit eigener Adresse.")),
        ("pagination", _("Seiten"), _("Für lange Listen.")),
        ("filter", _("Filter"), _("Als Adresse, die man behalten und weitergeben kann.")),
        ("inbox", _("Eingang"), _("Zeilen des Schreibtischs.")),
    ]),
    ("formulare", _("Formulare und Karte"), [
        ("form", _("Formular"), _("Freiwilliges heißt freiwillig; Hilfe steht vor dem Feld.")),
        ("form_errors", _("Formular mit Fehlern"), _("Was fehlt, steht oben und am Feld; nichts Getipptes geht verloren.")),
        ("map", _("Karte mit Nadel"), _("Finger, Maus oder Pfeiltasten.")),
    ]),
]  # fmt: skip


class IdeaForm(forms.Form):
    """A form with one field of every kind."""

    title = forms.CharField(label=_("Worum geht es?"), max_length=120, help_text=_("Ein Satz genügt."))
    text = forms.CharField(label=_("Beschreibung"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    village = forms.ChoiceField(
        label=_("Ortsteil"), choices=[("", _("Bitte wählen")), ("1", "Fürsteneck"), ("2", "Waldenreut")]
    )
    day = forms.DateField(label=_("Wann?"), required=False, widget=DateInput)
    photo = forms.FileField(
        label=_("Foto"), required=False, help_text=_("Ort und Kamera werden aus dem Bild entfernt.")
    )
    audience = forms.ChoiceField(
        label=_("Wer darf es sehen?"),
        widget=forms.RadioSelect,
        choices=[("all", _("Alle")), ("place", _("Nur Menschen aus der Verwaltungsgemeinschaft"))],
    )
    fields_of_action = forms.MultipleChoiceField(
        label=_("Wozu passt es?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("m", _("Mobilität")), ("d", _("Dorfleben und Treffpunkte"))],
    )
    told = forms.BooleanField(label=_("Sagt mir, was daraus wird."), required=False)


class PlaceForm(forms.Form):
    """Where something is."""

    latitude = forms.FloatField(widget=forms.HiddenInput)
    longitude = forms.FloatField(widget=forms.HiddenInput)


def context() -> dict[str, object]:
    """Return everything the samples speak of."""
    now = timezone.now()
    return {
        "now": now,
        "soon": now - timedelta(minutes=40),
        "yesterday": now - timedelta(days=1),
        "long_ago": now - timedelta(days=400),
        "icons": list(PATHS),
        "states": STATES,
        "parts": [(_("fertig"), 3, "done"), (_("laufen"), 12, "active"), (_("geplant"), 6, "planned")],
        "parts_late": [(_("fertig"), 2, "done"), (_("verspätet"), 2, "late"), (_("laufen"), 3, "active"), (_("geplant"), 4, "planned")],
        "votes": [(_("abgestimmt"), 128, "done"), (_("noch nicht"), 72, "planned")],
        "figures": [(1, _("überfällig")), (2, _("heute fällig")), (14, _("offen im Amt")), ("1,8 Tage", _("bis zur ersten Antwort"))],
        "facts": [
            (_("Handlungsfeld"), _("Mobilität")),
            (_("Federführung"), _("Verwaltungsgemeinschaft, Sachgebiet Ortsentwicklung")),
            (_("Kosten"), "11.250 €"),
            (_("Zeitraum"), _("Herbst 2025 bis Sommer 2027")),
            (_("Förderung"), ""),
        ],
        "crumbs": [("Perlesreut", "#"), (_("Mitreden"), "#"), (_("Fahrradständer am Bahnhof"), "")],
        "views": [(_("Tabelle"), "#", True, 21), (_("Tafel"), "#", False), (_("Zeitachse"), "#", False), (_("Nutzen und Aufwand"), "#", False)],
        "steps": [_("Lage"), _("Ziele"), _("Maßnahmen"), _("Fahrplan"), _("Beschluss")],
        "page": Paginator(range(240), 10).page(7),
        "form": IdeaForm(),
        "form_with_errors": IdeaForm({"e-title": "Zehn überdachte Fahrradständer am Bahnhof"}, prefix="e"),
        "filter_form": IdeaForm(prefix="f"),
        "place": PlaceForm(initial={"latitude": 48.7806, "longitude": 13.4406}, prefix="p"),
        "center": (48.7806, 13.4406),
        "crest_blue": Crest("#24527f", "#ffffff", "#f3c04f"),
        "crest_red": Crest("#a8322a", "#f3c04f"),
    }  # fmt: skip


STATES = [
    ("new", _("neu")), ("checked", _("geprüft")), ("active", _("läuft")), ("done", _("fertig")), ("planned", _("geplant")),
    ("late", _("verspätet")), ("paused", _("ruht")), ("rejected", _("abgelehnt")), ("draft", _("Entwurf")),
]  # fmt: skip


def layout(path: str) -> Layout:
    """Return the frame of an invented place."""
    return Layout(
        title="Perlesreut",
        subtitle=_("im Ilzer Land · Beispielregion"),
        home_url=path,
        nav=(
            NavItem(_("Platz"), "#platz", "home", is_current=True),
            NavItem(_("Funk"), "#funk", "talk"),
            NavItem(_("Mitreden"), "#mitreden", "say"),
            NavItem(_("Termine"), "#termine", "calendar"),
            NavItem(_("Mehr"), "#mehr", "more"),
        ),
        plus_url="#neu",
        search_url="#suche",
        bell_url="#mitteilungen",
        unread=2,
        account_url="#konto",
        is_sample=True,
        languages=(Language("de", "Deutsch", "#", True), Language("en", "English", "#en")),
        footer=(
            Link(_("Impressum"), "#impressum"),
            Link(_("Datenschutz"), "#datenschutz"),
            Link(_("Barrierefreiheit"), "#barrierefreiheit"),
            Link(_("Leichte Sprache"), "#leichte-sprache"),
            Link(_("Rechtswidrigen Inhalt melden"), "#hinweis"),
        ),
    )
