"""What the strategy's pages need beyond the house's building blocks."""

from collections.abc import Callable
from decimal import Decimal

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _

from dorflinde.core.dates import PlanDate
from dorflinde.core.money import format_euro, format_number
from dorflinde.strategy.models import Measure, Status
from dorflinde.strategy.queries import Numbers, RoleLoad
from dorflinde.ui.templatetags.ui import content, signs

register = template.Library()

_STATES = {
    "idea": "new",
    "planned": "planned",
    "active": "active",
    "paused": "paused",
    "done": "done",
    "dropped": "rejected",
}


@register.simple_tag
def status_word(status: str) -> SafeString:
    """Say a status in word, colour and sign."""
    return signs.status(_STATES[status], Status(status).label)


@register.simple_tag
def measure_status(measure: Measure) -> SafeString:
    """Say how far a measure is; what is late says so as well."""
    status = status_word(measure.status)
    return status + SafeString(" ") + signs.status("late", _("verspätet")) if measure.is_late else status


@register.simple_tag
def measure_meter(numbers: Numbers) -> SafeString:
    """Show how many measures are done, under way and still to come."""
    parts = [
        (_("fertig"), numbers.done, "done"),
        (_("laufen"), numbers.active, "active"),
        (_("kommen noch"), numbers.waiting, "planned"),
    ]
    return content.meter(parts, label=_("Stand der Maßnahmen"))


@register.simple_tag
def load_strip(load: RoleLoad) -> SafeString:
    """Draw how full a position is by quarter: bars against the line of what there is; the table below says the same."""
    width, height, full = 44, 66, 40
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            (
                "need over" if quarter.over else "need", number * width + 6, height - quarter.height * full // 100, width - 12,
                quarter.height * full // 100,
                _("%(quarter)s: %(needed)s von %(there)s Personenmonaten") % {
                    "quarter": quarter.label, "needed": format_number(quarter.needed, get_language() or "de"),
                    "there": format_number(quarter.there, get_language() or "de"),
                },
            )
            for number, quarter in enumerate(load.quarters)
        ),
    )  # fmt: skip
    total = len(load.quarters) * width
    return format_html(
        '<svg class="strip" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<path class="limit" d="M0 {}H{}"/></svg>',
        total, height, _("Auslastung von %(role)s; dieselben Zahlen stehen in der Tabelle") % {"role": load.role.title},
        bars, height - full, total,
    )  # fmt: skip


@register.filter
def planned(date: PlanDate | None) -> str:
    """Write a planned date in the language of the page."""
    return date.in_words(get_language() or "de") if date else ""


@register.filter
def euro(amount: Decimal | None) -> str:
    """Write an amount in the language of the page; unknown is a dash."""
    return format_euro(amount, get_language() or "de")


@register.filter
def number(amount: Decimal | None) -> str:
    """Write a number with as many decimals as it has."""
    return format_number(amount, get_language() or "de")


@register.simple_tag
def measure_cell(measure: Measure, column: str) -> SafeString | str:
    """Write what stands in one column of the table; what nobody knows is a dash."""
    known: dict[str, Callable[[], object]] = {
        "prio": lambda: measure.get_priority_display(),
        "zeit": lambda: measure.period,
        "lead": lambda: measure.lead or measure.lead_organisation,
        "kosten": lambda: _euro(measure.cost_once),
        "jahr": lambda: _euro(measure.cost_per_year),
        "personal": lambda: format_number(measure.staff_months) if measure.staff_months is not None else "",
        "bewertung": lambda: f"{measure.effort or '–'} / {measure.benefit or '–'}" if measure.effort or measure.benefit else "",
        "digital": lambda: measure.get_medium_display(),
    }  # fmt: skip
    if column == "stand":
        percent = measure.progress if measure.status == Status.ACTIVE else None
        share = format_html('<br><small class="soft num">{} %</small>', percent) if percent is not None else ""
        return format_html("{}{}", measure_status(measure), share)
    return escape(str(known[column]() or "–"))


def _euro(amount: Decimal | None) -> str:
    return "" if amount is None else format_euro(amount)
