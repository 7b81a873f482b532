from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from dorflinde.core.money import (
    NotAnAmountError,
    Quantity,
    format_euro,
    format_number,
    format_percent,
    parse_euro,
    parse_percent,
    parse_person_months,
    parse_quantity,
)

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=8),
    st.text(max_size=40),
    st.text(alphabet="0123456789.,' -–€%MioTEURsdkca/Jahrp", max_size=24),
)


@pytest.mark.parametrize(
    ("written", "euros"),
    [
        ("185.000,00 €", "185000"),
        ("ca. 640.000 EUR", "640000"),
        ("18.000 €/Jahr", "18000"),
        ("9.900 € p. a.", "9900"),
        ("2.500 Euro im Jahr", "2500"),
        ("38.000", "38000"),
        ("12.500 €", "12500"),
        ("12.500\N{NO-BREAK SPACE}€", "12500"),
        ("1\N{NARROW NO-BREAK SPACE}250 €", "1250"),
        ("0 €", "0"),
        ("keine", "0"),
        ("1,5 Mio. €", "1500000"),
        ("12 T€", "12000"),
        ("TEUR 12", "12000"),
        ("1.250,5 Tsd. €", "1250500"),
        ("38.750,00", "38750"),
        ("500,-", "500"),
        ("185,000.50", "185000.50"),
        ("12.50", "12.50"),
        ("6300", "6300"),
        (72000, "72000"),
        (72000.0, "72000"),
        (0.1 + 0.2, "0.30"),
        (Decimal("3.005"), "3.01"),
    ],
)
def test_money_is_read_as_people_write_it(written, euros):
    assert parse_euro(written) == Decimal(euros)


@pytest.mark.parametrize("written", ["", "  ", None, "-", "–", "k. A.", "offen", "?"])
def test_an_amount_nobody_named_stays_unknown(written):
    assert parse_euro(written) is None
    assert parse_percent(written) is None
    assert parse_person_months(written) is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("viel", "kein Betrag"),
        ("12 Häuser", "kein Betrag"),
        ("1.2.3", "kein Betrag"),
        ("12,500", "nicht eindeutig"),
        ("10.000 – 15.000 €", "Spanne"),
        ("-5 €", "negativ"),
        (-5, "negativ"),
        (float("nan"), "kein Betrag"),
        (float("inf"), "kein Betrag"),
        (True, "kein Betrag"),
        pytest.param(10**5000, "zu groß", id="an endless number"),
        ("9" * 30, "zu groß"),
    ],
)
def test_nonsense_is_refused_with_a_german_reason(written, reason):
    with pytest.raises(NotAnAmountError, match=reason):
        parse_euro(written)


@pytest.mark.parametrize("written", ["90 %", "90%", "0,9", "90", 0.9, "90 v. H.", "bis zu 90 Prozent", Decimal("0.9")])
def test_ninety_percent_is_read_however_it_is_written(written):
    assert parse_percent(written) == 90


def test_a_share_with_a_percent_sign_is_taken_at_its_word():
    assert parse_percent("0,9 %") == Decimal("0.90")
    assert parse_percent("1 %") == 1
    assert parse_percent(1) == 100


@pytest.mark.parametrize("written", ["viel", "150 %", -1, "50 – 60 %", "90 % 5"])
def test_no_share_is_refused(written):
    with pytest.raises(NotAnAmountError):
        parse_percent(written)


@pytest.mark.parametrize(
    ("written", "months"), [("14", "14"), (14, "14"), ("2,5 PM", "2.5"), ("1 PJ", "12"), ("3 Personenmonate", "3")]
)
def test_work_is_read_in_person_months(written, months):
    assert parse_person_months(written) == Decimal(months)


@pytest.mark.parametrize("written", ["-1", "3 Leute", "viel", "99999"])
def test_impossible_work_is_refused(written):
    with pytest.raises(NotAnAmountError):
        parse_person_months(written)


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        ("3.800", Quantity(Decimal(3800))),
        ("0 %", Quantity(Decimal(0), "%")),
        ("21 Tage", Quantity(Decimal(21), "Tage")),
        ("-2,5 °C", Quantity(Decimal("-2.5"), "°C")),
        ("ca. 1 000 Stück", Quantity(Decimal(1000), "Stück")),
        (1500, Quantity(Decimal(1500))),
    ],
)
def test_indicator_values_keep_their_unit(written, quantity):
    assert parse_quantity(written) == quantity


def test_money_is_written_the_german_way():
    assert format_euro(Decimal("185000.00")) == "185.000\N{NO-BREAK SPACE}€"
    assert format_euro(Decimal("12.5")) == "12,50\N{NO-BREAK SPACE}€"
    assert format_euro(None) == "–"
    assert format_euro(Decimal("185000"), "en") == "€185,000"
    assert format_percent(Decimal("62.50")) == "62,5\N{NO-BREAK SPACE}%"
    assert format_number(Decimal("3800")) == "3.800"


@given(ANYTHING)
def test_whatever_stands_in_a_cell_is_read_or_refused_by_name(value):
    for parse in (parse_euro, parse_percent, parse_person_months, parse_quantity):
        try:
            parse(value)
        except NotAnAmountError as error:
            assert str(error)


@given(st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2))
def test_what_is_written_can_be_read_again(amount):
    assert parse_euro(format_euro(amount)) == amount
    assert parse_euro(str(amount)) == amount
    assert parse_euro(float(amount)) == amount
