"""Lists go out and come back in without a change, and never calculate in a spreadsheet."""

import csv
import datetime
import io
import json

import openpyxl
import pytest

from dorflinde.core.dates import parse_plan_date
from dorflinde.strategy import actions
from dorflinde.strategy.exports import export_measures, rows_of_person
from dorflinde.strategy.imports import import_measures
from dorflinde.strategy.models import FundingLine, IndicatorLine, Measure, Profile

from .test_import import content, without_field


@pytest.fixture
def rich(municipality, field, make_measure):
    """Measures with everything a profile can say."""
    from decimal import Decimal

    first = make_measure("=SUM(A1)", number="M2", field=field, goal="-5 Grad", lead="'=x", status="done", progress=100)
    make_measure(
        "Bänke", number="M10", description='mit "Zeichen"; und\nZeilen', participants="A; B", cost_once=Decimal("1234.50"),
        cost_per_year=Decimal(0), staff_months=Decimal("2.50"), priority="high", start="Winter 2026", end="laufend", medium="both",
        effort=2, benefit=5, risks="keine", origin_text="Anruf", visibility="internal", status="active", progress=40, needs=[first],
        fundings=(
            FundingLine("LEADER", Decimal(50), stage="granted", apply_by=datetime.date(2027, 1, 31)),
            FundingLine("Sparkasse", amount=Decimal(500), kind="third", ends_on=datetime.date(2028, 1, 31)),
        ),
        indicators=(IndicatorLine("Fahrten", "0", "400", "12", "im Jahr"), IndicatorLine("Tage bis zur Antwort", "21", "5")),
    )  # fmt: skip
    for number, when in enumerate(
        ("2027", "März 2027", "3. Quartal 2027", "Ende 2027", "2. Halbjahr 2027", "01.09.2027", "sofort", "zeitnah")
    ):
        make_measure(f"Termin {number}", number=f"T{number}", start=when)
    return municipality


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_back_unchanged(rich, neighbour, form):
    before = content(rich)
    file, rows = export_measures(rich, form)
    assert rows == 10
    report = import_measures(rich, file, actor=None)
    assert (report.created, report.updated, report.unchanged, report.rejected) == (0, 0, 10, [])
    assert content(rich) == before


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_neighbour_can_take_over_the_whole_list(rich, neighbour, form):
    Measure.objects.filter(field__isnull=True).update(field=Measure.objects.get(number="M2").field)
    report = import_measures(neighbour, export_measures(rich, form)[0], actor=None)
    assert (report.created, report.rejected) == (10, [])
    assert without_field(content(neighbour)) == without_field(content(rich))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_given_list_makes_the_round(lists, municipality, form):
    import_measures(municipality, lists / "massnahmen_ilzer_land.xlsx", actor=None)
    report = import_measures(municipality, export_measures(municipality, form)[0], actor=None)
    assert (report.unchanged, report.updated, report.rejected) == (21, 0, [])


def test_texts_do_not_calculate_in_a_spreadsheet(rich):
    sheet = openpyxl.load_workbook(io.BytesIO(export_measures(rich, "xlsx")[0])).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "n", "d"}
    rows = list(csv.reader(io.StringIO(export_measures(rich, "csv")[0].decode("utf-8-sig")), delimiter=";"))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_money_and_days_can_be_calculated_with(rich):
    sheet = openpyxl.load_workbook(io.BytesIO(export_measures(rich, "xlsx")[0])).active
    heads = {cell.value: cell.column for cell in sheet[3]}
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "M10")
    assert row[heads["Kosten einmalig"] - 1].value == 1234.5
    assert row[heads["Fördersatz"] - 1].value == 0.5
    assert row[heads["Antrag bis"] - 1].value.year == 2027
    assert row[heads["Kosten laufend p. a."] - 1].value == 0  # nothing is written as nothing, the unknown stays empty


def test_the_linked_list_names_every_measure(rich):
    document = json.loads(export_measures(rich, "jsonld", with_internal=True)[0])
    assert document["@context"] == {"@vocab": "https://schema.org/"}
    bench = next(project for project in document["hasPart"] if project["identifier"] == "M10")
    assert (bench["name"], bench["isBasedOn"]) == ("Bänke", ["M2"])
    assert bench["@id"].startswith("http")
    assert {"name": "Kosten einmalig", "value": "1.234,50 €", "@type": "PropertyValue"} in bench["additionalProperty"]


def test_data_to_be_passed_on_hold_only_what_everyone_may_read(rich):
    content, rows = export_measures(rich, "jsonld")
    assert (rows, "Bänke" in content.decode()) == (9, False)
    assert export_measures(rich, "jsonld", measures=Measure.objects.of(rich))[1] == 9  # also from the workbench


TYPES = {  # what schema.org allows in each of ours: the required properties, and the others
    "Dataset": ({"@context", "name", "spatialCoverage", "hasPart"}, set()),
    "AdministrativeArea": ({"name", "identifier"}, set()),
    "Project": (
        {"@id", "identifier", "name", "temporalCoverage", "additionalProperty"},
        {"description", "foundingDate", "dissolutionDate", "funding", "isBasedOn"},
    ),
    "Grant": ({"name"}, set()),
    "PropertyValue": ({"name", "value"}, {"unitText", "minValue"}),
}  # fmt: skip


def _nodes(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(inner)


def test_the_linked_list_has_the_shape_it_promises(rich):
    document = json.loads(export_measures(rich, "jsonld", with_internal=True)[0])
    nodes = [node for node in _nodes(document) if "@vocab" not in node]
    assert {node["@type"] for node in nodes} == set(TYPES)
    for node in nodes:
        required, allowed = TYPES[node["@type"]]
        said = set(node) - {"@type"}
        assert required <= said <= required | allowed, node["@type"]
        assert all(value is not None for value in node.values())
    projects = document["hasPart"]
    assert len({project["@id"] for project in projects}) == len(projects) == 10
    for project in projects:
        assert project["@id"].startswith(("http://", "https://"))
        for day in {"foundingDate", "dissolutionDate"} & set(project):
            datetime.date.fromisoformat(project[day])
    assert not [
        name for node in nodes for name in [node.get("name", "")] if "steht fest" in name or "nach Stellen" in name
    ]


def test_an_empty_municipality_has_an_empty_list(municipality):
    for form in ("xlsx", "csv", "jsonld"):
        assert export_measures(municipality, form)[1] == 0
    with pytest.raises(KeyError):
        export_measures(municipality, "pdf")


def test_a_list_costs_a_fixed_number_of_questions(rich, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        export_measures(rich, "xlsx")


def test_what_is_kept_of_a_person_is_handed_out(measure, clerk):
    actions.change_status(measure, "active", actor=clerk, reason="Los")
    actions.report_progress(measure, "Läuft gut", actor=clerk)
    actions.create_measure(measure.municipality, Profile(title="Neu", start=parse_plan_date("2027")), actor=clerk)
    assert sorted(row["kind"] for row in rows_of_person(clerk)) == ["change", "created", "progress", "status", "status"]
