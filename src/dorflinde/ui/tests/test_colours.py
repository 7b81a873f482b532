"""Every municipality's colours stay readable by day and by night."""

import pytest

from dorflinde.ui import theme

MODES = ("light", "dark")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("pair", theme.pairs(), ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_every_pair_is_readable_in_every_hue(pair, mode):
    found = {
        hue: theme.contrast(theme.colour(pair.front, hue, mode), theme.colour(pair.ground, hue, mode))
        for hue in theme.HUES
    }
    too_weak = {hue: round(contrast, 2) for hue, contrast in found.items() if contrast < pair.least}
    assert not too_weak, f"{pair.front} on {pair.ground} needs {pair.least}"


@pytest.mark.parametrize("mode", MODES)
def test_every_screen_can_show_every_colour(mode):
    bent = [
        (name, hue)
        for name in theme.tokens(mode)
        for hue in theme.HUES
        if not theme.is_displayable(theme.colour(name, hue, mode))
    ]
    assert not bent


def test_both_modes_name_the_same_colours():
    assert theme.tokens("light").keys() == theme.tokens("dark").keys()


def test_the_arithmetic_agrees_with_published_values():
    # CSS Color 4 gives oklch(0.628 0.2577 29.23) for red; WCAG gives 21 for black on white.
    red = theme.linear_srgb(theme.Oklch(0.62796, 0.25768, 29.234))
    assert red == pytest.approx((1, 0, 0), abs=0.002)
    assert theme.contrast(theme.Oklch(0, 0, 0), theme.Oklch(1, 0, 0)) == pytest.approx(21)
    # #767676 on white is the well-known grey just above 4.5.
    assert theme.contrast(theme.Oklch(0.566, 0, 0), theme.Oklch(1, 0, 0)) == pytest.approx(4.54, abs=0.03)


@pytest.mark.parametrize(("given", "nearest"), [(0, 0), (154, 150), (156, 160), (355, 0), (359, 0), (720, 0)])
def test_a_hue_is_taken_to_the_nearest_of_the_circle(given, nearest):
    assert theme.nearest_hue(given) == nearest


def test_hex_codes_are_what_a_browser_would_show():
    assert theme.hexcode("card") == "#ffffff"
    assert theme.hexcode("brand", 160) == "#226445"
