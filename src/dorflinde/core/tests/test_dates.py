from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from dorflinde.core.dates import NotADateError, PlanDate, Precision, parse_plan_date, period_in_words

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
    st.text(alphabet="0123456789. /-QHIViqWinterMaä", max_size=16),
    st.builds(
        "{} {}".format,
        st.sampled_from(["Q3", "Herbst", "Ende", "1. Halbjahr", "Winter", "31. April"]),
        st.integers(0, 9999),
    ),
)


@pytest.mark.parametrize(
    ("written", "first", "last", "precision", "german", "english"),
    [
        ("01.09.2022", "2022-09-01", "2022-09-01", "day", "1. September 2022", "1 September 2022"),
        ("1.7.2025", "2025-07-01", "2025-07-01", "day", "1. Juli 2025", "1 July 2025"),
        ("2025-07-01", "2025-07-01", "2025-07-01", "day", "1. Juli 2025", "1 July 2025"),
        ("July 1, 2025", "2025-07-01", "2025-07-01", "day", "1. Juli 2025", "1 July 2025"),
        (datetime(2022, 9, 1), "2022-09-01", "2022-09-01", "day", "1. September 2022", "1 September 2022"),  # noqa: DTZ001 (as a spreadsheet hands it over)
        (date(2022, 9, 1), "2022-09-01", "2022-09-01", "day", "1. September 2022", "1 September 2022"),
        ("03/2024", "2024-03-01", "2024-03-31", "month", "März 2024", "March 2024"),
        ("Sept. 2026", "2026-09-01", "2026-09-30", "month", "September 2026", "September 2026"),
        ("April 2025", "2025-04-01", "2025-04-30", "month", "April 2025", "April 2025"),
        ("Mai 2025", "2025-05-01", "2025-05-31", "month", "Mai 2025", "May 2025"),
        ("Mitte März 2024", "2024-03-01", "2024-03-31", "month", "März 2024", "March 2024"),
        ("Q3 2023", "2023-07-01", "2023-09-30", "quarter", "3. Quartal 2023", "3rd quarter of 2023"),
        ("2. Quartal 2024", "2024-04-01", "2024-06-30", "quarter", "2. Quartal 2024", "2nd quarter of 2024"),
        ("IV. Quartal 2024", "2024-10-01", "2024-12-31", "quarter", "4. Quartal 2024", "4th quarter of 2024"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "quarter", "1. Quartal 2024", "1st quarter of 2024"),
        ("1. Halbjahr 2025", "2025-01-01", "2025-06-30", "half", "1. Halbjahr 2025", "1st half of 2025"),
        ("H2/2025", "2025-07-01", "2025-12-31", "half", "2. Halbjahr 2025", "2nd half of 2025"),
        ("Frühjahr 2024", "2024-03-01", "2024-05-31", "season", "Frühjahr 2024", "spring 2024"),
        ("Herbst 2025", "2025-09-01", "2025-11-30", "season", "Herbst 2025", "autumn 2025"),
        ("Winter 2023/24", "2023-12-01", "2024-02-29", "season", "Winter 2023/24", "winter 2023/24"),
        ("Ende 2026", "2026-09-01", "2026-12-31", "third", "Ende 2026", "late 2026"),
        ("Anfang 2026", "2026-01-01", "2026-04-30", "third", "Anfang 2026", "early 2026"),
        ("mid 2026", "2026-05-01", "2026-08-31", "third", "Mitte 2026", "mid 2026"),
        ("2023", "2023-01-01", "2023-12-31", "year", "2023", "2023"),
        (2023, "2023-01-01", "2023-12-31", "year", "2023", "2023"),
        ("voraussichtlich im Jahr 2023", "2023-01-01", "2023-12-31", "year", "2023", "2023"),
    ],
)
def test_dates_are_read_with_their_precision_and_printed_again(written, first, last, precision, german, english):
    planned = parse_plan_date(written)
    assert (str(planned.first), str(planned.last), planned.precision) == (first, last, precision)
    assert (planned.in_words("de"), planned.in_words("en")) == (german, english)


@pytest.mark.parametrize(
    ("written", "precision", "german"),
    [
        ("laufend", Precision.OPEN, "unbefristet"),
        ("unbefristet", Precision.OPEN, "unbefristet"),
        ("ab sofort", Precision.NOW, "sofort"),
        ("zeitnah", Precision.SOON, "zeitnah"),
    ],
)
def test_words_without_a_calendar_date_are_kept_as_such(written, precision, german):
    planned = parse_plan_date(written)
    assert planned == PlanDate(None, None, precision)
    assert planned.text == written
    assert planned.in_words() == german


@pytest.mark.parametrize("written", ["", None, "-", "k. A.", "noch offen"])
def test_a_date_nobody_named_stays_unknown(written):
    assert parse_plan_date(written) is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("irgendwann", "kein Datum"),
        ("31.02.2025", "gibt es nicht"),
        ("13/2025", "kein Datum"),
        ("Q5 2025", "kein Datum"),
        ("3. Halbjahr 2025", "kein Datum"),
        ("Herbst 2025/26", "kein Datum"),
        ("01.01.0202", "liegt nicht zwischen"),
        (45000, "kein Datum"),
        (True, "kein Datum"),
        pytest.param(10**5000, "kein Datum", id="an endless number"),
        (b"2023", "kein Datum"),
    ],
)
def test_nonsense_is_refused_with_a_german_reason(written, reason):
    with pytest.raises(NotADateError, match=reason):
        parse_plan_date(written)


@pytest.mark.parametrize(
    ("start", "end", "german", "english"),
    [
        ("09/2022", "06/2023", "September 2022 bis Juni 2023", "September 2022 to June 2023"),
        ("Mai 2022", "laufend", "ab Mai 2022, unbefristet", "from May 2022, open-ended"),
        ("Mai 2022", "", "ab Mai 2022", "from May 2022"),
        ("", "Ende 2026", "bis Ende 2026", "until late 2026"),
        ("2025", "2025", "2025", "2025"),
        ("sofort", "", "sofort", "at once"),
        ("", "", "noch nicht festgelegt", "not yet decided"),
    ],
)
def test_a_period_reads_as_one_phrase(start, end, german, english):
    planned = parse_plan_date(start), parse_plan_date(end)
    assert period_in_words(*planned, "de") == german
    assert period_in_words(*planned, "en") == english


@given(ANYTHING)
def test_whatever_stands_in_a_cell_is_read_or_refused_by_name(value):
    try:
        planned = parse_plan_date(value)
    except NotADateError as error:
        assert str(error)
    else:
        assert planned is None or PlanDate.stored(planned.first, planned.precision) == planned


@given(st.dates(date(1951, 1, 1), date(2149, 12, 31)), st.sampled_from(Precision))
def test_two_columns_keep_a_planned_date_and_its_words_can_be_read_again(day, precision):
    planned = PlanDate.stored(day, precision)
    assert PlanDate.stored(planned.first, planned.precision) == planned
    assert parse_plan_date(planned.in_words("de")) == planned
    assert parse_plan_date(planned.in_words("en")) == planned
