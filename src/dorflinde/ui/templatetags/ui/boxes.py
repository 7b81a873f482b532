"""Boxes around other things: cards, alerts, the story of something, filters, windows."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.ui.library import choose, part, register
from dorflinde.ui.templatetags.ui.ways import button

CARDS = {"plain": "card", "warn": "card warn", "sun": "card sun", "quiet": "card quiet"}
ELEMENTS = {name: name for name in ("section", "article", "li", "div")}
ALERTS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}
KNOTS = {"done": "knot done", "now": "knot now", "next": "knot next"}


@register.simple_block_tag
def card(
    content: str,
    *,
    heading: object = "",
    level: int = 2,
    tone: str = "plain",
    kick: object = "",
    url: str = "",
    element: str = "section",
    id: str = "",
) -> SafeString:
    """Put something that belongs together on a card."""
    return part(
        "card",
        content=content,
        heading=heading,
        level=level,
        css=choose(CARDS, tone, "tone of a card"),
        kick=kick,
        url=url,
        element=choose(ELEMENTS, element, "element of a card"),
        id=id,
    )


@register.simple_block_tag
def alert(content: str, *, heading: object = "", tone: str = "info", level: int = 2, role: str = "") -> SafeString:
    """Tell something that must not be overlooked."""
    sign = choose(ALERTS, tone, "tone of an alert")
    return part("alert", content=content, heading=heading, tone=tone, level=level, role=role, icon=sign)


@register.simple_block_tag
def timeline(content: str, *, label: str = "") -> SafeString:
    """Tell a story as dated knots on a line."""
    return format_html('<ol class="timeline" aria-label="{}">{}</ol>', label or _("Zeitlicher Verlauf"), content)


@register.simple_block_tag
def knot(
    content: str,
    *,
    heading: object = "",
    state: str = "done",
    date: Any = "",
    url: str = "",
    note: object = "",
    level: int = 3,
) -> SafeString:
    """Tell one step of the story: what happened, when, and whether it is done, going on or still to come."""
    spoken = {"done": _("erledigt"), "now": _("jetzt"), "next": _("noch offen")}
    css = choose(KNOTS, state, "state of a knot")
    return part(
        "knot",
        content=content,
        heading=heading,
        css=css,
        date=date,
        url=url,
        note=note,
        level=level,
        spoken=spoken[state],
    )


@register.simple_block_tag
def filter_bar(content: str, *, action: str = "", label: str = "", reset_url: str = "", submit: str = "") -> SafeString:
    """Narrow a list down, by an address that can be kept and sent on."""
    return part(
        "filter_bar",
        content=content,
        action=action,
        label=label or _("Filtern"),
        reset_url=reset_url,
        submit=submit or _("Anzeigen"),
    )


@register.simple_block_tag
def dialog(
    content: str, id: str, heading: object, *, label: object = "", tone: str = "plain", icon: str = ""
) -> SafeString:
    """Ask or show something on top of the page."""
    opener = button(label, tone=tone, icon=icon, opens=id) if label else ""
    return part("dialog", content=content, id=id, heading=heading, opener=opener)


@register.simple_block_tag
def disclosure(content: str, heading: object, *, open: bool = False, level: int = 3) -> SafeString:
    """Keep something folded until somebody wants it."""
    return part("disclosure", content=content, heading=heading, open=open, level=level)
