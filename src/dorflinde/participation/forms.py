"""The forms of participation: an idea, a comment, an answer, a project with its phases, and the search for ideas."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import Actor, User
from dorflinde.core.geo import distance_km, is_inside
from dorflinde.core.images import ImageProblem
from dorflinde.places.public import Place, places_of
from dorflinde.ui.forms import DateInput

from .actions import PhasePlan, ProjectPlan
from .models import Answer, Category, CleanPhoto, Idea, Phase, Project, check_phases, clean
from .queries import NEWEST, OPEN, SUPPORTED, Wish

_FAR_KM = 15  # a pin on the way to the neighbours is fine, one in the sea is a slip of the finger
PHOTO_INPUT = {"accept": "image/jpeg,image/png,image/webp,image/gif"}


class PhotoField(forms.FileField):
    """A photo from a phone; what comes out carries no trace of where it was taken."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> CleanPhoto | None:
        """Return the cleaned photo, or say why it cannot be shown."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return clean(upload.read())
        except ImageProblem as problem:
            raise ValidationError(str(problem)) from problem
        finally:
            upload.seek(0)  # whoever keeps it for later reads it from the beginning


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice between a municipality and its villages."""

    def label_from_instance(self, obj: Place) -> str:
        """Name the village, or the municipality as a whole."""
        if obj.kind == Place.Kind.MUNICIPALITY:
            return str(_("%(place)s, ganze Gemeinde") % {"place": obj.name})
        return obj.name


def _place_field(municipality: Place, *, label: Any, help_text: Any = "") -> PlaceField:
    places = places_of(municipality)
    field = PlaceField(
        queryset=Place.objects.filter(pk__in=[place.pk for place in places]),
        label=label,
        help_text=help_text,
        to_field_name="public_id",
        empty_label=None,
    )
    field.choices = [(place.public_id, field.label_from_instance(place)) for place in places]
    return field


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
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, user: Actor, idea: Idea | None = None, **kwargs: Any) -> None:
        self.project, self.idea = project, idea
        kwargs["initial"] = {**_initial(project, user, idea), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["place"] = _place_field(project.municipality, label=_("Wo ist das?"))
        categories = project.categories.all()
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]  # a ModelChoiceField
        if not categories:
            del self.fields["category"]
        if idea is None or not idea.photo:
            del self.fields["without_photo"]

    def clean(self) -> dict[str, Any]:
        """Refuse a pin that is not where the idea can be."""
        cleaned = super().clean() or self.cleaned_data
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if lat is None or lon is None:
            cleaned["lat"] = cleaned["lon"] = None
        elif not _is_near(self.project.municipality, lat=lat, lon=lon):
            self.add_error(
                "lat",
                _("Die Nadel steckt weit außerhalb von %(place)s. Bitte setzen Sie sie neu.")
                % {"place": self.project.municipality.name},
            )
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was filled in, as the actions ask for it."""
        return {
            "category": None,
            **{name: value for name, value in self.cleaned_data.items() if name != "without_photo"},
        }


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


def _is_near(municipality: Place, *, lat: float, lon: float) -> bool:
    if municipality.boundary and is_inside(municipality.boundary, lon=lon, lat=lat):
        return True
    if municipality.lat is None or municipality.lon is None:
        return True
    return distance_km((municipality.lon, municipality.lat), (lon, lat)) <= _FAR_KM


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


class ProjectForm(forms.Form):
    """What a project says of itself."""

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Am besten eine Frage: „Wohin mit der alten Bank?“")
    )
    summary = forms.CharField(
        label=_("In einem Satz"), max_length=280, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Steht auf dem Dorfplatz und in der Liste."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Worum geht es?"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Eine leere Zeile trennt Absätze."),
    )  # fmt: skip
    goal = forms.CharField(
        label=_("Was geschieht mit dem Ergebnis?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wer entscheidet worüber, und bis wann?"),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Ansprechstelle"),
        max_length=200,
        required=False,
        help_text=_("Ein Amt mit Telefonnummer, kein Name einer Person."),
    )
    participants = forms.ChoiceField(
        label=_("Wer darf mitmachen?"), choices=Project.Participants.choices, widget=forms.RadioSelect,
        initial=Project.Participants.EVERYONE,
    )  # fmt: skip
    categories = forms.CharField(
        label=_("Themen"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Eines je Zeile. Nehmen Sie eines weg, bleiben seine Ideen ohne Thema stehen."),
    )  # fmt: skip
    photo = PhotoField(label=_("Bild"), required=False, widget=forms.FileInput(attrs=PHOTO_INPUT))
    photo_alt = forms.CharField(label=_("Was ist auf dem Bild zu sehen?"), required=False, max_length=200)

    def __init__(self, *args: Any, municipality: Place, project: Project | None = None, **kwargs: Any) -> None:
        if project is not None:
            names = ("title", "summary", "text", "goal", "contact", "participants", "photo_alt")
            kwargs["initial"] = {
                **{name: getattr(project, name) for name in names},
                "place": project.place.public_id,
                "categories": "\n".join(category.name for category in project.categories.all()),
            }
        super().__init__(*args, **kwargs)
        self.fields["place"] = _place_field(municipality, label=_("Für welchen Ort?"))
        self.order_fields(["place", "title", "summary"])

    def clean_categories(self) -> list[str]:
        """Return the topics, each once."""
        lines = [line.strip() for line in self.cleaned_data["categories"].splitlines()]
        if any(len(line) > 60 for line in lines):
            raise ValidationError(_("Ein Thema darf höchstens 60 Zeichen lang sein."))
        return list(dict.fromkeys(line for line in lines if line))

    def plan(self, phases: list[PhasePlan]) -> ProjectPlan:
        """Return the project as it is planned."""
        return ProjectPlan(**self.cleaned_data, phases=phases)


class PhaseForm(forms.Form):
    """One phase; a line that was left empty is none."""

    kind = forms.ChoiceField(label=_("Was kann man tun?"), choices=[("", _("–")), *Phase.Kind.choices])
    title = forms.CharField(label=_("Eigener Name"), max_length=80, required=False)
    starts_on = forms.DateField(label=_("Erster Tag"), widget=DateInput)
    ends_on = forms.DateField(label=_("Letzter Tag"), widget=DateInput)

    @property
    def plan(self) -> PhasePlan:
        """Return the phase as it is planned, named after what one can do when it has no name of its own."""
        kind = Phase.Kind(self.cleaned_data["kind"])
        return PhasePlan(
            kind=kind,
            title=self.cleaned_data["title"] or str(kind.label),
            starts_on=self.cleaned_data["starts_on"],
            ends_on=self.cleaned_data["ends_on"],
        )


class BasePhaseFormSet(BaseFormSet[PhaseForm]):
    """The phases of a project; the order of their days counts, not that of the lines."""

    def add_fields(self, form: PhaseForm, index: int | None) -> None:
        """Offer to take a phase away in plain words."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Phase entfernen")

    def clean(self) -> None:
        """Refuse phases that overlap or end before they begin."""
        if not any(self.errors):
            check_phases((plan.title, plan.starts_on, plan.ends_on) for plan in plans_of(self))


def plans_of(phases: BaseFormSet[PhaseForm]) -> list[PhasePlan]:
    """Return the phases that were filled in and not taken away, by their first day."""
    there = [*phases.initial_forms, *(form for form in phases.extra_forms if form.has_changed())]
    return sorted((form.plan for form in there if form not in phases.deleted_forms), key=_first_day)


def _first_day(plan: PhasePlan) -> datetime.date:
    return plan.starts_on


NewPhases = formset_factory(PhaseForm, formset=BasePhaseFormSet, extra=4)
ChangedPhases = formset_factory(PhaseForm, formset=BasePhaseFormSet, extra=2, can_delete=True)


def phases_of(project: Project) -> list[dict[str, Any]]:
    """Return the phases of a project as the form shows them."""
    return [
        {"kind": phase.kind, "title": phase.title, "starts_on": phase.starts_on, "ends_on": phase.ends_on}
        for phase in project.timetable
    ]
