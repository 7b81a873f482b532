import pytest
from hypothesis import given, strategies as st

from dorflinde.methods.text_width import text_width, wrapped

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\u00ad-"), max_size=80)


def test_widths_are_those_of_fira_sans():
    # Advance widths of the regular and the semibold face, in thousandths.
    assert text_width("Wi", 1000) == 830 + 290
    assert text_width("Wi", 1000, bold=True) == 850 + 290


def test_an_accent_does_not_widen_its_letter():
    assert text_width("äöüÄé", 10) == text_width("aouAe", 10)
    assert text_width("a\u0308", 10) == text_width("a", 10)


def test_an_unknown_character_counts_as_the_widest():
    assert text_width("漢", 1000) == 1020


def test_text_is_broken_between_words_and_long_words_inside():
    assert wrapped("Information und Kommunikation", 120, 14) == ("Information und", "Kommunikation")
    assert wrapped("Rechtsschutzversicherung", 90, 14) == ("Rechtsschutz-", "versicherung")


def test_a_line_too_narrow_for_a_letter_is_refused():
    with pytest.raises(ValueError, match="no letter"):
        wrapped("Dorf", 5, 14)


@given(TEXT, st.integers(30, 400))
def test_every_line_fits_and_nothing_is_lost(text, width):
    lines = wrapped(text, width, 14)
    assert all(text_width(line, 14) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(text.split())
