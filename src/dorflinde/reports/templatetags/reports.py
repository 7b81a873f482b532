"""How the screen says where a report stands and how long things took."""

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from dorflinde.reports.models import Report, Status, StatusChange
from dorflinde.reports.queries import CategoryFigures, Figures
from dorflinde.ui.clock import full_day
from dorflinde.ui.templatetags.ui.signs import status, tag

register = template.Library()
_LOOKS = {
    Status.NEW: "new",
    Status.CHECKED: "checked",
    Status.ACTIVE: "active",
    Status.SOLVED: "done",
    Status.UNSOLVED: "paused",
    Status.REJECTED: "rejected",
}


@register.simple_tag
def report_status(thing: Report | StatusChange) -> SafeString:
    """Say where a report stands, in words, colour and icon."""
    return status(_LOOKS[Status(thing.status)], thing.get_status_display())


@register.simple_tag
def report_due(report: Report) -> SafeString | str:
    """Say by when a report is due, if it still is."""
    if report.due_on is None:
        return ""
    days = (report.due_on - timezone.localdate()).days
    words = _("Antwort bis %(day)s") if report.answered_at is None else _("Lösung bis %(day)s")
    if days < 0:
        late = ngettext("%(n)d Tag überfällig", "%(n)d Tage überfällig", -days) % {"n": -days}
        return tag(late, tone="red", icon="clock")
    return tag(words % {"day": full_day(report.due_on)}, tone="sunny" if days < 2 else "grey", icon="clock")


@register.simple_tag
def knot_state(change: StatusChange, report: Report) -> str:
    """Return how a step of the story looks: the last one of an open report goes on."""
    is_last = change.at == report.updated_at or change.status == report.status
    return "now" if is_last and not report.is_closed else "done"


@register.filter
def days(number: float | None) -> str:
    """Say a span of days as people do: „2,5 Tage“, „3 Stunden“."""
    if number is None:
        return "–"
    if number < 1:
        hours = max(1, round(number * 24))
        return ngettext("%(n)d Stunde", "%(n)d Stunden", hours) % {"n": hours}
    rounded = round(number, 1)
    if rounded == 1:
        return _("1 Tag")
    return _("%(days)s Tage") % {
        "days": number_format(int(rounded) if rounded.is_integer() else rounded, use_l10n=True)
    }


@register.simple_tag
def desk_figures(figures: Figures) -> list[tuple[object, ...]]:
    """Return the large numbers above the town hall's list, each with the address that narrows it down."""
    return [
        (figures.late, _("überfällig"), "?stand=ueberfaellig"),
        (figures.to_vet, _("zu prüfen"), "?stand=pruefen"),
        (figures.waiting, _("offen"), "?"),
    ]


@register.simple_tag
def time_figures(figures: Figures) -> list[tuple[object, ...]]:
    """Return the counts and how long people waited, for the page of figures."""
    return [
        (figures.waiting, _("offen")),
        (days(figures.answer_days), _("bis zur ersten Antwort (Median)")),
        (days(figures.solve_days), _("bis zur Lösung (Median)")),
    ]


@register.simple_tag
def status_shares(figures: Figures) -> list[tuple[str, int, str]]:
    """Return the reports by status, as a bar shows them."""
    tones = {"new": "blue", "checked": "planned", "active": "active", "solved": "done", "unsolved": "sun", "rejected": "grey"}  # fmt: skip
    counted = figures.by_status
    return [(str(one.label), counted[one.value], tones[one.value]) for one in Status if counted[one.value]]


@register.filter
def metres(number: int) -> str:
    """Say how far away something is."""
    return _("gleich hier") if number < 20 else _("%(n)d m entfernt") % {"n": number}


@register.filter
def share_solved(line: CategoryFigures) -> str:
    """Say which part of the reports was solved."""
    return f"{round(100 * line.solved / line.number)} %" if line.number else "–"
