"""Making a measure, alone or from what residents said, and changing its whole sheet."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from dorflinde.strategy.models import FieldOfAction, Measure
from dorflinde.trail import public as trail

from .test_workshop import page


def sheet(**said) -> dict[str, str]:
    """A posted sheet with one free line for payers and figures."""
    forms = {f"{prefix}-{name}": value for prefix in ("geld", "wirkung") for name, value in
             {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "9"}.items()}  # fmt: skip
    first = {
        "number": "M22",
        "title": "Mitfahrbank",
        "visibility": "public",
        "status": "planned",
        "geld-0-kind": "programme",
    }
    return forms | first | said


# --- Making and changing ----------------------------------------------------------------------------------------------
def test_a_measure_is_made_with_its_whole_profile(desk, municipality, make_measure):
    needed = make_measure(number="M01")
    posted = sheet(
        new_field="Mobilität", goal="Ohne Auto", start="Herbst 2027", end="2028", cost_once="1,5 Mio. €", cost_per_year="800",
        staff_months="2,5", priority="high", effort="2", benefit="5", medium="both", needs=str(needed.pk),
    ) | {
        "geld-0-programme": "LEADER", "geld-0-rate": "50 %", "geld-0-apply_by": "2027-01-31",
        "wirkung-0-name": "Fahrten", "wirkung-0-baseline": "0", "wirkung-0-target": "400",
    }  # fmt: skip
    response = desk.post("/werkstatt/perlesreut/massnahmen/neu/", posted)
    measure = Measure.objects.with_profile().get(number="M22")
    assert response.url == reverse("workshop:measure", args=["perlesreut", measure.public_id])
    assert (measure.field.title, measure.period, measure.cost_once) == ("Mobilität", "Herbst 2027 bis 2028", 1_500_000)
    assert (measure.staff_months, measure.effort, measure.status) == (Decimal("2.5"), 2, "planned")
    funding = measure.fundings.get()
    assert (funding.programme, funding.rate, funding.apply_by) == ("LEADER", 50, datetime.date(2027, 1, 31))
    assert measure.indicators.get().target_value == 400
    assert [row.depends_on for row in measure.dependencies.all()] == [needed]


def test_a_sheet_that_fails_keeps_what_was_typed(desk, municipality):
    posted = sheet(title="", goal="Ohne Auto ans Ziel", start="irgendwann", cost_once="viel", new_field="Mobilität") | {
        "geld-0-rate": "900 %", "geld-0-programme": "LEADER", "wirkung-0-target": "400",
    }  # fmt: skip
    text = desk.post("/werkstatt/perlesreut/massnahmen/neu/", posted).content.decode()
    for kept in (
        "Ohne Auto ans Ziel",
        'value="irgendwann"',
        'value="viel"',
        'value="900 %"',
        'value="LEADER"',
        'value="Mobilität"',
    ):
        assert kept in text
    for said in ("„irgendwann“ ist kein Datum", "„viel“ ist kein Betrag", "kein Anteil zwischen 0 und 100"):
        assert said in text
    assert not Measure.objects.exists()
    assert not FieldOfAction.objects.exists()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"number": "m16"}, "schon vergeben"),
        ({"start": "2028", "end": "2027"}, "Das Ende liegt vor dem Beginn"),
        ({"visibility": ""}, 'id="id_visibility_error"'),
    ],
)
def test_a_sheet_names_what_cannot_be(desk, measure, said, problem):
    text = desk.post("/werkstatt/perlesreut/massnahmen/neu/", sheet(**said)).content.decode()
    assert problem in text
    assert Measure.objects.count() == 1


def test_the_sheet_of_a_measure_changes_adds_and_strikes_out(desk, make_measure):
    from dorflinde.strategy.models import FundingLine, IndicatorLine

    measure = make_measure(
        number="M22", fundings=(FundingLine("LEADER"), FundingLine("Sparkasse")), indicators=(IndicatorLine("Fahrten"),)
    )
    posted = sheet(title="Mitfahrbänke") | {
        "geld-TOTAL_FORMS": "3", "geld-INITIAL_FORMS": "2", "geld-0-programme": "LEADER", "geld-0-DELETE": "on",
        "geld-1-programme": "Sparkasse Freyung", "geld-1-kind": "third", "geld-2-programme": "", "geld-2-kind": "programme",
        "wirkung-TOTAL_FORMS": "2", "wirkung-INITIAL_FORMS": "1", "wirkung-0-name": "Fahrten", "wirkung-1-name": "Wartezeit",
    }  # fmt: skip
    desk.post(reverse("workshop:measure_edit", args=["perlesreut", measure.public_id]), posted)
    measure.refresh_from_db()
    assert (measure.title, measure.status) == ("Mitfahrbänke", "idea")  # the sheet does not move a measure
    assert [(row.programme, row.kind) for row in measure.fundings.all()] == [("Sparkasse Freyung", "third")]
    assert [row.name for row in measure.indicators.all()] == ["Fahrten", "Wartezeit"]


def test_a_circle_is_said_at_the_field_and_nothing_is_stored(desk, measure, make_measure):
    from dorflinde.strategy import actions

    later = make_measure(number="M17")
    actions.set_dependencies(later, [measure], actor=None)
    posted = sheet(number="M16", title="Neuer Titel", needs=str(later.pk))
    text = desk.post(reverse("workshop:measure_edit", args=["perlesreut", measure.public_id]), posted).content.decode()
    assert "führen im Kreis: M16 → M17 → M16" in text
    assert "Neuer Titel" in text
    measure.refresh_from_db()
    assert measure.title == "Mitfahrbank"


# --- From contributions -----------------------------------------------------------------------------------------------
def test_contributions_are_found_chosen_and_fill_the_sheet(desk, ideas, municipality, resident):
    bench, app = ideas.post(municipality), ideas.post(municipality, "Mitfahr-App")
    trail.follow(bench, resident)
    text = page(desk, "origins", suche="mitfahr")
    assert f'value="{bench}"' in text
    assert f'value="{app}"' in text
    assert "Mitfahr-App" not in page(desk, "origins", suche="bänke")
    address = f"/werkstatt/perlesreut/massnahmen/neu/?aus={bench}&aus={app}"
    text = desk.get(address).content.decode()
    for words in (
        'value="Bänke zum Mitfahren"',
        "Wer wartet, wird mitgenommen.",
        "Idee: Bänke zum Mitfahren\nIdee: Mitfahr-App",
    ):
        assert words in text
    (said,) = re.findall(r'name="origin_text"[^>]*>([^<]*)', text)
    assert "linden_lena" not in said, "a name that is copied stays when the person goes"
    desk.post(address, sheet(title="Bänke zum Mitfahren", origin_text=said))
    measure = Measure.objects.get()
    assert [origin.ref for origin in trail.origins_of(measure.ref)] == [bench, app]
    assert "Entstanden aus" in page(desk, "measure", measure.public_id)
    assert "Damit hat es angefangen" in desk.get(measure.get_absolute_url()).content.decode()


def test_what_cannot_be_an_origin_is_passed_over_with_a_word(desk, ideas, municipality, neighbour):
    there = ideas.post(neighbour, "Drüben")
    text = desk.get(f"/werkstatt/perlesreut/massnahmen/neu/?aus={there}&aus=unfug&aus=ideas.idea:42").content.decode()
    assert "gehört zu einer anderen Gemeinde" in text
    assert "Sie entsteht aus" not in text


def test_origins_are_added_and_taken_back_later(desk, ideas, measure, municipality):
    idea = ideas.post(municipality)
    address = reverse("workshop:measure_origins", args=["perlesreut", measure.public_id])
    desk.post(address, {"aus": str(idea)})
    assert [origin.ref for origin in trail.origins_of(measure.ref)] == [idea]
    assert "Schon verbunden" in desk.get(address).content.decode()
    desk.post(address, {"weg": str(idea)})
    assert trail.origins_of(measure.ref) == []
