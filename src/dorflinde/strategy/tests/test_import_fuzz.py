"""Whatever a file holds, reading it ends in a report or in a named problem, never in a traceback."""

import datetime
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from dorflinde.strategy.imports import ImportProblem, ImportReport, import_measures
from dorflinde.strategy.imports.columns import HEADINGS
from dorflinde.strategy.models import Measure

pytestmark = pytest.mark.django_db
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
known = st.sampled_from([word for words in HEADINGS.values() for word in words])
text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
said = st.sampled_from(
    ["", "M1", "M2", "M1; M2", "keine", "hoch", "2027", "Q3 2027", "31.02.2027", "laufend", "12.500 €", "1e400", "90 %", "0,9",
     "-1", "=1+1", "∞", "²", "٣", "\u202e", "5/5", "ja", "9" * 400, "in Umsetzung", "Summe"]
)  # fmt: skip
cell = st.one_of(said, text)
typed = st.one_of(
    cell, st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip


def _ends_well(place, content: bytes) -> None:
    before = Measure.objects.count()
    try:
        report = import_measures(place, content, actor=None, dry_run=True)
    except ImportProblem as problem:
        assert str(problem)
        return
    assert isinstance(report, ImportReport)
    assert all(rejection.row > 0 and rejection.column and rejection.reason for rejection in report.rejected)
    assert Measure.objects.count() == before


def _taken_over(place, content: bytes) -> None:
    """Also the good rows of nonsense can be written, and written again without a change."""
    try:
        first = import_measures(place, content, actor=None, partial=True)
    except ImportProblem:
        return
    again = import_measures(place, content, actor=None, partial=True)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created + first.updated + first.unchanged)
    Measure.objects.all().delete()


@few
@given(st.binary(max_size=400))
def test_any_bytes(municipality, content):
    _ends_well(municipality, content)


@few
@given(
    st.binary(max_size=200), st.sampled_from([b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"Titel;Nr.\n", b'Titel\n"'])
)
def test_any_bytes_after_a_known_beginning(municipality, content, beginning):
    _ends_well(municipality, beginning + content)


@few
@given(
    st.lists(known, min_size=1, max_size=12), st.lists(st.lists(cell, max_size=12), max_size=6), st.sampled_from(";,\t")
)
def test_any_text_under_known_headings(municipality, headings, rows, delimiter):
    lines = [delimiter.join(["Titel", *headings]), *(delimiter.join(row) for row in rows)]
    _ends_well(municipality, "\n".join(lines).encode("utf-8", "replace"))


@few
@given(st.lists(known, min_size=1, max_size=12), st.lists(st.lists(typed, min_size=1, max_size=13), max_size=5))
def test_any_cells_under_known_headings(municipality, headings, rows):
    _ends_well(municipality, _workbook([["Titel", *headings], *rows]))


@few
@given(st.lists(st.lists(typed, max_size=6), max_size=25))
def test_any_cells_at_all(municipality, rows):
    _ends_well(municipality, _workbook(rows))


@settings(parent=few, max_examples=15)
@given(st.lists(known, min_size=1, max_size=12), st.lists(st.lists(typed, min_size=1, max_size=13), max_size=3))
def test_what_is_taken_over_stays_the_same_the_second_time(municipality, headings, rows):
    _taken_over(municipality, _workbook([["Nr.", "Titel", *headings], *rows]))


@few
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook(municipality, place_of_damage, damage):
    whole = _workbook([["Nr.", "Titel", "Beginn"], ["M1", "Bank", datetime.date(2027, 1, 1)]])
    at = place_of_damage % len(whole)
    _ends_well(municipality, whole[:at] + damage + whole[at + len(damage) :])


def _workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            try:
                book.active.cell(number, column, value)
            except (ValueError, OverflowError, IllegalCharacterError):
                continue  # what a workbook itself cannot hold
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
