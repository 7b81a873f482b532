"""Whatever a strategy says, a list takes it out and brings it back: nothing is lost, nothing is added."""

import datetime
import io
from decimal import Decimal
from string import ascii_letters, digits

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from dorflinde.core.cells import many_lines, one_line
from dorflinde.core.dates import PlanDate, Precision
from dorflinde.core.money import MOST
from dorflinde.places.models import Organisation
from dorflinde.strategy import actions
from dorflinde.strategy.exports import export_measures
from dorflinde.strategy.imports import import_measures
from dorflinde.strategy.models import (
    CostLine,
    Direction,
    Funding,
    FundingLine,
    IndicatorLine,
    Medium,
    PlanningProfile,
    Priority,
    Profile,
    Status,
    Visibility,
)
from dorflinde.strategy.models.planning import LONGEST

pytestmark = pytest.mark.django_db

# What breaks lists: formulas, quotation marks, separators, words with a meaning of their own, signs of all kinds.
TRICKY = [
    "=1+1", "+49 8555", "-5 Grad", "@alle", "'=x", "''", "'", '"', '""', 'a"b', '"a; b"', "a;b", "a,b", "a|b", "a & b", "M1 und M2",
    "M1+M2", "M1 (nach Beginn)", "(offen", "zu)", "keine", "Keine", "-", "–", "nein", "ja", "ja: weil", "Summe", "1", "007", "1.000",
    "0,5", "1e3", "TRUE", "wahr", "#REF!", "Straße", "ÄÖÜ ß", "naïve", "Größe\N{NO-BREAK SPACE}10", "2027", "01.02.2027", "Titel", "Nr.",
    "Bauamt: 3", "IT; Netz", "a\tb", "＝1", "_x0041_", "&amp;", "<b>", "𝔘nicode", "🌳", "e\u0301", "\u202eumgekehrt",
]  # fmt: skip
LINES = [*TRICKY, "eins\nzwei", "eins\r\nzwei\r\n\r\ndrei", "=a\n=b", " vorn und hinten ", "Zeile;\nmit; Zeichen\n"]
letters = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
line = st.one_of(st.sampled_from(TRICKY), letters)
name = line.filter(one_line)
text = st.one_of(st.just(""), st.sampled_from(LINES), letters)
day = st.dates(datetime.date(1950, 1, 1), datetime.date(2150, 12, 31))
month = day.map(lambda one: one.replace(day=1))
money = st.one_of(st.none(), st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("100000.50"), Decimal("9999999999.99"), Decimal(1000)]),
                  st.decimals(0, 10**7, places=2))  # fmt: skip
share = st.one_of(
    st.none(), st.sampled_from([Decimal(0), Decimal(1), Decimal("0.5"), Decimal(100)]), st.decimals(0, 100, places=2)
)
work = st.one_of(
    st.sampled_from([Decimal("0.01"), Decimal("2.5"), Decimal(1000)]), st.decimals(Decimal("0.01"), 9999, places=2)
)
planned = st.one_of(
    st.none(),
    st.sampled_from([Precision.NOW, Precision.SOON, Precision.OPEN]).map(lambda one: PlanDate.stored(None, one)),
    st.builds(PlanDate.stored, st.dates(datetime.date(1951, 1, 1), datetime.date(2149, 12, 31)),
              st.sampled_from([one for one in Precision if one not in {Precision.NOW, Precision.SOON, Precision.OPEN}])),
)  # fmt: skip
fundings = st.lists(
    st.builds(FundingLine, name, share, money, st.sampled_from(Funding.Kind.values), st.sampled_from(["", *Funding.Stage.values]),
              *[st.none() | day] * 5, st.sampled_from(["", *Funding.Deadline.values])),
    max_size=3,
).map(tuple)  # fmt: skip
indicators = st.lists(
    st.builds(IndicatorLine, name, line, line, st.just(""), st.just("") | line, st.sampled_from(["", *Direction.values])), max_size=2
).map(tuple)  # fmt: skip
costs = st.lists(
    st.builds(CostLine, st.integers(1990, 2060), money, money), max_size=3, unique_by=lambda line: line.year
).map(tuple)  # fmt: skip
number = st.one_of(
    st.sampled_from(TRICKY).map(one_line).filter(bool), st.text(ascii_letters + digits, min_size=1, max_size=4)
)


@st.composite
def profiles(draw, number, fields, organisations):
    start, end = draw(planned), draw(planned)
    by_year, once = draw(costs), draw(money)
    spent = sum((row.once for row in by_year if row.once is not None), Decimal(0))
    if spent > MOST:
        by_year = ()
    elif once is not None:
        once = max(once, spent)
    said = Profile(
        title=draw(name), number=number, field=draw(st.none() | st.sampled_from(fields)), goal=draw(text), description=draw(text),
        lead=draw(st.just("") | line), lead_organisation=draw(st.none() | st.sampled_from(organisations)), participants=draw(text),
        cost_once=once, costs=by_year, cost_per_year=draw(money), staff_months=draw(st.none() | st.just(Decimal(0)) | work),
        priority=draw(st.sampled_from(["", *Priority.values])), start=start, end=end,
        medium=draw(st.sampled_from(["", *Medium.values])), effort=draw(st.none() | st.integers(1, 5)),
        benefit=draw(st.none() | st.integers(1, 5)), risks=draw(text), origin_text=draw(text),
        visibility=draw(st.sampled_from(Visibility.values)), fundings=draw(fundings), indicators=draw(indicators),
    )  # fmt: skip
    return said if not said.ends_before_it_begins else Profile(title=said.title, number=number, start=start)


@st.composite
def plans(draw, profile):
    can_stand = profile.start is not None and profile.start.first is not None
    months = sorted(draw(st.lists(month, min_size=2, max_size=2)))
    return PlanningProfile(
        duration=draw(st.none() | st.integers(1, LONGEST)),
        earliest=draw(st.sampled_from([None, months[0]])), latest=draw(st.sampled_from([None, months[1]])),
        demands=draw(st.dictionaries(name.map(one_line), work, max_size=3)),
        held=draw(st.none() | st.just("") | name.map(one_line)) if can_stand else None,
    )  # fmt: skip


def _build(data, place):
    """Make a strategy with the actions, as the workbench does."""
    titles = data.draw(st.lists(name.map(one_line), min_size=1, max_size=2, unique_by=str.casefold))
    fields = [actions.create_field(place, title, actor=None) for title in titles]
    names = data.draw(st.lists(name.map(one_line), min_size=1, max_size=2, unique_by=str.casefold))
    leads = [Organisation.objects.create(place=place, kind="club", name=one) for one in names]
    numbers = data.draw(st.lists(number, min_size=1, max_size=4, unique_by=str.casefold))
    made, roles = [], {}
    for one in numbers:
        profile = data.draw(profiles(one, fields, leads))
        plan = data.draw(plans(profile))
        demands = {roles.setdefault(title.casefold(), title): months for title, months in plan.demands.items()}
        needs = data.draw(st.lists(st.sampled_from(made), unique=True)) if made else []
        status, progress = data.draw(st.sampled_from(Status.values)), data.draw(st.none() | st.integers(0, 100))
        measure = actions.create_measure(place, profile, actor=None, status=status, progress=progress, needs=needs)
        actions.save_plan(
            measure, PlanningProfile(plan.duration, plan.earliest, plan.latest, demands, plan.held), actor=None
        )
        ties = {
            tie: (data.draw(st.sampled_from(["fs", "ss"])), data.draw(st.integers(0, 60)))
            for tie in measure.dependencies.all()
        }
        actions.set_ties(ties)
        made.append(measure)
    return len(made)


def _cells(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.data())
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_any_strategy_makes_the_round(municipality, neighbour, form, data):
    with transaction.atomic():
        made = _build(data, municipality)
        csv, sheet = export_measures(municipality, "csv")[0], _cells(export_measures(municipality, "xlsx")[0])
        file, rows = export_measures(municipality, form)
        assert rows == made

        here = import_measures(municipality, file, actor=None)
        assert ([row.as_dict() for row in here.rejected], here.unchanged) == ([], made), [
            row.changed for row in here.planned
        ]

        there = import_measures(neighbour, file, actor=None)
        assert ([row.as_dict() for row in there.rejected], there.created) == ([], made)
        assert export_measures(neighbour, "csv")[0].decode() == csv.decode()
        assert _cells(export_measures(neighbour, "xlsx")[0]) == sheet

        again = import_measures(neighbour, file, actor=None)
        assert (again.created, again.updated, again.unchanged) == (0, 0, made), [row.changed for row in again.planned]
        transaction.set_rollback(True)


@settings(deadline=None)
@given(st.text())
def test_texts_are_as_a_list_can_hold_them(said):
    for tidy in (one_line, many_lines):
        assert tidy(tidy(said)) == tidy(said)
