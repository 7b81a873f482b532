"""The forms around an idea: writing one, searching for some, a comment, an answer."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import Actor, User
from dorflinde.participation.models import Answer, Category, Idea, Project, TakenDown
from dorflinde.participation.queries import NEWEST, OPEN, SUPPORTED, Wish
from dorflinde.places.public import Place, places_of

from .fields import PHOTO_INPUT, PhotoField, is_near, place_field


class IdeaForm(forms.Form):
    """A proposal: photo first, then the words, then where."""

    photo = PhotoField(
        label=_("Foto"), required=False, widget=forms.FileInput(attrs=PHOTO_INPUT),
        help_text=_("Ein Foto sagt oft mehr. Ort und Zeit der Aufnahme entfernen wir aus der Datei."),
    )  # fmt: skip
    photo_alt = forms.CharField(
        label=_("Was ist auf dem Foto zu sehen?"), required=False, max_length=200,
        help_text=_("Ein Satz für alle, die das Foto nicht sehen können."),
    )  # fmt: skip
    without_photo = forms.BooleanField(label=_("Das Foto doch nicht zeigen"), required=False)
    title = forms.CharField(
        label=_("Ihre Idee in einem Satz"), max_length=120,
        error_messages={"required": _("Bitte sagen Sie in einem Satz, was Sie vorschlagen.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Was genau, wo und warum?"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Bitte beschreiben Sie Ihre Idee mit ein paar Worten.")},
    )  # fmt: skip
    category = forms.ModelChoiceField(
        label=_("Thema"),
        queryset=Category.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("keines davon"),
    )
    # The page showed what is similar already; who sends it again means it.
    seen_similar = forms.BooleanField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, user: Actor, idea: Idea | None = None, **kwargs: Any) -> None:
        self.project, self.idea = project, idea
        kwargs["initial"] = {**_initial(project, user, idea), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["place"] = place_field(project.municipality, label=_("Wo ist das?"))
        categories = project.categories.all()
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]  # a ModelChoiceField
        if not categories:
            del self.fields["category"]
        if idea is None or not idea.photo:
            del self.fields["without_photo"]
        if idea is None:
            self.fields["title"].widget.attrs |= {
                "hx-post": reverse("participation:idea_similar", args=[project.municipality.slug, project.slug]),
                "hx-trigger": "input changed delay:500ms", "hx-params": "title,csrfmiddlewaretoken",
                "hx-target": "#aehnlich", "hx-sync": "this:queue last",
            }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a pin that is not where the idea can be."""
        cleaned = super().clean() or self.cleaned_data
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if lat is None or lon is None:
            cleaned["lat"] = cleaned["lon"] = None
        elif not is_near(self.project.municipality, lat=lat, lon=lon):
            self.add_error(
                "lat",
                _("Die Nadel steckt weit außerhalb von %(place)s. Bitte setzen Sie sie neu.")
                % {"place": self.project.municipality.name},
            )
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was filled in, as the actions ask for it."""
        asked = {"without_photo", "seen_similar"}
        return {"category": None, **{name: value for name, value in self.cleaned_data.items() if name not in asked}}


class TakenDownForm(IdeaForm):
    """An idea that somebody tells and the town hall writes down."""

    channel = forms.ChoiceField(
        label=_("Wie kam die Idee?"), choices=TakenDown.Channel.choices, initial=TakenDown.Channel.DESK,
        widget=forms.RadioSelect,
    )  # fmt: skip


class SupportTakenDownForm(forms.Form):
    """How a support came in that somebody else enters."""

    channel = forms.ChoiceField(
        label=_("Wie kam die Unterstützung?"), choices=TakenDown.Channel.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wie sie kam.")},
    )  # fmt: skip


def _initial(project: Project, user: Actor, idea: Idea | None) -> dict[str, Any]:
    if idea is not None:
        return {
            "title": idea.title, "text": idea.text, "photo_alt": idea.photo_alt, "lat": idea.lat, "lon": idea.lon,
            "category": idea.category.slug if idea.category else None, "place": idea.place.public_id,
        }  # fmt: skip
    home = user.home if isinstance(user, User) else None
    lives_here = home is not None and project.municipality_id in {home.pk, home.parent_id}
    place = home if lives_here and project.place_id == project.municipality_id else project.place
    return {"place": place.public_id if place else None}


class IdeaSearchForm(forms.Form):
    """Which ideas to show; every choice stands in the address."""

    suche = forms.CharField(label=_("Suchen"), required=False, max_length=100, widget=forms.SearchInput)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[("", _("alle")), (OPEN, _("noch ohne Antwort")), *Answer.Status.choices],
    )  # fmt: skip
    ort = forms.ChoiceField(label=_("Ort"), required=False)
    sortierung = forms.ChoiceField(
        label=_("Reihenfolge"), required=False,
        choices=[(NEWEST, _("neueste zuerst")), (SUPPORTED, _("meiste Unterstützung zuerst"))],
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [(category.slug, category.name) for category in project.categories.all()]
        villages = [
            (place.slug, place.name) for place in places_of(project.municipality) if place.kind == Place.Kind.VILLAGE
        ]
        for name, choices in (("thema", categories), ("ort", villages)):
            if choices:
                self.fields[name].choices = [("", _("alle")), *choices]  # type: ignore[attr-defined]  # a ChoiceField
            else:
                del self.fields[name]

    @property
    def choices(self) -> list[forms.BoundField]:
        """Return the fields one chooses from."""
        return [field for field in self if field.name != "suche"]

    @property
    def wish(self) -> Wish:
        """Return what was asked for; what makes no sense is not asked for."""
        self.is_valid()
        asked = self.cleaned_data if self.is_bound else {}
        return Wish(
            words=asked.get("suche", ""),
            category=asked.get("thema", ""),
            status=asked.get("stand", ""),
            village=asked.get("ort", ""),
            order=asked.get("sortierung") or NEWEST,
        )


class CommentForm(forms.Form):
    """A remark."""

    text = forms.CharField(
        label=_("Ihr Kommentar"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte schreiben Sie etwas, bevor Sie absenden.")},
    )  # fmt: skip


# A first draft for the clerk, to be made one's own.
TEMPLATES = {
    Answer.Status.CHECKED: _("Danke für Ihre Idee. Wir haben sie geprüft: \n\nAls Nächstes "),
    Answer.Status.PLANNED: _(
        "Danke für Ihre Idee. Wir haben sie in die Planung aufgenommen. \n\nDer nächste Schritt ist "
    ),
    Answer.Status.ACTIVE: _("Ihre Idee wird umgesetzt. \n\nFertig sein soll es bis "),
    Answer.Status.DONE: _("Ihre Idee ist umgesetzt. Danke, dass Sie den Anstoß gegeben haben. \n\n"),
    Answer.Status.REJECTED: _(
        "Danke für Ihre Idee. Wir haben sie geprüft und können sie leider nicht umsetzen, weil \n\nMöglich wäre stattdessen "
    ),
}


class AnswerForm(forms.Form):
    """The official word on an idea."""

    use_required_attribute = False  # a template can be asked for before anything is filled in

    status = forms.ChoiceField(
        label=_("Wie steht es um die Idee?"), choices=Answer.Status.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wie es um die Idee steht.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Ihre Antwort"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Sagen Sie, was entschieden ist, warum, und was wann als Nächstes geschieht."),
        error_messages={"required": _("Bitte schreiben Sie eine Antwort.")},
    )  # fmt: skip
    by = forms.CharField(
        label=_("Wer antwortet?"), max_length=150,
        help_text=_("Ein Amt oder eine Stelle, kein Name einer Person."),
    )  # fmt: skip
