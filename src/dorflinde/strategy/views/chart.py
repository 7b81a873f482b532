"""The chart of the workbench: the rows of table and board along time, to be moved, with load and cost beneath."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import lcm
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core.dates import PlanDate
from dorflinde.methods.chain import longest_chain
from dorflinde.methods.gantt import Chart, Row, lay_out
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import ChartForm, PutBackForm, ShiftForm
from dorflinde.strategy.models import Measure, Status
from dorflinde.strategy.paper.chart import draw, named, on_screen
from dorflinde.strategy.paper.roadmap import legend
from dorflinde.strategy.paper.timeline import rows_of, window_of

from .frame import workbench_page
from .roadmap import NARROW, WIDE
from .strips import needs_of, strips


@dataclass(frozen=True, slots=True)
class Moved:
    """What was just moved, where to, and the words that put it back."""

    measure: Measure
    start: str
    end: str
    was_idea: bool


@login_required
@require_safe
def chart(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the measures along time, with the filters of table and board."""
    place = policies.workbench(request, municipality)
    return workbench_page(request, "chart", place, tab="chart", **_drawn(request, place))


@login_required
@require_POST
def shift(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Move a bar by whole months, or put it back; a script gets the chart drawn anew."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    is_fragment = request.headers.get("X-Requested-With") == "fetch"
    if "zurueck" in request.POST:
        back = PutBackForm(request.POST)
        if back.is_valid():
            said = back.cleaned_data
            actions.put_back(found, said["start"], said["end"], was_idea=said["was_idea"], actor=request.user)
            return _answer(request, place, found, None, is_fragment=is_fragment)
        return _answer(request, place, found, None, is_fragment=is_fragment, problem=True)
    before = Moved(found, _words(found.start), _words(found.end), found.status == Status.IDEA)
    form = ShiftForm(request.POST, measure=found)
    if not form.is_valid():
        return _answer(request, place, found, None, is_fragment=is_fragment, problem=True)
    actions.shift(found, form.cleaned_data["months"], actor=request.user)
    return _answer(request, place, found, before, is_fragment=is_fragment)


def _answer(
    request: UserRequest,
    place: Place,
    measure: Measure,
    moved: Moved | None,
    *,
    is_fragment: bool,
    problem: bool = False,
) -> HttpResponse:
    said = (
        _("„%(title)s“ lässt sich so nicht verschieben. Geben Sie den Termin im Formular ein.")
        if problem
        else _("„%(title)s“: %(period)s.")
    ) % {"title": measure.title, "period": measure.period}
    if is_fragment:
        context = {"place": place, "may_edit": True, "moved": moved, "said": said} | _drawn(request, place)
        return render(request, "strategy/workshop/parts/chart.html", context)
    messages.add_message(request, messages.WARNING if problem else messages.SUCCESS, said)
    return redirect("workshop:chart", place.slug)


def _drawn(request: UserRequest, place: Place) -> dict[str, Any]:
    today = timezone.localdate()
    filters = ChartForm(request.GET, place=place, windows=queries.windows_of(place))
    found = (
        filters.apply(policies.visible_measures(request.user, place))
        .shown_in_roadmap()
        .with_profile()
        .select_related("planning")
    )
    measures = list(found)
    groups = [_group(measure, filters.chosen.get("gruppe", "")) for measure in measures]
    rows = [replace(row, group=group) for row, group in zip(rows_of(measures, today, no_field=""), groups, strict=True)]
    rows.sort(key=lambda row: (row.group == _group(None, ""), row.group))
    window = window_of(rows, [today.year], today)
    wide, narrow = (lay_out(rows, window, today=today, today_label=_("heute"), sizes=sizes) for sizes in (WIDE, NARROW))
    missing = {*wide.undated, *wide.outside}
    needs = needs_of(place, measures, rows, window)
    return {
        "filters": filters,
        "chart": _drawings(request, place, wide, narrow, measures) if wide.lanes else "",
        "has_arrows": bool(wide.links),
        "missing": [measure for measure in measures if str(measure.public_id) in missing],
        "measures": measures,
        "years": needs.years,
        "strips": strips(needs, window),
        "unknown": sum(measure.cost_once is None and measure.cost_per_year is None for measure in measures),
        "unknown_staff": sum(measure.staff_months is None for measure in measures),
    }  # fmt: skip


def _group(measure: Measure | None, by: str) -> str:
    if measure is None:
        return _("Ohne Zuordnung")
    match by:
        case "ort":
            return measure.municipality.name
        case "person":
            return measure.lead or str(measure.lead_organisation or "") or _group(None, "")
        case "foerderung":
            return next((str(line.programme) for line in measure.fundings.all() if line.programme), _group(None, ""))
        case _:
            return measure.field.title if measure.field else _group(None, "")


def _drawings(
    request: UserRequest, place: Place, wide: Chart, narrow: Chart, measures: Sequence[Measure]
) -> SafeString:
    may_edit = policies.may_edit(request.user, place)
    name = "workshop:schedule" if may_edit else "workshop:measure"
    links = {
        str(measure.public_id): (
            reverse(name, args=[place.slug, measure.public_id]),
            f"{measure}: {measure.get_status_display()}, {measure.period}",
        )
        for measure in measures
    }
    month = (WIDE.width - WIDE.lead) / max(1, _months(wide))
    hints = {str(measure.public_id): _hint(request, place, measure, month) for measure in measures} if may_edit else {}
    critical = _critical(wide)
    label = _("Zeitachse der Maßnahmen; dieselben Angaben stehen in der Tabelle darunter")
    drawings = [
        draw(wide, on_screen(links, label, hints={k: v for k, v in hints.items() if v}, critical=critical), legend()),
        named(draw(narrow, on_screen(links, label, narrow=True, critical=critical), legend()), "schmal"),
    ]
    return SafeString("".join(drawings))  # every word in them was escaped where it was drawn


def _months(drawn: Chart) -> int:
    return 12 * len(drawn.years)


def _hint(request: UserRequest, place: Place, measure: Measure, month: float) -> str:
    """Say what the script needs to move a bar: where to send it, and the step that leaves both dates as exact as they are."""
    steps = [planned.months for planned in (measure.start, measure.end) if planned and planned.months]
    if measure.start is None or not measure.start.months:
        return ""
    address = reverse("workshop:shift", args=[place.slug, measure.public_id])
    query = request.META.get("QUERY_STRING", "")
    target = escape(f"{address}?{query}" if query else address)
    return (
        f'data-shift="{target}" data-step="{lcm(*steps)}" data-month="{month:.3f}" data-id="{measure.public_id}" '
        'aria-describedby="zeitachse-hilfe"'
    )


def _critical(drawn: Chart) -> frozenset[str]:
    """Return what decides when everything is finished, as far as it is not finished."""
    waiting = [bar.row for bar in drawn.bars if bar.row.status != Status.DONE]
    durations = {row.id: _duration(row) for row in waiting}
    ends_first = {row.id: [name for name in row.depends_on if not row.ties.get(name, (False, 0))[0]] for row in waiting}
    return frozenset(longest_chain(durations, ends_first))


def _duration(row: Row) -> int:
    return 1 if row.start is None or row.end is None else row.end - row.start + 1


def _words(planned: PlanDate | None) -> str:
    return planned.in_words("de") if planned else ""
