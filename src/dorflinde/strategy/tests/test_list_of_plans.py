"""What a list says about months, people and order: read as town halls write it, and every cell that is unclear is named."""

import datetime
from decimal import Decimal

import pytest

from dorflinde.places.models import Organisation
from dorflinde.strategy import actions
from dorflinde.strategy.exports import export_measures
from dorflinde.strategy.imports import import_measures
from dorflinde.strategy.imports.several import Tie, UnclearCellError, read_demands, read_ties
from dorflinde.strategy.models import Dependency, Measure, Pin, PlanningProfile, StaffRole

from .test_import import csv

HEADINGS = "Nr.;Maßnahme;Beginn;Dauer in Monaten;Beginn frühestens;Beginn spätestens;Termin steht fest;Personal nach Stellen;abhängig von\n"


def read(place, *rows: str, headings: str = HEADINGS):
    return import_measures(place, csv(*rows, headings=headings), actor=None)


@pytest.mark.parametrize(
    ("cell", "ties"),
    [
        ("M1", [Tie("M1")]),
        ("M1; M2, M3 und M4", [Tie("M1"), Tie("M2"), Tie("M3"), Tie("M4")]),
        ("M1\nM1", [Tie("M1")]),
        ("keine", []),
        ("M1 (nach Beginn)", [Tie("M1", "ss", 0)]),
        ("M1 (nach Ende)", [Tie("M1", "fs", 0)]),
        ("M1 (2 Monate nach Ende); M2 (1 Monat nach Beginn)", [Tie("M1", "fs", 2), Tie("M2", "ss", 1)]),
        ("M1 (nach Beginn + 3 Monate)", [Tie("M1", "ss", 3)]),
        ("M1 (+ 2 Monate)", [Tie("M1", "fs", 2)]),
        ("M1 (EA+2), M2 (AA)", [Tie("M1", "fs", 2), Tie("M2", "ss", 0)]),
        ("M4 Bürger-App (nach Beginn)", [Tie("M4 Bürger-App", "ss", 0)]),
        ("M4 (Bürger-App, neu)", [Tie("M4 (Bürger-App, neu)")]),
        ('"M1; M2" (AA); M3', [Tie("M1; M2", "ss", 0), Tie("M3")]),
        ('"M ""1"""', [Tie('M "1"')]),
    ],
)
def test_what_a_measure_waits_for_is_read(cell, ties):
    assert read_ties(cell) == ties


@pytest.mark.parametrize(
    "cell", ["M1 (nach Begin)", "M1 (zwei Monate nach Ende)", "M1 (61 Monate nach Ende)", "M1 (ee)"]
)
def test_an_unclear_condition_is_not_passed_over(cell):
    with pytest.raises(UnclearCellError):
        read_ties(cell)


@pytest.mark.parametrize(
    ("cell", "demands"),
    [
        ("Bauamt: 2,5", {"Bauamt": Decimal("2.50")}),
        ("Bauamt: 2,5; IT: 1", {"Bauamt": Decimal("2.50"), "IT": Decimal("1.00")}),
        ("Bauamt 2,5 PM\nIT 1 Personenmonat", {"Bauamt": Decimal("2.50"), "IT": Decimal("1.00")}),
        ("Amt 2: 0,5", {"Amt 2": Decimal("0.50")}),
        ("Team: Bau: 3", {"Team: Bau": Decimal("3.00")}),
        ("IT: 1 Personenjahr", {"IT": Decimal("12.00")}),
        ('"IT; Netz": 1.000', {"IT; Netz": Decimal("1000.00")}),
        ("IT: 0", {}),
        ("keine", {}),
    ],
)
def test_who_is_needed_is_read(cell, demands):
    assert read_demands(cell) == demands


@pytest.mark.parametrize("cell", ["Bauamt", "Bauamt:", ": 3", "3", "Bauamt: viel", "IT: 1; it: 2", f"{'x' * 121}: 1"])
def test_an_unclear_position_is_named(cell):
    with pytest.raises(ValueError, match=r"."):
        read_demands(cell)


def test_the_whole_plan_of_a_measure_comes_in_one_row(municipality):
    StaffRole.objects.create(municipality=municipality, title="Bauamt")
    report = read(
        municipality,
        "M1;Leitung;März 2027;6;;;;;",
        "M2;Platz;1.5.2028;1 Jahr;Q1 2028;Q2 2028;ja: Auftrag erteilt;bauamt: 2,5;M1 (2 Monate nach Ende)",
    )
    assert (report.created, report.rejected) == (2, [])
    square = Measure.objects.with_planning().get(number="M2")
    assert PlanningProfile.of(square) == PlanningProfile(
        12, datetime.date(2028, 1, 1), datetime.date(2028, 6, 1), {"Bauamt": Decimal("2.50")}, "Auftrag erteilt"
    )
    tie = square.dependencies.get()
    assert (tie.depends_on.number, tie.kind, tie.lag) == ("M1", "fs", 2)
    assert StaffRole.objects.count() == 1


def test_empty_cells_leave_the_plan_standing_and_words_take_it_away(municipality, make_measure):
    make_measure(number="M1")
    measure = make_measure(number="M2", start="2027", needs=[Measure.objects.get(number="M1")])
    actions.save_plan(measure, PlanningProfile(3, demands={"IT": Decimal(1)}, held=""), actor=None)
    Dependency.objects.update(kind="ss", lag=2)
    report = read(municipality, "M2;;;;;;;;M1")
    assert (report.unchanged, report.updated) == (1, 0)  # „M1“ says nothing about how it is waited for
    report = read(municipality, "M2;;;;;;nein;keine;M1 (nach Ende)")
    assert (report.updated, report.planned[0].changed) == (1, ["Abhängigkeiten", "Planung"])
    plan = PlanningProfile.of(Measure.objects.with_planning().get(number="M2"))
    assert (plan.duration, dict(plan.demands), plan.held) == (3, {}, None)
    assert list(Dependency.objects.values_list("kind", "lag")) == [("fs", 0)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("M1;A;;0;;;;;", "Dauer in Monaten", "Hier wird eine Zahl von Monaten gebraucht, 1 bis 240."),
        ("M1;A;;bald;;;;;", "Dauer in Monaten", "Hier wird eine Zahl von Monaten gebraucht, 1 bis 240."),
        ("M1;A;;;laufend;;;;", "Beginn frühestens", "Bitte nennen Sie einen Monat, zum Beispiel März 2027."),
        ("M1;A;;;3/2028;2/2028;;;", "Beginn spätestens", "Das liegt vor dem frühesten Beginn."),
        ("M1;A;;;;;ja;;", "Termin steht fest", "Ohne Beginn gibt es nichts festzuhalten."),
        ("M1;A;2027;;;;vielleicht;;", "Termin steht fest", "„vielleicht“ ist hier nicht bekannt. Bitte schreiben Sie „ja“, „ja: “ mit einem Grund, oder „nein“."),
        ("M1;A;;;;;;Bauamt;", "Personal nach Stellen", "„Bauamt“ nennt keine Stelle mit Personenmonaten. Bitte schreiben Sie zum Beispiel: Bauamt: 2,5; IT: 1."),
        ("M1;A;;;;;;;M1 (nach Begin)", "abhängig von", "„(nach Begin)“ ist nicht bekannt. Bitte schreiben Sie zum Beispiel: M04 (nach Beginn) oder M04 (2 Monate nach Ende)."),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_with_row_column_and_reason(municipality, row, column, reason):
    report = read(municipality, "M9;Gut;;;;;;;", row)
    assert [(one.row, one.column, one.reason) for one in report.rejected] == [(3, column, reason)]
    assert not Measure.objects.exists()


def test_an_unknown_organisation_is_entered_once_and_a_known_one_found(municipality, neighbour, club):
    headings = "Nr.;Maßnahme;Organisation auf der Plattform\n"
    rows = ("M1;A;Musikverein", "M2;B;Bauhof", "M3;C;bauhof")
    assert read(municipality, *rows, headings=headings).created == 3
    assert Measure.objects.get(number="M1").lead_organisation == club
    yard = Organisation.objects.get(name="Bauhof")
    assert {Measure.objects.get(number=number).lead_organisation for number in ("M2", "M3")} == {yard}
    assert (yard.place, yard.has_imprint) == (municipality, False)
    assert read(municipality, *rows, headings=headings).unchanged == 3


def test_a_pin_without_a_day_holds_nothing_and_does_not_come_back(municipality, make_measure):
    measure = make_measure(number="M1", start="2027")
    actions.pin(measure, actor=None)
    actions.schedule(measure, None, None, actor=None)
    report = import_measures(municipality, export_measures(municipality, "csv")[0], actor=None)
    assert (report.unchanged, report.rejected, Pin.objects.count()) == (1, [], 1)


def test_numbers_that_differ_only_in_capital_umlauts_are_one(make_measure):
    make_measure(number="Ä1")
    with pytest.raises(actions.NumberTaken):
        make_measure(number="ä1")


def test_what_was_typed_in_a_browser_makes_the_round(municipality, make_measure):
    Measure.objects.filter(pk=make_measure(number="M1").pk).update(description="eins\r\nzwei ", title="Bank  am  Platz")
    for form in ("csv", "xlsx"):
        assert import_measures(municipality, export_measures(municipality, form)[0], actor=None).unchanged == 1
