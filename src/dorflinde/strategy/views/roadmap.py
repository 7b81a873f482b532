"""The public roadmap: first a sentence, then tiles by field, then the chart and a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from dorflinde.methods.gantt import Chart, Row, Sizes, Window, lay_out
from dorflinde.places.public import Place
from dorflinde.strategy import policies, queries
from dorflinde.strategy.forms.roadmap import RoadmapForm
from dorflinde.strategy.models import FieldOfAction, Measure, Status
from dorflinde.strategy.paper.chart import draw, named, on_screen
from dorflinde.strategy.paper.roadmap import legend
from dorflinde.strategy.paper.timeline import rows_of, window_of

WIDE = Sizes(width=1060, lead=172, bar=28, gap=12)  # a bar is as high as a fingertip needs
NARROW = Sizes(width=320, lead=0, bar=24, gap=12, names_above=True)  # as wide as a phone: nothing to push aside


@dataclass(frozen=True, slots=True)
class Tile:
    """A field of action at a glance."""

    title: str
    url: str
    parts: list[tuple[str, int, str]]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in the table beside the chart."""

    measure: Measure
    needs: list[Measure]


@require_safe
def roadmap(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show everyone what runs, what is done and what comes next."""
    place = policies.public_place(request, municipality)
    today = timezone.localdate()
    strategy = queries.current_strategy(place)
    public = Measure.objects.of(place).public().shown_in_roadmap()
    everything = list(public.for_list().prefetch_related("dependencies__depends_on").by_number())
    groups = queries.fields_with_measures(place, everything)
    years = [strategy.starts_on.year, strategy.ends_on.year] if strategy else []
    whole = window_of(rows_of(everything, today, no_field=""), years, today)
    form = RoadmapForm(
        request.GET,
        fields=[field for field, _measures in groups if field],
        years=range(whole.first // 12, whole.last // 12 + 1),
        windows=strategy.windows if strategy else queries.windows_of(place),
    )
    window = Window(form.year * 12, form.year * 12 + 11) if form.year else whole
    # In the order of the fields, so that the chart and the table tell the same story.
    chosen = [measure for _field, measures in groups for measure in measures if form.fits(measure)]
    rows = rows_of(chosen, today, no_field=_("Ohne Handlungsfeld"))
    wide, narrow = (lay_out(rows, window, today=today, today_label=_("heute"), sizes=sizes) for sizes in (WIDE, NARROW))
    shown = _shown(chosen, rows, wide, by_year=form.year is not None)
    context = {
        "place": place,
        "years": _years(window),
        "sentence": _sentence(everything),
        "next": queries.coming_up(public, most=3),
        "late": sum(measure.is_late for measure in everything),
        "tiles": [_tile(place, field, measures, request.GET.get("feld", "")) for field, measures in groups],
        "form": form,
        "has_arrows": bool(wide.links),
        "chart": _drawings(wide, narrow, chosen) if wide.lanes else "",
        "undated": [measure for measure in chosen if str(measure.public_id) in wide.undated] if not form.year else [],
        "lines": [_line(measure) for measure in shown],
        "is_sample": any(measure.is_sample for measure in everything),
    }
    return render(request, "strategy/roadmap.html", context)


def _years(window: Window) -> str:
    first, last = window.first // 12, window.last // 12
    return str(first) if first == last else _("%(first)s bis %(last)s") % {"first": first, "last": last}


def _sentence(measures: Sequence[Measure]) -> str:
    """Say in one sentence how far it all is: „12 von 21 Vorhaben laufen, 3 sind fertig.“"""
    active = sum(measure.status == Status.ACTIVE for measure in measures)
    done = sum(measure.status == Status.DONE for measure in measures)
    running = ngettext("%(count)s von %(all)s Vorhaben läuft", "%(count)s von %(all)s Vorhaben laufen", active) % {
        "count": active or _("Keins"),
        "all": len(measures),
    }
    finished = ngettext("%(count)s ist fertig", "%(count)s sind fertig", done) % {"count": done or _("noch keins")}
    return _("%(running)s, %(finished)s.") % {"running": running, "finished": finished}


def _tile(place: Place, field: FieldOfAction | None, measures: Sequence[Measure], chosen: str) -> Tile:
    waiting = {Status.IDEA, Status.PLANNED, Status.PAUSED}
    counts = [
        (_("fertig"), sum(measure.status == Status.DONE for measure in measures), "done"),
        (_("laufen"), sum(measure.status == Status.ACTIVE for measure in measures), "active"),
        (_("geplant"), sum(measure.status in waiting for measure in measures), "planned"),
    ]
    address = reverse("strategy:roadmap", args=[place.slug])
    return Tile(
        title=field.title if field else _("Ohne Handlungsfeld"),
        url=f"{address}?feld={field.slug}#zeitachse" if field else "",
        parts=counts,
        is_chosen=field is not None and field.slug == chosen,
    )


def _shown(measures: Sequence[Measure], rows: Sequence[Row], chart: Chart, *, by_year: bool) -> list[Measure]:
    """The measures of the table: those on the chart, and all others too as long as no year was asked for."""
    on_chart = {bar.row.id for bar in chart.bars}
    return [measure for measure, row in zip(measures, rows, strict=True) if not by_year or row.id in on_chart]


def _drawings(wide: Chart, narrow: Chart, measures: Sequence[Measure]) -> SafeString:
    """The chart twice, for wide screens and for phones; the stylesheet shows one of them."""
    links = {
        str(measure.public_id): (
            measure.get_absolute_url(),
            f"{measure}: {measure.get_status_display()}, {measure.period}",
        )
        for measure in measures
    }
    label = _("Zeitachse der Maßnahmen; dieselben Angaben stehen in der Tabelle darunter")
    drawings = [
        draw(wide, on_screen(links, label), legend()),
        named(draw(narrow, on_screen(links, label, narrow=True), legend()), "schmal"),
    ]
    # Every word in them was escaped where it was drawn.
    return SafeString("".join(drawings))


def _line(measure: Measure) -> Line:
    needs = [dependency.depends_on for dependency in measure.dependencies.all() if dependency.depends_on.is_public]
    return Line(measure, needs)
