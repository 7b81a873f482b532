"""The house's colours as a paper needs them: plain codes, taken once from the theme of the municipality."""

from dorflinde.ui.theme import hexcode

NAMES = (
    "ink", "soft", "line", "edge", "well", "brand", "brand-deep", "brand-mid", "brand-tint", "sun", "sun-tint", "sun-ink", "brick", "sand",
)  # fmt: skip


def palette(hue: int) -> dict[str, str]:
    """The colours as they look in a municipality of that hue."""
    return {name: hexcode(name, hue) for name in NAMES}
