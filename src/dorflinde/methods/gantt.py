"""Where everything stands on a roadmap chart: bars, labels, grid, dependencies.

Pure arithmetic, no drawing: the same layout becomes the chart of the web page and the one of the printed paper.

Units: positions are whole pixels, y grows downwards. Months are counted from the year 0 (:func:`month_of`), so that
month 24312 is January 2026. Input is a sequence of :class:`Row` and a :class:`Window`, both ends included; the answer is
a :class:`Chart`. The same input gives the same chart; rows keep the order they come in, groups the order in which they
first appear. Raises ValueError for two rows with one id, an end before its beginning, or a window that cannot be drawn.

A dependency says that one measure must be finished before the other begins; a measure without a planned end counts
from its beginning, for it will be there from then on.

Labels are never cut: a label stands inside its bar if it fits, else right of it, else left of it, else in lines of its
own above it; on narrow charts (``names_above``) all of them stand above, where they begin at the same edge (text measured by :mod:`dorflinde.methods.text_width`). Dependencies leave the end of a bar downwards or
upwards and enter the beginning of the other through the gap between two rows, where no label stands.

Source: the bar chart after Henry L. Gantt, "Organizing for Work" (1919); the routing and labelling rules are our own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dorflinde.methods.text_width import text_width, wrapped

Place = Literal["inside", "right", "left", "above"]
Point = tuple[int, int]

LONGEST_WINDOW = 1200  # months: a hundred years are no roadmap
SIGN = 8  # pixels for the arrow of a bar that goes on outside the window


def month_of(day: date) -> int:
    """Return the number of a day's month."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point in time worth a mark on its bar."""

    title: str
    month: int


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: ``end`` is its last month, ``None`` an open end; without ``start`` it cannot stand on the chart."""

    id: str
    title: str
    group: str
    start: int | None
    end: int | None = None
    status: str = ""
    progress: int = 0  # percent
    milestones: tuple[Milestone, ...] = ()
    depends_on: tuple[str, ...] = ()
    # What it waits for otherwise than until its end: name → (until its beginning only, months between).
    ties: Mapping[str, tuple[bool, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """The months the chart shows."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months that are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels."""

    width: int = 1000
    lead: int = 176  # the column of group names; without one (0) they stand above their bars
    head: int = 56  # today's word, years, quarters
    bar: int = 26
    gap: int = 12  # between two bars; dependencies run here
    font: int = 14
    padding: int = 8
    names_above: bool = False  # for phones: every name in lines of its own above its bar

    @property
    def line(self) -> int:
        """The height of one line of text."""
        return round(self.font * 1.3)


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside or on its bar; ``y`` is the baseline of the first line, ``anchor`` as in SVG."""

    lines: tuple[str, ...]
    x: int
    y: int
    anchor: Literal["start", "end"]
    place: Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone's middle."""

    title: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One row's bar; ``cut_left``/``cut_right`` say that it goes on outside the window, ``open_end`` that no end is planned."""

    row: Row
    x: int
    y: int
    width: int
    height: int
    done: int  # width of the progress strip
    label: Label
    marks: tuple[Mark, ...]
    cut_left: bool
    cut_right: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A group: its name in lines at the left, its bars, and the line below."""

    title: str
    lines: tuple[str, ...]
    y: int
    height: int
    text_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid; an empty label where there is no room for one."""

    x: int
    label: str
    label_x: int


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency from the end of one bar to the beginning of another; ``late`` when the end comes after the beginning."""

    source: str
    target: str
    points: tuple[Point, ...]
    late: bool

    @property
    def path(self) -> str:
        """The points as SVG's ``points`` wants them."""
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole layout; ``undated`` and ``outside`` name the rows that have no place on it."""

    width: int
    height: int
    lead: int
    head: int
    line: int
    lanes: tuple[Lane, ...]
    years: tuple[Tick, ...]
    quarters: tuple[Tick, ...]
    links: tuple[Link, ...]
    today: Tick | None
    today_anchor: Literal["start", "end"]
    undated: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All bars from top to bottom."""
        return tuple(bar for lane in self.lanes for bar in lane.bars)


def lay_out(
    rows: Sequence[Row],
    window: Window,
    *,
    today: date | None = None,
    today_label: str = "heute",
    sizes: Sizes = Sizes(),
) -> Chart:
    """Lay out the rows in the window."""
    _check(rows, window, sizes)
    drawn = [row for row in rows if row.start is not None and _touches(row, window)]
    lanes: list[Lane] = []
    top = sizes.head
    for group in dict.fromkeys(row.group for row in drawn):
        lane = _lane(group, [row for row in drawn if row.group == group], top, window, sizes)
        lanes.append(lane)
        top += lane.height
    bars = {bar.row.id: bar for lane in lanes for bar in lane.bars}
    now = _today(today, today_label, window, sizes) if today else None
    return Chart(
        width=sizes.width,
        height=top + 1,
        lead=sizes.lead,
        head=sizes.head,
        line=sizes.line,
        lanes=tuple(lanes),
        years=_years(window, sizes),
        quarters=_quarters(window, sizes),
        links=tuple(_links(bars, sizes)),
        today=now,
        today_anchor="end" if now and now.label_x < now.x else "start",
        undated=tuple(row.id for row in rows if row.start is None),
        outside=tuple(row.id for row in rows if row.start is not None and not _touches(row, window)),
    )


def _check(rows: Sequence[Row], window: Window, sizes: Sizes) -> None:
    if not 1 <= window.months <= LONGEST_WINDOW:
        raise ValueError(f"a window of {window.months} months cannot be drawn")
    if sizes.width - sizes.lead < 10 * sizes.font or sizes.gap < 6:
        raise ValueError("the chart is too narrow for its text")
    if len({row.id for row in rows}) != len(rows):
        raise ValueError("two rows have the same id")
    for row in rows:
        if row.start is not None and row.end is not None and row.end < row.start:
            raise ValueError(f"row {row.id} ends before it begins")


def _touches(row: Row, window: Window) -> bool:
    return row.start is not None and row.start <= window.last and (row.end is None or row.end >= window.first)


def _x(month: float, window: Window, sizes: Sizes) -> int:
    """Where a month begins."""
    return sizes.lead + round((month - window.first) * (sizes.width - sizes.lead) / window.months)


def _lane(title: str, rows: Sequence[Row], top: int, window: Window, sizes: Sizes) -> Lane:
    room = (sizes.lead or sizes.width) - 2 * sizes.padding
    lines = wrapped(title, room, sizes.font, bold=True)
    words = sizes.gap + len(lines) * sizes.line
    bars = []
    y = top if sizes.lead else top + words - sizes.gap // 2
    for row in rows:
        bar = _bar(row, y + sizes.gap, window, sizes)
        bars.append(bar)
        y = bar.y + bar.height
    bottom = max(y, top + words) + sizes.gap
    text_y = top + sizes.gap + (_baseline(sizes) if sizes.lead else sizes.font)
    return Lane(title, lines, top, bottom - top, text_y, tuple(bars))


def _baseline(sizes: Sizes) -> int:
    """How far below the top of a bar the text stands that runs through its middle."""
    return sizes.bar // 2 + round(sizes.font * 0.35)


def _bar(row: Row, top: int, window: Window, sizes: Sizes) -> Bar:
    begin = row.start if row.start is not None else window.first
    end = window.last if row.end is None else row.end
    x = _x(max(begin, window.first), window, sizes)
    width = max(_x(min(end, window.last) + 1, window, sizes) - x, 6)
    goes_on = row.end is None or row.end > window.last
    label, above = _label(row.title, x, width, top, sizes, before=begin < window.first, after=goes_on)
    y = top + above
    return Bar(
        row=row,
        x=x,
        y=y,
        width=width,
        height=sizes.bar,
        done=round(width * min(max(row.progress, 0), 100) / 100),
        label=label,
        marks=tuple(
            Mark(stone.title, _x(stone.month + 0.5, window, sizes), y + sizes.bar)
            for stone in row.milestones
            if window.first <= stone.month <= window.last
        ),
        cut_left=begin < window.first,
        cut_right=row.end is not None and row.end > window.last,
        open_end=row.end is None,
    )


def _label(title: str, x: int, width: int, top: int, sizes: Sizes, *, before: bool, after: bool) -> tuple[Label, int]:
    """The label, and how much room it needs above the bar; the signs that a bar goes on outside keep their room."""
    needed = text_width(title, sizes.font)
    y = top + _baseline(sizes)
    left = sizes.padding + (SIGN if before else 0)
    if sizes.names_above:
        return _above(title, top, sizes)
    if needed + left + sizes.padding + (SIGN if after else 0) <= width:
        return Label((title,), x + left, y, "start", "inside"), 0
    if x + width + sizes.padding + needed <= sizes.width:
        return Label((title,), x + width + sizes.padding, y, "start", "right"), 0
    if x - sizes.padding - needed >= sizes.lead:
        return Label((title,), x - sizes.padding, y, "end", "left"), 0
    return _above(title, top, sizes)


def _above(title: str, top: int, sizes: Sizes) -> tuple[Label, int]:
    lines = wrapped(title, sizes.width - sizes.lead, sizes.font)
    return Label(lines, sizes.lead, top + sizes.font, "start", "above"), len(lines) * sizes.line


def _years(window: Window, sizes: Sizes) -> tuple[Tick, ...]:
    """A line per January; on a crowded axis only every second, fifth, … year is named."""
    room = (sizes.width - sizes.lead) / window.months * 12
    needed = text_width("2000", sizes.font) + sizes.padding
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if room * step >= needed)
    ticks = []
    for year in range(window.first // 12, window.last // 12 + 1):
        x = _x(max(year * 12, window.first), window, sizes)
        until = _x(min((year + step) * 12, window.last + 1), window, sizes)
        named = year % step == 0 and until - x >= needed
        ticks.append(Tick(x, str(year) if named else "", x + sizes.padding // 2))
    return tuple(ticks)


def _quarters(window: Window, sizes: Sizes) -> tuple[Tick, ...]:
    """A line per quarter while they stand at least eight pixels apart, named where there is room."""
    room = (sizes.width - sizes.lead) / window.months * 3
    if room < 8:
        return ()
    size = sizes.font - 3
    named = room >= text_width("IV", size) + 4
    ticks = []
    for month in range(-(-window.first // 3) * 3, window.last + 1, 3):
        x = _x(month, window, sizes)
        whole = month + 3 <= window.last + 1
        ticks.append(Tick(x, ("I", "II", "III", "IV")[month % 12 // 3] if named and whole else "", x + round(room / 2)))
    return tuple(ticks)


def _today(today: date, label: str, window: Window, sizes: Sizes) -> Tick | None:
    month = month_of(today)
    if not window.first <= month <= window.last:
        return None
    # Every month counts thirty-one days here: a day more or less is less than a pixel.
    x = _x(month + (today.day - 1) / 31, window, sizes)
    needed = text_width(label, sizes.font, bold=True) + sizes.padding // 2
    return Tick(x, label, x - sizes.padding // 2 if x + needed > sizes.width else x + sizes.padding // 2)


def _links(bars: dict[str, Bar], sizes: Sizes) -> list[Link]:
    found = []
    for target in bars.values():
        for name in dict.fromkeys(target.row.depends_on):
            source = bars.get(name)
            if source and source is not target:
                found.append(
                    Link(name, target.row.id, _route(source, target, sizes), _overlaps(source.row, target.row))
                )
    return found


def _overlaps(source: Row, target: Row) -> bool:
    """Tell whether one begins before what it waits for lets it."""
    if source.start is None or target.start is None:
        return False
    waits_for_beginning, months = target.ties.get(source.id, (False, 0))
    if waits_for_beginning or source.end is None:
        return source.start + months > target.start
    return source.end + months >= target.start


def _route(source: Bar, target: Bar, sizes: Sizes) -> tuple[Point, ...]:
    """Out of the end of one bar (the beginning, if it has no end), through the gap at the other bar, into its beginning."""
    leave = source.x + min(18, source.width) if source.open_end else max(source.x + source.width - 4, source.x)
    enter = min(target.x + 6, target.x + target.width)
    down = target.y > source.y
    begin = source.y + source.height if down else source.y
    end = target.y if down else target.y + target.height
    # Lines that come from below keep to the other half of the gap, so that the two kinds never lie on each other.
    channel = end - sizes.gap // 2 + 1 if down else end + sizes.gap // 4
    if leave == enter:
        return ((leave, begin), (enter, end))
    return ((leave, begin), (leave, channel), (enter, channel), (enter, end))
