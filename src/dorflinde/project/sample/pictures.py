"""Draws the few pictures of the sample: calm hills and houses, because the sample may not borrow anyone's photographs."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (1200, 675)
_PALETTES = {
    "meadow": ("#cfe4ee", "#f6efdc", ("#b9d3b4", "#8fb98e", "#5f9a6b"), "#fffaf0", "#a8452f"),
    "evening": ("#f2c9a0", "#fbe9d0", ("#b79fae", "#8c7c95", "#5d5876"), "#fdf0dc", "#7a3b3a"),
    "winter": ("#dbe7f1", "#f7f9fb", ("#e8eef3", "#d3dee7", "#bccbd8"), "#f7efe2", "#8a4a3c"),
    "river": ("#d5e8e6", "#f3f1df", ("#a9c8ae", "#7ea984", "#4e7f62"), "#fbf6ea", "#93432f"),
    "house": ("#dfe6ee", "#f8f0e0", ("#c9cfae", "#a3b486", "#7f9a68"), "#fffaf0", "#9c4a32"),
}
KINDS = tuple(_PALETTES)


def draw(kind: str, *, seed: int) -> bytes:
    """Return a drawn landscape as JPEG; the same kind and seed give the same picture. Unknown kinds raise KeyError."""
    top, bottom, hills, wall, roof = _PALETTES[kind]
    chance = random.Random(seed)  # noqa: S311  # a drawing, not a secret
    picture = _sky(top, bottom)
    pen = ImageDraw.Draw(picture)
    pen.ellipse(_around(chance.randint(850, 1050), chance.randint(90, 160), 46), fill="#fff6d8")
    heights = [330, 420, 505]
    for height, colour in zip(heights, hills, strict=True):
        _hill(pen, height, colour, chance)
    if kind == "river":
        pen.polygon(
            [
                (0, 650),
                (200, 612),
                (380, 588),
                (560, 578),
                (760, 570),
                (980, 552),
                (1200, 518),
                (1200, 556),
                (980, 592),
                (760, 612),
                (560, 624),
                (380, 640),
                (200, 668),
                (170, 675),
                (0, 675),
            ],
            fill="#9cc4cf",
        )
    start = chance.randint(520, 640)
    for number in range(5):
        _house(pen, start + number * 92 + chance.randint(-10, 10), 505 + chance.randint(-14, 18), wall, roof, chance)
    _church(pen, start - 90, 500, wall, roof)
    _lime_tree(pen, 230 + chance.randint(-30, 30), 560, "#b8c9d6" if kind == "winter" else "#3f7d52")
    out = io.BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()


def _sky(top: str, bottom: str) -> Image.Image:
    band = Image.new("RGB", (1, 2))
    band.putpixel((0, 0), _rgb(top))
    band.putpixel((0, 1), _rgb(bottom))
    return band.resize(_SIZE, Image.Resampling.BICUBIC)


def _hill(pen: ImageDraw.ImageDraw, height: int, colour: str, chance: random.Random) -> None:
    long, phase, lift = chance.uniform(380, 620), chance.uniform(0, 6), chance.uniform(34, 60)
    edge = [
        (x, height + lift * math.sin(x / long * 2 + phase) + 12 * math.sin(x / 110 + phase)) for x in range(0, 1201, 6)
    ]
    pen.polygon([*edge, (1200, 675), (0, 675)], fill=colour)


def _house(pen: ImageDraw.ImageDraw, x: int, y: int, wall: str, roof: str, chance: random.Random) -> None:
    width, height = chance.randint(62, 80), chance.randint(40, 54)
    pen.rectangle([x, y - height, x + width, y], fill=wall)
    pen.polygon([(x - 8, y - height), (x + width / 2, y - height - 34), (x + width + 8, y - height)], fill=roof)
    for window in range(2):
        left = x + 12 + window * (width - 36)
        pen.rectangle(
            [left, y - height + 14, left + 12, y - height + 30], fill="#f3c04f" if chance.random() < 0.5 else "#8fa5b3"
        )


def _church(pen: ImageDraw.ImageDraw, x: int, y: int, wall: str, roof: str) -> None:
    pen.rectangle([x, y - 120, x + 36, y], fill=wall)
    pen.polygon([(x - 4, y - 120), (x + 18, y - 190), (x + 40, y - 120)], fill=roof)
    pen.rectangle([x + 36, y - 60, x + 96, y], fill=wall)
    pen.polygon([(x + 36, y - 60), (x + 66, y - 92), (x + 104, y - 60)], fill=roof)


def _lime_tree(pen: ImageDraw.ImageDraw, x: int, y: int, leaves: str) -> None:
    pen.polygon([(x - 14, y), (x - 8, y - 130), (x + 8, y - 130), (x + 14, y)], fill="#6b4a2b")
    for dx, dy, radius in ((0, -210, 92), (-66, -165, 58), (66, -165, 60), (-34, -260, 56), (36, -255, 58)):
        pen.ellipse(_around(x + dx, y + dy, radius), fill=leaves)


def _around(x: float, y: float, radius: float) -> list[float]:
    return [x - radius, y - radius, x + radius, y + radius]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
