"""The colours of the house: tokens.json says them once; the stylesheet is built from it and the contrast tests read it."""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

Mode = Literal["light", "dark"]
HUES = range(0, 360, 10)
DEFAULT_HUE = 160


class Pair(NamedTuple):
    """A text or line colour, the ground it stands on and the contrast it needs there."""

    front: str
    ground: str
    least: float


class Oklch(NamedTuple):
    """Lightness (0 to 1), chroma and hue in degrees."""

    lightness: float
    chroma: float
    hue: float


@cache
def _document() -> dict[str, object]:
    return cast("dict[str, object]", json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8")))


def tokens(mode: Mode) -> Mapping[str, tuple[float, float, float | str]]:
    """Return lightness, chroma and hue of every token; the word "hue" stands for the municipality's own."""
    rows = cast("dict[str, list[float | str]]", _document()[mode])
    return {name: (float(row[0]), float(row[1]), row[2]) for name, row in rows.items()}


def pairs() -> list[Pair]:
    """Return every combination of colours that carries meaning somewhere on a page."""
    rows = cast("list[tuple[str, str, float]]", _document()["pairs"])
    return [Pair(*row) for row in rows]


def nearest_hue(hue: float) -> int:
    """Return the hue of the colour circle (steps of ten) that is closest to the given one."""
    return round(hue / 10) * 10 % 360


def vividness(hue: float) -> float:
    """Return by how much the chroma of the municipality's own colours is multiplied at that hue."""
    rows = cast("dict[str, float]", _document()["vivid"])
    return rows[str(nearest_hue(hue))]


def colour(name: str, hue: float = DEFAULT_HUE, mode: Mode = "light") -> Oklch:
    """Return a token as it looks in a municipality of that hue."""
    lightness, chroma, own = tokens(mode)[name]
    if isinstance(own, str):
        return Oklch(lightness, chroma * vividness(hue), nearest_hue(hue))
    return Oklch(lightness, chroma, own)


def hexcode(name: str, hue: float = DEFAULT_HUE, mode: Mode = "light") -> str:
    """Return a token as #rrggbb, for papers, manifests and browsers that do not know oklch."""
    channels = (_encode(min(max(part, 0), 1)) for part in linear_srgb(colour(name, hue, mode)))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def contrast(one: Oklch, other: Oklch) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it (1 to 21)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def linear_srgb(value: Oklch) -> tuple[float, float, float]:
    """Return red, green and blue before gamma, outside 0 to 1 where a screen cannot show the colour.

    Source: Björn Ottosson, "A perceptual color space for image processing" (2020); CSS Color 4, section 10.
    """
    a = value.chroma * math.cos(math.radians(value.hue))
    b = value.chroma * math.sin(math.radians(value.hue))
    long = (value.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (value.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (value.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def is_displayable(value: Oklch, tolerance: float = 0.002) -> bool:
    """Say whether every screen can show the colour as it is, without bending it."""
    return all(-tolerance <= part <= 1 + tolerance for part in linear_srgb(value))


def _luminance(value: Oklch) -> float:
    red, green, blue = (min(max(part, 0), 1) for part in linear_srgb(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _encode(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
