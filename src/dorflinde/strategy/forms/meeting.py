"""Forms around a workshop: when and where, agenda, cards, photos."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.core.images import ImageProblem, clean_photo
from dorflinde.strategy.models import FieldOfAction, Meeting

# The two workshops of the Smarte Gemeinde process: (title, how it goes, minutes, material)
TEMPLATES: dict[str, tuple[Any, list[tuple[Any, Any, int, Any]]]] = {
    "erste": (_("Werkstatt 1: Wo stehen wir, wo wollen wir hin?"), [
        (_("Ankommen und Begrüßung"), _("Alle sagen ihren Namen und ein Wort zu ihrem Ort."), 15, _("Namensschilder, Kaffee")),
        (_("Wo stehen wir?"), _("Das Rathaus zeigt die Bestandsaufnahme in fünf Bildern. Danach Fragen."), 25, _("Beamer")),
        (_("Was läuft gut, was fehlt?"), _("Jede und jeder schreibt drei Karten, die Gruppe ordnet sie."), 35, _("Karten, Stifte, Stellwand")),
        (_("Pause"), "", 15, ""),
        (_("Unsere Handlungsfelder"), _("Aus den Themen werden vier bis sechs Felder. Wir einigen uns auf Namen."), 30, _("Stellwand, Klebepunkte")),
        (_("Wie soll es in fünf Jahren sein?"), _("Jede Gruppe beschreibt einen guten Tag im Dorf."), 40, _("Plakate")),
        (_("Wie geht es weiter?"), _("Wer macht was bis wann? Wann treffen wir uns wieder?"), 15, ""),
    ]),
    "zweite": (_("Werkstatt 2: Was packen wir an?"), [
        (_("Ankommen und Rückblick"), _("Was ist seit dem ersten Treffen geschehen?"), 15, _("Namensschilder, Kaffee")),
        (_("Unser Leitbild"), _("Erst allein, dann zwei Gruppen, am Ende ein gemeinsamer Text."), 40, _("Papier, Stifte")),
        (_("Maßnahmen sammeln"), _("Je Handlungsfeld ein Tisch: Was hilft dabei, das Ziel zu erreichen?"), 45, _("Karten, Stellwände")),
        (_("Pause"), "", 15, ""),
        (_("Aufwand und Nutzen"), _("Jede Gruppe schätzt von 1 bis 5. Wo wir weit auseinanderliegen, reden wir."), 35, _("Bewertungsbogen oder Telefon")),
        (_("Punkte kleben"), _("Jede Person verteilt ihre Punkte, auf Papier oder am Telefon."), 20, _("Klebepunkte, Zettel mit Code")),
        (_("Ergebnis und nächste Schritte"), _("Wir sehen uns die Reihenfolge an und verabreden die ersten Schritte."), 15, _("Beamer")),
    ]),
    "leer": (_("Werkstatt"), []),
}  # fmt: skip


def agenda_of(template: str) -> list[dict[str, Any]]:
    """Return the points of a template."""
    return [
        {"title": str(title), "text": str(text), "minutes": minutes, "material": str(material)}
        for title, text, minutes, material in TEMPLATES[template][1]
    ]


class MeetingForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """When, where and with whom."""

    template = forms.ChoiceField(
        label=_("Ablauf"), widget=forms.RadioSelect, initial="erste",
        choices=[("erste", _("Werkstatt 1: Lage, Handlungsfelder, Ziel")), ("zweite", _("Werkstatt 2: Leitbild, Maßnahmen, Punkte")), ("leer", _("eigener Ablauf"))],
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "venue", "people", "groups", "summary"]
        widgets = {
            "starts_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "summary": forms.Textarea({"rows": 5}),
        }
        help_texts = {
            "groups": _("Mit Komma getrennt, zum Beispiel: Tisch Jugend, Tisch Vereine."),
            "people": _("Ungefähr genügt. Sie können es nachtragen."),
            "summary": _("Was ist herausgekommen? Steht oben im Protokoll."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            del self.fields["summary"]
            self.order_fields(["template", "title"])
        else:
            del self.fields["template"]


class AgendaForm(forms.Form):
    """One point of the agenda."""

    title = forms.CharField(label=_("Programmpunkt"), max_length=160)
    minutes = forms.IntegerField(label=_("Minuten"), min_value=0, max_value=600, initial=15)
    text = forms.CharField(label=_("Wie es geht"), max_length=600, required=False)
    material = forms.CharField(label=_("Material"), max_length=200, required=False)


AgendaLines = forms.formset_factory(AgendaForm, extra=1, can_delete=True, can_order=False, max_num=30)


class CardForm(forms.Form):
    """One card, and where it belongs."""

    text = forms.CharField(label=_("Karte"), max_length=300)
    topic = forms.CharField(label=_("Thema"), max_length=80, required=False)
    field = forms.ModelChoiceField(
        FieldOfAction.objects.none(), label=_("Handlungsfeld"), required=False, empty_label=_("noch keines")
    )
    group = forms.ChoiceField(label=_("Gruppe"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        field, group = self.fields["field"], self.fields["group"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = FieldOfAction.objects.of(meeting.municipality).in_order()
        if isinstance(group, forms.ChoiceField):
            group.choices = [("", _("alle")), *((name, name) for name in meeting.group_names)]


class PhotoForm(forms.Form):
    """A photo of the wall with its words."""

    photo = forms.FileField(
        label=_("Foto"), widget=forms.ClearableFileInput({"accept": "image/*"}),
        help_text=_("Bitte keine Gesichter. Ort und Kamera werden aus dem Bild entfernt."),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("Was ist zu sehen?"), max_length=200, help_text=_("Für alle, die das Bild nicht sehen: „Stellwand mit Karten zum Thema Mobilität“.")
    )  # fmt: skip

    def clean_photo(self) -> bytes:
        """Clean the picture; what is none gets a sentence."""
        try:
            return clean_photo(self.cleaned_data["photo"].read())
        except ImageProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
