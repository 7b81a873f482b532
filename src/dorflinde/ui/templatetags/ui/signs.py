"""Small signs: icons, tags, states, times, coats of arms."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.ui import clock, icons
from dorflinde.ui.layout import Crest
from dorflinde.ui.library import choose, part, register

TAGS = {tone: f"tag {tone}".removesuffix(" plain") for tone in ("plain", "sunny", "red", "blue", "grey", "violet")}
STATES = {  # what a state looks like: tone and icon, so that colour never stands alone
    "new": ("blue", "star"),
    "checked": ("plain", "eye"),
    "active": ("plain", "roadmap"),
    "done": ("done", "check"),
    "planned": ("grey", "calendar"),
    "late": ("red", "clock"),
    "paused": ("sunny", "clock"),
    "rejected": ("grey", "close"),
    "draft": ("grey", "edit"),
}
CRESTS = {"": "crest", "small": "crest small", "large": "crest large"}
MOMENTS: dict[str, Callable[[datetime], str]] = {
    "near": clock.moment, "date": clock.full_day, "long": clock.full_moment,
}  # fmt: skip
DAYS: dict[str, Callable[[date], str]] = {"near": clock.day, "date": clock.full_day, "long": clock.full_day}
HEX = re.compile(r"#[0-9a-fA-F]{6}")


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw an icon; with a label it speaks, without one it decorates."""
    return icons.svg(name, label, size)


@register.simple_tag
def tag(text: object, *, tone: str = "plain", icon: str = "", url: str = "") -> SafeString:
    """Mark something with a short word on a tinted ground."""
    sign = icons.svg(icon, size="small") if icon else ""
    css = choose(TAGS, tone, "tone of a tag")
    if url:
        return format_html('<a class="{}" href="{}">{}{}</a>', css, url, sign, text)
    return format_html('<span class="{}">{}{}</span>', css, sign, text)


@register.simple_tag
def status(state: str, label: object) -> SafeString:
    """Say how far something is, in words, colour and icon at once."""
    tone, sign = choose(STATES, state, "state")
    return format_html('<span class="tag {}">{}{}</span>', tone, icons.svg(sign, size="small"), label)


@register.simple_tag
def sample_tag() -> SafeString:
    """Say that an entry is invented."""
    return format_html('<span class="tag grey sample">{}</span>', _("Beispiel"))


@register.simple_tag
def sample_note() -> SafeString:
    """Say that everything in this place is invented."""
    words = _("Beispielregion: Alle Beiträge, Zahlen und Termine sind erfunden.")
    return format_html('<p class="sample-note">{}<span>{}</span></p>', icons.svg("info", size="small"), words)


@register.simple_tag
def when(value: date | datetime | str | None, style: str = "near") -> SafeString | str:
    """Say when, as people say it; the exact time stands in the element for machines and on hovering."""
    if isinstance(value, datetime):
        words = choose(MOMENTS, style, "style of a time")(value)
        exact, title = timezone.localtime(value).isoformat(timespec="minutes"), clock.full_moment(value)
    elif isinstance(value, date):
        words = choose(DAYS, style, "style of a date")(value)
        exact, title = value.isoformat(), clock.full_day(value)
    else:
        return str(value or "")
    return format_html('<time datetime="{}" title="{}">{}</time>', exact, title, words)


@register.simple_tag
def crest(colours: Crest | Sequence[str] | None, label: str = "", size: str = "") -> SafeString:
    """Paint a shield with a lime tree in the colours of a coat of arms; without colours in those of the place's theme."""
    given = colours.colours if isinstance(colours, Crest) else tuple(colours or ())
    field, charge, chief = (_hex(given, place) for place in range(3))
    css = choose(CRESTS, size, "size of a crest")
    return part("crest", field=field, charge=charge, chief=chief, label=label, css=css)


def _hex(colours: Sequence[str], place: int) -> str:
    """Return one colour of a coat of arms if it is one; a wrong entry falls back to the theme."""
    if place < len(colours) and HEX.fullmatch(colours[place]):
        return colours[place]
    return ""
