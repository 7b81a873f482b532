"""Forms speak: labels, help, errors and limits are tied to their fields."""

import pytest
from django import forms
from django.template import Context, Template
from lxml import html

from dorflinde.ui.forms import DateInput, Renderer


class Sample(forms.Form):
    default_renderer = Renderer

    title = forms.CharField(label="Worum geht es?", help_text="Ein Satz genügt.")
    text = forms.CharField(label="Text", max_length=500, widget=forms.Textarea)
    village = forms.ChoiceField(label="Ortsteil", choices=[("", "—"), ("1", "Fürsteneck")])
    day = forms.DateField(label="Wann?", required=False, widget=DateInput)
    photo = forms.FileField(label="Foto", required=False)
    audience = forms.ChoiceField(label="Für wen?", widget=forms.RadioSelect, choices=[("a", "Alle"), ("b", "Ort")])
    fields_of_action = forms.MultipleChoiceField(
        label="Wozu?", required=False, widget=forms.CheckboxSelectMultiple, choices=[("m", "Mobilität")]
    )
    told = forms.BooleanField(label="Sagt mir Bescheid", required=False)
    trap = forms.CharField(widget=forms.HiddenInput, required=False)


def tree(form):
    return html.fromstring(f"<form>{form}</form>")


@pytest.fixture
def wrong():
    return Sample({"title": "Fahrradständer <b>", "text": ""})


def test_every_control_has_a_label_or_a_legend():
    page = tree(Sample())
    labelled = {label.get("for") for label in page.iter("label")}
    controls = [c for c in page.xpath("//input|//select|//textarea") if c.get("type") != "hidden"]
    assert {control.get("id") for control in controls} <= labelled
    assert [legend.text.strip() for legend in page.iter("legend")] == ["Für wen?", "Wozu?"]


def test_optional_fields_say_so_and_nothing_wears_an_asterisk():
    page = tree(Sample())
    words = {label.get("for"): " ".join(label.text_content().split()) for label in page.iter("label")}
    assert words["id_day"] == "Wann? (freiwillig)"
    assert words["id_title"] == "Worum geht es?"
    assert "*" not in page.text_content()


def test_controls_wear_kern_classes():
    page = tree(Sample())
    assert page.get_element_by_id("id_title").get("class") == "kern-form-input__input"
    assert page.get_element_by_id("id_village").get("class") == "kern-form-input__select"
    assert page.get_element_by_id("id_told").get("class") == "kern-form-check__checkbox"
    assert page.get_element_by_id("id_audience_0").get("class") == "kern-form-check__radio"
    assert page.get_element_by_id("id_day").get("type") == "date"


def test_help_and_error_are_read_with_the_field(wrong):
    page = tree(wrong)
    text = page.get_element_by_id("id_text")
    assert text.get("aria-invalid") == "true"
    described = text.get("aria-describedby").split()
    assert described == ["id_text_error", "id_text_length"]
    assert all(page.get_element_by_id(name).text_content().strip() for name in described)
    assert page.get_element_by_id("id_title").get("aria-describedby") == "id_title_helptext"
    group = next(page.iter("fieldset"))
    assert group.get("aria-describedby") == "id_audience_error"


def test_the_summary_leads_to_every_wrong_field(wrong):
    page = tree(wrong)
    summary = page.xpath("//*[@role='alert']")[0]
    anchors = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert anchors == ["id_text", "id_village", "id_audience_0"]
    assert all(page.get_element_by_id(anchor) is not None for anchor in anchors)
    assert "Bitte wählen Sie etwas aus." in summary.text_content()


def test_what_was_typed_is_still_there_and_escaped(wrong):
    assert tree(wrong).get_element_by_id("id_title").get("value") == "Fahrradständer <b>"
    assert "<b>" not in str(wrong)


def test_fields_can_be_placed_one_by_one(wrong):
    source = "{% load ui %}{% form_errors form %}{{ form.title.as_field_group }}"
    page = html.fromstring(Template(source).render(Context({"form": wrong})))
    assert page.xpath("//*[@role='alert']")
    assert page.get_element_by_id("id_title") is not None
    assert not page.xpath("//*[@id='id_village']")


def test_a_form_without_errors_has_no_summary():
    assert 'role="alert"' not in str(Sample())


def test_a_pin_on_the_map_is_sent_without_javascript_too():
    class Place(forms.Form):
        default_renderer = Renderer
        latitude = forms.FloatField(widget=forms.HiddenInput, required=False)
        longitude = forms.FloatField(widget=forms.HiddenInput, required=False)

    source = "{% load ui %}{% map_pin form.latitude form.longitude boundary_url='/grenze/' center=center %}"
    form = Place(initial={"latitude": 48.78, "longitude": 13.44})
    page = html.fromstring(Template(source).render(Context({"form": form, "center": (48.78, 13.44)})))
    assert page.get_element_by_id("id_latitude").get("value") == "48.78"
    field = page.xpath("//*[@data-map='pin']")[0]
    assert field.get("hidden") is not None, "shown by map.js alone"
    assert field.get("data-boundary") == "/grenze/"
    assert field.get("data-tiles") is None
    assert field.get("data-center") == "48.78000,13.44000"
