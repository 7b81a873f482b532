from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from dorflinde.methods.gantt import LONGEST_WINDOW, Milestone, Row, Sizes, Window, lay_out, month_of
from dorflinde.methods.text_width import text_width

YEARS_2024_TO_2026 = Window(month_of(date(2024, 1, 1)), month_of(date(2026, 12, 1)))
JANUARY_2025 = month_of(date(2025, 1, 1))

TITLES = st.text(st.characters(codec="latin-1", categories=("L", "Zs")), min_size=1, max_size=160)


@st.composite
def drawings(draw):
    first = draw(st.integers(24000, 24600))
    window = Window(first, first + draw(st.integers(0, 240)))
    rows = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.one_of(st.none(), st.integers(first - 60, first + 300)))
        end = draw(st.one_of(st.none(), st.integers(0, 120)))
        rows.append(
            Row(
                id=f"M{number}",
                title=draw(TITLES),
                group=draw(st.sampled_from(["Mobilität", "Bildung und Teilhabe", "Daten und Infrastruktur"])),
                start=start,
                end=None if start is None or end is None else start + end,
                progress=draw(st.integers(-10, 150)),
                milestones=(Milestone("Einweihung", draw(st.integers(first - 10, first + 250))),),
                depends_on=tuple(f"M{other}" for other in draw(st.lists(st.integers(0, 14), max_size=3))),
            )
        )
    return (
        rows,
        window,
        Sizes(
            width=draw(st.integers(360, 1600)),
            lead=draw(st.sampled_from([0, 90, 140, 200])),
            names_above=draw(st.booleans()),
        ),
    )


def extent(label, size):
    width = max(text_width(line, size) for line in label.lines)
    return (label.x, label.x + width) if label.anchor == "start" else (label.x - width, label.x)


@given(drawings())
def test_no_label_is_ever_cut(drawing):
    rows, window, sizes = drawing
    chart = lay_out(rows, window, sizes=sizes)
    for bar in chart.bars:
        left, right = extent(bar.label, sizes.font)
        assert sizes.lead <= left
        assert right <= sizes.width + 0.5  # rounding to whole pixels
        if bar.label.place == "inside":
            assert bar.x <= left
            assert right <= bar.x + bar.width
        else:
            assert right <= bar.x or left >= bar.x + bar.width or bar.label.y < bar.y
        assert "".join("".join(bar.label.lines).split()).replace("-", "") == "".join(bar.row.title.split()).replace(
            "-", ""
        )
    for lane in chart.lanes:
        assert all(text_width(line, sizes.font, bold=True) <= (sizes.lead or sizes.width) for line in lane.lines)
        last_line = lane.text_y + (len(lane.lines) - 1) * chart.line
        assert last_line < (lane.y + lane.height if sizes.lead else lane.bars[0].y)


@given(drawings())
def test_every_row_stands_on_the_chart_or_is_named_as_missing(drawing):
    rows, window, sizes = drawing
    chart = lay_out(rows, window, sizes=sizes)
    shown = {bar.row.id for bar in chart.bars}
    assert shown | set(chart.undated) | set(chart.outside) == {row.id for row in rows}
    assert len(shown) + len(chart.undated) + len(chart.outside) == len(rows)


@given(drawings())
def test_bars_stay_in_the_plot_and_never_overlap(drawing):
    rows, window, sizes = drawing
    chart = lay_out(rows, window, sizes=sizes)
    bottom = chart.head
    for bar in chart.bars:
        assert bar.x >= sizes.lead
        assert bar.x + bar.width <= sizes.width + 6  # a bar is at least six pixels wide
        assert 0 <= bar.done <= bar.width
        assert bar.y >= bottom + sizes.gap
        bottom = bar.y + bar.height
    assert bottom < chart.height


@given(drawings())
def test_dependencies_run_in_the_gaps_between_the_rows(drawing):
    rows, window, sizes = drawing
    chart = lay_out(rows, window, sizes=sizes)
    lines = [(bar.y, bar.y + bar.height) for bar in chart.bars]
    known = {bar.row.id: set(bar.row.depends_on) for bar in chart.bars}
    for link in chart.links:
        assert link.source in known[link.target]
        for (x1, y1), (x2, y2) in pairwise(link.points):
            assert x1 == x2 or y1 == y2
            assert y1 != y2 or not any(top <= y1 < bottom for top, bottom in lines)


@given(drawings())
def test_the_same_rows_give_the_same_chart(drawing):
    rows, window, sizes = drawing
    assert lay_out(rows, window, sizes=sizes) == lay_out(list(rows), window, sizes=sizes)


def test_groups_and_rows_keep_their_order():
    rows = [
        Row("M2", "Zweite", "Mobilität", JANUARY_2025),
        Row("M1", "Erste", "Bildung", JANUARY_2025 - 8),
        Row("M3", "Dritte", "Mobilität", JANUARY_2025 - 12),
    ]
    chart = lay_out(rows, YEARS_2024_TO_2026)
    assert [lane.title for lane in chart.lanes] == ["Mobilität", "Bildung"]
    assert [bar.row.id for bar in chart.bars] == ["M2", "M3", "M1"]


@pytest.mark.parametrize(
    ("title", "start", "months", "place"),
    [
        ("Bürger-App", 0, 36, "inside"),
        ("Rehkitzrettung mit Drohne", 3, 2, "right"),
        ("Verstetigungskonzept für alle Kommunen", 34, 2, "left"),
        ("Sehr ausführlicher Titel, der in keine Spalte passt, " * 3, 12, 6, "above"),
    ],
)
def test_a_label_takes_the_first_place_where_it_fits(title, start, months, place):
    first = YEARS_2024_TO_2026.first + start
    chart = lay_out([Row("M1", title, "Dorfleben", first, first + months - 1)], YEARS_2024_TO_2026)
    assert chart.bars[0].label.place == place


def test_a_bar_says_where_it_goes_on():
    rows = [
        Row("früher", "a", "g", YEARS_2024_TO_2026.first - 5, JANUARY_2025),
        Row("später", "b", "g", JANUARY_2025, YEARS_2024_TO_2026.last + 1),
        Row("offen", "c", "g", JANUARY_2025, None),
    ]
    before, after, without_end = lay_out(rows, YEARS_2024_TO_2026).bars
    assert (before.cut_left, before.cut_right, before.open_end) == (True, False, False)
    assert (after.cut_left, after.cut_right, after.open_end) == (False, True, False)
    assert (without_end.cut_left, without_end.cut_right, without_end.open_end) == (False, False, True)
    assert without_end.x + without_end.width == 1000


def test_a_dependency_that_cannot_hold_is_marked():
    rows = [
        Row("M1", "Vorher", "g", JANUARY_2025, JANUARY_2025 + 5),
        Row("M2", "Passt", "g", JANUARY_2025 + 6, None, depends_on=("M1",)),
        Row("M3", "Zu früh", "g", JANUARY_2025 + 3, None, depends_on=("M1", "M1", "M9", "M3")),
    ]
    links = lay_out(rows, YEARS_2024_TO_2026).links
    assert [(link.source, link.target, link.late) for link in links] == [("M1", "M2", False), ("M1", "M3", True)]


def test_a_tie_may_end_with_a_beginning_and_leave_months_between():
    def late(**said):
        rows = [
            Row("M1", "Vorher", "g", JANUARY_2025, JANUARY_2025 + 5),
            Row("M2", "Danach", "g", JANUARY_2025 + 2, None, depends_on=("M1",), **said),
        ]
        return lay_out(rows, YEARS_2024_TO_2026).links[0].late

    assert late()
    assert not late(ties={"M1": (True, 2)})
    assert late(ties={"M1": (True, 3)})


def test_what_has_no_end_is_needed_from_its_beginning():
    rows = [
        Row("M1", "Stelle auf Dauer", "g", JANUARY_2025, None),
        Row("M2", "Danach", "g", JANUARY_2025 + 3, None, depends_on=("M1",)),
        Row("M3", "Davor", "g", JANUARY_2025 - 3, None, depends_on=("M1",)),
    ]
    chart = lay_out(rows, YEARS_2024_TO_2026)
    assert [link.late for link in chart.links] == [False, True]
    assert all(link.points[0][0] < chart.bars[0].x + 20 for link in chart.links)


def test_years_quarters_and_today_stand_on_the_grid():
    chart = lay_out([], YEARS_2024_TO_2026, today=date(2025, 7, 1))
    assert [tick.label for tick in chart.years] == ["2024", "2025", "2026"]
    assert [tick.label for tick in chart.quarters][:4] == ["I", "II", "III", "IV"]
    assert chart.years[0].x == chart.lead
    assert chart.today.x == round(chart.lead + (chart.width - chart.lead) / 2)
    assert lay_out([], YEARS_2024_TO_2026, today=date(2027, 1, 1)).today is None


def test_todays_word_turns_to_the_left_at_the_right_edge():
    chart = lay_out([], YEARS_2024_TO_2026, today=date(2026, 12, 31))
    assert chart.today_anchor == "end"
    assert chart.today.label_x < chart.today.x


@given(st.integers(0, 30000), st.integers(1, LONGEST_WINDOW))
def test_names_of_years_never_touch(first, months):
    chart = lay_out([], Window(first, first + months - 1))
    named = [tick for tick in chart.years if tick.label]
    for one, next_one in pairwise(named):
        assert one.label_x + text_width(one.label, 14) <= next_one.x


@pytest.mark.parametrize(
    ("rows", "window", "sizes"),
    [
        ([Row("M1", "a", "g", 5, 4)], Window(0, 9), Sizes()),
        ([Row("M1", "a", "g", 5), Row("M1", "b", "g", 6)], Window(0, 9), Sizes()),
        ([], Window(9, 0), Sizes()),
        ([], Window(0, LONGEST_WINDOW), Sizes()),
        ([], Window(0, 9), Sizes(width=200)),
    ],
)
def test_what_cannot_be_drawn_is_refused(rows, window, sizes):
    with pytest.raises(ValueError, match=r"ends before|same id|cannot be drawn|too narrow"):
        lay_out(rows, window, sizes=sizes)


def test_on_phones_every_name_stands_above_its_bar():
    rows = [
        Row("M1", "Bank", "Mobilität", JANUARY_2025),
        Row("M2", "Dorfladen mit Paketstation", "Mobilität", JANUARY_2025),
    ]
    chart = lay_out(rows, YEARS_2024_TO_2026, sizes=Sizes(width=320, lead=0, names_above=True))
    assert [bar.label.place for bar in chart.bars] == ["above", "above"]
    assert all(bar.label.x == 0 and bar.label.y < bar.y for bar in chart.bars)
