"""Forms in the markup of KERN UX: settings name Renderer, and every form of the house looks and speaks alike."""

from typing import Any

from django import forms
from django.forms import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

CLASSES = {  # how a field looks → the class its control carries
    "text": "kern-form-input__input",
    "textarea": "kern-form-input__input",
    "file": "kern-form-input__input",
    "select": "kern-form-input__select",
    "checkbox": "kern-form-check__checkbox",
    "checkboxes": "kern-form-check__checkbox",
    "radios": "kern-form-check__radio",
}


CHOSEN = {"select", "radios", "checkboxes", "checkbox", "file"}


class BoundField(DjangoBoundField):
    """A field of a form as it stands on the page."""

    @property
    def look(self) -> str:
        """Return which of the house's controls shows this field."""
        widget = self.field.widget
        looks: list[tuple[type[forms.Widget], str]] = [
            (forms.CheckboxInput, "checkbox"),
            (forms.CheckboxSelectMultiple, "checkboxes"),
            (forms.RadioSelect, "radios"),
            (forms.Select, "select"),
            (forms.Textarea, "textarea"),
            (forms.FileInput, "file"),
            (forms.MultiWidget, "several"),
        ]
        return next((look for kind, look in looks if isinstance(widget, kind)), "text")

    @property
    def anchor(self) -> str:
        """Return the id an error summary leads to: the control, or the first of a group."""
        group = self.look in {"radios", "checkboxes", "several"}
        return f"{self.auto_id}_0" if group else self.id_for_label or self.auto_id

    @property
    def label_in_sentence(self) -> str:
        """Return the label as the start of a sentence about it."""
        label = str(self.label)
        return label if label.endswith(("?", "!", ".", ":")) else f"{label}:"

    @property
    def plain_errors(self) -> list[str]:
        """Return what is wrong; Django's stiff words for an empty field are said as a request."""
        stiff = forms.Field.default_error_messages["required"]
        ask = _("Bitte wählen Sie etwas aus.") if self.look in CHOSEN else _("Bitte füllen Sie dieses Feld aus.")
        return [str(ask) if error == stiff else str(error) for error in self.errors]

    @property
    def most(self) -> int | None:
        """Return how many characters fit, if there is a limit worth telling."""
        limit = self.field.widget.attrs.get("maxlength")
        return int(limit) if limit and self.look == "textarea" else None

    @property
    def aria_describedby(self) -> str | None:
        """Return the ids of help, length and error, in the order in which they should be heard."""
        described = super().aria_describedby
        if self.most and self.auto_id:
            described = f"{described or ''} {self.auto_id}_length".strip()
        return described

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Return Django's attributes and the class of the control."""
        built = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        css = CLASSES.get(self.look, "")
        if control.is_hidden or not css:
            return built
        own = [control.attrs.get("class", ""), built.get("class", ""), css, f"{css}--error" if self.errors else ""]
        return {**built, "class": " ".join(filter(None, own))}


class Renderer(TemplatesSetting):
    """Renders forms with the templates of this module; `{{ form }}` and `{{ form.title.as_field_group }}` are all a page needs."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField


class DateInput(forms.DateInput):
    """A day, chosen with what phone or browser offer."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """A day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
