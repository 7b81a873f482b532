"""The roadmap chart as a drawing: with colours of its own for paper, with classes and links for the web page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from dorflinde.methods.gantt import Bar, Chart, Lane, Link
from dorflinde.methods.text_width import text_width

FONT = "Fira Sans, Libertinus Serif, sans-serif"
LEGEND_HEIGHT = 40
DASHED = frozenset({"idea", "paused"})
# A pattern per status that is not a plain colour: how far it is can be seen without seeing colours.
PATTERNS = {
    "planned": '<path d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" {} stroke-opacity="0.45" stroke-width="1.4"/>',
    "idea": '<path d="M4 4h.01" {} stroke-width="2" stroke-linecap="round"/>',
    "paused": '<path d="M0 0 8 8M8 0 0 8" {} stroke-opacity="0.5" stroke-width="0.8"/>',
}


@dataclass(frozen=True, slots=True)
class Legend:
    """What the drawing says in words: the names of the statuses, and of the two kinds of dependency."""

    statuses: Sequence[tuple[str, str]]
    needs: str
    early: str
    critical: str = ""
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class Skin:
    """How parts are painted (a part's name to SVG attributes), and where bars lead (a row's id to address and words)."""

    paint: Callable[[str], str]
    opening: str
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)  # further attributes of a bar's link, ready to be written
    critical: frozenset[str] = frozenset()
    arrows: bool = True
    on_demand: bool = False  # arrows belong to their bars and show when one is pointed at


def on_paper(colours: Mapping[str, str]) -> Skin:
    """Paint with the municipality's own colours, written into the drawing."""
    looks = {
        "line": ("none", colours["line"]),
        "text": (colours["ink"], ""),
        "soft": (colours["soft"], ""),
        "edge": ("none", colours["edge"]),
        "link": ("none", colours["soft"]),
        "late": ("none", colours["brick"]),
        "head-link": (colours["soft"], ""),
        "head-late": (colours["brick"], ""),
        "today": ("none", colours["brick"]),
        "today-text": (colours["brick"], ""),
        "progress": (colours["brand-deep"], ""),
        "mark": (colours["sun"], colours["ink"]),
        "halo": ("none", "#ffffff"),
        "done": (colours["brand"], colours["brand"]),
        "active": (colours["brand-mid"], colours["brand"]),
        "planned": ("url(#look-planned)", colours["brand"]),
        "idea": ("url(#look-idea)", colours["brand"]),
        "paused": ("url(#look-paused)", colours["edge"]),
        "ground": (colours["well"], ""),
        "halo-planned": ("none", colours["well"]),
        "halo-idea": ("none", colours["well"]),
        "halo-paused": ("none", colours["well"]),
        "text-done": ("#ffffff", ""),
        "sign-done": ("none", "#ffffff"),
        "sign": ("none", colours["ink"]),
    }

    def paint(part: str) -> str:
        fill, stroke = looks[part]
        return f'fill="{fill}"' + (f' stroke="{stroke}"' if stroke else "")

    return Skin(paint, f'font-family="{FONT}"')


def on_screen(
    links: Mapping[str, tuple[str, str]],
    label: str,
    *,
    narrow: bool = False,
    hints: Mapping[str, str] | None = None,
    critical: frozenset[str] = frozenset(),
) -> Skin:
    """Paint with the stylesheet's classes and make a link of every bar; the narrow one is for phones, without arrows."""

    def paint(part: str) -> str:
        # The ground stands in the drawing: a stylesheet's address would lead away from it in some browsers.
        ground = f' fill="url(#look-{part})"' if part in PATTERNS else ""
        return f'class="roadmap-{part}"{ground}'

    kind = "roadmap-chart narrow" if narrow else "roadmap-chart"
    return Skin(
        paint, f'class="{kind}" role="group" aria-label="{escape(label)}"', links,
        hints=hints or {}, critical=critical, arrows=not narrow, on_demand=not narrow,
    )  # fmt: skip


def draw(chart: Chart, skin: Skin, legend: Legend) -> str:
    """Draw the chart; each row's ``status`` is one of the legend's."""
    paint = skin.paint
    words, room = _legend(chart, legend, skin)
    height = chart.height + room
    always = chart.links if skin.arrows and not skin.on_demand else ()
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width} {height}" width="{chart.width}" '
            f'height="{height}" font-size="14" {skin.opening}><defs>',
            *(_pattern(name, drawn, paint) for name, drawn in PATTERNS.items()),
            *(_arrow(kind, paint) for kind in ("link", "late")),
            f'</defs><g aria-hidden="true">{_grid(chart, paint)}</g>',
            *(f'<path d="M0 {lane.y}H{chart.width}" {paint("line")}/>' for lane in chart.lanes),
            _today(chart, paint),  # beneath the bars, so that it runs through no name
            *(_link(link, paint) for link in always),
            *(_title(lane, chart.line, paint) for lane in chart.lanes),
            *(_bar(bar, chart, skin) for bar in chart.bars),
            f'<g aria-hidden="true">{words}</g></svg>',
        ]
    )


def named(drawing: str, prefix: str) -> str:
    """The drawing with ids of its own, to stand beside others on one page."""
    return drawing.replace('id="', f'id="{prefix}-').replace("url(#", f"url(#{prefix}-")


def _pattern(name: str, drawn: str, paint: Callable[[str], str]) -> str:
    return (
        f'<pattern id="look-{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" {paint("ground")}/>{drawn.format(paint("edge"))}</pattern>'
    )


def _arrow(kind: str, paint: Callable[[str], str]) -> str:
    return (
        f'<marker id="arrow-{kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" {paint(f"head-{kind}")}/></marker>'
    )


def _grid(chart: Chart, paint: Callable[[str], str]) -> str:
    parts = []
    for tick in chart.quarters:
        parts.append(f'<path d="M{tick.x} {chart.head - 4}V{chart.height}" {paint("line")} stroke-width="0.5"/>')
        if tick.label:
            where = f'x="{tick.label_x}" y="{chart.head - 8}" font-size="11" text-anchor="middle"'
            parts.append(f"<text {where} {paint('soft')}>{tick.label}</text>")
    for tick in chart.years:
        parts.append(f'<path d="M{tick.x} {chart.head - 40}V{chart.height}" {paint("line")} stroke-width="1.4"/>')
        if tick.label:
            where = f'x="{tick.label_x + 2}" y="{chart.head - 26}" font-weight="600"'
            parts.append(f"<text {where} {paint('text')}>{tick.label}</text>")
    return "".join(parts)


def _title(lane: Lane, line: int, paint: Callable[[str], str]) -> str:
    return "".join(
        _words(words, f'x="8" y="{lane.text_y + index * line}" font-weight="600"', paint("text"), paint("halo"))
        for index, words in enumerate(lane.lines)
    )


def _words(words: str, where: str, ink: str, halo: str) -> str:
    """A line of text; with a halo in the colour of the ground neither a pattern nor a line runs through its letters."""
    around = f'<text {where} {halo} stroke-width="5" stroke-linejoin="round" aria-hidden="true">{escape(words)}</text>'
    return f"{around if halo else ''}<text {where} {ink}>{escape(words)}</text>"


def _link(link: Link, paint: Callable[[str], str]) -> str:
    return f'<polyline points="{link.path}" {_line(link.late, paint)}/>'


def _line(late: bool, paint: Callable[[str], str]) -> str:
    kind = "late" if late else "link"
    dash = ' stroke-dasharray="5 3"' if late else ""
    return f'{paint(kind)} stroke-width="1.2"{dash} marker-end="url(#arrow-{kind})"'


def _bar(bar: Bar, chart: Chart, skin: Skin) -> str:
    words, ground = _label(bar, chart.line, skin.paint), _ground(bar, skin) + _signs(bar, skin.paint)
    # the halo of a name above its bar must not bite into the bar
    drawn = words + ground if bar.label.place == "above" else ground + words
    if bar.row.id not in skin.links:
        return f"<g>{drawn}</g>"
    address, words = skin.links[bar.row.id]
    hint = f" {skin.hints[bar.row.id]}" if bar.row.id in skin.hints else ""
    arrows = _arrows_of(bar, chart, skin.paint) if skin.on_demand else ""
    return f'<a href="{escape(address)}"{hint}><title>{escape(words)}</title>{drawn}{arrows}</a>'


def _arrows_of(bar: Bar, chart: Chart, paint: Callable[[str], str]) -> str:
    """What a bar waits for and what waits for it; the stylesheet shows it when the bar is pointed at."""
    own = [_link(link, paint) for link in chart.links if bar.row.id in {link.source, link.target}]
    return f'<g class="roadmap-arrows" aria-hidden="true">{"".join(own)}</g>' if own else ""


def _ground(bar: Bar, skin: Skin) -> str:
    paint = skin.paint
    dash = ' stroke-dasharray="5 3"' if bar.row.status in DASHED else ""
    where = f'x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}" rx="5"'
    strip = ""
    if bar.done and bar.row.status == "active":
        low = f'x="{bar.x}" y="{bar.y + bar.height - 5}" width="{bar.done}" height="5" rx="2"'
        strip = f"<rect {low} {paint('progress')}/>"
    ring = ""
    if bar.row.id in skin.critical:
        around = f'x="{bar.x - 3}" y="{bar.y - 3}" width="{bar.width + 6}" height="{bar.height + 6}" rx="7"'
        ring = f"<rect {around} {paint('critical')}/>"
    return f"<rect {where} {paint(bar.row.status)}{dash}/>{strip}{ring}"


def _signs(bar: Bar, paint: Callable[[str], str]) -> str:
    """Arrows where the bar goes on outside the chart, and its milestones."""
    sign = paint("sign-done" if bar.row.status == "done" else "sign")
    middle, right = bar.y + bar.height // 2, bar.x + bar.width
    parts = []
    if bar.open_end or bar.cut_right:
        parts.append(f'<path d="M{right - 9} {middle - 5}l5 5-5 5" {sign} stroke-width="1.6"/>')
    if bar.cut_left:
        parts.append(f'<path d="M{bar.x + 8} {middle - 5}l-5 5 5 5" {sign} stroke-width="1.6"/>')
    parts += [_diamond(mark.x, mark.y, paint, mark.title) for mark in bar.marks]
    return "".join(parts)


def _diamond(x: int, y: int, paint: Callable[[str], str], title: str = "") -> str:
    words = f"<title>{escape(title)}</title>" if title else ""
    return f'<path d="M{x} {y - 6}l6 6-6 6-6-6z" {paint("mark")}>{words}</path>'


def _label(bar: Bar, line: int, paint: Callable[[str], str]) -> str:
    inside = bar.label.place == "inside"
    status = bar.row.status
    ink = paint("text-done" if inside and status == "done" else "text")
    halo = f"halo-{status}" if inside and status in PATTERNS else "" if inside else "halo"
    anchor = ' text-anchor="end"' if bar.label.anchor == "end" else ""
    return "".join(
        _words(words, f'x="{bar.label.x}" y="{bar.label.y + index * line}"{anchor}', ink, paint(halo) if halo else "")
        for index, words in enumerate(bar.label.lines)
    )


def _today(chart: Chart, paint: Callable[[str], str]) -> str:
    if chart.today is None:
        return ""
    where = f'x="{chart.today.label_x}" y="{chart.head - 44}" text-anchor="{chart.today_anchor}" font-size="13" font-weight="600"'
    return (
        f'<path d="M{chart.today.x} {chart.head - 52}V{chart.height}" {paint("today")} stroke-width="1.8"/>'
        f"<text {where} {paint('today-text')}>{escape(chart.today.label)}</text>"
    )


def _legend(chart: Chart, legend: Legend, skin: Skin) -> tuple[str, int]:
    """What the signs mean, in as many lines as are needed; and how much room that takes."""
    paint = skin.paint
    used = {bar.row.status for bar in chart.bars}
    samples = [(_sample(name, paint), words) for name, words in legend.statuses if name in used]
    samples += [
        (f'<path d="M0 8H30" {_line(late, paint)}/>', words)
        for late, words in ((False, legend.needs), (True, legend.early))
        if skin.arrows and any(link.late is late for link in chart.links)
    ]
    if legend.critical and skin.critical & {bar.row.id for bar in chart.bars}:
        samples.append((f'<rect x="2" width="26" height="16" rx="5" {paint("critical")}/>', legend.critical))
    if legend.milestone and any(bar.marks for bar in chart.bars):
        samples.append((_diamond(15, 8, paint), legend.milestone))
    parts, x, y = [], 8, chart.height + 14
    for sample, words in samples:
        needed = 38 + round(text_width(words, 14))
        if x > 8 and x + needed > chart.width:
            x, y = 8, y + 24
        text = f'<text x="38" y="13" {paint("text")}>{escape(words)}</text>'
        parts.append(f'<g transform="translate({x} {y})">{sample}{text}</g>')
        x += needed + 26
    return "".join(parts), y - chart.height + LEGEND_HEIGHT - 14


def _sample(status: str, paint: Callable[[str], str]) -> str:
    dash = ' stroke-dasharray="5 3"' if status in DASHED else ""
    return f'<rect width="30" height="16" rx="4" {paint(status)}{dash}/>'
