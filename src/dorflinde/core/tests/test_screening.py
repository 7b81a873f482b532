"""Word lists and links: what they catch, what they leave alone, and that nothing makes them slow."""

import contextlib

import pytest
from hypothesis import given, strategies as st

from dorflinde.core.screening import PatternProblem, check_host, check_pattern, hosts_in, is_host_of, matches, plain


@pytest.mark.parametrize(
    ("pattern", "text", "is_caught"),
    [
        ("Kredit", "Jetzt Kredit sichern!", True),
        ("Kredit", "KREDIT.", True),
        ("Kredit", "Der Kredithai kommt", False),
        ("Kredit*", "Der Kredithai kommt", True),
        ("Kredit*", "Sofortkredit", False),
        ("*kredit", "Sofortkredit", True),
        ("*kredit*", "Sofortkredite für alle", True),
        ("schnelles Geld", "Hier: schnelles   Geld!", True),
        ("schnelles Geld", "schnelles, Geld", True),
        ("schnelles Geld", "schnelles neues Geld", False),
        ("Größe", "GROESSE", True),
        ("gruen", "grün", True),
        ("Kredit", "Kre\u200bdit", True),  # a sign nobody sees
        ("Kredit", "Kr\u00e9dit", True),
        ("Kredit", "\uff2bredit", True),  # a wide K
        ("Esel", "Weseler Straße", False),
        ("Esel", "", False),
    ],
)
def test_what_a_line_catches(pattern, text, is_caught):
    assert matches(check_pattern(pattern), plain(text)) is is_caught


@pytest.mark.parametrize("line", ["*", "**", "", "   ", "ab", "a*b", "kre*dit", "!!!", "x" * 61, "\u200b\u200b\u200b"])
def test_a_line_that_catches_everything_or_nothing_is_refused(line):
    with pytest.raises(PatternProblem):
        check_pattern(line)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Siehe https://Beispiel.de/seite.", ["beispiel.de"]),
        ("Siehe (http://a.example/x) und https://a.example", ["a.example"]),
        ("www.beispiel.de", ["www.beispiel.de"]),
        ("beispiel.de", ["beispiel.de"]),
        ("beispiel.de/angebot", ["beispiel.de"]),
        ("billig.shop!", ["billig.shop"]),
        ("seltsam.endung/weg", ["seltsam.endung"]),
        ("https://perlesreut.de@boese.example/", ["boese.example"]),
        ("Klick:https://boese.example", ["boese.example"]),
        ("http://[kaputt", ["?"]),
        ("Schreiben Sie an rathaus@perlesreut.de", []),
        ("Das war gut.Und dann kam er.", []),
        ("am 3.5. um 19.30 Uhr, z.B. morgen", []),
        ("1.000.000 Euro", []),
        ("…", []),
    ],
)
def test_links_are_found_and_sentences_are_none(text, hosts):
    assert hosts_in(text) == hosts


def test_a_host_lies_under_an_allowed_one_only_at_a_dot():
    assert is_host_of("www.perlesreut.de", "perlesreut.de")
    assert is_host_of("perlesreut.de", "perlesreut.de")
    assert not is_host_of("boeses-perlesreut.de", "perlesreut.de")
    assert not is_host_of("perlesreut.de.boese.example", "perlesreut.de")


@pytest.mark.parametrize("line", ["https://www.perlesreut.de/seite?x=1", "perlesreut.de", " www.Perlesreut.de "])
def test_a_pasted_address_becomes_its_host(line):
    assert check_host(line) == "perlesreut.de"


@pytest.mark.parametrize("line", ["", "perlesreut", "https://", "http://[kaputt", "rathaus@perlesreut.de"])
def test_what_is_no_host_is_refused(line):
    with pytest.raises(PatternProblem):
        check_host(line)


@given(st.text(max_size=300), st.text(max_size=80))
def test_nothing_typed_breaks_it(text, line):
    hosts_in(text)
    with contextlib.suppress(PatternProblem):
        matches(check_pattern(line), plain(text))


@pytest.mark.parametrize("text", ["a" * 100_000, "a " * 50_000, "a." * 50_000, "/" * 100_000, "http" * 25_000])
def test_long_texts_are_read_in_one_go(text):
    """A search that tries again from every letter would still be at it tomorrow."""
    words = plain(text)
    assert not any(matches(line, words) for line in ("aaaaaaaab*", "*aaaaab", "a a a a b", "*xyz*"))
    assert hosts_in(text) == []
