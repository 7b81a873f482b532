"""What forms and maps need beside their fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.ui.library import part, register


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """Say at the top what has to be mended, each line leading to its field."""
    return part("form_errors", form=form, count=len(form.errors)) if form.errors else SafeString("")


@register.simple_tag
def map_pin(
    latitude: BoundField,
    longitude: BoundField,
    *,
    boundary_url: str = "",
    center: Sequence[float] | None = None,
    zoom: int = 13,
    tiles: str = "",
    attribution: str = "",
    label: object = "",
) -> SafeString:
    """Let somebody put a pin on the map, by finger, mouse or arrow keys."""
    return part(
        "map_pin",
        latitude=latitude,
        longitude=longitude,
        place=_map_place(boundary_url, center, zoom, tiles, attribution),
        label=label or _("Ort auf der Karte"),
    )


@register.simple_tag
def map_pins(
    pins: Sequence[Mapping[str, Any]],
    *,
    id: str = "pins",
    boundary_url: str = "",
    center: Sequence[float] | None = None,
    zoom: int = 12,
    tiles: str = "",
    attribution: str = "",
    label: object = "",
) -> SafeString:
    """Show where things are; the page lists the same things beside the map."""
    return part(
        "map_pins",
        pins=[dict(pin) for pin in pins],
        id=id,
        place=_map_place(boundary_url, center, zoom, tiles, attribution),
        label=label or _("Karte"),
    )


def _map_place(
    boundary_url: str, center: Sequence[float] | None, zoom: int, tiles: str, attribution: str
) -> SafeString:
    """Return what map.js reads from the map's element."""
    return flatatt(
        {
            "data-boundary": boundary_url or None,
            "data-center": f"{center[0]:.5f},{center[1]:.5f}" if center else None,
            "data-zoom": str(zoom),
            "data-tiles": tiles or None,
            "data-attribution": attribution or None,
        }
    )
