"""What is true of one measure, and of sets of them."""

import datetime
import itertools
from decimal import Decimal

import pytest

from dorflinde.core.dates import parse_plan_date
from dorflinde.strategy import queries
from dorflinde.strategy.models import (
    FundingLine,
    Horizon,
    Indicator,
    IndicatorLine,
    Measure,
    Strategy,
    Windows,
    depends_on_itself,
)

TODAY = datetime.date(2027, 5, 20)


@pytest.fixture
def today(time_machine):
    time_machine.move_to(datetime.datetime(2027, 5, 20, 12, tzinfo=datetime.UTC))


# --- Horizons ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "horizon"),
    [
        ("sofort", "short"), ("zeitnah", "short"), ("laufend", "short"), ("2022", "short"), ("Mai 2027", "short"), ("", "open"),
        ("01.07.2027", "medium"), ("Herbst 2028", "medium"), ("2029", "long"), ("Ende 2030", "long"), ("2031", "later"),
    ],
)  # fmt: skip
def test_the_start_decides_the_horizon_in_python_and_in_the_database(municipality, make_measure, start, horizon):
    windows = Windows(datetime.date(2027, 1, 1), 6, 24, 48)
    measure = make_measure(start=start or None)
    assert windows.horizon(measure.start) == horizon
    found = [one for one in Horizon if Measure.objects.in_horizon(one, windows).exists()]
    assert found == [horizon]


def test_horizons_move_with_the_strategy(municipality, region, make_measure):
    measure = make_measure(start="2029")
    regional = Strategy.objects.create(
        place=region, title="Region", starts_on=datetime.date(2024, 1, 1), ends_on=datetime.date(2030, 12, 31)
    )
    assert queries.horizon_of(measure) == Horizon.LATER
    Strategy.objects.create(
        place=municipality, title="Ort", starts_on=datetime.date(2029, 1, 1), ends_on=datetime.date(2032, 12, 31)
    )
    assert queries.horizon_of(measure) == Horizon.SHORT
    assert queries.current_strategy(region) == regional


def test_windows_are_named_by_what_is_configured(municipality):
    windows = Windows(datetime.date(2027, 1, 1), 6, 18, 60)
    labels = [windows.label(horizon) for horizon in Horizon]
    assert labels == ["sofort", "innerhalb von 18 Monaten", "innerhalb von 5 Jahren", "später", "noch ohne Termin"]


# --- Late -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "start", "end", "is_late"),
    [
        ("planned", "2027", None, False), ("planned", "2026", None, True), ("planned", "1. Quartal 2027", None, True),
        ("planned", "2. Quartal 2027", None, False), ("planned", "April 2027", None, True), ("planned", "Mai 2027", None, False),
        ("planned", "19.05.2027", None, True), ("planned", "20.05.2027", None, False), ("planned", "Winter 2026/27", None, True),
        ("planned", "Frühjahr 2027", None, False), ("planned", "Anfang 2027", None, True), ("planned", "1. Halbjahr 2027", None, False),
        ("active", "2026", "2027", False), ("active", "2026", "Ende 2026", True), ("active", "2026", "laufend", False),
        ("active", "sofort", None, False), ("planned", "sofort", "2026", True),
        ("idea", "2020", "2021", False), ("done", "2020", "2021", False), ("paused", "2020", "2021", False),
    ],
)  # fmt: skip
def test_late_means_the_same_in_python_and_in_the_database(today, make_measure, status, start, end, is_late):
    measure = make_measure(start=start, end=end, status=status)
    assert measure.is_late is is_late
    assert Measure.objects.late().exists() is is_late


# --- Money, figures, numbers ------------------------------------------------------------------------------------------
def test_shares_add_up_and_the_unknown_stays_unknown(make_measure):
    half = make_measure(
        "Halb",
        cost_once=Decimal("1000.01"),
        fundings=(FundingLine("LEADER", Decimal(50)), FundingLine("Bank", amount=Decimal(100))),
    )
    assert (half.funded, half.own_share) == (Decimal("600.01"), Decimal("400.00"))
    unknown = make_measure("Offen", fundings=(FundingLine("LEADER", Decimal(50)),))
    assert (unknown.funded, unknown.own_share) == (None, None)
    refused = make_measure(
        "Nein", cost_once=Decimal(100), fundings=(FundingLine("LEADER", Decimal(50), stage="refused"),)
    )
    assert refused.own_share == 100
    free = make_measure("Frei", cost_once=Decimal(0))
    assert free.own_share == 0
    too_much = make_measure(
        "Viel", cost_once=Decimal(100), fundings=(FundingLine("A", Decimal(80)), FundingLine("B", Decimal(80)))
    )
    assert too_much.own_share == 0


@pytest.mark.parametrize(
    ("baseline", "target", "current", "reached"),
    [
        ("0", "400", "100", 25),
        ("21 Tage", "5 Tage", "13 Tage", 50),
        ("0 %", "60 %", "90 %", 100),
        ("0", "0", "0", None),
        ("viel", "5", "3", None),
    ],
)
def test_a_figure_says_how_far_it_is_also_when_it_should_fall(make_measure, baseline, target, current, reached):
    measure = make_measure(indicators=(IndicatorLine("Zahl", baseline, target, current),))
    assert measure.indicators.get().reached == reached


def test_a_figure_takes_its_unit_from_what_was_written(make_measure):
    indicator = make_measure(indicators=(IndicatorLine("Anteil", "0 %", "60 %"),)).indicators.get()
    assert (indicator.unit, indicator.target_value) == ("%", 60)
    assert Indicator.objects.get().target == "60 %"


def test_numbers_stand_in_the_order_people_expect(make_measure):
    for number in ("M10", "M2", "A1", "M1.2", "M1"):
        make_measure(number=number)
    assert [measure.number for measure in Measure.objects.by_number()] == ["A1", "M1", "M1.2", "M2", "M10"]


def test_measures_stand_in_the_order_in_which_they_begin(make_measure):
    for title, start in (("e", None), ("d", "2028"), ("c", "Mai 2027"), ("b", "zeitnah"), ("a", "sofort")):
        make_measure(title, start=start)
    assert "".join(measure.title for measure in Measure.objects.by_start()) == "abcde"


def test_what_is_missing_is_counted_as_each_measure_says(make_measure, field):
    make_measure("leer")
    full = make_measure(
        "voll", field=field, goal="x", lead="x", start="2027", cost_once=Decimal(0), staff_months=Decimal(1), priority="low",
        indicators=(IndicatorLine("a"), IndicatorLine("b")),
    )  # fmt: skip
    counted = queries.gaps(Measure.objects.all())
    assert [count for _name, _label, count in counted] == [1] * len(queries.GAPS)
    assert queries.gaps_of(Measure.objects.with_profile().get(pk=full.pk)) == []
    empty = Measure.objects.with_profile().get(title="leer")
    assert queries.gaps_of(empty) == [label for _name, label, _count in counted]


def test_all_words_must_stand_somewhere(make_measure):
    make_measure("Bank am Markt", goal="Ohne Auto")
    make_measure("Bank im Wald")
    assert [measure.title for measure in Measure.objects.matching("bank auto")] == ["Bank am Markt"]


def test_a_region_sees_the_measures_of_all(region, municipality, neighbour, make_measure):
    make_measure("hier")
    make_measure("dort", place=neighbour)
    assert Measure.objects.of(region).count() == 2
    assert Measure.objects.of(municipality).get().title == "hier"


def test_a_planned_date_is_kept_as_exactly_as_it_was_said(make_measure):
    for number, said in enumerate(
        (
            "01.09.2027",
            "März 2027",
            "3. Quartal 2027",
            "Winter 2027/28",
            "Mitte 2027",
            "2. Halbjahr 2027",
            "2027",
            "sofort",
        )
    ):
        pk = make_measure(number=f"D{number}", start=said).pk
        assert Measure.objects.get(pk=pk).start == parse_plan_date(said)


@pytest.mark.parametrize(
    ("needs", "circle"),
    [
        ({"A": ["B"], "B": ["C"]}, []),
        ({"A": ["A"]}, ["A", "A"]),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": ["A"]}, None),
        ({"A": ["B"], "B": ["C"], "C": ["B"]}, []),  # a circle, but not through A
    ],
)
def test_a_circle_is_found_and_told_as_a_way(needs, circle):
    found = depends_on_itself("A", needs)
    if circle is None:
        assert found[0] == found[-1] == "A"
        assert all(there in needs[here] for here, there in itertools.pairwise(found))
    else:
        assert found == circle


def test_the_expected_steps_follow_the_plan(make_measure):
    measure = make_measure(start="Herbst 2027", end="2028", status="planned")
    steps = queries.expected_steps(measure.public_id)
    assert [(step.title, step.when_text) for step in steps] == [
        ("Geplanter Beginn", "Herbst 2027"),
        ("Soll fertig sein", "2028"),
    ]
    Measure.objects.update(status="done")
    assert queries.expected_steps(measure.public_id) == []
