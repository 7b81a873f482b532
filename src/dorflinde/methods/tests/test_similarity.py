"""Texts that say the same in other words: German inflection, compounds, slips of the finger."""

import math
import random

import pytest
from hypothesis import given, settings, strategies as st

from dorflinde.methods.similarity import Index, Match, features, stem_of

IDEAS = (
    "Mehr Sitzbänke am Friedhof",
    "Fahrradständer am Bahnhof",
    "Beleuchtung für den Radweg nach Waldkirchen",
    "Spielplatz am Marktplatz erneuern",
    "Jugendtreff wieder öffnen",
    "Mülleimer an der Ilz",
    "Zebrastreifen vor der Grundschule",
    "Obstbäume für alle zum Pflücken",
    "Bücherschrank am Dorfplatz",
    "Tempo 30 in der Hauptstraße",
    "Trinkwasserbrunnen auf dem Marktplatz",
    "Bus am Samstag nach Passau",
)
texts = st.lists(st.text("abcdeäöüß ", max_size=30), max_size=12)


@pytest.fixture(scope="module")
def ideas() -> Index[str]:
    return Index((text, text) for text in IDEAS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Eine Bank am Friedhof", "Mehr Sitzbänke am Friedhof"),
        ("Spielplätze", "Spielplatz am Marktplatz erneuern"),
        ("Den Radweg beleuchten!", "Beleuchtung für den Radweg nach Waldkirchen"),
        ("Radwegbeleuchtung", "Beleuchtung für den Radweg nach Waldkirchen"),
        ("Ständer für Fahrräder beim Bahnhof", "Fahrradständer am Bahnhof"),
        ("Obstbaum", "Obstbäume für alle zum Pflücken"),
        ("Ein Zebrastreifn bei der Grundschuhle", "Zebrastreifen vor der Grundschule"),
        ("Neuer Spielpltaz", "Spielplatz am Marktplatz erneuern"),
        ("TEMPO 30 HAUPTSTRASSE", "Tempo 30 in der Hauptstraße"),
        ("Treffpunkt für die Jugend", "Jugendtreff wieder öffnen"),
        ("Trinkbrunnen", "Trinkwasserbrunnen auf dem Marktplatz"),
        ("Busverbindung Passau", "Bus am Samstag nach Passau"),
        ("Muelleimer", "Mülleimer an der Ilz"),
    ],
)
def test_the_same_wish_in_other_words_is_found_first(ideas: Index[str], typed: str, found: str) -> None:
    assert [match.key for match in ideas.similar(typed, at_least=0.3)][:1] == [found]


@pytest.mark.parametrize(
    "typed",
    [
        "Blumenwiese",
        "Konzert im Park",
        "Öffnungszeiten im Kindergarten",
        "Schnelles Internet für alle",
        "Mehr für alle",
        "",
        "?!",
    ],
)
def test_another_wish_finds_nothing(ideas: Index[str], typed: str) -> None:
    assert ideas.similar(typed, at_least=0.3) == []


@pytest.mark.parametrize(
    "words", [("Bank", "Bänke", "Bänken", "Baenke"), ("Haus", "Häuser", "Häusern"), ("Straße", "Strasse", "Straßen")]
)
def test_the_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem_of(word.lower()) for word in words}) == 1


def test_words_that_say_nothing_count_only_where_there_is_nothing_else() -> None:
    assert features("Mehr Bänke für uns alle") == features("Bänke")
    assert features("für alle") != {}
    assert Index([(1, "Für alle")]).similar("für alle")[0].score == pytest.approx(1)


def test_equal_texts_come_in_the_order_they_were_given_and_no_more_than_asked_for() -> None:
    index = Index([(key, "Ein Steg am Bach") for key in (3, 1, 2)])
    assert [match.key for match in index.similar("Steg am Bach", limit=2)] == [3, 1]
    assert index.similar("Steg am Bach", limit=0) == []
    assert Index[int]([]).similar("Steg") == []


@given(texts, st.text("abcdeäöüß ", max_size=30), st.sampled_from([0.0, 0.2, 0.5, 0.9]))
@settings(max_examples=150)
def test_what_is_passed_over_could_not_have_been_found(listed: list[str], typed: str, bar: float) -> None:
    index = Index(enumerate(listed))
    mine = index._weighed(features(typed))
    plain = {}
    for key, text in enumerate(listed):
        theirs = index._weighed(features(text))
        plain[key] = sum(weight * theirs.get(name, 0.0) for name, weight in mine.items())
    found = {match.key: match.score for match in index.similar(typed, limit=99, at_least=bar)}
    assert all(0 < score <= 1 for score in found.values())
    for key, score in plain.items():
        if score > bar + 1e-9:
            assert math.isclose(found[key], score, rel_tol=1e-9)
        if score < bar - 1e-9:
            assert key not in found


@given(texts, st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_the_order_of_the_texts_and_earlier_questions_change_nothing(listed: list[str], chance: random.Random) -> None:
    rows = list(enumerate(listed))
    first = Index(rows)
    shuffled = rows[:]
    chance.shuffle(shuffled)
    second = Index(shuffled)
    for _, text in rows[:3]:
        one = first.similar(text, limit=99, at_least=0.1)
        assert one == first.similar(text, limit=99, at_least=0.1)
        other = {match.key: match.score for match in second.similar(text, limit=99, at_least=0.1)}
        assert {match.key: pytest.approx(match.score) for match in one} == other
        if features(text):
            assert one[0].score == pytest.approx(1)
            assert text in {listed[match.key] for match in one if match.score == pytest.approx(one[0].score)}


def test_of_ten_thousand_texts_only_those_that_share_rare_letters_are_looked_at() -> None:
    chance = random.Random(2)  # noqa: S311  (the same texts each time)
    syllables = [a + b for a in "bdfgklmnprstw" for b in ("a", "e", "i", "o", "u", "ei", "au")]
    words = ["".join(chance.choices(syllables, k=3)) for _ in range(2000)]
    rows = [(key, " ".join(chance.choices(words, k=5))) for key in range(10_000)]
    index = Index(rows)
    asked = rows[::500]
    looks = [sum(len(index._postings[name][0]) for name in features(text)) for _, text in asked]
    assert sum(looks) / len(looks) < 50_000  # of 600,000
    for key, text in asked:
        assert index.similar(text, limit=1)[0] == Match(key, pytest.approx(1))
