"""The form people fill in, made from the questions of a survey; what comes out are marks on a sheet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dorflinde.core.images import LARGEST_UPLOAD_BYTES, ImageProblem
from dorflinde.participation.actions import Mark, Upload
from dorflinde.participation.models import Question, SurveyAnswer, clean

Kind = Question.Kind
OTHER = "other"
LONGEST_TEXT = 3000
_LONGEST_OTHER = 200


class ProofField(forms.FileField):
    """A photo, freed of where and when, or a PDF."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Return what can be stored, or say why it cannot."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        content = upload.read(LARGEST_UPLOAD_BYTES + 1)
        if len(content) > LARGEST_UPLOAD_BYTES:
            raise ValidationError(_("Die Datei ist größer als 15 MB. Bitte eine kleinere wählen."))
        if content.startswith(b"%PDF-"):
            return Upload("beleg.pdf", content)
        try:
            return Upload("foto.jpg", clean(content))
        except ImageProblem as problem:
            raise ValidationError(_("Das ist weder ein Foto noch ein PDF, das wir lesen können.")) from problem


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it stands on the page."""

    question: Question
    number: int
    fields: list[BoundField]
    is_called_up: bool
    condition: str  # {question: [choices]} for the script that shows and hides
    hint: str  # the same in words, for those without it

    @property
    def key(self) -> str:
        """Return the key its fields carry in their names."""
        return str(self.question.pk)

    @property
    def template(self) -> str:
        """Return the part of the page that shows this kind of question."""
        return f"participation/survey/{self.question.kind}.html"

    @property
    def errors(self) -> list[str]:
        """Return what is wrong with the answer."""
        return [str(error) for field in self.fields for error in field.errors]


@dataclass(frozen=True)
class SurveyPage:
    """What is asked on one screen."""

    title: str
    questions: list[AskedQuestion]


class SurveyForm(forms.Form):
    """All questions of a survey at once; those that are not called up by the other answers are not asked for."""

    use_required_attribute = False  # what is not called up must not stand in the way

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        marks: Iterable[SurveyAnswer] = (),
        draft: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.questions = list(questions)
        self.kept_files = {mark.question_id for mark in marks if mark.file}
        kwargs["initial"] = {**initial_of(marks), **(draft or {})}
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields.update(_fields_of(question, self.kept_files))
        self.called_up = self._called_up()
        for question in self.questions:
            if self.is_bound and question.pk not in self.called_up:
                for name in self._names(question):
                    self.fields[name].required = False

    @property
    def pages(self) -> list[SurveyPage]:
        """Return the questions by the screens they stand on."""
        pages: list[SurveyPage] = []
        for number, question in enumerate(self.questions, start=1):
            if not pages or question.starts_page:
                pages.append(SurveyPage(question.page_title if question.starts_page or not pages else "", []))
            pages[-1].questions.append(self._asked(question, number))
        return pages

    @property
    def marks(self) -> list[Mark]:
        """Return the valid answers, those of questions that were called up."""
        called = [question for question in self.questions if question.pk in self.called_up]
        return [mark for question in called for mark in _marks_of(question, self.cleaned_data)]

    def clean(self) -> dict[str, Any]:
        """Check what concerns several fields of one question, and forget what nobody asked for."""
        cleaned = super().clean() or self.cleaned_data
        for question in self.questions:
            if question.pk not in self.called_up:
                for name in self._names(question):
                    self.errors.pop(name, None)
                    cleaned.pop(name, None)
            else:
                self._check(question, cleaned)
        return cleaned

    def _check(self, question: Question, cleaned: dict[str, Any]) -> None:
        name = field_name(question)
        if question.has_other and OTHER in _list(cleaned.get(name)) and not cleaned.get(f"{name}_other"):
            self.add_error(f"{name}_other", _("Bitte schreiben Sie dazu, was Sie meinen."))
        if question.most_choices and len(_list(cleaned.get(name))) > question.most_choices:
            words = _("Bitte wählen Sie höchstens %(most)d Antworten.")
            self.add_error(name, ValidationError(words, params={"most": question.most_choices}))
        if question.kind == Kind.RANKING:
            self._check_ranks(question, cleaned)
        if question.kind == Kind.PLACE and question.is_required and cleaned.get(f"{name}_lat") is None:
            self.add_error(f"{name}_lat", _("Bitte setzen Sie die Nadel auf die Karte."))

    def _check_ranks(self, question: Question, cleaned: dict[str, Any]) -> None:
        names = [f"{field_name(question)}_{choice.pk}" for choice in question.columns]
        ranks = [cleaned[name] for name in names if cleaned.get(name)]
        if not ranks and not question.is_required:
            return
        if len(ranks) < len(names):
            self.add_error(names[0], _("Bitte geben Sie jedem Eintrag einen Platz."))
        elif len(set(ranks)) < len(ranks):
            self.add_error(names[0], _("Bitte vergeben Sie jeden Platz nur einmal."))

    def _called_up(self) -> set[int]:
        """Return the questions that are asked after what was typed; a form nobody filled in asks what hangs on nothing."""
        given: dict[int, set[int]] = {}
        called = set()
        for question in self.questions:
            if question.is_called_up(given):
                called.add(question.pk)
                given[question.pk] = self._chosen(question)
        return called

    def _chosen(self, question: Question) -> set[int]:
        if question.kind not in Question.MAY_CALL_UP:
            return set()
        name = field_name(question)
        typed = self._typed(name) if self.is_bound else _list(self.initial.get(name))
        return {choice.pk for choice in question.columns if str(choice.pk) in {str(value) for value in typed}}

    def _typed(self, name: str) -> list[Any]:
        key = self.add_prefix(name)
        return self.data.getlist(key) if isinstance(self.data, QueryDict) else _list(self.data.get(key))

    def _names(self, question: Question) -> list[str]:
        name = field_name(question)
        return [key for key in self.fields if key == name or key.startswith(f"{name}_")]

    def _asked(self, question: Question, number: int) -> AskedQuestion:
        wanted: dict[int, list[int]] = {}
        for condition in question.conditions.all():
            wanted.setdefault(condition.choice.question_id, []).append(condition.choice_id)
        return AskedQuestion(
            question=question,
            number=number,
            fields=[self[name] for name in self._names(question)],
            is_called_up=question.pk in self.called_up,
            condition=json.dumps(wanted) if wanted else "",
            hint=" / ".join(f"„{condition.choice.text}“" for condition in question.conditions.all()),
        )


def field_name(question: Question) -> str:
    """Return how the field of a question is called."""
    return f"f{question.pk}"


def initial_of(marks: Iterable[SurveyAnswer]) -> dict[str, Any]:
    """Return given answers as the form shows them again."""
    initial: dict[str, Any] = {}
    for mark in marks:
        name = f"f{mark.question_id}"
        kind = mark.question.kind
        if kind == Kind.MATRIX:
            initial[f"{name}_{mark.row_id}"] = str(mark.choice_id)
        elif kind == Kind.RANKING:
            initial[f"{name}_{mark.choice_id}"] = str(mark.rank)
        elif kind == Kind.MULTIPLE:
            initial.setdefault(name, []).append(str(mark.choice_id or OTHER))
        elif kind in {Kind.SINGLE, Kind.SCALE}:
            initial[name] = str(mark.choice_id or OTHER)
        elif kind == Kind.PLACE:
            initial |= {f"{name}_lat": mark.lat, f"{name}_lon": mark.lon}
        elif kind == Kind.NUMBER:
            initial[name] = f"{mark.number.normalize():f}" if mark.number is not None else ""
        elif kind == Kind.TEXT:
            initial[name] = mark.text
        if kind in Question.MAY_HAVE_OTHER and mark.choice_id is None:
            initial[f"{name}_other"] = mark.text
    return initial


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] if value not in (None, "") else []


# --- From a question to its fields ------------------------------------------------------------------------------------------
def _fields_of(question: Question, kept_files: set[int]) -> dict[str, forms.Field]:
    name = field_name(question)
    fields = _MAKERS[Kind(question.kind)](question, name)
    if question.has_other:
        fields[f"{name}_other"] = forms.CharField(
            label=_("Anderes, nämlich"), required=False, max_length=_LONGEST_OTHER
        )  # fmt: skip
    if question.pk in kept_files:
        fields[name].required = False
        fields[f"{name}_gone"] = forms.BooleanField(label=_("Die gespeicherte Datei löschen"), required=False)
    return fields


def _choices(question: Question) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [(str(choice.pk), choice.text) for choice in question.columns]
    return [*rows, (OTHER, _("Anderes"))] if question.has_other else rows


def _common(question: Question) -> dict[str, Any]:
    return {"label": question.title, "help_text": question.help_text, "required": question.is_required}


def _single(question: Question, name: str) -> dict[str, forms.Field]:
    return {name: forms.ChoiceField(choices=_choices(question), widget=forms.RadioSelect, **_common(question))}


def _multiple(question: Question, name: str) -> dict[str, forms.Field]:
    field = forms.MultipleChoiceField(
        choices=_choices(question), widget=forms.CheckboxSelectMultiple, **_common(question)
    )  # fmt: skip
    return {name: field}


def _ranking(question: Question, name: str) -> dict[str, forms.Field]:
    places = [("", _("– Platz –")), *((str(place), str(place)) for place in range(1, len(question.columns) + 1))]
    return {
        f"{name}_{choice.pk}": forms.ChoiceField(label=choice.text, choices=places, required=False)
        for choice in question.columns
    }


def _matrix(question: Question, name: str) -> dict[str, forms.Field]:
    return {
        f"{name}_{row.pk}": forms.ChoiceField(
            label=row.text, choices=_choices(question), widget=forms.RadioSelect, required=question.is_required
        )
        for row in question.rows
    }


def _text(question: Question, name: str) -> dict[str, forms.Field]:
    area = forms.Textarea(attrs={"rows": 4})
    return {name: forms.CharField(max_length=LONGEST_TEXT, widget=area, **_common(question))}


def _number(question: Question, name: str) -> dict[str, forms.Field]:
    field = forms.DecimalField(
        min_value=question.lowest, max_value=question.highest, max_digits=12, decimal_places=3, **_common(question)
    )  # fmt: skip
    return {name: field}


def _place(question: Question, name: str) -> dict[str, forms.Field]:
    return {
        f"{name}_lat": forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput),
        f"{name}_lon": forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput),
    }


def _file(question: Question, name: str) -> dict[str, forms.Field]:
    chooser = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"})
    return {name: ProofField(widget=chooser, **_common(question))}


_MAKERS = {
    Kind.SINGLE: _single,
    Kind.SCALE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.RANKING: _ranking,
    Kind.MATRIX: _matrix,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.PLACE: _place,
    Kind.FILE: _file,
}


# --- From the fields to marks -------------------------------------------------------------------------------------------------
def _marks_of(question: Question, cleaned: Mapping[str, Any]) -> list[Mark]:
    name, key = field_name(question), question.pk
    value = cleaned.get(name)
    if question.kind == Kind.MATRIX:
        rows = ((row, cleaned.get(f"{name}_{row.pk}")) for row in question.rows)
        return [Mark(key, choice=int(chosen), row=row.pk) for row, chosen in rows if chosen]
    if question.kind == Kind.RANKING:
        ranks = ((choice, cleaned.get(f"{name}_{choice.pk}")) for choice in question.columns)
        return [Mark(key, choice=choice.pk, rank=int(rank)) for choice, rank in ranks if rank]
    if question.kind == Kind.PLACE:
        lat, lon = cleaned.get(f"{name}_lat"), cleaned.get(f"{name}_lon")
        return [Mark(key, lat=lat, lon=lon)] if lat is not None and lon is not None else []
    if question.kind == Kind.FILE:
        keeps = not cleaned.get(f"{name}_gone")
        return [Mark(key, file=value)] if value else [Mark(key, keeps_file=True)] if keeps else []
    if isinstance(value, Decimal):
        return [Mark(key, number=value)]
    if question.kind == Kind.TEXT:
        return [Mark(key, text=value)] if value else []
    other = cleaned.get(f"{name}_other", "")
    return [Mark(key, text=other) if one == OTHER else Mark(key, choice=int(one)) for one in _list(value)]
