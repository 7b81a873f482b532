"""Words and signs of participation that only the screen needs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from dorflinde.methods.word_changes import Stretch, compare_words
from dorflinde.participation.models import Activity, Answer, Idea, Phase, Project, Remark, numbers_of_names
from dorflinde.participation.queries import ActivityCard, ProjectCard, Result, Voices
from dorflinde.ui.clock import full_day
from dorflinde.ui.templatetags.ui.signs import status, tag

register = template.Library()
_STANCES: dict[str, dict[str, str]] = {
    Remark.Stance.PRO: {"tone": "plain", "icon": "check"},
    Remark.Stance.CONTRA: {"tone": "sunny", "icon": "close"},
    Remark.Stance.NEUTRAL: {"tone": "grey"},
}


@register.filter
def days_left(phase: Phase) -> str:
    """Say how long a phase still runs."""
    days = phase.days_left(timezone.localdate())
    if days == 0:
        return _("nur noch heute")
    return ngettext("noch %(days)d Tag", "noch %(days)d Tage", days) % {"days": days}


@register.filter
def span(phase: Phase) -> str:
    """Say from when to when a phase runs."""
    return _("%(first)s bis %(last)s") % {"first": full_day(phase.starts_on), "last": full_day(phase.ends_on)}


@register.simple_tag
def project_kick(card: ProjectCard) -> str:
    """Say in a few words where a project stands."""
    if card.phase is not None:
        return f"{card.phase.title}, {days_left(card.phase)}"
    if card.is_over:
        return _("Abgeschlossen am %(day)s") % {"day": full_day(card.project.timetable[-1].ends_on)}
    if card.next_phase is not None:
        return _("Ab %(day)s: %(phase)s") % {"day": full_day(card.next_phase.starts_on), "phase": card.next_phase.title}
    return _("Noch ohne Termine")


@register.simple_tag
def phase_steps(project: Project, phase: Phase) -> dict[str, Any]:
    """Return the phases as steps and which of them runs."""
    phases = project.timetable
    return {"labels": [step.title for step in phases], "current": phases.index(phase) + 1}


@register.simple_tag
def schedule(project: Project) -> list[tuple[str, str]]:
    """Return the phases with their dates."""
    return [(phase.title, span(phase)) for phase in project.timetable]


@register.simple_tag
def activity_state(card: ActivityCard) -> SafeString:
    """Say where something to take part in stands."""
    if card.activity.is_closed:
        return status("done", _("vorzeitig beendet"))
    if card.missing:
        return status("draft", _("noch nicht fertig"))
    looks = {"open": ("active", _("offen")), "coming": ("planned", _("kommt noch")), "past": ("done", _("vorbei"))}
    return status(*looks[card.state])


@register.simple_tag(takes_context=True)
def activity_extra(context: Context, card: ActivityCard) -> SafeString | str:
    """Return what the format wants to add to its card for this reader."""
    request = context.get("request")
    if card.format.card is None or not isinstance(request, HttpRequest):
        return ""
    return card.format.card(request, card.activity) or ""


@register.simple_tag
def activity_result(card: ActivityCard) -> SafeString | str:
    """Return what came of something to take part in, once it is over."""
    return (card.format.result(card.activity) if card.format.result else None) or ""


@register.simple_tag
def idea_status(idea: Idea) -> SafeString:
    """Say how far an idea is, in words, colour and icon."""
    answer = idea.latest_answer
    return status(answer.status, answer.get_status_display()) if answer else status("new", _("eingegangen"))


@register.simple_tag
def answer_status(answer: Answer) -> SafeString:
    """Say what an answer decided."""
    return status(answer.status, answer.get_status_display())


@register.simple_tag
def stance_tag(stance: str, words: str) -> SafeString:
    """Say for or against; the signs weigh the same."""
    return tag(words, **_STANCES[stance])


@register.simple_tag
def petition_rules(activity: Activity) -> str:
    """Say how many names it takes, and until when."""
    words = ngettext(
        "Wenn bis %(day)s mindestens %(n)d Mensch mitzeichnet, befasst sich das Rathaus damit und antwortet.",
        "Wenn bis %(day)s mindestens %(n)d Menschen mitzeichnen, befasst sich das Rathaus damit und antwortet.",
        quorum := numbers_of_names(activity.options)[1],
    )
    return words % {"n": quorum, "day": full_day(activity.phase.ends_on)}


@register.simple_tag
def petition_state(state: str) -> SafeString:
    """Say what the town hall decided on a petition."""
    return status(state, Answer.Status(state).label)


@register.simple_tag
def word_changes(before: str, after: str) -> list[Stretch]:
    """Return what another wording adds to a text and takes away from it."""
    return compare_words(before, after)


@register.filter
def of(voices: Mapping[int, Voices], idea: Idea) -> Voices:
    """Return what people say to one idea of a list."""
    return voices.get(idea.pk, Voices())


@register.simple_tag
def pins(ideas: Iterable[Idea]) -> list[dict[str, Any]]:
    """Return the ideas that have a pin as the map reads them."""
    return [
        {"lat": pin[0], "lon": pin[1], "title": idea.title, "url": idea.get_absolute_url(), "note": _pin_note(idea)}
        for idea in ideas
        if (pin := idea.pin)
    ]


@register.simple_tag
def pin_spots(result: Result) -> list[dict[str, Any]]:
    """Return the places people marked in a survey as the map reads them."""
    return [{"lat": lat, "lon": lon, "title": result.question.title} for lat, lon in result.pins]


def _pin_note(idea: Idea) -> str:
    supporters = ngettext("%(n)d Unterstützung", "%(n)d Unterstützungen", idea.support_count) % {
        "n": idea.support_count
    }
    return f"{idea.place.name} · {supporters}"
