"""What the roadmap costs by year and who pays: nothing is lost on the way."""

import datetime
from decimal import Decimal

import pytest

from dorflinde.methods.gantt import Window
from dorflinde.strategy.models import CostLine, FundingLine, Measure
from dorflinde.strategy.paper.costs import by_source, by_year
from dorflinde.strategy.paper.timeline import rows_of, window_of
from dorflinde.strategy.queries import money_table

TODAY = datetime.date(2026, 11, 22)


def loaded(*measures):
    return list(Measure.objects.filter(pk__in=[measure.pk for measure in measures]).with_profile().by_number())


def years(*measures):
    return {year.number: (year.once, year.running) for year in by_year(loaded(*measures), 2028)}


def test_one_off_cost_falls_on_the_year_of_the_beginning(make_measure):
    measure = make_measure(start="10/2025", end="03/2027", cost_once=Decimal(18000))
    assert years(measure) == {2025: (18000, 0)}


def test_what_was_said_for_a_year_falls_on_that_year_and_the_rest_on_the_first(make_measure):
    costs = (CostLine(2026, once=Decimal(50)), CostLine(2027, once=Decimal(20), running=Decimal(7)))
    measure = make_measure(start="2025", end="2027", cost_once=Decimal(100), costs=costs)
    assert years(measure) == {2025: (30, 0), 2026: (50, 0), 2027: (20, 7)}


def test_running_cost_counts_after_the_end_until_the_end_of_the_roadmap(make_measure):
    measure = make_measure(start="01/2026", end="06/2026", cost_per_year=Decimal(1200))
    assert years(measure) == {2026: (0, 600), 2027: (0, 1200), 2028: (0, 1200)}


def test_cost_without_a_date_stands_in_a_row_of_its_own(make_measure):
    measure = make_measure(cost_once=Decimal(500), cost_per_year=Decimal(40))
    assert years(measure) == {None: (500, 40)}


def test_the_paper_and_the_treasurer_say_the_same(make_measure, municipality):
    make_measure("A", number="M1", start="07/2027", end="06/2028", cost_once=Decimal(900), cost_per_year=Decimal(100))
    make_measure("B", number="M2", start="2028", cost_once=Decimal(70), costs=(CostLine(2029, running=Decimal(8)),))
    table = money_table(municipality, TODAY)
    paper = by_year(Measure.objects.with_profile().by_number(), max(table.years))
    assert {year.number: year.total for year in paper} == table.own.by_year


def test_each_payer_gives_what_it_promised_and_the_municipality_the_rest(make_measure):
    make_measure("A", number="M1", cost_once=Decimal(1000), fundings=(FundingLine("LEADER", Decimal(60)),))
    make_measure("B", number="M2", cost_once=Decimal(500))
    make_measure("C", number="M3", cost_once=Decimal(100), fundings=(FundingLine(amount=Decimal(250)),))
    make_measure(
        "D", number="M4", cost_once=Decimal(10), fundings=(FundingLine("LEADER", Decimal(50), stage="refused"),)
    )
    found = by_source(Measure.objects.with_profile().by_number(), own="eigene Mittel", open_programme="offen")
    assert [(source.name, source.amount, len(source.measures)) for source in found] == [
        ("LEADER", 600, 1),
        ("offen", 100, 1),
        ("eigene Mittel", 910, 3),
    ]


@pytest.mark.parametrize(
    ("start", "end", "status", "expected"),
    [
        ("10/2025", "03/2027", "planned", (2025 * 12 + 9, 2027 * 12 + 2)),
        ("Q3 2025", "laufend", "active", (2025 * 12 + 6, None)),
        ("2025", "", "done", (2025 * 12, 2025 * 12 + 11)),
        ("03/2025", "", "active", (2025 * 12 + 2, 2026 * 12 + 10)),
        ("sofort", "", "planned", (2026 * 12 + 10, 2027 * 12 + 0)),
        ("", "2027", "planned", (None, None)),
    ],
)
def test_a_measure_stands_in_time_as_exactly_as_it_is_known(make_measure, start, end, status, expected):
    measure = make_measure(start=start, end=end, status=status, at=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC))
    row = rows_of(loaded(measure), TODAY, no_field="ohne")[0]
    assert (row.start, row.end) == expected
    assert (row.group, row.status) == ("ohne", status)


def test_the_window_covers_the_strategy_and_at_most_a_dozen_years(make_measure):
    rows = rows_of(loaded(make_measure(start="2025", end="2027")), TODAY, no_field="")
    assert window_of(rows, [2024, 2028], TODAY) == Window(2024 * 12, 2028 * 12 + 11)
    assert window_of([], [], TODAY) == Window(2026 * 12, 2026 * 12 + 11)
    long = rows_of(loaded(make_measure(number="M2", start="1980", end="2100")), TODAY, no_field="")
    wide = window_of(long, [], TODAY)
    assert wide.months == 144
    assert wide.first <= 2026 * 12 <= wide.last
