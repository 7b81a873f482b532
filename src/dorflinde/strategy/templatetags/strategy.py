"""What the strategy's pages need beyond the house's building blocks."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _

from dorflinde.core.dates import PlanDate
from dorflinde.core.money import format_number
from dorflinde.strategy.models import Measure, Status
from dorflinde.strategy.queries import Numbers
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


@register.filter
def planned(date: PlanDate | None) -> str:
    """Write a planned date in the language of the page."""
    return date.in_words(get_language() or "de") if date else ""


@register.filter
def figure(number: Decimal | None) -> str:
    """Write a counted value; an unknown one is a dash."""
    return format_number(number, get_language() or "de")
