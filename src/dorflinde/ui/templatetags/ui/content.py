"""People and numbers: who speaks, shares of a whole, what is known."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from dorflinde.ui.library import choose, part, register

KINDS = {kind: f"who {kind}" for kind in ("hall", "club", "business", "person", "region")}
PARTS = {tone: f"fill-{tone}" for tone in ("done", "active", "planned", "late", "sun", "blue", "violet", "grey")}


@register.simple_tag
def sender(
    name: object, *, kind: str = "person", note: object = "", when: Any = None, url: str = "", short: str = ""
) -> SafeString:
    """Say who speaks: town hall, club, business, person or region, never hidden."""
    return part(
        "sender",
        name=name,
        css=choose(KINDS, kind, "kind of sender"),
        note=note,
        moment=when,
        url=url,
        short=short or _initials(str(name), 1 if kind == "person" else 2),
    )


def _initials(name: str, most: int) -> str:
    """Return the letters on a sender's sign."""
    words = re.findall(r"[^\W\d_]+", name)
    return "".join(word[0] for word in words if word[0].isupper() or most == 1)[:most].upper() or name[:1].upper()


@register.simple_tag
def meter(
    parts: Sequence[tuple[object, float, str]], *, label: object = "", legend: bool = True, tall: bool = False
) -> SafeString:
    """Show shares of a whole as a bar; the same numbers stand in words below it or are spoken."""
    total = sum(count for _label, count, _tone in parts)
    rows, start = [], 0.0
    for name, count, tone in parts:
        width = 1000 * count / total if total else 0.0
        css = choose(PARTS, tone, "tone of a part")
        rows.append({"label": name, "count": count, "css": css, "x": f"{start:.1f}", "width": f"{width:.1f}"})
        start += width
    return part("meter", parts=rows, label=label, legend=legend, tall=tall)


@register.simple_tag
def progress(value: float, *, max: float = 100, label: object = "") -> SafeString:
    """Show how much of something is there."""
    return part("progress", value=value, max=max, label=label)


@register.simple_tag
def facts(items: Sequence[tuple[object, object]], *, wide: bool = False) -> SafeString:
    """List what is known about something; what is not known is left out."""
    return part("facts", items=[(label, value) for label, value in items if value not in (None, "", [])], wide=wide)


@register.simple_tag
def figures(items: Sequence[Sequence[Any]]) -> SafeString:
    """Show a few large numbers, each with its word."""
    rows = [{"value": row[0], "label": row[1], "url": row[2] if len(row) > 2 else ""} for row in items]
    return part("figures", items=rows)


@register.simple_tag
def empty(heading: object, *, text: object = "", url: str = "", label: object = "", icon: str = "") -> SafeString:
    """Say that nothing is here yet, and what one can do about it."""
    return part("empty", heading=heading, text=text, url=url, label=label, icon=icon)


@register.simple_tag
def svg_patterns() -> SafeString:
    """Return the hatching for planned bars, to stand in the <defs> of a drawing."""
    return mark_safe(
        '<pattern id="planned" width="8" height="8" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" class="fill-well"/><path d="M0 0v8" class="stroke-edge" stroke-width="3"/></pattern>'
    )
