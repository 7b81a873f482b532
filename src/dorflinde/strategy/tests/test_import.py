"""Measure lists as town halls keep them: read whole, checked whole, repeatable."""

import io

import openpyxl
import pytest

from dorflinde.core.dates import parse_plan_date
from dorflinde.feed.models import Entry
from dorflinde.strategy.imports import ImportProblem, import_measures
from dorflinde.strategy.imports.table import MOST_ROWS
from dorflinde.strategy.models import Dependency, FieldOfAction, Measure, Profile, StatusChange

HEADINGS = "Nr.;Maßnahme;Handlungsfeld;Beginn;Ende;Priorität;Kosten einmalig;abhängig von;Status\n"


def csv(*rows: str, headings: str = HEADINGS) -> bytes:
    return (headings + "\n".join(rows)).encode()


def xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def content(place) -> list[tuple]:
    """Everything a place's measures say, number by number."""
    return [
        (Profile.of(measure), measure.status, [row.depends_on.number for row in measure.dependencies.all()])
        for measure in Measure.objects.of(place).with_profile().by_number()
    ]


def without_field(said: list[tuple]) -> list[tuple]:
    from dataclasses import replace

    return [(replace(profile, field=None), profile.field.title, status, needs) for profile, status, needs in said]


# --- The given lists --------------------------------------------------------------------------------------------------
def test_workbook_and_text_say_the_same_field_by_field(lists, municipality, neighbour):
    for place, name in ((municipality, "massnahmen_ilzer_land.xlsx"), (neighbour, "massnahmen_ilzer_land.csv")):
        report = import_measures(place, lists / name, actor=None)
        assert (report.created, report.updated, report.unchanged, report.rejected) == (21, 0, 0, [])
    assert without_field(content(municipality)) == without_field(content(neighbour))


def test_what_people_wrote_in_many_ways_is_understood(lists, municipality):
    import_measures(municipality, lists / "massnahmen_ilzer_land.xlsx", actor=None)
    said = {measure.number: measure for measure in Measure.objects.of(municipality).with_profile()}
    assert {
        number: (float(said[number].cost_once), said[number].period) for number in ("M01", "M02", "M04", "M06", "M16")
    } == {
        "M01": (185000, "1. September 2022 bis 1. Juni 2023"),
        "M02": (640000, "3. Quartal 2023 bis 4. Quartal 2026"),
        "M04": (72000, "2023 bis 2024"),
        "M06": (110000, "Frühjahr 2024 bis Ende 2026"),
        "M16": (11250, "Herbst 2025 bis 2026"),
    }
    rates = {number: float(said[number].fundings.all()[0].rate) for number in ("M01", "M02", "M03", "M04", "M19")}
    assert rates == {"M01": 90, "M02": 90, "M03": 90, "M04": 90, "M19": 100}
    assert (said["M05"].end.is_open, said["M07"].period, said["M13"].period) == (True, "sofort", "zeitnah")
    assert (said["M12"].cost_once, said["M21"].cost_per_year) == (0, None)  # costs nothing is not the same as unknown
    assert [row.depends_on.number for row in said["M21"].dependencies.all()] == ["M02", "M05", "M08"]
    app = said["M04"].indicators.all()[0]
    assert (app.name, app.target, app.target_value) == ("aktive Nutzerinnen und Nutzer", "3.800", 3800)
    assert {said[number].status for number in ("M01", "M02", "M06", "M10")} == {"done", "active", "planned", "idea"}
    assert said["M11"].title == 'Mängelmelder "Sag\'s uns"'


def test_the_same_list_twice_changes_nothing(lists, municipality):
    import_measures(municipality, lists / "massnahmen_ilzer_land.xlsx", actor=None)
    before, moves = content(municipality), StatusChange.objects.count()
    report = import_measures(municipality, lists / "massnahmen_ilzer_land.csv", actor=None)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 21)
    assert content(municipality) == before
    assert StatusChange.objects.count() == moves


def test_each_bad_row_is_named_with_its_reason(lists, municipality):
    report = import_measures(municipality, lists / "massnahmen_mit_fehlern.xlsx", actor=None)
    assert (report.created, report.updated, report.is_written) == (0, 0, False)
    assert not Measure.objects.exists()
    assert not FieldOfAction.objects.exists()
    named = [(rejection.row, rejection.column) for rejection in report.rejected]
    assert named == [
        (8, "Maßnahme"), (9, "Kosten einmalig"), (10, "Ende"), (11, "abhängig von"), (12, "Nr."), (13, "Priorität"),
    ]  # fmt: skip
    reasons = " ".join(rejection.reason for rejection in report.rejected)
    for word in (
        "Titel fehlt",
        "„viel“ ist kein Betrag",
        "liegt vor dem Beginn",
        "„M99“",
        "steht schon in Zeile 7",
        "„superwichtig“",
    ):
        assert word in reasons


def test_the_good_rows_are_taken_only_when_told(lists, municipality):
    report = import_measures(municipality, lists / "massnahmen_mit_fehlern.xlsx", actor=None, partial=True)
    assert (report.created, report.rejected_rows, report.is_written) == (4, 6, True)
    assert list(Measure.objects.by_number().values_list("number", flat=True)) == ["M01", "M02", "M03", "M04"]
    again = import_measures(municipality, lists / "massnahmen_mit_fehlern.xlsx", actor=None, partial=True)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 4)


def test_a_dry_run_counts_and_writes_nothing(lists, municipality):
    report = import_measures(municipality, lists / "massnahmen_ilzer_land.csv", actor=None, dry_run=True)
    assert (report.created, report.is_written) == (21, False)
    assert not Measure.objects.exists()


def test_the_square_hears_of_a_list_once(lists, municipality, clerk):
    import_measures(municipality, lists / "massnahmen_ilzer_land.csv", actor=clerk)
    assert Entry.objects.get().title == "21 neue Maßnahmen im Fahrplan"


# --- What a list may look like ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_text_may_be_saved_in_many_ways(municipality, encoding, delimiter):
    text = delimiter.join(["Nr.", "Maßnahme", "Ziel / Wirkung"]) + "\r\n"
    text += delimiter.join(["M01", '"Bänke ""für"" alle"', '"erst\nzweitens"']) + "\r\n"
    report = import_measures(municipality, text.encode(encoding), actor=None)
    assert (report.created, report.rejected) == (1, [])
    measure = Measure.objects.get()
    assert (measure.number, measure.title, measure.goal) == ("M01", 'Bänke "für" alle', "erst\nzweitens")


def test_english_headings_and_words_are_understood(municipality):
    report = import_measures(
        municipality,
        b"No,Title,Field,Start,End,Priority,One-off cost,Running costs,Status,Depends on,Digital or analogue\n"
        b"A1,Bench,Mobility,spring 2027,end of 2028,high,1200,free,in progress,,both\n"
        b"A2,App,Mobility,2028,ongoing,low,unknown,,planned,A1,digital\n",
        actor=None,
    )
    assert (report.created, report.rejected, report.ignored) == (2, [], [])
    bench, app = Measure.objects.with_profile().by_number()
    assert (bench.priority, bench.status, bench.medium, bench.cost_once, bench.cost_per_year) == (
        "high",
        "active",
        "both",
        1200,
        0,
    )
    assert (app.cost_once, app.end.is_open, app.start) == (None, True, parse_plan_date("2028"))


@pytest.mark.parametrize(
    "heading",
    ["MASSNAHME", "  Maßnahme ", "Massnahme", "Maßnahmen-Titel", "Titel", "title", "Name der Maßnahme", "Projekt"],
)
def test_headings_are_known_in_many_spellings(municipality, heading):
    report = import_measures(municipality, f"Kürzel;{heading};Foo\nM1;Bank;x\n".encode(), actor=None)
    assert (report.created, report.ignored) == (1, ["Foo"])
    assert Measure.objects.get().title == "Bank"


def test_headings_may_stand_below_a_title_and_on_a_later_sheet(municipality):
    book = openpyxl.Workbook()
    book.active.append(["Nur ein Deckblatt"])
    sheet = book.create_sheet("Liste")
    for row in (
        [],
        ["Maßnahmen", None, "Stand 2026"],
        [],
        [None, "Nr.", "Maßnahme", "PM"],
        [None, 1, "Bank", 2.5],
        [None, None, "Summe", 2.5],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    report = import_measures(municipality, out.getvalue(), actor=None)
    assert (report.created, report.rejected) == (1, [])
    assert (Measure.objects.get().number, Measure.objects.get().staff_months) == ("1", 2.5)


def test_numbers_and_days_of_a_spreadsheet_are_read(municipality):
    import datetime

    report = import_measures(
        municipality,
        xlsx(
            [
                "Nr.",
                "Maßnahme",
                "Beginn",
                "Ende",
                "Kosten",
                "Förderprogramm",
                "Fördersatz",
                "Fortschritt",
                "Zielwert",
                "Indikator",
            ],
            ["M1", "Bank", datetime.datetime(2027, 3, 1), 2028, 1234.5, "LEADER", 0.5, 0.25, 12.5, "Fahrten"],  # noqa: DTZ001
        ),
        actor=None,
    )
    assert report.rejected == []
    measure = Measure.objects.with_profile().get()
    assert (measure.period, float(measure.cost_once), measure.progress) == ("1. März 2027 bis 2028", 1234.5, 25)
    assert (measure.fundings.all()[0].rate, measure.indicators.all()[0].target) == (50, "12,5")


def test_a_list_without_numbers_finds_its_measures_by_title(municipality):
    rows = b"Titel;Ziel\nBank;Ohne Auto\nApp;Alles wissen\n"
    import_measures(municipality, rows, actor=None)
    assert list(Measure.objects.by_number().values_list("number", "title")) == [("M01", "Bank"), ("M02", "App")]
    report = import_measures(municipality, rows.replace(b"Alles", b"Vieles"), actor=None)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)


def test_empty_cells_leave_standing_what_is_known(municipality):
    import_measures(municipality, csv("M1;Bank;Mobilität;2027;2028;hoch;500;;geplant"), actor=None)
    before = content(municipality)
    report = import_measures(municipality, csv("M1;;;;;;;;"), actor=None)
    assert (report.unchanged, content(municipality)) == (1, before)


def test_a_second_payer_typed_in_by_hand_survives_the_old_list(municipality, clerk):
    from dataclasses import replace

    from dorflinde.strategy import actions
    from dorflinde.strategy.models import FundingLine

    old = b"Nr.;Titel;Foerderprogramm\nM1;Bank;LEADER\n"
    import_measures(municipality, old, actor=None)
    measure = Measure.objects.with_profile().get()
    profile = Profile.of(measure)
    actions.change_measure(
        measure, replace(profile, fundings=(*profile.fundings, FundingLine(programme="Sparkasse"))), actor=clerk
    )
    report = import_measures(municipality, old, actor=None)
    assert report.unchanged == 1
    assert [row.programme for row in measure.fundings.order_by("order")] == ["LEADER", "Sparkasse"]


def test_a_changed_status_is_a_move_with_history(municipality):
    import_measures(municipality, csv("M1;Bank;;;;;;;geplant"), actor=None)
    import_measures(municipality, csv("M1;Bank;;;;;;;umgesetzt"), actor=None)
    assert list(Measure.objects.get().status_changes.values_list("status", flat=True)) == ["done", "planned"]


# --- What cannot be ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("M1;;;;;;;;", "Maßnahme", "Der Titel fehlt"),
        ("M1;Bank;;irgendwann;;;;;", "Beginn", "kein Datum"),
        ("M1;Bank;;30.02.2027;;;;;", "Beginn", "30.02.2027"),
        ("M1;Bank;;2028;2027;;;;", "Ende", "liegt vor dem Beginn"),
        ("M1;Bank;;;;;;;fast", "Status", "nicht bekannt"),
        ("M1;Bank;;;;;-5 €;;", "Kosten einmalig", "negativ"),
        ("M1;Bank;;;;;;M1;", "abhängig von", "M1 → M1"),
        (f"M1;{'x' * 201};;;;;;;", "Maßnahme", "zu lang"),
        (f"{'9' * 21};Bank;;;;;;;", "Nr.", "zu lang"),
    ],
)
def test_a_bad_cell_is_named(municipality, row, column, reason):
    report = import_measures(municipality, csv("M0;Gut;;;;;;;", row), actor=None)
    assert [(rejection.row, rejection.column) for rejection in report.rejected] == [(3, column)]
    assert reason in report.rejected[0].reason
    assert not Measure.objects.exists()


def test_a_circle_is_refused_and_named(municipality):
    report = import_measures(
        municipality,
        csv("A;Eins;;;;;;B;", "B;Zwei;;;;;;C;", "C;Drei;;;;;;A;", "D;Vier;;;;;;A;", "E;Fünf;;;;;;;"),
        actor=None,
        partial=True,
    )
    assert [rejection.row for rejection in report.rejected] == [2, 3, 4, 5]
    assert "A → B → C → A" in report.rejected[0].reason
    assert "zurückgewiesen" in report.rejected[3].reason
    assert list(Measure.objects.values_list("number", flat=True)) == ["E"]


def test_a_circle_with_what_is_here_already_is_refused(municipality):
    import_measures(municipality, csv("A;Eins;;;;;;;", "B;Zwei;;;;;;A;"), actor=None)
    report = import_measures(municipality, csv("A;Eins;;;;;;B;"), actor=None)
    assert [(rejection.row, "A → B → A" in rejection.reason) for rejection in report.rejected] == [(2, True)]


def test_an_order_may_be_turned_round_in_one_list(municipality):
    import_measures(municipality, csv("A;Eins;;;;;;;", "B;Zwei;;;;;;A;"), actor=None)
    report = import_measures(municipality, csv("A;Eins;;;;;;B;", "B;Zwei;;;;;;keine;"), actor=None)
    assert report.rejected == []
    assert [str(row) for row in Dependency.objects.all()] == ["A ← B"]


def test_a_row_that_needs_a_refused_row_is_refused_too(municipality):
    report = import_measures(
        municipality, csv("A;Eins;;;;;viel;;", "B;Zwei;;;;;;A;", "C;Drei;;;;;;B;"), actor=None, partial=True
    )
    assert [rejection.row for rejection in report.rejected] == [2, 3, 4]
    assert not Measure.objects.exists()


def test_dependencies_forgive_zeros_and_titles(municipality):
    report = import_measures(
        municipality, csv("M01;Eins;;;;;;;", "M02;Zwei;;;;;;M1 (Eins);", "M03;Drei;;;;;;m01 und M02;"), actor=None
    )
    assert report.rejected == []
    assert sorted(str(row) for row in Dependency.objects.all()) == ["M02 ← M01", "M03 ← M01", "M03 ← M02"]


def test_a_number_twice_is_refused_in_any_spelling(municipality):
    report = import_measures(municipality, csv("m1;Eins;;;;;;;", "M1;Zwei;;;;;;;"), actor=None)
    assert [(rejection.row, rejection.column) for rejection in report.rejected] == [(3, "Nr.")]


def test_one_bad_row_stops_all_also_when_others_would_change(municipality):
    import_measures(municipality, csv("M1;Bank;;;;;;;"), actor=None)
    report = import_measures(municipality, csv("M1;Bank neu;;;;;;;", "M2;;;;;;;;"), actor=None)
    assert (report.created, report.updated) == (0, 0)
    assert Measure.objects.get().title == "Bank"


# --- Files that are no lists ------------------------------------------------------------------------------------------
def _bomb() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (90 * 1024 * 1024))
    return out.getvalue()


def _with_entities() -> bytes:
    import zipfile

    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    source = io.BytesIO(xlsx(["Nr.", "Maßnahme"], ["M1", "Bank"]))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(out, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, laughs if name.endswith("sheet1.xml") else good.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "leer"),
        (b"   \n\n", "leer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "alten Format"),
        (b"PK\x03\x04 broken", "beschädigt"),
        (b"%PDF-1.7\x00\x01", "keine Tabelle"),
        (b"Guten Tag;hier steht keine Liste", "keine Überschrift"),
        (b"x" * (2 * 1024 * 1024 + 1), "zu groß"),
        (("Titel\n" + "Bank\n" * (MOST_ROWS + 5)).encode(), "zu lang"),
        (xlsx(["Nr.", "Betrag"], ["M1", 5]), "keine Überschrift"),
        (_bomb(), "zu groß"),
        (_with_entities(), "keine lesbare Excel-Datei"),
    ],
    ids=range(11),
)
def test_a_file_that_is_no_list_gets_a_sentence(municipality, given, said):
    with pytest.raises(ImportProblem, match=said):
        import_measures(municipality, given, actor=None)


def test_a_missing_file_gets_a_sentence(municipality, tmp_path):
    with pytest.raises(ImportProblem, match="lässt sich nicht öffnen"):
        import_measures(municipality, tmp_path / "fehlt.csv", actor=None)


def test_a_list_is_checked_with_a_fixed_number_of_questions(municipality, django_assert_max_num_queries):
    import_measures(municipality, csv(*(f"M{n};Bank {n};Feld;2027;2028;hoch;500;;" for n in range(40))), actor=None)
    with django_assert_max_num_queries(18):
        import_measures(
            municipality,
            csv(*(f"M{n};Bank {n};Feld;2027;2028;hoch;500;;" for n in range(40))),
            actor=None,
            dry_run=True,
        )
