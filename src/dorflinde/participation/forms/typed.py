"""A sheet of paper, typed in by numbers: one short line a question, the hands never leave the keyboard."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dorflinde.participation.actions import Mark
from dorflinde.participation.models import Question

from .survey import LONGEST_TEXT, field_name

Kind = Question.Kind
OTHER = "a"
ON_PAPER = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.RANKING, Kind.MATRIX, Kind.NUMBER, Kind.TEXT)
_MOST_LETTERS = 200


class Line(forms.CharField):
    """A line of a sheet: everything may be missing, and nobody who types needs to be told so each time."""

    def validate(self, value: Any) -> None:
        """Take an empty line as one."""


class TypedSheetForm(forms.Form):
    """What stands on one sheet of paper; what somebody left out is left out."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [(number, one) for number, one in enumerate(questions, start=1) if one.kind in ON_PAPER]
        for number, question in self.asked:
            longest = LONGEST_TEXT if question.kind == Kind.TEXT or question.has_other else _MOST_LETTERS
            self.fields[field_name(question)] = Line(
                label=f"{number}. {question.title}", max_length=longest, help_text=_hint(question),
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": _keyboard(question)}),
            )  # fmt: skip
        if self.asked:
            self.fields[field_name(self.asked[0][1])].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Read every line; an empty sheet is none."""
        self.marks: list[Mark] = []
        cleaned = super().clean() or self.cleaned_data
        given: dict[int, set[int]] = {}
        marks: list[Mark] = []
        for number, question in self.asked:
            name = field_name(question)
            try:
                read = read_line(question, cleaned.get(name, ""))
            except ValidationError as problem:
                self.add_error(
                    name, ValidationError(_("Frage %(n)d: %(what)s"), params={"n": number, "what": problem.messages[0]})
                )
                continue
            # What somebody answered without being asked does not count, on paper as online.
            if question.is_called_up(given):
                given[question.pk] = {mark.choice for mark in read if mark.choice is not None}
                marks += read
        if not marks and not self.errors:
            raise ValidationError(_("Dieser Bogen ist leer."))
        self.marks = marks
        return cleaned


def read_line(question: Question, line: str) -> list[Mark]:
    """Return what a line says to a question; raises ValidationError in words for whoever types."""
    line = line.strip()
    if not line:
        return []
    if question.kind == Kind.TEXT:
        return [Mark(question.pk, text=line)]
    if question.kind == Kind.NUMBER:
        return [Mark(question.pk, number=_number(question, line))]
    if question.kind in {Kind.RANKING, Kind.MATRIX}:
        return _row_by_row(question, line)
    other, line = _split_other(question, line)
    marks = [Mark(question.pk, choice=_choice(question, number)) for number in _numbers(line)]
    marks += [Mark(question.pk, text=other)] if other else []
    if question.kind != Kind.MULTIPLE and len(marks) > 1:
        raise ValidationError(
            _("Hier zählt nur eine Antwort. Ist der Bogen nicht eindeutig, lassen Sie die Zeile leer.")
        )
    if len(set(marks)) < len(marks):
        raise ValidationError(_("Eine Zahl steht zweimal da."))
    if question.most_choices and len(marks) > question.most_choices:
        raise ValidationError(_("Höchstens %(most)d Antworten.") % {"most": question.most_choices})
    return marks


def _row_by_row(question: Question, line: str) -> list[Mark]:
    """Read a number for each thing in its order: its rank, or in a matrix which answer the row got; 0 is left out."""
    numbers, things = _numbers(line), question.rows or question.columns
    if len(numbers) != len(things):
        raise ValidationError(
            _("Bitte %(wanted)d Zahlen, eine für jede Zeile; hier stehen %(there)d. Leere Zeilen sind 0.")
            % {"wanted": len(things), "there": len(numbers)}
        )
    pairs = [(thing, number) for thing, number in zip(things, numbers, strict=True) if number]
    if question.kind == Kind.MATRIX:
        return [Mark(question.pk, choice=_choice(question, number), row=row.pk) for row, number in pairs]
    if pairs and sorted(number for _thing, number in pairs) != list(range(1, len(things) + 1)):
        raise ValidationError(
            _("Jeder Platz von 1 bis %(last)d einmal; sonst die Zeile leer lassen.") % {"last": len(things)}
        )
    return [Mark(question.pk, choice=thing.pk, rank=number) for thing, number in pairs]


def _split_other(question: Question, line: str) -> tuple[str, str]:
    """Return what stands under „Anderes“ and the rest of the line: „1 a nur sonntags“."""
    found = re.search(rf"(?i)(?:^|\s){OTHER}\s+(\S.*)$", line) if question.has_other else None
    return (found[1].strip()[:200], line[: found.start()].strip()) if found else ("", line)


def _numbers(line: str) -> list[int]:
    words = line.replace(",", " ").replace(";", " ").split()
    if wrong := next((word for word in words if not (word.isascii() and word.isdecimal()) or len(word) > 3), None):
        raise ValidationError(_("„%(word)s“ ist keine Zahl von der Liste.") % {"word": wrong[:20]})
    return [int(word) for word in words]


def _choice(question: Question, number: int) -> int:
    codes = question.on_paper
    if number not in codes:
        words = _("%(n)d gibt es nicht, nur %(first)d bis %(last)d.")
        raise ValidationError(words % {"n": number, "first": min(codes, default=0), "last": max(codes, default=0)})
    return codes[number].pk


def _number(question: Question, line: str) -> Decimal:
    try:
        value = Decimal(line.replace(" ", "").replace(",", "."))
        if not value.is_finite() or abs(value) >= 10**9 or value != round(value, 3):
            raise InvalidOperation
    except InvalidOperation:
        raise ValidationError(_("„%(word)s“ ist keine Zahl.") % {"word": line[:20]}) from None
    if question.lowest is not None and value < question.lowest:
        raise ValidationError(_("Mindestens %(lowest)s.") % {"lowest": f"{question.lowest.normalize():f}"})
    if question.highest is not None and value > question.highest:
        raise ValidationError(_("Höchstens %(highest)s.") % {"highest": f"{question.highest.normalize():f}"})
    return value


def _keyboard(question: Question) -> str:
    return "text" if question.kind == Kind.TEXT or question.has_other else "decimal"


def _hint(question: Question) -> Any:
    numbered = " · ".join(
        choice.text if choice.text == str(number) else f"{number} {choice.text}"
        for number, choice in question.on_paper.items()
    )
    rows = " · ".join(row.text for row in question.rows)
    if question.kind == Kind.MATRIX:
        return _("Für jede Zeile eine Zahl (%(choices)s): %(rows)s") % {"choices": numbered, "rows": rows}
    if question.kind == Kind.RANKING:
        things = " · ".join(choice.text for choice in question.columns)
        return _("Die Plätze in dieser Reihenfolge: %(things)s") % {"things": things}
    if question.kind == Kind.NUMBER:
        return question.unit
    if question.kind == Kind.TEXT:
        return ""
    several = _("Mehrere mit Leerzeichen: ") if question.kind == Kind.MULTIPLE else ""
    other = _(" · a Anderes („a nur sonntags“)") if question.has_other else ""
    return f"{several}{numbered}{other}"
